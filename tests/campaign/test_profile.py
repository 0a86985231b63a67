"""The site's profile: the example of the campaign, a site's own, what is said beside each figure."""

from pathlib import Path
from typing import Any

import pytest

from lls_drafter.audit.references import References, built_in_references
from lls_drafter.audit.report_file import read_audit
from lls_drafter.audit.words import GAIN_NOTE
from lls_drafter.campaign.identity import Identite, identity_of
from lls_drafter.campaign.profile import GIVEN, NOW, Profil, profile_of, published_profile
from lls_drafter.campaign.profile_words import profile_document
from lls_drafter.document.blocks import Table, inlines, plain
from lls_drafter.errors import UsageError
from lls_drafter.letter.personnes import Etablissement
from lls_drafter.packs.checklists import load_checklist
from lls_drafter.settings import Settings
from tests.campaign.audits import LATER, audit_data, read, written

SITE = Identite(etablissement="Centre hospitalier de Valmont", categorie="C.H.")


def example() -> Profil:
    """Give the example."""
    known = built_in_references()
    grid = load_checklist(known.profil(NOW).grille)
    return published_profile(known, {one.id: (one.titre, one.indispensable) for one in grid.items}, grid.titre)


def rows(profil: Profil) -> list[list[str]]:
    """Give the cells of the indicator's table."""
    table = next(one for one in profile_document(profil).blocks if isinstance(one, Table))
    return [[" ".join(plain(line) for line in cell).replace("\u00a0", " ") for cell in row] for row in table.rows]


def said(profil: Profil) -> str:
    """Give everything that the document says."""
    return "\n".join(plain(one) for one in inlines(profile_document(profil).blocks))


def test_example_is_the_campaign_s_site() -> None:
    """The example has the published figures: two years, evolution in points, three averages, and says « publié »."""
    found = rows(example())

    assert ["QLS 5", "61 %", "0 %", "-61 pts", "74 %", "67 %", "72 %"] == [found[4][0], *found[4][2:]]
    assert ["QLS 2*", "34 %", "59 %", "+25 pts"] == [found[1][0], *found[1][2:5]]
    assert [
        "22,1 (publié)", "35,4 (publié)", "+13 pts", "50,9 (publié)", "49,4 (publié)", "55,9 (publié)",
    ] == found[12][2:]  # fmt: skip
    assert "Organismes et Établissements Publics" in said(example())
    assert "grilles possiblement différentes" in said(example())


def two(folder: Path, **changes: Any) -> Profil:  # noqa: ANN401 - JSON
    """Give the profile of a site beside its own audit of a year before."""
    before = read(folder, {"QLS-05": (0, 200)}, **changes)
    now = read(folder, {"QLS-05": (190, 200), "QLS-12": (5, 12)}, periode=LATER)
    return profile_of(now, before, built_in_references(), SITE)


def test_score_is_called_an_estimate(tmp_path: Path) -> None:
    """The site's scores are estimates, the references published ones, each said beside the figure."""
    last = rows(two(tmp_path))[-1]

    assert ["61,0 (estimation)", "61,0 (estimation)", "n = 200", "55–67", "0 pt", "55,9 (publié)"] == last[2:]


def test_periods_stand_side_by_side(tmp_path: Path) -> None:
    """Both audits have their column, the evolution its points; a criterion of few letters has counts only."""
    profil = two(tmp_path)
    found = {row[0]: row[2:] for row in rows(profil)}

    assert ("du 01/01/2026 au 31/03/2026", "du 01/01/2027 au 31/03/2027") == profil.colonnes
    assert ["0 %", "95 %", "190/200", "91–97", "+95 pts", "72 %"] == found["QLS 5"]
    assert ["90 %", "–", "5/12, effectif trop faible", "", "–", "72 %"] == found["QLS 12"]
    assert ["–", "–", "non mesuré", "", "–", "72 %"] == found["QLS 1*"]


