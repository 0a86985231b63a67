"""What the items of one check-list must not do to one another: require what is not there, answer for one another."""

from collections.abc import Mapping

from lls_drafter.errors import PackCycleError, PackSchemaError
from lls_drafter.packs.checklist_drafts import Draft
from lls_drafter.rules.model import Item
from lls_drafter.rules.spec import proposal


def refuse_unknown_prerequisites(draft: Draft, items: tuple[Item, ...]) -> None:
    """Refuse a `requiert` that names no item of the list, or items that require one another.

    Raises:
        PackSchemaError: the item is not there.
        PackCycleError: they require one another.
    """
    known = {item.id: item.requiert for item in items}
    for item in items:
        for name in item.requiert:
            if name not in known:
                placed = draft.items[item.id].values["requiert"]
                raise PackSchemaError(
                    f"« requiert » nomme une règle inconnue : « {name} »",
                    hint=proposal(name, known),
                    location=placed.location(),
                )
            if item.id in _all_required(name, known, frozenset()):
                placed = draft.items[item.id].values["requiert"]
                raise PackCycleError(
                    f"« {item.id} » et « {name} » se requièrent l'une l'autre",
                    hint="retirer l'un des « requiert »",
                    location=placed.location(),
                )


def refuse_shared_answers(draft: Draft, items: tuple[Item, ...]) -> None:
    """Refuse two lines that one tick would answer, as a service's point under the key of an official one.

    Raises:
        PackSchemaError: two lines have one key.
    """
    owners: dict[str, str] = {}
    for item in items:
        if item.demande is None:
            continue
        other = owners.setdefault(item.demande.cle, item.id)
        if other != item.id:
            raise PackSchemaError(
                f"« {other} » et « {item.id} » ont la même clé de réponse : « {item.demande.cle} »",
                hint="donner à chaque point sa « cle » : cocher l'un répondrait à l'autre",
                location=draft.items[item.id].values["demande"].location(),
            )


def _all_required(name: str, known: Mapping[str, tuple[str, ...]], seen: frozenset[str]) -> frozenset[str]:
    """Give an item and everything that it requires, directly or not."""
    found = seen | {name}
    for further in known.get(name, ()):
        if further not in found:
            found = _all_required(further, known, found)
    return found
