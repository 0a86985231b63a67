"""Check-lists as files: reading, layers, `etend`, locks, and messages to whoever writes one.

Over 400 lines: one promise a test, on papers or lists written where they are judged.
"""

from pathlib import Path
from typing import Final

import pytest

from lls_drafter.errors import LockedItemError, PackCycleError, PackError, PackNotFoundError, PackSchemaError
from lls_drafter.packs.checklists import cases, load_all, load_checklist, resolve_checklist
from lls_drafter.rules.cases import run_case
from lls_drafter.rules.engine import evaluate
from lls_drafter.rules.model import Checklist, Niveau, Verdict
from lls_drafter.rules.qls import qls_grid
from tests.rules.letters import DAY, letter

HEAD: Final = """\
id: {id}
version: "1"
titre: "Essai"
source: "service"
certitude: proposition
"""
ITEM: Final = """\
  - id: {id}
    titre: "Diagnostic"
    niveau: alerte
    verifie: {{type: rempli, chemin: conclusion}}
    message: "Diagnostic absent"
    correction: "L'écrire."
    source: "service"
    certitude: proposition
"""
BUILTIN: Final = ["medicaments", "qls_mco_12", "qls_mco_14", "reglementaire", "sortie_has_2015"]


class Pack:
    """A folder of check-lists made line by line."""

    def __init__(self, folder: Path) -> None:
        """Start empty."""
        self.folder = folder
        (folder / "checklists").mkdir(parents=True)

    def write(self, identifier: str, text: str) -> Path:
        """Write one list's file."""
        path = self.folder / "checklists" / f"{identifier}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    def simple(self, identifier: str, *, locked: bool = False, items: str = "", head: str = "") -> None:
        """Write a list of one item, `A`, and more."""
        lock = "verrouille: true\n" if locked else ""
        self.write(identifier, HEAD.format(id=identifier) + lock + head + "items:\n" + ITEM.format(id="A") + items)

    def patch(self, identifier: str, base: str, items: str, head: str = "") -> None:
        """Write a list that extends another."""
        self.write(identifier, f"id: {identifier}\netend: {base}\n{head}items:\n{items}")


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Give an empty pack."""
    return Pack(tmp_path / "pack")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """Give an empty site layer, lower than `pack`."""
    made = Pack(tmp_path / "site")
    monkeypatch.setenv("LLS_SITE_PATH", str(made.folder))
    return made


def common(*extra: Path) -> tuple[Checklist, ...]:
    """Give the check-lists that judge the letters of every template."""
    return tuple(one for one in load_all(extra) if one.modele is None)


def _refused(pack: Pack, identifier: str, kind: type[PackError]) -> PackError:
    with pytest.raises(kind) as refused:
        load_checklist(identifier, extra=(pack.folder,))
    return refused.value


def test_built_in_lists_load() -> None:
    """The five shipped lists are there, locked, each with its fingerprint."""
    found = common()

    assert BUILTIN == [one.id for one in found]
    assert all(one.verrouille for one in found)
    assert 5 == len({one.empreinte for one in found})
    assert all(one.empreinte.startswith("sha256:") for one in found)


def test_one_list_is_the_same_alone_or_with_the_others() -> None:
    """Loading by id and loading all give the same lists: same files, same items in the same order."""

    def said(one: Checklist) -> tuple[object, ...]:
        return one.id, one.version, one.empreinte, [(item.id, item.niveau, item.justifiable) for item in one.items]

    assert [said(load_checklist(name)) for name in BUILTIN] == [said(one) for one in common()]


def test_own_list_is_found_in_a_pack(pack: Pack) -> None:
    """A service's list is read from its pack and judges letters."""
    pack.simple("service")
    checklist = load_checklist("service", extra=(pack.folder,))

    assert sorted([*BUILTIN, "service"]) == sorted(one.id for one in common(pack.folder))
    assert ["A"] == [one.regle for one in evaluate(checklist, letter(conclusion=None), today=DAY).findings]


