"""The medical content apart from the treatments: allergies, acts, adverse events, MDRO, blood, devices."""

import datetime as dt
from enum import StrEnum

from lls_drafter.letter.base import LlsModel, Texte, champ
from lls_drafter.letter.reponse import NON_RENSEIGNE, Reponse

_DECRET_3 = "CSP R. 1112-1-2, II 3°"


class Allergie(LlsModel):
    """One allergy or intolerance; `infirmee` when it was ruled out (and why that is known)."""

    substance: Texte | None = champ(None, "Substance", exemple="amoxicilline")
    type: Texte | None = champ(
        None, "Type", "Allergie, intolérance, médicamenteuse, alimentaire…", exemple="allergie médicamenteuse"
    )
    reaction: Texte | None = champ(None, "Réaction", exemple="urticaire généralisée")
    date: Texte | None = champ(None, "Date ou ancienneté", exemple="2014")
    infirmee: bool | None = champ(None, "Infirmée", "Oui si un test a levé l'allergie.")
    precision: Texte | None = champ(None, "Précision", exemple="test de réintroduction négatif le 12/05/2026")


class EvenementIndesirable(LlsModel):
    """One adverse event of the stay."""

    description: Texte | None = champ(None, "Événement", source=_DECRET_3, exemple="chute sans traumatisme")
    date: dt.date | None = champ(None, "Date")
    conduite: Texte | None = champ(None, "Conduite tenue", exemple="zopiclone réduite")
    consequence: Texte | None = champ(None, "Conséquence", exemple="aucune séquelle")
    patient_informe: bool | None = champ(None, "Patient informé", source="CSP L. 1111-2")


class RechercheMicroOrganismes(StrEnum):
    """Whether MDRO were searched; three different sentences on paper."""

    FAITE = "faite"
    NON_FAITE = "non_faite"
    INCONNUE = "inconnue"


class MicroOrganisme(LlsModel):
    """One multi-resistant or emerging micro-organism found."""

    germe: Texte | None = champ(None, "Germe", source=_DECRET_3, exemple="Escherichia coli")
    resistance: Texte | None = champ(None, "Résistance", exemple="BLSE")
    site: Texte | None = champ(None, "Site", exemple="écouvillon rectal")
    statut: Texte | None = champ(None, "Colonisation ou infection", exemple="colonisation")
    date: dt.date | None = champ(None, "Date du prélèvement")
    precautions: Texte | None = champ(None, "Précautions", exemple="précautions complémentaires contact")
    consequences: Texte | None = champ(
        None, "Conséquences pour la suite", exemple="aucun traitement ; prévenir lors d'une réhospitalisation"
    )


class MicroOrganismes(LlsModel):
    """The search for MDRO, its result and the BHRe contact status."""

    recherche: RechercheMicroOrganismes | None = champ(
        None, "Recherche", "faite, non_faite ou inconnue.", source=_DECRET_3
    )
    date: dt.date | None = champ(None, "Date de la recherche")
    resultat: Reponse[tuple[MicroOrganisme, ...]] = champ(
        NON_RENSEIGNE, "Résultat", "« aucun » si la recherche est négative.", source=_DECRET_3
    )
    statut_contact_bhre: Reponse[Texte] = champ(
        NON_RENSEIGNE,
        "Contact d'un porteur de BHRe",
        "« aucun » si le patient n'est pas contact.",
        exemple="contact d'un patient EPC, 2 dépistages négatifs",
    )


class ProduitSanguin(LlsModel):
    """One transfused labile blood product."""

    type: Texte | None = champ(None, "Produit", source=_DECRET_3, exemple="concentré de globules rouges")
    quantite: Texte | None = champ(None, "Quantité", exemple="2 unités")
    date: dt.date | None = champ(None, "Date")
    accident: Reponse[Texte] = champ(NON_RENSEIGNE, "Accident transfusionnel", "« aucun » si bien toléré.")
    suivi: Texte | None = champ(None, "Suivi", exemple="RAI de contrôle dans 1 à 3 mois")


class DeriveSang(LlsModel):
    """One blood derivative given (albumin, immunoglobulins, clotting factors)."""

    type: Texte | None = champ(None, "Produit", source=_DECRET_3, exemple="albumine 20 %")
    quantite: Texte | None = champ(None, "Quantité", exemple="100 mL")
    lot: Texte | None = champ(None, "Numéro de lot")
    date: dt.date | None = champ(None, "Date")
    evenement: Reponse[Texte] = champ(NON_RENSEIGNE, "Événement indésirable associé", "« aucun » si bien toléré.")


