"""Check-lists from their YAML files: built-in, site's, user's, `--pack`; and `etend`, which patches one by another.

A check-list lives in `checklists/<id>.yaml` of a layer. A file that extends another (`etend: <id>`) patches it item
by item: a known id changes that item, a new id adds one (at the end, or after `apres: <id>`), `masque: true` takes
one out. A list that extends its own id takes the place of the lower layer's.

One that comes along with a template (`listes/<id>.yaml` in its folder) is for that template's letters alone: a list of
its own, or, with the id of another list that it extends, that list as the service uses it.

Examples (`cas`) are not read at start-up: `cases` reads them for the tests and `lls listes verifier`. They may be
a list, or that list as a text block (`cas: |`), which costs nothing to the commands that do not need it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from lls_drafter import yaml_io
from lls_drafter.errors import Location, PackCycleError, PackError, PackNotFoundError, PackSchemaError, StructureError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.sejour import Activite
from lls_drafter.letter.text import closest
from lls_drafter.packs.checklist_clashes import MadeList, clash_errors
from lls_drafter.packs.checklist_drafts import Draft, Placed, RawItem, draft_of, patched, refuse_replacing
from lls_drafter.packs.checklist_items import refuse_shared_answers, refuse_unknown_prerequisites
from lls_drafter.packs.sources import Layer, builtin_root, is_pack_file, pack_files, read_pack, template_of_list
from lls_drafter.rules.items import flag, mapping, read_cases, read_item, read_note, text, texts, word
from lls_drafter.rules.model import Case, Certitude, Checklist, Item
from lls_drafter.rules.qls import INDICATEUR
from lls_drafter.rules.spec import SpecError, proposal, read_check, read_condition

_KEYS = frozenset({
    "id", "version", "titre", "source", "certitude", "verrouille", "indicateur", "activites", "si", "sinon",
    "avertissement", "notes", "etend", "items",
})  # fmt: skip

Files = Mapping[str, tuple[Path, ...]]


def load_checklist(identifier: str, *, extra: tuple[Path, ...] = ()) -> Checklist:
    """Give a check-list as the highest layer that has it says.

    Args:
        identifier: its id, which is its file's name without `.yaml`.
        extra: folders of `--pack`.

    Raises:
        PackNotFoundError: no layer has it.
        PackSchemaError: a file is wrong; with its place and a hint.
        PackCycleError: lists extend one another in a circle.
        LockedItemError: a layer weakens what a lower one locked.
    """
    return _finished(_resolved(identifier, _files(extra), ()))


@dataclass(frozen=True, slots=True)
class ListValue:
    """One value of a check-list: its name (`HAS-01.titre`), its text, and the file and line that had the last word."""

    name: str
    text: str
    place: Location


@dataclass(frozen=True, slots=True)
class ResolvedChecklist:
    """A check-list and its values one by one."""

    checklist: Checklist
    values: tuple[ListValue, ...]


def resolve_checklist(identifier: str, *, extra: tuple[Path, ...] = ()) -> ResolvedChecklist:
    """Give a check-list of the layers with its values one by one; else the one of that id that a template brings along.

    Raises:
        PackError: as `load_checklist`.
    """
    return resolve_list_file(file_of_list(identifier, extra=extra), extra=extra)


def resolve_list_file(path: Path, *, extra: tuple[Path, ...] = ()) -> ResolvedChecklist:
    """Give the check-list of a file, wherever it lies, over those of the layers below it.

    Raises:
        PackError: as `load_checklist`.
    """
    return _explained(_resolved(path.stem, _files_up_to(path, _files(extra)), ()))


def file_of_list(identifier: str, *, extra: tuple[Path, ...] = ()) -> Path:
    """Give the file that has the last word on a list of the layers; else on the one of that id that a template has.

    Raises:
        PackNotFoundError: no layer has it.
    """
    files = _files(extra)
    owned = [path for _, path in pack_files("checklists", extra) if path.stem == identifier]
    found = files.get(identifier) or owned
    if not found:
        raise _missing(identifier, files, ())
    return found[-1]


def load_list_file(path: Path, *, extra: tuple[Path, ...] = (), place: Path | None = None) -> Checklist:
    """Give the check-list of a file (`resolve_list_file`), refused when it could not judge letters beside the others.

    Args:
        path: the file.
        extra: folders of `--pack`.
        place: the file that it is a changed copy of, and stands for.

    Raises:
        PackError: as `load_checklist`.
        PackClashError: one of its rules bears the id of a rule of another list.
        LockedItemError: it is a grid for an activity that another one holds.
    """
    files = _files(extra)
    made = _made(path.stem, {**files, path.stem: (*_below(place or path, files), path)})
    beside = {name: paths for name, paths in files.items() if name != path.stem}
    others = [other for name in beside if (other := _made_or_none(name, beside)) is not None]
    home = place or path
    if template_of_list(home) is not None:
        owned = [one for one in sorted(home.parent.glob("*.yaml")) if one.stem != path.stem and is_pack_file(one)]
        own = {one.stem: _made_or_none(one.stem, _files_up_to(one, files)) for one in owned}
        others = [one for one in others if one.checklist.id not in own] + [one for one in own.values() if one]
    for error in clash_errors([*others, made], of=made):
        raise error
    return made.checklist


def _files_up_to(path: Path, files: Files) -> Files:
    """Give the files of each list, for one of a file: those below it, then itself."""
    return {**files, path.stem: (*_below(path, files), path)}


def _below(path: Path, files: Files) -> tuple[Path, ...]:
    """Give the files that a list's file stands over."""
    known = files.get(path.stem, ())
    return tuple(takewhile(lambda other: other.absolute() != path.absolute(), known))


