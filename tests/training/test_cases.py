"""The shipped cases, and what `lls formation verifier` sees in a case that is not whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lls_drafter.cli.commands._formation import judge
from lls_drafter.errors import ExitCode
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.reponse import AUCUN
from lls_drafter.packs.case_model import Case, Element, Interdit, NonDit
from lls_drafter.packs.cases import list_cases, load_draft, load_key, load_model, read_case
from lls_drafter.packs.checklists import load_checklist
from lls_drafter.rules.model import Niveau
from lls_drafter.training.check import case_faults
from tests.cli.conftest import Lls
from tests.training.case_files import (
    Tree,
    changed,
    draft_letter,
    element,
    key_file,
    main_file,
    model_letter,
    write_case,
)

SHIPPED = [case for case in list_cases().cases if case.couche == "intégré"]
_LAW = "CSP R. 1112-1-2, II "


def _messages(folder: Path) -> list[str]:
    return [f"{one.fichier} : {one.message}" for one in case_faults(read_case(folder), judge)]


def test_shipped_cases_are_all_read() -> None:
    """No shipped case is left out for a fault of its `cas.yaml`; there are eight, from débutant to expert."""
    assert () == list_cases().faults
    assert 8 == len(SHIPPED)
    assert 4 == len({case.niveau for case in SHIPPED})


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: case.id)
def test_shipped_case_is_whole(case: Case) -> None:
    """Its extracts are in its record, its good letter satisfies the key and every rule, its draft does not."""
    assert [] == _messages(case.folder)


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: case.id)
def test_shipped_draft_cannot_be_validated(case: Case) -> None:
    """What a learner starts from has something to learn from: a bloquant point."""
    assert Niveau.BLOQUANT in {one.niveau for one in judge(load_draft(case)).findings}


def _entries(case: Case) -> list[Element | Interdit | NonDit]:
    key = load_key(case)
    return [*key.elements, *key.interdits, *key.non_dits]


def test_shipped_cases_cover_the_twelve_criteria() -> None:
    """Each of the twelve criteria is in the key or an objective of some case; eleven in keys: QLS-01 is validating."""
    in_keys = {one.critere for case in SHIPPED for one in _entries(case)}
    covered = in_keys | {name for case in SHIPPED for one in case.objectifs for name in one.criteres}
    criteria = [item.id for item in load_checklist("qls_mco_12").items]

    assert [] == [name for name in criteria if name not in covered]
    assert [] == [name for name in criteria if name not in in_keys and name != "QLS-01"]


def _mention(regle: str) -> str:
    """Give the mention that a rule is about: `REG-PSL-DETAIL` is of that of `REG-PSL`."""
    return "-".join(regle.split("-")[:2])


def test_shipped_cases_cover_each_legal_mention() -> None:
    """Each mention that a bloquant rule asks for by the law's content (R. 1112-1-2, II) is in some case."""
    covered = {_mention(one.regle) for case in SHIPPED for one in _entries(case)}
    covered |= {_mention(name) for case in SHIPPED for one in case.objectifs for name in one.regles}
    mentions = [
        item.id
        for name in ("reglementaire", "medicaments")
        for item in load_checklist(name).items
        if item.niveau is Niveau.BLOQUANT and item.source.startswith(_LAW)
    ]

    assert len(mentions) > 20
    assert [] == [name for name in mentions if _mention(name) not in covered]


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: case.id)
def test_shipped_model_shares_no_identity(case: Case) -> None:
    """No two shipped cases tell of one patient: letters of one case would pass for another's."""
    others = [load_model(one).patient for one in SHIPPED if one is not case]

    assert load_model(case).patient not in others


def test_whole_case_has_no_fault(pack: Path, lls: Lls) -> None:
    """A case that is whole is said to be, by its id and by its folder."""
    by_id = lls("formation", "verifier", "asthme", "--pack", pack)
    by_folder = lls("formation", "verifier", pack / "cas" / "asthme")

    assert "asthme : rien à corriger.\n" == by_id.out == by_folder.out
    assert ExitCode.OK == by_id.code


def _with_element(**changes: object) -> Tree:
    key = key_file()
    key["elements"] = [element("K01") | changes]
    return key


def _with_wrong(**changes: object) -> Tree:
    key = key_file()
    wrong = element("X01", texte="Faux.", cherche=[["jamais écrit"]]) | changes
    del wrong["attendu"]
    key["interdits"] = [wrong]
    return key


