"""The treatments of a document: which section, which product, how long, and no « none » that nobody said."""

import datetime as dt
from pathlib import Path

import pytest

from lls_drafter.cda import oids
from lls_drafter.cda.xml import Element, text_of
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import AUCUN, INCONNU, value_of
from lls_drafter.letter.synthese import TraitementAdministre
from lls_drafter.letter.traitements import (
    BilanMedicamenteux,
    Commentaires,
    Devenir,
    Duree,
    EtatListe,
    LigneTraitement,
    Medicament,
    Prescription,
    ReponseListe,
    Reprise,
)
from tests.cda.letters import document, exportable, find
from tests.document.letters import EXAMPLES, example, read_example

DISCHARGE, STOPPED = "10183-2", "18610-6"


def row(**fields: object) -> LigneTraitement:
    """Give a row of the table."""
    return LigneTraitement(cle="a1", devenir=Devenir.AJOUTE).replace(**fields)


def drug(libelle: str | None = "metformine 850 mg", **fields: object) -> Prescription:
    """Give one side of a row; `cis` and `atc` are the drug's."""
    facts = {name: fields.pop(name) for name in ("cis", "atc") if name in fields}
    return Prescription(medicament=Medicament(libelle=libelle).replace(**facts)).replace(**fields)


def letter(*rows: LigneTraitement, sortie: ReponseListe | None = None, administres: object = ()) -> Lettre:
    """Give a letter with these treatments."""
    return exportable(example("b")).replace(
        volet_medicamenteux=rows,
        bilan_medicamenteux=BilanMedicamenteux(sortie=EtatListe(reponse=sortie)),
        traitements_administres=administres,
    )


def name_of(side: Prescription) -> str | None:
    """Give the label of a drug."""
    return side.medicament.libelle if side.medicament is not None else None


def entries(root: Element, section: str) -> list[Element]:
    """Give the administrations of a section."""
    return find(root, f"//h:section[h:code/@code='{section}']/h:entry/h:substanceAdministration")


def linked(root: Element, element: Element, path: str) -> str:
    """Give the words that a reference leads to."""
    (link,) = find(element, path)
    (target,) = find(root, f"//*[@ID='{(link.get('value') or '').removeprefix('#')}']")
    return text_of(target)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem[:1])
def test_each_drug_of_an_example_is_in_one_section_and_linked_to_its_words(path: Path) -> None:
    """A drug that is stopped is never among those to take, and no drug is lost or linked to another's words."""
    lettre = exportable(read_example(path))
    root = document(lettre)
    rows = lettre.volet_medicamenteux
    taken = [name_of(one.sortie) for one in rows if one.devenir is not Devenir.ARRETE and one.sortie]
    stopped = [name_of(one.avant) for one in rows if one.devenir is Devenir.ARRETE and one.avant]
    given = [one.medicament for one in value_of(lettre.traitements_administres) or ()]
    discharge, gone = (
        [one for one in entries(root, section) if find(one, "h:code[@code='DRUG']")] for section in (DISCHARGE, STOPPED)
    )

    assert taken == [text_of(find(one, "h:consumable//h:name")[0]) for one in discharge]
    assert [*stopped, *given] == [text_of(find(one, "h:consumable//h:name")[0]) for one in gone]
    for one in (*discharge, *gone):
        name = text_of(find(one, "h:consumable//h:name")[0])
        words = linked(root, one, "h:consumable//h:code/h:originalText/h:reference")
        row_words = linked(root, one, "h:text/h:reference")
        assert name.split()[0] in words
        assert words.split()[0] in row_words
        assert len(row_words) > len(words)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (ReponseListe.AUCUN, "no-known-medications"),
        (ReponseListe.INCONNU, "no-medication-info"),
        (ReponseListe.LISTE, "no-medication-info"),
        (None, "no-medication-info"),
    ],
)
def test_no_treatment_is_written_only_when_somebody_said_so(answer: ReponseListe | None, code: str) -> None:
    """An empty list that nobody spoke of is « no information »."""
    (found,) = entries(document(letter(sortie=answer)), DISCHARGE)
    (written,) = find(found, "h:code")

    assert (code, oids.ABSENCE) == (written.get("code"), written.get("codeSystem"))


