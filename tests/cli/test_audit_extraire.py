"""Extracts: what leaves a site, what never does, and that the sites add up."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.audit.extract import hidden_cells
from lls_drafter.audit.extract_file import Extrait, grid_data, read_extract
from lls_drafter.audit.groups import OTHERS
from lls_drafter.audit.model import Critere, Grille
from lls_drafter.audit.outputs import report_data
from lls_drafter.audit.run import Bilan
from lls_drafter.audit.scoring import Demande
from lls_drafter.audit.statistics import SMALL
from lls_drafter.audit.words import report_lines
from lls_drafter.errors import DraftFormatError, DraftVersionError, ExitCode, UsageError
from lls_drafter.letter.lettre import Lettre
from tests.audit.letters import TODAY, filled, letter, written
from tests.audit.test_paper import report
from tests.cli.conftest import Lls, Outcome
from tests.cli.test_audit_saisir import LATER

MONTHS = (date(2026, 2, 9), date(2026, 3, 2))


def lettres(count: int, start: int = 0) -> list[Lettre]:
    """Give letters of two units and two months, a third of them without a reason for the stay."""
    return [
        letter(
            n,
            unite=("2143", "2144")[n % 2],
            sejour__date_sortie=MONTHS[n // 2 % 2],
            sejour__numero=f"ZZSTAY{n}",
            motif_hospitalisation=None if n % 3 else "Dyspnée aiguë fébrile",
        )
        for n in range(start, start + count)
    ]


def extracted(lls: Lls, folder: Path, name: str, *more: str) -> tuple[Path, Outcome]:
    """Extract a folder."""
    path = folder.parent / f"{name}.extrait.json"
    return path, lls("audit", "extraire", folder, "--vers", path, *more, now=LATER)


def leaves(node: object) -> Iterator[str]:
    """Give the texts of a JSON tree."""
    if isinstance(node, str):
        yield node
    for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from leaves(one)


def rates(bilan: Bilan) -> list[tuple[int, int, float | None]]:
    """Give the figures of each criterion."""
    return [(one.conformes, one.n, one.taux) for one in bilan.tableaux[0].lignes]


def test_sites_add_up(lls: Lls, tmp_path: Path) -> None:
    """The extracts of two sites give the rates and the score of all their letters in one folder."""
    filled(tmp_path / "all", lettres(100))
    one = extracted(lls, filled(tmp_path / "a", lettres(60)), "x", "--site", "Nord")[0]
    other = extracted(lls, filled(tmp_path / "b", lettres(40, 60)), "y", "--site", "Sud")[0]
    (tmp_path / "region").mkdir()
    for path in (one, other):
        path.rename(tmp_path / "region" / path.name)
    together, region = report(tmp_path / "all"), report(tmp_path / "region")
    table = region.tableaux[0]

    assert rates(together) == rates(region)
    assert together.tableaux[0].score == table.score
    assert {"Nord": 60, "Sud": 40} == {g.libelle: g.effectif for g in table.groupes if g.dimension.value == "site"}
    assert {"extrait": 100} == report_data(region)["origines"]
    assert "extrait de Nord : 60 lettres, sur 60 fichiers" in "\n".join(report_lines(region))


def test_extract_holds_no_text_and_no_identity(lls: Lls, tmp_path: Path) -> None:
    """Nothing that was typed in a letter, no exact date, no number and no file name leaves the site."""
    path, done = extracted(lls, filled(tmp_path / "a", lettres(60)), "x")
    text = path.read_text("utf-8")
    typed = {one.strip() for one in leaves(json.loads((tmp_path / "a" / "004.json").read_text("utf-8")))}
    ours = {"2143", "2144", "mco_standard", "lettre", "patient"}  # units, and words of the grid

    assert ExitCode.OK == done.code
    assert [] == [one for one in sorted(typed - ours) if len(one) > 4 and one in text]
    assert [] == re.findall(r"\d{4}-\d{2}-\d{2}", text)
    assert {"grille", "mois", "uf", "verdicts", "score", "n"} == {
        key for row in json.loads(text)["lignes"] for key in row
    }
    assert 0o600 == path.stat().st_mode & 0o777


def test_same_letters_give_the_same_bytes(lls: Lls, tmp_path: Path) -> None:
    """An extract depends on the letters alone, not on their order nor on the number of processes."""
    filled(tmp_path / "a", lettres(40))
    filled(tmp_path / "b", lettres(40)[::-1])
    first, second = (
        extracted(lls, tmp_path / name, name, "--processus", n)[0].read_bytes() for name, n in (("a", "1"), ("b", "2"))
    )

    assert first == second


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(["2026-01", "2026-02", "2026-03"])), max_size=90))
def test_no_unit_is_told_by_a_few_letters(cells: list[tuple[str, str]]) -> None:
    """Each month of a unit that is told has eleven letters; so has « autres », unless no unit is told."""
    told = hidden_cells(cells)
    counts = Counter(told)
    units = {unit for unit, _ in told} - {OTHERS}

    assert len(cells) == len(told)
    assert [] == [cell for cell, n in counts.items() if n < SMALL and (cell[0] != OTHERS or units)]


def test_month_typed_wrong_is_extracted(lls: Lls, tmp_path: Path) -> None:
    """A year of three digits, typed in many letters, is a month like another: no failure."""
    made = [letter(n, sejour__date_sortie=date(206, 3, 2)) for n in range(SMALL)]
    path, done = extracted(lls, filled(tmp_path / "l", made), "a")

    assert ExitCode.OK == done.code
    assert {"0206-03"} == {row.mois for row in read_extract(path).lignes}


@pytest.mark.parametrize(("name", "is_held"), [("qls-hdj.2", True), ("grille de l'hôpital", False)])
def test_service_s_own_grid_is_held_or_told(name: str, is_held: bool) -> None:
    """A grid of a service is in the extract; one whose names an extract cannot hold is told, not a failure."""
    grid = Grille(
        id=name,
        version="1",
        titre="Grille",
        certitude="proposition",
        avertissement="",
        empreinte="sha256:a",
        criteres=(Critere("Mon_05", "Titre", indispensable=True),),
    )
    if is_held:
        assert name == grid_data(grid).id
        return
    with pytest.raises(UsageError, match="ne peut pas être dans un extrait"):
        grid_data(grid)


def test_few_letters_are_not_extracted(lls: Lls, tmp_path: Path) -> None:
    """Ten letters would be told one by one."""
    path, done = extracted(lls, filled(tmp_path / "a", lettres(10)), "x")

    assert (ExitCode.USAGE, False) == (done.code, path.exists())
    assert "trop peu de lettres jugées" in done.err


def test_extract_given_twice_is_refused(lls: Lls, tmp_path: Path) -> None:
    """The same extract under two names would count its letters twice."""
    path = extracted(lls, filled(tmp_path / "a", lettres(20)), "x")[0]
    (tmp_path / "r").mkdir()
    for name in ("1.extrait.json", "2.extrait.json"):
        (tmp_path / "r" / name).write_bytes(path.read_bytes())

    with pytest.raises(UsageError, match="donné deux fois"):
        report(tmp_path / "r")


def test_stays_and_letters_do_not_add_up(lls: Lls, tmp_path: Path) -> None:
    """An extract of stays, which counts the missing letters, is not added to letters that do not."""
    lines = "".join(f"ZZSTAY{n};09/03/2026\n" for n in range(30))
    (tmp_path / "s.csv").write_text("sejour;sortie\n" + lines, "utf-8")
    path = extracted(lls, filled(tmp_path / "a", lettres(20)), "x", "--sejours", str(tmp_path / "s.csv"))[0]
    stays = report(path)
    written(tmp_path, "b.json", letter(1))

    assert ("sejours", 30, 20) == (stays.base.value, stays.jugees, stays.tableaux[0].trouvees)
    with pytest.raises(UsageError, match="ne comptent pas la même chose"):
        report(tmp_path)


def whole(lls: Lls, tmp_path: Path) -> tuple[Path, bytes]:
    """Give an extract and its bytes."""
    path = extracted(lls, filled(tmp_path / "a", lettres(20)), "x")[0]
    return path, path.read_bytes()


def test_cut_extract_is_refused(lls: Lls, tmp_path: Path) -> None:
    """An extract cut anywhere is refused: half a site would be counted without a word."""
    path, data = whole(lls, tmp_path)
    for length in range(0, len(data) - 2, 97):
        path.write_bytes(data[:length])

        with pytest.raises(DraftFormatError, match="n'est pas un extrait d'audit entier"):
            read_extract(path)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"n":', '"nom": "DUPONT", "n":', "entier"),
        ('"score":', '"score": 101, "x":', "entier"),
        ('"mois":"', '"mois":"2026-41', "mois"),
        ('"verdicts":"C', '"verdicts":"', "entier"),
        ('"verdicts":"C', '"verdicts":"Z', "verdicts"),
        ('"grille":0', '"grille":7', "entier"),
        ('"base": "lettres"', '"base": "autre"', "base"),
        ('"type": "extrait_audit"', '"type": "autre"', "type"),
    ],
)
def test_changed_extract_is_refused(lls: Lls, tmp_path: Path, before: str, after: str, words: str) -> None:
    """A value that cannot be, or a key that is not ours, is refused; what stood there is not quoted."""
    path, data = whole(lls, tmp_path)
    assert before.encode() in data
    path.write_bytes(data.replace(before.encode(), after.encode(), 1))

    with pytest.raises(DraftFormatError, match=words) as caught:
        read_extract(path)
    assert "DUPONT" not in str(caught.value)


def test_later_format_is_told(lls: Lls, tmp_path: Path) -> None:
    """An extract of a later program is not guessed at."""
    path, data = whole(lls, tmp_path)
    path.write_bytes(data.replace(b'"format": 1', b'"format": 2', 1))

    with pytest.raises(DraftVersionError, match="format inconnu"):
        read_extract(path)


def test_extract_is_read_as_written(lls: Lls, tmp_path: Path) -> None:
    """What an extract says is what is read."""
    path, data = whole(lls, tmp_path)
    found = read_extract(path)

    assert 20 == found.effectif
    assert found == Extrait.model_validate_json(data)


def test_figure_changed_by_hand_is_seen(lls: Lls, tmp_path: Path) -> None:
    """One more letter, one better verdict: an extract that was touched is not counted; one laid out anew is."""
    path, data = whole(lls, tmp_path)
    path.write_text(json.dumps(json.loads(data)), "utf-8")
    assert 20 == read_extract(path).effectif
    for before, after in ((b'"n":', b'"n":1'), (b'"score":0', b'"score":90'), (b'"site": ""', b'"site": "Sud"')):
        path.write_bytes(data.replace(before, after, 1))
        assert path.read_bytes() != data

        with pytest.raises(DraftFormatError, match="a été modifié"):
            read_extract(path)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("a", "--vers", "x.json"), "finit par « .extrait.json »"),
        (("a", "--vers", "x.extrait.json", "--site", "x" * 61), "60 caractères"),
        (("r", "--vers", "x.extrait.json"), "à partir d'autres extraits"),
        (("a", "--vers", "nulle/part/x.extrait.json"), "n'existe pas"),
    ],
)
def test_extract_that_cannot_be_made_is_refused(
    lls: Lls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    """Each wrong argument has its sentence."""
    monkeypatch.chdir(tmp_path)
    filled(tmp_path / "a", lettres(12))
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "1.extrait.json").write_text("{}", "utf-8")
    done = lls("audit", "extraire", *arguments, now=LATER)

    assert ExitCode.OK != done.code
    assert words in done.err


def test_draw_among_extracts_is_refused(lls: Lls, tmp_path: Path) -> None:
    """A draw needs letters that can be found again."""
    path = whole(lls, tmp_path)[0]

    assert "un tirage ne se fait pas parmi des extraits" in lls("audit", path, "--tirage", "5", now=LATER).err


def test_period_of_an_extract_is_its_own(lls: Lls, tmp_path: Path) -> None:
    """Extracts of other periods are told, and told apart."""
    one = extracted(lls, filled(tmp_path / "a", lettres(40)), "x", "--depuis", "01/02/2026", "--site", "Nord")[0]
    (tmp_path / "r").mkdir()
    one.rename(tmp_path / "r" / one.name)
    other = extracted(lls, filled(tmp_path / "b", lettres(40)), "y", "--depuis", "01/03/2026", "--site", "Nord")[0]
    other.rename(tmp_path / "r" / other.name)
    said = "\n".join(report_lines(report(tmp_path / "r", Demande(today=TODAY))))

    assert [] == [line for line in said.splitlines() if len(line) > 100]
    assert "2 extraits de Nord" in said
    assert "extrait de Nord, depuis le 01/02/2026 : 40 lettres, sur 40 fichiers" in said
    assert "les extraits ne portent pas sur la même période" in said
