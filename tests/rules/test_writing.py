"""What is underlined while a text is typed is what the finished letter would be told, no more, no less."""

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.packs.checklists import load_all
from lls_drafter.rules.checks.registry import Wording, names_only
from lls_drafter.rules.engine import evaluate_all
from lls_drafter.rules.items import read_item
from lls_drafter.rules.model import Certitude, Checklist, Niveau
from lls_drafter.rules.writing import MOST_LOOKED_AT, Diagnostic, Proofreader, reachable, with_text
from tests.rules.letters import DAY, changed, letter
from tests.rules.test_typed import TEXTS

CONTENT: Final = tuple(one for one in load_all() if one.indicateur is None)
READER: Final = Proofreader(CONTENT)
_POSOLOGIE: Final = "volet_medicamenteux[a1].sortie.posologie"


def found(address: str, text: str, lettre: Lettre | None = None) -> list[tuple[str, str]]:
    """Give the rules and the passages underlined in a text of the base letter, or of another."""
    diagnostics = READER.diagnose(FieldPath.parse(address), text, lettre=lettre or letter(), today=DAY)
    return [(one.regle, text[one.debut : one.fin]) for one in diagnostics]


@pytest.mark.parametrize(
    ("address", "text", "expected"),
    [
        (_POSOLOGIE, "10U le soir", [("MED-SIGNES", "U")]),
        (_POSOLOGIE, "prendre   ,5 mg", [("MED-SIGNES", ",5")]),
        (_POSOLOGIE, "1 cp de MTX, 5-FU", [("MED-SIGLES", "MTX"), ("MED-SIGLES", "5-FU")]),
        (_POSOLOGIE, "½ : 1/2 le matin", [("MED-ABREVIATIONS", "1/2")]),
        (_POSOLOGIE, "selon ordonnance", [("MED-RENVOI", "selon ordonnance")]),
        (_POSOLOGIE, "Cœur\u00a0: Lamictal", [("MED-NOMS-PROCHES", "Lamictal")]),
        (_POSOLOGIE, "{1} comprimé", [("MED-LACUNE", "{1}")]),
        ("volet_medicamenteux[0].sortie.posologie", "10U", [("MED-SIGNES", "U")]),
        ("volet_medicamenteux[nouvelle].sortie.posologie", "10U", [("MED-SIGNES", "U")]),
        ("motif_hospitalisation", "R.A.S.", [("REG-MOTIF-VIDE", "R.A.S.")]),
        ("motif_hospitalisation", "Malaise", [("REG-MOTIF-VAGUE", "Malaise")]),
        ("conclusion", "OAP, œdème (OAP) : FA", [("REG-ABREVIATIONS", "FA")]),
        ("conclusion", "e\u0301te\u0301, FA.\tEVA", [("REG-ABREVIATIONS", "FA"), ("REG-ABREVIATIONS", "EVA")]),
        ("conclusion", "Un homme de 78 ans", [("REG-COPIE-SEXE", "Un homme de 78 ans")]),
        ("conclusion", "Vu : Monsieur LEFEBVRE ", [("REG-COPIE-NOM", "Monsieur LEFEBVRE")]),
        (
            "conclusion",
            "Hospitalisée du 12/01/2025 au 20/01/2025, né le 03/04/1900",
            [("REG-COPIE-DATE", "du 12/01/2025 au 20/01/2025"), ("REG-COPIE-DATE", "03/04/1900")],
        ),
        ("etat_sortie", "SORTIE SANS OXYGENE, MARCHE SANS AIDE A DOMICILE", [("REG-MAJUSCULES", None)]),
        ("synthese_medicale", "Poids ??? kg [à compléter : taille]", None),
        ("suites_a_donner[1].quand", "dans {n} jours", [("REG-LACUNE", "{n}")]),
        ("suites_a_donner[7].quand", "dans {n} jours", [("REG-LACUNE", "{n}")]),
        ("rubriques.fevg.texte", "____ %", [("REG-LACUNE", "____")]),
        ("volet_social", " à préciser.", [("REG-LACUNE", "à préciser.")]),
        ("volet_social", "aucun", []),
        ("conclusion", "  \n ", []),
        ("sejour.date_sortie", "xxx", []),
        ("champ.inconnu", "xxx", []),
    ],
)
def test_passage_is_exactly_what_is_at_fault(address: str, text: str, expected: list[tuple[str, str]] | None) -> None:
    """Accents typed in two characters, ligatures, tabs and non-breaking spaces move nothing; new entries are judged."""
    if expected is None:
        expected = [("REG-LACUNE", "???"), ("REG-LACUNE", "[à compléter : taille]")]

    assert [(rule, passage or text) for rule, passage in expected] == [
        one
        for one in found(address, text)
        if one[0] != "REG-ABREVIATIONS" or any(rule == one[0] for rule, _ in expected)
    ]


