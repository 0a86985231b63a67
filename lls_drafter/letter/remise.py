"""The life of the letter after the writing: hand-over, sendings, validation, justifications, provenance."""

import datetime as dt
from enum import StrEnum

from lls_drafter.letter.base import Cle, Heure, Impression, LlsModel, Texte, champ

_TRACE = Impression.TRACE
_DECRET_I = "CSP R. 1112-1-2, I ; QLS 3"


class ModeRemise(StrEnum):
    """How the letter reaches the patient."""

    MAIN_PROPRE = "main_propre"
    MESSAGERIE_MES = "messagerie_mes"
    LES_DEUX = "les_deux"
    COURRIER = "courrier"


class BeneficiaireRemise(StrEnum):
    """To whom the letter is handed."""

    PATIENT = "patient"
    TITULAIRE_AUTORITE_PARENTALE = "titulaire_autorite_parentale"
    REPRESENTANT = "representant"
    PERSONNE_CONFIANCE = "personne_confiance"
    STRUCTURE_AVAL = "structure_aval"


class IssueRemise(StrEnum):
    """How the hand-over ended."""

    REMISE = "remise"
    REFUSEE = "refusee"
    IMPOSSIBLE = "impossible"


class Comprehension(StrEnum):
    """Whether understanding was checked, as the law asks."""

    OUI = "oui"
    NON = "non"
    IMPOSSIBLE = "impossible"
    INTERPRETE = "interprete"


class RemisePrevue(LlsModel):
    """The plan of the hand-over, printed as a plan."""

    mode: ModeRemise | None = champ(None, "Mode prévu", source=_DECRET_I)
    par: Texte | None = champ(None, "Par", exemple="Dr Keller")
    a: BeneficiaireRemise | None = champ(None, "À", "Le patient, sauf situation particulière.")


class RemiseFaite(LlsModel):
    """The hand-over as it happened; recorded by `lls remettre`."""

    date: dt.date | None = champ(None, "Date", source=_DECRET_I, impression=_TRACE)
    heure: Heure | None = champ(None, "Heure", impression=_TRACE)
    mode: ModeRemise | None = champ(None, "Mode", impression=_TRACE)
    par: Texte | None = champ(None, "Par", source=_DECRET_I, impression=_TRACE)
    a: BeneficiaireRemise | None = champ(None, "À", impression=_TRACE)
    issue: IssueRemise | None = champ(None, "Issue", impression=_TRACE)
    motif: Texte | None = champ(None, "Motif de non-remise", impression=_TRACE)
    comprehension_verifiee: Comprehension | None = champ(
        None, "Compréhension vérifiée", source=_DECRET_I, impression=_TRACE
    )


class RemisePatient(LlsModel):
    """Hand-over to the patient: the plan, then the act."""

    prevue: RemisePrevue | None = champ(None, "Remise prévue")
    faite: RemiseFaite | None = champ(None, "Remise faite", impression=_TRACE)
    tentatives: tuple[RemiseFaite, ...] = champ(
        (), "Tentatives antérieures", "Refus ou impossibilités enregistrés avant la dernière issue.", impression=_TRACE
    )


class Canal(StrEnum):
    """By what channel a letter is sent."""

    MSSANTE = "mssante"
    MSSANTE_CITOYENNE = "mssante_citoyenne"
    DMP = "dmp"
    COURRIER = "courrier"
    FAX = "fax"
    REMIS_EN_MAIN = "remis_en_main"
    AUTRE = "autre"


class EnvoiFait(LlsModel):
    """A sending as it happened; recorded by `lls envoyer`."""

    date: dt.date | None = champ(None, "Date", source="QLS 4", impression=_TRACE)
    heure: Heure | None = champ(None, "Heure", impression=_TRACE)
    par: Texte | None = champ(None, "Par", impression=_TRACE)
    trace: Texte | None = champ(None, "Référence de l'envoi", "Numéro de message, accusé…", impression=_TRACE)


class Envoi(LlsModel):
    """One sending: to whom, how, planned, done. `destinataire` is a role or a recipient's name."""

    destinataire: Texte | None = champ(
        None, "Destinataire", source="CSP R. 1112-1-2, I ; QLS 4", exemple="medecin_traitant"
    )
    canal: Canal | None = champ(None, "Canal", exemple="mssante")
    prevu: Texte | None = champ(None, "Prévu", exemple="le jour de la sortie")
    fait: EnvoiFait | None = champ(None, "Fait", impression=_TRACE)


class OuiNonNa(StrEnum):
    """The three boxes of the HAS check-list."""

    OUI = "oui"
    NON = "non"
    NA = "na"


