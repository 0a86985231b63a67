"""How large a poster's letters may be: everything on one page, as large as the text lets it, never too small to read.

Measured with the widths of Helvetica Bold, which Arial and its free twins share; any other character counts as the
widest. Lines are cut here, so that those of one sentence are about as long as one another. All figures are in points,
for an A4 page in portrait; an A3 page is the same drawing, √2 larger.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lls_drafter.campaign.poster import Affiche
from lls_drafter.errors import UsageError
from lls_drafter.letter.text import fold

MM: Final = 72 / 25.4
FORMATS: Final = {"a4": 1.0, "a3": 2**0.5}
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 210 * MM, 297 * MM, 10 * MM
WIDTH: Final = PAGE_WIDTH - 2 * MARGIN
HEIGHT: Final = (PAGE_HEIGHT - 2 * MARGIN) * 0.985  # what a program lays out a little higher still fits
NUMBER_WIDTH: Final = 62.0
PADDING: Final = 12.0
ROOM: Final = WIDTH - NUMBER_WIDTH - 2 * PADDING
GAP: Final = 6.0
_STEP, _SMALLEST = 0.01, 0.74
_TOO_MANY: Final = 99
_LINE: Final = 1.2
_PLAIN: Final = 0.95  # a text that is not bold is narrower, by this at least
_LITTLE: Final = re.compile(r"\b(à|au|aux|de|des|du|en|et|la|le|les|ou|par|pour|sur|un|une|vos) ", re.IGNORECASE)
_HELD: Final = re.compile(r" (?=[?!:;»%])|(?<=«) ")

# Thousandths of the size, by characters. Source: Adobe font metrics of Helvetica Bold.
_WIDTHS: Final = {
    **dict.fromkeys(" \u00a0ijl.,'’/|I·", 280),
    **dict.fromkeys("ft()-[]:;!", 333),
    **dict.fromkeys("r*", 389),
    **dict.fromkeys("acsekvxyzJ0123456789«»–", 556),
    **dict.fromkeys("bdghnopquFLTZ?+=", 611),
    **dict.fromkeys("EPSVXY", 667),
    **dict.fromkeys("ABCDHKNRU", 722),
    **dict.fromkeys("GOQw", 778),
    **dict.fromkeys("mM%", 889),
    "W": 944,
}
_WIDEST: Final = 1000
_MARGIN_OF_ERROR: Final = 1.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Tailles:
    """Sizes of letters, in points on A4."""

    titre: float
    accroche: float
    chiffre: float
    mot: float
    texte: float
    encadre: float
    note: float
    pied: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gabarit:
    """The heights of a poster's bands on A4, in points: they fill the page.

    Attributes:
        tailles: of the letters.
        encadre: 0 without a frame.
        lignes_titre: the title as it is cut, as are the next ones.
    """

    tailles: Tailles
    titre: float
    accroche: float
    point: float
    encadre: float
    lignes_titre: tuple[str, ...]
    lignes_accroche: tuple[str, ...]
    lignes_points: tuple[tuple[str, ...], ...]


_FULL: Final = Tailles(titre=40, accroche=22, chiffre=44, mot=32, texte=21, encadre=18, note=10, pied=8)


def fitted(poster: Affiche) -> Gabarit:
    """Give the largest letters with which a poster fills one page.

    Raises:
        UsageError: its text is too long to be read from afar on one page.
    """
    share = 1.0
    while share >= _SMALLEST:
        sizes = _scaled(share)
        heights = _heights(poster, sizes)
        rest = HEIGHT - heights.total(len(poster.texte.points))
        if rest >= 0:
            more = rest / (len(poster.texte.points) + 1)
            return Gabarit(
                tailles=sizes,
                titre=heights.titre + more,
                accroche=heights.accroche,
                point=heights.point + more,
                encadre=heights.encadre,
                lignes_titre=cut(poster.texte.titre, sizes.titre, WIDTH - 2 * PADDING),
                lignes_accroche=cut(poster.texte.accroche, sizes.accroche, WIDTH - 2 * PADDING),
                lignes_points=tuple(cut(one.texte, sizes.texte * _PLAIN, ROOM) for one in poster.texte.points),
            )
        share -= _STEP
    raise UsageError(
        "le texte de l'affiche est trop long pour une page lisible à deux mètres",
        hint="raccourcir les points, ou en masquer un",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heights:
    """What each band needs; `point` is that of the highest one."""

    titre: float
    accroche: float
    point: float
    encadre: float
    pied: float

    def total(self, points: int) -> float:
        """Give the height of everything."""
        bands = self.titre + self.accroche + points * self.point + self.encadre + self.pied
        return bands + GAP * (points + 2 + bool(self.encadre))


def _scaled(share: float) -> Tailles:
    """Give the sizes at a share of the full ones; what is small already stays."""
    return Tailles(
        titre=_FULL.titre * share,
        accroche=_FULL.accroche * share,
        chiffre=_FULL.chiffre * share,
        mot=_FULL.mot * share,
        texte=_FULL.texte * share,
        encadre=_FULL.encadre * share,
        note=_FULL.note,
        pied=_FULL.pied,
    )


def _heights(poster: Affiche, sizes: Tailles) -> _Heights:
    """Give what each band needs at some sizes."""
    text = poster.texte
    title = lines(text.titre, sizes.titre, WIDTH - 2 * PADDING) * sizes.titre * _LINE + 20
    hook = lines(text.accroche, sizes.accroche, WIDTH - 2 * PADDING) * sizes.accroche * _LINE + 12
    point = max(
        lines(one.mot, sizes.mot, ROOM) * sizes.mot * _LINE
        + lines(one.texte, sizes.texte * _PLAIN, ROOM) * sizes.texte * _LINE
        for one in text.points
    )
    foot = lines(foot_of(poster), sizes.pied, WIDTH) * sizes.pied * _LINE + 6
    return _Heights(titre=title, accroche=hook, point=point + 12, encadre=_frame(poster, sizes), pied=foot)


def _frame(poster: Affiche, sizes: Tailles) -> float:
    """Give what the frame needs, 0 without one."""
    frame = poster.encadre
    if frame is None:
        return 0.0
    room = WIDTH - 2 * PADDING
    count = 1 + sum(lines(said, sizes.encadre, room - 5 * sizes.encadre) for said, _ in frame.lignes)
    return count * sizes.encadre * _LINE * 1.06 + lines(frame.note, sizes.note, room) * sizes.note * _LINE + 18


def foot_of(poster: Affiche) -> str:
    """Give the line at the foot of a poster."""
    contact = f"Une question ? {poster.texte.contact}" if poster.texte.contact else ""
    return "  ·  ".join(one for one in (poster.lieu, contact, poster.texte.pied) if one)


def width_of(text: str, size: float) -> float:
    """Give how wide a text is at most."""
    return size * sum(_widths(text)) / 1000 * _MARGIN_OF_ERROR


def french(text: str) -> str:
    """Give a text with curled apostrophes; its signs and its little words are held to what they go with."""
    return _LITTLE.sub("\\1\u00a0", _HELD.sub("\u00a0", text.replace("'", "’")))


def lines(text: str, size: float, room: float) -> int:
    """Give on how many lines a text stands, cut between words; far too many when one word is wider than the room."""
    return len(_cut(french(text).split(" "), size, room)) or _TOO_MANY


def cut(text: str, size: float, room: float) -> tuple[str, ...]:
    """Give the lines of a text: as few as the room allows, about as long as one another."""
    words = french(text).split(" ")
    best = _cut(words, size, room)
    share = 0.97
    while best and share > 0.4:
        tighter = _cut(words, size, room * share)
        if len(tighter) != len(best):
            break
        best, share = tighter, share - 0.03
    return best


def _cut(words: list[str], size: float, room: float) -> tuple[str, ...]:
    """Give the lines of words in a room; none when one word is wider than it."""
    found: list[str] = []
    for word in words:
        if width_of(word, size) > room:
            return ()
        longer = f"{found[-1]} {word}" if found else word
        if found and width_of(longer, size) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return tuple(found)


def _widths(text: str) -> Iterator[int]:
    """Give the width of each character, an accented letter being as wide as without."""
    for one in text:
        bare = fold(one)
        plain = bare.upper() if one.isupper() else bare
        yield _WIDTHS.get(one) or (sum(_WIDTHS.get(c, _WIDEST) for c in plain) if plain else _WIDTHS[" "])
