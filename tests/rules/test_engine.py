"""The engine: verdicts, prerequisites, what is still to be done, and which findings refuse the validation."""

from dataclasses import replace
from typing import Any, Final

import pytest

from lls_drafter.letter.paths import FieldPath
from lls_drafter.packs.checklists import load_all, load_checklist
from lls_drafter.rules.catalogue import catalogue
from lls_drafter.rules.engine import evaluate, evaluate_all
from lls_drafter.rules.items import read_item
from lls_drafter.rules.model import Certitude, Checklist, Niveau, Verdict
from lls_drafter.rules.verdicts import blocking, is_justified
from tests.rules.letters import DAY, NEXT_DAY, changed, letter

_ITEM: Final[dict[str, Any]] = {
    "id": "R",
    "titre": "Conclusion",
    "niveau": "bloquant",
    "verifie": {"type": "rempli", "chemin": "conclusion"},
    "message": "Diagnostic absent",
    "correction": "L'écrire.",
    "source": "source",
    "certitude": "officiel",
}


def _checklist(*items: dict[str, Any], **head: Any) -> Checklist:  # noqa: ANN401 - any field
    made = tuple(read_item({**_ITEM, **item}) for item in items)
    base = Checklist(id="l", version="1", titre="Liste", source="s", certitude=Certitude.OFFICIEL, items=made)
    return replace(base, **head)


def test_finding_carries_what_a_reader_needs() -> None:
    """A finding has its rule, level, field, sentence, source, fix and certainty."""
    (found,) = evaluate(_checklist({}), letter(conclusion=None), today=DAY).findings

    assert ("R", Niveau.BLOQUANT, FieldPath.parse("conclusion")) == (found.regle, found.niveau, found.chemin)
    assert "Diagnostic absent." == found.message
    assert ("source", "L'écrire.", Certitude.OFFICIEL, True) == (
        found.source,
        found.correction,
        found.certitude,
        found.justifiable,
    )


def test_finding_on_a_row_says_which() -> None:
    """The sentence names the row by its number, the address by its key."""
    check = {
        "type": "chaque",
        "nom": "Ligne",
        "liste": "volet_medicamenteux",
        "verifie": {"type": "rempli", "chemin": "devenir"},
    }
    lettre = changed({"volet_medicamenteux[a3].devenir": None})
    (found,) = evaluate(_checklist({"verifie": check, "message": "Devenir absent"}), lettre, today=DAY).findings

    assert "Ligne 3 : devenir absent." == found.message
    assert "volet_medicamenteux[a3].devenir" == str(found.chemin)


def test_inapplicable_item_says_why() -> None:
    """A rule whose condition is false gives its reason, in French, made from the condition when none is written."""
    item = {"si": {"situation": "detenu"}}
    (result,) = evaluate(_checklist(item), letter(conclusion=None), today=DAY).results

    assert Verdict.NON_APPLICABLE is result.verdict
    assert "sans objet ; la règle concerne : situation déclarée : « detenu »" == result.raison
    assert () == result.findings


def test_prerequisite_that_fails_is_told_once() -> None:
    """What depends on a failed rule is skipped with its name, through the whole chain, in any order."""
    items = ({"id": "C", "requiert": "B"}, {"id": "B", "requiert": ["A"]}, {"id": "A"})
    report = evaluate(_checklist(*items), letter(conclusion=None), today=DAY)

    assert ["C", "B", "A"] == [result.item.id for result in report.results]
    assert ["A"] == [finding.regle for finding in report.findings]
    assert report.result("B").raison.startswith("à voir après la règle A")
    assert Verdict.NON_APPLICABLE is report.result("C").verdict


def test_satisfied_prerequisite_lets_the_rule_speak() -> None:
    """A rule whose prerequisite holds is evaluated."""
    items = ({"id": "A"}, {"id": "B", "requiert": "A", "verifie": {"type": "rempli", "chemin": "antecedents"}})
    report = evaluate(_checklist(*items), letter(antecedents=None), today=DAY)

    assert ["B"] == [finding.regle for finding in report.findings]