def test_no_treatment_is_not_written_beside_a_drug_whose_discharge_side_is_missing() -> None:
    """Somebody ticked « aucun » and a drug of the table is not finished: nobody knows."""
    rows = (row(devenir=Devenir.POURSUIVI, avant=drug()),)
    (found,) = entries(document(letter(*rows, sortie=ReponseListe.AUCUN)), DISCHARGE)

    assert ["no-medication-info"] == [one.get("code") for one in find(found, "h:code")]


@pytest.mark.parametrize("answer", [AUCUN, INCONNU])
def test_words_without_any_stopped_drug_are_no_information(answer: object) -> None:
    """« Aucun traitement terminé à signaler » is not « the patient has no treatment »."""
    found = entries(document(letter(administres=answer)), STOPPED)

    assert [["no-medication-info"]] == [[code.get("code") for code in find(one, "h:code")] for one in found]


def test_suspended_drug_is_among_the_stopped_with_the_rule_of_its_resumption() -> None:
    """It is not taken: a receiver that shows what to take must not show it, and its resumption must not be lost."""
    rows = (
        row(
            devenir=Devenir.POURSUIVI,
            avant=drug(),
            sortie=drug(),
            suspendu=True,
            reprise=Reprise(quand="créatinine contrôlée", par="médecin traitant"),
            commentaires=Commentaires(motif="insuffisance rénale", libre="prévenu"),
        ),
    )
    root = document(letter(*rows, administres=(TraitementAdministre(medicament="ceftriaxone"),)))
    stopped = entries(root, STOPPED)
    comments = find(stopped[0], "h:entryRelationship/h:act")
    said = [linked(root, one, "h:text/h:reference") for one in comments]

    assert ["no-medication-info"] == [one.get("code") for one in find(entries(root, DISCHARGE)[0], "h:code")]
    assert ["insuffisance rénale"] == [text_of(one) for one in find(stopped[0], ".//h:observation/h:value")]
    assert ["prévenu", "créatinine contrôlée", "médecin traitant"] == said


def test_stopped_drug_without_reason_has_none() -> None:
    """A reason that nobody gave is not written, not even as unknown."""
    root = document(
        letter(
            row(devenir=Devenir.ARRETE, avant=drug()),
            administres=(TraitementAdministre(medicament="ceftriaxone"),),
        )
    )

    assert [] == find(entries(root, STOPPED)[0], ".//h:observation")


@pytest.mark.parametrize(
    ("facts", "code", "translations"),
    [
        ({"cis": "60234100", "atc": "A10BA02"}, ("60234100", oids.CIS, None), [("A10BA02", oids.ATC)]),
        ({"atc": "A10BA02"}, (None, None, "UNK"), [("A10BA02", oids.ATC)]),
        ({"cis": "6023410", "atc": "A10"}, (None, None, "UNK"), [("A10", oids.ATC)]),
        ({"cis": "préparation", "atc": "inconnu"}, (None, None, "UNK"), []),
    ],
)
def test_product_has_a_code_only_when_the_letter_has_one(
    facts: dict[str, str], code: tuple[str | None, ...], translations: list[tuple[str, str]]
) -> None:
    """Eight digits are a CIS code; anything else is no code of the drug, whose words are linked."""
    (found,) = entries(document(letter(row(sortie=drug(**facts)))), DISCHARGE)
    (written,) = find(found, "h:consumable//h:manufacturedMaterial/h:code")
    others = [(one.get("code"), one.get("codeSystem")) for one in find(written, "h:translation")]

    assert code == (written.get("code"), written.get("codeSystem"), written.get("nullFlavor"))
    assert translations == others
    assert 1 == len(find(written, "h:originalText/h:reference"))


