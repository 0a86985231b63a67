"""Check-lists being put together: plain values with their places, and what one file may change in another.

A locked list (`verrouille: true`) is the law or an official grid. A higher layer may add items to it (not to a scored
grid: the score would no longer be that grid's), reword an item, raise its `niveau`, withdraw `justifiable`, or ask
more of it (`verifie_aussi`). What the list says of itself (`avertissement`, `notes`) stays. Everything else weakens or
blurs it and is refused, with both places.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lls_drafter import yaml_io
from lls_drafter.errors import Location, LockedItemError, PackSchemaError
from lls_drafter.letter.text import closest
from lls_drafter.rules.items import ITEM_KEYS, texts
from lls_drafter.rules.model import Niveau
from lls_drafter.rules.spec import proposal

PATCH_KEYS = frozenset({"masque", "apres", "verifie_aussi"})
_REWORDING = frozenset(
    {"id", "titre", "message", "correction", "aide", "exemples", "cas", "famille", "apres", "verifie_aussi"}
)
_LOCKED_HEAD = ("indicateur", "si", "sinon", "source", "certitude")
_LOCKED_WORDS = ("avertissement", "notes")  # what the official sheet says, or what is not known of it


@dataclass(frozen=True, slots=True)
class Placed:
    """A plain value and where it is written."""

    value: Any
    document: yaml_io.YamlDocument
    where: tuple[str | int, ...]

    def location(self, inside: tuple[str | int, ...] = (), *, of_key: bool = False) -> Location:
        """Give the place of the value, or of something inside it."""
        return self.document.location((*self.where, *inside), of_key=of_key)


@dataclass(slots=True)
class RawItem:
    """One item's plain values, each from the file that had the last word.

    Attributes:
        origin: the file that first wrote it.
        official: whether that is a locked built-in list.
        extra: its `verifie_aussi`.
    """

    place: Placed
    values: dict[str, Placed]
    locked: bool
    origin: str
    official: bool
    extra: list[Placed] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """One check-list's plain values.

    Attributes:
        digests: those of the files it is made from, lowest first.
        official: the fields of activity that its built-in file claims.
    """

    place: Placed
    head: dict[str, Placed]
    items: dict[str, RawItem]
    locked: bool
    digests: list[str]
    official: frozenset[str] = frozenset()


def draft_of(
    document: yaml_io.YamlDocument, head: Mapping[str, Any], *, locked: bool, built_in: bool, digest: str
) -> Draft:
    """Give the plain values of one file.

    Raises:
        PackSchemaError: `items` is not a list of items with each its own `id`.
    """
    values = {key: Placed(value, document, (key,)) for key, value in head.items() if key != "items"}
    items: dict[str, RawItem] = {}
    rows = head.get("items", [])
    if not isinstance(rows, list):
        raise PackSchemaError(
            "« items » est une liste", hint="chaque règle après un tiret « - »", location=document.location(("items",))
        )
    origin = str(Path(document.name).absolute())
    for index, row in enumerate(rows):
        place = Placed(row, document, ("items", index))
        identifier = _id_of(place)
        if identifier in items:
            hint = f"déjà à la ligne {items[identifier].place.location().line}"
            raise PackSchemaError(
                f"deux règles ont l'identifiant « {identifier} »", hint=hint, location=place.location()
            )
        parts = {key: Placed(value, document, ("items", index, key)) for key, value in row.items()}
        items[identifier] = RawItem(place, parts, locked, origin, locked and built_in)
    claimed = frozenset(texts(head, "activites", ())) if locked and built_in else frozenset()
    return Draft(Placed(head, document, ()), values, items, locked, [digest], claimed)


def _id_of(place: Placed) -> str:
    """Give an item's id, its keys checked on the way."""
    if not isinstance(place.value, dict):
        raise PackSchemaError("une règle est un bloc de clés", hint="- id: MA-REGLE", location=place.location())
    for key in place.value:
        if key not in ITEM_KEYS | PATCH_KEYS:
            known = ITEM_KEYS | PATCH_KEYS
            raise PackSchemaError(
                f"clé inconnue : « {key} »", hint=proposal(key, known), location=place.location((key,), of_key=True)
            )
    identifier = place.value.get("id")
    if not isinstance(identifier, str) or not identifier.strip():
        raise PackSchemaError("une règle a un « id »", hint="- id: MA-REGLE", location=place.location())
    return identifier


