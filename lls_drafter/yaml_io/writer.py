"""A plain tree as YAML that a person can read and edit, and that `yaml_io.load` reads back the same.

Block style, order kept, no folding; texts of several lines as `|` blocks, quotes only where a text could be read
as something else, here or by another YAML reader. Written by hand: PyYAML's emitter gives up the block for quoted,
escaped lines as soon as one of them ends with a space.
"""

import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias, TypeGuard

from lls_drafter.errors import StructureError
from lls_drafter.yaml_io.limits import DEFAULT_LIMITS, Limits

# Characters that stand for themselves: no control, no other line end than \n, no byte-order mark, no half of a pair.
_CLEAR = "\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_CLEAR_LINE = re.compile(f"[{_CLEAR}]*")
_CLEAR_LINES = re.compile(f"[{_CLEAR}\n]*")
_NOT_CLEAR = re.compile(f'[^{_CLEAR}]|["\\\\]')
_SURROGATE = re.compile("[\ud800-\udfff]")
# The first character starts no YAML construct; ` #` would start a comment, `: ` a mapping.
_PLAIN = re.compile(r"""[^-?:,\[\]{}#&*!|>'"%@` ](?:[^:# ]|:(?![ ]|\Z)|(?<! )#|[ ](?!\Z))*""")
_SHORT_ESCAPES = MappingProxyType({"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"})
# What YAML 1.1 or 1.2 readers may take for something else than text (yes, 012, 1e3, 12:30, 0x1F).
_NOT_TEXT = re.compile(
    r"""(?xi) ~ | = | << | null | true | false | yes | no | on | off | y | n
    | [-+]? ( [0-9][0-9_]* | 0[xob][0-9a-f_]+ )
    | [-+]? ( [0-9][0-9_]*\.[0-9_]* | \.[0-9][0-9_]* ) ( e[-+]?[0-9]+ )?
    | [-+]? [0-9][0-9_]* e [-+]?[0-9]+
    | [-+]? [0-9][0-9_]* ( :[0-5]?[0-9] )+ ( \.[0-9_]* )?
    | [-+]? \.inf | \.nan""",
)
_LONGEST_KEY = 1000  # a YAML key and its colon must fit in 1024 characters
_LARGEST_INTEGER = 10**15

_Collection: TypeAlias = Mapping[object, object] | list[object] | tuple[object, ...]


def dump(data: object, header: str = "", *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Give the YAML text of a tree of dict, list, str, int, float, bool and None.

    Args:
        data: the tree; keys are texts. Dates are texts and are written without quotes.
        header: comment lines to put first, each beginning with `#`.
        limits: those of the reader, so that nothing is written that it would refuse.

    Raises:
        StructureError: the text would be over the limits.
        TypeError: something else than these types is in the tree.
        ValueError: a number or a half character that the file could not give back; a header that is no comment.
    """
    if any(line.strip() and not line.startswith("#") for line in header.splitlines()):
        msg = "every header line must be a comment"
        raise ValueError(msg)
    writer = _Writer(limits)
    text = "".join(f"{line}\n" for line in (*header.splitlines(), *writer.document(data)))
    if len(text) > limits.octets or len(text.encode()) > limits.octets:
        message = f"Le texte à enregistrer est trop gros : plus de {limits.octets // 1000} ko."
        raise StructureError(message, hint="Raccourcir les textes collés.")
    return text


class _Writer:
    """The lines of a tree, counted against the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._nodes = 0

    def document(self, data: object) -> Iterator[str]:
        """Give the lines of a whole text."""
        if _is_collection(data) and data:
            return self._collection(data, 0, 1)
        return self._value("", data, 2, 1)

    def _collection(self, data: _Collection, column: int, depth: int) -> Iterator[str]:
        """Give the lines of a mapping or a list that is not empty, each beginning at `column`."""
        self._count(depth)
        pad = " " * column
        if isinstance(data, Mapping):
            for key, value in data.items():
                shown = _text(_checked_key(key))
                if len(shown) > _LONGEST_KEY:
                    yield f"{pad}? {shown}"
                    shown = ""
                yield from self._value(f"{pad}{shown}:", value, column + 2, depth + 1)
            return
        for value in data:
            if _is_collection(value) and value:
                lines = self._collection(value, column + 2, depth + 1)
                yield f"{pad}- {next(lines)[column + 2 :]}"
                yield from lines
            else:
                yield from self._value(f"{pad}-", value, column + 2, depth + 1)

    def _value(self, start: str, value: object, column: int, depth: int) -> Iterator[str]:
        """Give the lines of a value after `start`; those below the first begin at `column`."""
        space = " " if start else ""
        if _is_collection(value):
            if value:
                yield start
                yield from self._collection(value, column, depth)
            else:
                self._count(depth)
                yield f"{start}{space}{'{}' if isinstance(value, Mapping) else '[]'}"
            return
        self._count(0)
        if isinstance(value, str) and _fits_block(value):
            pad = " " * column
            yield f"{start}{space}{_block_sign(value)}"
            yield from (f"{pad}{line}" if line else "" for line in value.removesuffix("\n").split("\n"))
        else:
            yield f"{start}{space}{_scalar(value)}"

    def _count(self, depth: int) -> None:
        self._nodes += 1
        if depth > self._limits.depth or self._nodes > self._limits.nodes:
            message = "Le contenu à enregistrer a trop de niveaux ou trop de valeurs."
            raise StructureError(message, hint="Supprimer les lignes en trop.")


def _is_collection(value: object) -> TypeGuard[_Collection]:
    return isinstance(value, Mapping | list | tuple)


def _checked_key(key: object) -> str:
    if not isinstance(key, str):
        msg = f"a key must be a text, not {type(key).__name__}"
        raise TypeError(msg)
    return key


def _fits_block(text: str) -> bool:
    """Tell whether a `|` block gives the text back: several lines, nothing invisible, some letter."""
    return "\n" in text and _CLEAR_LINES.fullmatch(text) is not None and text.strip(" \n") != ""


def _block_sign(text: str) -> str:
    """Give `|` with its indentation, when the text begins with a space, and with what ends the block."""
    indentation = "2" if text[0] in " \n" else ""
    if not text.endswith("\n"):
        return f"|{indentation}-"
    return f"|{indentation}+" if text.endswith("\n\n") else f"|{indentation}"


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return _number(value)
    msg = f"{type(value).__name__} has no place in a YAML file"
    raise TypeError(msg)


def _number(value: float) -> str:
    """Give a number as plain digits, without exponent."""
    if isinstance(value, int):
        if abs(value) >= _LARGEST_INTEGER:
            msg = "an integer of more than 15 digits would be read as text"
            raise ValueError(msg)
        return str(int(value))
    if not math.isfinite(value):
        msg = "infinity and not-a-number have no place in a YAML file"
        raise ValueError(msg)
    digits = f"{Decimal(repr(value)):f}"
    return digits if "." in digits else f"{digits}.0"


def _text(text: str) -> str:
    """Give a text on one line: as it is, or in quotes where it could be read as something else."""
    if _CLEAR_LINE.fullmatch(text) is None:
        if _SURROGATE.search(text):
            msg = "a half character (lone surrogate) cannot be saved in UTF-8"
            raise ValueError(msg)
    elif _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text) and not text.startswith("..."):
        return str(text)
    elif '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + _NOT_CLEAR.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}"
