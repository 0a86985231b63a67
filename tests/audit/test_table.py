"""The table, its statistics and its groups: the published site again, small numbers, causes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lls_drafter.audit.causes import ACT_FAULT
from lls_drafter.audit.figures import points
from lls_drafter.audit.groups import OTHERS, Dimension, hidden_labels
from lls_drafter.audit.model import CONFORME, Etat, Jugement
from lls_drafter.audit.outputs import report_data, to_json
from lls_drafter.audit.previous import read_previous
from lls_drafter.audit.references import built_in_references, read_references
from lls_drafter.audit.scoring import Demande, grid_of
from lls_drafter.audit.statistics import Moyenne, Position, mean_score, percentage, position, wilson
from lls_drafter.audit.table import RARE_REASONS, UNKNOWN_GRIDS, Base, Tableau, Voisins, table_of_profile, tables
from lls_drafter.audit.words import report_lines, table_lines
from lls_drafter.errors import PackSchemaError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.packs.checklists import load_checklist
from tests.audit.letters import TODAY, filled, letter, report

SEEDS = [-2, 25, 14, -61, -61, -9, 0, 5, -4, 6, -4, 22]
"""The « Evol. » column of the site's table."""


def published() -> Tableau:
    """Give the table of the site of the campaign."""
    known = built_in_references()
    grid = grid_of(load_checklist("qls_mco_12"))
    return table_of_profile(known.profil("site_2021"), known.profil("site_2018"), grid, known.jeux)


def no_sex(number: int, **changes: object) -> Lettre:
    """Give a letter whose criterion 5 fails."""
    return letter(number, patient__sexe=None, **changes)  # type: ignore[arg-type]


def test_published_site_has_its_table_again() -> None:
    """The site's 2018 and 2021 figures give the same twelve lines, evolutions and score as the table it received."""
    table = published()
    shown = "\n".join(table_lines(table))

    assert SEEDS == [line.evolution for line in table.lignes]
    assert [f"QLS-{n:02d}" for n in range(1, 13)] == [line.critere.id for line in table.lignes]
    assert (35.4, 22.1, "+13 pts") == (table.score.valeur, table.score_precedent, points(table.evolution))
    assert UNKNOWN_GRIDS in shown
    assert [50.9, 49.4, 55.9] == [one.score for one in table.references]


def test_formula_is_near_the_published_score_of_the_site() -> None:
    """On the site's 2021 rates our formula is within half a point; on the averages it is two to three points high."""
    known = built_in_references()
    site = known.profil("site_2021")

    assert site.formule == pytest.approx(site.score, abs=0.5)
    assert [True] * 3 == [2.5 < one.formule - one.score < 3.5 for one in known.jeux]


def test_lines_keep_their_width() -> None:
    """The report is readable in 100 columns."""
    assert [] == [line for line in table_lines(published()) if len(line) > 100]


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 80, 0.0, 4.6), (80, 80, 95.4, 100.0), (40, 80, 39.3, 60.7), (5, 10, 23.7, 76.3)],
)
def test_wilson_is_that_of_the_tables(part: int, whole: int, low: float, high: float) -> None:
    """The interval is that of the published formula, and stays inside 0-100."""
    interval = wilson(part, whole)

    assert (low, high) == (interval.bas, interval.haut)


def test_nothing_counted_has_no_interval() -> None:
    """An interval of nothing is a mistake of the caller."""
    with pytest.raises(ValueError, match="0 out of 0"):
        wilson(0, 0)


@pytest.mark.parametrize(("count", "shown"), [(29, None), (30, 100.0)])
def test_percentage_needs_thirty_letters(count: int, shown: float | None) -> None:
    """Twenty-nine letters give counts, thirty give a percentage."""
    assert (shown, shown) == (percentage(count, count), mean_score([100] * count).valeur)


@pytest.mark.parametrize(
    ("scores", "where"),
    [
        ([95] * 40 + [90] * 40, Position.AU_DESSUS),
        ([80] * 40 + [60, 100] * 20, Position.A_LA_CIBLE),
        ([0] * 40, Position.EN_DESSOUS),
        ([100] * 5, None),
    ],
)
def test_position_compares_the_interval_with_the_target(scores: list[int], where: Position | None) -> None:
    """A site is above or below 80 only when its whole interval is."""
    assert where == position(mean_score(scores))


