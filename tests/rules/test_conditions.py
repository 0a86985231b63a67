"""The closed language of conditions."""

from datetime import date
from typing import Any, Final

import pytest

from lls_drafter.rules.scope import Scope
from lls_drafter.rules.spec import CONDITIONS, SpecError, read_condition
from tests.rules.letters import DAY, NEXT_DAY, changed

_ROWS: Final = "volet_medicamenteux"
# operator -> (condition, changes that make it true, changes that make it false)
TABLE: Final[dict[str, tuple[Any, dict[str, Any], dict[str, Any]]]] = {
    "tous": ([{"rempli": "conclusion"}, {"rempli": "antecedents"}], {}, {"antecedents": None}),
    "un": (
        [{"rempli": "conclusion"}, {"rempli": "antecedents"}],
        {"antecedents": None},
        {"antecedents": None, "conclusion": " "},
    ),
    "non": ({"rempli": "conclusion"}, {"conclusion": None}, {}),
    "rempli": ("produits_sanguins", {"produits_sanguins": [{"type": "plaquettes"}]}, {"produits_sanguins": "aucun"}),
    "repondu": ("produits_sanguins", {"produits_sanguins": "inconnu"}, {"produits_sanguins": []}),
    "egal": ({"chemin": "information_dmp", "valeur": True}, {}, {"information_dmp": False}),
    "parmi": ({"chemin": "patient.sexe", "valeurs": ["F", "I"]}, {}, {"patient.sexe": "M"}),
    "contient": (
        {"chemin": "signataire.fonction", "mots": ["interne"], "sauf": ["médecine interne"]},
        {"signataire.fonction": "Interne en médecine interne"},
        {"signataire.fonction": "praticien, Médecine  interne"},
    ),
    "element": (
        {"liste": _ROWS, "quand": {"egal": {"chemin": "devenir", "valeur": "arrete"}}},
        {},
        {f"{_ROWS}[a3].devenir": "ajoute"},
    ),
    "situation": (["deces", "detenu"], {"sejour.situations": ["detenu"]}, {"sejour.situations": ["smr"]}),
    "age_inferieur": (18, {"patient.date_naissance": "2008-03-10"}, {"patient.date_naissance": "2008-03-09"}),
    "statut_ins": ("qualifiee", {"patient.ins.statut": "qualifiee"}, {"patient.ins": None}),
    "statut": (["validee"], {}, {"statut": "brouillon"}),
    "activite": (["hdj", "mco"], {}, {"sejour.activite": None}),
    "sejour_depasse": (24, {"sejour.date_entree": "2026-03-08"}, {"sejour.date_entree": "2026-03-09"}),
    "jour_de_sortie_non_fini": (True, {}, {"sejour.date_sortie": "2026-03-08"}),
    "liste_inconnue": ("avant", {"bilan_medicamenteux.entree.reponse": "inconnu"}, {"bilan_medicamenteux": None}),
    "mentionne": (
        {"chemins": "etat_sortie", "quoi": "echeance"},
        {"etat_sortie": "contrôle dans 3 jours"},
        {"etat_sortie": "contrôle prévu"},
    ),
    "medicament": ({"cote": "sortie", "noms": ["Warfarine", "acide folique"]}, {}, {}),
}  # fmt: skip


def _holds(operator: str, pose: dict[str, Any]) -> bool:
    condition = read_condition({operator: TABLE[operator][0]})
    found: bool = condition.holds(Scope(changed(pose), DAY))
    return found


@pytest.mark.parametrize("operator", [name for name in TABLE if name != "medicament"])
def test_operator_tells_true_from_false(operator: str) -> None:
    """Each operator holds on a letter where it should, and not on its neighbour."""
    _, true, false = TABLE[operator]

    assert _holds(operator, true)
    assert not _holds(operator, false)


def test_every_operator_is_tried() -> None:
    """An operator without its line in the table above fails here."""
    assert sorted(CONDITIONS.classes) == sorted(TABLE)


@pytest.mark.parametrize("operator", TABLE)
def test_operator_says_itself_in_french(operator: str) -> None:
    """Each operator has a phrase to explain why a rule does not apply, without a class name."""
    said = read_condition({operator: TABLE[operator][0]}).say()

    assert said
    assert "object at" not in said
    assert "None" not in said


