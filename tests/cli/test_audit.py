"""`lls audit` as a person types it: its outputs, that no identity is in any of them, and its errors."""

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import IdentiteIns
from tests.audit.letters import filled, letter, written
from tests.cli.conftest import NOW, Lls

MANY = 45
BEFORE = date(2026, 3, 2)


def patient(number: int) -> Lettre:
    """Give a letter of a patient whose every trait is told from all others, and from any word of ours."""
    birth = date(1930, 1, 1) + timedelta(days=97 * number)
    return letter(
        number,
        unite=("2143", "2144")[number % 2],
        patient__nom_naissance=f"ZZNOM{'ABCDEFGHIJ'[number % 10]}{'ABCDEFGHIJ'[number // 10]}Q",
        patient__prenoms_naissance=(f"ZZPRENOM{'ABCDEFGHIJ'[number % 10]}{'ABCDEFGHIJ'[number // 10]}Q",),
        patient__nom_utilise=f"Zzusage{number:03d}",
        patient__date_naissance=birth,
        patient__ipp=f"8001{number:06d}77",
        patient__ins=IdentiteIns(matricule=f"2790351215{number:03d}89", oid=f"1.2.250.1.213.1.4.10{number:03d}"),
        sejour__date_sortie=BEFORE,
        sejour__numero=f"2699{number:06d}55",
        motif_hospitalisation=None if number % 5 == 0 else "Dyspnée aiguë fébrile",
    )


def traits(lettre: Lettre) -> list[str]:
    """Give every text that would tell a patient or an author."""
    who = lettre.patient
    assert who is not None
    assert who.ins is not None
    assert who.date_naissance is not None
    assert lettre.sejour is not None
    found = [
        who.nom_naissance, *who.prenoms_naissance, who.nom_utilise, who.ipp, who.ins.matricule, who.ins.oid,
        who.date_naissance.isoformat(), format_date(who.date_naissance), lettre.sejour.numero,
        lettre.signataire.nom if lettre.signataire else None, lettre.redacteur.nom if lettre.redacteur else None,
        lettre.medecin_traitant.nom if lettre.medecin_traitant else None,
    ]  # fmt: skip
    return [one for one in found if one]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of letters, one of them broken in its patient's name, files named after patients."""
    place = tmp_path / "lettres"
    for number in range(MANY):
        written(place, f"ZZFICHIER-{number:03d}.json", patient(number))
    (place / "ZZFICHIER-cassee.lls.yaml").write_text("format: 1\nzzcle: [\n", "utf-8")
    (place / "ZZFICHIER-cle.lls.yaml").write_text("format: 1\nzzcle: 1\npatient:\n  zznom: x\n", "utf-8")
    return place


def test_no_identity_is_in_any_output(lls: Lls, folder: Path, tmp_path: Path) -> None:
    """No name, birth date, INS, IPP, stay number, author or file name is in what the terminal and the files say."""
    written = ("--csv", tmp_path / "a.csv", "--html", tmp_path / "a.html")
    told = lls("audit", folder, *written, "--medicaments", "--tirage", "40")
    data = lls("audit", folder, "--json", "--medicaments", "--tirage", "40")
    outputs = [told.out, told.err, data.out, data.err, (tmp_path / "a.csv").read_text("utf-8-sig")]
    outputs.append((tmp_path / "a.html").read_text("utf-8"))
    secret = {trait for number in range(MANY) for trait in traits(patient(number))} | {"ZZFICHIER", "zzcle", "zznom"}

    assert ExitCode.OK == told.code, told.err
    assert "40 lettres jugées" in told.out
    assert [] == [one for one in secret for text in outputs if one.casefold() in text.casefold()]


def test_json_holds_the_figures(lls: Lls, folder: Path) -> None:
    """The JSON gives the table: twelve criteria, their rates, the score and what was left out."""
    data = json.loads(lls("audit", folder, "--json").out)
    table = data["tableaux"][0]

    assert (1, "lettres", MANY + 2, MANY, 2) == (
        data["format"], data["base"], data["fichiers"], data["jugees"], len(data["illisibles"]),
    )  # fmt: skip
    assert [f"QLS-{n:02d}" for n in range(1, 13)] == [one["id"] for one in table["criteres"]]
    assert (36, 45, 80.0) == tuple(table["criteres"][7][key] for key in ("conformes", "n", "taux"))
    assert "estimation" == table["score"]["nature"]
    assert {"categorie", "region", "nation"} == set(table["criteres"][7]["references"])