def _made_or_none(identifier: str, files: Files) -> MadeList | None:
    """Give a list that stands beside the one being looked at; one that is wrong is another author's matter."""
    try:
        return _made(identifier, files)
    except PackError:
        return None


def list_files(extra: tuple[Path, ...] = ()) -> Iterator[tuple[Layer, Path]]:
    """Give the file of each check-list with its layer, one line for each layer that has a word on it."""
    yield from pack_files("checklists", extra)


def _explained(draft: Draft) -> ResolvedChecklist:
    """Give a check-list with the plain values that it is made of."""
    values = [ListValue(key, str(one.value), one.location()) for key, one in draft.head.items()]
    for item in draft.items.values():
        name = str(item.values["id"].value)
        values += [
            ListValue(f"{name}.{key}", str(one.value), one.location())
            for key, one in item.values.items()
            if key not in ("id", "cas")
        ]
        values += [ListValue(f"{name}.verifie_aussi", str(one.value), one.location()) for one in item.extra]
    return ResolvedChecklist(_finished(draft), tuple(values))


def load_all(extra: tuple[Path, ...] = ()) -> tuple[Checklist, ...]:
    """Give every check-list of every layer, by id, each as its highest layer says; then those of each template.

    Raises:
        PackError: as `load_checklist`.
        PackClashError: a rule bears the id of a rule of a locked list.
        LockedItemError: a grid claims an activity that another one holds.
    """
    by_owner = _files_by_owner(extra)
    common = by_owner.pop("", {})
    shared = [_made(identifier, common) for identifier in sorted(common)]
    _refuse_clashes(shared)
    found = list(shared)
    for owner in sorted(by_owner):
        own = [
            _made(identifier, {**common, identifier: (*common.get(identifier, ()), *paths)})
            for identifier, paths in sorted(by_owner[owner].items())
        ]
        _refuse_clashes([*(one for one in shared if one.checklist.id not in by_owner[owner]), *own])
        found += own
    return tuple(one.checklist for one in found)


def _made(identifier: str, files: Files) -> MadeList:
    """Make a list of its files."""
    draft = _resolved(identifier, files, ())
    return MadeList(_finished(draft), draft)