def test_conditions_of_the_rule_are_those_of_the_letter() -> None:
    """What a rule does not apply to is not underlined: another sex, a new-born, a prerequisite that is not met."""
    assert [] == found("conclusion", "Un homme de 78 ans", changed({"patient.sexe": "M"}))
    assert [] == found("conclusion", "Un homme de 78 ans", changed({"sejour.situations": ["nouveau_ne"]}))
    assert [] == found("conclusion", "du 12/01/2025 au 20/01/2025", changed({"sejour.date_entree": None}))


def test_letter_of_the_first_second_is_judged() -> None:
    """Without any letter yet, signs are underlined all the same."""
    path = FieldPath.parse(_POSOLOGIE)

    assert ["MED-SIGNES"] == [one.regle for one in READER.diagnose(path, "10U", today=DAY)]


def test_messages_are_the_rules_own_and_never_quote() -> None:
    """A diagnostic has the level, the id and the message of its rule."""
    (one,) = READER.diagnose(FieldPath.parse(_POSOLOGIE), "10U", lettre=letter(), today=DAY)
    item = next(item for checklist in CONTENT for item in checklist.items if item.id == "MED-SIGNES")

    assert Diagnostic(2, 3, Niveau.ALERTE, "MED-SIGNES", item.message) == one


def test_passages_that_overlap_are_one() -> None:
    """Two signs on the same characters are underlined once; two rules on them, twice."""
    rule = {
        "type": "notation",
        "chemins": ["conclusion"],
        "signes": ["point_decimal"],
        "mots": ["2 mg"],
    }
    reader = Proofreader((_list_of("A", rule), _list_of("B", rule)))
    text = "dose 1.2 mg"
    passages = reader.diagnose(FieldPath.parse("conclusion"), text, lettre=letter(), today=DAY)

    assert [("A", "1.2 mg"), ("B", "1.2 mg")] == [(one.regle, text[one.debut : one.fin]) for one in passages]


def test_only_the_beginning_of_an_enormous_text_is_looked_at() -> None:
    """A whole file pasted by mistake does not hold the seat."""
    text = "a" * MOST_LOOKED_AT + " ???"

    assert [] == found("conclusion", text)
    assert [("REG-LACUNE", "???")] == found("conclusion", "??? " + text)


def _list_of(identifier: str, *checks: dict[str, Any]) -> Checklist:
    """Give a list of one item."""
    item = read_item({
        "id": identifier,
        "titre": "t",
        "verifie": list(checks),
        "message": "m",
        "correction": "c",
        "source": "s",
        "certitude": "proposition",
    })  # fmt: skip
    return Checklist(id=identifier, version="1", titre="t", source="s", certitude=Certitude.PROPOSITION, items=(item,))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("synthese_medicale", 3500),
        ("motif_hospitalisation", 6000),
        ("suites_a_donner[0].action", None),
        ("patient.nom_naissance", None),
    ],
)
def test_longest_is_the_smallest_maximum(address: str, expected: int | None) -> None:
    """The length advised is the strictest of the rules on that field; a rule without maximum advises none."""
    assert expected == READER.longest(FieldPath.parse(address))


def test_longest_looks_inside_lists() -> None:
    """A rule on every entry of a list advises its entries, new ones included."""
    length = {"type": "longueur", "chemin": "action", "maximum": 80}
    reader = Proofreader(
        (_list_of("A", {"type": "chaque", "liste": "suites_a_donner", "verifie": [{**length, "maximum": 90}, length]}),)
    )

    assert 80 == reader.longest(FieldPath.parse("suites_a_donner[12].action"))
    assert None is reader.longest(FieldPath.parse("suites_a_donner[12].qui"))


# --- the promise: a finding about wording and an underlined passage go together -------------------------------------

