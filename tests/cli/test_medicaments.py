"""`lls medicaments`: what a person reads when installing, asking for the state, and searching."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lls_drafter import places
from lls_drafter.errors import ExitCode
from tests.cli.conftest import Lls
from tests.reference.bdpm_set import encoded, in_archive, in_folder, small_set

JUNE = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
ATTRIBUTION = (
    "Source : Base de données publique des médicaments (ANSM, HAS, UNCAM), "
    "base-donnees-publique.medicaments.gouv.fr, données de mai 2026, Licence Ouverte 2.0."
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Give a folder with a small published set."""
    return in_folder(tmp_path / "jeu", encoded(small_set()))


@pytest.fixture
def base(lls: Lls, source: Path) -> Path:
    """Give the base of this seat, installed."""
    assert ExitCode.OK == lls("medicaments", "installer", source).code
    return places.user_drug_base_file()


def test_install_says_what_it_installed(lls: Lls, source: Path) -> None:
    """The answer has the place, the date and the counts; what is being done goes to the error stream."""
    done = lls("medicaments", "installer", source)

    assert ExitCode.OK == done.code, done.err
    assert f"Base de médicaments installée : {places.user_drug_base_file()}" in done.out
    assert "données du 19/05/2026\n  4 spécialités, dont 4 commercialisées" in done.out
    assert "lecture de CIS_bdpm.txt…" in done.err
    assert "lecture" not in done.out
    assert "écartée" not in done.out


def test_update_lists_the_changes(lls: Lls, base: Path, tmp_path: Path) -> None:
    """A second set lists what it adds, withdraws and changes; a trial says the same and changes nothing."""
    texts = small_set()
    texts["CIS_bdpm.txt"] = texts["CIS_bdpm.txt"].replace("MORPHINE RENAUDIN", "MORPHINE AGUETTANT")
    archive = in_archive(tmp_path / "suivant.zip", encoded(texts))
    before = base.read_bytes()
    tried = lls("medicaments", "installer", archive, "--simuler")

    assert (ExitCode.OK, before) == (tried.code, base.read_bytes())
    assert "Essai réussi : rien n'a été changé." in tried.out
    changes = "  ajoutées : 0\n  retirées : 0\n  modifiées : 1\n    MORPHINE AGUETTANT 10 mg/ml, solution injectable\n"
    assert f"Par rapport à la base précédente (données du 19/05/2026) :\n{changes}" in tried.out
    done = lls("medicaments", "installer", archive)
    assert (ExitCode.OK, True) == (done.code, done.out.endswith(changes))
    assert "MORPHINE AGUETTANT" in lls("medicaments", "chercher", "aguettant").out


def test_long_list_of_changes_is_cut(lls: Lls, base: Path, tmp_path: Path) -> None:
    """After twenty names the rest is a number."""
    texts = small_set()
    for name in ("CIS_bdpm.txt", "CIS_COMPO_bdpm.txt"):
        first = texts[name].split("\n")[0]
        texts[name] += "".join(f"\n{first.replace('60000001', f'6100{number:04d}')}" for number in range(30))
    done = lls("medicaments", "installer", in_folder(tmp_path / "suivant", encoded(texts)))

    assert base.is_file()
    assert "  ajoutées : 30\n" in done.out
    assert 20 == done.out.count("    ELIQUIS 5 mg, comprimé pelliculé\n")
    assert "    … et 10 autres\n" in done.out


def test_dirty_rows_are_told(lls: Lls, source: Path) -> None:
    """Rows that were set aside are counted for the person who installs."""
    file = source / "CIS_CPD_bdpm.txt"
    file.write_bytes(file.read_bytes() + b"ligne sans code\r\n")

    assert "1 ligne(s) illisible(s) ou en double, écartée(s)" in lls("medicaments", "installer", source).out