def test_mean_interval_is_the_normal_one() -> None:
    """Mean ± 1.96 s/√n, cut at 0 and 100."""
    mean = mean_score([0, 100] * 50)
    assert mean.intervalle is not None

    assert (50.0, 40.2, 59.8) == (mean.valeur, mean.intervalle.bas, mean.intervalle.haut)
    assert Moyenne(n=0, valeur=None, intervalle=None) == mean_score([])


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"A": 40, "B": 11}, set()),
        ({"A": 40, "B": 10, "C": 20}, {"B", "C"}),
        ({"A": 40, "B": 6, "C": 6}, {"B", "C"}),
        ({"A": 40, "B": 3}, {"A", "B"}),
    ],
)
def test_small_units_cannot_be_told_by_subtraction(counts: dict[str, int], hidden: set[str]) -> None:
    """A small group is put with others until together they are no small group."""
    assert hidden == hidden_labels(counts)


def test_groups_hide_the_small_ones(tmp_path: Path) -> None:
    """Units of eleven letters have their line, a percentage from thirty on; smaller ones are « autres »."""
    units = ["U1"] * 30 + ["U2"] * 12 + ["U3"] * 6 + ["U4"] * 6
    filled(tmp_path / "l", [letter(n, unite=unit) for n, unit in enumerate(units)])
    table = report(tmp_path / "l").tableaux[0]
    shown = [(one.libelle, one.effectif, one.score.valeur) for one in table.groupes if one.dimension is Dimension.UNITE]

    assert [("U1", 30, 100.0), ("U2", 12, None), (OTHERS, 12, None)] == shown


def test_causes_say_where_failures_gather(tmp_path: Path) -> None:
    """« 7 des 10 échecs sont des lettres du modèle X » is said when X has more than its share, and as a hypothesis."""
    good = [letter(n, modele="autre") for n in range(20)]
    bad = [no_sex(n, modele="vieux") for n in range(20, 27)] + [no_sex(n, modele="autre") for n in range(27, 30)]
    rest = [letter(n, modele="vieux") for n in range(30, 36)]
    cause = report(filled(tmp_path / "l", good + bad + rest)).tableaux[0].causes[0]

    assert ("QLS-05", 10) == (cause.critere.id, cause.echecs)
    assert "7 des 10 échecs sont des lettres du modèle « vieux » (13 des 36 lettres)" == cause.hypotheses[0]
    assert "élément en défaut le plus fréquent : Patient – sexe (patient.sexe), 10 sur 10" == cause.hypotheses[-1]


def test_whole_sample_failing_hints_at_the_template(tmp_path: Path) -> None:
    """0 % over thirty letters is told as the hypothesis of a template's fault; over fewer it is not."""
    many, few = (filled(tmp_path / f"{size}", [no_sex(n) for n in range(size)]) for size in (30, 29))
    said = [
        any("défaut de gabarit" in text for text in report(place).tableaux[0].causes[0].hypotheses)
        for place in (many, few)
    ]

    assert [True, False] == said


def test_acts_that_nobody_records_are_no_template_fault(tmp_path: Path) -> None:
    """0 % of hand-overs hints at an act that is not recorded, not at the template."""
    lettres = [letter(n, remise_patient=None) for n in range(30)]
    (cause,) = report(filled(tmp_path / "l", lettres)).tableaux[0].causes

    assert ("QLS-03", ACT_FAULT) == (cause.critere.id, cause.hypotheses[0])


def test_small_unit_is_never_named_as_a_cause(tmp_path: Path) -> None:
    """A unit of ten letters is not pointed at, even when all failures are its own."""
    lettres = [letter(n, unite="U1") for n in range(40)] + [no_sex(n, unite="U9") for n in range(40, 50)]
    bilan = report(filled(tmp_path / "l", lettres))

    assert "U9" not in to_json(bilan)


def test_evolution_is_in_points(tmp_path: Path) -> None:
    """An audit compared with the JSON of an earlier one says the points gained, and no caution for one grid."""
    before = report(filled(tmp_path / "a", [no_sex(n) if n % 2 else letter(n) for n in range(40)]))
    (tmp_path / "a.json").write_text(to_json(before), "utf-8")
    voisins = Voisins(precedents=read_previous(tmp_path / "a.json"))
    table = report(filled(tmp_path / "b", [letter(n) for n in range(40)]), voisins=voisins).tableaux[0]

    assert (50.0, 50.0, "") == (table.lignes[4].precedent, table.lignes[4].evolution, table.note_evolution)
    assert (95.0, 5.0) == (table.score_precedent, table.evolution)


