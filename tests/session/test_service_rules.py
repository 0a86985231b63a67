"""The rules of a letter's template beside the official ones: what a justification lets through, what is underlined."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from lls_drafter.drafts.store import LetterStore
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.plan import Exigence, Obligation
from lls_drafter.rules.cases import base_letter
from lls_drafter.rules.demanded import PREFIX, rule_of
from lls_drafter.session.evaluate import evaluate_letter
from lls_drafter.session.selfcheck import verify_folder
from lls_drafter.session.service_rules import RULE_SHARED, letter_rules
from lls_drafter.session.sources import FixedClock
from lls_drafter.session.work import Work
from lls_drafter.settings import Settings
from tests.packs.test_checklist_clashes import HEAD, alone, written
from tests.packs.test_templates import pack
from tests.rules.letters import DAY, changed

BOTH: Final = """sections:
  - {id: essentiel, obligatoires: [conclusion]}
rubriques:
  - {id: conclusion, titre: "Conclusion du service", obligatoire: true}
"""
WORDING: Final = (
    HEAD.format(id="mots") + "items:\n  - {id: MOT-1, titre: t, niveau: alerte, verifie: {type: notation, "
    "chemins: [synthese_medicale], mots: [zut]}, message: m, correction: c, source: s, certitude: proposition}\n"
)


def of_template(**pose: object) -> Lettre:
    """Give the complete base letter, of the template « cardio »."""
    return changed({"modele": {"id": "cardio", "version": "1", "empreinte": "sha256:x"}, **pose})


def justified(*rules: str) -> list[dict[str, str]]:
    """Give a reason for each rule."""
    return [{"regle": rule, "motif": "dossier perdu"} for rule in rules]


def test_own_field_and_field_of_the_letter_are_two_rules(tmp_path: Path) -> None:
    """A service that names its field `conclusion` and demands the letter's too has two rules, each with its reason."""
    extra = pack(tmp_path, BOTH)
    lettre = of_template(conclusion=None, justifications=justified("SERVICE-CHAMP-CONCLUSION"))

    judged = evaluate_letter(lettre, today=DAY, extra=extra)

    blocked = [one.regle for one in judged.blocking if one.regle.startswith(PREFIX)]
    assert ["SERVICE-CONCLUSION"] == blocked
    assert () == letter_rules(lettre, extra).shared


def _addresses() -> Iterable[str]:
    """Give addresses that `obligatoires` may hold, those of a service's fields among them."""
    yield from Lettre.model_fields
    yield from ("sejour.date_sortie", "rubriques.a_b", "rubriques.a_b.texte", "rubriques.a_b.lignes")
    yield from ("rubriques.champ_a.texte", "rubriques.a_b.colonnes")


def test_rules_of_demanded_fields_have_each_their_id() -> None:
    """No two addresses give one rule, and none is taken for a service's own field."""
    rules = [rule_of(Obligation(FieldPath.parse(one), Exigence.BLOQUANT, None)) for one in _addresses()]

    assert len(rules) == len(set(rules))
    assert ["SERVICE-CHAMP-A-B", "SERVICE-CHAMP-CHAMP-A"] == [one for one in rules if "-CHAMP-" in one]
    assert not [name for name in Lettre.model_fields if name.startswith(("champ", "tableau"))]


def test_justification_lets_through_no_rule_that_shares_its_id(tmp_path: Path) -> None:
    """A rule of the service under the id of what its template demands is told, and no reason is taken for either."""
    extra = pack(tmp_path, BOTH)
    written(tmp_path, "maliste", alone("maliste", item="SERVICE-CONCLUSION"), owner="cardio")
    lettre = of_template(conclusion=None, justifications=justified("SERVICE-CONCLUSION", "SERVICE-CHAMP-CONCLUSION"))

    judged = evaluate_letter(lettre, today=DAY, extra=extra)

    assert ["SERVICE-CONCLUSION"] * 2 == [one.regle for one in judged.blocking if one.regle.startswith(PREFIX)]
    told = [one for one in judged.findings if one.regle == RULE_SHARED]
    assert ["« SERVICE-CONCLUSION »" in one.message for one in told] == [True]
    faults = verify_folder(tmp_path / "templates" / "cardio", extra).faults
    assert [RULE_SHARED] == [fault.regle for fault in faults if fault.gravite.value == "erreur"]


def test_lists_of_an_extended_template_are_looked_at_too(tmp_path: Path) -> None:
    """A template and the one that it extends judge the same letters: their lists share no id."""
    head = 'id: cardio\netend: socle\nversion: "1"\ntitre: "Cardiologie"\n'
    pack(tmp_path, name="socle", head='id: socle\netend: mco_standard\nversion: "1"\ntitre: "Socle"\n')
    extra = pack(tmp_path, head=head)
    written(tmp_path, "une", alone("une"), owner="socle")
    written(tmp_path, "autre", alone("autre"), owner="cardio")

    assert ["A-1"] == [one.item.id for one in letter_rules(of_template(), extra).shared]
    assert RULE_SHARED in {fault.regle for fault in verify_folder(tmp_path / "templates" / "cardio", extra).faults}


def test_letter_without_shared_ids_is_told_nothing() -> None:
    """The shipped templates and lists share no id."""
    for name in ("mco_standard", "mco_cardiologie", "chirurgie_ambulatoire"):
        lettre = changed({"modele": {"id": name, "version": "1", "empreinte": "sha256:x"}})

        assert () == letter_rules(lettre).shared
        assert () == letter_rules(lettre).constats


@pytest.mark.parametrize(("name", "expected"), [("cardio", ["MOT-1"]), ("mco_standard", [])])
def test_wording_rules_of_a_template_underline_its_letters(tmp_path: Path, name: str, expected: list[str]) -> None:
    """What a template's own list says of wording is underlined while its letters are typed, and no others."""
    extra = pack(tmp_path / "pack")
    written(tmp_path / "pack", "mots", WORDING, owner="cardio")
    lettre = of_template() if name == "cardio" else base_letter()
    clock = FixedClock(datetime(2026, 3, 9, 15, tzinfo=ZoneInfo("Europe/Paris")))
    work = Work(lettre, LetterStore(tmp_path / "l.lls.yaml"), Settings(), clock, packs=extra)

    found = [one.regle for one in work.diagnose(FieldPath.parse("synthese_medicale"), "Tout va bien, zut.")]

    assert expected == found


def test_own_rules_come_before_the_common_ones(tmp_path: Path) -> None:
    """A letter has one list of each id: its template's own, as it uses the common one."""
    text = 'id: sortie_has_2015\nversion: "2"\netend: sortie_has_2015\nitems: []\n'
    written(tmp_path, "sortie_has_2015", text, owner="cardio")
    rules = letter_rules(of_template(), pack(tmp_path))

    assert ["2"] == [one.version for one in rules.listes if one.id == "sortie_has_2015"]