def test_refused_set_gives_the_place_and_what_to_do(lls: Lls, source: Path) -> None:
    """A set that changed is refused with file, line, sentence and hint, code 6; nothing is installed."""
    file = source / "CIS_bdpm.txt"
    file.write_bytes(file.read_bytes().decode("cp1252").encode())
    refused = lls("medicaments", "installer", source)

    assert (ExitCode.REFERENCE, "") == (refused.code, refused.out)
    assert "lls : CIS_bdpm.txt:1 : encodage changé : UTF-8 trouvé, Windows-1252 attendu" in refused.err
    assert "  → télécharger de nouveau le jeu complet" in refused.err
    assert not places.user_drug_base_file().exists()


def test_base_of_the_site_is_read_by_seats_without_one(lls: Lls, source: Path) -> None:
    """`--site` installs for all; a seat with its own base goes on with it, and is told so."""
    done = lls("medicaments", "installer", source, "--site")

    assert (ExitCode.OK, True) == (done.code, places.site_drug_base_file().is_file())
    assert f"  fichier     : {places.site_drug_base_file()}" in lls("medicaments", "etat").out
    lls("medicaments", "installer", source)
    again = lls("medicaments", "installer", source, "--site")
    assert f"attention : ce poste lit d'abord {places.user_drug_base_file()}" in again.err


def test_state_of_the_national_base(lls: Lls, base: Path) -> None:
    """The state gives the date, the counts, the place, the licence and the sentence that it asks for."""
    state = lls("medicaments", "etat", now=JUNE)

    assert (ExitCode.OK, "") == (state.code, state.err)
    for piece in ("base nationale", "19/05/2026", "4 spécialités", str(base), "Licence Ouverte 2.0", ATTRIBUTION):
        assert piece in state.out


def test_state_without_base_tells_how_to_install_one(lls: Lls) -> None:
    """A seat without the national base says that it uses our list, and the two steps to have the other."""
    state = lls("medicaments", "etat")

    assert ExitCode.OK == state.code
    assert "liste intégrée de lls" in state.out
    assert "page « Téléchargement »" in state.out
    assert "lls medicaments installer DOSSIER" in state.out


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("now", "told"),
    [
        (datetime(2026, 11, 18, tzinfo=UTC), ""),
        (datetime(2026, 11, 19, tzinfo=UTC), "attention : ces données ont 6 mois ; les mettre à jour"),
        (datetime(2027, 6, 1, tzinfo=UTC), "attention : ces données ont 12 mois ; les mettre à jour"),
        (datetime(2026, 3, 9, tzinfo=UTC), "attention : ces données sont plus récentes que la date de ce poste"),
    ],
)
def test_old_data_are_told(lls: Lls, now: datetime, told: str) -> None:
    """Data of more than six months ask for an update; data of tomorrow, for a look at the clock."""
    err = lls("medicaments", "etat", now=now).err

    assert told in err
    assert bool(told) == bool(err)


def header_lost(data: bytes) -> bytes:
    """Spoil the beginning of a file."""
    return b"\xff" * 100 + data[100:]