def test_list_of_a_template_is_its_own(pack: Pack) -> None:
    """A list in a template's folder names that template; with another list's id, it is that list as used there."""
    folder = pack.folder / "templates" / "cardio" / "listes"
    folder.mkdir(parents=True)
    (folder / "sortie_has_2015.yaml").write_text(
        'id: sortie_has_2015\nversion: "1"\netend: sortie_has_2015\nitems:\n'
        '  - {id: S1, titre: "Carnet remis", famille: Service, demande: {cle: S1}, message: m, correction: c, '
        "source: service, certitude: proposition}\n",
        encoding="utf-8",
    )

    found = [one for one in load_all((pack.folder,)) if one.id == "sortie_has_2015"]

    assert [(None, False), ("cardio", True)] == [(one.modele, "S1" in one.by_id) for one in found]
    assert found[1].verrouille


def test_one_tick_never_answers_two_lines(pack: Pack) -> None:
    """A service's point under the key of an official one would tick it too: it is refused, at its place."""
    point = (
        '  - {id: S1, titre: t, demande: {cle: "1"}, message: m, correction: c, source: s, certitude: proposition}\n'
    )
    pack.patch("sortie_has_2015", "sortie_has_2015", point)

    error = _refused(pack, "sortie_has_2015", PackSchemaError)

    assert "ont la même clé de réponse : « 1 »" in error.message
    assert str(error.location).endswith("sortie_has_2015.yaml:4:33")


@pytest.mark.parametrize(
    ("head", "items", "kind"),
    [
        ("activites: 5\n", "", LockedItemError),
        ("activites: [[mco]]\n", "", LockedItemError),
        ("notes: 5\n", "", PackSchemaError),
        ("", "  - {id: QLS-01, apres: [x]}\n", PackSchemaError),
    ],
)
def test_value_of_a_wrong_type_is_told(pack: Pack, head: str, items: str, kind: type[PackError]) -> None:
    """A wrong type is a sentence with its place, never a fault of the program."""
    first = load_checklist("qls_mco_12").items[0].id
    pack.patch("qls_mco_12", "qls_mco_12", items.replace("QLS-01", first) or "  []\n", head)

    assert _refused(pack, "qls_mco_12", kind).location is not None


def test_check_of_no_field_is_refused(pack: Pack) -> None:
    """« One of these fields » asks for at least one field."""
    pack.simple("service", items=ITEM.format(id="B").replace("rempli, chemin: conclusion", "un_rempli, chemins: []"))

    assert "« chemins » est vide" in _refused(pack, "service", PackSchemaError).message


@pytest.mark.parametrize("name", [".sortie_has_2015.yaml", "._service.yaml", "~$service.yaml"])
def test_leftovers_of_editors_are_no_lists(pack: Pack, name: str) -> None:
    """What a Mac or an editor leaves beside a list judges no letter, and stops none."""
    (pack.folder / "checklists" / name).write_bytes(b"\0\5\x16\7")

    assert BUILTIN == [one.id for one in common(pack.folder)]


def test_values_of_a_list_tell_their_file_and_line(pack: Pack) -> None:
    """Each value of a list names the file and the line that had the last word."""
    pack.simple("service")

    values = {value.name: value for value in resolve_checklist("service", extra=(pack.folder,)).values}

    assert str(values["A.titre"].place).startswith(f"{pack.folder}/checklists/service.yaml:")
    assert values["A.titre"].text


def test_unknown_list_proposes_the_closest() -> None:
    """A mistyped id is answered with the list that it resembles."""
    with pytest.raises(PackNotFoundError, match="« qls_mco_13 »") as refused:
        load_checklist("qls_mco_13")

    assert "qls_mco_1" in refused.value.hint


