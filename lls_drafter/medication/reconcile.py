"""The home list and the discharge list lined up: one row per drug, with the fate that the two lists tell.

    reconcile(entree, sortie, keys=fresh_keys(()))

Drugs are paired by CIS, then by their substances, the nearest first: same strength, form, route, posology. A drug whose
DCI is not known is paired by its exact name alone, never by likeness; eye drops, creams and inhaled drugs never with a
drug of another place. Each prescription of a list stands in one row.

A combination parted (« A + B » then A and B) is one row « modifié » from A + B to A, and one row « ajouté » for B whose
comment says where it was; two drugs merged are one row « modifié » from A to A + B, and one row « arrêté » for B: its
box is no longer taken, and the reason says that it went into the combination.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from lls_drafter.letter.traitements import Commentaires, Devenir, LigneTraitement, Prescription
from lls_drafter.medication.compare import (
    Changement,
    Comparaison,
    Facts,
    Nature,
    changes,
    compare,
    drug_words,
    facts,
)
from lls_drafter.medication.fates import (
    ALREADY_THERE,
    NOW_IN,
    STILL_THERE,
    WAS_IN,
    Exigence,
    FateChange,
    needs_reason,
    possible_fates,
    propose,
    refresh,
    with_comment,
    with_fate,
)
from lls_drafter.medication.presentation import place_of_action, same_form, same_strength
from lls_drafter.medication.regimens import same_posology
from lls_drafter.medication.substances import Parente, molecule, relate

__all__ = [
    "Changement",
    "Comparaison",
    "Exigence",
    "FateChange",
    "Nature",
    "changes",
    "compare",
    "fresh_keys",
    "linked",
    "needs_reason",
    "pairs",
    "possible_fates",
    "propose",
    "receive",
    "reconcile",
    "refresh",
    "with_fate",
]

_Score = tuple[int, ...]


def fresh_keys(rows: Iterable[LigneTraitement]) -> Iterator[str]:
    """Give keys that no row of a table has, without end: `a1`, then `a2`."""
    used = [int(row.cle[1:]) for row in rows if row.cle[:1] == "a" and row.cle[1:].isdecimal()]
    return (f"a{number}" for number in count(max(used, default=0) + 1))


def reconcile(
    entree: Sequence[Prescription],
    sortie: Sequence[Prescription],
    *,
    keys: Iterable[str],
    connue: bool = True,
    complete: bool | None = None,
) -> tuple[LigneTraitement, ...]:
    """Give the rows of two lists: the home drugs in their order, then the drugs that are new.

    Args:
        entree: the home treatment; empty when it was said that there is none.
        sortie: the discharge treatment.
        keys: keys for the rows, never used before.
        connue: the home list is known; when it is not, no row has a fate: nobody knows what is new.
        complete: the discharge list is whole, so that a home drug missing from it is proposed « arrêté ». By default,
            a list with drugs in it is, an empty one is not: « nothing at discharge » must be said (True).

    Raises:
        ValueError: there are fewer keys than rows.
    """
    keys = iter(keys)
    rows = tuple(LigneTraitement(cle=_next(keys, ()), avant=one) for one in entree)
    return receive(rows, sortie, keys=keys, connue=connue, complete=complete)


def receive(
    rows: Sequence[LigneTraitement],
    sortie: Sequence[Prescription],
    *,
    keys: Iterable[str],
    connue: bool = True,
    complete: bool | None = None,
) -> tuple[LigneTraitement, ...]:
    """Give a table that received a discharge list: home drugs without fate meet it, other rows stay as they are.

    A list that comes in parts is received with `complete=False`, then `propose` closes each row.

    Raises:
        ValueError: there are fewer keys than new rows.
    """
    keys = iter(keys)
    open_rows = {row.cle: row.avant for row in rows if row.avant and row.sortie is None and row.devenir is None}
    found = pairs(tuple(open_rows.values()), sortie)
    met = {cle: sortie[found[place]] for place, cle in enumerate(open_rows) if place in found}
    new = [one for place, one in enumerate(sortie) if place not in found.values()]
    used = [row.cle for row in rows]
    table = [row.replace(sortie=met[row.cle]) if row.cle in met else row for row in rows]
    for one in new:
        used.append(_next(keys, used))
        table.append(LigneTraitement(cle=used[-1], sortie=one))
    if not connue:
        return tuple(table)
    whole = bool(sortie) if complete is None else complete
    touched = {*open_rows, *used[len(rows) :]}
    done = [propose(row, complete=whole) if row.cle in touched else row for row in table]
    return tuple(linked(row, done) if row.cle in touched else row for row in done)


def _next(keys: Iterator[str], used: Sequence[str]) -> str:
    """Give the next key that is not used."""
    for key in keys:
        if key not in used:
            return key
    raise ValueError("fewer keys than rows")


def pairs(entree: Sequence[Prescription], sortie: Sequence[Prescription]) -> dict[int, int]:
    """Give the place of the drug of a second list that each drug of a first one meets, the nearest pairs first."""
    before, after = [facts(one) for one in entree], [facts(one) for one in sortie]
    scores = [
        (score, i, j)
        for i, one in enumerate(entree)
        for j, other in enumerate(sortie)
        if (score := _score((one, before[i]), (other, after[j]))) is not None
    ]
    met: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scores, key=lambda found: ([-part for part in found[0]], found[1], found[2])):
        if i not in met and j not in taken:
            met[i] = j
            taken.add(j)
    return met


def _score(home: tuple[Prescription, Facts], new: tuple[Prescription, Facts]) -> _Score | None:
    """Tell how near two drugs are, the greater the nearer; None when they are not to be paired."""
    (one, before), (other, after) = home, new
    if one == other:
        return (9,)
    same_box = before.cis is not None and before.cis == after.cis
    found = compare(one, other)
    tiers = {Parente.ESTER: 2, Parente.COMMUNE: 1}
    tier = (4 if same_box else 3) if found.meme_medicament else tiers.get(found.parente, 0)
    if not tier or not (same_box or _same_place(before, after)):
        return None
    strength = same_strength(before.dosage, after.dosage, (before.ordered, after.ordered))
    taken = same_posology(before.posologie or "", after.posologie or "", count=strength is not None)
    return (
        0,
        int(found.is_same),
        tier,
        int(strength is True),
        int(same_form(before.forme, after.forme) is True),
        int(before.voie == after.voie),
        int(taken),
        len(before.substances & after.substances),
        int(before.marque == after.marque),
    )


def _same_place(before: Facts, after: Facts) -> bool:
    """Tell whether two drugs may act at the same place: a cream does not take the place of a tablet."""
    places = {place_of_action(one.forme, one.voie) for one in (before, after)} - {None}
    return len(places) < 2


def linked(ligne: LigneTraitement, table: Sequence[LigneTraitement]) -> LigneTraitement:
    """Give a row that met no other side its comment when its substance is on another row's other side."""
    if ligne.avant is not None and ligne.sortie is None and ligne.devenir is Devenir.ARRETE:
        return _linked_stop(ligne, ligne.avant, table)
    if ligne.avant is None and ligne.sortie is not None:
        return _linked_start(ligne, ligne.sortie, table)
    return ligne


