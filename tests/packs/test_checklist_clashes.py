"""A service's list beside the official ones: it neither takes a grid's place nor answers for a rule of the law."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from lls_drafter.errors import LockedItemError, PackClashError
from lls_drafter.letter.sejour import Activite
from lls_drafter.packs.checklists import load_all, load_checklist, load_list_file
from lls_drafter.rules.qls import qls_grid
from lls_drafter.session.checklist_check import verify_list

HEAD: Final = 'id: {id}\nversion: "1"\ntitre: "Essai"\nsource: "service"\ncertitude: proposition\n'
ITEM: Final = (
    "  - {{id: {id}, titre: t, niveau: bloquant, verifie: {{type: rempli, chemin: conclusion}}, message: m, "
    "correction: c, source: s, certitude: proposition, "
    "cas: [{{attendu: non_conforme, pose: {{conclusion: null}}}}]}}\n"
)
GRID: Final = "indicateur: qls\navertissement: a\nactivites: [mco]\n"
LOCK: Final = "verrouille: true\n"
EXTENDED: Final = 'id: {id}\nversion: "1"\netend: qls_mco_12\n'


def alone(identifier: str, head: str = "", item: str = "A-1") -> str:
    """Give the text of a list of one item."""
    return HEAD.format(id=identifier) + head + "items:\n" + ITEM.format(id=item)


def written(folder: Path, identifier: str, text: str, *, owner: str = "") -> Path:
    """Write a list in a pack, for all or for one template; gives its file."""
    place = folder / "templates" / owner / "listes" if owner else folder / "checklists"
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{identifier}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


TAKING: Final = {
    "a grid of its own": alone("zzz", GRID),
    "the same before the official one in the order of ids": alone("aaa", GRID),
    "one that it locks itself": alone("aaa", GRID + LOCK),
    "the official one under another id, its activities with it": EXTENDED.format(id="zzz") + "items: []\n",
    "the official one under another id, one point more": EXTENDED.format(id="zzz")
    + 'titre: "À nous"\nactivites: [mco]\nitems:\n'
    + ITEM.format(id="FACILE"),
    "the older official grid, given the activity": 'id: qls_mco_14\nversion: "1"\netend: qls_mco_14\n'
    "activites: [mco]\nitems: []\n",
}


@pytest.mark.parametrize(("way", "owner"), [*((way, "") for way in TAKING), (*list(TAKING)[:1], "cardio")])
def test_official_grid_is_not_taken_from_its_activity(tmp_path: Path, way: str, owner: str) -> None:
    """No list of a service scores the letters of an activity that the official grid scores: it is told, and refused."""
    text = TAKING[way]
    path = written(tmp_path, text.split("\n", 1)[0].removeprefix("id: "), text, owner=owner)

    told = verify_list(str(path))

    assert ["MODELE-VERROU"] == [fault.regle for fault in told.faults]
    assert "« mco » est celui de la grille « qls_mco_12 »" in told.faults[0].message
    assert str(path) in told.faults[0].lieu
    with pytest.raises(LockedItemError, match="celui de la grille"):
        load_all((tmp_path,))


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("head", [GRID, GRID + LOCK])
def test_official_grid_wins_in_any_order(tmp_path: Path, step: int, head: str) -> None:
    """Should a list of a service get through, the official grid scores the letter all the same."""
    path = written(tmp_path, "zzz", alone("zzz", head.replace("mco", "hdj")))
    own = load_list_file(path)
    lists = (load_checklist("qls_mco_12"), replace(own, activites=(Activite.MCO,)))

    chosen = qls_grid(lists[::step], Activite.MCO)

    assert chosen is not None
    assert "qls_mco_12" == chosen.id


def test_locked_grid_of_a_site_is_kept_from_others(tmp_path: Path) -> None:
    """A site that locks a grid of its own for another activity is protected as well."""
    written(tmp_path, "maison", alone("maison", (GRID + LOCK).replace("mco", "hdj")))
    path = written(tmp_path / "candidat", "autre", alone("autre", GRID.replace("mco", "hdj"), "B-1"))

    with pytest.raises(LockedItemError, match="celui de la grille « maison »"):
        load_list_file(path, extra=(tmp_path,))
    grids = load_all((tmp_path,))
    assert ["maison"] == [one.id for one in grids if Activite.HDJ in one.activites]


@pytest.mark.parametrize(
    "head",
    ["avertissement: 'Score officiel.'\n", "indicateur: qls\nsi: {situation: deces}\n", "certitude: officiel\n"],
)
def test_warning_of_an_official_grid_is_kept(tmp_path: Path, head: str) -> None:
    """What is not known of the official score is said beside it, whatever a layer would rather say."""
    text = EXTENDED.format(id="qls_mco_12") + head + "items: []\n"

    with pytest.raises(LockedItemError, match="verrouillée"):
        load_list_file(written(tmp_path, "qls_mco_12", text))


def test_notes_of_an_official_list_are_kept(tmp_path: Path) -> None:
    """The notes of the official sheet are those that were read there."""
    text = 'id: sortie_has_2015\nversion: "1"\netend: sortie_has_2015\n'
    text += "notes: [{appel: '1', texte: facultatif, verifiee: true}]\nitems: []\n"

    with pytest.raises(LockedItemError, match="« notes » ne peut pas être changé"):
        load_list_file(written(tmp_path, "sortie_has_2015", text))


def test_longer_grid_is_not_under_the_official_title(tmp_path: Path) -> None:
    """A grid with one more criterion is another grid, and says so."""
    text = EXTENDED.format(id="zzz") + "activites: [hdj]\nitems:\n" + ITEM.format(id="FACILE")

    with pytest.raises(LockedItemError, match="ne peut pas être ajouté à une grille officielle") as refused:
        load_list_file(written(tmp_path, "zzz", text))
    assert "« titre »" in refused.value.hint


@pytest.mark.parametrize(
    ("identifier", "change"),
    [
        ("qls_mco_12", "masque: true"),
        ("zzz", "masque: true"),
        ("zzz", "si: {situation: deces}"),
        ("zzz", "indispensable: false"),
    ],
)
def test_criterion_is_not_removed_or_relaxed(tmp_path: Path, identifier: str, change: str) -> None:
    """Under the same id or another, the official criteria stay as they are."""
    text = EXTENDED.format(id=identifier) + f"activites: [mco]\nitems:\n  - {{id: QLS-01, {change}}}\n"

    with pytest.raises(LockedItemError):
        load_list_file(written(tmp_path, identifier, text))


@pytest.mark.parametrize(
    ("identifier", "head", "item", "owner"),
    [
        ("zzz", "", "REG-MT", ""),
        ("zzz", "", "REG-MT", "cardio"),
        ("aaa", LOCK, "REG-MT", ""),
        ("aaa", "", "reg-mt ", ""),
        ("zzz", "", "QLS-01", ""),
    ],
)
def test_rule_of_a_locked_list_keeps_its_id(
    tmp_path: Path, *, identifier: str, head: str, item: str, owner: str
) -> None:
    """A justification names a rule by its id: no other list may use that of an official rule."""
    path = written(tmp_path, identifier, alone(identifier, head, f"'{item}'"), owner=owner)

    told = verify_list(str(path))

    assert ["MODELE-REGLE"] == [fault.regle for fault in told.faults]
    assert told == verify_list(identifier, extra=(tmp_path,))
    assert "est déjà une règle de la liste verrouillée" in told.faults[0].message
    assert f"{identifier}.yaml:" in told.faults[0].lieu
    with pytest.raises(PackClashError, match="justifier l'une vaudrait pour l'autre") as refused:
        load_all((tmp_path,))
    assert str(refused.value.location).startswith(f"{path}:")


def test_extension_adds_no_rule_under_the_id_of_another_list(tmp_path: Path) -> None:
    """A list that extends one locked list may not answer for a rule of another one."""
    text = 'id: medicaments\nversion: "1"\netend: medicaments\nitems:\n' + ITEM.format(id="REG-MT")
    path = written(tmp_path, "medicaments", text)

    assert ["MODELE-REGLE"] == [fault.regle for fault in verify_list(str(path)).faults]


@pytest.mark.parametrize("identifier", ["reglementaire", "strict"])
def test_extension_keeps_the_ids_of_what_it_extends(tmp_path: Path, identifier: str) -> None:
    """A list that extends the law, under its id or beside it, has the same rules: nothing is refused."""
    text = f'id: {identifier}\nversion: "1"\netend: reglementaire\nitems:\n  - {{id: REG-MT, niveau: bloquant}}\n'
    path = written(tmp_path, identifier, text)

    assert () == verify_list(str(path)).faults
    assert identifier in {one.id for one in load_all((tmp_path,))}


def test_two_lists_of_a_service_do_not_share_an_id(tmp_path: Path) -> None:
    """The second one is told when it is verified; letters are not stopped by it."""
    written(tmp_path, "une", alone("une"))
    path = written(tmp_path, "autre", alone("autre"))

    with pytest.raises(PackClashError, match="déjà une règle de la liste « une »"):
        load_list_file(path, extra=(tmp_path,))
    assert {"une", "autre"} <= {one.id for one in load_all((tmp_path,))}


def test_lists_of_two_templates_may_share_an_id(tmp_path: Path) -> None:
    """They never judge the same letter."""
    path = written(tmp_path, "une", alone("une"), owner="cardio")
    written(tmp_path, "autre", alone("autre"), owner="pneumo")

    assert () == verify_list(str(path), extra=(tmp_path,)).faults


def test_wrong_list_of_another_author_is_theirs(tmp_path: Path) -> None:
    """A list is verified beside those that can be read."""
    written(tmp_path, "fausse", "id: autrement\n")
    path = written(tmp_path / "candidat", "une", alone("une"))

    assert () == verify_list(str(path), extra=(tmp_path,)).faults


def test_shipped_lists_share_nothing() -> None:
    """No false alarm on what is shipped, the site's example included."""
    example = Path(__file__).parents[2] / "docs" / "exemples" / "site"

    lists = sorted(example.glob("checklists/*.yaml"))

    assert load_all((example,))
    assert [()] * len(lists) == [verify_list(str(path), extra=(example,)).faults for path in lists]