def test_extension_adds_rewords_moves_and_hides(pack: Pack) -> None:
    """A patch adds an item where it says, changes the words of another, and takes one out."""
    pack.simple("base", items=ITEM.format(id="B") + ITEM.format(id="C"))
    pack.patch(
        "suite", "base", ITEM.format(id="N") + '    apres: A\n  - {id: B, titre: "Autre"}\n  - {id: C, masque: true}\n'
    )
    found = load_checklist("suite", extra=(pack.folder,))

    assert ["A", "N", "B"] == [item.id for item in found.items]
    assert ["Diagnostic", "Diagnostic", "Autre"] == [item.titre for item in found.items]
    assert ("suite", "Essai") == (found.id, found.titre)


def test_extension_of_one_s_own_id_takes_its_place(site: Pack, pack: Pack) -> None:
    """A higher layer changes a list under its own id, and its empreinte tells."""
    site.simple("commune")
    pack.patch("commune", "commune", ITEM.format(id="N"))
    lower, higher = load_checklist("commune"), load_checklist("commune", extra=(pack.folder,))

    assert (["A"], ["A", "N"]) == ([item.id for item in lower.items], [item.id for item in higher.items])
    assert lower.empreinte != higher.empreinte


def test_locked_item_can_be_tightened(pack: Pack) -> None:
    """A built-in rule can be raised, made unjustifiable, reworded, and asked more of."""
    pack.patch(
        "reglementaire",
        "reglementaire",
        "  - id: REG-CONCLUSION\n    niveau: bloquant\n    justifiable: false\n    aide: Chez nous.\n"
        "    verifie_aussi: {type: longueur, chemin: conclusion, minimum: 90}\n",
    )
    checklist = load_checklist("reglementaire", extra=(pack.folder,))
    item = checklist.by_id["REG-CONCLUSION"]
    found = evaluate(checklist, letter(conclusion="Trop court."), today=DAY).result("REG-CONCLUSION")

    assert (Niveau.BLOQUANT, False, "Chez nous.") == (item.niveau, item.justifiable, item.aide)
    assert Verdict.NON_CONFORME is found.verdict


def test_item_can_be_added_to_a_locked_list(pack: Pack) -> None:
    """A service asks one more thing than the law."""
    pack.patch("reglementaire", "reglementaire", ITEM.format(id="SERVICE-1") + "    apres: REG-CONCLUSION\n")
    ids = [item.id for item in load_checklist("reglementaire", extra=(pack.folder,)).items]

    assert "SERVICE-1" == ids[ids.index("REG-CONCLUSION") + 1]


@pytest.mark.parametrize(
    "change",
    [
        "niveau: conseil",
        "masque: true",
        "justifiable: true",
        "verifie: {type: rempli, chemin: antecedents}",
        "si: {situation: deces}",
        'sinon: "jamais"',
        'source: "chez nous"',
        "certitude: proposition",
        "requiert: REG-MT",
        "indispensable: true",
        "non_applicable: [{quand: {rempli: conclusion}, raison: x}]",
        "a_faire: [{quand: {rempli: conclusion}, raison: x}]",
    ],
)
def test_locked_item_cannot_be_weakened(pack: Pack, change: str) -> None:
    """Whatever would let a letter pass that the rule stops, or blur what the rule says, is refused with both places."""
    pack.patch("reglementaire", "reglementaire", f"  - id: REG-ID-NOM\n    {change}\n")
    error = _refused(pack, "reglementaire", LockedItemError)

    assert "REG-ID-NOM" in error.message
    assert "reglementaire.yaml:" in error.hint
    assert error.location is not None
    assert 5 == error.location.line


def test_locked_list_cannot_be_replaced(pack: Pack) -> None:
    """A file that takes a locked list's id without extending it is refused."""
    pack.simple("reglementaire")
    error = _refused(pack, "reglementaire", LockedItemError)

    assert "ajouter « etend: reglementaire »" in error.hint


def test_official_grid_cannot_be_added_to(pack: Pack) -> None:
    """A criterion of one's own would change the official score under its name."""
    pack.patch("qls_mco_12", "qls_mco_12", ITEM.format(id="QLS-13"))

    assert "grille officielle" in _refused(pack, "qls_mco_12", LockedItemError).message