def test_pending_item_is_no_fault() -> None:
    """What can still be done today is `a_faire`, without a finding; the day after it is a fault."""
    item = {"a_faire": {"quand": {"jour_de_sortie_non_fini": True}, "raison": "à faire ce soir"}}
    checklist, lettre = _checklist(item), letter(conclusion=None)
    (today,) = evaluate(checklist, lettre, today=DAY).results
    (tomorrow,) = evaluate(checklist, lettre, today=NEXT_DAY).results

    assert (Verdict.A_FAIRE, "à faire ce soir", ()) == (today.verdict, today.raison, today.findings)
    assert Verdict.NON_CONFORME is tomorrow.verdict


def test_list_outside_its_field_applies_to_nothing() -> None:
    """A whole list can be out of scope, with one reason for all its items."""
    checklist = load_checklist("qls_mco_12")
    report = evaluate(checklist, changed({"sejour.situations": ["deces"]}), today=DAY)

    assert {Verdict.NON_APPLICABLE} == {result.verdict for result in report.results}
    assert checklist.sinon == report.results[0].raison


def test_several_lists_at_once_say_the_same() -> None:
    """Evaluating lists together changes nothing but the time it takes."""
    lists, lettre = (
        load_all(),
        changed({"conclusion": None, "volet_medicamenteux[a1].sortie.duree": None, "envois": []}),
    )
    one_by_one = tuple(evaluate(one, lettre, today=NEXT_DAY) for one in lists)

    assert one_by_one == evaluate_all(lists, lettre, today=NEXT_DAY)


def test_empty_letter_is_data() -> None:
    """A new letter is judged like any other, however empty."""
    kept = ("format", "statut", "version")
    empty = changed(dict.fromkeys(name for name in type(letter()).model_fields if name not in kept))
    reports = evaluate_all(load_all(), empty, today=DAY)

    assert sum(finding.niveau is Niveau.BLOQUANT for report in reports for finding in report.findings) > 15


def test_only_blocking_findings_without_justification_refuse() -> None:
    """Alerts never refuse; a justified bloquant does not; one that cannot be justified always does."""
    checklist = _checklist(
        {"id": "FERME", "justifiable": False}, {"id": "JUSTIFIABLE"}, {"id": "ALERTE", "niveau": "alerte"}
    )
    reasons = [{"regle": "FERME", "motif": "oubli"}, {"regle": "JUSTIFIABLE", "motif": "dossier perdu"}]
    lettre = letter(conclusion=None, justifications=reasons)
    findings = evaluate(checklist, lettre, today=DAY).findings

    assert ["FERME"] == [one.regle for one in blocking(findings, lettre)]
    assert ["FERME", "JUSTIFIABLE"] == [one.regle for one in blocking(findings, letter())]


def test_blank_justification_justifies_nothing() -> None:
    """A reason made of spaces is no reason."""
    lettre = letter(conclusion=None, justifications=[{"regle": "R", "motif": " \u00a0"}])
    (found,) = evaluate(_checklist({}), lettre, today=DAY).findings

    assert not is_justified(found, lettre)


def test_catalogue_finds_every_item() -> None:
    """`lls expliquer` finds each rule of each list by its id."""
    lists = load_all()
    known = catalogue(lists)

    assert {item.id for one in lists for item in one.items} == set(known)
    assert "reglementaire" == known["REG-MT"].checklist.id


@pytest.mark.parametrize(
    "identifier",
    ["REG-ID-NOM", "REG-ID-SEXE", "REG-SIGNATAIRE", "REG-DATE-LETTRE", "REG-VIS-INVISIBLE", "MED-METHOTREXATE"],
)
def test_what_cannot_be_justified_is_said_so(identifier: str) -> None:
    """The rules that nothing lets through are bloquant and not justifiable."""
    item = catalogue(load_all())[identifier].item

    assert (Niveau.BLOQUANT, False) == (item.niveau, item.justifiable)
