"""Planting: ways tried on a good letter, kept when their rule newly fails, put together so that none hides another."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.fingerprint import fingerprint
from lls_drafter.rules.model import Checklist, Item
from lls_drafter.rules.scope import Scope
from lls_drafter.training.defects import ways_drugs, ways_letter
from lls_drafter.training.defects.editing import edited
from lls_drafter.training.defects.judging import Faults, Judge
from lls_drafter.training.defects.kinds import by_kind
from lls_drafter.training.defects.model import Defect, Edits, Planted

_WAYS = {**ways_letter.WAYS, **ways_drugs.WAYS}
ENOUGH = 6
_COMMON_FAMILY = 3


def plant(lettre: Lettre, *, checklists: tuple[Checklist, ...], today: date, defauts: int, graine: int) -> Planted:
    """Give a good letter with some defects planted: the same arguments give the same bytes.

    Each defect breaks a rule of its own, in fields of its own, and its finding is there among the others'.

    Args:
        lettre: a letter in which the rules find nothing.
        checklists: the lists for this letter, those of its template included, grids too.
        today: the day on which the rules judge (`judging.review_day`).
        defauts: how many are wanted; fewer are planted when no more fit together.
        graine: what chooses among all that can be planted.
    """
    judge = Judge.of(lettre, checklists, today)
    graine = _own_seed(lettre, graine)
    kept: list[Defect] = []
    spoiled = lettre
    families: Counter[str] = Counter()
    later: list[Item] = []
    for item in [*_drawn(judge.items, graine), None]:
        if len(kept) >= defauts:
            break
        candidates = [item] if item is not None else later
        for one in candidates:
            if item is not None and families[one.famille] >= max(1, defauts // _COMMON_FAMILY):
                later.append(one)
                continue
            found = _fitting(one, lettre, judge, kept, graine) if len(kept) < defauts else None
            if found is not None:
                defect, spoiled = found
                kept.append(defect)
                families[one.famille] += 1
    return Planted(bonne=lettre, lettre=spoiled, defauts=tuple(kept), demandes=defauts)


def _own_seed(lettre: Lettre, graine: int) -> int:
    """Mix the letter into the seed: one seed does not choose the same rules in every letter."""
    return _rank(graine, fingerprint(lettre))


def replanted(lettre: Lettre, edits: Iterable[tuple[str, Edits]], judge: Judge) -> Planted | None:
    """Give a spoiled letter again from what was planted, by rule; None when it can no longer be."""
    kept: list[Defect] = []
    wanted = list(edits)
    before = judge.faults(lettre)
    for rule, one in wanted:
        found = tried(rule, one, lettre, judge, before)
        if found is None:
            return None
        kept.append(found)
    spoiled = _together(lettre, kept)
    return None if spoiled is None else Planted(bonne=lettre, lettre=spoiled, defauts=tuple(kept), demandes=len(wanted))


def possible(item: Item, lettre: Lettre, judge: Judge, *, graine: int = 0, enough: int = ENOUGH) -> tuple[Defect, ...]:
    """Give defects that break one rule on a letter, those that break the fewest others first.

    The rule's own ways come before those of its kind of check, which stand in where there are none on this letter. The
    seed chooses which are tried first: of many rows, not always the same.

    Args:
        item: the rule.
        lettre: a good letter.
        judge: the rules on it.
        graine: the seed.
        enough: how many to find before looking no further.
    """
    if item.id not in _WAYS and item.si is not None and not item.si.holds(Scope(lettre, judge.today)):
        return ()  # the rule says nothing of this letter
    before = judge.faults(lettre)
    for group in _ways(item, lettre, judge):
        found: list[Defect] = []
        for edits in _shuffled(group, graine):
            defect = tried(item.id, edits, lettre, judge, before)
            if defect is not None:
                found.append(defect)
            if len(found) >= enough:
                break
        if found:
            return tuple(sorted(found, key=lambda one: len(one.regles)))
    return ()


def tried(rule: str, edits: Edits, lettre: Lettre, judge: Judge, before: Faults) -> Defect | None:
    """Give the defect that edits make, None when the letter cannot hold them or their rule finds nothing new."""
    spoiled = edited(lettre, edits)
    if spoiled is None:
        return None
    after = judge.faults(spoiled)
    new = [one for key, one in after.items() if key not in before]
    own = [one for one in new if one.regle == rule]
    if not own:
        return None
    return Defect(regle=rule, edits=edits, findings=(*own, *(one for one in new if one.regle != rule)))


def _ways(item: Item, lettre: Lettre, judge: Judge) -> Iterator[Iterable[Edits]]:
    """Give the edits to try for a rule: those of its own ways, then those of its kind."""
    yield (edits for way in _WAYS.get(item.id, ()) for edits in way(lettre))
    yield by_kind(item, Scope(lettre, judge.today))


def _shuffled(edits: Iterable[Edits], graine: int) -> list[Edits]:
    """Give edits in an order that the seed chooses, each once."""
    ranked = {_rank(graine, repr(sorted(one.items(), key=str))): one for one in edits if one}
    return [ranked[rank] for rank in sorted(ranked)]


def _fitting(item: Item, lettre: Lettre, judge: Judge, kept: list[Defect], graine: int) -> tuple[Defect, Lettre] | None:
    """Give a defect of a rule that goes with those already planted, and the letter with all of them."""
    if any(item.id in one.regles for one in kept):
        return None
    options = possible(item, lettre, judge, graine=graine)
    for one in options:
        if len(one.regles) > len(options[0].regles):
            break
        if item.id in judge.criteria and any(rule not in judge.criteria for rule in one.regles):
            continue  # a rule of the content says it more exactly than the criterion
        if any(_meet(one, other) for other in kept):
            continue
        spoiled = _together(lettre, [*kept, one])
        if spoiled is not None and _all_found(spoiled, [*kept, one], judge):
            return one, spoiled
    return None


def _meet(one: Defect, other: Defect) -> bool:
    """Tell whether two defects share a rule's finding, a field that one of them changes, or an entry of a list."""
    places = {(finding.regle, str(finding.chemin)) for finding in one.findings}
    if any((finding.regle, str(finding.chemin)) in places for finding in other.findings):
        return True
    mine, its = set(map(_entry, one.edits)), set(map(_entry, other.edits))
    return any(_within(here, there) or _within(there, here) for here in mine for there in its)