@pytest.mark.parametrize(
    ("duree", "low", "high", "width"),
    [
        (None, "NI", "NI", None),
        (Duree(texte="au long cours"), "UNK", "NA", None),
        (Duree(texte="5 jours"), "UNK", "UNK", None),
        (Duree(texte="jusqu'à cicatrisation"), "UNK", "UNK", None),
        (Duree(debut=dt.date(2026, 4, 18), fin_incluse=dt.date(2026, 4, 22)), "20260418", "20260422", None),
        (Duree(debut=dt.date(2026, 4, 18), texte="au long cours"), "20260418", "NA", None),
        (Duree(fin_incluse=dt.date(2026, 4, 22), texte="jusqu'au 22/04"), "UNK", "20260422", None),
        (Duree(total_jours=10), None, None, ("10", "d")),
        (Duree(debut=dt.date(2026, 4, 18), total_jours=10), "20260418", None, ("10", "d")),
        (Duree(debut=dt.date(2026, 4, 22), fin_incluse=dt.date(2026, 4, 18)), "UNK", "UNK", None),
        (Duree(debut=dt.date(2026, 4, 18), fin_incluse=dt.date(2026, 4, 22), total_jours=7), "UNK", "UNK", None),
        (Duree(texte="au long cours", fin_incluse=dt.date(2026, 4, 22)), "UNK", "UNK", None),
    ],
)
def test_length_of_a_treatment_has_only_dates_of_the_letter(
    duree: Duree | None, low: str | None, high: str | None, width: tuple[str, str] | None
) -> None:
    """« 5 jours » has no first day, « au long cours » no end, and dates that contradict one another are not dates."""
    (found,) = entries(document(letter(row(sortie=drug(duree=duree)))), DISCHARGE)
    (time,) = find(found, "h:effectiveTime")

    assert low == bound(time, "low")
    assert high == bound(time, "high")
    assert ([] if width is None else [width]) == [(one.get("value"), one.get("unit")) for one in find(time, "h:width")]


def bound(time: Element, name: str) -> str | None:
    """Give a bound of an interval: its value, or its null flavor."""
    return next((one.get("value") or one.get("nullFlavor") for one in find(time, f"h:{name}")), None)


def test_length_in_the_posology_serves_when_nothing_else_says_one() -> None:
    """« 1 comprimé le matin pendant 5 jours » lasts five days, whenever they begin."""
    (found,) = entries(document(letter(row(sortie=drug(posologie="1 comprimé le matin pendant 5 jours")))), DISCHARGE)
    times = find(found, "h:effectiveTime/h:width")

    assert [("5", "d")] == [(one.get("value"), one.get("unit")) for one in times]


def test_stopped_drug_has_no_end_that_nobody_dated() -> None:
    """« au long cours » was said before the stop."""
    rows = (row(devenir=Devenir.ARRETE, avant=drug(duree=Duree(texte="au long cours"))),)
    root = document(letter(*rows, administres=(TraitementAdministre(medicament="ceftriaxone"),)))
    (time,) = find(entries(root, STOPPED)[0], "h:effectiveTime")

    assert ("UNK", "UNK") == (bound(time, "low"), bound(time, "high"))


@pytest.mark.parametrize(
    ("periode", "low", "high"),
    [
        ("le 14/04/2026", "20260414", "20260414"),
        ("du 02/03/2026 au 06/03/2026", "20260302", "20260306"),
        ("du 02/03 au 06/03/2026", "UNK", "20260306"),
        ("la première semaine", "UNK", "UNK"),
        ("du 06/03/2026 au 02/03/2026", "UNK", "UNK"),
        (None, "UNK", "UNK"),
    ],
)
def test_period_of_a_drug_of_the_stay_has_only_dates_with_their_year(periode: str | None, low: str, high: str) -> None:
    """A year is never added: « du 28/12 au 03/01 » would go wrong."""
    root = document(letter(administres=(TraitementAdministre(medicament="ceftriaxone", periode=periode),)))
    (time,) = find(entries(root, STOPPED)[0], "h:effectiveTime")

    assert (low, high) == (bound(time, "low"), bound(time, "high"))


@pytest.mark.parametrize(
    ("voie", "code"), [("orale", "20053000"), ("SC", "20066000"), ("par sonde", None), (None, None)]
)
def test_route_is_coded_when_its_words_are_those_of_the_set(voie: str | None, code: str | None) -> None:
    """A route that no code says stays in words."""
    (found,) = entries(document(letter(row(sortie=drug(voie=voie)))), DISCHARGE)

    assert ([] if code is None else [code]) == [one.get("code") for one in find(found, "h:routeCode")]


def test_drug_without_a_name_is_an_entry_all_the_same() -> None:
    """A line that is not finished is still a treatment."""
    (found,) = entries(document(letter(row(sortie=Prescription(posologie="1 comprimé le soir")))), DISCHARGE)

    assert ["NA"] == [one.get("nullFlavor") for one in find(found, "h:consumable//h:name")]


def test_stopped_drug_alone_has_its_section_and_its_row() -> None:
    """A letter that stops a drug and gave none in the stay: the stop is said as data too."""
    root = document(letter(row(devenir=Devenir.ARRETE, avant=drug())))
    (found,) = entries(root, STOPPED)

    assert "metformine 850 mg" == linked(root, found, "h:consumable//h:code/h:originalText/h:reference")
