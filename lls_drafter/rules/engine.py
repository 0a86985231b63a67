"""The engine: one check-list on one letter. Same letter, list and day: same report."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from lls_drafter.letter.lettre import Lettre
from lls_drafter.rules.checks.registry import Problem
from lls_drafter.rules.listes import answer_item
from lls_drafter.rules.model import Checklist, Finding, Item, ItemResult, Reason, Report, Verdict
from lls_drafter.rules.scope import Scope


def evaluate(checklist: Checklist, lettre: Lettre, *, today: date) -> Report:
    """Give what each item of a check-list says of a letter, in the list's order.

    An item whose prerequisite (`requiert`) is not satisfied is non_applicable, with that reason: one missing date
    must not make a wall of red.

    Args:
        checklist: the list.
        lettre: the letter, complete or not.
        today: the day of the evaluation; decides what is still `a_faire`.
    """
    scope = Scope(lettre, today)
    if checklist.si is not None and not checklist.si.holds(scope):
        reason = checklist.sinon or f"liste sans objet ; elle concerne : {checklist.si.say()}"
        return Report(checklist, tuple(ItemResult(item, Verdict.NON_APPLICABLE, reason) for item in checklist.items))
    results: dict[str, ItemResult] = {}
    unmet: set[str] = set()
    for item in checklist.ordered:
        first = next((results[name].item for name in item.requiert if name in unmet), None)
        if first is not None:
            result = ItemResult(item, Verdict.NON_APPLICABLE, f"à voir après la règle {first.id} (« {first.titre} »)")
        else:
            result = _evaluate_item(item, checklist, scope)
        if first is not None or result.verdict is Verdict.NON_CONFORME:
            unmet.add(item.id)
        results[item.id] = result
    return Report(checklist, tuple(results[item.id] for item in checklist.items))


def _evaluate_item(item: Item, checklist: Checklist, scope: Scope) -> ItemResult:
    """Give the result of one item whose prerequisites are satisfied."""
    if item.si is not None and not item.si.holds(scope):
        return ItemResult(item, Verdict.NON_APPLICABLE, item.sinon or f"sans objet ; la règle concerne : {item.si.say()}")
    reason = _first(item.non_applicable, scope)
    if reason is not None:
        return ItemResult(item, Verdict.NON_APPLICABLE, reason)
    if item.demande is not None:
        return answer_item(item, item.demande, checklist.id, scope)
    findings = tuple(_findings(item, chain.from_iterable(check.run(scope) for check in item.verifie)))
    if not findings:
        return ItemResult(item, Verdict.CONFORME)
    pending = _first(item.a_faire, scope)
    if pending is not None:
        return ItemResult(item, Verdict.A_FAIRE, pending)
    return ItemResult(item, Verdict.NON_CONFORME, findings[0].message, findings)


def _first(reasons: tuple[Reason, ...], scope: Scope) -> str | None:
    """Give the first reason whose condition holds."""
    return next((reason.raison for reason in reasons if reason.quand.holds(scope)), None)


def _findings(item: Item, problems: Iterable[Problem]) -> Iterator[Finding]:
    """Give the findings of an item's problems."""
    for problem in problems:
        yield Finding(
            regle=item.id,
            niveau=item.niveau,
            chemin=problem.chemin,
            message=_sentence(item, problem),
            source=item.source,
            correction=item.correction,
            certitude=item.certitude,
            justifiable=item.justifiable,
        )


def _sentence(item: Item, problem: Problem) -> str:
    """Give « Ligne 3 : durée absente (précision). »."""
    text = item.message.rstrip(". ")
    if problem.precision:
        text = f"{text} ({problem.precision})"
    if problem.ou:
        text = f"{problem.ou} : {text[:1].lower()}{text[1:]}" if not text[:2].isupper() else f"{problem.ou} : {text}"
    return text + "."
