"""The texts of a lesson as lines for a terminal: a piece of the record, a correction. No escape, no box, no colour."""

import re
import textwrap
from collections.abc import Iterator

from lls_drafter.document.typography import bind
from lls_drafter.packs.case_model import Case, Piece
from lls_drafter.rules.model import Niveau, Verdict
from lls_drafter.training.correction import Correction, Remark
from lls_drafter.training.result import Nature
from lls_drafter.training.score import FOR_KEY, FOR_RULES

_HEADING = re.compile(r"#{1,6} +")
_ITEM = re.compile(r"(\s*)([-*]|\d+[.)]) +")
_MARKS = re.compile(r"(\*\*|__|`)")
_TOGETHER = tuple((loose, loose.replace(" ", "\u00a0")) for loose in ("« ", " »", " ;", " :", " ?", " !", " %"))
_HELD = re.compile(r"\b(CSP(?= [RL]\.)|[RL]\.(?= \d)|I{1,3}(?= \d°)|[Gg]rade(?= \d)|[Ss]tade(?= \d)|\d\d(?= \d\d\b)) ")
_LABEL = 10

_NAMES = {
    Nature.ACQUIS: "ACQUIS",
    Nature.MANQUE: "MANQUE",
    Nature.FAUX: "FAUX",
    Nature.INVENTE: "INVENTÉ",
    Nature.FAUSSE_ALERTE: "FAUSSE ALERTE",
}

_RULES = {Niveau.BLOQUANT.value: "RÈGLE BLOQUANTE", Niveau.ALERTE.value: "RÈGLE, ALERTE"}


def piece_lines(piece: Piece, width: int) -> tuple[str, ...]:
    """Give a piece of the record: its own title, else the case's for it, then its text."""
    first, *others = piece.texte.splitlines()
    heading = _HEADING.match(first)
    title = first[heading.end() :] if heading else piece.titre
    lines = [*filled(title, width), "=" * min(len(title), width), ""]
    for line in others if heading else (first, *others):
        text = _MARKS.sub("", line)
        heading = _HEADING.match(text)
        if heading:
            inner = filled(text[heading.end() :], width)
            lines += ["", *inner, "-" * max(map(len, inner), default=0)]
            continue
        item = _ITEM.match(text)
        indent = " " * item.end() if item else ""
        lines += filled(text, width, others=indent) or [""]
    return _tidied(lines)


def objective_lines(case: Case, width: int) -> tuple[str, ...]:
    """Give the objectives of a case, one to an item."""
    return tuple(line for one in case.objectifs for line in filled(f"  - {one.texte}", width, others="    "))


def summary_lines(case: Case, correction: Correction, width: int) -> tuple[str, ...]:
    """Give the score and what it is made of, then the criteria that are not met."""
    score = correction.score
    held, missing = correction.count(Nature.ACQUIS), correction.count(Nature.MANQUE)
    wrong = correction.count(Nature.FAUX) + correction.count(Nature.INVENTE)
    rows = [
        ("Attendus du dossier", f"{held} sur {held + missing}", f"{score.key} sur {FOR_KEY}"),
        ("Règles de la lettre", _rules(correction), f"{score.rules} sur {FOR_RULES}"),
        ("Faux ou inventé", str(wrong) if wrong else "rien", f"−{score.faults}" if score.faults else "0"),
        ("Indices demandés", "", f"−{score.hints}" if score.hints else "0"),
    ]
    lines = [*filled(f"Correction : {case.titre}", width), "", f"  Score : {score.total} sur 100", ""]
    lines += [f"  {name:<21}{found:<28}{points:>9}".rstrip() for name, found, points in rows]
    return (*lines, "", *_criteria(correction, width))


def _rules(correction: Correction) -> str:
    """Count the rules broken by level."""
    counts = {
        level: sum(1 for one in correction.remarks if one.niveau == level)
        for level in (Niveau.BLOQUANT.value, Niveau.ALERTE.value)
    }
    blocking, warnings = counts.values()
    found = [f"{blocking} bloquante{'s' if blocking > 1 else ''}"] if blocking else []
    found += [f"{warnings} alerte{'s' if warnings > 1 else ''}"] if warnings else []
    return ", ".join(found) or "toutes suivies"


def _criteria(correction: Correction, width: int) -> Iterator[str]:
    """Give the criteria of the grid that are not met, then those that follow the printing."""
    report = correction.judgement.grid
    if report is None:
        yield "  Pas de grille QLS pour cette activité."
        return
    failed = [one.item for one in report.results if one.verdict is Verdict.NON_CONFORME]
    yield "  Critères QLS non satisfaits :" if failed else "  Aucun critère QLS n'est en défaut."
    for item in failed:
        yield from filled(f"    {item.id} {item.titre}", width, others="           ")
    to_do = [one.item.id for one in report.results if one.verdict is Verdict.A_FAIRE]
    if to_do:
        text = f"  Après la validation, le jour de la sortie : {', '.join(to_do)} (non comptés ici)."
        yield from filled(text, width, others="  ")
    yield "  Ce score est celui de l'exercice, pas l'indicateur QLS."


def remark_lines(remark: Remark, width: int, *, rank: str = "") -> tuple[str, ...]:
    """Give one point of a correction: what, the record's words, why, a good wording, the rule and its source."""
    point = remark.point
    name = _RULES.get(remark.niveau) or _NAMES[point.nature]
    head = " · ".join(filter(None, (f"{name} {rank}".rstrip(), point.critere, remark.champ)))
    if point.nature is Nature.ACQUIS:
        return (*filled(f"  {remark.phrase}", width, others="    "),)
    lines = [*filled(head, width, others="  "), *filled(f"  {remark.phrase}", width, others="  ")]
    said = f"{remark.piece} : « {remark.extrait} »" if remark.extrait else remark.piece
    shown = " ; ".join(filter(None, (point.regle, remark.source)))
    for label, text in (
        ("Dossier", said),
        ("Pourquoi", remark.pourquoi),
        ("Corriger" if remark.niveau else "À écrire", remark.formulation),
        ("Source", shown),
    ):
        if text:
            lines += filled(f"  {label:<{_LABEL}}{text}", width, others=" " * (_LABEL + 2))
    return tuple(lines)


def filled(text: str, width: int, *, others: str = "") -> list[str]:
    """Give a text on lines cut between words; a sign stays with its word; an empty text has no line."""
    text = _HELD.sub("\\1\u00a0", bind(text))
    for loose, tight in _TOGETHER:
        text = text.replace(loose, tight)
    indent = text[: len(text) - len(text.lstrip(" "))]
    lines = textwrap.wrap(
        text.strip(), width, initial_indent=indent, subsequent_indent=others or indent, break_on_hyphens=False
    )
    return [line.replace("\u00a0", " ") for line in lines]


def _tidied(lines: list[str]) -> tuple[str, ...]:
    """Give lines without two blank ones together, nor any at the end."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip())
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
