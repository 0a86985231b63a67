"""The events of the stay: a value, « nobody knows » and « nobody answered » are three different documents."""

import pytest

from lls_drafter.cda.xml import Element, attributes_of, text_of
from lls_drafter.errors import MissingForExportError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.reponse import AUCUN, INCONNU, NON_RENSEIGNE
from lls_drafter.letter.sejour import Modalite
from lls_drafter.letter.synthese import MicroOrganismes, ProduitSanguin, RechercheMicroOrganismes
from tests.cda.letters import document, find
from tests.cda.test_writer_header import changed
from tests.document.letters import example

_BL = {"{http://www.w3.org/2001/XMLSchema-instance}type": "BL"}


def observation(root: Element, code: str) -> Element | None:
    """Give the observation of a code."""
    return next(iter(find(root, f"//h:observation[h:code/@code='{code}']")), None)


def value(lettre: Lettre, code: str) -> dict[str, str]:
    """Give the attributes of an observation's value in a letter's document."""
    found = observation(document(lettre), code)
    assert found is not None
    (held,) = find(found, "h:value")
    return attributes_of(held)


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        (AUCUN, {"value": "false"}),
        (INCONNU, {"nullFlavor": "UNK"}),
        (NON_RENSEIGNE, {"nullFlavor": "NI"}),
        ((ProduitSanguin(type="concentré de globules rouges"),), {"value": "true"}),
    ],
)
def test_transfusion_is_denied_only_when_somebody_denied_it(answer: object, written: dict[str, str]) -> None:
    """A `false` that nobody said would hide a transfusion."""
    lettre = example("b").replace(produits_sanguins=answer)

    assert {**_BL, **written} == value(lettre, "MED-145")


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        (RechercheMicroOrganismes.FAITE, {"value": "true"}),
        (RechercheMicroOrganismes.NON_FAITE, {"value": "false"}),
        (RechercheMicroOrganismes.INCONNUE, {"nullFlavor": "UNK"}),
        (None, {"nullFlavor": "NI"}),
    ],
)
def test_search_of_germs_keeps_its_four_answers(
    answer: RechercheMicroOrganismes | None, written: dict[str, str]
) -> None:
    """« Non faite » is not « on ne sait pas »."""
    lettre = example("b").replace(micro_organismes=MicroOrganismes(recherche=answer))

    assert {**_BL, **written} == value(lettre, "MED-309")


@pytest.mark.parametrize(
    ("accidents", "text"),
    [
        (("frissons", AUCUN), "frissons"),
        ((AUCUN, AUCUN), "aucun accident transfusionnel"),
        ((AUCUN, NON_RENSEIGNE), None),
        ((NON_RENSEIGNE,), None),
        ((INCONNU, AUCUN), ""),
    ],
)
def test_accidents_are_denied_only_when_denied_of_each_product(accidents: tuple[str, ...], text: str | None) -> None:
    """One product without answer leaves the whole unsaid; one that nobody knows makes it unknown."""
    products = tuple(ProduitSanguin(type="CGR", accident=one) for one in accidents)
    found = observation(document(example("b").replace(produits_sanguins=products)), "MED-146")
    said = None if found is None else text_of(find(found, "h:value")[0])

    assert text == (said if said is None or not said else said.removesuffix("."))


def test_adverse_events_that_nobody_asked_about_are_left_out() -> None:
    """The entry is optional: nothing is written in the place of an answer."""
    unanswered, none = (example("b").replace(evenements_indesirables=one) for one in (NON_RENSEIGNE, AUCUN))

    assert observation(document(unanswered), "MED-143") is None
    assert observation(document(none), "MED-143") is not None


def test_way_of_leaving_in_free_words_is_another_one_with_its_words() -> None:
    """No code says it: the code « autre » does, and points to what was typed."""
    lettre = changed(example("b"), sejour__modalite_sortie=Modalite(libelle="chez sa fille, en gîte"))
    root = document(lettre)
    found = observation(root, "ORG-074")
    assert found is not None
    (held,) = find(found, "h:value")
    (link,) = find(held, "h:originalText/h:reference")

    assert "GEN-092.06.03" == held.get("code")
    assert ["chez sa fille, en gîte"] == [
        text_of(one) for one in find(root, f"//h:content[@ID='{(link.get('value') or '')[1:]}']")
    ]


@pytest.mark.parametrize(
    ("field", "named"), [("sejour__modalite_entree", "d'entrée"), ("sejour__modalite_sortie", "de sortie")]
)
def test_way_that_nobody_gave_is_refused(field: str, named: str) -> None:
    """No information is not « other », and the model takes no null flavor here."""
    with pytest.raises(MissingForExportError, match=f"la modalité {named} manque"):
        document(changed(example("b"), **{field: None}))


@pytest.mark.parametrize(
    ("statut", "code"),
    [(Statut.VALIDEE, "9571008"), (Statut.BROUILLON, "385651009"), (Statut.ANNULEE, "29179001")],
)
def test_status_of_the_document_follows_the_letter(statut: Statut, code: str) -> None:
    """A draft is under way, a validated letter approved, a cancelled one closed."""
    assert code == value(example("b").replace(statut=statut), "GEN-065")["code"]