def test_documented_keys_are_those_of_the_json(lls: Lls, folder: Path) -> None:
    """Each key of the JSON is named in the guide."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "guide" / "qualite.md").read_text("utf-8")
    data = json.loads(lls("audit", folder, "--json", "--tirage", "40").out)
    keys = {*data, *data["tirage"], *data["tableaux"][0], *data["tableaux"][0]["criteres"][0], *data["regles"][0]}
    keys |= {*data["tableaux"][0]["score"], *data["tableaux"][0]["groupes"][0], *data["tableaux"][0]["causes"][0]}

    assert [] == sorted(key for key in keys - {"lls_drafter"} if f"`{key}`" not in page)


def test_csv_opens_in_a_french_spreadsheet(lls: Lls, folder: Path, tmp_path: Path) -> None:
    """The CSV has semicolons, decimal commas, a mark for UTF-8, and one line per criterion."""
    lls("audit", folder, "--csv", tmp_path / "a.csv")
    raw = (tmp_path / "a.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    criteria = {row["cle"]: row for row in rows if row["section"] == "critere"}

    assert b"\xef\xbb\xbf" == raw[:3]
    assert 12 == len(criteria)
    assert ("80,0", "99,0") == (criteria["QLS-08"]["taux"], criteria["QLS-08"]["reference_nation"])
    assert 0o600 == (tmp_path / "a.csv").stat().st_mode & 0o777


def test_same_folder_gives_the_same_bytes(lls: Lls, folder: Path) -> None:
    """Two runs, with one process and with two, write the same report."""
    first, second = (lls("audit", folder, "--json", "--processus", str(n)).out for n in (1, 2))

    assert first == second


def test_correspondence_leads_back_to_the_files(lls: Lls, folder: Path, tmp_path: Path) -> None:
    """The one file that names files says which number is which, is private, and is warned about."""
    outcome = lls("audit", folder, "--tirage", "30", "--json", "--correspondance", tmp_path / "c.csv")
    drawn = json.loads(outcome.out)["tirage"]["numeros"]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text("utf-8-sig")), delimiter=";"))

    assert drawn == [int(row["numero"]) for row in rows if row["etat"] == "jugee"]
    assert rows[0]["fichier"].endswith("ZZFICHIER-000.json")
    assert "reste sur ce poste" in outcome.err
    assert 0o600 == (tmp_path / "c.csv").stat().st_mode & 0o777


def test_comparison_says_the_evolution(lls: Lls, folder: Path, tmp_path: Path) -> None:
    """An audit kept as JSON is the previous column of the next one."""
    (tmp_path / "avant.json").write_text(lls("audit", folder, "--json").out, "utf-8")
    later = filled(tmp_path / "apres", [letter(n, sejour__date_sortie=BEFORE) for n in range(30)])
    outcome = lls("audit", later, "--compare", tmp_path / "avant.json")

    assert re.search(r"QLS-08 .*100,0 .* 80,0 \+20 pts", outcome.out)
    assert "grilles possiblement différentes" not in outcome.out


def test_list_of_stays_makes_the_base(lls: Lls, folder: Path, tmp_path: Path) -> None:
    """With a list, stays without a letter count, the report says where stays went, and no number of theirs."""
    numbers = [f"2699{n:06d}55" for n in range(MANY)] + [f"ZZSANS{n}" for n in range(5)]
    lines = ["sejour;sortie;uf", *(f"{one};02/03/2026;2143" for one in numbers), "ZZFAUX;jamais;"]
    (tmp_path / "s.csv").write_text("\n".join(lines), "utf-8")
    told = lls("audit", folder, "--sejours", tmp_path / "s.csv", "--depuis", "01/03/2026")
    data = json.loads(lls("audit", folder, "--sejours", tmp_path / "s.csv", "--json").out)

    assert "Liste de 50 séjours, hors période : 0, hors champ : 0" in told.out
    assert "lettre retrouvée : 45, jamais validée : 0, absente : 5" in told.out
    assert re.search(r"QLS-01\* .* 90,0 +79-96 +50", told.out)
    assert ("sejours", 90.0) == (data["base"], data["tableaux"][0]["criteres"][0]["taux"])
    assert [] == [one for one in (*numbers, "ZZFAUX") if one in told.out + told.err + json.dumps(data)]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), ExitCode.USAGE, "il manque le dossier"),
        (("nulle-part",), ExitCode.USAGE, "n'existe pas"),
        ((".", "--depuis", "32/13/2026"), ExitCode.USAGE, "--depuis"),
        ((".", "--depuis", "02/03/2026", "--jusqua", "01/03/2026"), ExitCode.USAGE, "après"),
        ((".", "--tirage", "0"), ExitCode.USAGE, "--tirage"),
        ((".", "--processus", "0"), ExitCode.USAGE, "--processus"),
        ((".", "--csv", "a", "--correspondance", "./a"), ExitCode.USAGE, "même nom"),
        ((".", "--csv", "a", "--html", "./a"), ExitCode.USAGE, "même nom"),
        ((".", "--cible", "0"), ExitCode.USAGE, "--cible"),
        ((".", "--cible", "nan"), ExitCode.USAGE, "--cible"),
        ((".", "--compare", "absent.json"), ExitCode.DRAFT, "n'existe pas"),
    ],
)
def test_wrong_command_says_why(  # noqa: PLR0917 - three fixtures, three values
    lls: Lls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: ExitCode, said: str
) -> None:
    """A command that says nothing sensible is refused with a sentence."""
    monkeypatch.chdir(tmp_path)
    outcome = lls("audit", *words)

    assert code == outcome.code
    assert said in outcome.err


def test_folder_with_nothing_readable_is_an_error(lls: Lls, tmp_path: Path) -> None:
    """When no file could be read the exit code says so, the report being written all the same."""
    place = tmp_path / "l"
    place.mkdir()
    (place / "x.json").write_text("{", "utf-8")
    outcome = lls("audit", place)

    assert ExitCode.DRAFT == outcome.code
    assert "fichier n° 1" in outcome.out


def test_discharges_of_today_wait(lls: Lls, tmp_path: Path) -> None:
    """A letter whose discharge day is not over is not held against anybody."""
    outcome = lls("audit", filled(tmp_path / "l", [letter(1, sejour__date_sortie=NOW.date())]))

    assert "en cours : 1 (jour de la sortie non fini)" in outcome.out
