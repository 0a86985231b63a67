"""Hints for the table: those of the case's key about treatments first, then what kind of thing is still wrong.

None gives an answer away: no drug, dose nor date.
"""

from collections.abc import Callable, Mapping
from typing import Final

from lls_drafter.packs.case_model import Key
from lls_drafter.training.hints import Hint, known_hints, next_hint
from lls_drafter.training.result import Nature
from lls_drafter.training.said import Said
from lls_drafter.training.table_exercise import CorrectionTableau

_TABLE: Final = frozenset({"volet_medicamenteux", "bilan_medicamenteux"})
_GENERAL: Final[Mapping[str, str]] = {
    "T-AVANT": "Un médicament pris avant l'hospitalisation manque encore : relisez toutes les pièces, automédication "
    "comprise.",
    "T-SORTIE": "Un médicament de sortie manque encore : comparez la décision de sortie et les prescriptions.",
    "T-EN-TROP": "Une ligne du tableau n'est nulle part dans le dossier.",
    "T-DEVENIR": "Un devenir n'est pas celui du dossier : comparez l'avant et l'après, ligne par ligne.",
    "T-POSOLOGIE": "Une posologie ou un dosage n'est pas celui du dossier : dose, nombre de prises, moment.",
    "T-DUREE": "Une durée manque ou ne tombe pas juste : comptez depuis le premier jour, et donnez le dernier.",
    "T-MOTIF": "Un arrêt ou un changement n'a pas son motif, ou une suspension sa règle de reprise.",
}
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "T-AVANT": ("avant_nom", "avant"),
    "T-SORTIE": ("sortie_nom", "sortie"),
    "T-DEVENIR": ("devenir",),
    "T-POSOLOGIE": ("avant_posologie", "sortie_posologie"),
    "T-DUREE": ("duree",),
    "T-MOTIF": ("motif", "reprise"),
}


def key_of_table(key: Key) -> Key:
    """Give the part of a key that is about treatments."""
    return Key(
        elements=tuple(one for one in key.elements if all(champ.parts[0] in _TABLE for champ in one.champs)),
        interdits=tuple(one for one in key.interdits if all(champ.parts[0] in _TABLE for champ in one.champs)),
    )


def next_table_hint(
    key: Key, said: Callable[[], Said], correction: CorrectionTableau, given: tuple[str, ...]
) -> Hint | None:
    """Give a hint that was not given yet, None when none is left for the table as it stands.

    Args:
        key: the case's.
        said: what the letter says, made when it is needed.
        correction: that of the table as it stands.
        given: the ids of the hints given.
    """
    about = key_of_table(key)
    found = next_hint(about, said(), given) if about.elements or about.interdits else None
    if found is not None:
        return found
    wrong = {point.id.rpartition("/")[2] for point in correction.points if point.nature is not Nature.ACQUIS}
    for name, text in _GENERAL.items():
        if name not in given and (correction.en_trop if name == "T-EN-TROP" else wrong.intersection(_COLUMNS[name])):
            return Hint(name, text)
    return None


def given_hints(key: Key, given: tuple[str, ...]) -> tuple[Hint, ...]:
    """Give again the hints that were given, in that order."""
    of_key = {one.id: one for one in known_hints(key, given)}
    general = {name: Hint(name, text) for name, text in _GENERAL.items()}
    return tuple((of_key | general)[name] for name in given if name in of_key or name in general)
