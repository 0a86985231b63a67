"""Render a letter: compose it with its template, then lay it out in the format asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lls_drafter.document.blocks import Document
from lls_drafter.document.compose import CompositionRequest, compose, compose_trace
from lls_drafter.exports import RenderRequest, exporter_suffix, render
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.packs.templates import Template, load_template
from lls_drafter.session.create import DEFAULT_TEMPLATE


@dataclass(frozen=True, slots=True)
class Format:
    """One choice of `--vers`: the exporter, and whether it shows the trace page rather than the letter."""

    exporter: str
    trace: bool = False


FORMATS: Mapping[str, Format] = {
    "docx": Format("docx"),
    "txt": Format("txt"),
    "json": Format("json"),
    "trace": Format("docx", trace=True),
    "trace-txt": Format("txt", trace=True),
}
"""The formats by their names on the command line."""


def is_final(lettre: Lettre) -> bool:
    """Tell whether the letter prints in its final form: validated, or cancelled after a validation (marked as such)."""
    return lettre.statut is Statut.VALIDEE or (lettre.statut is Statut.ANNULEE and lettre.validation is not None)


def suffix_of(name: str) -> str:
    """Give the end of an output's file name, such as `.docx` or `.trace.txt`."""
    chosen = FORMATS[name]
    return (".trace" if chosen.trace else "") + exporter_suffix(chosen.exporter)


def render_letter(
    lettre: Lettre,
    name: str,
    *,
    today: date,
    modele: str | None = None,
    packs: tuple[Path, ...] = (),
    current: Lettre | None = None,
) -> bytes:
    """Give the bytes of one output; a letter that is not final is watermarked.

    Args:
        lettre: the letter, or one of its frozen versions.
        name: a key of `FORMATS`.
        today: for the words that depend on the day.
        modele: another template than the letter's own.
        packs: folders of packs named on the command line.
        current: the present file, whose register the trace page shows.

    Raises:
        PackError: the template is wrong.
        ExportError: the output could not be made.
    """
    chosen = FORMATS[name]
    template = template_of(lettre, modele, packs)
    draft = not is_final(lettre)
    document = _trace(current or lettre) if chosen.trace else _document(lettre, template, today=today, draft=draft)
    return render(chosen.exporter, document, RenderRequest(lettre=lettre, papier=template.papier, brouillon=draft))


def preview_text(lettre: Lettre, *, today: date, packs: tuple[Path, ...] = ()) -> str:
    """Give the letter as 80-column text, as it stands."""
    return render_letter(lettre, "txt", today=today, packs=packs).decode()


def trace_text(lettre: Lettre, *, today: date) -> str:
    """Give the trace page as text."""
    return render_letter(lettre, "trace-txt", today=today).decode()


def template_of(lettre: Lettre, modele: str | None, packs: tuple[Path, ...]) -> Template:
    """Find the template of a letter."""
    return load_template(modele or (lettre.modele.id if lettre.modele else DEFAULT_TEMPLATE), extra=packs)


def _document(lettre: Lettre, template: Template, *, today: date, draft: bool) -> Document:
    """Put the letter in words."""
    return compose(CompositionRequest(lettre=lettre, template=template, brouillon=draft, today=today))


def _trace(lettre: Lettre) -> Document:
    """Put the trace page in words."""
    return compose_trace(lettre)
