"""The routes of a prescription in the patient's words; a route that is not here is printed as the letter says it."""

from collections.abc import Mapping
from types import MappingProxyType

from lls_drafter.letter.text import fold

_ROUTES: Mapping[str, str] = MappingProxyType(
    {
        "orale": "par la bouche",
        "per os": "par la bouche",
        "sous-cutanee": "sous la peau (voie sous-cutanée)",
        "intraveineuse": "dans une veine (voie intraveineuse)",
        "intraveineuse directe": "dans une veine (voie intraveineuse directe)",
        "intraveineuse lente": "dans une veine, lentement (voie intraveineuse lente)",
        "intramusculaire": "dans un muscle (voie intramusculaire)",
        "inhalee": "à respirer par la bouche (voie inhalée)",
        "sublinguale": "sous la langue",
        "rectale": "dans l'anus (voie rectale)",
        "vaginale": "dans le vagin",
        "cutanee": "sur la peau",
        "transdermique": "à travers la peau (voie transdermique)",
        "ophtalmique": "dans l'œil",
        "nasale": "dans le nez",
        "auriculaire": "dans l'oreille",
        "buccale": "dans la bouche",
    }
)


def plain_route(route: str) -> str | None:
    """Give a route in plain words, None for one that is to be printed as typed."""
    return _ROUTES.get(fold(route).removeprefix("voie ").removeprefix("par voie "))
