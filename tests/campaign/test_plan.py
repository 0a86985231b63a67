"""The action plan of an audit: order, findings, what stays empty; and the layers that word it."""

from pathlib import Path

import pytest

from lls_drafter.campaign.actions import read_propositions
from lls_drafter.campaign.identity import Identite
from lls_drafter.campaign.plan import HOLD, NO_PROPOSAL, OPEN, Plan, make_plan
from lls_drafter.campaign.plan_words import plan_document
from lls_drafter.cli.overview import COMMANDS
from lls_drafter.document.blocks import inlines, plain
from lls_drafter.errors import PackSchemaError
from tests.campaign.audits import TITLES, audit_data, read, written

FEW = dict.fromkeys(TITLES, (10, 20))


def plan(folder: Path, counts: dict[str, tuple[int, int]] | None = None, cible: float = 80.0) -> Plan:
    """Give the plan of an audit."""
    return make_plan(read(folder, counts), read_propositions(), cible=cible)


def order(made: Plan) -> list[str]:
    """Give the criteria of the lines that propose something, each once."""
    return list(dict.fromkeys(one.critere for one in made.a_faire))


def text_of(made: Plan) -> str:
    """Give everything that the document says."""
    return "\n".join(plain(one) for one in inlines(plan_document(made, Identite()).blocks))


def test_worst_criteria_come_first(tmp_path: Path) -> None:
    """Criteria under the target by their rate, then the others that call for something, then what is for all."""
    made = plan(tmp_path, {"QLS-11": (40, 200), "QLS-05": (0, 200), "QLS-03": (150, 200), "QLS-12": (5, 20)})

    assert ["QLS-05", "QLS-11", "QLS-03", "QLS-12", "QLS-01", ""] == order(made)
    assert ["QLS-02", "QLS-04", "QLS-06", "QLS-07", "QLS-08", "QLS-09", "QLS-10"] == [
        one.critere for one in made.a_surveiller
    ]
    assert {HOLD} == {one.action for one in made.a_surveiller}


def test_target_decides_what_is_planned(tmp_path: Path) -> None:
    """A higher target plans more: a criterion at 90 % is under 95."""
    assert "QLS-08" not in order(plan(tmp_path))
    assert "QLS-08" not in order(plan(tmp_path, cible=90.0))
    assert "QLS-08" in order(plan(tmp_path, cible=95.0))


def test_each_criterion_has_several_actions_and_an_indicator(tmp_path: Path) -> None:
    """Each of the twelve criteria has an axis, two concrete actions at least, means and one indicator of follow-up."""
    made = make_plan(read(tmp_path, dict.fromkeys(TITLES, (0, 200)), base="sejours"), read_propositions())
    for name in TITLES:
        lines = [one for one in made.a_faire if one.critere == name]

        assert len(lines) >= 2, name
        assert all(one.axe and one.action and one.moyens and one.indicateur for one in lines), name


def test_what_only_the_site_knows_stays_empty(tmp_path: Path) -> None:
    """Nobody is named and no date is made up; every action is labelled as not official and undecided."""
    made = plan(tmp_path, {"QLS-05": (0, 200)})

    assert {("", "")} == {(one.pilote, one.echeance) for one in made.lignes}
    assert {OPEN} == {one.etat for one in made.a_faire}
    assert {"proposition de l'outil, non officielle"} == {one.origine for one in made.a_faire}


def test_few_letters_give_counts_and_no_percentage(tmp_path: Path) -> None:
    """Under thirty letters the plan keeps the grid's order, says the counts, and gives no rate anywhere."""
    made = plan(tmp_path, FEW)
    judged = [one for one in made.a_faire if one.critere]

    assert [*list(TITLES)[1:], "QLS-01"] == list(dict.fromkeys(one.critere for one in judged))
    assert {None} == {one.taux for one in judged}
    assert "effectif trop faible : 10 sur 20 (moins de 30, pas de taux)" == judged[0].constat
    assert "50 %" not in text_of(made)


def test_finding_says_when_the_gap_is_not_sure(tmp_path: Path) -> None:
    """An interval that holds the target is said; one under it is not."""
    made = {one.critere: one.constat for one in plan(tmp_path, {"QLS-03": (155, 200), "QLS-04": (50, 200)}).lignes}

    assert "écart non certain" in made["QLS-03"]
    assert "écart non certain" not in made["QLS-04"] + made["QLS-08"]


def test_missing_letter_is_not_measured_without_a_list_of_stays(tmp_path: Path) -> None:
    """Without a list of stays QLS 1 asks for one; with one it is a criterion as the others."""
    low = {"QLS-01": (20, 200)}
    letters = [one for one in plan(tmp_path, low).lignes if one.critere == "QLS-01"]
    stays = [
        one
        for one in make_plan(read(tmp_path, low, base="sejours"), read_propositions()).lignes
        if one.critere == "QLS-01"
    ]

    assert ["q01-liste"] == [one.ref for one in letters]
    assert "non mesuré" in letters[0].constat
    assert ["q01-soir", "q01-releve"] == [one.ref for one in stays]


