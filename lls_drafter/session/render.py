"""Render a letter: compose it with its template, then lay it out in the format asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from lls_drafter.document.blocks import Document, Inline
from lls_drafter.document.compose import CompositionRequest, compose, compose_trace
from lls_drafter.document.template import Template
from lls_drafter.document.withheld import Copy
from lls_drafter.document.words import CANCELLED, DRAFT
from lls_drafter.drafts.store import SUFFIX
from lls_drafter.exports import EXPORTERS, RenderRequest, render
from lls_drafter.exports.text_lines import lay_out
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.packs.templates import load_template
from lls_drafter.session.integrity import require_intact
from lls_drafter.session.sources import in_seat_zone
from lls_drafter.session.templates import template_id
from lls_drafter.settings import load_settings


class Page(StrEnum):
    """What is printed of a letter; the value is in the name of the file, the letter's own name has none."""

    LETTER = ""
    TRACE = "trace"
    PATIENT_SHEET = "fiche_patient"


class PdfEngine(StrEnum):
    """What makes a PDF file: our own pages, or the service's Word paper by the seat's LibreOffice."""

    TYPST = "typst"
    LIBREOFFICE = "libreoffice"


@dataclass(frozen=True, slots=True)
class Format:
    """One choice of `--vers`: the exporter, and what it shows."""

    exporter: str
    page: Page = Page.LETTER


FORMATS: Mapping[str, Format] = {
    "docx": Format("docx"),
    "html": Format("html"),
    "pdf": Format("pdf"),
    "txt": Format("txt"),
    "json": Format("json"),
    "csv": Format("csv"),
    "cda": Format("cda"),
    "cda-n1": Format("cda-n1"),
    "trace": Format("docx", Page.TRACE),
    "trace-pdf": Format("pdf", Page.TRACE),
    "trace-txt": Format("txt", Page.TRACE),
    "fiche_patient": Format("docx", Page.PATIENT_SHEET),
    "fiche_patient-html": Format("html", Page.PATIENT_SHEET),
    "fiche_patient-pdf": Format("pdf", Page.PATIENT_SHEET),
    "fiche_patient-txt": Format("txt", Page.PATIENT_SHEET),
}
"""The formats by their names on the command line."""


def is_final(lettre: Lettre) -> bool:
    """Tell whether the letter prints in its final form: validated, or cancelled after a validation (marked as such)."""
    return lettre.statut in (Statut.VALIDEE, Statut.ANNULEE) and lettre.validation is not None


def is_available(name: str) -> bool:
    """Tell whether this seat has the complement that an output needs, `name` being a key of `FORMATS`."""
    if FORMATS[name].exporter not in {"pdf", "cda-n1"}:
        return True
    from lls_drafter.exports.pdf.engine import is_installed  # noqa: PLC0415 - only when asked for

    return is_installed()


def suffix_of(name: str) -> str:
    """Give the end of an output's file name, such as `.docx` or `.trace.txt`."""
    chosen = FORMATS[name]
    return (f".{chosen.page}" if chosen.page else "") + EXPORTERS[chosen.exporter].suffix


def stem_of(path: Path) -> str:
    """Give what the names of a letter's outputs begin with: no identity in them, only the letter's own file name."""
    return path.name.removesuffix(SUFFIX).removesuffix(".yaml").removesuffix(".json")


def name_of(stem: str, name: str, *, draft: bool) -> str:
    """Give the file name of an output, `name` being a key of `FORMATS`: a draft says so in its name as on its pages."""
    return f"{stem}{'.brouillon' if draft else ''}{suffix_of(name)}"


