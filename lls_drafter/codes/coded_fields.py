"""Which texts of a letter a value set can code when it leaves as data; pure, nothing is read.

Such a field stays a text: whoever writes is offered the set's words, and never held to them.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_INDEX = re.compile(r"\[[^\]]*\]")
_PROFESSIONALS = (
    "medecin_traitant",
    "praticien_adresseur",
    "redacteur",
    "signataire",
    "medecin_responsable",
    "cosignataires",
)
CODED_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{f"{who}.fonction": "specialite" for who in _PROFESSIONALS},
        "patient.personne_confiance.lien": "relation_patient",
        "etablissement.secteur": "secteur_activite",
        "allergies.type": "type_allergie",
        "volet_medicamenteux.avant.voie": "voie_administration",
        "volet_medicamenteux.sortie.voie": "voie_administration",
    }
)
"""The value set of each field, by its address without its indices."""


OFFERED_FIELDS: Final[Mapping[str, str]] = MappingProxyType({"mesures_sortie.unite": "unite_mesure"})
"""The fields whose words a value set offers, though no code leaves: the CDA model has no entry for a measure."""


def coded_set(address: str) -> str:
    """Give the value set of a field whose words are offered, empty when it has none.

    Args:
        address: such as `volet_medicamenteux[a1].sortie.voie`.
    """
    field = _INDEX.sub("", address)
    return CODED_FIELDS.get(field) or OFFERED_FIELDS.get(field, "")


def only_offered(name: str) -> bool:
    """Tell whether a value set only helps to type: its words leave as words."""
    return name in OFFERED_FIELDS.values()