def test_grid_beside_changes_nothing() -> None:
    """A grid whose criteria have the same ids, for other letters, decides nothing of this table."""
    grid = grid_of(load_checklist("qls_mco_12"))
    bare = tuple(replace(one, indispensable=False) for one in grid.criteres)
    beside = replace(grid, id="qls_service", empreinte="sha256:autre", criteres=bare)
    judged = [
        Jugement(numero=n, etat=Etat.JUGEE, grille=one.empreinte, verdicts=CONFORME * 12, score=100)
        for one in (grid, beside)
        for n in range(1, 41)
    ]
    known = {one.empreinte: one for one in (grid, beside)}
    (alone,) = tables(judged[:40], {grid.empreinte: grid}, Base.LETTRES, Voisins())

    assert (alone, False) == (tables(judged, known, Base.LETTRES, Voisins())[0], alone.lignes[0].mesure)


def test_another_grid_is_said(tmp_path: Path) -> None:
    """Two runs with grids that differ by one byte are compared with « grilles possiblement différentes »."""
    data = report_data(report(filled(tmp_path / "a", [letter(n) for n in range(30)])))
    data["tableaux"][0]["grille"]["empreinte"] = "sha256:0"
    (tmp_path / "a.json").write_text(json.dumps(data), "utf-8")
    voisins = Voisins(precedents=read_previous(tmp_path / "a.json"))

    assert UNKNOWN_GRIDS == report(tmp_path / "a", voisins=voisins).tableaux[0].note_evolution


@pytest.mark.parametrize(
    "text",
    [
        "format: 2\n",
        "format: 1\njeux: 3\n",
        "format: 1\njeux: [x]\n",
        "format: 1\njeux: [{id: a}]\n",
        "format: 1\njeux: [{id: a, titre: A, colonne: A, grille: g, annee: x, score: 1, taux: {Q: 1}}]\n",
        "format: 1\njeux: [{id: a, titre: A, colonne: A, grille: g, annee: 2021, score: 1, taux: {Q: 101}}]\n",
        "format: 1\njeux: [{id: a, titre: A, colonne: A, grille: g, annee: 2021, score: 1, taux: {}}]\n",
        "format: 1\njeux: [",
    ],
)
def test_reference_file_with_a_fault_is_refused(tmp_path: Path, text: str) -> None:
    """A wrong reference file is told, with its place; it never gives a wrong column."""
    path = tmp_path / "r.yaml"
    path.write_text(text, "utf-8")

    with pytest.raises(PackSchemaError) as caught:
        read_references(path)
    assert caught.value.location is not None


def test_not_applicable_leaves_the_count(tmp_path: Path) -> None:
    """A criterion without object is in neither number; its reason is told unless few letters have it."""
    from lls_drafter.letter.personnes import AbsenceMedecinTraitant, MedecinTraitant

    nobody = MedecinTraitant(aucun=AbsenceMedecinTraitant.NON_DECLARE)
    said = []
    for few in (11, 10):
        lettres = [letter(n, medecin_traitant=nobody if n < few else letter(n).medecin_traitant) for n in range(41)]
        line = report(filled(tmp_path / f"{few}", lettres)).tableaux[0].lignes[3]
        said.append((line.n, line.sans_objet[0].n, line.sans_objet[0].raison))

    assert [(30, 11, "pas de médecin traitant déclaré"), (31, 10, RARE_REASONS)] == said


def test_drug_rules_are_counted_when_asked_for(tmp_path: Path) -> None:
    """`--medicaments` adds the rules of the table to those of the decree."""
    rows = letter(1).volet_medicamenteux
    changed = tuple(row.replace(sortie=row.sortie.replace(voie=None)) if row.sortie else row for row in rows)
    filled(tmp_path / "l", [letter(1, volet_medicamenteux=changed)])
    with_drugs = Demande(today=TODAY, listes=("reglementaire", "medicaments"))
    counts = [len(report(tmp_path / "l", demande).regles) for demande in (None, with_drugs)]

    assert counts[1] > counts[0]


def test_report_says_estimation_beside_each_score(tmp_path: Path) -> None:
    """Each place that gives a score says that it is an estimate, with the grid's own warning."""
    units = ["U1"] * 30 + ["U2"] * 30
    lines = list(report_lines(report(filled(tmp_path / "l", [letter(n, unite=u) for n, u in enumerate(units)]))))
    scored = [line for line in lines if "score" in line.casefold() and "100,0" in line]

    assert [] == [line for line in scored if "estimation" not in line]
    assert "ne remplace pas le recueil HAS" in " ".join(lines)
    assert [] == [line for line in lines if len(line) > 100]