def cut(data: bytes) -> bytes:
    """Leave a third of a file."""
    return data[: len(data) // 3]


def other_dose(data: bytes) -> bytes:
    """Change one figure of one dose."""
    assert b'"5 mg"' in data
    return data.replace(b'"5 mg"', b'"9 mg"')


@pytest.mark.parametrize("damage", [header_lost, cut, other_dose])
def test_damaged_base_is_told_and_our_list_serves(damage: Callable[[bytes], bytes], lls: Lls, base: Path) -> None:
    """A damaged base: one sentence and its remedy, code 6 for the state; searching goes on with our list."""
    base.write_bytes(damage(base.read_bytes()))
    state, found = lls("medicaments", "etat"), lls("medicaments", "chercher", "apixaban")

    assert ExitCode.REFERENCE == state.code
    assert "endommagée" in state.err or "n'est pas une base de médicaments" in state.err
    assert "lls medicaments installer" in state.err
    assert (ExitCode.OK, True) == (found.code, "apixaban" in found.out)
    assert "9 mg" not in found.out


@pytest.mark.usefixtures("base")
def test_search_shows_what_a_prescriber_needs(lls: Lls) -> None:
    """An answer has name, substances with their strengths, form, routes, codes and restrictions."""
    found = lls("medicaments", "chercher", "augmentin")

    assert "AUGMENTIN 500 mg/62,5 mg, comprimé pelliculé\n" in found.out
    assert "    amoxicilline 500 mg + acide clavulanique 62,5 mg · comprimé pelliculé · voie orale" in found.out
    assert "réservé à l'usage HOSPITALIER" in lls("medicaments", "chercher", "morphine", "10").out
    assert found.out.endswith(ATTRIBUTION + "\n")


@pytest.mark.usefixtures("base")
def test_search_says_what_is_no_more(lls: Lls, source: Path) -> None:
    """A drug that is no more sold, or whose authorisation ended, says so in its answer."""
    file = source / "CIS_bdpm.txt"
    text = file.read_bytes().decode("cp1252").replace("Autorisation active", "Autorisation abrogée")
    file.write_bytes(text.replace("\tCommercialisée", "\tNon commercialisée").encode("cp1252"))
    lls("medicaments", "installer", source)

    assert (
        "    autorisation qui n'est plus en vigueur ; non commercialisé"
        in lls("medicaments", "chercher", "eliquis").out
    )


@pytest.mark.usefixtures("base")
def test_search_in_json(lls: Lls) -> None:
    """The JSON answer has the query, the date and attribution of the base, and every fact of each drug."""
    answer = json.loads(lls("medicaments", "chercher", "ELIQUIS", "5", "--json", "-n", "1").out)
    (drug,) = answer["resultats"]

    assert ("ELIQUIS 5", "2026-05", False, ATTRIBUTION) == (
        answer["requete"], answer["base"], answer["integree"], answer["attribution"]
    )  # fmt: skip
    assert (["apixaban"], ["5 mg"], "Eliquis", "60000001", "B01AF02", "2026-05") == (
        drug["dci"], drug["dosages"], drug["marque"], drug["cis"], drug["atc"], drug["base"]
    )  # fmt: skip


def test_unknown_drug_is_no_error(lls: Lls) -> None:
    """A drug that no list has is normal: code 0, and a sentence that says it is accepted."""
    found = lls("medicaments", "chercher", "zzqqxxkk")

    assert ExitCode.OK == found.code
    assert "Aucun médicament trouvé" in found.out
    assert [] == json.loads(lls("medicaments", "chercher", "zzqqxxkk", "--json").out)["resultats"]


@pytest.mark.parametrize("number", ["0", "-1", "201", "dix", "²"])
def test_number_of_answers_is_checked(number: str, lls: Lls, capsys: pytest.CaptureFixture[str]) -> None:
    """A number of answers that makes no sense is refused in French."""
    assert ExitCode.USAGE == lls("medicaments", "chercher", "amlo", f"-n={number}").code
    assert "un nombre de 1 à 200 est attendu" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["\0"], ['"', "OR", "*"], ["é" * 10_000], ["\U0001f600"], [" "]])
def test_any_words_may_be_searched(words: list[str], lls: Lls) -> None:
    """Whatever is typed is searched for, and never an error."""
    assert ExitCode.OK == lls("medicaments", "chercher", *words).code


def test_version_tells_the_base(lls: Lls, source: Path) -> None:
    """`lls --version` says which list serves, and the date of the national base; a damaged one is told."""
    before = lls("--version").out
    lls("medicaments", "installer", source)
    after = lls("--version").out
    places.user_drug_base_file().write_bytes(b"abime")

    assert before.splitlines()[1:] == ["base de médicaments : liste intégrée"]
    assert after.splitlines()[1:] == ["base de médicaments : données du 19/05/2026"]
    assert lls("--version").out.splitlines()[1:] == ["base de médicaments : illisible (voir « lls medicaments etat »)"]


def test_default_place_is_in_the_data_of_the_user(seat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its variable, the base is in the user's data folder; an empty variable is as good as none."""
    for value in (None, ""):
        if value is None:
            monkeypatch.delenv("LLS_MEDICAMENTS")
        else:
            monkeypatch.setenv("LLS_MEDICAMENTS", value)
        assert seat / "data" / "lls-drafter" / "medicaments" / "base.sqlite" == places.drug_base_file()
    assert "LLS_MEDICAMENTS" in os.environ
