"""Checks of the medication rows that look at structures, several rows, or the rest of the letter."""

from pathlib import Path
from typing import Any, Final

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Devenir, Medicament, Prescription
from lls_drafter.medication.reconcile import fresh_keys, reconcile
from lls_drafter.packs.checklists import load_checklist
from lls_drafter.rules.engine import evaluate
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.spec import SpecError, read_check
from tests.rules.letters import DAY, changed

_A1: Final = "volet_medicamenteux[a1].sortie"
_A3: Final = "volet_medicamenteux[a3]"


def _problems(check: dict[str, Any], pose: dict[str, Any]) -> list[str]:
    """Give the addresses of what a check finds."""
    return [str(problem.chemin) for problem in read_check(check).run(Scope(changed(pose), DAY))]


def _found(identifier: str, pose: dict[str, Any]) -> list[str]:
    """Give the messages of a built-in rule."""
    report = evaluate(load_checklist("medicaments"), changed(pose), today=DAY)
    return [finding.message for finding in report.result(identifier).findings]


@pytest.mark.parametrize(
    ("drug", "text", "expected"),
    [
        ({"libelle": "furosémide 40 mg comprimé"}, "1 le matin", ["unite"]),
        ({"libelle": "furosémide 40 mg"}, "1-0-0", ["unite"]),
        ({"libelle": "furosémide", "dosage": "40 mg", "forme": "comprimé"}, "1 le matin", ["unite"]),
        ({"libelle": "furosémide"}, "1 le matin", ["unite_sure"]),
        ({"libelle": "furosémide 40 mg comprimé"}, "40 le matin", ["unite_sure"]),
        ({"libelle": "morphine 10 mg/5 mL sirop"}, "2 le soir", ["unite_sure"]),
        ({"libelle": "Lantus 100 unités/mL"}, "2 le soir", ["unite_sure"]),
        ({"libelle": "furosémide 40 mg comprimé"}, "1 comprimé le matin", []),
    ],
)
def test_bare_number_is_weighed_by_what_it_can_mean(drug: dict[str, str], text: str, expected: list[str]) -> None:
    """A bare count of tablets is an advice; a number that may be anything else is an alert; never both."""
    pose = {f"{_A1}.medicament": drug, f"{_A1}.posologie": text}
    found = [kind for kind in ("unite", "unite_sure") if _problems({"type": "posologie_lue", "exige": kind}, pose)]

    assert expected == found


def test_structure_is_looked_at_on_one_row_too() -> None:
    """Inside `chaque`, the checks on structures look at the row, and its place is told."""
    inner = {"type": "posologie_lue", "exige": "dose_du_jour"}
    wanted = {"medicament": {"cote": "sortie", "noms": ["bisoprolol"]}}
    check = {"type": "chaque", "liste": "volet_medicamenteux", "si": wanted, "verifie": inner}
    pose = {f"{_A1}.posologie": "selon INR", "volet_medicamenteux[a2].sortie.posologie": "selon INR"}

    assert [f"{_A1}.posologie"] == _problems(check, pose)


@pytest.mark.parametrize(
    ("quand", "expected"),
    [("dans 3 semaines", True), ("dans 7 jours", False), ("dans deux mois", True), ("dès que possible", False)],
)
def test_first_appointment_is_found_in_words(quand: str, *, expected: bool) -> None:
    """An appointment without a date counts from the discharge; one that cannot be dated says nothing."""
    pose = {
        "volet_medicamenteux[a2].sortie.duree": {"texte": "7 jours"},
        "suites_a_donner": [{"action": "Consultation de cardiologie", "quand": quand}],
    }

    assert expected is bool(_found("MED-FIN-RENDEZ-VOUS", pose))


@pytest.mark.parametrize(
    "suite",
    [
        {"action": "Consultation", "date": "2026-03-30", "etat": "fait"},
        {"action": "Prise de sang", "date": "2026-03-30"},
        {"action": "Consultation", "date": "2026-03-01"},
    ],
)
def test_only_appointments_to_come_count(suite: dict[str, str]) -> None:
    """What is done, is past or is no appointment does not say when the drug should end."""
    pose = {"volet_medicamenteux[a2].sortie.duree": {"texte": "7 jours"}, "suites_a_donner": [suite]}

    assert [] == _found("MED-FIN-RENDEZ-VOUS", pose)


