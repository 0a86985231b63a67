"""The JSON of audits, good and bad."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.audit.previous import read_previous
from lls_drafter.audit.report_file import UNKNOWN_PERIOD, read_audit
from lls_drafter.errors import DraftError, DraftFormatError, DraftVersionError, UsageError
from tests.campaign.audits import audit_data, read, written


def test_rates_are_those_of_the_counts(tmp_path: Path) -> None:
    """A rate and its interval are computed again; a criterion that cannot be measured has none."""
    audit = read(tmp_path, {"QLS-05": (50, 200)})
    by_id = {one.id: one for one in audit.tableaux[0].criteres}

    assert (25.0, 19.5, 31.4) == (
        by_id["QLS-05"].taux,
        by_id["QLS-05"].intervalle and by_id["QLS-05"].intervalle.bas,
        by_id["QLS-05"].intervalle and by_id["QLS-05"].intervalle.haut,
    )
    assert (False, None) == (by_id["QLS-01"].mesure, by_id["QLS-01"].taux)
    assert "du 01/01/2026 au 31/03/2026" == audit.periode


def test_rate_of_few_letters_is_not_believed(tmp_path: Path) -> None:
    """Under thirty letters there is no rate, even when the file gives one."""
    data = audit_data({"QLS-05": (6, 12)})
    data["tableaux"][0]["criteres"][4]["taux"] = 50.0
    audit = read_audit(written(tmp_path / "a.json", data))

    assert None is audit.tableaux[0].criteres[4].taux


def test_newer_keys_are_left_alone(tmp_path: Path) -> None:
    """An audit with keys that this program does not know is read."""
    data = audit_data(avenir={"x": 1})
    data["tableaux"][0]["avenir"] = [1]
    data["tableaux"][0]["criteres"][0]["avenir"] = None

    assert 200 == read_audit(written(tmp_path / "a.json", data)).jugees


def test_months_stand_for_a_period_that_nobody_gave(tmp_path: Path) -> None:
    """Without dates the period is that of the months found; without months it is not known."""
    data = audit_data(periode={"depuis": None, "jusqua": None})
    bare = read_audit(written(tmp_path / "a.json", data))
    group = {"dimension": "mois", "effectif": 60, "valeur": 50.0, "intervalle": [40.0, 60.0], "n": 60}
    data["tableaux"][0]["groupes"] = [group | {"libelle": one} for one in ("2026-03", "2026-01", "autres")]
    dated = read_audit(written(tmp_path / "b.json", data))

    assert (UNKNOWN_PERIOD, "de 01/2026 à 03/2026") == (bare.periode, dated.periode)


def test_draw_is_read_back(tmp_path: Path) -> None:
    """The numbers drawn are those that the audit wrote; without a draw there are none."""
    drawn = read(tmp_path, tirage={"taille": 2, "graine": 1, "numeros": [4, 9]})

    assert ((4, 9), ()) == (drawn.tirees, read(tmp_path).tirees)


def changed(**changes: Any) -> str:  # noqa: ANN401 - JSON
    """Give the text of an audit with other keys."""
    return json.dumps(audit_data(**changes))


def spoiled(place: str, value: object) -> str:
    """Give the text of an audit one criterion of which has another value."""
    data = audit_data()
    data["tableaux"][0]["criteres"][4][place] = value
    return json.dumps(data)


def scored(interval: object) -> str:
    """Give the text of an audit whose score has another interval."""
    data = audit_data()
    data["tableaux"][0]["score"]["intervalle"] = interval
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("", DraftFormatError, "n'est pas du JSON"),
        ("Audit de la lettre de liaison : 3 fichiers", DraftFormatError, "n'est pas du JSON"),
        (json.dumps(audit_data())[:-200], DraftFormatError, "tronqué"),
        ("[]", DraftFormatError, "n'est pas le JSON d'un audit"),
        ("[" * 100_000, DraftFormatError, "n'est pas"),
        ('{"format": 1}', DraftFormatError, "n'est pas le JSON d'un audit"),
        (changed(format=2), DraftVersionError, "plus récent"),
        (changed(format=0), DraftVersionError, "ancien ou inconnu"),
        (changed(format="1"), DraftVersionError, "ancien ou inconnu"),
        (changed(tableaux=[{}]), DraftFormatError, "il manque des chiffres"),
        (changed(tableaux=3), DraftFormatError, "il manque des chiffres"),
        (changed(periode={"depuis": "hier", "jusqua": None}), DraftFormatError, "il manque des chiffres"),
        (changed(tableaux=[]), UsageError, "aucune lettre"),
        (spoiled("conformes", 300), DraftFormatError, "plus de lettres conformes que de lettres"),
        (spoiled("conformes", -1), DraftFormatError, "il manque des chiffres"),
        (spoiled("conformes", True), DraftFormatError, "il manque des chiffres"),
        (spoiled("taux", 89.0), DraftFormatError, "n'est pas celui de ses comptes"),
        (spoiled("precedent", 180), DraftFormatError, "entre 0 et 100"),
        (spoiled("precedent", float("nan")), DraftFormatError, "entre 0 et 100"),
        (spoiled("precedent", 10**400), DraftFormatError, "entre 0 et 100"),
        (spoiled("conformes", 10**400), DraftFormatError, "plus de lettres conformes que de lettres"),
        (scored([[]]), DraftFormatError, "il manque des chiffres"),
        (scored([50.0]), DraftFormatError, "il manque des chiffres"),
        (changed(tirage={"numeros": ["1"]}), DraftFormatError, "il manque des chiffres"),
    ],
)
def test_bad_audit_is_told_in_one_sentence(tmp_path: Path, text: str, kind: type[Exception], said: str) -> None:
    """What is no audit, or contradicts itself, is refused with its reason and a hint, to compare with it too."""
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(kind, match=said):
        read_previous(path)
    with pytest.raises(kind, match=said) as caught:
        read_audit(path)

    assert isinstance(caught.value, DraftError | UsageError)
    assert caught.value.hint


def test_audit_saved_by_another_system_is_read(tmp_path: Path) -> None:
    """A JSON file in UTF-16, or with a mark, is the same audit."""
    text = json.dumps(audit_data(), ensure_ascii=False)
    for encoding in ("utf-16", "utf-8-sig"):
        (tmp_path / "a.json").write_bytes(text.encode(encoding))

        assert "Grille à 12 critères" == read_audit(tmp_path / "a.json").tableaux[0].titre


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - JSON
    """Give the address of each value of a tree."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


ODD: tuple[object, ...] = (
    None,
    "",
    0,
    -1,
    3.5,
    1e308,
    10**400,
    True,
    [],
    {},
    [[]],
    {"a": None},
    "x" * 5000,
    "\x1b[2J",
    "2026-02-30",
)


@given(place=st.sampled_from(list(places(audit_data()))), value=st.sampled_from(ODD))
def test_audit_with_any_value_spoiled_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[Any, ...], value: object
) -> None:
    """Whatever value is spoiled, an audit is read or refused with a sentence; no figure leaves 0-100."""
    data = audit_data()
    holder: Any = data
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    try:
        audit = read_audit(written(tmp_path_factory.getbasetemp() / "spoiled.json", data))
    except (DraftError, UsageError):
        return
    rates = [one.taux for table in audit.tableaux for one in table.criteres if one.taux is not None]

    assert [] == [one for one in rates if not 0 <= one <= 100]
