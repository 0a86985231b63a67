"""`lls valider-cda`: what it says, what it hides, how it leaves."""

import json
from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from tests.cda.judge.distributions import GOOD, write_distribution
from tests.cli.conftest import Lls

WRONG = GOOD.replace("11490-0", "DUPONT").replace("20260310", "2026")


@pytest.fixture
def ans(tmp_path: Path) -> Path:
    """Give a small distribution."""
    return write_distribution(tmp_path / "ans")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Give a document that the small distribution accepts."""
    path = tmp_path / "bon.xml"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Give a document that it does not."""
    path = tmp_path / "faux.xml"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_our_checks_are_done_alone_by_default(lls: Lls, good: Path) -> None:
    """Without a distribution our own checks are done, and the way out tells that the document is refused."""
    done = lls("valider-cda", good)

    assert ExitCode.NOT_VALIDATABLE == done.code
    assert "contrôles de lls-drafter : " in done.out
    assert "CDA-" in done.out
    assert "XSD" not in done.out


def test_official_checks_are_listed_one_by_one(lls: Lls, ans: Path, wrong: Path) -> None:
    """Each check done is named with what it found, the place, the line; then the count."""
    done = lls(
        "valider-cda",
        "--ans",
        ans,
        "--profil",
        "XSD",
        "--profil",
        "ci-sis_modeles_ans",
        "--profil",
        "terminologie",
        wrong,
    )

    assert ExitCode.NOT_VALIDATABLE == done.code
    assert (
        f"{wrong}\n"
        "  XSD : rien à redire\n"
        "  CI-SIS_Modeles_ANS : 1 information\n"
        "    info    date-8  ClinicalDocument/time[2] (ligne 8)\n"
        '            "…": date sans jour.\n'
        "  terminologie : 1 erreur\n"
        "    ERREUR  termes-33ff4939  ClinicalDocument/code (ligne 5)\n"
        '            Code : "…" Ce code n\'est pas retrouvé.\n'
        "  Non conforme : 1 erreur, 1 information.\n"
    ) == done.out


def test_values_are_shown_on_demand_only(lls: Lls, ans: Path, wrong: Path) -> None:
    """The document's values are in no message, on either stream, unless they are asked for."""
    plain = lls("valider-cda", "--ans", ans, wrong)
    shown = lls("valider-cda", "--ans", ans, "--montrer-valeurs", wrong)

    assert "DUPONT" not in plain.out + plain.err
    assert 'Code : "DUPONT"' in shown.out


def test_our_checks_join_the_official_ones(lls: Lls, ans: Path, good: Path) -> None:
    """With a distribution, our checks are done too; with profiles named, only when they are asked for."""
    every = lls("valider-cda", "--ans", ans, good)
    named = lls("valider-cda", "--ans", ans, "--profil", "IHE", good)
    both = lls("valider-cda", "--ans", ans, "--profil", "IHE", "--strict", good)

    assert [True, False, True] == ["contrôles de lls-drafter" in done.out for done in (every, named, both)]
    assert ExitCode.OK == named.code
    assert "  IHE : rien à redire\n  Conforme aux contrôles faits (rien à redire).\n" in named.out


def test_json_holds_every_check_and_finding(lls: Lls, ans: Path, wrong: Path, good: Path) -> None:
    """The JSON names the checks done on each file and each finding, and nothing else is on the output."""
    done = lls("valider-cda", "--json", "--ans", ans, "--profil", "terminologie", wrong, good)
    report = json.loads(done.out)

    assert "" == done.err
    assert 1 == report["format"]
    assert ["IHE.sch : « s_Titre.sch » retrouvé malgré la casse de son nom"] == report["remarques"][:1]
    assert [
        {
            "fichier": str(wrong),
            "controles": ["terminologie"],
            "constats": [
                {
                    "controle": "terminologie",
                    "regle": "termes-33ff4939",
                    "niveau": "erreur",
                    "chemin": "ClinicalDocument/code",
                    "ligne": 5,
                    "message": 'Code : "…" Ce code n\'est pas retrouvé.',
                    "correction": "",
                }
            ],
            "conforme": False,
        },
        {"fichier": str(good), "controles": ["terminologie"], "constats": [], "conforme": True},
    ] == report["fichiers"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(lls: Lls, ans: Path, good: Path, tmp_path: Path) -> None:
    """Each file is judged or told unreadable; the way out is the worst, and the last line counts."""
    (tmp_path / "texte.xml").write_text("pas du XML", encoding="utf-8")
    done = lls("valider-cda", "--ans", ans, "--profil", "XSD", tmp_path / "absent.xml", tmp_path / "texte.xml", good)

    assert ExitCode.DRAFT == done.code
    assert "absent.xml : ce fichier ou ce dossier n'existe pas" in done.err
    assert "texte.xml:1:1 : ce n'est pas du XML bien formé" in done.err
    assert done.out.endswith("3 fichiers : 1 conformes, 0 non conformes, 2 non jugés.\n")


def test_unreadable_file_is_an_entry_of_the_json(lls: Lls, tmp_path: Path) -> None:
    """In JSON, a file that cannot be judged has its error in its place."""
    done = lls("valider-cda", "--json", tmp_path / "absent.xml")

    assert ["ce fichier ou ce dossier n'existe pas"] == [
        entry["erreur"]["message"] for entry in json.loads(done.out)["fichiers"]
    ]


def test_profile_without_a_distribution_is_a_mistake(lls: Lls, good: Path) -> None:
    """A profile can be asked for only with a distribution to take it from."""
    done = lls("valider-cda", "--profil", "IHE", good)

    assert ExitCode.USAGE == done.code
    assert "--profil demande --ans" in done.err


def test_folder_that_is_no_distribution_is_told(lls: Lls, good: Path, tmp_path: Path) -> None:
    """A folder without the official files is refused, with what to give."""
    done = lls("valider-cda", "--ans", tmp_path, good)

    assert ExitCode.REFERENCE == done.code
    assert "distribution incomplète : schéma XML « cda_extended.xsd » introuvable" in done.err
    assert "TestContenuCDA" in done.err
