"""Documents of other vendors: the narrative is the truth, codes complete it, nothing is lost or made up."""

import datetime as dt

import pytest

from lls_drafter.cda.reader import Genre, Lecture, Nature
from lls_drafter.letter.personnes import StatutIns
from lls_drafter.letter.reponse import AUCUN, INCONNU, NON_RENSEIGNE
from lls_drafter.letter.synthese import EvenementIndesirable, ProduitSanguin, RechercheMicroOrganismes
from lls_drafter.letter.traitements import ReponseListe
from tests.cda.reader.documents import clinical, drug, observation, official, read, section

TABLE = """<table><thead><tr><th>Médicament</th><th>Dose</th><th>Fréquence</th><th>Voie</th><th>Date de fin</th>
<th>Étiquette</th></tr></thead><tbody>{rows}</tbody></table>"""
ROW = """<tr><td><content ID="m1">Kardégic 75 mg</content></td><td>1 sachet</td><td>1 fois par jour</td><td>orale</td>
<td>12/04/2026</td><td>à jeun</td></tr>"""
NO_DRUG = """<substanceAdministration><code code="{code}" codeSystem="2.16.840.1.113883.5.1150.1"/>
</substanceAdministration>"""
TIMES = '<effectiveTime xsi:type="PIVL_TS" operator="A"><period value="8" unit="h"/></effectiveTime>'
DOSE = '<doseQuantity><low value="1" unit="{tbl}"/><high value="1" unit="{tbl}"/></doseQuantity>'


def treatments(text: str, *entries: str) -> Lecture:
    """Read a document of discharge treatments."""
    return read(clinical(section("10183-2", text, *entries)))


def only(lecture: Lecture) -> tuple[str | None, str | None]:
    """Give the drug and the posologie of the only discharge treatment."""
    (row,) = lecture.lettre.volet_medicamenteux
    assert row.sortie is not None
    assert row.sortie.medicament is not None
    return row.sortie.medicament.libelle, row.sortie.posologie


def test_official_discharge_letter_is_read() -> None:
    """The official example gives its patient, stay, summary, drug with its codes, and its explicit negatives."""
    lettre = read(official("LDL-SES_2022.01.xml")).lettre
    assert lettre.patient is not None
    assert lettre.patient.ins is not None
    assert lettre.sejour is not None
    (row,) = lettre.volet_medicamenteux
    assert row.sortie is not None
    assert row.sortie.medicament is not None

    assert ("PAT-TROIS", ("DOMINIQUE", "MARIE-LOUISE"), dt.date(1979, 3, 28)) == (
        lettre.patient.nom_naissance,
        lettre.patient.prenoms_naissance,
        lettre.patient.date_naissance,
    )
    assert StatutIns.PROVISOIRE is lettre.patient.ins.statut
    assert (dt.date(2019, 10, 29), dt.date(2019, 12, 3)) == (lettre.sejour.date_entree, lettre.sejour.date_sortie)
    assert ("LEPONEX 100 mg", "62552920", "N05AH02") == (
        row.sortie.medicament.libelle,
        row.sortie.medicament.cis,
        row.sortie.medicament.atc,
    )
    assert ("Infection respiratoire aigüe", AUCUN, AUCUN) == (
        lettre.synthese_medicale,
        lettre.allergies,
        lettre.produits_sanguins,
    )


def test_official_contradictions_are_told() -> None:
    """The dates that the official example gives twice, differently, are told and not chosen."""
    restes = read(official("LDL-SES_2022.01.xml")).restes

    assert 4 == sum(one.nature is Nature.CONTRADICTION for one in restes)


def test_letter_at_entry_gives_the_home_treatment() -> None:
    """A letter at entry is told apart: its drugs are those at home, its dates those of no stay."""
    lecture = read(official("LDL-EES_2022.01.xml"))
    (row,) = lecture.lettre.volet_medicamenteux
    stay = lecture.lettre.sejour

    assert Genre.ENTREE is lecture.document.genre
    assert row.sortie is None
    assert row.avant is not None
    assert lecture.lettre.signataire is None
    assert stay is None or stay.date_entree is None