@pytest.mark.parametrize("head", ["indicateur: qls\n", "si: {situation: deces}\n", "certitude: officiel\n"])
def test_head_of_a_locked_list_keeps_its_meaning(pack: Pack, head: str) -> None:
    """The certainty, the scope and the indicator of a locked list are not for a higher layer to change."""
    pack.patch("reglementaire", "reglementaire", ITEM.format(id="N"), head)

    assert "liste verrouillée" in _refused(pack, "reglementaire", LockedItemError).message


def test_locked_grid_keeps_its_activities(pack: Pack) -> None:
    """A layer may give the grid one more activity, not take one from it."""
    pack.patch("qls_mco_12", "qls_mco_12", "  - {id: QLS-01, aide: Idem.}\n", "activites: [hdj]\n")

    assert "aucun champ d'activité" in _refused(pack, "qls_mco_12", LockedItemError).message


def test_grid_may_be_given_one_more_activity(pack: Pack) -> None:
    """A site that scores its day hospital on the same grid says so in its own layer."""
    pack.patch("qls_mco_12", "qls_mco_12", "  - {id: QLS-01, aide: Idem.}\n", "activites: [mco, hdj]\n")
    chosen = qls_grid(load_all((pack.folder,)), load_all((pack.folder,))[1].activites[1])

    assert chosen is not None
    assert "qls_mco_12" == chosen.id


def test_unlocked_list_may_be_replaced(site: Pack, pack: Pack) -> None:
    """Layers above an unlocked list do with it what they want."""
    site.simple("libre", items=ITEM.format(id="B"))
    pack.simple("libre")

    assert ["A"] == [item.id for item in load_checklist("libre", extra=(pack.folder,)).items]


def test_lists_that_extend_one_another_are_refused(pack: Pack) -> None:
    """A circle of `etend` has no bottom."""
    pack.patch("un", "deux", ITEM.format(id="A"))
    pack.patch("deux", "un", ITEM.format(id="B"))

    assert "un → deux → un" in _refused(pack, "un", PackCycleError).message


def test_extension_of_nothing_is_placed(pack: Pack) -> None:
    """The error stands where the unknown list is named."""
    pack.patch("suite", "qls_mco_99", ITEM.format(id="A"))
    error = _refused(pack, "suite", PackNotFoundError)

    assert error.location is not None
    assert 2 == error.location.line


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("niveau: alerte", "niveau: grave", 9, "valeur inconnue : « grave »", "alerte"),
        ("niveau: alerte", "nivo: alerte", 9, "clé inconnue : « nivo »", "« niveau »"),
        ("type: rempli", "type: remplis", 10, "vérification inconnue : « remplis »", "« rempli »"),
        ("chemin: conclusion", "chemin: conclusoin", 10, "champ inconnu : « conclusoin »", "« conclusion »"),
        ("chemin: conclusion", "chemins: conclusion", 10, "paramètre inconnu : « chemins »", "« chemin »"),
        ('    source: "service"\n', "", 7, "clé obligatoire absente : « source »", "l'ajouter"),
        ('titre: "Diagnostic"', 'titre: ""', 8, "un texte est attendu", ""),
        ("id: essai", "id: autre", 1, "l'identifiant n'est pas le nom du fichier", "essai"),
        ("certitude: proposition\nitems", "certitude: sûre\nitems", 5, "valeur inconnue : « sûre »", "officiel"),
        ("items:", "activites: [mcoo]\nitems:", 6, "champ d'activité inconnu", "« mco »"),
        ("items:", "indicateur: iqss\nitems:", 6, "indicateur inconnu : « iqss »", "qls"),
        ("items:", "elements: []\nitems:", 6, "clé inconnue : « elements »", ""),
        (
            "    message:",
            "    si: {situatoin: deces}\n    message:",
            11,
            "condition inconnue : « situatoin »",
            "« situation »",
        ),
        ("    message:", "    justifiable: oui\n    message:", 11, "« true » ou « false » est attendu", ""),
        ("    message:", "    requiert: REG-XX\n    message:", 11, "règle inconnue : « REG-XX »", ""),
        ("    message:", "    demande: {cle: '1'}\n    message:", 7, "soit « verifie », soit « demande »", ""),
        ("  - id: A\n    titre", "  - titre", 7, "une règle a un « id »", ""),
        ("items:\n", "items:\n  - rien\n", 7, "une règle est un bloc de clés", ""),
    ],
)
def test_mistake_is_placed_and_explained(pack: Pack, old: str, new: str, *, line: int, message: str, hint: str) -> None:
    """Each mistake of a list's author has its line, a French sentence and, where there is one, the closest word."""
    text = HEAD.format(id="essai") + "items:\n" + ITEM.format(id="A")
    assert old in text
    path = pack.write("essai", text.replace(old, new))
    error = _refused(pack, "essai", PackSchemaError)

    assert error.location is not None
    assert (str(path), line) == (error.location.file, error.location.line)
    assert message in error.message
    assert hint in error.hint