def _linked_stop(ligne: LigneTraitement, avant: Prescription, table: Sequence[LigneTraitement]) -> LigneTraitement:
    """Say where the substance of a stopped drug still is at discharge."""
    mine = facts(avant).substances
    for row in table:
        if row.sortie is None or relate(mine, facts(row.sortie).substances) is Parente.AUCUNE:
            continue
        words = drug_words(row.sortie)
        before = facts(row.avant).substances if row.avant is not None else frozenset()
        merged = _same_place(facts(avant), facts(row.sortie)) and _within(mine, facts(row.sortie).substances)
        notes = ligne.commentaires or Commentaires()
        if merged and not _within(mine, before) and notes.motif is None:
            return ligne.replace(commentaires=notes.replace(motif=f"{NOW_IN}{words}"))
        return with_comment(ligne, f"{STILL_THERE}{words}")
    return ligne


def _linked_start(ligne: LigneTraitement, sortie: Prescription, table: Sequence[LigneTraitement]) -> LigneTraitement:
    """Say where the substance of a new drug was before."""
    mine = facts(sortie).substances
    for row in table:
        if row.avant is None:
            continue
        before = facts(row.avant).substances
        if relate(before, mine) is not Parente.AUCUNE:
            parted = _within(mine, before) and _same_place(facts(row.avant), facts(sortie))
            words = WAS_IN if parted else ALREADY_THERE
            return with_comment(ligne, f"{words}{drug_words(row.avant)}")
    return ligne


def _within(part: frozenset[str], whole: frozenset[str]) -> bool:
    """Tell whether a combination holds these molecules and others."""
    return frozenset(map(molecule, part)) < frozenset(map(molecule, whole))
