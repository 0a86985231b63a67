"""The discharge check-list: answers, what it proposes, and what it never does by itself."""

from typing import Any, Final

import pytest

from lls_drafter.letter.remise import OuiNonNa
from lls_drafter.packs.checklists import load_checklist
from lls_drafter.rules.engine import evaluate
from lls_drafter.rules.listes import proposals
from lls_drafter.rules.model import Certitude, Item, Niveau, Verdict
from tests.rules.letters import DAY, changed

LIST: Final = load_checklist("sortie_has_2015")


def _demande(item: Item) -> Any:  # noqa: ANN401 - asserted not None
    assert item.demande is not None
    return item.demande


def test_list_has_its_eighteen_lines() -> None:
    """The sheet has 18 lines, in four sections of 2, 5, 9 and 2."""
    sections = [item.famille for item in LIST.items]

    assert [str(number) for number in range(1, 19)] == [_demande(item).cle for item in LIST.items]
    assert [2, 5, 9, 2] == [sections.count(name) for name in dict.fromkeys(sections)]


def test_lines_that_admit_no_na_and_no_catching_up() -> None:
    """Lines 1 and 2 are due for every patient; 1, 2, 3, 5 and 8 cannot be made up for at discharge."""
    assert ["1", "2"] == [_demande(item).cle for item in LIST.items if not _demande(item).na_permis]
    assert ["1", "2", "3", "5", "8"] == [_demande(item).cle for item in LIST.items if not _demande(item).rattrapable]


def test_wording_not_read_is_never_shown_as_official() -> None:
    """Lines 12 to 16 are said to be ours, in part or in whole; so are the notes."""
    unread = [item for item in LIST.items if not _demande(item).texte_verifie]

    assert ["12", "13", "14", "15", "16"] == [_demande(item).cle for item in unread]
    assert all(item.titre.startswith("[Paraphrase de lls-drafter]") for item in unread[1:])
    assert {Certitude.PROPOSITION} == {item.certitude for item in unread}
    assert [False, False] == [note.verifiee for note in LIST.notes]


def test_nothing_is_ever_more_than_advice() -> None:
    """The check-list never stands in the way of a validation."""
    assert {Niveau.CONSEIL} == {item.niveau for item in LIST.items}


def test_unanswered_line_shows_its_proposal() -> None:
    """What the letter suggests is shown as a suggestion, and the line stays to be ticked."""
    lettre = changed({"listes": None})
    report = evaluate(LIST, lettre, today=DAY)

    assert {Verdict.A_FAIRE} == {result.verdict for result in report.results}
    assert report.result("HAS-06").raison.startswith("proposition : « oui »")
    assert "à cocher" == report.result("HAS-17").raison
    assert {} == lettre.listes


@pytest.mark.parametrize(
    ("pose", "line", "expected"),
    [
        ({}, "6", OuiNonNa.OUI),
        ({"suites_a_donner": "aucun"}, "6", OuiNonNa.NA),
        ({"suites_a_donner[0].etat": None}, "6", None),
        ({}, "12", OuiNonNa.OUI),
        ({"remise_patient.faite.issue": "refusee"}, "12", None),
        ({}, "14", OuiNonNa.NA),
        ({"resultats_attendus": [{"examen": "x", "responsable": "y"}]}, "14", OuiNonNa.OUI),
        ({"resultats_attendus": [{"examen": "x"}]}, "14", None),
        ({"materiel_domicile": "aucun", "oxygene": "aucun"}, "16", OuiNonNa.NA),
        ({"volet_social": "infirmière à domicile"}, "2", OuiNonNa.OUI),
        ({"volet_social": "aucun"}, "2", None),
        ({}, "1", None),
    ],
)
def test_letter_proposes_what_it_knows(pose: dict[str, Any], line: str, expected: OuiNonNa | None) -> None:
    """A proposal follows from the letter alone, and only when the letter says enough."""
    found = proposals(LIST, changed(pose)).get(line)

    assert expected == (found.reponse if found is not None else None)


def test_no_proposal_breaks_the_line_s_own_rule() -> None:
    """« na » is never proposed where it is not admitted."""
    forbidden = [item for item in LIST.items if not _demande(item).na_permis]

    assert [] == [one for item in forbidden for one in _demande(item).propose if one.reponse == "na"]


def test_no_answered_line_tells_when_it_cannot_be_caught_up() -> None:
    """« non » to a line that came too late asks to tell people, not to do it."""
    lettre = changed(
        {"listes.sortie_has_2015.reponses.8.reponse": "non", "listes.sortie_has_2015.reponses.9.reponse": "non"}
    )
    late, in_time = evaluate(LIST, lettre, today=DAY).findings

    assert late.correction.startswith("Ne se rattrape plus")
    assert "listes.sortie_has_2015.reponses.9" == str(in_time.chemin)
    assert not in_time.correction.startswith("Ne se rattrape plus")
