"""Is a template whole? Its words, its Word file, and a letter full of markers rendered to each format and read back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from lls_drafter.document.blocks import Document, inlines
from lls_drafter.document.compose import CompositionRequest, compose
from lls_drafter.document.coverage import OTHER_ID, name_of
from lls_drafter.document.faults import Fault, Gravite, fault_of, is_sound
from lls_drafter.document.template import Template
from lls_drafter.document.template_lint import lint_template
from lls_drafter.document.withheld import printable
from lls_drafter.document.words import lower_first, typeset
from lls_drafter.errors import ExportError, LlsError, PackError
from lls_drafter.exports import EXPORTERS, RenderRequest, render
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Leaf, field_info
from lls_drafter.packs.sources import is_pack_file
from lls_drafter.packs.templates import ResolvedTemplate, resolve_folder, resolve_template
from lls_drafter.session.canary import canary_letter, closing, opening, with_codes
from lls_drafter.session.checklist_check import verify_list
from lls_drafter.session.printed import READERS, Printed, readable, squeeze
from lls_drafter.session.service_rules import rule_faults

_TABLE = "volet_medicamenteux"
_COLUMNS: Mapping[tuple[str, ...], int] = {
    ("avant", "medicament"): 0,
    ("avant", "posologie"): 1,
    ("sortie", "medicament"): 3,
    ("sortie", "posologie"): 4,
    ("commentaires", "motif"): 5,
    ("commentaires", "libre"): 5,
}
_SIX = 6
_HEADER = ("patient.nom_naissance", "patient.prenoms_naissance[0]", "patient.date_naissance")


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found of a template.

    Attributes:
        faults: everything that is wrong, gravest first.
        formats: the outputs that were rendered and read back.
        resolved: the template, None when it could not even be put together.
    """

    faults: tuple[Fault, ...]
    formats: tuple[str, ...] = ()
    resolved: ResolvedTemplate | None = None

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing keeps the template from being published."""
        return is_sound(self.faults)


def verify_folder(folder: Path, extra: tuple[Path, ...] = ()) -> Verification:
    """Verify the template of a folder, wherever it lies, with the check-lists that it brings along."""
    try:
        resolved = resolve_folder(folder, extra=extra)
    except PackError as error:
        return Verification((_of_error(error), *list_faults(folder, extra)))
    found = _verify(resolved)
    faults = (*found.faults, *list_faults(folder, extra), *rule_faults(resolved, extra))
    return Verification(_ordered(faults), found.formats, resolved)


def verify_template(name: str, extra: tuple[Path, ...] = ()) -> Verification:
    """Verify a template of the layers."""
    try:
        resolved = resolve_template(name, extra=extra)
    except PackError as error:
        return Verification((_of_error(error),))
    found = _verify(resolved)
    lists = [fault for written in resolved.chain for fault in list_faults(written.folder, extra)]
    return Verification(_ordered((*found.faults, *lists, *rule_faults(resolved, extra))), found.formats, resolved)


def _verify(resolved: ResolvedTemplate) -> Verification:
    """Look at a template that could be put together."""
    template = resolved.template
    faults = [*lint_template(template), *_papers(template)]
    if not is_sound(faults):
        return Verification(_ordered(faults), (), resolved)
    formats = readable()
    faults += _canary(template, formats)
    return Verification(_ordered(faults), formats, resolved)


def _ordered(faults: "tuple[Fault, ...] | list[Fault]") -> tuple[Fault, ...]:
    """Give the errors first, each fault once."""
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.gravite is not Gravite.ERREUR))


def _of_error(error: LlsError) -> Fault:
    """Give an exception as a fault of the template."""
    return fault_of(error, regle="MODELE-RENDU", lieu="modèle")


def _papers(template: Template) -> Iterator[Fault]:
    """Look at each Word file of the template."""
    from lls_drafter.exports.docx.lint import lint_paper  # noqa: PLC0415 - for those who verify

    sections = tuple(section.id for section in template.plan.sections)
    own = tuple(one.id for one in template.plan.rubriques)
    for path in dict.fromkeys((template.papier, *template.papiers.values())):
        yield from lint_paper(path, sections, rubriques=own)


def list_faults(folder: Path, extra: tuple[Path, ...] = ()) -> Iterator[Fault]:
    """Read each check-list of a template's folder, and run the examples of its rules; give what is wrong."""
    for path in filter(is_pack_file, sorted(folder.glob("listes/*.yaml"))):
        yield from verify_list(str(path), extra=extra).faults


def _canary(template: Template, formats: tuple[str, ...]) -> Iterator[Fault]:
    """Render a letter full of markers, and an empty one, to each format; read them back."""
    try:
        lettre = canary_letter(template.plan)
        full = compose(CompositionRequest(lettre=lettre, template=template, brouillon=False))
        empty = compose(CompositionRequest(lettre=Lettre(), template=template, brouillon=True, today=_DAY))
    except LlsError as error:
        yield _of_error(error)
        return
    leaves = tuple(printable(lettre))
    yield from _relegated(full)
    for name, papier in outputs(template, formats):
        try:
            printed = READERS[name](render(name, full, _request(name, lettre, papier)))
            blank = READERS[name](render(name, empty, _request(name, Lettre(), papier))) if prints_empty(name) else None
        except ExportError as error:
            yield _of_error(error)
            continue
        place = f"rendu {name}" if papier == template.papier else f"rendu {name}, {papier.name}"
        yield from lost(leaves, printed, place)
        yield from misplaced(leaves, printed)
        yield from _identity(leaves, printed, "" if papier == template.papier else f", {papier.name}")
        if blank is not None:
            yield from _unmarked(template, blank, place)


