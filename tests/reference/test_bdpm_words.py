"""Names as people write them: substances without what changes nothing, brands as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.letter.text import fold
from lls_drafter.reference.bdpm_words import brand, plain, substance
from tests.reference.bdpm_set import real_base


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("APIXABAN", "apixaban"),
        ("KÉTOPROFÈNE", "kétoprofène"),
        ("CHLORHYDRATE DE TRAMADOL", "tramadol"),
        ("CÉTIRIZINE (DICHLORHYDRATE DE)", "cétirizine"),
        ("SULFATE D'ATROPINE", "atropine"),
        ("PHOSPHATE DE CODÉINE HÉMIHYDRATÉ", "codéine"),
        ("HÉMIFUMARATE DE BISOPROLOL", "bisoprolol"),
        ("LÉVOTHYROXINE SODIQUE ANHYDRE", "lévothyroxine"),
        ("LOSARTAN POTASSIQUE", "losartan"),
        ("AMLODIPINE BASE", "amlodipine"),
        ("CANDÉSARTAN CILEXÉTIL", "candésartan"),
        ("CALCIUM ÉLÉMENT", "calcium"),
        ("CLAVULANIQUE (ACIDE)", "acide clavulanique"),
        ("NIAOULI (HUILE ESSENTIELLE DE)", "huile essentielle de niaouli"),
        ("OLIVIER (EXTRAIT SEC DE)", "extrait sec d'olivier"),
        ("ISPAGHUL (TÉGUMENT DE LA GRAINE D') (POUDRE DE)", "poudre de tégument de la graine d'ispaghul"),
        ("FACTEUR VIII DE COAGULATION HUMAIN", "facteur VIII de coagulation humain"),
        ("TOXINE BOTULINIQUE TYPE A", "toxine botulinique type A"),
        ("VITAMINE D3", "cholécalciférol"),
        ("INTERFÉRON BÊTA-1A", "interféron bêta-1A"),
        ("ARNICA MONTANA POUR PRÉPARATIONS HOMÉOPATHIQUES", "arnica montana"),
    ],
)
def test_substance_is_named_as_in_use(published: str, expected: str) -> None:
    """Lower case, accents kept, no water, no salt that changes nothing."""
    assert expected == substance(published)


@pytest.mark.parametrize(
    "name",
    [
        "chlorure de potassium", "bicarbonate de sodium", "gluconate de calcium", "sulfate de magnésium",
        "valproate de sodium", "fumarate de diméthyle", "dinitrate d'isosorbide", "citrate de caféine",
        "tartrate de noradrénaline", "décanoate d'halopéridol", "palmitate de palipéridone", "valérate d'estradiol",
        "propionate de fluticasone", "furoate de fluticasone", "héparine sodique", "héparine calcique",
        "benzathine benzylpénicilline", "mycophénolate mofétil", "ténofovir disoproxil", "périndopril arginine",
        "phosphate de dexaméthasone", "acétate d'hydrocortisone", "sulfate ferreux",
    ],
)  # fmt: skip
def test_salt_that_is_another_drug_is_kept(name: str) -> None:
    """Metals, esters, and salts whose dose is not that of the base keep their whole name."""
    assert name == substance(name.upper())


@pytest.mark.parametrize(
    ("denomination", "substances", "expected"),
    [
        ("ELIQUIS 5 mg, comprimé pelliculé", ["APIXABAN"], "Eliquis"),
        ("AMLODIPINE BIOGARAN 5 mg, gélule", ["BÉSILATE D'AMLODIPINE"], None),
        ("ACIDE FOLIQUE CCD 5 mg, comprimé", ["ACIDE FOLIQUE"], None),
        ("DIMETHYL FUMARATE MYLAN 120 mg, gélule", ["FUMARATE DE DIMÉTHYLE"], None),
        ("VITAMINE C UPSA 500 mg, comprimé", ["ACIDE ASCORBIQUE"], None),
        ("LEVOTHYROX 25 microgrammes, comprimé", ["LÉVOTHYROXINE SODIQUE"], "Levothyrox"),
        ("LASILIX FAIBLE 20 mg, comprimé", ["FUROSÉMIDE"], "Lasilix faible"),
        ("DIAMICRON 60 mg, comprimé", ["GLICLAZIDE"], "Diamicron"),
        ("SKENAN L.P. 10 mg, gélule", ["MORPHINE"], "Skenan LP"),
        ("SELOKEN L P 200 mg, comprimé", ["MÉTOPROLOL"], "Seloken LP"),
        ("INNOHEP 14 000 UI anti-Xa/0,7 ml, solution", ["TINZAPARINE"], "Innohep"),
        ("DOLIPRANE ENFANTS 2,4 POUR CENT SANS SUCRE, suspension", ["PARACÉTAMOL"], "Doliprane"),
        ("CALCIDOSE VITAMINE D, poudre", ["CALCIUM"], "Calcidose Vitamine D"),
        ("MODOPAR 125 (100 mg/25 mg), gélule", ["LÉVODOPA"], "Modopar 125"),
        ("ROTARIX suspension buvable", ["ROTAVIRUS"], "Rotarix"),
        ("HUMEX MAL DE GORGE LIDOCAINE/ALCOOL DICHLOROBENZYLIQUE, pastille", ["LIDOCAÏNE"], "Humex mal de gorge"),
        ("", [], None),
    ],
)
def test_brand_is_the_head_of_the_name(denomination: str, substances: list[str], expected: str | None) -> None:
    """The brand stops at the strength, the form or the list of substances; a substance's name is no brand."""
    assert expected == brand(denomination, substances)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2 x 10<sup>6</sup> UI", "2 x 10⁶ UI"),
        ("10<SUP> -3 </SUP>", "10⁻³"),
        ("<p>5,45 mg", "5,45 mg"),
        ("a<br>b<br />c", "a b c"),
        ("  ALHEMO  150 mg ", "ALHEMO 150 mg"),
        ("inférieur < 5 et > 2", "inférieur < 5 et > 2"),
    ],
)
def test_cell_is_plain_text(cell: str, expected: str) -> None:
    """Marks go, exponents are raised, spaces are single; a comparison is no mark."""
    assert expected == plain(cell)


