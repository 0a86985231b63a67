"""The kinds of checks, apart from what the built-in rules already try with their own examples."""

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lls_drafter.packs.checklists import load_all
from lls_drafter.rules.checks.notation import Signe, suspect
from lls_drafter.rules.checks.traitements import may_refer, refers
from lls_drafter.rules.reads import reads
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.spec import CHECKS, SpecError, read_check
from lls_drafter.rules.words import Text
from tests.rules.letters import DAY, changed

_TEXTS: Final = ["conclusion", "synthese_medicale"]


def _problems(check: dict[str, Any], pose: dict[str, Any]) -> list[str]:
    """Give the addresses of what a check finds."""
    return [str(problem.chemin) for problem in read_check(check).run(Scope(changed(pose), DAY))]


def _row(kind: dict[str, Any], pose: dict[str, Any]) -> list[str]:
    """Give what a check finds on the rows with a discharge side."""
    return _problems(
        {"type": "chaque", "liste": "volet_medicamenteux", "si": {"rempli": "sortie"}, "verifie": kind}, pose
    )


def _used(part: object) -> set[str]:
    names = {name for name, cls in CHECKS.classes.items() if type(part) is cls}
    for inner in getattr(part, "verifie", ()):
        names |= _used(inner)
    return names


def test_every_kind_serves_a_built_in_rule() -> None:
    """A kind of check that no built-in rule uses is tried by no example, and is dead weight."""
    used: set[str] = set()
    for checklist in load_all():
        for item in checklist.items:
            for check in item.verifie:
                used |= _used(check)

    assert sorted(CHECKS.classes) == sorted(used)


@pytest.mark.parametrize("name", sorted(CHECKS.classes))
def test_kind_tells_what_it_reads(name: str) -> None:
    """Each kind names its fields, as parameters or in READS: what a rule reads can always be listed."""
    cls = CHECKS.classes[name]
    parameters = {"Chemin", "Liste", "Condition"}
    annotations = " ".join(str(field.type) for field in cls.__dataclass_fields__.values())

    assert getattr(cls, "READS", ()) or any(word in annotations for word in parameters)


@pytest.mark.parametrize(
    "text",
    [
        "Pneumopathie chez un homme de 78 ans", "ce patient va mieux", "Patient âgé de 78 ans", "garçon de 15 ans",
        "Homme de 60 ans", "Patient de 66 ans hypertendu",
    ],
)  # fmt: skip
def test_masculine_text_of_a_woman_is_seen(text: str) -> None:
    """A text that speaks of a man is not this patient's."""
    assert ["conclusion"] == _problems({"type": "accord_sexe", "chemin": _TEXTS}, {"conclusion": text})


@pytest.mark.parametrize(
    "text",
    [
        "Patiente de 78 ans", "éducation du patient", "Le patient type a 60 ans", "son fils, homme de 50 ans",
        "contact d'un patient porteur", "un homme de ménage passe", "son mari, homme de 80 ans",
    ],
)  # fmt: skip
def test_text_about_others_is_let_through(text: str) -> None:
    """Relatives, generic patients and carers are no sign of a copied text."""
    assert [] == _problems({"type": "accord_sexe", "chemin": _TEXTS}, {"conclusion": text})