def prints_empty(name: str) -> bool:
    """Tell whether an output is made of a letter that says nothing: those for machines are not."""
    return not EXPORTERS[name].demands


def _request(name: str, lettre: Lettre, papier: Path) -> RenderRequest:
    """Give what an exporter may need besides the document."""
    whole = with_codes(lettre) if EXPORTERS[name].demands else lettre
    return RenderRequest(lettre=whole, papier=papier, moment=datetime.combine(_DAY, time(12), UTC))


def outputs(template: Template, formats: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    """Give each output with the paper that it is printed on; Word has the papers of the units too."""
    for name in formats:
        papers = (template.papier, *template.papiers.values()) if name == "docx" else (template.papier,)
        for papier in dict.fromkeys(papers):
            yield name, papier


_DAY = date(2001, 1, 1)


def _relegated(document: Document) -> Iterator[Fault]:
    """Find what no section prints: it is not lost, but nobody looks for it at the end."""
    for part in document.parts:
        if part.id != OTHER_ID:
            continue
        found = dict.fromkeys(path for line in inlines(part.blocks) for run in line for path in run.fields)
        for path in found:
            yield Fault(
                regle="CANARI-RELEGUE",
                message=f"« {name_of(path)} » ({path}) n'est imprimé par aucune section",
                correction="l'ajouter au bloc de sa section, ou à ses « champs »",
                lieu="Autres informations",
            )


def lost(leaves: tuple[Leaf, ...], printed: Printed, lieu: str) -> Iterator[Fault]:
    """Find what does not arrive whole in an output."""
    for leaf in leaves:
        words = format_date(leaf.value) if isinstance(leaf.value, date) else leaf.value
        if type(words) is not str or printed.holds(words):
            continue
        yield _loss(leaf.path, words, printed, lieu)


def _loss(path: FieldPath, words: str, printed: Printed, lieu: str) -> Fault:
    """Say how a text was lost."""
    number = words[2:6]
    begins = number.isdigit() and opening(int(number)) in printed.text
    ends = number.isdigit() and closing(int(number)) in printed.text
    regle = "CANARI-ECHAPPE" if begins and ends else ("CANARI-COUPE" if begins or ends else "CANARI-PERDU")
    what = {
        "CANARI-ECHAPPE": "arrive changé (des caractères comme < > & é)",
        "CANARI-COUPE": "arrive coupé",
        "CANARI-PERDU": "n'arrive pas",
    }[regle]
    return Fault(
        regle=regle,
        message=f"« {name_of(path)} » ({path}) {what}",
        correction="revoir le bloc ou le papier qui l'imprime",
        lieu=lieu,
    )


def misplaced(leaves: tuple[Leaf, ...], printed: Printed) -> Iterator[Fault]:
    """Find values of the medication table that stand in another column."""
    table = [row for row in printed.rows if len(row) == _SIX]
    for leaf in leaves:
        parts = leaf.path.parts
        column = _COLUMNS.get(tuple(str(part) for part in parts[2:4])) if parts[0] == _TABLE else None
        if column is None or type(leaf.value) is not str:
            continue
        words = squeeze(leaf.value)
        places = {index for row in table for index, cell in enumerate(row) if words in cell}
        if places and column not in places:
            yield Fault(
                regle="CANARI-COLONNE",
                message=f"« {name_of(leaf.path)} » est dans la colonne {min(places) + 1}, pas dans la {column + 1}",
                correction="laisser le tableau à « [[tableau_traitements]] »",
                lieu="tableau des traitements",
            )


def _identity(leaves: tuple[Leaf, ...], printed: Printed, of: str = "") -> Iterator[Fault]:
    """Find a page header that does not tell whose page it is."""
    for number, header in enumerate(printed.headers, start=1):
        for leaf in leaves:
            words = format_date(leaf.value) if isinstance(leaf.value, date) else str(leaf.value)
            if str(leaf.path) in _HEADER and words not in header:
                yield Fault(
                    regle="CANARI-IDENTITE",
                    message=f"« {name_of(leaf.path)} » manque en tête de page",
                    correction="mettre {{ document.entete }} dans l'en-tête du papier",
                    lieu=f"en-tête {number}{of}",
                )


def _unmarked(template: Template, blank: Printed, lieu: str) -> Iterator[Fault]:
    """Find what the service demands and a draft does not mark as missing."""
    for one in template.plan.obligations():
        if one.section is not None and one.section.si is not None:
            continue
        titre = one.titre or field_info(str(one.chemin), Lettre).title or str(one.chemin)
        if not blank.holds(typeset(f"[à compléter : {lower_first(titre)}")):
            yield Fault(
                regle="CANARI-MARQUE",
                message=f"« {titre} » est demandé, et son absence ne se voit pas dans un brouillon",
                correction="laisser la section l'imprimer (« champs », ou son bloc)",
                lieu=lieu,
                gravite=Gravite.CONSEIL,
            )
