"""The engine: one check-list on one letter. Same letter, list and day: same report."""

from collections.abc import Iterable
from datetime import date

from lls_drafter.letter.lettre import Lettre
from lls_drafter.rules.checks.registry import Problem
from lls_drafter.rules.listes import answer_item
from lls_drafter.rules.model import Checklist, Finding, Item, ItemResult, Report, Verdict
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
    return evaluate_in(checklist, Scope(lettre, today))


def evaluate_all(checklists: Iterable[Checklist], lettre: Lettre, *, today: date) -> tuple[Report, ...]:
    """Give the reports of several check-lists on one letter, in their order; what they read in common is read once."""
    scope = Scope(lettre, today)
    return tuple(evaluate_in(checklist, scope) for checklist in checklists)


def evaluate_in(checklist: Checklist, scope: Scope) -> Report:
    """Run one list on a letter that somebody already looks at."""
    if checklist.si is not None and not checklist.si.holds(scope):
        return Report(
            checklist, tuple(ItemResult(item, Verdict.NON_APPLICABLE, checklist.sinon) for item in checklist.items)
        )
    results: dict[str, ItemResult] = {}
    unmet: set[str] = set()
    for item in checklist.ordered:
        first = next((name for name in item.requiert if name in unmet), None) if item.requiert else None
        if first is not None:
            title = checklist.by_id[first].titre
            result = ItemResult(item, Verdict.NON_APPLICABLE, f"à voir après la règle {first} (« {title} »)")
        else:
            result = _evaluate_item(item, checklist, scope)
        if first is not None or result.verdict is Verdict.NON_CONFORME:
            unmet.add(item.id)
        results[item.id] = result
    return Report(checklist, tuple([results[item.id] for item in checklist.items]))


def _evaluate_item(item: Item, checklist: Checklist, scope: Scope) -> ItemResult:
    """Give the result of one item whose prerequisites are satisfied."""
    if item.si is not None and not scope.holds(item.si):
        return ItemResult(item, Verdict.NON_APPLICABLE, item.sinon)
    for reason in item.non_applicable:
        if scope.holds(reason.quand):
            return ItemResult(item, Verdict.NON_APPLICABLE, reason.raison)
    if item.demande is not None:
        return answer_item(item, item.demande, checklist.id, scope)
    problems: list[Problem] = []
    for check in item.verifie:
        problems.extend(check.run(scope))
    if not problems:
        return checklist.satisfied[item.id]
    for reason in item.a_faire:
        if scope.holds(reason.quand):
            return ItemResult(item, Verdict.A_FAIRE, reason.raison)
    findings = tuple(_finding(item, problem) for problem in problems)
    return ItemResult(item, Verdict.NON_CONFORME, findings[0].message, findings)


def _finding(item: Item, problem: Problem) -> Finding:
    """Give the finding of one problem of an item."""
    return Finding(
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
    """Give « Ligne 3 : durée absente (précision). »; a question ends as one."""
    text = item.message.rstrip(". ")
    if problem.precision:
        text = f"{text} ({problem.precision})"
    if problem.ou:
        text = f"{problem.ou} : {text[:1].lower()}{text[1:]}" if not text[:2].isupper() else f"{problem.ou} : {text}"
    return text if text.endswith("?") else text + "."
