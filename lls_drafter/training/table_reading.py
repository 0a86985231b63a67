"""The correction of a table as lines for a terminal: what is wrong row by row, then what is to be compared by eye."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from lls_drafter.packs.case_model import Case
from lls_drafter.training.reading import filled
from lls_drafter.training.result import Nature
from lls_drafter.training.table_exercise import Constat, CorrectionTableau, LigneCorrigee
from lls_drafter.training.table_record import passages

_NAMES: Final = {Nature.MANQUE: "MANQUE", Nature.FAUX: "FAUX", Nature.INVENTE: "INVENTÉ"}
_LINES: Final = {
    "avant": ("avant_nom", "avant_posologie"),
    "devenir": ("devenir",),
    "sortie": ("sortie_nom", "sortie_posologie"),
    "durée": ("duree",),
    "motif": ("motif",),
    "reprise": ("reprise",),
}
_INDENT: Final = " " * 4


def table_blocks(
    case: Case, correction: CorrectionTableau, width: int, source: Callable[[str], str]
) -> Iterator[tuple[str, ...]]:
    """Give the correction block by block: the score, the rows to mend, the drugs too many, what is right.

    Args:
        case: the case: its record is quoted.
        correction: that of the table.
        width: columns.
        source: the source of a rule, by its id.
    """
    yield tuple(_summary(case, correction, width))
    to_mend = [row for row in correction.lignes if not row.is_right]
    for number, row in enumerate(to_mend, 1):
        yield tuple(_row(case, row, width, source, f"{number}/{len(to_mend)}"))
    if correction.en_trop:
        yield tuple(_extra(correction.en_trop, width, source))
    unsure = [(row, one) for row in correction.lignes for one in row.constats if one.a_comparer]
    if unsure:
        yield tuple(_unsure(unsure, width))
    right = [row.titre for row in correction.lignes if row.is_right]
    if right:
        yield ("LIGNES JUSTES", *(line for title in right for line in filled(f"  {title}", width, others="    ")))


def _summary(case: Case, correction: CorrectionTableau, width: int) -> Iterator[str]:
    """Give the score and what it is made of."""
    held, whole = correction.held
    right = sum(1 for row in correction.lignes if row.is_right)
    yield from filled(f"Correction du tableau : {case.titre}", width)
    yield ""
    yield f"  Score : {correction.score} sur 100"
    yield ""
    yield f"  {'Lignes justes':<22}{right} sur {len(correction.lignes)}"
    yield f"  {'Points acquis':<22}{held} sur {whole}"
    if correction.en_trop:
        yield f"  {'Médicaments inventés':<22}{len(correction.en_trop)} : −{correction.invented} points"
    if correction.indices:
        yield f"  {'Indices demandés':<22}−{correction.indices} points"
    yield ""
    yield "  Ce score est celui de l'exercice, pas l'indicateur QLS."


def _row(case: Case, row: LigneCorrigee, width: int, source: Callable[[str], str], rank: str) -> Iterator[str]:
    """Give one row to mend: what is wrong, the record's words, the rules with their sources."""
    gone = _is_missing(row)
    yield from filled(f"{rank} {row.titre}{' : ligne absente' if gone else ''}", width, others=_INDENT)
    wrong = [one for one in row.constats if one.point.nature is not Nature.ACQUIS]
    if gone:
        yield from _whole(row, width)
    else:
        for one in wrong:
            yield from _wrong(one, width)
    if row.remarque:
        yield from filled(f"  {row.remarque}", width, others=_INDENT)
    for passage in passages(case, row.noms):
        yield from filled(f"  Dossier ({passage.piece}) : « {passage.texte} »", width, others=_INDENT)
    yield from _sources([one.point.regle for one in (wrong[:1] if gone else wrong)], width, source)


def _whole(row: LigneCorrigee, width: int) -> Iterator[str]:
    """Give a whole row as it should be: one line per side; the drug is not said again where it is the title's."""
    said = {one.point.id.rpartition("/")[2]: one.attendu for one in row.constats}
    for label, names in _LINES.items():
        words = [said[name] for name in names if name in said and said[name] != row.titre]
        if words:
            yield from filled(f"    {label:<9}{', '.join(words)}", width, others=" " * 13)


def _sources(rules: Iterable[str], width: int, source: Callable[[str], str]) -> Iterator[str]:
    """Give the rules with their sources, those of one source together."""
    by_source: dict[str, list[str]] = {}
    for rule in dict.fromkeys(rules):
        by_source.setdefault(source(rule), []).append(rule)
    for told, same in by_source.items():
        yield from filled(f"  Source : {' ; '.join(filter(None, (', '.join(same), told)))}", width, others=_INDENT)


def _is_missing(row: LigneCorrigee) -> bool:
    """Tell whether nothing of a row is there: then its points are told together."""
    return len(row.constats) > 1 and all(
        one.point.nature is Nature.MANQUE and not one.ecrit and not one.mots for one in row.constats
    )


def _wrong(one: Constat, width: int) -> Iterator[str]:
    """Give one point: what was expected, what was written."""
    about = f" ({one.mots})" if one.mots else ""
    yield from filled(f"  {_NAMES[one.point.nature]} · {one.champ}{about}", width, others=_INDENT)
    if one.ecrit:
        yield from filled(f"    écrit   : {one.ecrit}", width, others=" " * 14)
    yield from filled(f"    attendu : {one.attendu}", width, others=" " * 14)


def _extra(found: Sequence[Constat], width: int, source: Callable[[str], str]) -> Iterator[str]:
    """Give the drugs that the record does not have."""
    yield "INVENTÉ : le dossier ne le dit pas"
    for one in found:
        yield from filled(f"  {one.champ} : {one.ecrit}", width, others=_INDENT)
    yield from filled("  Un médicament que personne n'a prescrit ni pris ne s'écrit pas.", width, others=_INDENT)
    yield from _sources([one.point.regle for one in found], width, source)


def _unsure(found: Sequence[tuple[LigneCorrigee, Constat]], width: int) -> Iterator[str]:
    """Give what the program cannot compare."""
    yield "À COMPARER VOUS-MÊME (compté juste : l'outil ne sait pas trancher)"
    for row, one in found:
        yield from filled(f"  {row.titre} · {one.champ}{f' ({one.mots})' if one.mots else ''}", width, others=_INDENT)
        yield from filled(f"    écrit   : {one.ecrit}", width, others=" " * 14)
        yield from filled(f"    attendu : {one.attendu}", width, others=" " * 14)
