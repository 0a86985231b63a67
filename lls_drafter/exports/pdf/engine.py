"""Typst itself: found or not, its fonts, its compiler kept between letters, its errors."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from lls_drafter.errors import ExportError
from lls_drafter.exports.pdf.face import Face, FaceError, read_face

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("lettre.typ")
_FONT = "Arimo[wght].ttf"
_HINT = "pip install 'lls-drafter[pdf]'"
_NO_GLYPH = "could not be displayed with font"


class NoGlyphError(ExportError):
    """No font has a shape for some characters as they stand together."""


def is_installed() -> bool:
    """Tell whether PDF files can be made on this seat, without loading anything."""
    return find_spec("typst") is not None and find_spec("fontpkg_arimo") is not None


@lru_cache(maxsize=1)
def font_face() -> Face:
    """Give the widths and the characters of our font.

    Raises:
        ExportError: the extra is not installed, or the font cannot be read.
    """
    try:
        return read_face((_font_folder() / _FONT).read_bytes())
    except (OSError, FaceError) as error:
        raise ExportError("police du PDF illisible", hint=f"la réinstaller : {_HINT}") from error


def typeset(content: Mapping[str, object], *, pages: bytes | None = None) -> bytes:
    """Give the PDF file of a lowered document; `pages` is another drawing than that of letters.

    Raises:
        NoGlyphError: some characters have no shape.
        ExportError: the extra is not installed, or typst failed.
    """
    compiler = _compiler()
    import typst  # noqa: PLC0415 - heavy, optional

    try:
        made = compiler.compile(
            _template() if pages is None else pages,
            format="pdf",
            pdf_standards=["a-1a"],
            sys_inputs={"document": json.dumps(content, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        # Not chained: typst quotes the text that it could not set, and a letter's text stays out of reports.
        if _NO_GLYPH in error.message:
            raise NoGlyphError(
                "des caractères de la lettre n'existent dans aucune police du PDF", hint="produire le DOCX"
            ) from None
        raise ExportError(
            "la mise en page du PDF a échoué", hint="produire le DOCX (« --vers docx ») et signaler ce défaut"
        ) from None
    if not isinstance(made, bytes):
        raise ExportError("la mise en page du PDF n'a rien donné", hint="produire le DOCX (« --vers docx »)")
    return made


@lru_cache(maxsize=1)
def _compiler() -> "typst.Compiler":
    """Give the compiler: started once, with the fonts of the package and its own, never those of the system."""
    folder = _font_folder()
    import typst  # noqa: PLC0415 - heavy, optional

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
    return typst.Compiler(root=TEMPLATE.parent, font_paths=fonts, ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _template() -> bytes:
    """Give the source of the pages, the same for every letter."""
    return TEMPLATE.read_bytes()


def _font_folder() -> Path:
    """Give the folder of our font.

    Raises:
        ExportError: the extra is not installed.
    """
    if not is_installed():
        raise ExportError("le PDF demande un complément qui n'est pas installé sur ce poste", hint=_HINT)
    from fontpkg_arimo import ROOT  # noqa: PLC0415 - optional

    return Path(ROOT) / "files"