def _refuse_clashes(lists: list[MadeList]) -> None:
    """Refuse lists one of which would stand for what another one has locked."""
    for error in clash_errors(lists):
        raise error


def cases(item: Item) -> tuple[Case, ...]:
    """Give the examples of an item; none when it has none.

    Raises:
        PackSchemaError: they are badly written.
    """
    placed = item.cas
    if not isinstance(placed, Placed):
        return ()
    if not isinstance(placed.value, str):
        with _placing(placed):
            return read_cases(placed.value)
    outer = placed.location()
    try:
        inner = yaml_io.load(placed.value, name=outer.file or item.id)
    except StructureError as error:
        place = _shifted(error.location, outer)
        raise PackSchemaError(error.message, hint=error.hint, location=place) from error
    try:
        return read_cases(inner.data)
    except SpecError as error:
        place = _shifted(inner.location(error.where, of_key=error.of_key), outer)
        raise PackSchemaError(error.message, hint=error.hint, location=place) from error


def _shifted(inside: Location | None, block: Location) -> Location:
    """Give the place in the file of a place inside a text block, whose first line follows the block's own."""
    if inside is None or inside.line is None or block.line is None:
        return block
    return Location(block.file, block.line + inside.line)


def _files(extra: tuple[Path, ...]) -> Files:
    """Give the files of each check-list that no template brings along, lowest layer first."""
    return _files_by_owner(extra).get("", {})


def _files_by_owner(extra: tuple[Path, ...]) -> dict[str, Files]:
    """Give the files of each check-list, lowest layer first, by the template that brings it along, "" for none."""
    found: dict[str, dict[str, tuple[Path, ...]]] = {}
    for _, path in pack_files("checklists", extra):
        lists = found.setdefault(template_of_list(path) or "", {})
        lists[path.stem] = (*lists.get(path.stem, ()), path)
    return dict(found)


def _resolved(identifier: str, files: Files, above: tuple[Path, ...]) -> Draft:
    """Put a list together: its highest file that is not already being read (`above`), and what that extends."""
    known = files.get(identifier, ())
    paths = [path for path in known if path not in above]
    if not paths:
        raise _missing(identifier, files, above)
    path = paths[-1]
    own, base = _read(path, identifier)
    above = (*above, path)
    if base is not None:
        try:
            below = _resolved(base.value, files, above)
        except PackNotFoundError as error:
            error.location = error.location or base.location()
            raise
        if base.value != identifier and len(paths) > 1:  # a locked list of this id lies below, and would vanish
            refuse_replacing(_resolved(identifier, files, above), own)
        return patched(below, own, same_list=base.value == identifier)
    if len(paths) > 1:
        refuse_replacing(_resolved(identifier, files, above), own)
    return own


def _missing(identifier: str, files: Files, above: tuple[Path, ...]) -> PackNotFoundError | PackCycleError:
    """Give the error of a list that no file is left for."""
    if identifier in files:
        chain = " → ".join(path.stem for path in above)
        return PackCycleError(
            f"ces listes s'étendent en rond : {chain} → {identifier}", hint="retirer l'un des « etend: »"
        )
    near = closest(identifier, files)
    hint = f"vouliez-vous « {near[0]} » ?" if near else "voir « lls listes »"
    return PackNotFoundError(f"liste de contrôle introuvable : « {identifier} »", hint=hint)


def _read(path: Path, identifier: str) -> tuple[Draft, Placed | None]:
    """Read one file: its plain values, and the id that it extends, if any."""
    document = read_pack(path)
    with _placing(Placed(document.data, document, ())):
        head = mapping(document.data, (), _KEYS)
        if text(head, "id", ()) != identifier:
            hint = f"le fichier « {path.name} » porte la liste « {path.stem} »"
            raise SpecError(("id",), "l'identifiant n'est pas le nom du fichier", hint)
        locked = flag(head, "verrouille", (), default=False)
        base = text(head, "etend", (), "")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    built_in = path.parent == builtin_root() / "checklists"
    draft = draft_of(document, head, locked=locked, built_in=built_in, digest=digest)
    return draft, draft.head["etend"] if base else None