class DispositifImplantable(LlsModel):
    """One implanted device, with what traceability asks (CSP R. 5212-42)."""

    denomination: Texte | None = champ(
        None, "Dénomination", source="CSP R. 5212-42", exemple="tige fémorale sans ciment"
    )
    reference: Texte | None = champ(None, "Référence")
    lot: Texte | None = champ(None, "Numéro de lot ou de série", source="CSP R. 5212-42")
    fabricant: Texte | None = champ(None, "Fabricant ou mandataire", source="CSP R. 5212-42")
    marque: Texte | None = champ(None, "Marque")
    cote: Texte | None = champ(None, "Côté ou site", exemple="hanche droite")
    date: dt.date | None = champ(None, "Date de pose", source="CSP R. 5212-42")
    lieu: Texte | None = champ(None, "Lieu de pose", source="CSP R. 5212-42")
    poseur: Texte | None = champ(None, "Médecin utilisateur", source="CSP R. 5212-42")
    duree_vie: Texte | None = champ(None, "Durée de vie ou réintervention prévue", source="CSP R. 5212-42")
    suivi: Texte | None = champ(None, "Suivi particulier", source="CSP R. 5212-42")
    carte_remise: bool | None = champ(None, "Carte d'implant remise")


class DispositifEnPlace(LlsModel):
    """A catheter, drain, stoma… that the patient leaves with."""

    nature: Texte | None = champ(None, "Dispositif", exemple="PICC-line bras gauche")
    pose_le: dt.date | None = champ(None, "Posé le")
    changement: Texte | None = champ(None, "Changement prévu", exemple="pansement tous les 7 jours")
    retrait: Texte | None = champ(None, "Retrait prévu", exemple="à la fin de l'antibiothérapie")


class Oxygene(LlsModel):
    """Oxygen therapy at discharge."""

    debit: Texte | None = champ(None, "Débit", exemple="2 L/min au repos")
    duree: Texte | None = champ(None, "Durée quotidienne", exemple="15 heures par jour")
    source: Texte | None = champ(None, "Source", exemple="concentrateur")
    prestataire: Texte | None = champ(None, "Prestataire")


class Materiel(LlsModel):
    """Equipment or service at home."""

    nature: Texte | None = champ(None, "Matériel ou service", exemple="lit médicalisé")
    prestataire: Texte | None = champ(None, "Prestataire")
    livraison: Texte | None = champ(None, "Livraison", exemple="avant le retour, le 09/03/2026")


class Vaccination(LlsModel):
    """One vaccination given or due."""

    vaccin: Texte | None = champ(None, "Vaccin", exemple="pneumocoque (20 valences)")
    date: dt.date | None = champ(None, "Date")
    lot: Texte | None = champ(None, "Numéro de lot")
    suite: Texte | None = champ(None, "Suite", exemple="rappel grippe à l'automne")


class TraitementAdministre(LlsModel):
    """A treatment given during the stay and over at discharge, worth knowing."""

    medicament: Texte | None = champ(None, "Médicament", exemple="ceftriaxone")
    posologie: Texte | None = champ(None, "Posologie", exemple="1 g par jour par voie intraveineuse")
    periode: Texte | None = champ(None, "Période", exemple="du 02/03 au 06/03/2026")
    precision: Texte | None = champ(None, "Précision")


class ActeExamen(LlsModel):
    """One act or examination with its main result."""

    libelle: Texte | None = champ(
        None, "Acte ou examen", source=_DECRET_3 + " ; QLS 10", exemple="Échographie cardiaque"
    )
    date: dt.date | None = champ(None, "Date")
    resultat: Texte | None = champ(
        None, "Résultat principal", source="QLS 10", exemple="FEVG 38 %, hypokinésie globale"
    )
    code: Texte | None = champ(None, "Code CCAM")


class GrossesseAllaitement(LlsModel):
    """Pregnancy or breast-feeding, as it matters to the reader."""

    grossesse: Texte | None = champ(None, "Grossesse", exemple="24 SA + 3 jours")
    terme_prevu: dt.date | None = champ(None, "Terme prévu")
    allaitement: bool | None = champ(None, "Allaitement")


class LigneRubrique(LlsModel):
    """One row of a service's table."""

    cellules: tuple[Texte, ...] = champ((), "Cellules")


class Rubrique(LlsModel):
    """One free section or field added by a service's template, whole: it prints without that template too.

    Its value is kept as it is printed (`38`, `12/03/2026`, `oui`), so that no rendering has to know its type.
    """

    titre: Texte = champ(..., "Titre")
    texte: Reponse[Texte] = champ(NON_RENSEIGNE, "Texte")
    unite: Texte | None = champ(None, "Unité", exemple="%")
    colonnes: tuple[Texte, ...] = champ((), "Colonnes")
    lignes: tuple[LigneRubrique, ...] = champ((), "Lignes")
