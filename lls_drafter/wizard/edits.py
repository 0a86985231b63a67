"""Changes of the letter: what an answer writes, kept as (path, before, after) so that it can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Key, field_info
from lls_drafter.letter.personnes import StatutIns
from lls_drafter.letter.remise import Provenance
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.synthese import Rubrique
from lls_drafter.letter.traitements import Devenir, LigneTraitement
from lls_drafter.letter_files import messages_fr
from lls_drafter.medication.fates import refresh
from lls_drafter.wizard.answers.identity import SOURCE, TRAITS
from lls_drafter.wizard.answers.model import Understood, Write
from lls_drafter.wizard.steps.model import Context
from lls_drafter.wizard.steps.treatments import TABLE, next_key


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the letter before and after; the part is a top-level field, so that taking back is exact."""

    path: FieldPath
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Edit:
    """One gesture of the person: where it was made, its name, what it changed.

    `textes` are the texts not accepted of the entries that it took away, by the id of their question.
    """

    step_id: str
    titre: str
    changes: tuple[Change, ...]
    textes: Mapping[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """A value does not have the shape of its field; the argument is the French sentence."""


def written(lettre: Lettre, understood: Understood, context: Context) -> Lettre:
    """Give the letter with what an answer writes, its consequences included.

    Raises:
        RefusedError: a value does not have the shape of its field.
    """
    try:
        after = lettre
        for write in understood.writes:
            after = _put(after, write, context)
        after = _refreshed(lettre, after)
        return _provenance(lettre, _unqualified(lettre, after, understood), understood)
    except ValidationError as error:
        sentence, hint = messages_fr.describe(messages_fr.errors_of(error)[0], Lettre)
        raise RefusedError(". ".join(part.rstrip(".") for part in (sentence, hint) if part) + ".") from None


def _refreshed(before: Lettre, after: Lettre) -> Lettre:
    """Give the ready comments of the rows that changed again: none says a dose that is no longer there."""
    if before.volet_medicamenteux == after.volet_medicamenteux:
        return after
    known = {row.cle: row for row in before.volet_medicamenteux}
    rows = tuple(
        refresh(known[row.cle], row) if row.cle in known and known[row.cle] != row else row
        for row in after.volet_medicamenteux
    )
    return after.replace(volet_medicamenteux=rows) if rows != after.volet_medicamenteux else after


def changes_between(before: Lettre, after: Lettre) -> tuple[Change, ...]:
    """Give the top-level fields that differ."""
    return tuple(
        Change(FieldPath((name,)), getattr(before, name), getattr(after, name))
        for name in Lettre.model_fields
        if getattr(before, name) != getattr(after, name)
    )


def undone(lettre: Lettre, edit: Edit) -> Lettre:
    """Give the letter as it was before a gesture."""
    return lettre.replace(**{str(change.path): change.before for change in edit.changes})


def redone(lettre: Lettre, edit: Edit) -> Lettre:
    """Give the letter as it was after a gesture."""
    return lettre.replace(**{str(change.path): change.after for change in edit.changes})


def cleared(lettre: Lettre, path: FieldPath) -> Lettre:
    """Give the letter with a field unanswered again; what follows of it in the table does."""
    if path.parts[0] == "rubriques" and len(path.parts) == 3:  # with its title, its unit and its headings
        kept = {name: one for name, one in lettre.rubriques.items() if name != path.parts[1]}
        return lettre.replace(rubriques=kept)
    after = path.replace(lettre, field_info(str(path), Lettre).get_default())
    if path.parts[0] == TABLE and path.parts[2:3] == ("avant",):
        after = _mirrored(lettre, after, path)
    return _refreshed(lettre, after)


def without_entry(lettre: Lettre, path: FieldPath) -> Lettre | None:
    """Give the letter without the list entry that an address lies in, None when it lies in none.

    A list that loses its last entry is unanswered, never an explicit « aucun ».
    """
    place = _entry_at(lettre, path)
    if place is None:
        return None
    rest = (*place.entries[: place.index], *place.entries[place.index + 1 :])
    return place.around.replace(lettre, rest) if rest else cleared(lettre, place.around)


def with_copy(lettre: Lettre, path: FieldPath) -> tuple[Lettre, FieldPath] | None:
    """Give the letter with a copy of a list entry after it, and the same address in the copy; None outside a list."""
    place = _entry_at(lettre, path)
    if place is None:
        return None
    entry, name = place.entries[place.index], place.index + 1
    inside: Key | int = name
    if isinstance(entry, LigneTraitement):
        inside = Key(next_key(lettre.volet_medicamenteux))
        entry = entry.replace(cle=inside.cle)
    longer = (*place.entries[:name], entry, *place.entries[name:])
    address = FieldPath((*place.around.parts, inside, *path.parts[len(place.around.parts) + 1 :]))
    return place.around.replace(lettre, longer), address


def shifted(lettre: Lettre, path: FieldPath, *, up: bool) -> tuple[Lettre, FieldPath] | None:
    """Give the letter with a list entry one place up or down, and its address there; None at the end of the list."""
    place = _entry_at(lettre, path)
    there = None if place is None else place.index + (-1 if up else 1)
    if place is None or there is None or not 0 <= there < len(place.entries):
        return None
    entries = list(place.entries)
    entries[place.index], entries[there] = entries[there], entries[place.index]
    depth = len(place.around.parts)
    inside = path.parts[depth] if isinstance(path.parts[depth], Key) else there
    address = FieldPath((*path.parts[:depth], inside, *path.parts[depth + 1 :]))
    return place.around.replace(lettre, tuple(entries)), address


@dataclass(frozen=True, slots=True)
class _Place:
    """The innermost list entry that an address lies in."""

    around: FieldPath
    entries: tuple[Any, ...]
    index: int


def _entry_at(lettre: Lettre, path: FieldPath) -> _Place | None:
    """Find the innermost list entry that an address lies in, None when it lies in none."""
    for depth in range(len(path.parts), 0, -1):
        part = path.parts[depth - 1]
        if isinstance(part, str):
            continue
        around = FieldPath(path.parts[: depth - 1])
        entries = around.read(lettre)
        if not isinstance(entries, tuple):
            return None
        found = (i for i, e in enumerate(entries) if (e.cle == part.cle if isinstance(part, Key) else i == part))
        index = next(found, None)
        return None if index is None else _Place(around, entries, index)
    return None


def _put(lettre: Lettre, write: Write, context: Context) -> Lettre:
    """Put one value; a free section is made with its title, a continued drug keeps its two sides equal."""
    parts = write.path.parts
    if len(parts) == 3 and parts[0] == "rubriques":
        return _with_free(lettre, str(parts[1]), write.value, context)
    after = write.path.replace(lettre, write.value)
    if parts[0] == TABLE and parts[2:3] == ("avant",):
        after = _mirrored(lettre, after, write.path)
    return after


def _with_free(lettre: Lettre, name: str, value: object, context: Context) -> Lettre:
    """Put the answer to one of the service's own fields: made with its title, unit and headings, kept as printed."""
    field = next((one for one in context.plan.rubriques if one.id == name), None)
    known = lettre.rubriques.get(name)
    section = known or Rubrique(titre=field.titre if field is not None else name)
    if isinstance(value, tuple):
        changes: dict[str, object] = {"lignes": value, "colonnes": field.colonnes if field else section.colonnes}
    else:
        text = format_date(value) if isinstance(value, date) else value
        unit = field.unite or None if field is not None else section.unite
        changes = {"texte": text, "unite": None if isinstance(text, Absence) else unit}
    return lettre.replace(rubriques={**lettre.rubriques, name: section.replace(**changes)})


def _mirrored(before: Lettre, after: Lettre, path: FieldPath) -> Lettre:
    """Carry a correction of the home side to the discharge side of a drug that is continued unchanged."""
    row_path = FieldPath(path.parts[:2])
    row, old = row_path.read(after), row_path.read(before)
    if not isinstance(row, LigneTraitement) or not isinstance(old, LigneTraitement):
        return after
    twin = FieldPath((*path.parts[:2], "sortie", *path.parts[3:]))
    if row.devenir is not Devenir.POURSUIVI:
        return after
    if path.parts[3:]:
        return twin.replace(after, path.read(after)) if twin.read(before) == path.read(before) else after
    if row.avant is None or old.avant is None or old.sortie is None:
        return after
    # the whole home side: the duration of the discharge side is its own
    same = old.avant.replace(duree=None) == old.sortie.replace(duree=None)
    return twin.replace(after, row.avant.replace(duree=old.sortie.duree)) if same else after


def _unqualified(before: Lettre, after: Lettre, understood: Understood) -> Lettre:
    """Take the status from a qualified identity whose traits are changed by hand."""
    old, new = before.patient, after.patient
    if understood.source == SOURCE or old is None or new is None or new.ins is None:
        return after
    if new.ins.statut is not StatutIns.QUALIFIEE or all(getattr(old, name) == getattr(new, name) for name in TRAITS):
        return after
    return after.replace(patient=new.replace(ins=new.ins.replace(statut=None)))


def _provenance(before: Lettre, after: Lettre, understood: Understood) -> Lettre:
    """Keep the register of origins true: what is typed has none, what is scanned says so."""
    changed = {str(change.path) for change in changes_between(before, after)}
    kept = {
        address: origin
        for address, origin in after.provenance.items()
        if FieldPath.parse(address).parts[0] not in changed
        or FieldPath.parse(address).read(before) == FieldPath.parse(address).read(after)
    }
    if understood.source:
        kept |= {f"patient.{name}": Provenance(source=understood.source) for name in TRAITS}
    return after if kept == after.provenance else after.replace(provenance=kept)
