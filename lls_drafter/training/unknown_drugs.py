"""Drugs of a learner's table that neither the record nor the good letter names: invented, or misread."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Prescription
from lls_drafter.packs.case_model import Case
from lls_drafter.training.table_rows import line_up
from lls_drafter.training.wording import holds

_LONG = 4  # letters: a shorter word does not tell a drug


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownDrug:
    """A drug that nobody speaks of: the key of its row, its name as written, whether it is told as a home drug."""

    cle: str
    nom: str
    avant: bool


def unknown_drugs(case: Case, model: Lettre, lettre: Lettre) -> tuple[UnknownDrug, ...]:
    """Give the drugs of a letter that are not in the good one, under any of their names, nor in any piece.

    In doubt none is given: one word of a name found in the record is enough.

    Args:
        case: the case, for its record.
        model: its good letter.
        lettre: the learner's.
    """
    lined_up = line_up(model.volet_medicamenteux, lettre.volet_medicamenteux)
    known = "\n".join((*(piece.texte for piece in case.pieces), *_model_words(model)))
    found: dict[str, UnknownDrug] = {}
    for rows, avant in ((lined_up.avant_en_trop, True), (lined_up.sortie_en_trop, False)):
        for row in rows:
            side = row.avant if avant else row.sortie
            if side is not None and not any(holds(known, word) for word in _words(side)):
                found.setdefault(row.cle, UnknownDrug(cle=row.cle, nom=_name(side), avant=avant))
    return tuple(found.values())


def _model_words(model: Lettre) -> Iterator[str]:
    """Give the names of the good letter's drugs, those given during the stay included."""
    for row in model.volet_medicamenteux:
        for side in (row.avant, row.sortie):
            yield from _names(side) if side is not None else ()
    if isinstance(model.traitements_administres, tuple):
        yield from (one.medicament or "" for one in model.traitements_administres)


def _names(side: Prescription) -> Iterator[str]:
    """Give what a drug is called: its label, its substance, its brand."""
    drug = side.medicament
    if drug is not None:
        yield from filter(None, (drug.libelle, drug.dci, drug.marque))


def _words(side: Prescription) -> tuple[str, ...]:
    """Give the words of a drug's names before any figure; a name without a long word counts whole."""
    heads = [re.split(r"\d", name, maxsplit=1)[0].strip() for name in _names(side)]
    words = [word for head in heads for word in re.findall(r"[^\W\d_]+", head) if len(word) >= _LONG]
    return tuple(words or filter(None, heads))


def _name(side: Prescription) -> str:
    """Give a drug's name as written."""
    return next(_names(side), "")
