"""Nothing gets lost: what a document prints of a letter, and the last part for what no section printed."""

from collections.abc import Iterable, Iterator

from lls_drafter.document.blocks import Block, Fact, Facts, Inline, Paragraph, Run, inlines
from lls_drafter.document.phrases import split_lines
from lls_drafter.document.view import declaration
from lls_drafter.document.words import UNKNOWN, lower_first, say, say_negative, typeset
from lls_drafter.letter.paths import FieldPath, Leaf
from lls_drafter.letter.reponse import Absence

OTHER_ID = "autres_informations"
OTHER_TITLE = "Autres informations"
_LONG = 120


def unprinted(leaves: Iterable[Leaf], blocks: Iterable[Block]) -> Iterator[Leaf]:
    """Give the values that no run of these blocks prints: no run names their field, or its text is cut."""
    found: dict[FieldPath, list[str]] = {}
    for line in inlines(blocks):
        for run in line:
            for path in run.fields:
                found.setdefault(path, []).append(run.text)
    for leaf in leaves:
        texts = found.get(leaf.path)
        if texts is None or (type(leaf.value) is str and not _holds(texts, leaf.value)):
            yield leaf


def _holds(texts: list[str], value: str) -> bool:
    """Tell whether a text is there whole, its white space apart."""
    return value in texts or _squeezed(value) in _squeezed("\n".join(texts))


def _squeezed(text: str) -> str:
    """Give a text with single spaces."""
    return " ".join(text.split())


def other_information(leaves: Iterable[Leaf]) -> Iterator[Block]:
    """Give the values that were left, each with its field's name."""
    facts: list[Fact] = []
    for leaf in leaves:
        value = (Run(_words(leaf), fields=(leaf.path,)),)
        label = typeset(name_of(leaf.path))
        if len(value[0].text) <= _LONG and "\n" not in value[0].text:
            facts.append(Fact(label, value))
            continue
        if facts:
            yield Facts(tuple(facts))
            facts = []
        yield from _long(label, value)
    if facts:
        yield Facts(tuple(facts))


def _long(label: str, value: Inline) -> Iterator[Block]:
    """Give a long text as paragraphs under its field's name."""
    yield Paragraph((Run(typeset(f"{label} :"), strong=True),))
    yield from (Paragraph(line) for line in split_lines(value))


def _words(leaf: Leaf) -> str:
    """Give a value in words; a negative is said as that of its field."""
    if leaf.value is Absence.AUCUN:
        return typeset(say_negative(_pattern(leaf.path)))
    if leaf.value is Absence.INCONNU:
        return typeset(UNKNOWN)
    return leaf.value if type(leaf.value) is str else typeset(say(leaf.value))


def _pattern(path: FieldPath) -> str:
    """Give an address without indexes."""
    return ".".join(part for part in path.parts if isinstance(part, str))


def name_of(path: FieldPath) -> str:
    """Give a field's name in French with what it belongs to: « Patient – Téléphone », « Suites à donner 2 – Qui »."""
    names: list[str] = []
    for end, part in enumerate(path.parts, start=1):
        if not isinstance(part, str):
            names[-1] += f" {part + 1}" if isinstance(part, int) else f" {part}"
            continue
        title = _title(FieldPath(path.parts[:end])) or part
        if not names or names[-1] != title:
            names.append(title)
    return " – ".join([names[0], *(lower_first(name) for name in names[1:])])


def _title(path: FieldPath) -> str | None:
    """Give the declared title of a field; none for a name that is the letter's own (a free section)."""
    if path.parts[0] == "rubriques" and len(path.parts) == 2:
        return None
    return declaration(path).title
