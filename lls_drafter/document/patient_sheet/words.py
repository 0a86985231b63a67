"""« Les mots de cette fiche »: the abbreviations and medical words that the sheet holds, explained.

What is looked at is what is printed, runs put side by side, so that nothing on the paper escapes.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from lls_drafter.document.blocks import Block, Inline, List, Paragraph, Run, Title, inlines, plain
from lls_drafter.document.patient_sheet.lexique import ABBREVIATIONS, AMBIGUOUS, IN_CONTEXT, SHORTENED, TERMS
from lls_drafter.document.phrases import own
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.text import fold
from lls_drafter.rules.checks.abreviations import Abbreviations
from lls_drafter.rules.scope import Chemin, Scope

TITLE = "Les mots de cette fiche"
_FIELD = "synthese_medicale"
_ANY_DAY = date(2000, 1, 1)  # the rule about abbreviations looks at no date


def explained(lines: Iterable[Inline]) -> dict[str, str]:
    """Give the terms that some printed lines hold, in alphabetical order, each with what it means."""
    text = "\n".join(" ".join(plain(line).split()) for line in lines)
    found = {term: meaning for pattern, meanings in _exact() for term, meaning in _found(pattern, meanings, text)}
    found |= {term: meaning for term, (context, meaning) in IN_CONTEXT.items() if _whole(context).search(text)}
    for term in _terms().findall(fold(text)):
        word = _root(term)
        found[_by_root()[word]] = TERMS[_by_root()[word]]
    return dict(sorted(found.items(), key=lambda item: fold(item[0])))


def _found(pattern: re.Pattern[str], meanings: dict[str, str], text: str) -> Iterator[tuple[str, str]]:
    """Give the terms of one table that a text holds."""
    yield from ((term, meanings[term]) for term in dict.fromkeys(pattern.findall(text)))


@cache
def _exact() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Give the tables whose terms are matched as written."""
    in_unit = re.compile(rf"(?<!/){_any(SHORTENED).pattern}(?!/)")  # « mL/min » is a unit of its own
    return (_any(ABBREVIATIONS), dict(ABBREVIATIONS)), (in_unit, dict(SHORTENED))


def _any(terms: Iterable[str]) -> re.Pattern[str]:
    """Give a pattern that finds any of some terms, whole, the longest first."""
    return _whole("|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True)))


@cache
def _whole(alternatives: str) -> re.Pattern[str]:
    """Give a pattern of whole words."""
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")


def _root(term: str) -> str:
    """Give a folded term without the endings of its plural and feminine."""
    return fold(term).removesuffix("s").removesuffix("e")


@cache
def _by_root() -> dict[str, str]:
    """Give each medical word by its root."""
    return {_root(term): term for term in TERMS}


@cache
def _terms() -> re.Pattern[str]:
    """Give a pattern of the medical words in a folded text, the longest first."""
    roots = sorted(_by_root(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, roots))})e?s?(?![\w-])")


def compose_words(lines: Iterable[Inline]) -> Iterator[Block]:
    """Give the section that explains them; nothing when there is nothing to explain."""
    items = tuple((Run(term, strong=True), own(f" : {meaning}")) for term, meaning in explained(lines).items())
    if items:
        yield Title((own(TITLE),))
        yield Paragraph((own("Les explications sont générales : parlez-en avec votre médecin."),))
        yield List(items)


def unexplained(blocks: Iterable[Block], lettre: Lettre) -> tuple[str, ...]:
    """Give the abbreviations of the sheet that nothing explains, in the order of the page.

    Found by the rule that judges the letter (`rules.checks.abreviations`): two to six capitals, those explained in
    brackets, the patient's names and Roman numbers apart. Drug names are left out: they are as on the box.
    """
    text = "\n".join(_said(line) for line in inlines(blocks))
    known = {term for term in ABBREVIATIONS if term.isupper()}
    known |= {term for term, (context, _) in IN_CONTEXT.items() if _whole(context).search(text)}
    check = Abbreviations(chemin=(Chemin.parse(_FIELD, Lettre),), connues=tuple(sorted(known)))
    judged = Lettre(synthese_medicale=text, patient=lettre.patient)
    clean = judged.synthese_medicale or ""
    found = check.passages(Scope(judged, _ANY_DAY), check.chemin[0].path)
    tokens = (clean[one.debut : one.fin] for one in found)
    return tuple(dict.fromkeys(token for token in tokens if not _NUMBERED_DAY.fullmatch(token)))


_NUMBERED_DAY = re.compile(r"J\d{1,3}")  # « J7 », which `IN_CONTEXT` explains


def _said(line: Inline) -> str:
    """Give what a line says, but the names of drugs; nothing of a line of ours, which needs no check."""
    if not any(run.fields for run in line):
        return ""
    kept = (run for run in line if not any("medicament" in path.parts for path in run.fields))
    return " ".join(plain(tuple(kept)).split())


def meaning_of(token: str) -> str:
    """Give the meanings between which an abbreviation cannot be told, empty for one that nobody knows."""
    return AMBIGUOUS.get(token, "")
