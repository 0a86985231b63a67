"""Every built-in rule is run on its own examples, and says who it is."""

import re
from typing import Final

import pytest

from lls_drafter.packs.checklists import cases, load_all
from lls_drafter.rules.cases import base_letter, run_case
from lls_drafter.rules.engine import evaluate
from lls_drafter.rules.model import Case, Checklist, Item, Niveau, Verdict
from lls_drafter.rules.reads import item_reads
from lls_drafter.rules.spec import SpecError
from tests.rules.letters import DAY, changed

CHECKLISTS: Final = load_all()
ITEMS: Final = [(one, item) for one in CHECKLISTS for item in one.items]
CASES: Final = [(one, item, case) for one, item in ITEMS for case in cases(item)]
_NAMES: Final = [f"{one.id}-{item.id}" for one, item in ITEMS]
_TREATMENT: Final = ("volet_medicamenteux", "bilan_medicamenteux", "traitements_administres", "oxygene")
_PATIENT: Final = (
    "patient.date_naissance", "patient.sexe", "mesures_sortie", "etat_sortie", "conclusion", "antecedents",
    "motif_hospitalisation", "synthese_medicale", "allergies", "actes_examens", "grossesse_allaitement",
    "evenements_indesirables",
)  # fmt: skip


@pytest.mark.parametrize(
    ("checklist", "item", "case"), CASES, ids=[f"{item.id}-{index}" for index, (_, item, _) in enumerate(CASES)]
)
def test_rule_says_what_its_example_announces(checklist: Checklist, item: Item, case: Case) -> None:
    """Each example of each built-in rule gets the verdict that it announces."""
    found = run_case(checklist, item, case)

    assert case.attendu == found.result.verdict, found.result.raison


@pytest.mark.parametrize(("checklist", "item"), ITEMS, ids=_NAMES)
def test_rule_has_an_example_of_each_verdict_it_can_give(checklist: Checklist, item: Item) -> None:
    """No verdict that a rule can give goes untried."""
    possible = {Verdict.CONFORME, Verdict.NON_CONFORME}
    if item.si is not None or item.non_applicable or item.requiert or checklist.id == "sortie_has_2015":
        possible.add(Verdict.NON_APPLICABLE)
    if item.a_faire or item.demande is not None:
        possible.add(Verdict.A_FAIRE)

    assert possible <= {case.attendu for case in cases(item)}


@pytest.mark.parametrize(("checklist", "item"), ITEMS, ids=_NAMES)
def test_rule_explains_itself(checklist: Checklist, item: Item) -> None:
    """Each rule has its title, family, source, help, advice and examples; `lls expliquer` shows them."""
    assert item.exemples is not None
    texts = (item.titre, item.famille, item.source, item.aide, item.message, item.correction, checklist.titre)

    assert all(texts)
    assert item.exemples.bon != item.exemples.mauvais


@pytest.mark.parametrize(("checklist", "item"), ITEMS, ids=_NAMES)
def test_no_advice_proposes_a_date(checklist: Checklist, item: Item) -> None:
    """No fix tells which date to write: a date is stated, never chosen."""
    assert re.search(r"\d{1,2}/\d{1,2}|\d{4}-\d{2}", item.correction + item.message + checklist.sinon) is None


@pytest.mark.parametrize(("checklist", "item"), ITEMS, ids=_NAMES)
def test_no_rule_crosses_a_treatment_with_the_patient(checklist: Checklist, item: Item) -> None:
    """Rules judge writing: none reads both a treatment and an age, a measurement, a diagnosis or a pregnancy.

    Software that crosses them is a medical device (CJUE C-329/16). The criteria of the QLS grid read one thing each.
    """
    addresses = item_reads(item)
    on_treatment = [address for address in addresses if address.startswith(_TREATMENT)]
    on_patient = [address for address in addresses if address.startswith(_PATIENT)]
    pregnancies = re.findall("GROSSESSE|ALLAITEMENT|NOUVEAU_NE", repr(item.si))

    assert not (on_treatment and (on_patient or pregnancies)), (checklist.id, on_treatment, on_patient)


def test_crossing_is_seen() -> None:
    """The look of the test above goes inside conditions and lists, else it would see nothing."""
    by_id = {item.id: item for _, item in ITEMS}

    assert "patient.date_naissance" in item_reads(by_id["REG-MINEUR-POIDS"])
    assert "mesures_sortie.nom" in item_reads(by_id["REG-MINEUR-POIDS"])
    assert "volet_medicamenteux.sortie.posologie" in item_reads(by_id["MED-POSOLOGIE"])
    assert "volet_medicamenteux" in item_reads(by_id["MED-DOUBLON"])


def test_ids_are_unique_but_for_the_older_grid() -> None:
    """One id names one rule: justifications and explanations rely on it. The older grid shares the newer one's."""
    ids = [item.id for one, item in ITEMS if one.id != "qls_mco_14"]

    assert sorted(set(ids)) == sorted(ids)


def test_base_letter_has_nothing_to_mend() -> None:
    """The letter that examples start from raises nothing above an advice, else they would prove little."""
    lettre = base_letter()
    findings = [one for checklist in CHECKLISTS for one in evaluate(checklist, lettre, today=DAY).findings]

    assert [] == [one.regle for one in findings if one.niveau is not Niveau.CONSEIL]


def test_messages_hold_no_value_of_the_letter() -> None:
    """What is found is told by fields and row numbers: no name, no drug, no word of the letter."""
    unheard_of = "Zbrkz"
    lettre = changed({
        "patient.nom_naissance": "ZBRKZ",
        "patient.sexe": "M",
        "motif_hospitalisation": "bilan",
        "conclusion": f"La patiente {unheard_of}, Monsieur {unheard_of}, hospitalisée du 01/01/2025 au 02/01/2025, OAP",
        "volet_medicamenteux[a1].sortie.medicament": {"libelle": unheard_of},
        "volet_medicamenteux[a2].sortie.medicament": {"libelle": unheard_of},
        "volet_medicamenteux[a1].sortie.posologie": f"idem {unheard_of} 10U si besoin",
        "volet_medicamenteux[a1].sortie.non_lu": [unheard_of],
    })  # fmt: skip
    findings = [one for checklist in CHECKLISTS for one in evaluate(checklist, lettre, today=DAY).findings]

    assert len(findings) > 10
    assert [] == [
        one for one in findings if unheard_of.lower() in f"{one.message} {one.correction} {one.chemin}".lower()
    ]


@pytest.mark.parametrize(
    "pose",
    [
        {"patient.age": 12},
        {"volet_medicamenteux[zz].devenir": "arrete"},
        {"envois[7].canal": "dmp"},
        {"sejour.date_sortie": "demain"},
        {"a..b": 1},
    ],
)
def test_example_that_is_no_letter_is_refused(pose: dict[str, object]) -> None:
    """An example that puts what a letter cannot hold is an error of its author, not a silent pass."""
    with pytest.raises(SpecError):
        changed(pose)
