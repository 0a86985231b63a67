"""Nothing of a letter is left out of its coded data: as many entries as the letter has rows, actions, devices."""

import pytest

from lls_drafter.cda import oids
from lls_drafter.cda.strict import check
from lls_drafter.cda.writer.writing import is_stopped
from lls_drafter.cda.xml import Element, text_of
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import value_of
from tests.cda.generator import generated
from tests.cda.letters import document, find
from tests.document.letters import example

every_letter = pytest.mark.parametrize("lettre", [generated(number) for number in range(12)], ids=range(12))


def entries(root: Element, section: oids.Section, kind: str) -> int:
    """Count the entries of a kind in a section, but for those that say that there is none or that nobody knows."""
    said = find(root, f"//h:section[h:code/@code='{section.code}']/h:entry/h:{kind}")
    return sum(not find(one, ".//h:code[starts-with(@code, 'no-')]") for one in said)


@every_letter
def test_every_drug_taken_home_has_an_entry(lettre: Lettre) -> None:
    """A row of the discharge treatment is never in words only because its posology is."""
    taken = [row for row in lettre.volet_medicamenteux if row.sortie is not None and not is_stopped(row)]

    assert len(taken) == entries(document(lettre), oids.TRAITEMENTS_SORTIE, "substanceAdministration")


@every_letter
def test_every_drug_stopped_or_given_in_hospital_has_an_entry(lettre: Lettre) -> None:
    """What the patient no longer takes is coded too."""
    stopped = [row for row in lettre.volet_medicamenteux if is_stopped(row) and row.avant is not None]
    given = value_of(lettre.traitements_administres) or ()

    assert len(stopped) + len(given) == entries(
        document(lettre), oids.TRAITEMENTS_ADMINISTRES, "substanceAdministration"
    )


@every_letter
def test_every_implant_has_an_entry(lettre: Lettre) -> None:
    """Traceability is coded, one device each, those that the patient leaves with included."""
    devices = (*(value_of(lettre.dispositifs_implantables) or ()), *(value_of(lettre.dispositifs_en_place) or ()))

    assert len(devices) == entries(document(lettre), oids.DISPOSITIFS, "supply")


@every_letter
def test_every_action_of_the_plan_has_an_entry(lettre: Lettre) -> None:
    """An action is a request, a visit or an act; never nothing."""
    root, plan = document(lettre), oids.PLAN_DE_SOINS

    assert len(value_of(lettre.suites_a_donner) or ()) == sum(
        entries(root, plan, kind) for kind in ("observation", "encounter", "procedure")
    )


def test_longest_text_gives_a_sound_document() -> None:
    """A hundred thousand characters with all that XML fears: well-formed, whole, and without a strict finding."""
    text = ("Évolution < 3 & > 2 ]]> 🙂 𝒜 <w:p/> &amp; &#x0; " * 2200)[:100_000].strip()
    root = document(example("b").replace(synthese_medicale=text))
    (held,) = find(root, "//h:observation[h:code/@code='MED-142']/h:value")

    assert text == text_of(held)
    assert () == check(root)
