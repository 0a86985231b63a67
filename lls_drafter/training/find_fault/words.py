"""The sentences of the exercise: its help, its marks, its correction."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lls_drafter.letter.text import is_blank
from lls_drafter.training.find_fault.choices import Choice
from lls_drafter.training.find_fault.correction import Correction, Verdict
from lls_drafter.training.find_fault.marks import Mark, Marks
from lls_drafter.training.reading import filled
from lls_drafter.training.result import Nature

_INDENT = 3
_FIRST_ROW = re.compile(r"^Ligne (?=\d+ :)")
_ROW = re.compile(r"\bà la ligne (?=\d)")
_NATURES: Mapping[Nature, str] = {Nature.ACQUIS: "TROUVÉ", Nature.FAUX: "MAL NOMMÉ", Nature.MANQUE: "MANQUÉ"}

HELP = (
    "Lire la lettre, marquer ce qui est faux ou ce qui manque.",
    "  12 motif        la ligne 12 a un défaut, de la famille « motif »",
    "  12-14 8         les lignes 12 à 14, critère 8 de la grille",
    "  Ce qui manque se marque sur le titre de sa rubrique.",
    "  Entrée          page suivante ; p : page précédente ; 120 : aller à la ligne 120",
    "  rubriques       les rubriques et leur première ligne",
    "  criteres        les douze critères ; familles : les familles de règles",
    "  marques         ce qui est marqué ; retirer 2 : ôter la marque 2 ; annuler : défaire",
    "  indice          une aide ; elle baisse la note",
    "  finir           la correction et la note ; quitter : garder et reprendre plus tard",
    "Une lettre peut n'avoir aucun défaut. Une fausse alerte coûte un demi-défaut.",
)


def criterion_lines(known: Sequence[Choice]) -> Iterator[str]:
    """Give the criteria that a mark may name."""
    yield "Critères de la grille QLS, par leur numéro (« familles » : la suite) :"
    yield from (f"  {one.code:>2}  {one.titre}" for one in known if one.code.isdecimal())


def family_lines(known: Sequence[Choice]) -> Iterator[str]:
    """Give the families that a mark may name."""
    yield "Familles, par leur mot ou son début (« criteres » : les douze critères) :"
    yield from (f"  {one.code:<15} {one.titre}" for one in known if not one.code.isdecimal())


def mark_lines(marks: Marks, known: Sequence[Choice]) -> Iterator[str]:
    """Give the marks with their numbers."""
    if not marks.marques:
        yield "Aucune marque."
    for number, mark in enumerate(marks.marques, start=1):
        yield f"  {number}. {mark_words(mark, known)}"


def mark_words(mark: Mark, known: Sequence[Choice]) -> str:
    """Give « ligne 12 : critère 8, Motif de l'hospitalisation »."""
    titre = next((one.titre for one in known if one.code == mark.code), "")
    name = f"critère {mark.code}, {titre}" if mark.code.isdecimal() else titre or mark.code
    return f"ligne{'s' if len(mark.lignes) > 1 else ''} {mark} : {name}"


def correction_blocks(
    correction: Correction, marks: Marks, known: Sequence[Choice], *, width: int
) -> Iterator[tuple[str, ...]]:
    """Give a whole correction block by block: the score, each defect with rule, source and good wording, the alarms.

    Args:
        correction: the correction.
        marks: what the learner did.
        known: the criteria and families.
        width: columns of a line.
    """
    for block in _blocks(correction, marks, known):
        yield tuple(piece for line in block for piece in _cut(line, width))


def _blocks(correction: Correction, marks: Marks, known: Sequence[Choice]) -> Iterator[Iterable[str]]:
    """Give the blocks of a correction, their lines as long as they are."""
    clean = () if correction.verdicts else ("Cette lettre n'avait aucun défaut.",)
    yield (f"Note : {correction.score} / 100", _summary(correction, marks), *clean)
    for number, one in enumerate(correction.verdicts, start=1):
        yield _verdict_lines(number, one, known)
    if correction.fausses:
        yield (
            "Fausses alertes (les règles n'y trouvent rien) :",
            *(f"   {mark_words(one, known)}" for one in correction.fausses),
        )
    if correction.conseils:
        yield (
            "Marques justes, sur un simple conseil (elles ne comptent pas) :",
            *(f"   {mark_words(mark, known)} : {told(finding.message)}" for mark, finding in correction.conseils),
        )


def _cut(line: str, width: int) -> list[str]:
    """Cut a line between words, its indent kept."""
    indent = " " * (len(line) - len(line.lstrip()) or _INDENT)
    return filled(line, width, others=indent) or [""]


def _summary(correction: Correction, marks: Marks) -> str:
    """Give the counts in one sentence."""
    parts = [
        _counted(correction.count(Nature.ACQUIS), "défaut trouvé", "défauts trouvés"),
        _counted(correction.count(Nature.FAUX), "mal nommé", "mal nommés"),
        _counted(correction.count(Nature.MANQUE), "manqué", "manqués"),
        _counted(len(correction.fausses), "fausse alerte", "fausses alertes"),
        _counted(marks.indices, "indice", "indices"),
    ]
    return " ; ".join(parts) + "."


def _counted(number: int, one: str, many: str) -> str:
    """Give a number with its noun."""
    return f"{number} {many if number > 1 else one}"


def _verdict_lines(number: int, one: Verdict, known: Sequence[Choice]) -> Iterator[str]:
    """Give what became of one defect, and what explains it."""
    rule = f"{one.item.id}" + (f", {one.critere}" if one.critere not in ("", one.item.id) else "")
    yield f"{number}. {_NATURES[one.nature]} – {one.item.titre} ({rule})"
    if one.nature is Nature.FAUX and one.mark is not None:
        yield f"   Votre marque : {mark_words(one.mark, known)}."
    yield f"   {_where(one)}"
    yield f"   {told(one.constat.message)}"
    if one.ecrit:
        yield f"   Dans cette lettre : {one.ecrit}"
    if one.bonne:
        yield f"   Dans la bonne lettre : {one.bonne}"
    if not is_blank(one.item.correction):
        yield f"   Ce qu'il faut : {one.item.correction}"
    if one.item.exemples is not None:
        yield f"   Par exemple : {one.item.exemples.bon}."
    if not is_blank(one.item.aide):
        yield f"   Pourquoi : {one.item.aide}"
    yield f"   Source : {one.constat.source}"


def told(message: str) -> str:
    """Give what a rule says, where « ligne 12 » is a line of the letter: a row is one of the table."""
    return _ROW.sub("à la ligne du tableau n° ", _FIRST_ROW.sub("Tableau, ligne ", message))


def _where(one: Verdict) -> str:
    """Give the lines of a defect: those of the learner's mark when it found it, else the first ones that count."""
    if one.mark is not None:
        return f"Ligne{'s' if len(one.mark.lignes) > 1 else ''} {one.mark}."
    shown = one.place.montrees
    return f"Il se voyait ligne{'s' if len(shown) > 1 else ''} {Mark(shown, '')}."