def test_drug_taken_as_needed_may_end_before_the_appointment() -> None:
    """The base letter's painkiller ends early, as needed: nothing is said of it."""
    pose = {"volet_medicamenteux[a4].sortie.duree": {"texte": "5 jours à partir de la sortie"}}

    assert [] == _found("MED-FIN-RENDEZ-VOUS", pose)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("créatinine, puis reprise du traitement suspendu", False),
        ("IBUPROFÈNE : à revoir", False),
        ("créatinine et kaliémie", True),
    ],
)
def test_resumption_is_looked_for_in_the_plan(action: str, *, expected: bool) -> None:
    """One suspended drug: its name or the word is enough."""
    pose = {
        f"{_A3}.suspendu": True,
        f"{_A3}.reprise.quand": "après contrôle",
        "suites_a_donner": [{"action": action, "qui": "médecin traitant", "quand": "dans 7 jours"}],
    }

    assert expected is bool(_found("MED-SUSPENDU-SUITE", pose))


def test_two_suspended_drugs_need_their_names() -> None:
    """« reprise du traitement » does not say which of two; « acide » alone names no drug."""
    pose = {
        f"{_A3}.suspendu": True,
        f"{_A3}.reprise.quand": "après contrôle",
        f"{_A3}.avant.medicament": {"dci": "acide acétylsalicylique", "dosage": "75 mg"},
        "volet_medicamenteux[a2].suspendu": True,
        "volet_medicamenteux[a2].reprise.quand": "à 8 jours",
        "suites_a_donner": [{"action": "reprise du furosémide et dosage de l'acide urique", "quand": "dans 7 jours"}],
    }
    messages = _found("MED-SUSPENDU-SUITE", pose)

    assert 1 == len(messages)
    assert messages[0].startswith("Ligne 3 ")


@pytest.mark.parametrize(
    ("drug", "expected"),
    [
        ({"libelle": "Lamictal 100 mg"}, True),
        ({"libelle": "LAMISIL"}, True),
        ({"libelle": "Lamictal 100 mg", "dci": "lamotrigine"}, False),
        ({"libelle": "Lamictal 100 mg", "cis": "61234567"}, False),
        ({"libelle": "Lamictaline"}, False),
    ],
)
def test_near_name_is_told_when_nothing_makes_it_sure(drug: dict[str, str], *, expected: bool) -> None:
    """A name that was only typed is told with the near one; the base's label and the DCI lift the doubt."""
    pose = {f"{_A1}.medicament": drug, "volet_medicamenteux[a1].commentaires": None}
    messages = _found("MED-NOMS-PROCHES", pose)

    assert expected is bool(messages)
    assert all("nom proche de « Lami" in message for message in messages)


def test_message_names_the_other_drug_of_the_pair() -> None:
    """The word shown comes from the rule: the letter's own is not repeated."""
    messages = _found("MED-NOMS-PROCHES", {f"{_A1}.posologie": "1 comprimé de LAMICTAL le soir"})

    assert ["Ligne 1 : nom proche d'un autre médicament (vérifiez : nom proche de « Lamisil »)."] == messages


@pytest.mark.parametrize("pair", ["Lamictal", "Lamictal / ", "a / b / c", "Lamictal / LAMICTAL"])
def test_pair_that_is_none_is_refused(pair: str) -> None:
    """A badly written pair is an error of the list's author, told with an example."""
    with pytest.raises(SpecError, match="deux noms différents"):
        read_check({"type": "nom_proche", "paires": [pair]})