def test_two_items_of_one_id_are_refused(pack: Pack) -> None:
    """The second item of an id would hide the first."""
    pack.simple("essai", items=ITEM.format(id="A"))
    error = _refused(pack, "essai", PackSchemaError)

    assert "deux règles ont l'identifiant « A »" in error.message
    assert "ligne 7" in error.hint


def test_items_that_require_one_another_are_refused(pack: Pack) -> None:
    """A circle of prerequisites could never be evaluated."""
    items = ITEM.format(id="B") + "    requiert: C\n" + ITEM.format(id="C") + "    requiert: B\n"
    pack.simple("essai", items=items)

    assert "se requièrent l'une l'autre" in _refused(pack, "essai", PackCycleError).message


def test_bad_yaml_is_a_pack_error(pack: Pack) -> None:
    """A text that is no YAML is told like any other mistake of the author."""
    pack.write("essai", "id: essai\n\ttitre: x\n")
    error = _refused(pack, "essai", PackSchemaError)

    assert error.location is not None
    assert 2 == error.location.line


def test_examples_are_read_as_a_list_or_as_text(pack: Pack) -> None:
    """Both ways of writing examples give the same, and run on the service's own rule."""
    as_list = '    cas:\n      - {attendu: non_conforme, pose: {conclusion: " "}}\n'
    as_text = '    cas: |\n      - {attendu: non_conforme, pose: {conclusion: " "}}\n'
    pack.simple("liste", items=ITEM.format(id="B") + as_list + ITEM.format(id="C") + as_text)
    checklist = load_checklist("liste", extra=(pack.folder,))
    first, second = (cases(checklist.by_id[name]) for name in ("B", "C"))

    assert first == second
    assert run_case(checklist, checklist.by_id["B"], first[0]).as_expected
    assert () == cases(checklist.by_id["A"])


@pytest.mark.parametrize("block", ["", "|"])
def test_bad_example_is_placed(pack: Pack, block: str) -> None:
    """A mistake in an example has its line, in a list as in a text."""
    text = f"    cas: {block}\n      - {{attendu: conforme, pose: {{}}}}\n      - {{attendu: peut-être, pose: {{}}}}\n"
    pack.simple("essai", items=ITEM.format(id="B") + text)
    checklist = load_checklist("essai", extra=(pack.folder,))

    with pytest.raises(PackSchemaError, match="valeur inconnue : « peut-être »") as refused:
        cases(checklist.by_id["B"])
    assert refused.value.location is not None
    assert 25 == refused.value.location.line


@pytest.mark.parametrize("base", ["qls_mco_12", "mienne"])
def test_locked_list_does_not_vanish_behind_another(pack: Pack, base: str) -> None:
    """A file that takes a locked list's id while extending another list is refused: the law would be gone."""
    pack.simple("mienne")
    pack.write("reglementaire", f"id: reglementaire\netend: {base}\nitems: []\n")

    with pytest.raises(LockedItemError, match="ne se remplace pas"):
        load_checklist("reglementaire", extra=(pack.folder,))
