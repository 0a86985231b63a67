"""The marks that a secretary writes in a paper: `{{ fields }}` and `[[anchors]]`, found in a paragraph, or told wrong.

A mark is read as it was meant: Word may put a tab, a non-breaking space or a soft hyphen inside it. What only looks
like a mark (one brace missing, wide braces, capitals, code of another program) is never printed: it is a fault.
"""

import re
from dataclasses import dataclass

from lls_drafter.exports.docx.names import Kind, kind_of, printable_names, proposed

BODY = "corps"
"""The anchor of the whole letter."""

_OPEN, _CLOSE = "{｛❴⦃", "}｝❵⦄"
_OPEN_SQUARE, _CLOSE_SQUARE = "\\[［〚⟦", "\\]］〛⟧"
_SIGNS = re.compile(f"[{_OPEN}{_CLOSE}{_OPEN_SQUARE}{_CLOSE_SQUARE}]")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_FIELD = re.compile(r"\{\{([^{}]{0,200})\}\}")
_CODE = re.compile(r"\{[%#].{0,300}?[%#]\}|\{[%#][^{}]{0,60}|[^{}]{0,60}[%#]\}", re.DOTALL)
_ANCHOR = re.compile(r"\[\[([^\[\]]{0,100})\]\]")
_NAME = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
_WORD = re.compile(r"[a-z0-9_]+")
_LOOKS_LIKE_CODE = re.compile(r"[|()\[\]'\"%+*/<>=!~^@$\\,;:?]|__|^-|-$|^(?:p|r|tr|tc|if|for)\s", re.IGNORECASE)
_NEAR_FIELD = re.compile(
    rf"[{_OPEN}](?:\s?[{_OPEN}]){{0,3}}\s{{0,9}}([\w.\s]{{1,80}}?)\s{{0,9}}[{_CLOSE}](?:\s?[{_CLOSE}]){{0,3}}"
)
_NEAR_ANCHOR = re.compile(
    rf"[{_OPEN_SQUARE}](?:\s?[{_OPEN_SQUARE}]){{0,3}}\s{{0,9}}([\w\s]{{1,60}}?)\s{{0,9}}"
    rf"[{_CLOSE_SQUARE}](?:\s?[{_CLOSE_SQUARE}]){{0,3}}"
)
_MOST_PROPOSALS = 20  # of one paragraph: to look for a near name takes some milliseconds


@dataclass(frozen=True, slots=True)
class Mark:
    """A field that is well written.

    Attributes:
        name: its address.
        start: of its first brace, in the paragraph's text.
        end: after its last one.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that looks like a mark and is none: the end of its rule's id, what is wrong, what to do."""

    rule: str
    message: str
    correction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The marks of one paragraph.

    Attributes:
        fields: those that are well written, whether or not a letter has them.
        anchors: the names between double brackets, as written.
        alone: there is one anchor and nothing else to read.
        near_anchors: the words between single brackets.
        troubles: what looks like a mark and is none.
        rest: the text without marks.
    """

    fields: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()
    alone: bool = False
    near_anchors: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    rest: str = ""


def find_marks(text: str) -> Found:
    """Find the marks of a paragraph's text."""
    return _Finder().find(text) if _SIGNS.search(text) else Found(rest=text)


def is_anchor_name(name: str) -> bool:
    """Tell whether a name between brackets is written as an anchor's is."""
    return _WORD.fullmatch(name) is not None


def unknown_field(name: str, *, near: str) -> Trouble:
    """Say that no letter has a field of that name, and which one is near."""
    correction = f"vouliez-vous « {{{{ {near} }}}} » ?" if near else "voir les champs avec « lls schema lettre »"
    return Trouble("CHAMP-INCONNU", f"champ inconnu dans le papier : « {name} »", correction)


