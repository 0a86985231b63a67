"""The score by unit, template, role and month of discharge, no small group ever shown alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lls_drafter.audit.model import Jugement, Origine
from lls_drafter.audit.statistics import SMALL, Moyenne, mean_score


class Dimension(StrEnum):
    """What letters are grouped by."""

    UNITE = "unite"
    MODELE = "modele"
    REDACTION = "redaction"
    MOIS = "mois"
    SITE = "site"


OTHERS: Final = "autres"
"""The label of the groups that are too small, together."""

NO_LETTER: Final = "sans lettre"
"""The template and the role of a stay without a letter."""

HERE: Final = "ce poste"
"""The site of what was judged here, beside extracts of other sites."""
_NOT_OURS: Final[Mapping[Origine, str]] = MappingProxyType(
    {Origine.CDA: "document CDA", Origine.PAPIER: "papier", Origine.EXTRAIT: "extrait"}
)


def _template(one: Jugement) -> str:
    """Give the template of a letter; what has none is called by what it is."""
    return NO_LETTER if one.absente else _NOT_OURS.get(one.origine) or one.modele or "non dit"


def _role(one: Jugement) -> str:
    """Give the role of a letter's writer; only our own letters tell it."""
    return NO_LETTER if one.absente else _NOT_OURS.get(one.origine) or one.redaction.value


def _month(one: Jugement) -> str:
    """Give the month of discharge."""
    return one.mois_sortie or "sans date"


LABELS: Final[Mapping[Dimension, Callable[[Jugement], str]]] = MappingProxyType(
    {
        Dimension.UNITE: lambda one: one.unite or "non dite",
        Dimension.MODELE: _template,
        Dimension.REDACTION: _role,
        Dimension.MOIS: _month,
        Dimension.SITE: lambda one: one.site or HERE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Groupe:
    """The letters of one label of a dimension, or of all its small ones (`autres`), and their score."""

    dimension: Dimension
    libelle: str
    effectif: int
    score: Moyenne


def groups_of(jugements: Sequence[Jugement]) -> tuple[Groupe, ...]:
    """Give the groups of every dimension, by label, `autres` last; a dimension with one group only says nothing."""
    found: list[Groupe] = []
    for dimension, label in LABELS.items():
        by_label: dict[str, list[int]] = {}
        for one in jugements:
            by_label.setdefault(label(one), []).append(one.score)
        found += _shown(dimension, by_label)
    return tuple(found)


def _shown(dimension: Dimension, by_label: Mapping[str, list[int]]) -> list[Groupe]:
    """Give the groups of one dimension, the small ones put together."""
    small = hidden_labels({name: len(scores) for name, scores in by_label.items()})
    shown = [(name, by_label[name]) for name in sorted(by_label) if name not in small]
    rest = [score for name in sorted(small) for score in by_label[name]]
    if rest:
        shown.append((OTHERS, rest))
    if len(shown) < 2:
        return []
    return [
        Groupe(dimension=dimension, libelle=name, effectif=len(scores), score=mean_score(scores))
        for name, scores in shown
    ]


def hidden_labels(counts: Mapping[str, int]) -> frozenset[str]:
    """Give the labels that are not shown alone.

    Those under `SMALL`; and when together they are still under it, the next smallest too: subtracting the groups shown
    from the total must not give a small group back.
    """
    ordered = sorted(counts, key=lambda name: (counts[name], name))
    hidden: list[str] = []
    for name in ordered:
        together = sum(counts[one] for one in hidden)
        if counts[name] < SMALL or 0 < together < SMALL:
            hidden.append(name)
    return frozenset(hidden)