_ADDRESSES: Final = (
    _POSOLOGIE, "volet_medicamenteux[a1].avant.posologie", "volet_medicamenteux[a1].sortie.medicament.libelle",
    "volet_medicamenteux[a4].sortie.duree.texte", "volet_medicamenteux[a2].commentaires.indication",
    "motif_hospitalisation", "conclusion", "antecedents", "synthese_medicale", "etat_sortie", "volet_social",
    "suites_a_donner[0].action", "suites_a_donner[2].qui", "allergies[0].reaction", "rubriques.fevg.texte",
    "consignes_patient.signes_alerte",
)  # fmt: skip
_LETTERS: Final = (
    letter(),
    Lettre(),
    changed({"patient.sexe": "M", "conclusion": "OAP", "motif_hospitalisation": None}),
    changed({"sejour.situations": ["nouveau_ne"], "volet_medicamenteux[a1].sortie.medicament": {"libelle": "x"}}),
)


def _words(value: object) -> set[str]:
    """Give the words of the rules themselves: all the texts in the checks' parameters."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, tuple | frozenset):
        return {word for one in value for word in _words(one)}
    names = getattr(value, "__dataclass_fields__", ())
    return {
        word for name in names if name not in ("chemin", "chemins", "liste") for word in _words(getattr(value, name))
    }


_OF_RULES: Final = sorted(
    {
        word
        for checklist in CONTENT
        for item in checklist.items
        for check in item.verifie
        if isinstance(check, Wording)
        for word in _words(check)
        if len(word) < 30
    }
)
_SIGNS: Final = (
    "10U", "75 γ", ",5", " .5", "4 000 UI", "µg", "5,0", "bid", "q8h", "2 cc", "1/2", "100000", "xxx", "XXX", "47,XXX",
    "[à compléter]", "[À\u00a0COMPLÉTER : poids]", "{…}", "{", "??", "?", "xx/xx", "____", ".....", "……", "OAP",
    "OAP (OAP)", "FA", "IV", "M. LEFEBVRE", "Madame Durand", "son fils M. PETIT", "un homme de 78 ans", "la patiente",
    "patient âgé", "sa fille de 15 ans", "hospitalisée du 12/01/2025 au 20/01/2025", "déjà hospitalisée", "03/04/1900",
    "01/01/2099", "cf. ordonnance", "idem", "UN TEXTE TOUT EN CAPITALES QUI EST LONG", "à préciser", "œ", "Œ", "İ",
)  # fmt: skip
_PIECES: Final = st.one_of(
    st.sampled_from(_SIGNS), st.sampled_from(_OF_RULES), TEXTS.filter(lambda text: len(text) < 1000)
)
_TYPED: Final = st.lists(
    st.tuples(_PIECES, st.sampled_from(["", " ", "  ", "\t", "\n", "\u00a0", ". ", ", ", "\u200b", "e\u0301"])),
    max_size=6,
).map(lambda parts: "".join(one + space for one, space in parts))


def _reported(lettre: Lettre, path: FieldPath) -> set[str]:
    """Give the rules about wording that report a field of a letter."""
    reports = evaluate_all(CONTENT, lettre, today=DAY)
    about = {
        item.id
        for checklist in CONTENT
        for item in checklist.items
        if any(isinstance(check, Wording) and check.judges(names_only(path)) for check in item.verifie)
    }
    return {one.regle for report in reports for one in report.findings if one.chemin == path and one.regle in about}


@settings(max_examples=300)
@given(st.sampled_from(_ADDRESSES), _TYPED, st.sampled_from(_LETTERS))
def test_underlined_if_and_only_if_reported(address: str, text: str, lettre: Lettre) -> None:
    """For any text in any field, the rules that underline are those that the finished letter would be told of."""
    path = FieldPath.parse(address)
    diagnostics = READER.diagnose(path, text, lettre=lettre, today=DAY)
    place = reachable(lettre, path)
    finished = with_text(lettre, place, text) if text.strip() and text.strip() not in ("aucun", "inconnu") else None
    expected = _reported(finished, place) if finished is not None and not _blank(finished, place) else set()

    assert expected == {one.regle for one in diagnostics}
    assert [] == [one for one in diagnostics if not 0 <= one.debut < one.fin <= len(text)]
    assert sorted(diagnostics, key=lambda one: (one.debut, one.fin)) == list(diagnostics)


def _blank(lettre: Lettre, path: FieldPath) -> bool:
    """Tell whether the letter keeps nothing of the text."""
    return not str(path.read(lettre) or "").strip()