def test_level_1_gives_its_header_only() -> None:
    """Of a document that holds a PDF only the header is read, and the file is told."""
    lecture = read(official("DOC_NON_STRUCTURE_CDA-R2-N1.xml"))

    assert Genre.PDF is lecture.document.genre
    assert [Nature.CONTENU] == [one.nature for one in lecture.restes if one.nature is Nature.CONTENU]


def test_table_is_read_by_its_headings() -> None:
    """A vendor's table is told apart by its headings; a heading that nobody knows keeps its words in the regimen."""
    lecture = treatments(TABLE.format(rows=ROW), drug("KARDEGIC 75 mg", "#m1"))
    (row,) = lecture.lettre.volet_medicamenteux
    assert row.sortie is not None

    assert ("Kardégic 75 mg", "1 sachet, 1 fois par jour, étiquette : à jeun") == only(lecture)
    assert "orale" == row.sortie.voie
    assert row.sortie.duree is not None
    assert dt.date(2026, 4, 12) == row.sortie.duree.fin_incluse


def test_row_without_entry_is_a_drug_too() -> None:
    """The narrative is the truth: a drug that only the table names is read."""
    assert "Kardégic 75 mg" == only(treatments(TABLE.format(rows=ROW)))[0]


def test_structured_regimen_never_overrides_words() -> None:
    """A coded dose that differs from the line of the table is not read: the line stays."""
    inside = TIMES + DOSE.replace('"1"', '"9"')

    assert (
        "1 sachet, 1 fois par jour, étiquette : à jeun"
        == only(treatments(TABLE.format(rows=ROW), drug("KARDEGIC", "#m1", inside)))[1]
    )


def test_structured_regimen_stands_in_for_no_words() -> None:
    """An entry without narrative is said in words, as far as all of it is understood."""
    assert ("Doliprane 1 g", "1 comprimé, toutes les 8 heures") == only(
        treatments("", drug("Doliprane 1 g", "", TIMES + DOSE))
    )


@pytest.mark.parametrize(
    "inside",
    [
        TIMES + DOSE.replace("{tbl}", "{xx}"),
        TIMES + '<doseQuantity><low value="1" unit="{tbl}"/></doseQuantity>',
        TIMES + '<doseQuantity><low value="2" unit="mg"/><high value="1" unit="mg"/></doseQuantity>',
        TIMES.replace('unit="h"', 'unit="mo"') + DOSE,
        '<effectiveTime xsi:type="SXPR_TS" operator="A"/>' + TIMES + DOSE,
        TIMES + DOSE + "<precondition/>",
        TIMES + DOSE + "<entryRelationship><substanceAdministration/></entryRelationship>",
        TIMES + DOSE.replace('"1"', '"NaN"'),
        DOSE,
    ],
)
def test_half_understood_regimen_is_left(inside: str) -> None:
    """A coded regimen of which a part is not understood gives no posologie at all, and is told."""
    lecture = treatments("", drug("Doliprane 1 g", "", inside))

    assert ("Doliprane 1 g", None) == only(lecture)
    assert any("posologie codée" in one.raison for one in lecture.restes)


def test_drug_of_a_dead_link_is_read_once() -> None:
    """An entry that links to nothing, for a drug that the table names otherwise, makes no second drug."""
    lecture = treatments(TABLE.format(rows=ROW), drug("KARDEGIC 75 mg, poudre en sachet", "#rien", TIMES + DOSE))

    assert "Kardégic 75 mg" == only(lecture)[0]


def test_drug_of_an_entry_alone_is_not_lost() -> None:
    """An entry for a drug that no row names is one more drug, though both are tablets."""
    row = ROW.replace("Kardégic 75 mg", "Kardégic 75 mg comprimé")
    lecture = treatments(TABLE.format(rows=row), drug("Bisoprolol 2,5 mg comprimé", "#rien", TIMES + DOSE))

    assert 2 == len(lecture.lettre.volet_medicamenteux)