class ReponseListeControle(LlsModel):
    """One ticked line of a check-list."""

    reponse: OuiNonNa | None = champ(None, "Réponse", "oui, non ou na.", impression=_TRACE)
    commentaire: Texte | None = champ(None, "Commentaire", impression=_TRACE)
    action_corrective: Texte | None = champ(None, "Action corrective", impression=_TRACE)
    par: Texte | None = champ(None, "Vérifié par", impression=_TRACE)
    le: dt.datetime | None = champ(None, "Le", impression=_TRACE)
    avec_patient: bool | None = champ(None, "Avec le patient", impression=_TRACE)


class ListeControle(LlsModel):
    """The answers to one check-list, by item id."""

    reponses: dict[Cle, ReponseListeControle] = champ({}, "Réponses", impression=_TRACE)


class Justification(LlsModel):
    """Why a rule is not satisfied: kept in the trace, never printed to the patient."""

    regle: Texte = champ(..., "Règle", exemple="REG-MT", impression=_TRACE)
    motif: Texte = champ(..., "Motif", impression=_TRACE)
    par: Texte | None = champ(None, "Par", impression=_TRACE)
    le: dt.datetime | None = champ(None, "Le", impression=_TRACE)


class Opposition(LlsModel):
    """One opposition of the patient, with its reason."""

    opposition: bool | None = champ(None, "Le patient s'oppose", impression=_TRACE)
    motif: Texte | None = champ(None, "Motif", impression=_TRACE)


class Oppositions(LlsModel):
    """What the patient opposes, channel by channel."""

    dmp: Opposition | None = champ(None, "Opposition au DMP", impression=_TRACE)
    mssante_patient: Opposition | None = champ(None, "Opposition à la messagerie du patient", impression=_TRACE)
    mssante_ps: Opposition | None = champ(None, "Opposition à la messagerie entre professionnels", impression=_TRACE)
    medecin_traitant: Opposition | None = champ(None, "Opposition à l'envoi au médecin traitant", impression=_TRACE)


class Visibilite(LlsModel):
    """Who may see the document in the DMP. None: not answered."""

    masque_ps: bool | None = champ(None, "Masqué aux professionnels", impression=_TRACE)
    invisible_patient: bool | None = champ(
        None, "Invisible au patient", "Avant une consultation d'annonce.", impression=_TRACE
    )
    invisible_representants_legaux: bool | None = champ(None, "Invisible aux représentants légaux", impression=_TRACE)


class Validation(LlsModel):
    """The declarative validation of one version: who said so, when, of what content.

    `empreinte` is `sha256:` + the hexadecimal digest of the canonical JSON without register and check-lists.
    """

    par: Texte = champ(..., "Validée par")
    compte: Texte | None = champ(None, "Compte informatique", impression=_TRACE)
    le: dt.datetime = champ(..., "Validée le")
    empreinte: Texte = champ(..., "Empreinte du contenu", impression=_TRACE)
    par_delegation_de: Texte | None = champ(None, "Par délégation de", exemple="Dr Anne KELLER")


class Annulation(LlsModel):
    """Why and by whom a letter was cancelled."""

    motif: Texte = champ(..., "Motif", impression=_TRACE)
    par: Texte | None = champ(None, "Par", impression=_TRACE)
    le: dt.datetime | None = champ(None, "Le", impression=_TRACE)


class Remarque(LlsModel):
    """A senior's remark on a letter to correct."""

    texte: Texte = champ(..., "Remarque", impression=Impression.JAMAIS)
    par: Texte | None = champ(None, "Par", impression=Impression.JAMAIS)
    le: dt.datetime | None = champ(None, "Le", impression=Impression.JAMAIS)


class Nature(StrEnum):
    """What a version after the first is."""

    COMPLEMENT = "complement"
    CORRECTION = "correction"


class VersionPrecedente(LlsModel):
    """One earlier validated version; the last one is printed as « annule et remplace »."""

    version: int = champ(..., "Version", ge=1)
    validee_le: dt.date | None = champ(None, "Validée le")
    empreinte: Texte | None = champ(None, "Empreinte", impression=_TRACE)
    lettre: Texte | None = champ(None, "Identifiant", impression=Impression.JAMAIS)
    remise: RemiseFaite | None = champ(None, "Remise de cette version", impression=_TRACE)
    envois: tuple[Envoi, ...] = champ((), "Envois de cette version", impression=_TRACE)


class Provenance(LlsModel):
    """Where a value came from."""

    source: Texte = champ(..., "Source", "saisie, reglages, adt, datamatrix, lettre…", impression=Impression.JAMAIS)
    le: dt.datetime | None = champ(None, "Le", impression=Impression.JAMAIS)
    detail: Texte | None = champ(None, "Détail", impression=Impression.JAMAIS)
