"""Strict YAML over PyYAML's events: a plain tree, the place of everything in it, and nothing surprising.

Read as something else than text: `null`, `~` and nothing; `true` and `false`; plain numbers (`12`, `-3`, `2.5`)
without leading zero and short enough to be exact. All the rest is text (`12:30`, `010`, `no`, `2026-03-02`, `1e3`).
Duplicate keys, anchors, aliases, tags, merge keys and several documents are refused; size and depth are limited
while the events flow, since building first crashes on hostile nesting (`yaml.compose` of 200,000 brackets).

This is the only module that imports `yaml`.
"""

import math
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn, TypeAlias

import yaml

from lls_drafter.errors import Location, StructureError
from lls_drafter.yaml_io.limits import DEFAULT_LIMITS, Limits
from lls_drafter.yaml_io.messages import Advice, advise, check_characters, decode
from lls_drafter.yaml_io.places import LateMarks, Mark, Marks, MarksOnDemand, Position, Positions, TreePath, position_of

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: same results, about ten times slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_WORDS: Mapping[str, bool | None] = MappingProxyType({"": None, "~": None, "null": None, "true": True, "false": False})
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_EXACT_DIGITS = 17  # more could be rounded by reading them as a number
_LONGEST_DECIMAL = 400
_PRINTABLE_KEY = re.compile(r"[a-zA-Z][a-zA-Z0-9_.-]{0,59}")


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A YAML text as a plain tree, with the place of its parts.

    Attributes:
        data: dict, list, str, int, float, bool or None; a date stays the text `2026-03-02`.
        name: the file's name, for messages.
    """

    data: Json
    name: str
    _values: Mapping[TreePath, Mark]
    _keys: Mapping[TreePath, Mark]

    @property
    def marks(self) -> Marks:
        """Give the parser's own marks."""
        return Marks(self._values, self._keys)

    @property
    def positions(self) -> Mapping[TreePath, Position]:
        """Give the place of each value, by path: `("suites_a_donner", 0, "qui")`; the whole is `()`."""
        return Positions(self._values)

    @property
    def key_positions(self) -> Mapping[TreePath, Position]:
        """Give the place of each key, by the path of its value."""
        return Positions(self._keys)

    def position(self, path: TreePath) -> Position:
        """Give the place of a value, or of its nearest ancestor that is in the text."""
        for length in range(len(path), -1, -1):
            if path[:length] in self._values:
                return position_of(self._values[path[:length]])
        return Position(1, 1)

    def key_position(self, path: TreePath) -> Position:
        """Give the place of the key at a path; of the value where there is no key (a list's item, the whole)."""
        return position_of(self._keys[path]) if path in self._keys else self.position(path)

    def location(self, path: TreePath, *, of_key: bool = False) -> Location:
        """Give the same place with the file's name, for an error."""
        place = self.key_position(path) if of_key else self.position(path)
        return Location(self.name, place.line, place.column)


def load(source: bytes | str, *, name: str, limits: Limits = DEFAULT_LIMITS) -> YamlDocument:
    """Read one YAML document; an empty text gives None.

    Raises:
        StructureError: not UTF-8, not YAML, or YAML that this program does not admit; with its place.
    """
    if len(source) > limits.octets:
        raise _too_big(name, limits)
    text = decode(source, name) if isinstance(source, bytes) else source.removeprefix("\ufeff")
    check_characters(text, name)
    builder = _Builder(name, limits)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.YAMLError as err:
        raise _translated(err, text, name, limits) from err
    return YamlDocument(builder.root, name, MappingProxyType(builder.values), MappingProxyType(builder.keys))


def known_document(data: Json, source: bytes, *, name: str) -> YamlDocument:
    """Give the document of a text that was read before: its tree is known, its places are found only when asked for.

    Args:
        data: the tree that `load` gave for this very `source`.
        source: the text.
        name: its name, for messages.
    """

    def read() -> Marks:
        return load(source, name=name).marks

    marks = MarksOnDemand(read)
    return YamlDocument(data, name, LateMarks(marks, keys=False), LateMarks(marks, keys=True))