def test_code_of_another_drug_is_left() -> None:
    """A code that names another drug than the row is told, and none of it enters."""
    code = '<code code="62552920" displayName="LEPONEX 100 mg" codeSystem="1.2.250.1.213.2.3.1"/>'
    lecture = treatments(TABLE.format(rows=ROW), drug("LEPONEX 100 mg", "#m1", code=code))
    (row,) = lecture.lettre.volet_medicamenteux
    assert row.sortie is not None
    assert row.sortie.medicament is not None

    assert row.sortie.medicament.cis is None
    assert [Nature.CONTRADICTION] == [one.nature for one in lecture.restes]


def test_no_treatment_is_explicit() -> None:
    """« No known medication » is an answer, « no information » is none, and drugs beside it are a contradiction."""
    none, nothing = NO_DRUG.format(code="no-known-medications"), NO_DRUG.format(code="no-medication-info")
    lists = [
        treatments("", *entries).lettre.bilan_medicamenteux for entries in ([none], [nothing], [none, drug("A 1 g")])
    ]

    assert [ReponseListe.AUCUN, None, ReponseListe.LISTE] == [
        one.sortie.reponse if one is not None and one.sortie is not None else None for one in lists
    ]


def test_stopped_drugs_never_mix() -> None:
    """What a document calls stopped or given during the stay is in no row of the table."""
    lecture = read(clinical(section("18610-6", TABLE.format(rows=ROW), drug("KARDEGIC", "#m1"))))
    (given,) = lecture.lettre.traitements_administres

    assert () == lecture.lettre.volet_medicamenteux
    assert "Kardégic 75 mg" == getattr(given, "medicament", None)


ALLERGY = """<act><statusCode code="active"/><effectiveTime><low value="20140101"/></effectiveTime>
<entryRelationship typeCode="SUBJ"><observation {negation}><code code="416098002" codeSystem="2.16.840.1.113883.6.96"/>
{value}{agent}</observation></entryRelationship></act>"""
AGENT = """<participant typeCode="CSM"><participantRole><playingEntity><name>Amoxicilline</name></playingEntity>
</participantRole></participant>"""


def allergy(code: str = "", *, agent: str = AGENT, negation: str = "") -> str:
    """Give an allergy, or the code of an absence."""
    value = f'<value xsi:type="CD" code="{code}" codeSystem="2.16.840.1.113883.5.1150.1"/>' if code else "<value/>"
    return ALLERGY.format(value=value, agent=agent, negation=negation)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([allergy("no-known-allergies", agent="")], AUCUN),
        ([allergy("no-allergy-info", agent="")], NON_RENSEIGNE),
        ([allergy("no-known-drug-allergies", agent="")], NON_RENSEIGNE),
        ([], NON_RENSEIGNE),
        ([allergy(negation='negationInd="true"')], NON_RENSEIGNE),
    ],
)
def test_no_allergy_only_where_the_code_says_so(entries: list[str], expected: object) -> None:
    """Only « no known allergies » is « aucun »: words, other absences and a denied allergy leave the question open."""
    assert expected == read(clinical(section("48765-2", "Pas d'allergie", *entries))).lettre.allergies


def test_allergy_beside_an_absence_wins() -> None:
    """An allergy and « none » in one document are a contradiction, and the allergy is kept."""
    lecture = read(clinical(section("48765-2", "", allergy(), allergy("no-known-allergies", agent=""))))
    (one,) = lecture.lettre.allergies

    assert "Amoxicilline" == getattr(one, "substance", None)
    assert Nature.CONTRADICTION in {one.nature for one in lecture.restes}


def test_words_about_allergies_are_kept_for_a_person() -> None:
    """Words without code about allergies are told with the question that they speak of."""
    (reste,) = read(clinical(section("48765-2", "Allergie à la pénicilline en 2014"))).restes

    assert ("allergies", "Allergie à la pénicilline en 2014") == (reste.champ, reste.texte)


def events(*entries: str, text: str = "") -> Lecture:
    """Read a document of events of the stay."""
    return read(clinical(section("42545-4", text, *entries)))


