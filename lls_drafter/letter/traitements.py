"""The medication part: the HAS six-column table, one row per drug."""

from datetime import date
from enum import StrEnum

from lls_drafter.letter.base import Impression, LlsModel, Texte, champ

_DECRET_4 = "CSP R. 1112-1-2, II 4°"
_QLS_11 = "QLS 11"


class Devenir(StrEnum):
    """What became of a drug: exactly one per row. Source: HAS table (secondary source)."""

    POURSUIVI = "poursuivi"
    MODIFIE = "modifie"
    ARRETE = "arrete"
    AJOUTE = "ajoute"


class ReponseListe(StrEnum):
    """What was said of a whole list of drugs: it is there, it is explicitly empty, it could not be had."""

    LISTE = "liste"
    AUCUN = "aucun"
    INCONNU = "inconnu"


class OrigineDuree(StrEnum):
    """Whether the end of a treatment was computed or typed."""

    CALCUL = "calcul"
    SAISIE = "saisie"


class Medicament(LlsModel):
    """A drug as it is printed; DCI first, the brand in brackets. Facts of the base are copied here."""

    libelle: Texte | None = champ(
        None, "Médicament", "Tel que saisi ou choisi.", source=_DECRET_4, exemple="furosémide 40 mg comprimé"
    )
    dci: Texte | None = champ(None, "DCI", exemple="furosémide")
    marque: Texte | None = champ(None, "Nom de marque", exemple="Lasilix")
    dosage: Texte | None = champ(None, "Dosage", exemple="40 mg")
    forme: Texte | None = champ(None, "Forme", exemple="comprimé")
    cis: Texte | None = champ(None, "Code CIS", impression=Impression.JAMAIS)
    atc: Texte | None = champ(None, "Code ATC", impression=Impression.JAMAIS)
    restriction: Texte | None = champ(
        None, "Restriction de prescription", exemple="réservé à l'usage hospitalier", impression=Impression.JAMAIS
    )
    base: Texte | None = champ(None, "Date de la base de médicaments", exemple="2026-05", impression=Impression.JAMAIS)


class Duree(LlsModel):
    """How long a treatment lasts: as said, and as dates once computed.

    `total_jours` counts days; `fin_incluse` is the last day taken.
    """

    texte: Texte | None = champ(
        None, "Durée", "Une durée, une date de fin ou « au long cours ».", source=_DECRET_4, exemple="5 jours"
    )
    debut: date | None = champ(None, "Début")
    fin_incluse: date | None = champ(None, "Dernier jour inclus")
    total_jours: int | None = champ(None, "Durée totale en jours", ge=1, le=3660)
    origine: OrigineDuree | None = champ(None, "Origine", "calcul ou saisie.", impression=Impression.JAMAIS)


class Prescription(LlsModel):
    """One side of a row: the drug and how it is taken."""

    medicament: Medicament | None = champ(None, "Médicament", source=_DECRET_4 + " ; " + _QLS_11)
    posologie: Texte | None = champ(
        None,
        "Posologie",
        "Dose, nombre de prises, moment.",
        source=_DECRET_4 + " ; " + _QLS_11,
        exemple="1 comprimé le matin",
    )
    voie: Texte | None = champ(None, "Voie", exemple="orale")
    duree: Duree | None = champ(None, "Durée", source=_DECRET_4 + " ; " + _QLS_11)
    non_lu: tuple[Texte, ...] = champ((), "Mots non compris", "Gardés et imprimés tels quels.")
    grammaire: Texte | None = champ(
        None,
        "Version de la grammaire",
        "Celle qui a lu la ligne, quand elle n'a pas été écrite champ par champ.",
        exemple="1",
        impression=Impression.JAMAIS,
    )


class Commentaires(LlsModel):
    """The last column, in its printed order: reason, target and monitoring, then free text."""

    motif: Texte | None = champ(
        None, "Motif du changement", source=_DECRET_4 + " (arrêt ou remplacement)", exemple="insuffisance rénale"
    )
    indication: Texte | None = champ(None, "Indication", exemple="insuffisance cardiaque")
    cible_surveillance: Texte | None = champ(None, "Cible et surveillance", exemple="kaliémie et créatinine à J7")
    libre: Texte | None = champ(None, "Commentaire")


class Reprise(LlsModel):
    """The rule of resumption of a suspended drug."""

    quand: Texte | None = champ(
        None, "Reprise : quand ou à quelle condition", exemple="après contrôle de la créatinine"
    )
    par: Texte | None = champ(None, "Reprise décidée par", exemple="médecin traitant")


class LigneTraitement(LlsModel):
    """One row of the six-column table: at most one drug before, its fate, at most one drug after.

    `cle` stays with the row whatever its place: provenance and undo rely on it.
    """

    cle: Texte = champ(
        ..., "Clé de la ligne", exemple="a1", impression=Impression.JAMAIS, pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,15}$"
    )
    avant: Prescription | None = champ(None, "Traitement avant hospitalisation")
    devenir: Devenir | None = champ(
        None, "Devenir", "Poursuivi, modifié, arrêté ou ajouté.", source="Tableau HAS (source secondaire)"
    )
    sortie: Prescription | None = champ(None, "Traitement à la sortie")
    commentaires: Commentaires | None = champ(None, "Commentaires")
    suspendu: bool | None = champ(None, "Suspendu", "Arrêt temporaire, à reprendre.")
    reprise: Reprise | None = champ(None, "Reprise")


class EtatListe(LlsModel):
    """What was said of one whole list (home treatment, discharge treatment)."""

    reponse: ReponseListe | None = champ(
        None, "Réponse", "liste, aucun (dit explicitement) ou inconnu.", source=_DECRET_4, impression=Impression.JAMAIS
    )
    sources: tuple[Texte, ...] = champ((), "Sources de la liste", exemple="patient, ordonnance, pharmacien d'officine")


class BilanMedicamenteux(LlsModel):
    """The answers about the two lists as wholes; the drugs themselves are the rows."""

    entree: EtatListe | None = champ(None, "Traitement habituel à l'entrée")
    sortie: EtatListe | None = champ(None, "Traitement à la sortie")