def test_undetermined_sex_says_nothing() -> None:
    """No agreement can be wrong when the sex is undetermined."""
    pose = {"patient.sexe": "I", "conclusion": "ce patient, femme de 30 ans"}

    assert [] == _problems({"type": "accord_sexe", "chemin": _TEXTS}, pose)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monsieur LEFEBVRE va mieux", ["conclusion"]),
        ("Mme Bernard est sortie", ["conclusion"]),
        ("Madame DURAND est sortie", []),
        ("Mme Jeanne Martin est sortie", []),
        ("Monsieur LEFEBVRE, son mari, est présent", []),
        ("vue par Mme Bernard, infirmière", []),
        ("avis du Dr Bernard", []),
        ("M. Durand, son fils", []),
        ("stade M. Aucune métastase", []),
    ],
)
def test_unknown_name_is_seen_and_relatives_are_not(text: str, expected: list[str]) -> None:
    """« Monsieur X » unknown to the letter is told; the patient, relatives and carers are not."""
    assert expected == _problems({"type": "autre_nom", "chemin": _TEXTS}, {"conclusion": text})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hospitalisée du 12/01/2025 au 20/01/2025", ["conclusion"]),
        ("Séjour en cardiologie du 02/03 au 15/03/2026", ["conclusion"]),
        ("Hospitalisée en réanimation du 03/03 au 05/03/2026", []),
        ("Précédemment hospitalisée du 12/01/2025 au 20/01/2025", []),
        ("Antibiotique du 12/01/2026 au 20/01/2026", []),
        ("Rendez-vous le 12/04/2026", []),
        ("IRM du 14/09/2019", []),
        ("Prochain contrôle le 12/04/2062", ["conclusion"]),
        ("Opérée le 12/04/1926", ["conclusion"]),
        ("TA 12/8, ratio 1/2/3", []),
    ],
)
def test_date_of_another_stay_is_seen(text: str, expected: list[str]) -> None:
    """Another stay's dates and impossible years are told; history and follow-up are not."""
    assert expected == _problems({"type": "dates_du_texte", "chemin": _TEXTS}, {"conclusion": text})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OAP", ["conclusion"]),
        ("Œdème aigu du poumon (OAP) puis OAP résolu", []),
        ("OAP (œdème aigu du poumon)", []),
        ("stade III, scanner", []),
        ("MARTIN va mieux", []),
        ("BNP à 300", ["conclusion"]),
        ("avis du Dr Hugo PERRIN et du Pr ROUX", []),
        ("avis du Dr Hugo PERRIN, puis PERR", ["conclusion"]),
    ],
)
def test_unexplained_abbreviation_is_seen(text: str, expected: list[str]) -> None:
    """An abbreviation explained once, a roman number and the patient's name are no fault."""
    check = {"type": "abreviations", "chemin": ["conclusion"], "connues": ["ECG"]}

    assert expected == _problems(check, {"conclusion": text})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 comprimés en une prise, 1 fois par SEMAINE, le lundi", 0),
        ("10 mg une fois par semaine, le mercredi matin", 0),
        ("1 prise hebdomadaire le vendredi", 0),
        ("10 mg le lundi", 1),
        ("10 mg 1 fois par semaine", 1),
        ("10 mg 1 fois par semaine, le lundi et le jeudi", 2),
        ("1 comprimé au coucher, et 1 fois par semaine, le lundi, 1 comprimé", 1),
        ("1 fois par semaine, le lundi : 1 comprimé matin et midi", 1),
        ("10 mg le matin, 1 fois par semaine, le lundi", 0),
        ("2,5 mg 6 cp/j 1 fois par semaine le lundi", 1),
        ("6 comprimés par jour", 3),
        ("1-0-0 1 fois par semaine le lundi", 1),
        ("3 fois par semaine, le lundi", 2),
    ],
)
def test_methotrexate_must_read_as_weekly(text: str, expected: int) -> None:
    """Only a posology that names one day and says once a week, and nothing daily, passes."""
    pose = {
        "volet_medicamenteux[a1].sortie.medicament": {"libelle": "méthotrexate 2,5 mg comprimé"},
        "volet_medicamenteux[a1].sortie.posologie": text,
    }
    found = _row({"type": "methotrexate_oral", "cote": "sortie", "noms": ["méthotrexate"]}, pose)

    assert ["volet_medicamenteux[a1].sortie.posologie"] * expected == found