def test_plain_difference_is_not_left_alone(tmp_path: Path) -> None:
    """Two audits side by side say that chance may have made the difference; published figures have no samples."""
    assert GAIN_NOTE in said(two(tmp_path))
    assert GAIN_NOTE not in said(example())


def test_audits_that_count_otherwise_are_not_compared(tmp_path: Path) -> None:
    """With another base the scores are not compared, and it is said."""
    profil = two(tmp_path, base="sejours")

    assert None is profil.score.avant
    assert "scores non comparés" in said(profil)


def test_other_grid_is_refused(tmp_path: Path) -> None:
    """An earlier audit of another grid has nothing to compare."""
    data = audit_data()
    data["tableaux"][0]["grille"]["id"] = "autre"
    before = read_audit(written(tmp_path / "b.json", data))
    with pytest.raises(UsageError, match="même grille"):
        profile_of(read(tmp_path), before, built_in_references(), SITE)


def test_references_say_where_they_come_from(tmp_path: Path) -> None:
    """Our published averages have our source; figures that a site gave are said to be the site's."""
    ours = audit_data()
    nation = next(one for one in built_in_references().jeux if one.id == "nation")
    for line in ours["tableaux"][0]["criteres"]:
        line["references"] = {"nation": nation.taux[line["id"]]}
    known = built_in_references()
    own = profile_of(read_audit(written(tmp_path / "a.json", ours)), None, known, SITE)
    given = profile_of(read(tmp_path), None, known, SITE)

    assert (known.source, GIVEN) == (own.source, given.source)
    assert GIVEN == profile_of(read(tmp_path), None, References("", (), ()), SITE).source


def circuit() -> dict[str, Any]:
    """Give the circuit of an audit, as it is counted."""
    return {
        "muettes": 0,
        "delais": [
            {"acte": "envoi_medecin_traitant", "n": 180, "jour_meme": {"nombre": 90, "n": 180, "taux": 50.0}},
        ],
        "canaux": [
            {"canal": "mssante", "nombre": 120, "n": 200, "taux": 60.0},
            {"canal": "dmp", "nombre": 3, "n": 12, "taux": None},
            {"canal": "fax", "nombre": 3, "n": 200, "taux": 1.5},
        ],
        "choix": [{"cle": "opposition_dmp", "nombre": None, "n": 200, "taux": None}],
    }


def test_use_of_secure_mail_and_shared_record_is_shown(tmp_path: Path) -> None:
    """Channels, acts of the day, oppositions are shown as counted; few letters have no rate, few patients no count."""
    data = audit_data()
    data["tableaux"][0]["circuit"] = circuit()
    text = said(profile_of(read_audit(written(tmp_path / "a.json", data)), None, built_in_references(), SITE))

    for one in (
        "Messagerie sécurisée MSSanté, entre professionnels\n120/200\n60 %",
        "Dépôt au DMP (visible dans Mon espace santé)\n3/12\neffectif trop faible",
        "Envoi au médecin traitant le jour de la sortie\n90/180\n50 %",
    ):
        assert one in text
    assert "fax" not in text
    assert "Opposition au dépôt au DMP" not in text
    assert "oppositions trop rares pour être dits" in text


def test_audit_without_channels_asks_for_them(tmp_path: Path) -> None:
    """An audit that did not count channels leaves lines to fill in, and makes nothing up."""
    assert "Non compté par cet audit" in said(profile_of(read(tmp_path), None, built_in_references(), SITE))


def test_identity_comes_from_the_settings_and_the_command() -> None:
    """What the command says wins over the settings; nothing else is known."""
    known = Settings(etablissement=Etablissement(nom="CH de Valmont", categorie="CH", finess="990000010"))

    assert ("CH de Valmont", "C.H.", "990000010", "") == (
        (one := identity_of(known, categorie="C.H.")).etablissement, one.categorie, one.finess, one.region,
    )  # fmt: skip
    assert Identite() == identity_of(Settings())
