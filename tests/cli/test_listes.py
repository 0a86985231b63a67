"""`lls listes`, as the referent of a service uses it."""

from pathlib import Path

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


def test_official_grid_cannot_be_added_to(lls: Lls, tmp_path: Path) -> None:
    """A scored grid stays the official one: the refusal leaves the file as it was."""
    path = tmp_path / "qls_mco_12.yaml"
    lls("listes", "nouveau", path, "--depuis", "qls_mco_12")
    before = path.read_bytes()

    outcome = lls("listes", "assistant", path, typed="1\nUn point\nS1\n3\n")

    assert "grille officielle" in outcome.err
    assert before == path.read_bytes()
