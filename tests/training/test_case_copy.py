"""A case of one's own, begun from another."""

from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode, UsageError
from lls_drafter.packs.case_model import Case
from lls_drafter.packs.cases import list_cases, load_case, read_case
from lls_drafter.training.case_copy import copy_case
from tests.cli.conftest import Lls


@pytest.mark.parametrize("case", list_cases().cases, ids=lambda case: case.id)
def test_copy_is_a_whole_case_under_its_own_name(case: Case, tmp_path: Path) -> None:
    """Everything is there, only the id changes, and nobody has read it over."""
    copy_case(case, tmp_path / "mon_cas")
    copied = read_case(tmp_path / "mon_cas")

    assert ("mon_cas", case.titre, case.pieces, None, 0o644) == (
        copied.id,
        copied.titre,
        copied.pieces,
        copied.relecture,
        (tmp_path / "mon_cas" / "cas.yaml").stat().st_mode & 0o777,
    )


def test_review_of_another_case_is_not_taken_over(pack: Path, tmp_path: Path) -> None:
    """A clinician who read one case over did not read the other."""
    main = pack / "cas" / "asthme" / "cas.yaml"
    signed = main.read_text(encoding="utf-8").replace(
        "relecture: non_relu", "relecture:\n  par: Dr Essai\n  le: 2026-03-01"
    )
    main.write_text(signed, encoding="utf-8")
    source = load_case("asthme", extra=(pack,))
    copy_case(source, tmp_path / "le_mien")

    assert ("Dr Essai", None) == (
        source.relecture.par if source.relecture else "",
        read_case(tmp_path / "le_mien").relecture,
    )


@pytest.mark.parametrize("name", ["Mon cas", "été", ".cache", "x" * 50])
def test_name_that_is_no_id_is_refused(pack: Path, tmp_path: Path, name: str) -> None:
    """The folder's name is the id: it is said before anything is made."""
    with pytest.raises(UsageError, match="ne peut pas être celui d'un cas"):
        copy_case(load_case("asthme", extra=(pack,)), tmp_path / name)

    assert not (tmp_path / name).exists()


def test_folder_that_is_there_is_left_alone(pack: Path, tmp_path: Path) -> None:
    """Nothing is copied over what somebody wrote."""
    (tmp_path / "le_mien").mkdir()
    with pytest.raises(UsageError, match="existe déjà"):
        copy_case(load_case("asthme", extra=(pack,)), tmp_path / "le_mien")

    assert [] == list((tmp_path / "le_mien").iterdir())


def test_command_says_what_to_do_next(lls: Lls, tmp_path: Path) -> None:
    """The copy can be checked at once, by the command that is shown."""
    folder = tmp_path / "mon_cas"
    made = lls("formation", "copier", "pneumonie_personne_agee", folder)
    checked = lls("formation", "verifier", folder)

    assert (ExitCode.OK, True, ExitCode.OK) == (made.code, "lls formation verifier" in made.out, checked.code)
