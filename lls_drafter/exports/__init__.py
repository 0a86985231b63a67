"""Outputs: each lays a document out, or gives the letter's data; none words anything.

To add one: its module, and its line in `EXPORTERS`. The contract tests find it by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from lls_drafter.document.blocks import Document
from lls_drafter.letter.lettre import Lettre


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderRequest:
    """What an exporter may need besides the document.

    Attributes:
        lettre: the letter, for the outputs that give its data.
        papier: the template's Word file, for the outputs that pour into it.
        width: columns of text outputs.
        moment: when the output is made, with its time zone, for those that date themselves: the letter's validation, or
            the present moment for a draft.
        racine: the OID under which the site numbers its documents, when it has one.
    """

    lettre: Lettre
    papier: Path | None = None
    width: int = 80
    moment: datetime | None = None
    racine: str | None = None


class Render(Protocol):
    """Give the bytes of one output; the same document and request always give the same bytes."""

    def __call__(self, document: Document | None, request: RenderRequest) -> bytes:
        """Raise `ExportError` when the output cannot be made."""
        ...


@dataclass(frozen=True, slots=True)
class Exporter:
    """One output.

    Attributes:
        name: as in `--vers`.
        target: `module:attribute` of its `Render`, imported when first used.
        suffix: of its files.
        needs_document: whether it lays out a document (else it gives the letter's data, and takes None).
        is_full: whether everything that prints in the letter must be found in it.
        demands: whether it refuses a letter that lacks what its model demands (`MissingForExportError`).
        description: in French, for the help.
    """

    name: str
    target: str
    suffix: str
    needs_document: bool
    description: str
    is_full: bool = True
    demands: bool = False

    def load(self) -> Render:
        """Import the output's module and give its function."""
        module, _, attribute = self.target.partition(":")
        return cast("Render", getattr(import_module(module), attribute))


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        exporter.name: exporter
        for exporter in (
            Exporter(
                "docx",
                "lls_drafter.exports.docx:render",
                ".docx",
                needs_document=True,
                description="document Word, sur le papier du modèle",
            ),
            Exporter(
                "html",
                "lls_drafter.exports.html:render",
                ".html",
                needs_document=True,
                description="page HTML d'un seul fichier, pour l'écran, le téléphone et l'impression",
            ),
            Exporter(
                "pdf",
                "lls_drafter.exports.pdf:render",
                ".pdf",
                needs_document=True,
                description="PDF/A, à garder ou à joindre (complément pdf)",
            ),
            Exporter(
                "txt",
                "lls_drafter.exports.text:render",
                ".txt",
                needs_document=True,
                description="texte de 80 colonnes, pour le terminal",
            ),
            Exporter(
                "json",
                "lls_drafter.exports.json_:render",
                ".json",
                needs_document=False,
                description="les données de la lettre, même schéma que le fichier YAML",
            ),
            Exporter(
                "csv",
                "lls_drafter.exports.csv_:render",
                ".csv",
                needs_document=False,
                description="le tableau des traitements, une ligne par médicament, pour un tableur",
                is_full=False,
            ),
            Exporter(
                "cda",
                "lls_drafter.exports.cda:render",
                ".cda.xml",
                needs_document=True,
                description="document CDA R2 structuré (LDL-SES 2022.01), pour le DMP et MSSanté",
                demands=True,
            ),
            Exporter(
                "cda-n1",
                "lls_drafter.exports.cda:render_level1",
                ".cda-n1.xml",
                needs_document=True,
                description="document CDA R2 de niveau 1 : le PDF dans son en-tête (complément pdf)",
                demands=True,
            ),
        )
    }
)


def render(name: str, document: Document | None, request: RenderRequest) -> bytes:
    """Give the bytes of the output of that name.

    Raises:
        KeyError: no output has that name.
        ExportError: the output cannot be made.
    """
    return EXPORTERS[name].load()(document, request)