def test_service_adds_its_own_pairs(tmp_path: Path) -> None:
    """A pack that extends the list adds pairs to the built-in ones."""
    folder = tmp_path / "pack" / "checklists"
    folder.mkdir(parents=True)
    (folder / "medicaments.yaml").write_text(
        "id: medicaments\netend: medicaments\nitems:\n  - id: MED-NOMS-PROCHES\n"
        '    verifie_aussi: {type: nom_proche, paires: ["Zaltrap / Zelboraf"]}\n',
        encoding="utf-8",
    )
    checklist = load_checklist("medicaments", extra=(tmp_path / "pack",))
    pose = {f"{_A1}.posologie": "1 Zelboraf", "volet_medicamenteux[a2].sortie.posologie": "1 comprimé de Lamisil"}
    found = evaluate(checklist, changed(pose), today=DAY).result("MED-NOMS-PROCHES").findings

    assert {f"{_A1}.posologie", "volet_medicamenteux[a2].sortie.posologie"} == {str(one.chemin) for one in found}


@pytest.mark.parametrize(
    ("drug", "number", "unit"),
    [
        ({"libelle": "furosémide 40 mg"}, False, False),
        ({"libelle": "Eliquis 5"}, False, True),
        ({"libelle": "Eliquis 5", "cis": "61234567"}, False, False),
        ({"libelle": "Doliprane", "dosage": "1000"}, False, True),
        ({"libelle": "vitamine B12"}, True, False),
        ({"libelle": "énoxaparine 4 000 unités internationales"}, False, False),
        ({"libelle": "bétaméthasone 0,05 %"}, False, False),
        ({"libelle": "amoxicilline 1 g/125 mg"}, False, False),
        ({"dci": "furosémide"}, True, False),
        ({}, False, False),
    ],
)
def test_strength_needs_a_number_and_its_unit(drug: dict[str, str], *, number: bool, unit: bool) -> None:
    """A figure of the name is no strength; a strength without unit is told unless the base gave the label."""
    place = f"{_A1}.medicament.dosage"
    pose = {f"{_A1}.medicament": drug}

    assert ([place] if number else []) == _problems({"type": "dosage", "cote": "sortie"}, pose)
    assert ([place] if unit else []) == _problems({"type": "dosage", "cote": "sortie", "exige": "unite"}, pose)


def test_substance_of_a_combination_is_seen_when_stopped_and_added() -> None:
    """Paracetamol is stopped, paracetamol with codeine is added: one story told in two rows."""
    pose = {
        f"{_A3}.avant.medicament": {"libelle": "paracétamol 1 g", "dci": "paracétamol"},
        "volet_medicamenteux[a4].sortie.medicament.dci": "paracétamol + codéine",
    }

    assert ["volet_medicamenteux[a4].devenir"] == _problems({"type": "arrete_et_ajoute"}, pose)


def test_letter_without_drug_says_nothing() -> None:
    """An empty table, or a letter without stay, has no posology to read and breaks no rule."""
    emptied: tuple[dict[str, Any], ...] = (
        {"volet_medicamenteux": []},
        {"sejour": None, "date_lettre": None, "suites_a_donner": "inconnu"},
    )
    for pose in emptied:
        report = evaluate(load_checklist("medicaments"), changed(pose), today=DAY)

        assert [] == [one for one in report.findings if one.regle in ("MED-DOSE-LUE", "MED-FIN-PASSEE", "MED-UNITE")]


def test_row_that_the_two_lists_propose_as_continued_is_no_finding() -> None:
    """What `reconcile` calls « poursuivi » or « modifié », the rules call so too: one comparison for both."""
    drug = Medicament(libelle="paracétamol 1 g", dci="paracétamol", dosage="1 g")
    same = Medicament(libelle="paracétamol 1 000 mg", dci="paracétamol", dosage="1 000 mg")
    before = Prescription(medicament=drug, posologie="1 cp matin et soir")
    pairs = (
        (Prescription(medicament=same, posologie="1 comprimé le matin et le soir"), Devenir.POURSUIVI),
        (Prescription(medicament=drug, posologie="1 comprimé 3 fois par jour"), Devenir.MODIFIE),
    )
    for after, fate in pairs:
        (row,) = reconcile([before], [after], keys=fresh_keys(()))
        assert fate is row.devenir
        report = evaluate(load_checklist("medicaments"), Lettre(volet_medicamenteux=(row,)), today=DAY)
        assert () == report.result("MED-POURSUIVI-DIFFERE").findings
        assert () == report.result("MED-MODIFIE-IDENTIQUE").findings
