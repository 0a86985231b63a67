"""Everything that is wrong with a paper, told to its author at once."""

from collections.abc import Collection, Sequence
from pathlib import Path

from lls_drafter.document.faults import Fault
from lls_drafter.exports.docx.paper import examine, section_faults


def lint_paper(
    path: Path, sections: Sequence[str], *, rubriques: Collection[str] | None = None, folder: Path | None = None
) -> tuple[Fault, ...]:
    """Give the faults of a paper, in the order of the file; those of gravity `erreur` are refused at rendering too.

    Args:
        path: the Word file.
        sections: the ids of the template's sections, in printed order: the anchors that it may place.
        rubriques: the ids of its free sections, to judge `{{ rubriques.….texte }}`; not judged when not given, since a
            letter may hold the free sections of another template.
        folder: the template's own folder, which a symbolic link may not leave; the file's when not given.
    """
    examined = examine(path, folder=folder)
    return (*examined.faults, *section_faults(examined, sections, rubriques))
