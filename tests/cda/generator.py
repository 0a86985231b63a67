"""Fictional letters by number, always the same: the shipped examples mixed field by field, with every kind of answer.

Number 0 has nothing beyond what a document demands, 1 has every field of the examples; the others take each field from
one of them, or « aucun », « inconnu », or nothing. Treatments come row by row from all the examples.
"""

import random
import uuid

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.traitements import LigneTraitement
from tests.cda.letters import exportable
from tests.document.letters import EXAMPLES, read_example
from tests.strategies import NASTY

_FIXED = frozenset({"format", "fictive", "identifiant", "modele", "statut", "version", "nature", "validation"})
_ROWS = "volet_medicamenteux"
HOSTILE_EVERY = 10
"""One letter in so many has texts that break careless XML."""


def generated(number: int) -> Lettre:
    """Give the letter of a number."""
    chance = random.Random(number)  # noqa: S311 - the same letter for the same number
    models = [read_example(path) for path in EXAMPLES]
    if number == 0:
        return exportable(Lettre())
    values: dict[str, object] = {}
    for name in Lettre.model_fields:
        if name in _FIXED or name == _ROWS:
            continue
        choices = [getattr(model, name) for model in models]
        values[name] = next(filter(_says, choices), choices[0]) if number == 1 else _drawn(name, choices, chance)
    rows = [row for model in models for row in model.volet_medicamenteux]
    values[_ROWS] = _numbered(rows if number == 1 else chance.sample(rows, chance.choice([0, 1, 3, 8, len(rows)])))
    lettre = models[0].replace(**values, validation=None, statut=models[0].statut)
    if number % HOSTILE_EVERY == 2:
        nasty = chance.choice([text for text in NASTY if "\ud800" not in text])
        lettre = lettre.replace(motif_hospitalisation=nasty, synthese_medicale=f"{nasty}\n{nasty}", conclusion=nasty)
    names = {name: str(uuid.uuid5(uuid.NAMESPACE_OID, f"{name}/{number}")) for name in ("lettre", "serie")}
    made = exportable(lettre)
    assert made.identifiant is not None
    return made.replace(identifiant=made.identifiant.replace(**names))


def _says(value: object) -> bool:
    """Tell whether a field of an example says something."""
    return value not in (None, (), {}) and not isinstance(value, Absence)


def _drawn(name: str, choices: list[object], chance: random.Random) -> object:
    """Draw the value of a field, or one of the answers without value that its type allows."""
    drawn = chance.choice(choices)
    if any(isinstance(one, Absence | tuple | str | LlsModel) for one in choices) and chance.random() < 0.3:
        default = Lettre.model_fields[name].default
        return chance.choice(list(Absence)) if isinstance(default, Absence) else default
    return drawn


def _numbered(rows: list[LigneTraitement]) -> tuple[LigneTraitement, ...]:
    """Give rows with keys of their own."""
    return tuple(row.replace(cle=f"g{number}") for number, row in enumerate(rows))