def said_of_print(lettre: Lettre) -> tuple[str, ...]:
    """Say what each page of a print is marked with, nothing for a validated letter that stands."""
    if lettre.statut is Statut.ANNULEE:
        return (f"La lettre est annulée : chaque page porte le filigrane « {CANCELLED} ».",)
    if not is_final(lettre):
        return (f"C'est un brouillon : chaque page porte le filigrane « {DRAFT} ».",)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """How a letter is rendered.

    Attributes:
        today: the day of printing, told on drafts.
        modele: another template than the letter's own.
        template: that template itself, when it lies outside the layers (a preview); wins over `modele`.
        packs: folders of packs named on the command line.
        copy: the whole letter, or the patient's own copy where it differs.
        current: the present file when a frozen version is rendered: the trace page shows its register.
        engine: what makes PDF files.
        now: the present moment, with its time zone: the date of a draft that leaves as data.
    """

    today: date
    modele: str | None = None
    template: Template | None = None
    packs: tuple[Path, ...] = ()
    copy: Copy = Copy.FULL
    current: Lettre | None = None
    engine: PdfEngine = PdfEngine.TYPST
    now: datetime | None = None


def render_letter(lettre: Lettre, name: str, options: RenderOptions) -> bytes:
    """Give the bytes of one output, `name` being a key of `FORMATS`; a letter that is not final is watermarked.

    Raises:
        DraftStateError: a final letter is not what was validated.
        PackError: the template is wrong.
        ExportError: the output could not be made.
    """
    if is_final(lettre):
        require_intact(lettre)
    chosen = FORMATS[name]
    template = _template(lettre, options)
    document = None
    if chosen.page is Page.TRACE:
        document = compose_trace(options.current or lettre)
    elif chosen.page is Page.PATIENT_SHEET:
        from lls_drafter.document.patient_sheet.sheet import compose_patient_sheet  # noqa: PLC0415 - few prints are sheets

        document = compose_patient_sheet(_request(lettre, template, options))
    elif EXPORTERS[chosen.exporter].needs_document:
        document = _compose(lettre, template, options)
    request = _render_request(lettre, chosen.exporter, template, options)
    if chosen.exporter == "pdf" and options.engine is PdfEngine.LIBREOFFICE:
        from lls_drafter.exports.pdf.libreoffice import converted  # noqa: PLC0415 - only when asked for

        return converted(render("docx", document, request))
    return render(chosen.exporter, document, request)


def _render_request(lettre: Lettre, exporter: str, template: Template, options: RenderOptions) -> RenderRequest:
    """Give what an exporter may need besides the document."""
    papier = template.paper_for(_unit(lettre))
    if not EXPORTERS[exporter].demands:
        return RenderRequest(lettre=lettre, papier=papier)
    moment = lettre.validation.le if lettre.validation is not None else options.now
    return RenderRequest(
        lettre=lettre,
        papier=papier,
        moment=in_seat_zone(moment) if moment is not None else None,
        racine=load_settings().oid_documents,
    )


def said_of_sheets(lettre: Lettre, names: Iterable[str], options: RenderOptions) -> tuple[str, ...]:
    """Say what the author must know of the patient's sheet, when one of the formats asked for is one.

    Raises:
        PackError: the template is wrong.
        ExportError: there is no sheet for this letter.
    """
    if not any(FORMATS[name].page is Page.PATIENT_SHEET for name in names):
        return ()
    from lls_drafter.document.patient_sheet.remarks import remarks  # noqa: PLC0415 - few prints are sheets

    return remarks(_request(lettre, _template(lettre, options), options))


def review_letter(lettre: Lettre, width: int, options: RenderOptions) -> tuple[Inline, ...]:
    """Give the lines of the text output of a letter on `width` columns, each run with the fields that it prints.

    Raises:
        PackError: the template is wrong.
    """
    return lay_out(_compose(lettre, _template(lettre, options), options), width)


def _unit(lettre: Lettre) -> str | None:
    """Give the functional unit that the letter comes from: it may have a letterhead of its own."""
    return lettre.sejour.uf if lettre.sejour is not None else None


def _template(lettre: Lettre, options: RenderOptions) -> Template:
    """Give the template of a letter."""
    if options.template is not None:
        return options.template
    return load_template(options.modele or template_id(lettre), extra=options.packs)


def _compose(lettre: Lettre, template: Template, options: RenderOptions) -> Document:
    """Put a letter in words."""
    return compose(_request(lettre, template, options))


def _request(lettre: Lettre, template: Template, options: RenderOptions) -> CompositionRequest:
    """Give what to compose."""
    return CompositionRequest(
        lettre=lettre, template=template, brouillon=not is_final(lettre), copy=options.copy, today=options.today
    )