def patched(base: Draft, own: Draft, *, same_list: bool) -> Draft:
    """Give `base` with what `own` (which extends it) says.

    Args:
        base: the extended list.
        own: the file that says `etend`.
        same_list: whether it takes the place of the base (same id) or is another list.

    Raises:
        LockedItemError: it weakens something locked.
        PackSchemaError: a patch names something that is not there.
    """
    if base.locked:
        _refuse_head(base, own, same_list=same_list)
    items = dict(base.items)
    for identifier, patch in own.items.items():
        if identifier in items:
            items = _changed(items, identifier, patch)
        else:
            if base.locked and base.head.get("indicateur") is not None and (same_list or "titre" not in own.head):
                raise _locked(
                    f"« {identifier} » ne peut pas être ajouté à une grille officielle",
                    patch.place,
                    base.place,
                    "" if same_list else "ajouter « titre » : avec un point de plus, c'est une autre grille",
                )
            items = _placed_after({**items, identifier: patch}, identifier, patch)
    return Draft(
        own.place,
        {**base.head, **own.head},
        items,
        base.locked or own.locked,
        [*base.digests, *own.digests],
        base.official | own.official if same_list else own.official,
    )


def refuse_replacing(base: Draft, own: Draft) -> None:
    """Refuse a file that takes a locked list's id without extending it."""
    if base.locked:
        identifier = own.head["id"].value
        raise _locked(
            f"la liste « {identifier} » est verrouillée : elle ne se remplace pas",
            own.head["id"],
            base.place,
            f"ajouter « etend: {identifier} »",
        )


def _changed(items: dict[str, RawItem], identifier: str, patch: RawItem) -> dict[str, RawItem]:
    """Give the items with one of them patched."""
    present = items[identifier]
    if present.locked:
        _refuse_weakening(identifier, present, patch)
    hidden = patch.values.get("masque")
    if hidden is not None and hidden.value is True:
        return {name: item for name, item in items.items() if name != identifier}
    own = {key: value for key, value in patch.values.items() if key not in PATCH_KEYS}
    extra = [*present.extra, *([patch.values["verifie_aussi"]] if "verifie_aussi" in patch.values else [])]
    merged = RawItem(patch.place, {**present.values, **own}, present.locked, present.origin, present.official, extra)
    return _placed_after({**items, identifier: merged}, identifier, patch)


def _placed_after(items: dict[str, RawItem], identifier: str, patch: RawItem) -> dict[str, RawItem]:
    """Give the items with one of them moved where its `apres` says."""
    after = patch.values.get("apres")
    if after is None:
        return items
    if after.value not in list(items) or after.value == identifier:  # a list, as a wrong value may have no hash
        near = closest(str(after.value), items)
        hint = f"vouliez-vous « {near[0]} » ?" if near else ""
        raise PackSchemaError(
            f"« apres » nomme une règle inconnue : « {after.value} »", hint=hint, location=after.location()
        )
    moved = items[identifier]
    ordered: dict[str, RawItem] = {}
    for name, item in items.items():
        if name != identifier:
            ordered[name] = item
        if name == after.value:
            ordered[identifier] = moved
    return ordered


def _refuse_weakening(identifier: str, present: RawItem, patch: RawItem) -> None:
    """Raise LockedItemError unless the patch only rewords or tightens."""
    for key, placed in patch.values.items():
        if key in _REWORDING or (key in present.values and present.values[key].value == placed.value):
            continue
        if key == "niveau" and _rank(placed.value) > _rank(_value(present, "niveau")):
            continue
        if key == "justifiable" and placed.value is False:
            continue
        hint = "permis : reformuler, ajouter « verifie_aussi », monter « niveau », mettre « justifiable: false »"
        raise _locked(
            f"« {identifier} » est verrouillée : « {key} » ne peut pas être changé ainsi", placed, present.place, hint
        )


def _refuse_head(base: Draft, own: Draft, *, same_list: bool) -> None:
    """Raise LockedItemError when the head of a locked list is changed in what it means."""
    kept_words = [key for key in _LOCKED_WORDS if same_list and key in base.head]
    for key in (*_LOCKED_HEAD, *kept_words):
        if key in own.head and (key not in base.head or own.head[key].value != base.head[key].value):
            raise _locked(
                f"liste verrouillée : « {key} » ne peut pas être changé", own.head[key], base.head.get(key, base.place)
            )
    given, asked = base.head.get("activites"), own.head.get("activites")
    kept = asked.value if asked is not None and isinstance(asked.value, list) else []
    if same_list and given is not None and asked is not None and any(name not in kept for name in given.value):
        raise _locked("liste verrouillée : aucun champ d'activité ne peut être retiré", asked, given)


def _value(item: RawItem, key: str) -> object:
    """Give a plain value of an item, None when it does not say."""
    return item.values[key].value if key in item.values else None


def _rank(niveau: object) -> int:
    """Give the weight of a level's word; a wrong word is lighter than all, and refused later."""
    words = [one.value for one in Niveau]
    return Niveau(niveau).rang if niveau in words else (0 if niveau is None else -1)


def _locked(message: str, here: Placed, there: Placed, hint: str = "") -> LockedItemError:
    """Give the error, its place, and the locked place in the hint."""
    locked = f"verrouillé dans {there.location()}"
    return LockedItemError(message, hint=f"{hint} ; {locked}" if hint else locked, location=here.location())