@pytest.mark.parametrize(
    ("text", "sign", "expected"),
    [
        ("10U", "u", True), ("10 u/jour", "u", True), ("10 unités", "u", False), ("10 UI", "u", False),
        ("75γ", "gamma", True), ("75 gammas", "gamma", True),
        (",5 mg", "zero_absent", True), ("prendre .5 mg", "zero_absent", True), ("0,5 mg", "zero_absent", False),
        ("le soir,1 cp", "zero_absent", False), ("4 000 UI", "ui", True), ("4000UI", "ui", True),
        ("puis 2", "ui", False),
        ("75 µg", "microgramme", True), ("75 μg", "microgramme", True), ("75 mcg", "microgramme", True),
        ("5,0 mg", "zero_inutile", True), ("5,05 mg", "zero_inutile", False), ("0,50 mg", "zero_inutile", False),
        ("1 cp bid", "latin", True), ("2 cc", "cc", True), ("1.5 mg", "point_decimal", True),
        ("1 cp.", "point_decimal", False), ("q8h", "latin", True), ("1 cp q 8 h", "latin", True),
        ("1/2 cp", "fraction", True), ("1/4", "fraction", True), ("1/0/1", "fraction", False),
        ("12/03", "fraction", False), ("3/j", "fraction", False), ("½ cp", "fraction", False),
        ("100000 unités", "milliers", True), ("10000", "milliers", True), ("1000 mg", "milliers", False),
        ("100 000 unités", "milliers", False), ("0,12345", "milliers", False),
    ],
)  # fmt: skip
def test_sign_is_seen_where_it_is_misread(text: str, sign: str, *, expected: bool) -> None:
    """Each dangerous sign is found in a posology, and its harmless lookalike is not."""
    check = {"type": "notation", "chemins": ["sortie.posologie"], "signes": [sign]}
    place = "volet_medicamenteux[a1].sortie.posologie"

    assert ([place] if expected else []) == _row(check, {place: text})


@pytest.mark.parametrize("name", ["ABT 10U", "vitamine B12 1000 µg", "insuline 100 UI/mL"])
def test_drug_labels_are_never_judged_as_posologies(name: str) -> None:
    """A label comes from the box: only typed posologies are looked at."""
    check = {"type": "notation", "chemins": ["sortie.posologie"], "signes": ["u", "ui", "microgramme"]}

    assert [] == _row(check, {"volet_medicamenteux[a1].sortie.medicament.libelle": name})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("idem", True), ("Idem.", True), ("cf. ordonnance", True), ("selon l'ordonnance", True),
        ("voir courrier", True),
        ("inchangé", True), ("Traitement habituel", True), ("ordonnance jointe", True), ("cf ordo", True),
        ("comme d'habitude", True), ("posologie inchangée", True), ("même dose", True), ("voir CRH", True),
        ("idem domicile", True), ("1 dose le matin", False), ("dose à adapter selon INR", False),
        ("1 comprimé, selon la glycémie", False), ("rapide le matin", False), ("à jeun, voir avec l'infirmière", False),
    ],
)  # fmt: skip
def test_reference_elsewhere_is_seen(text: str, *, expected: bool) -> None:
    """« idem » and its cousins are refused; a dose that depends on something is not."""
    place = "volet_medicamenteux[a1].sortie.posologie"

    assert ([place] if expected else []) == _row({"type": "renvoi", "chemins": ["sortie.posologie"]}, {place: text})


_PIECES: Final = (
    "10", "5", "1 comprimé", "u", "U", "UI", " ui ", "µg", "mcg", "γ", "gamma", ",5", ".5", "0,0", "cc", "bid", " ",
    "\u00a0", "(", "le matin", "puis", "idem", "Id.", "cf", ".", "ordonnance", "inchangé", "voir", "l'", "courrier",
    "habituel", "tt", "/", "2", "0000", "q", "q8h", "MTX", "5-FU", "même", "dose", "ordo", "d'habitude", "jointe",
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=7).map("".join))
def test_quick_look_hides_nothing(text: str) -> None:
    """The plain searches that spare the patterns never miss what a pattern would find."""
    folded = Text(text)
    every = read_check({"type": "notation", "chemins": "conclusion", "signes": [sign.value for sign in Signe]})

    assert suspect(text.lower()) or not folded.has(every.pattern)
    assert may_refer(text.lower()) or not refers(folded)