class _Finder:
    """The search through one paragraph; each step blanks what it found, so that the next one does not see it."""

    def __init__(self) -> None:
        self.fields: list[Mark] = []
        self.anchors: list[str] = []
        self.near: list[str] = []
        self.troubles: list[Trouble] = []

    def find(self, text: str) -> Found:
        """Run the steps."""
        rest = _FIELD.sub(self.field, text)
        rest = _CODE.sub(self.code, rest)
        rest = _ANCHOR.sub(self.anchor, rest)
        left = _NEAR_ANCHOR.sub(self.near_anchor, _NEAR_FIELD.sub(self.near_field, rest))
        self.look_for_open(left)
        return Found(
            fields=tuple(self.fields),
            anchors=tuple(self.anchors),
            alone=len(self.anchors) == 1 and _ANCHOR.fullmatch(_bare(text)) is not None,
            near_anchors=tuple(self.near),
            troubles=tuple(self.troubles),
            rest=rest,
        )

    def field(self, found: re.Match[str]) -> str:
        """Take a field, or say what is wrong with it."""
        inside = _bare(found[1])
        name = _SPACES.sub("", inside)
        if _NAME.fullmatch(name) and "__" not in name and (name == inside or kind_of(name) is not Kind.UNKNOWN):
            self.fields.append(Mark(name, found.start(), found.end()))
        elif not name:
            self.tell("CHAMP-FORME", "des accolades ne contiennent rien", "y écrire un champ, ou les effacer")
        elif _LOOKS_LIKE_CODE.search(inside):
            self.tell_code(f"{{{{ {inside} }}}}")
        elif name.casefold() in printable_names():
            correction = f"écrire « {{{{ {name.casefold()} }}}} », en minuscules"
            self.tell("CHAMP-FORME", f"champ mal écrit : « {{{{ {inside} }}}} »", correction)
        else:
            self.troubles.append(unknown_field(inside, near=self.proposed(name)))
        return " " * len(found[0])

    def code(self, found: re.Match[str]) -> str:
        """Say that a paper runs no code."""
        self.tell_code(found[0])
        return " " * len(found[0])

    def anchor(self, found: re.Match[str]) -> str:
        """Take an anchor."""
        self.anchors.append(_bare(found[1]))
        return ""

    def near_field(self, found: re.Match[str]) -> str:
        """Tell what was meant as a field: braces that are not two and two, or not the plain ones."""
        name = _SPACES.sub("", _bare(found[1])).casefold()
        signs = [sign for sign in found[0] if sign in _OPEN + _CLOSE]
        if len(signs) == 2 and set(signs) == {"{", "}"} and "." not in name and name not in printable_names():
            return found[0]  # one plain brace on each side of an ordinary word
        near = name if kind_of(name) is not Kind.UNKNOWN else self.proposed(name)
        correction = f"écrire « {{{{ {near} }}}} »" if near else "écrire deux accolades simples de chaque côté"
        self.tell("CHAMP-FORME", f"champ mal écrit : « {_shown(found[0])} »", correction)
        return " "

    def near_anchor(self, found: re.Match[str]) -> str:
        """Tell what was meant as an anchor; a word between single brackets may be one, or an ordinary word."""
        name = _SPACES.sub("", _bare(found[1])).casefold()
        signs = [sign for sign in found[0] if not (sign.isalnum() or sign.isspace() or sign == "_")]
        if len(signs) == 2 and set(signs) == {"[", "]"}:
            self.near.append(name)
        else:
            self.troubles.append(misspelt_anchor(_shown(found[0]), name))
        return " "

    def look_for_open(self, text: str) -> None:
        """Tell signs that opened a mark, or closed one, and have no other end in this paragraph."""
        if "{{" in text or "}}" in text:
            correction = "écrire le champ d'un seul tenant, dans un seul paragraphe : « {{ patient.ipp }} »"
            self.tell("CHAMP-FORME", "des accolades sont restées ouvertes", correction)
        if "[[" in text or "]]" in text:
            correction = "écrire l'ancre d'un seul tenant, seule dans son paragraphe : « [[corps]] »"
            self.tell("ANCRE-FORME", "des crochets sont restés ouverts", correction)

    def tell(self, rule: str, message: str, correction: str) -> None:
        """Keep one trouble."""
        self.troubles.append(Trouble(rule, message, correction))

    def tell_code(self, written: str) -> None:
        """Keep a piece of code."""
        correction = "un papier n'a que des champs simples et des ancres ; conditions et boucles vont dans « blocs/ »"
        self.tell("CODE", f"du code dans le papier : « {_shown(written)} »", correction)

    def proposed(self, name: str) -> str:
        """Give the field that was meant, unless the paragraph is full of faults."""
        return proposed(name) if len(self.troubles) < _MOST_PROPOSALS else ""


def misspelt_anchor(shown: str, name: str) -> Trouble:
    """Say that an anchor is not between two plain brackets."""
    return Trouble("ANCRE-FORME", f"ancre mal écrite : « {shown} »", f"écrire « [[{name}]] »")


def _bare(text: str) -> str:
    """Give what was meant between braces or brackets, without hidden characters and outer spaces."""
    return _HIDDEN.sub("", text).replace("\N{NON-BREAKING HYPHEN}", "-").strip()


def _shown(text: str) -> str:
    """Give a piece of the paper as a message quotes it."""
    return _SPACES.sub(" ", _bare(text))[:60]
