"""The poster as a PDF file, set by typst from our own drawing (`affiche.typ`), with the font of the letters."""

from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Final

from lls_drafter.campaign.poster import Affiche
from lls_drafter.campaign.poster_docx import TITLE
from lls_drafter.campaign.poster_fit import (
    FORMATS,
    GAP,
    MARGIN,
    NUMBER_WIDTH,
    PADDING,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    fitted,
    foot_of,
    french,
)
from lls_drafter.errors import ExportError
from lls_drafter.exports.pdf.engine import NoGlyphError, typeset

_DRAWING: Final = Path(__file__).with_name("affiche.typ")


def poster_pdf(poster: Affiche, paper: str) -> bytes:
    """Give the PDF file; `paper` is a key of `FORMATS`.

    Raises:
        UsageError: the text is too long for one page.
        ExportError: the extra `pdf` is not installed, or a character is in none of its fonts.
    """
    whole = fitted(poster)
    frame = poster.encadre
    content = {
        "title": TITLE,
        "factor": FORMATS[paper],
        "page": [PAGE_WIDTH, PAGE_HEIGHT],
        "margin": MARGIN,
        "gap": GAP,
        "padding": PADDING,
        "number": NUMBER_WIDTH,
        "sizes": asdict(whole.tailles),
        "heights": {name: getattr(whole, name) for name in ("titre", "accroche", "point", "encadre")},
        "titre": list(whole.lignes_titre),
        "accroche": list(whole.lignes_accroche),
        "points": [
            {"mot": french(one.mot), "texte": list(cut)}
            for one, cut in zip(poster.texte.points, whole.lignes_points, strict=True)
        ],
        "encadre": None
        if frame is None
        else {
            "titre": french(frame.titre),
            "lignes": [[french(said), french(rate)] for said, rate in frame.lignes],
            "note": french(frame.note),
        },
        "pied": french(foot_of(poster)),
    }
    try:
        return typeset(content, pages=_drawing())
    except NoGlyphError:
        raise ExportError(
            "un caractère de l'affiche n'existe pas dans la police du PDF", hint="le retirer, ou produire le DOCX"
        ) from None


@lru_cache(maxsize=1)
def _drawing() -> bytes:
    """Give the source of the page, the same for every poster."""
    return _DRAWING.read_bytes()
