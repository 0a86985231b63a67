"""`lls listes`, as the referent of a service uses it."""

from pathlib import Path

from lls_drafter.errors import ExitCode
from lls_drafter.places import site_folder
from tests.cli.conftest import Lls


def test_title_of_a_list_keeps_its_signs(lls: Lls, tmp_path: Path) -> None:
    """A backslash and quotes in a title are read back as typed."""
    lls("listes", "nouveau", tmp_path / "maliste.yaml", "--titre", 'C:\\new "b"')

    assert 'C:\\new "b"' in lls("listes", "montrer", tmp_path / "maliste.yaml").out


def test_lists_are_shown_and_made(lls: Lls, tmp_path: Path) -> None:
    """A service's check-list: begun, completed by questions, verified, signed, installed, and used."""
    path = tmp_path / "sortie_has_2015.yaml"
    lls("listes", "nouveau", path, "--depuis", "sortie_has_2015")
    made = lls("listes", "assistant", path, typed="1\nLe transport est commandé.\nS7\n3\n")
    published = lls("listes", "publier", path, "--par", "Dr X", "--installer", "site")

    assert "conforme, 19 règles et points" in made.out
    assert "sortie_has_2015 : publié le 09/03/2026 par Dr X" in published.out
    assert "S7  Le transport est commandé." in lls("listes", "apercu", "sortie_has_2015").out
    assert "sortie_has_2015.yaml:" in lls("listes", "montrer", "sortie_has_2015", "--origine").out
    assert "site ; publié le 09/03/2026 par Dr X" in lls("listes").out
    assert "1 différence" not in lls("listes", "comparer", path, "sortie_has_2015").out


def test_rule_of_a_service_has_its_example(lls: Lls, tmp_path: Path) -> None:
    """A rule made by questions is tried on its own example, and refuses a field that no letter has."""
    path = tmp_path / "monservice.yaml"
    lls("listes", "nouveau", path, "--titre", "Mon service")

    outcome = lls("listes", "assistant", path, typed="2\netat_sortie\n2\nMS-1\n2\nabsent\n1\nMS-2\n3\n")

    assert "conforme, 1 règles et points, 1 exemples joués" in outcome.out
    assert "champ inconnu : « absent »" in outcome.err


def test_ids_proposed_are_free_on_the_whole_seat(lls: Lls, tmp_path: Path) -> None:
    """Taking each id as proposed never clashes, within a list nor with an installed one."""
    first, second = tmp_path / "premiere.yaml", tmp_path / "seconde.yaml"
    for path in (first, second):
        lls("listes", "nouveau", path, "--titre", "Mon service")
    lls("listes", "assistant", first, typed="2\netat_sortie\n2\n\n2\nconclusion\n2\n\n3\n")
    lls("listes", "publier", first, "--par", "Dr X", "--installer", "site")

    outcome = lls("listes", "assistant", second, typed="2\nconclusion\n2\n\n1\nUn point\n\n3\n")

    assert "Identifiant de la règle [SERVICE-3]" in outcome.out
    assert "conforme, 2 règles et points" in outcome.out


def test_official_grid_cannot_be_added_to(lls: Lls, tmp_path: Path) -> None:
    """A scored grid stays the official one: the refusal leaves the file as it was."""
    path = tmp_path / "qls_mco_12.yaml"
    lls("listes", "nouveau", path, "--depuis", "qls_mco_12")
    before = path.read_bytes()

    outcome = lls("listes", "assistant", path, typed="1\nUn point\nS1\n3\n")

    assert "grille officielle" in outcome.err
    assert before == path.read_bytes()


def test_one_wrong_list_does_not_hide_the_others(lls: Lls, tmp_path: Path) -> None:
    """The list shows the wrong one with its fault, then gives 3."""
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "maliste.yaml").write_text("id: [\n", encoding="utf-8")

    outcome = lls("listes", "liste", "--pack", tmp_path)

    assert (ExitCode.PACK, 1) == (outcome.code, outcome.out.count("À CORRIGER"))
    assert "maliste                  À CORRIGER" in outcome.out
    assert "sortie_has_2015 " in outcome.out


def test_point_is_added_in_place_to_a_list_of_a_layer(lls: Lls) -> None:
    """The list that is being changed does not count as one below its changed copy."""
    layer = site_folder() / "checklists"
    layer.mkdir(parents=True)
    path = layer / "maliste.yaml"
    lls("listes", "nouveau", path, "--titre", "Ma liste")
    path.write_text(path.read_text(encoding="utf-8").replace("items", "verrouille: true\nitems"), encoding="utf-8")

    made = lls("listes", "assistant", path, typed="1\nUn\nS1\n1\nDeux\nS2\n3\n")
    before = path.read_bytes()
    refused = lls("listes", "assistant", path, typed="1\nUn\nS1\n2\nabsent\n1\nS3\n3\n")

    assert "conforme, 2 règles et points" in made.out
    assert (2, before) == (refused.out.count("Rien n'a été changé."), path.read_bytes())