def _entry(address: str) -> str:
    """Give the entry of a list that an address lies in, else the address itself: one defect in each entry."""
    return address[: address.index("]") + 1] if "]" in address else address


def _within(inner: str, outer: str) -> bool:
    """Tell whether an address is another, or lies inside it."""
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}["))


def _together(lettre: Lettre, defects: list[Defect]) -> Lettre | None:
    """Give the letter with several defects, None when it cannot hold them all."""
    spoiled: Lettre | None = lettre
    for one in defects:
        spoiled = edited(spoiled, one.edits) if spoiled is not None else None
    return spoiled


def _all_found(spoiled: Lettre, defects: list[Defect], judge: Judge) -> bool:
    """Tell whether the rules find each defect by its own rule at its own place, and nothing else."""
    faults = judge.faults(spoiled)
    explained = {rule for one in defects for rule in one.regles}
    own = all((one.regle, str(one.findings[0].chemin)) in faults for one in defects)
    return own and all(rule in explained for rule, _ in faults)


def _drawn(items: Iterable[Item], graine: int) -> list[Item]:
    """Give rules in an order that the seed chooses."""
    return sorted(items, key=lambda item: _rank(graine, item.id))


def _rank(graine: int, text: str) -> int:
    """Give a number that only the seed and a text decide, the same on every seat."""
    return int.from_bytes(hashlib.sha256(f"{graine}|{text}".encode()).digest()[:8], "big")


KNOWN: Mapping[str, int] = {name: len(ways) for name, ways in _WAYS.items()}
"""The rules that have ways of their own, and how many."""