@pytest.mark.parametrize(
    ("drug", "expected"),
    [
        ({"libelle": "WARFARINE 5 mg"}, True),
        ({"dci": "warfarine"}, True),
        ({"libelle": "comprimé", "marque": "Warfarine Truc"}, True),
        ({"libelle": "acide folique 5 mg"}, True),
        ({"libelle": "acide acétylsalicylique 75 mg"}, False),
        ({"libelle": "antiwarfarine"}, False),
    ],
)
def test_drug_is_known_by_any_of_its_names(drug: dict[str, str], *, expected: bool) -> None:
    """A drug is found by label, DCI or brand, whole words only."""
    lettre = changed({"volet_medicamenteux[a1].sortie.medicament": drug})
    condition = read_condition({"element": {"liste": _ROWS, "quand": {"medicament": TABLE["medicament"][0]}}})

    assert expected is condition.holds(Scope(lettre, DAY))


@pytest.mark.parametrize(
    ("came", "left", "expected"),
    [("10:00", "10:00", False), ("10:00", "10:01", True), (None, "08:00", True)],
)
def test_stay_of_one_night_is_counted_in_hours_when_known(came: str | None, left: str, *, expected: bool) -> None:
    """« plus de 24 heures » is exact with hours, and by days without."""
    lettre = changed({"sejour.date_entree": "2026-03-08", "sejour.heure_entree": came, "sejour.heure_sortie": left})

    assert expected is read_condition({"sejour_depasse": 24}).holds(Scope(lettre, DAY))


def test_age_is_counted_at_discharge() -> None:
    """A patient who comes of age after the stay was a minor during it."""
    lettre = changed({"patient.date_naissance": "2008-03-10"})

    assert read_condition({"age_inferieur": 18}).holds(Scope(lettre, date(2030, 1, 1)))


def test_discharge_day_ends_at_midnight() -> None:
    """What is due on the discharge day can be done until its end, not the day after."""
    condition = read_condition({"jour_de_sortie_non_fini": True})

    assert condition.holds(Scope(changed({}), DAY))
    assert not condition.holds(Scope(changed({}), NEXT_DAY))


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        ({"remplis": "conclusion"}, "condition inconnue : « remplis »", "« rempli »"),
        ({"rempli": "conclusoin"}, "champ inconnu : « conclusoin »", "« conclusion »"),
        ({"rempli": "sejour.date_sorti"}, "champ inconnu", "« date_sortie »"),
        ({"rempli": "a..b"}, "adresse de champ illisible", ""),
        ({"situation": ["decès"]}, "valeur inconnue : « decès »", "« deces »"),
        ({"egal": {"chemin": "patient.sexe", "valeur": "H"}}, "ne prend jamais la valeur « H »", ""),
        ({"egal": {"chemin": "conclusion"}}, "paramètre manquant : « valeur »", "l'ajouter"),
        ({"egal": {"chemin": "conclusion", "valuer": "x"}}, "paramètre inconnu : « valuer »", "« valeur »"),
        ({"element": {"liste": "conclusion", "quand": {"rempli": "x"}}}, "n'est pas une liste", ""),
        ({"element": {"liste": _ROWS, "quand": {"rempli": "conclusion"}}}, "champ inconnu : « conclusion »", ""),
        ({"age_inferieur": "18"}, "un nombre entier est attendu", ""),
        ({"rempli": "conclusion", "repondu": "conclusion"}, "une seule clé", "tous"),
        ("conclusion", "une seule clé", "rempli"),
    ],
)
def test_wrong_condition_is_refused_with_a_hint(data: object, message: str, hint: str) -> None:
    """A mistyped operator, field or word is refused when the rule is read, with the closest known one."""
    with pytest.raises(SpecError, match=message.replace("?", r"\?")) as refused:
        read_condition(data)

    assert hint in refused.value.hint + refused.value.message


def test_wrong_word_inside_a_list_is_placed() -> None:
    """The place of the fault goes down to the item of the list."""
    with pytest.raises(SpecError) as refused:
        read_condition({"un": [{"rempli": "conclusion"}, {"rempli": "zzz"}]})

    assert ("un", 1, "rempli") == refused.value.where