def test_unknown_criterion_is_planned_without_a_proposal(tmp_path: Path) -> None:
    """A criterion of a grid that we do not know has its line, for the site to fill in."""
    data = audit_data()
    data["tableaux"][0]["criteres"][4] |= {"id": "AUTRE-1", "conformes": 0, "n": 200, "taux": 0.0}
    from lls_drafter.audit.report_file import read_audit

    made = make_plan(read_audit(written(tmp_path / "a.json", data)), read_propositions())

    assert [NO_PROPOSAL] == [one.action for one in made.lignes if one.critere == "AUTRE-1"]


def test_document_says_estimate_hypotheses_and_what_is_proposed(tmp_path: Path) -> None:
    """The paper calls the score an estimate, a cause a thing to check, and the actions proposals that bind nobody."""
    said = text_of(plan(tmp_path, {"QLS-05": (0, 200)}))

    assert "61,0 [55 ; 67] (estimation)" in said
    assert "À vérifier : 7 des 9 échecs viennent du modèle X" in said
    assert "proposition de l'outil, non officielle" in said


def test_commands_named_by_actions_exist() -> None:
    """A command that an action names is one of the program's."""
    known = read_propositions()
    lines = [*known.transversales, *(one for actions in known.criteres.values() for one in actions)]
    words = [part.split()[0] for one in lines for part in one.moyens.replace(",", " ").split("lls ")[1:]]

    assert words
    assert [] == [word for word in words if word not in COMMANDS]


def pack(folder: Path, text: str) -> Path:
    """Write a layer's file and give the layer."""
    (folder / "campagne").mkdir(parents=True)
    (folder / "campagne" / "plan.yaml").write_text(text, "utf-8")
    return folder


def test_service_rewords_adds_and_hides_actions(tmp_path: Path) -> None:
    """A higher layer changes what it names, by id, and its texts are said to be its own."""
    text = """format: 1
criteres:
  QLS-03:
    actions:
      - {id: q03-moment, action: "Remise par l'infirmière."}
      - {id: q03-liste, masquee: true}
      - {id: site-1, action: "Rappel au tableau.", moyens: "Cadre"}
  MAISON-1:
    axe: suivi
    actions: [{id: m1, action: "À nous."}]
"""
    known = read_propositions((pack(tmp_path / "p", text),))
    made = make_plan(read(tmp_path, {"QLS-03": (0, 200)}), known)
    lines = [(one.ref, one.action, one.origine) for one in made.lignes if one.critere == "QLS-03"]

    assert [
        ("q03-moment", "Remise par l'infirmière.", "texte du service (--pack)"),
        ("q03-trace", lines[1][1], "proposition de l'outil, non officielle"),
        ("site-1", "Rappel au tableau.", "texte du service (--pack)"),
    ] == lines
    assert ("À nous.",) == tuple(one.action for one in known.criteres["MAISON-1"])


def test_seat_layers_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's layer wins over the site's."""
    for name, said in (("SITE", "du site"), ("USER", "de l'utilisateur")):
        text = f'format: 1\ncriteres:\n  QLS-03:\n    actions: [{{id: q03-moment, action: "Texte {said}"}}]\n'
        monkeypatch.setenv(f"LLS_{name}_PATH", str(pack(tmp_path / name, text)))

    assert "Texte de l'utilisateur" == read_propositions().criteres["QLS-03"][0].action


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("titre: x\n", "texte de campagne", 1),
        ("format: 1\ncritere: {}\n", "clé inconnue : « critere »", 2),
        ("format: 1\ncriteres:\n  QLS-03:\n    axe: lune\n", "axe inconnu", 4),
        ("format: 1\ncriteres:\n  QLS-03:\n    actions:\n      - {id: a}\n", "obligatoire", 5),
        ('format: 1\ncriteres:\n  QLS-03:\n    actions:\n      - {id: a, action: " "}\n', "vide", 5),
        ("format: 1\ncriteres: 3\n", "bloc de clés", 2),
        ("format: 1\ncriteres:\n  NEUF-1:\n    actions: []\n", "obligatoire", 4),
        ("format: 1\ntransversal: {}\n", "liste", 2),
        ("format: 1\ncriteres:\n  QLS-03:\n    actions:\n      - {id: q03-moment, quand: x}\n", "non_mesure", 5),
        ("format: [\n", "YAML illisible", 2),
    ],
)
def test_wrong_layer_is_told_with_its_line(tmp_path: Path, text: str, said: str, line: int) -> None:
    """A fault of a service's file is told with the file and the line."""
    with pytest.raises(PackSchemaError, match=said) as caught:
        read_propositions((pack(tmp_path / "p", text),))

    assert caught.value.location is not None
    assert line == caught.value.location.line
    assert str(caught.value.location.file).endswith("plan.yaml")
