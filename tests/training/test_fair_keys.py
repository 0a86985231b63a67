"""The keys of the shipped cases are fair: a right letter in other words is not accused, a wrong one is."""

from collections.abc import Callable, Sequence

import pytest

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import AUCUN
from lls_drafter.packs.cases import load_case, load_key, load_model
from lls_drafter.training.correction import missing_elements, wrong_claims
from lls_drafter.training.said import Said, said_of

Change = Callable[[Lettre], Lettre]


def _text(**changes: object) -> Change:
    """Write fields of the letter otherwise."""
    return lambda lettre: lettre.replace(**changes)


def _allergy(**changes: object) -> Change:
    """Tell the first allergy otherwise."""

    def change(lettre: Lettre) -> Lettre:
        assert isinstance(lettre.allergies, tuple)
        first, *others = lettre.allergies
        return lettre.replace(allergies=(first.replace(**changes), *others))

    return change


def _regimen(drug: str, words: str) -> Change:
    """Write more in the regimen of a drug at discharge."""

    def row(one: LlsModel) -> LlsModel:
        side = getattr(one, "sortie", None)
        if side is None or drug not in side.medicament.libelle:
            return one
        return one.replace(sortie=side.replace(posologie=f"{side.posologie} {words}"))

    return lambda lettre: lettre.replace(volet_medicamenteux=tuple(map(row, lettre.volet_medicamenteux)))


def _drug(name: str) -> Change:
    """Give one more drug at discharge, taken as the first one is."""

    def change(lettre: Lettre) -> Lettre:
        first = next(row for row in lettre.volet_medicamenteux if row.sortie is not None)
        assert first.sortie is not None
        assert first.sortie.medicament is not None
        drug = first.sortie.medicament.replace(libelle=name, dci=None, marque=None)
        added = first.replace(cle="z1", sortie=first.sortie.replace(medicament=drug))
        return lettre.replace(volet_medicamenteux=(*lettre.volet_medicamenteux, added))

    return change


def _contact(words: str) -> Change:
    """Tell of the contact otherwise."""

    def change(lettre: Lettre) -> Lettre:
        assert lettre.micro_organismes is not None
        return lettre.replace(micro_organismes=lettre.micro_organismes.replace(statut_contact_bhre=words))

    return change


def _said(case: str, change: Change) -> Said:
    return said_of(change(load_model(load_case(case))))


_FAIR: list[tuple[str, Change]] = [
    ("lombalgie_febrile", _allergy(reaction="exanthème du tronc, aucun signe de gravité")),
    ("lombalgie_febrile", _allergy(type="possible", precision=None, reaction="exanthème, ni choc ni anaphylaxie")),
    ("lombalgie_febrile", _regimen("céfixime", "(remplace l'amoxicilline)")),
    ("hemorragie_digestive_avk", _allergy(reaction="urticaire, aucune réaction depuis")),
    ("hemorragie_digestive_avk", _regimen("apixaban", "à la place de la warfarine")),
    ("horton_diabete", _regimen("insuline", "à la place du gliclazide")),
    ("pancytopenie_methotrexate", _text(synthese_medicale="Méthotrexate le lundi, naproxène chaque jour.")),
    ("hemicolectomie", _text(synthese_medicale="Adénocarcinome non métastatique au scanner du 5 février 2026.")),
    ("hemicolectomie", _regimen("amlodipine", "seule, sans le périndopril")),
    ("intoxication_adolescent", _text(synthese_medicale="Paracétamol, sans alcool, père et mère reçus.")),
    ("ehpad_deprescription", _text(synthese_medicale="Cas contact d'une BHRe ; écouvillon négatif, pas de BMR.")),
    ("ehpad_deprescription", _contact("cas contact d'une BHRe, premier dépistage négatif")),
    ("ehpad_deprescription", _regimen("candésartan", "(créatinine et potassium le 03/04)")),
]
_TRAPS: list[tuple[str, Change, str]] = [
    ("lombalgie_febrile", _text(allergies=AUCUN), "X06"),
    ("lombalgie_febrile", _allergy(type="confirmée", reaction="choc", precision=None), "X05"),
    ("lombalgie_febrile", _drug("amoxicilline 1 g"), "X02"),
    ("pneumonie_personne_agee", _drug("énoxaparine 4 000 UI"), "X03"),
    ("hemorragie_digestive_avk", _text(allergies=AUCUN), "X06"),
    ("hemorragie_digestive_avk", _drug("Coumadine 2 mg"), "X01"),
    ("horton_diabete", _drug("gliclazide 60 mg"), "X05"),
    ("pancytopenie_methotrexate", _text(synthese_medicale="Méthotrexate 2,5 mg, 6 comprimés par jour."), "X01"),
    ("pancytopenie_methotrexate", _text(synthese_medicale="MTX 2,5 mg 6/j."), "X01"),
    ("pancytopenie_methotrexate", _drug("méthotrexate 2,5 mg"), "X02"),
    ("pancytopenie_methotrexate", _drug("naproxène 550 mg"), "X05"),
    ("hemicolectomie", _text(conclusion="Adénocarcinome colique métastatique."), "X01"),
    ("hemicolectomie", _text(synthese_medicale="Nodule du péritoine : métastase."), "X01"),
    ("hemicolectomie", _drug("périndopril 5 mg"), "X06"),
    ("intoxication_adolescent", _text(synthese_medicale="Contexte : père alcoolique."), "X03"),
    ("intoxication_adolescent", _drug("paracétamol 1 g"), "X04"),
    ("ehpad_deprescription", _text(synthese_medicale="Aucun contact avec un porteur, pas de BMR."), "X06"),
    ("ehpad_deprescription", _contact("dépistage négatif, pas de contact"), "X01"),
    ("ehpad_deprescription", _drug("ceftriaxone 1 g"), "X04"),
    ("ehpad_deprescription", _drug("donépézil 10 mg"), "X05"),
]


def _ids(rows: Sequence[tuple[str, *tuple[object, ...]]]) -> list[str]:
    """Name each row by its case and its place."""
    return [f"{row[0]}-{number}" for number, row in enumerate(rows)]


@pytest.mark.parametrize(("case", "change"), _FAIR, ids=_ids(_FAIR))
def test_right_letter_in_other_words_is_not_accused(case: str, change: Change) -> None:
    """What is told to be wrong costs most: it is never a right thing that stands near a word of the trap."""
    assert () == wrong_claims(load_key(load_case(case)), _said(case, change))


@pytest.mark.parametrize(("case", "change", "claim"), _TRAPS, ids=_ids(_TRAPS))
def test_trap_is_seen(case: str, change: Change, claim: str) -> None:
    """Each trap that a letter falls into is told, however it is written."""
    assert claim in [one.id for one in wrong_claims(load_key(load_case(case)), _said(case, change))]


def test_follow_up_in_short_is_acquired() -> None:
    """« Écho à 30 SA » is an ultrasound scan."""

    def short(lettre: Lettre) -> Lettre:
        assert isinstance(lettre.suites_a_donner, tuple)
        return lettre.replace(
            suites_a_donner=tuple(
                one.replace(action="Écho obstétricale à 30 SA", quand="juillet") if "croissance" in one.action else one
                for one in lettre.suites_a_donner
                if one.action is not None
            )
        )

    assert () == missing_elements(load_key(load_case("lombalgie_febrile")), _said("lombalgie_febrile", short))