def test_yes_no_and_unknown_stay_apart() -> None:
    """True, false, unknown and no information are four things."""
    values = ['value="true"', 'value="false"', 'nullFlavor="UNK"', 'nullFlavor="NI"']
    read_as = [
        events(observation("MED-145", f'<value xsi:type="BL" {value}/>')).lettre.produits_sanguins for value in values
    ]
    product = ProduitSanguin(type="produits sanguins, sans détail dans le document repris")

    assert [(product,), AUCUN, INCONNU, NON_RENSEIGNE] == read_as


def test_code_that_the_words_gainsay_is_left() -> None:
    """A « false » whose row says « Oui » answers nothing."""
    row = '<table><tbody><tr><td>Transfusion</td><td><content ID="t">Oui</content></td></tr></tbody></table>'
    lecture = events(observation("MED-145", '<value xsi:type="BL" value="false"/>', "#t"), text=row)

    assert NON_RENSEIGNE is lecture.lettre.produits_sanguins
    assert [Nature.CONTRADICTION] == [one.nature for one in lecture.restes]


def test_adverse_events_in_words() -> None:
    """« Aucun » of the coded question is its answer; any other word is an event."""
    said = [
        events(observation("MED-143", f"<value>{text}</value>")).lettre
        for text in ("Aucun", "Aucun trouble sauf chute")
    ]

    assert [AUCUN, (EvenementIndesirable(description="Aucun trouble sauf chute"),)] == [
        one.evenements_indesirables for one in said
    ]


def test_no_germ_without_a_search_is_no_answer() -> None:
    """« Aucun » germ answers only where a search was done."""
    germ = observation("MED-144", "<value>Aucun</value>")
    done, not_done = (observation("MED-309", f'<value xsi:type="BL" value="{value}"/>') for value in ("true", "false"))
    found = [events(search, germ).lettre.micro_organismes for search in (done, not_done)]

    assert [(RechercheMicroOrganismes.FAITE, AUCUN), (RechercheMicroOrganismes.NON_FAITE, NON_RENSEIGNE)] == [
        (one.recherche, one.resultat) for one in found if one is not None
    ]


def test_unknown_section_keeps_its_words() -> None:
    """A section that no field holds is told whole, its table row by row."""
    text = "<table><thead><tr><th>Poids</th></tr></thead><tbody><tr><td>58 kg</td></tr></tbody></table>"
    (reste,) = read(clinical(section("8716-3", text, title="Signes vitaux"))).restes

    assert ("Signes vitaux", "Poids\n58 kg") == (reste.section, reste.texte)


def test_negative_words_are_no_history() -> None:
    """« Aucun antécédent » in words waits for a person."""
    lecture = read(clinical(section("11348-0", "Aucun antécédent médical")))

    assert NON_RENSEIGNE is lecture.lettre.antecedents
    assert ["antecedents"] == [one.champ for one in lecture.restes]


NAMES = """<patient><name><family qualifier="BR">{family}</family><given>{given}</given></name>
<birthTime value="{born}"/></patient>"""


@pytest.mark.parametrize(
    ("family", "born", "expected"),
    [
        ("Élodie-Lévy", "19480312", ("ELODIE-LEVY", dt.date(1948, 3, 12))),
        ("MARTIN 2", "1948", (None, None)),
        ("MARTIN", "19480231", ("MARTIN", None)),
    ],
)
def test_traits_have_the_form_of_the_ins(family: str, born: str, expected: tuple[object, object]) -> None:
    """A name comes in the form of the traits or not at all; a birth date is a whole day or none."""
    lecture = read(clinical(patient=NAMES.format(family=family, given="JEANNE", born=born)))
    assert lecture.lettre.patient is not None

    assert expected == (lecture.lettre.patient.nom_naissance, lecture.lettre.patient.date_naissance)


def test_two_ins_numbers_are_none() -> None:
    """A document with two INS numbers gives none."""
    number = '<id root="1.2.250.1.213.1.4.8" extension="{}"/>'
    two = number.format("279035121518989") + number.format("279035121518990")
    lecture = read(clinical(patient=two))

    assert lecture.lettre.patient is None
    assert Nature.CONTRADICTION in {one.nature for one in lecture.restes}