_KEYS: dict[str, tuple[Callable[[], Tree], str]] = {
    "extract": (lambda: _with_element(extrait="mots inventés"), "K01 : l'extrait n'est pas dans la pièce"),
    "criterion": (lambda: _with_element(critere="QLS-13"), "K01 : QLS-13 n'est pas un critère"),
    "rule": (lambda: _with_element(regle="QLS-05"), "K01 : QLS-05 n'est pas une règle"),
    "missed": (lambda: _with_element(cherche=[["pneumonie"]]), "K01 n'y est pas"),
    "loose": (lambda: _with_element(champs=["patient"], cherche=[["F"], ["M"]]), "K01 y est déjà"),
    "claimed": (lambda: _with_wrong(cherche=[["asthme"]]), "X01 y est : Faux."),
    "own wording": (
        lambda: _with_element(formulation="Gêne"),
        "K01 : sa « formulation » n'a pas les termes de « cherche »",
    ),
    "own fault": (
        lambda: _with_wrong(cherche=[["grave"]], champs=["etat_sortie"]),
        "X01 : sa « formulation » est elle-même interdite",
    ),
    "homeless": (lambda: _with_wrong(piece=None), "X01 : un extrait sans sa pièce"),
    "denied": (
        lambda: key_file() | {"non_dits": [{"id": "N01", "champ": "oxygene", "pourquoi": "x", "regle": "REG-EI"}]},
        "N01 : oxygene y est nié",
    ),
}


@pytest.mark.parametrize("name", _KEYS)
def test_wrong_key_is_seen(tmp_path: Path, name: str) -> None:
    """A key that its own record or its own good letter belies is told."""
    make, message = _KEYS[name]

    assert [one for one in _messages(write_case(tmp_path / "asthme", key=make())) if message in one]


def test_text_of_a_case_never_acts_on_the_terminal(tmp_path: Path, lls: Lls) -> None:
    """A case comes from anybody: what would clear the screen or turn letters round is not there to be shown."""
    folder = write_case(
        tmp_path / "asthme",
        main=main_file() | {"titre": "Crise\x1b[2J \u202ed'asthme"},
        key=_with_element(indice="Comment\x1b[31m s'appelle-t-il ?\x07"),
    )
    shown = lls("formation", "faire", folder, "--indice").out + lls("formation", "faire", folder).out

    assert "Comment[31m s'appelle-t-il ?" in shown
    assert "Crise[2J d'asthme" in shown
    assert [] == [one for one in shown if not one.isprintable() and one != "\n"]


_LETTERS: dict[str, tuple[Callable[[], Lettre], Callable[[], Lettre], str]] = {
    "not validated": (
        lambda: draft_letter().replace(conclusion="Crise d'asthme aiguë"),
        draft_letter,
        "lettre_modele.lls.yaml : la lettre modèle n'est pas validée",
    ),
    "changed": (lambda: model_letter().replace(allergies=AUCUN, antecedents=AUCUN), draft_letter, "LLS-EMPREINTE"),
    "done": (model_letter, lambda: draft_letter().replace(statut=Statut.A_VALIDER), "n'est pas un brouillon"),
    "somebody else": (model_letter, lambda: draft_letter().replace(patient=None), "ce n'est pas le patient"),
    "no day": (model_letter, lambda: draft_letter().replace(sejour=None), "la date de sortie manque"),
    "not handed over": (
        lambda: changed(model_letter(), "remise_patient.faite", None),
        draft_letter,
        "lettre_modele.lls.yaml : estimation QLS",
    ),
    "real": (lambda: model_letter().replace(fictive=False), draft_letter, "doit être fictive"),
}


@pytest.mark.parametrize("name", _LETTERS)
def test_wrong_letter_is_seen(tmp_path: Path, name: str) -> None:
    """A good letter that is not good, a draft that is no draft: told."""
    model, draft, message = _LETTERS[name]
    folder = write_case(tmp_path / "asthme", model=model(), draft=draft())

    assert [one for one in _messages(folder) if message in one]


def test_record_with_a_table_is_seen(tmp_path: Path) -> None:
    """A ward's text has neither tables nor HTML: the reader on screen and on paper knows none."""
    folder = write_case(tmp_path / "asthme", admission="Crise d'asthme aiguë **grave**\n| a | b |\n<b>x</b>\n")

    assert ["dossier/01_admission.md:2", "dossier/01_admission.md:3"] == [
        one.split(" : ")[0] for one in _messages(folder)
    ]


def test_unknown_objective_is_seen(tmp_path: Path) -> None:
    """An objective that names a rule that does not exist is told."""
    main = main_file() | {"objectifs": [{"texte": "x", "criteres": ["REG-EI"], "regles": ["REG-RIEN"]}]}

    assert [
        "cas.yaml : objectifs : REG-EI n'est pas un critère",
        "cas.yaml : objectifs : REG-RIEN n'est pas une règle",
    ] == _messages(write_case(tmp_path / "asthme", main=main))


def test_wrong_case_is_told_and_the_others_checked(pack: Path, lls: Lls) -> None:
    """One exit code for the author, one sentence a fault, and the other cases all the same."""
    write_case(pack / "cas" / "faux", main=main_file() | {"id": "faux", "nivo": 1})
    write_case(pack / "cas" / "vide", main=main_file() | {"id": "vide"}, key={"elements": []})
    outcome = lls("formation", "verifier", "asthme", "faux", "vide", "--pack", pack)

    assert ExitCode.PACK == outcome.code
    assert "asthme : rien à corriger." in outcome.out
    assert "clé inconnue : « nivo »" in outcome.err
    assert "vide : 1 point à corriger\n  cle.yaml:1 : une clé sans élément" in outcome.out
