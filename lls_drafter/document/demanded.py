"""What a letter must not be silent about: the items that a draft marks, and a final letter owns up to.

Addresses without indexes: `evenements_indesirables.description` is that of every entry.
Source: CSP R. 1112-1-2, II, and the levels of `clinical.md` §6. Treatment rows are marked by `document.treatments`.
"""

from lls_drafter.document.withheld import has_situation
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.sejour import Situation

_IDENTITY = frozenset({"patient.nom_naissance", "patient.prenoms_naissance", "patient.sexe", "patient.date_naissance"})

DEMANDED = _IDENTITY | {
    "medecin_traitant",
    "praticien_adresseur",
    "signataire.nom",
    "signataire.fonction",
    "sejour.date_entree",
    "sejour.date_sortie",
    "sejour.modalite_entree",
    "sejour.modalite_sortie",
    "motif_hospitalisation",
    "synthese_medicale",
    "evenements_indesirables",
    "evenements_indesirables.description",
    "micro_organismes",
    "micro_organismes.resultat.germe",
    "produits_sanguins",
    "produits_sanguins.type",
    "derives_du_sang",
    "derives_du_sang.type",
    "dispositifs_implantables",
    "dispositifs_implantables.denomination",
    "actes_examens",
    "actes_examens.libelle",
    "resultats_attendus",
    "resultats_attendus.examen",
    "suites_a_donner",
    "suites_a_donner.action",
    "remise_patient.prevue",
    "envois",
}
"""What the decree demands: absent from a final letter, it says « Information non disponible »."""

AWAITED = frozenset(
    {
        "conclusion",
        "allergies",
        "allergies.substance",
        "resultats_attendus.responsable",
        "resultats_attendus.attendu_le",
        "suites_a_donner.qui",
        "suites_a_donner.quand",
    }
)
"""What only a draft asks for."""


def not_demanded(lettre: Lettre) -> frozenset[str]:
    """Give the items that a situation takes off: no hand-over after a death, no identity when it is secret."""
    off: set[str] = set()
    if has_situation(lettre, Situation.DECES):
        off.add("remise_patient.prevue")
    if has_situation(lettre, Situation.SECRET_IDENTITE):
        off |= _IDENTITY | {"medecin_traitant", "envois"}
    return frozenset(off)
