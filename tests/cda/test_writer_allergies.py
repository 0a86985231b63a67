"""The allergies of a document: no « none » that nobody said, and what was ruled out never among the active ones."""

import pytest

from lls_drafter.cda.xml import Element, text_of
from lls_drafter.letter.reponse import AUCUN, INCONNU, NON_RENSEIGNE
from lls_drafter.letter.synthese import Allergie
from tests.cda.letters import document, exportable, find
from tests.cda.test_writer_medication import linked
from tests.document.letters import example


def allergies(*known: Allergie) -> Element:
    """Give the document of a letter with these allergies."""
    return document(exportable(example("b")).replace(allergies=known))


def lists(root: Element) -> list[Element]:
    """Give the lists of a document's allergies."""
    return find(root, "//h:section[h:code/@code='48765-2']/h:entry/h:act")


def ones(act: Element) -> list[Element]:
    """Give the allergies of a list."""
    return find(act, "h:entryRelationship[@typeCode='SUBJ']/h:observation")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (AUCUN, ["no-known-allergies"]),
        (INCONNU, ["no-allergy-info"]),
        (NON_RENSEIGNE, []),
        ((), []),
    ],
)
def test_no_allergy_is_written_only_when_somebody_said_so(answer: object, code: list[str]) -> None:
    """« Aucune allergie connue » that nobody said may kill; the section is optional, and left out without words."""
    root = document(exportable(example("b")).replace(allergies=answer))

    assert code == [value.get("code") for act in lists(root) for value in find(act, ".//h:value")]


def test_ruled_out_allergy_is_in_a_closed_list_and_refuted() -> None:
    """A receiver that reads only the list's status, or only the certainty, sees that it is over."""
    root = allergies(Allergie(substance="amoxicilline", infirmee=True), Allergie(substance="codéine"))
    active, closed = lists(root)

    assert ["codéine"] == [text_of(one) for one in find(active, ".//h:playingEntity/h:name")]
    assert ["amoxicilline"] == [text_of(one) for one in find(closed, ".//h:playingEntity/h:name")]
    assert ("active", "completed") == tuple(find(one, "h:statusCode")[0].get("code") for one in (active, closed))
    assert ([], ["refuted"]) == tuple(
        [value.get("code") for value in find(one, ".//h:observation[h:code/@code='66455-7']/h:value")]
        for one in (active, closed)
    )
    assert ([], 1) == (find(active, "h:effectiveTime/h:high"), len(find(closed, "h:effectiveTime/h:high")))


def test_allergy_that_nobody_ruled_out_stays_active() -> None:
    """« infirmée : non » and no answer are both an allergy."""
    root = allergies(Allergie(substance="latex", infirmee=False), Allergie(substance="iode"))
    (act,) = lists(root)

    assert 2 == len(ones(act))
    assert "active" == find(act, "h:statusCode")[0].get("code")


@pytest.mark.parametrize(
    ("type_", "code"),
    [
        ("allergie médicamenteuse", "416098002"),
        ("intolérance médicamenteuse", "59037007"),
        ("allergie médicamenteuse supposée", "420134006"),
        (None, "420134006"),
    ],
)
def test_type_is_coded_when_its_words_are_those_of_the_set(type_: str | None, code: str) -> None:
    """« supposée » is not « médicamenteuse »: the widest code, and the words."""
    (act,) = lists(allergies(Allergie(substance="amoxicilline", type=type_)))
    (one,) = ones(act)

    assert code == find(one, "h:code")[0].get("code")


def test_substance_and_reaction_are_linked_to_their_words() -> None:
    """The letter has no code for them: their words, and where they stand."""
    root = allergies(Allergie(substance="amoxicilline", reaction="urticaire"), Allergie(type="alimentaire"))
    (act,) = lists(root)
    first, second = ones(act)

    assert "amoxicilline" == linked(root, first, "h:participant//h:originalText/h:reference")
    assert "urticaire" == linked(root, first, "h:entryRelationship/h:observation/h:value/h:originalText/h:reference")
    assert "amoxicilline" in linked(root, first, "h:text/h:reference")
    assert [] == find(second, "h:participant|h:entryRelationship")


@pytest.mark.parametrize(
    ("date", "low"),
    [
        ("2014", "2014"),
        ("03/2014", "201403"),
        ("12/03/2014", "20140312"),
        ("31/02/2014", None),
        ("dans l'enfance", None),
        ("vers 2014", None),
        ("14", None),
        (None, None),
    ],
)
def test_date_is_written_when_it_is_one(date: str | None, low: str | None) -> None:
    """« vers 2014 » is no date."""
    (act,) = lists(allergies(Allergie(substance="latex", date=date)))
    (found,) = find(ones(act)[0], "h:effectiveTime/h:low")

    assert (low, None if low else "UNK") == (found.get("value"), found.get("nullFlavor"))