@contextmanager
def _placing(root: Placed, parts: Mapping[str, Placed] | None = None) -> Iterator[None]:
    """Turn a `SpecError` into a `PackSchemaError` at its place in a file.

    Args:
        root: what was being read.
        parts: where each first key comes from, when several files had a say.
    """
    try:
        yield
    except SpecError as error:
        first, rest = (error.where[0], error.where[1:]) if error.where else (None, ())
        placed = (parts or {}).get(str(first))
        place = (
            placed.location(rest, of_key=error.of_key) if placed else root.location(error.where, of_key=error.of_key)
        )
        raise PackSchemaError(error.message, hint=error.hint, location=place) from error


def _finished(draft: Draft) -> Checklist:
    """Make the check-list of its plain values."""
    items = tuple(_item(raw) for raw in draft.items.values())
    refuse_unknown_prerequisites(draft, items)
    refuse_shared_answers(draft, items)
    with _placing(draft.place, draft.head):
        return _with_head({key: placed.value for key, placed in draft.head.items()}, draft, items)


def _with_head(head: Mapping[str, Any], draft: Draft, items: tuple[Item, ...]) -> Checklist:
    """Make the check-list of the plain values of its head."""
    digest = (
        draft.digests[0] if len(draft.digests) == 1 else hashlib.sha256("".join(draft.digests).encode()).hexdigest()
    )
    indicator = text(head, "indicateur", (), "") or None
    if indicator not in (None, INDICATEUR):
        raise SpecError(("indicateur",), f"indicateur inconnu : « {indicator} »", f"« {INDICATEUR} », ou rien")
    notes = head.get("notes", [])
    if not isinstance(notes, list):
        raise SpecError(("notes",), "« notes » est une liste", "chaque note après un tiret « - »")
    si = read_condition(head["si"], Lettre, ("si",)) if "si" in head else None
    return Checklist(
        id=text(head, "id", ()),
        version=text(head, "version", ()),
        titre=text(head, "titre", ()),
        source=text(head, "source", ()),
        certitude=word(head, "certitude", Certitude, ()),
        items=items,
        verrouille=draft.locked,
        indicateur=indicator,
        activites=tuple(_activity(name, index) for index, name in enumerate(texts(head, "activites", ()))),
        officielles=tuple(Activite(name) for name in texts(head, "activites", ()) if name in draft.official),
        si=si,
        sinon=text(head, "sinon", (), f"sans objet ; la liste concerne : {si.say()}" if si is not None else ""),
        avertissement=text(head, "avertissement", (), ""),
        notes=tuple(read_note(note, ("notes", index)) for index, note in enumerate(notes)),
        empreinte=f"sha256:{digest}",
        modele=template_of_list(Path(draft.place.document.name)),
    )


def _activity(name: str, index: int) -> Activite:
    """Read one field of activity."""
    known = [one.value for one in Activite]
    if name not in known:
        raise SpecError(("activites", index), f"champ d'activité inconnu : « {name} »", proposal(name, known))
    return Activite(name)


def _item(raw: RawItem) -> Item:
    """Make one item of its plain values, wherever they come from."""
    values = {key: placed.value for key, placed in raw.values.items() if key != "apres"}
    with _placing(raw.place, raw.values):
        item = read_item(values)
    for extra in raw.extra:
        with _placing(extra):
            added = extra.value if isinstance(extra.value, list) else [extra.value]
            checks = tuple(read_check(one, Lettre, (index,)) for index, one in enumerate(added))
        item = replace(item, verifie=item.verifie + checks)
    return replace(item, cas=raw.values.get("cas"), origine=raw.origin, verrouille=raw.locked, officielle=raw.official)
