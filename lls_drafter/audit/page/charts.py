"""Charts as inline SVG, without script, style attribute or id: places are percentages, so that text keeps its size.

A chart says nothing that the table beside it does not: it is hidden from assistive technologies, which read the table.
What tells marks apart is their shape, not only their colour; `page.css` gives the colours.
"""

from collections.abc import Sequence
from typing import Final

from lls_drafter.audit.flow import Classe, Tranche
from lls_drafter.audit.statistics import Intervalle

_HIDDEN: Final = 'aria-hidden="true" focusable="false"'
_SHAPES: Final = ("M0-5 5 0 0 5-5 0z", "M0-5 5 4H-5z", "M-4-4H4V4H-4z", "M-4-4 4 4M4-4-4 4")
"""Diamond, triangle, square, cross: one for each set of references, in their order."""
MOST_SETS: Final = len(_SHAPES)
_HEIGHT: Final = 18
_TOP, _BOTTOM, _FLOOR = 12, 132, 156  # the trend's: 100, 0, and where the months are written
_LEFT, _WIDE = 7.0, 92.0  # percent: where months begin, what they have
_MOST_MONTH_LABELS: Final = 6
_CLOSE: Final = 10  # points: the figures of two levels nearer than that would touch
_ROOM_FOR_A_DIGIT: Final = 4.5  # percent of a bar, on a phone too


def bar(
    value: float | None,
    interval: Intervalle | None,
    *,
    target: float | None = None,
    previous: float | None = None,
    references: Sequence[float | None] = (),
) -> str:
    """Give one bar from 0 to 100, its interval, the target, the earlier value and the references as marks."""
    middle = _HEIGHT // 2
    parts = [f'<rect class="fond" x="0" y="4" width="100%" height="{_HEIGHT - 8}"/>']
    if value is not None:
        parts.append(f'<rect class="valeur" x="0" y="4" width="{_at(value)}" height="{_HEIGHT - 8}"/>')
    if target is not None:
        parts.append(f'<line class="cible" x1="{_at(target)}" x2="{_at(target)}" y1="0" y2="{_HEIGHT}"/>')
    if interval is not None:
        low, high = _at(interval.bas), _at(interval.haut)
        parts.append(f'<line class="ic" x1="{low}" x2="{high}" y1="{middle}" y2="{middle}"/>')
        parts += [
            f'<line class="ic" x1="{end}" x2="{end}" y1="{middle - 3}" y2="{middle + 3}"/>' for end in (low, high)
        ]
    if previous is not None:
        parts.append(f'<circle class="avant" cx="{_at(previous)}" cy="{middle}" r="4"/>')
    for number, one in enumerate(references[:MOST_SETS]):
        if one is not None:
            parts.append(f'<svg x="{_at(one)}" y="{middle}" overflow="visible">{_shape(number)}</svg>')
    return f'<svg class="barre" width="100%" height="{_HEIGHT}" {_HIDDEN}>{"".join(parts)}</svg>'


def key(kind: str, number: int = 0) -> str:
    """Give a mark alone, for a legend: `valeur`, `cible`, `ic`, `avant`, `reference` or the class of a delay."""
    drawn = {
        "cible": '<line class="cible" x1="8" x2="8" y1="0" y2="16"/>',
        "ic": '<path class="ic" fill="none" d="M1 8H15M1 5V11M15 5V11"/>',
        "avant": '<circle class="avant" cx="8" cy="8" r="4"/>',
        "reference": f'<svg x="8" y="8" overflow="visible">{_shape(number)}</svg>',
    }.get(kind, f'<rect class="{kind}" x="1" y="2" width="14" height="12"/>')
    return f'<svg class="signe" width="16" height="16" {_HIDDEN}>{drawn}</svg>'


def stack(parts: Sequence[Tranche], whole: int) -> str:
    """Give a bar cut into classes of delay, its gaps wide enough to be seen without colours."""
    drawn, start = [], 0.0
    for one in parts:
        width = 100 * one.n / whole if whole else 0.0
        kind = class_of_delay(one.classe)
        if width:
            drawn.append(f'<rect class="{kind}" x="{_at(start)}" y="1" width="{_at(width)}" height="{_HEIGHT - 2}"/>')
        if width >= _ROOM_FOR_A_DIGIT * len(str(one.n)):
            drawn.append(
                f'<text class="{kind}" x="{_at(start + width / 2)}" y="13" text-anchor="middle">{one.n}</text>'
            )
        start += width
    return f'<svg class="barre" width="100%" height="{_HEIGHT}" {_HIDDEN}>{"".join(drawn)}</svg>'


def class_of_delay(classe: Classe) -> str:
    """Give the class under which `page.css` colours a delay."""
    return f"d-{list(Classe).index(classe)}"


def trend(months: Sequence[tuple[str, float | None, Intervalle | None]], target: float) -> str:
    """Give the scores month after month: points, their intervals, and the target; a month without a score is a gap.

    Args:
        months: a short name, the score and its interval, in time order.
        target: the score expected.
    """
    levels = [value for value in (0.0, 50.0, 100.0) if abs(value - target) >= _CLOSE]
    parts = [_level(value, "grille") for value in levels] + [_level(target, "cible")]
    step = -(-len(months) // _MOST_MONTH_LABELS)
    places = [_LEFT + _WIDE * (rank + 0.5) / len(months) for rank in range(len(months))]
    for rank, ((name, value, interval), x) in enumerate(zip(months, places, strict=True)):
        if rank % step == 0:
            parts.append(f'<text x="{_at(x)}" y="{_FLOOR}" text-anchor="middle">{name}</text>')
        if value is None:
            continue
        before = months[rank - 1][1] if rank else None
        if before is not None:
            ends = f'x1="{_at(places[rank - 1])}" x2="{_at(x)}" y1="{_height(before)}" y2="{_height(value)}"'
            parts.append(f'<line class="suite" {ends}/>')
        if interval is not None:
            ends = f'y1="{_height(interval.bas)}" y2="{_height(interval.haut)}"'
            parts.append(f'<line class="ic" x1="{_at(x)}" x2="{_at(x)}" {ends}/>')
        parts.append(f'<circle class="point" cx="{_at(x)}" cy="{_height(value)}" r="4"/>')
    return f'<svg class="tendance" width="100%" height="{_FLOOR + 6}" {_HIDDEN}>{"".join(parts)}</svg>'


def _level(value: float, kind: str) -> str:
    """Give a level of the trend with its figure."""
    y = _height(value)
    return (
        f'<line class="{kind}" x1="{_at(_LEFT)}" x2="100%" y1="{y}" y2="{y}"/>'
        f'<text x="{_at(_LEFT - 1)}" y="{y}" dy="4" text-anchor="end">{value:g}</text>'
    )


def _shape(number: int) -> str:
    """Give the mark of a set of references."""
    return f'<path class="reference r-{number}" d="{_SHAPES[number]}"/>'


def _height(score: float) -> str:
    """Give the height of a score in the trend."""
    return f"{_BOTTOM - (_BOTTOM - _TOP) * score / 100:.1f}"


def _at(percent: float) -> str:
    """Give a place along the bar."""
    return f"{percent:.2f}".rstrip("0").rstrip(".") + "%"