def test_kinds_of_the_table_also_look_elsewhere() -> None:
    """A service may put these checks on a text of its own: the table is not what decides then."""
    pose = {"conclusion": "10U", "volet_medicamenteux": [], "etat_sortie": "idem"}

    assert ["conclusion"] == _problems({"type": "notation", "chemins": "conclusion", "signes": ["u"]}, pose)
    assert ["etat_sortie"] == _problems({"type": "renvoi", "chemins": "etat_sortie"}, pose)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 comprimé si besoin", True), ("1 à la demande", True), ("en cas de douleur, 1 comprimé", True),
        ("si besoin, maximum 3 par jour", False), ("si besoin, sans dépasser 4 par jour", False),
        ("si douleur, jusqu'à 4 comprimés par jour", False), ("si besoin, 4/j max", False),
        ("1 comprimé le matin", False), ("1 comprimé si besoin, maximum", True),
        ("1 comprimé si besoin, max 2 par prise", True), ("1 comprimé 3 fois par jour si douleur", False),
        ("1 comprimé au coucher si besoin", False), ("1 comprimé toutes les 6 heures si besoin", True),
        ("1 comprimé si vertige", True), ("1 suppositoire si T > 38,5", True),
        ("si besoin, 4 gélules au maximum par jour", False), ("zz zz si besoin zz zz, max trois par jour", False),
        ("1 comprimé le matin sauf si vomissements", False),
    ],
)  # fmt: skip
def test_as_needed_asks_for_a_maximum(text: str, *, expected: bool) -> None:
    """A drug taken as needed has a maximum per day, however it is worded."""
    place = "volet_medicamenteux[a1].sortie.posologie"

    assert ([place] if expected else []) == _row({"type": "si_besoin", "exige": "maximum"}, {place: text})


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("paracétamol", "PARACETAMOL", True),
        ("paracétamol", "paracétamol + codéine", True),
        ("périndopril arginine", "périndopril", True),
        ("budésonide/formotérol", "formotérol", True),
        ("acide folique", "acide acétylsalicylique", False),
        ("vitamine B12", "vitamine B6", False),
    ],
)
def test_same_substance_is_seen_under_its_forms(first: str, second: str, *, expected: bool) -> None:
    """Case, accents, salts and combinations do not hide a duplicate; a shared first word does not make one."""
    pose = {
        "volet_medicamenteux[a1].sortie.medicament": {"dci": first},
        "volet_medicamenteux[a2].sortie.medicament": {"dci": second},
        "volet_medicamenteux[a4]": None,
    }

    assert (["volet_medicamenteux[a2].sortie.medicament"] if expected else []) == _problems({"type": "doublon"}, pose)


def test_finding_names_the_row_by_its_key() -> None:
    """A row's address stays right when rows move."""
    check = {"type": "rempli", "chemin": "sortie.posologie"}

    assert ["volet_medicamenteux[a4].sortie.posologie"] == _row(
        check, {"volet_medicamenteux[a4].sortie.posologie": None}
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"type": "remplit", "chemin": "conclusion"}, "vérification inconnue : « remplit »"),
        ({"chemin": "conclusion"}, "une vérification a un « type »"),
        ({"type": "rempli", "chemin": "conclusion", "refuses": ["x"]}, "paramètre inconnu : « refuses »"),
        ({"type": "rempli"}, "paramètre manquant : « chemin »"),
        ({"type": "rempli", "chemin": 3}, "une adresse de champ est attendue"),
        ({"type": "envoi", "role": "facteur", "etat": "fait"}, "valeur inconnue : « facteur »"),
        (
            {"type": "chaque", "liste": "volet_medicamenteux", "verifie": {"type": "rempli", "chemin": "nom"}},
            "champ inconnu",
        ),
    ],
)
def test_wrong_check_is_refused(data: dict[str, Any], message: str) -> None:
    """A mistyped kind, parameter or field is refused when the rule is read."""
    with pytest.raises(SpecError, match=message):
        read_check(data)


def test_reads_of_a_nested_check_are_absolute() -> None:
    """What a check on entries reads is told from the letter's root."""
    check = read_check(
        {
            "type": "chaque",
            "liste": "suites_a_donner",
            "si": {"rempli": "qui"},
            "verifie": {"type": "rempli", "chemin": "quand"},
        }
    )

    assert {"suites_a_donner", "suites_a_donner.qui", "suites_a_donner.quand"} == set(reads(check))