@given(st.text(max_size=80))
def test_any_name_is_read_without_harm(text: str) -> None:
    """Dirty names never stop an import, and cleaning twice changes nothing more."""
    substance(text)
    brand(text, [text])
    assert plain(text) == plain(plain(text)) or "<" in text


def test_every_real_brand_begins_its_name() -> None:
    """Each brand of the real base is made of the first words of its speciality's name."""
    strays = [
        (fiche.libelle, fiche.marque)
        for fiche in real_base().fiches
        if fiche.marque
        and not fold(fiche.libelle)
        .replace(".", "")
        .replace(" ", "")
        .startswith(fold(fiche.marque).replace(".", "").replace(" ", ""))
    ]

    assert [] == strays


@pytest.mark.parametrize(
    ("denomination", "expected"),
    [
        ("HUMALOG MIX25 100 UI/mL KWIKPEN, suspension injectable", "Humalog Mix25"),
        ("NOVOMIX 30 FLEXPEN 100 Unités/ml, suspension injectable", "Novomix 30 Flexpen"),
        ("CACIT VITAMINE D3 500 mg/440 UI, comprimé", "Cacit Vitamine D3"),
        ("MAGNEVIE B6 100 mg/10 mg, comprimé", "Magnevie B6"),
        ("CREON 25 000 U, gélule gastro-résistante", "Creon"),
        ("HAVRIX 1440 U/1 mL ADULTES, suspension injectable", "Havrix"),
        ("ACCOFIL 12 MU/0,2 ml, solution injectable", "Accofil"),
        ("CASGEVY 4 à 13 x 1 000 000 cellules/mL, dispersion", "Casgevy"),
        ("A 313 200 000 UI POUR CENT, pommade", None),
        ("PREVENAR 20, suspension injectable", "Prevenar 20"),
    ],
)
def test_brand_ends_where_its_strength_begins(denomination: str, expected: str | None) -> None:
    """The figures of a name stay in it, those of a strength never enter it."""
    assert expected == brand(denomination, ())