def load_path(path: Path, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> YamlDocument:
    """Read one YAML file.

    Args:
        path: the file.
        name: what messages call it, when not the path.
        limits: what is too much.

    Raises:
        StructureError: the file cannot be read, is too big, or is not a text that `load` admits.
    """
    shown = str(path) if name is None else name
    return load(read_bytes(path, name=shown, limits=limits), name=shown, limits=limits)


def read_bytes(path: Path, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Give the bytes of a file; at most `limits.octets` of them ever reach the memory.

    Raises:
        StructureError: the file cannot be read, or is too big.
    """
    shown = str(path) if name is None else name
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise StructureError(
                "Ce n'est pas un fichier.", hint="Indiquer un fichier .yaml.", location=Location(shown)
            )
        if status.st_size > limits.octets:
            raise _too_big(shown, limits)
        with path.open("rb") as file:
            return file.read(limits.octets + 1)
    except FileNotFoundError as err:
        raise StructureError(
            "Fichier introuvable.", hint="Vérifier le nom et le dossier.", location=Location(shown)
        ) from err
    except OSError as err:
        hint = "Vérifier les droits d'accès et que le disque est joignable."
        raise StructureError("Le fichier ne peut pas être lu.", hint=hint, location=Location(shown)) from err


def dump(data: object, header: str = "", *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Give the YAML text of a plain tree, that `load` reads back the same; see `writer.dump`.

    Raises:
        StructureError: the tree is over the limits of what can be read back.
        ValueError, TypeError: it holds what a plain tree cannot.
    """
    from lls_drafter.yaml_io import writer  # noqa: PLC0415 - its patterns cost 8 ms, and reading needs none

    return writer.dump(data, header, limits=limits)


def has_comments(text: str, *, header: str = "") -> bool:
    """Tell whether a YAML text holds comments besides the lines of `header`.

    A rewriting by `dump` would lose them. A text that cannot be read counts as having some: keep it.
    """
    ours = {line.strip() for line in header.splitlines()}
    text = text.removeprefix("\ufeff")
    try:
        return any(comment not in ours for comment in _comments(text))
    except yaml.YAMLError:
        return True


def _comments(text: str) -> Iterator[str]:
    """Give the comments: the `#` of what lies between two tokens, or after the sign of a block of text."""
    end = 0
    for token in yaml.scan(text, Loader=_Loader):
        start = token.start_mark.index
        gap = text[end:start]
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            gap += text[start : token.end_mark.index].partition("\n")[0]
        yield from (line[line.index("#") :].strip() for line in gap.splitlines() if "#" in line)
        end = max(end, token.end_mark.index)
    yield from (line[line.index("#") :].strip() for line in text[end:].splitlines() if "#" in line)


class _Frame:
    """A mapping or a list being filled; `key` is the key whose value is awaited, None when a key is."""

    __slots__ = ("items", "key", "mapping", "path")

    def __init__(self, path: TreePath, mapping: dict[str, Json] | None, items: list[Json]) -> None:
        self.path = path
        self.mapping = mapping
        self.items = items
        self.key: str | None = None


class _Builder:
    """The tree made of the events, and the marks of its parts."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.root: Json = None
        self.values: dict[TreePath, Mark] = {}
        self.keys: dict[TreePath, Mark] = {}
        self._name = name
        self._limits = limits
        self._stack: list[_Frame] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Add what one event says."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            hint = "Recopier le texte ; si la valeur commence vraiment par « * », la mettre entre guillemets."
            self._refuse(event.start_mark, "renvoi « * » à une autre valeur", hint)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._start(event)

    def _start(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(
                event.start_mark,
                "plusieurs documents dans un seul fichier",
                "Un fichier par lettre : retirer la ligne « --- ».",
            )
        if event.version or event.tags:
            self._refuse(event.start_mark, "directive « % »", "Retirer la ligne qui commence par « % ».")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event.start_mark, is_anchor=event.anchor is not None)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.mapping is not None and frame.key is None:
            self._key(frame, event)
            return
        text: str = event.value
        value: Json = text
        if event.implicit[0]:  # written without quotes
            if text in _WORDS:
                value = _WORDS[text]
            elif text[0] in "-0123456789":
                value = _number(text)
        self._attach(value, event)

    def _key(self, frame: _Frame, event: yaml.ScalarEvent) -> None:
        key: str = event.value
        mark = event.start_mark
        if event.implicit[0]:
            if key == "<<":
                self._refuse(mark, "fusion « << »", "Recopier les clés ; les fusions YAML ne sont pas admises.")
            if key in _WORDS or (key[0] in "-0123456789" and not isinstance(_number(key), str)):
                self._refuse(mark, "une clé doit être un mot", "Mettre la clé entre guillemets, ou corriger la ligne.")
        path = (*frame.path, key)
        if path in self.keys:
            shown = f"la clé « {key} »" if _PRINTABLE_KEY.fullmatch(key) else "une clé"
            first = position_of(self.keys[path]).line
            self._refuse(
                mark,
                f"{shown} figure deux fois (déjà à la ligne {first})",
                "Réunir les deux valeurs, ou retirer l'une des clés.",
            )
        frame.key = key
        self.keys[path] = mark

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event.start_mark, is_anchor=event.anchor is not None)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.mapping is not None and frame.key is None:
            hint = "Une clé est un mot ; une valeur qui commence par « [ » ou « { » se met entre guillemets."
            self._refuse(event.start_mark, "une clé ne peut pas être une liste ni un groupe", hint)
        if len(self._stack) >= self._limits.depth:
            self._refuse(event.start_mark, *_too_deep(self._limits))
        mapping: dict[str, Json] | None = {} if isinstance(event, yaml.MappingStartEvent) else None
        items: list[Json] = []
        path = self._attach(items if mapping is None else mapping, event)
        self._stack.append(_Frame(path, mapping, items))

    def _attach(self, value: Json, event: yaml.NodeEvent) -> TreePath:
        """Put a value where it belongs; its path."""
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            self._refuse(
                event.start_mark,
                f"plus de {self._limits.nodes} valeurs",
                "Ce fichier n'est pas de ceux que le programme écrit.",
            )
        path: TreePath = ()
        if not self._stack:
            self.root = value
        else:
            frame = self._stack[-1]
            if frame.mapping is None:
                path = (*frame.path, len(frame.items))
                frame.items.append(value)
            elif frame.key is not None:
                path = (*frame.path, frame.key)
                frame.mapping[frame.key] = value
                frame.key = None
        self.values[path] = event.start_mark
        return path

    def _refuse_decoration(self, mark: Mark, *, is_anchor: bool) -> NoReturn:
        sign, what = ("&", "ancre « & »") if is_anchor else ("!", "étiquette « ! »")
        hint = f"La retirer ; si la valeur commence vraiment par « {sign} », la mettre entre guillemets."
        self._refuse(mark, what, hint)

    def _refuse(self, mark: Mark, message: str, hint: str) -> NoReturn:
        raise StructureError(f"YAML refusé : {message}.", hint=hint, location=Location(self._name, *position_of(mark)))


def _number(text: str) -> int | float | str:
    """Give the number that a plain word is, or the word when it is none or would not be exact."""
    if _INTEGER.fullmatch(text):
        return int(text)
    if len(text) <= _LONGEST_DECIMAL and _DECIMAL.fullmatch(text):
        digits = text.lstrip("-").replace(".", "").strip("0")
        number = float(text)
        if len(digits) <= _EXACT_DIGITS and math.isfinite(number):
            return number
    return text


def _too_big(name: str, limits: Limits) -> StructureError:
    message = f"Le fichier est trop gros : plus de {limits.octets // 1000} ko."
    return StructureError(message, hint="Vérifier que c'est le bon fichier.", location=Location(name))


def _too_deep(limits: Limits) -> tuple[str, str]:
    """Give the sentence and the hint for a text with too many levels."""
    return f"plus de {limits.depth} niveaux imbriqués", "Vérifier les « [ », « { » et « - » de la ligne."


def _translated(err: yaml.YAMLError, text: str, name: str, limits: Limits) -> StructureError:
    """Give the French error for what PyYAML says; from 6.0.4 on, its C parser has a limit of its own on the levels."""
    if not isinstance(err, yaml.MarkedYAMLError) or err.problem_mark is None:
        return StructureError(
            "YAML illisible.", hint="Vérifier que c'est un fichier texte YAML.", location=Location(name)
        )
    mark = err.problem_mark
    before = text[: mark.index].rpartition("\n")[2]
    advice = advise(err.context or "", err.problem or "", before, text[mark.index : mark.index + 1])
    if "maximum nesting depth" in (err.problem or ""):
        advice = Advice(*_too_deep(limits))
    if advice.at_context and err.context_mark is not None:
        mark = err.context_mark
    return StructureError(
        f"YAML illisible : {advice.message}.", hint=advice.hint, location=Location(name, *position_of(mark))
    )
