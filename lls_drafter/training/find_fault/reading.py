"""A letter as numbered lines on a screen: what prints, the trace, and what the program knows and never prints.

Every section has its heading, empty ones too: what is absent is marked there. Nothing says that something is missing:
a ward's letter does not say it either.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lls_drafter.document.blocks import Block, Box, Document, Inline, Part, Run, Title, plain
from lls_drafter.document.compose import CompositionRequest, compose, compose_trace
from lls_drafter.document.template import Template
from lls_drafter.document.words import lower_first, say
from lls_drafter.exports.text_lines import lay_out
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath, Key
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.sejour import Situation
from lls_drafter.training.find_fault.silence import silent

WIDTH = 74
"""Columns of a line; its number takes five more."""

SUMMARY = "L'essentiel"
"""The section that repeats what matters most of the others."""

_NAMES = {
    "entete": "En-tête",
    "essentiel": SUMMARY,
    "signature": "Signature",
    "rubriques_service": "Rubriques du service",
}
_TRACE = {
    "Remise au patient": ("remise_patient.faite",),
    "Envois": ("envois",),
    "Destinataires": ("destinataires",),
    "Information et oppositions": ("information_dmp", "oppositions", "visibilite"),
    "Justifications": ("justifications",),
}
_KNOWN = "Ce que le logiciel sait et n'imprime pas"
_KNOWN_FIELDS = ("statut", "version", "sejour", "patient.ins", "volet_medicamenteux")
_SITUATIONS = {
    Situation.DECES: "décès",
    Situation.SMR: "SMR",
    Situation.HAD: "HAD",
    Situation.EHPAD: "EHPAD",
    Situation.DETENU: "patient détenu",
    Situation.NOUVEAU_NE: "nouveau-né",
    Situation.SECRET_IDENTITE: "secret de l'identité",
    Situation.PATIENT_ETRANGER: "patient étranger",
}
_RULE = re.compile(r"[=\s-]*")
_ALWAYS = ("Envois", "Information et oppositions")
_LEFT_OUT = frozenset({"Listes de contrôle", "Versions précédentes"})


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line.

    Attributes:
        numero: from 1.
        texte: as shown.
        champs: the addresses whose values it shows, list entries by their place.
        titre: whether it is a section's heading.
    """

    numero: int
    texte: str
    champs: tuple[FieldPath, ...] = ()
    titre: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the reading: its heading's line, its last line, and the fields that belong to it."""

    titre: str
    premiere: int
    derniere: int
    champs: tuple[FieldPath, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter to be read: its lines, in the order of their numbers, and its sections."""

    lignes: tuple[Line, ...]
    sections: tuple[Section, ...]

    def section_at(self, numero: int) -> Section | None:
        """Give the section of a line, None when there is no such line."""
        return next((one for one in self.sections if one.premiere <= numero <= one.derniere), None)

    def headings(self, path: FieldPath) -> tuple[int, ...]:
        """Give the heading lines of the sections that a field belongs to, those of the trace included."""
        bare = FieldPath(tuple(part for part in path.parts if isinstance(part, str)))
        return tuple(
            one.premiere
            for one in self.sections
            if any(bare.starts_with(known) or known.starts_with(bare) for known in one.champs)
        )

    def within(self, path: FieldPath) -> tuple[int, ...]:
        """Give the lines that show something at an address or below."""
        return tuple(line.numero for line in self.lignes if any(one.starts_with(path) for one in line.champs))


def read(lettre: Lettre, template: Template, *, today: date) -> Reading:
    """Give a letter as numbered lines.

    Args:
        lettre: the letter, spoiled or not.
        template: its template.
        today: the day of the reading, shown in the last section.

    Raises:
        TemplateRenderError: a block of the template names what the letter does not have.
    """
    request = CompositionRequest(lettre=lettre, template=template, brouillon=_is_draft(lettre))
    document = compose(request)
    plan = {section.id: section for section in template.plan.sections}
    found: list[tuple[str, tuple[FieldPath, ...], list[Inline]]] = []
    for part in document.parts:
        section = plan.get(part.id)
        titre, blocks = _headed(part, _NAMES.get(part.id) or (section.titre if section is not None else "") or part.id)
        lines = _lines(document, blocks)
        champs = section.champs if section is not None else ()
        if lines or (section is not None and part.id != "rubriques_service"):
            found.append((titre, champs, lines))
    found += _trace(lettre)
    found.append((_KNOWN, tuple(FieldPath.parse(name) for name in _KNOWN_FIELDS), list(_known(lettre, today))))
    return _numbered(found, lettre)


def indexed(path: FieldPath, lettre: Lettre) -> FieldPath:
    """Give an address with its medication row by its place instead of its key; a row that is gone has none."""
    parts: list[str | int | Key] = []
    for part in path.parts:
        if isinstance(part, Key):
            places = [index for index, row in enumerate(lettre.volet_medicamenteux) if row.cle == part.cle]
            parts.extend(places[:1])
            if not places:
                break
        else:
            parts.append(part)
    return FieldPath(tuple(parts))


def _is_draft(lettre: Lettre) -> bool:
    """Tell whether the letter composes as a draft."""
    return lettre.statut not in (Statut.VALIDEE, Statut.ANNULEE) or lettre.validation is None


def _headed(part: Part, titre: str) -> tuple[str, tuple[Block, ...]]:
    """Give a part's heading, and its blocks without it."""
    if part.blocks and isinstance(part.blocks[0], Box) and plain(part.blocks[0].title) == titre:
        return titre, (replace(part.blocks[0], title=()), *part.blocks[1:])
    if part.blocks and isinstance(part.blocks[0], Title) and part.blocks[0].level == 1:
        return plain(part.blocks[0].runs), part.blocks[1:]
    return titre, part.blocks


def _lines(document: Document, blocks: tuple[Block, ...]) -> list[Inline]:
    """Give the lines of some blocks, without what says that something is missing."""
    alone = replace(document, parts=(Part("", silent(blocks)),), header="", footer="", watermark="")
    return [line for line in lay_out(alone, WIDTH) if not _RULE.fullmatch(plain(line))]


def _trace(lettre: Lettre) -> list[tuple[str, tuple[FieldPath, ...], list[Inline]]]:
    """Give the sections of the trace that a reader of the letter may judge; check-lists are left out."""
    document = compose_trace(lettre)
    groups: dict[str, list[Block]] = {}
    name = ""
    for block in document.blocks:
        if isinstance(block, Title):
            name = plain(block.runs) if block.level else ""
        elif name:  # what stands before the first heading repeats the letter
            groups.setdefault(name, []).append(block)
    found = []
    for titre in dict.fromkeys((*_TRACE, *groups)):
        if titre not in _LEFT_OUT and (titre in groups or titre in _ALWAYS):
            paths = tuple(FieldPath.parse(one) for one in _TRACE.get(titre, ("validation", "date_lettre")))
            found.append((f"Trace : {lower_first(titre)}", paths, _lines(document, tuple(groups.get(titre, ())))))
    return found


def _known(lettre: Lettre, today: date) -> Iterator[Inline]:
    """Give what the rules read and no page shows."""
    yield (Run(f"(Relue pour l'exercice le {format_date(today)} : ce n'est pas un défaut.)"),)
    yield _fact("Statut", say(lettre.statut), "statut")
    sejour = lettre.sejour
    if sejour is not None:
        situations = sejour.situations
        if isinstance(situations, Absence):
            words = "aucune" if situations is Absence.AUCUN else "sans réponse"
        else:
            words = ", ".join(_SITUATIONS.get(one, one.value.replace("_", " ")) for one in situations)
        yield _fact("Situations déclarées", words, "sejour.situations")
    if lettre.patient is not None and lettre.patient.ins is not None and lettre.patient.ins.oid:
        ins = lettre.patient.ins
        yield _fact("Identité", f"{say(ins.statut) if ins.statut else 'sans statut'}, OID {ins.oid}", "patient.ins")
    for index, row in enumerate(lettre.volet_medicamenteux):
        drug = row.sortie.medicament if row.sortie is not None else None
        if drug is not None and drug.restriction:
            words = f"{drug.dci or drug.libelle} : {drug.restriction}"
            yield _fact(
                f"Tableau, ligne {index + 1}", words, f"volet_medicamenteux[{index}].sortie.medicament.restriction"
            )


def _fact(label: str, words: str, address: str) -> Inline:
    """Give a labelled value with its address."""
    return (Run(f"{label} : "), Run(words, fields=(FieldPath.parse(address),)))


def _numbered(found: list[tuple[str, tuple[FieldPath, ...], list[Inline]]], lettre: Lettre) -> Reading:
    """Number all lines, each section's heading before its own."""
    lines: list[Line] = []
    sections: list[Section] = []
    for titre, champs, inside in found:
        first = len(lines) + 1
        lines.append(Line(first, titre, (), titre=True))
        for one in inside:
            paths = dict.fromkeys(indexed(path, lettre) for run in one for path in run.fields)
            lines.append(Line(len(lines) + 1, plain(one), tuple(paths)))
        sections.append(Section(titre, first, len(lines), champs))
    return Reading(tuple(lines), tuple(sections))
