"""The national base as specialities: the fifteen known defects of the real files, and sets that are not sound."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from lls_drafter.errors import ReferenceDataError
from lls_drafter.reference.bdpm import read_national_base
from lls_drafter.reference.bdpm_files import CONDITIONS, PRESENTATIONS, SPECIALITES, read_rows
from lls_drafter.reference.bdpm_words import plain
from lls_drafter.reference.model import Fiche
from tests.reference.bdpm_set import encoded, real_base, real_folder, small_set


def real(cis: str) -> Fiche:
    """Give one real speciality."""
    return next(fiche for fiche in real_base().fiches if fiche.cis == cis)


def named(beginning: str) -> Fiche:
    """Give the first real speciality whose name begins so."""
    return next(fiche for fiche in real_base().fiches if fiche.libelle.startswith(beginning))


def texts(fiche: Fiche) -> Iterator[str]:
    """Give every text of a speciality."""
    yield from (fiche.libelle, fiche.forme, fiche.marque or "", fiche.groupe or "")
    yield from (*fiche.dci, *fiche.dosages, *fiche.voies, *fiche.restrictions)


def test_trap_01_two_encodings_and_two_line_ends_in_one_set() -> None:
    """Each file is read in its own encoding: no accent is damaged, and a curly apostrophe is one."""
    every = [text for fiche in real_base().fiches for text in texts(fiche)]

    assert [] == [text for text in every if re.search("[\x00-\x1f\x80-\x9f\ufffd]|Ã|â€", text)]
    assert any("’" in text for text in every)
    assert 20_903 == len(read_rows(PRESENTATIONS, (real_folder() / PRESENTATIONS.nom).read_bytes()).lues)


def test_trap_02_stray_carriage_returns_and_blank_lines() -> None:
    """The three broken records of the conditions are records, their blank lines none; repeated ones count once."""
    read = read_rows(CONDITIONS, (real_folder() / CONDITIONS.nom).read_bytes())

    assert (28_151, 0) == (len(read.lues), read.ecartees)
    assert [] == [f.libelle for f in real_base().fiches if len(set(f.restrictions)) != len(f.restrictions)]


def test_trap_03_impossible_date_is_not_the_date_of_the_data() -> None:
    """The declaration of the year 2924 does not make the base nine centuries too young."""
    assert ("2026-05-19", "2026-05") == (real_base().meta.jour, real_base().meta.date)


def test_trap_04_thousands_written_with_a_comma() -> None:
    """A price such as `1,466,29` neither spoils its row nor is read as a number."""
    rows = read_rows(PRESENTATIONS, (real_folder() / PRESENTATIONS.nom).read_bytes()).lues

    assert any("1,466,29" in row for row in rows if row[0] == "60025054")
    assert "60025054" == real("60025054").cis


def test_trap_05_reimbursement_written_two_ways() -> None:
    """A rate with or without its space is no fault of the row."""
    read = read_rows(PRESENTATIONS, (real_folder() / PRESENTATIONS.nom).read_bytes())

    assert {"65%", "65 %"} <= {row[8] for row in read.lues}
    assert 0 == read.ecartees


def test_trap_06_spaces_around_and_inside() -> None:
    """No text begins or ends with a space, or holds two in a row."""
    assert [] == [text for f in real_base().fiches for text in texts(f) if text != " ".join(text.split(" ")).strip()]
    assert [] == [text for fiche in real_base().fiches for text in texts(fiche) if "  " in text]
    assert named("ALHEMO").libelle.startswith("ALHEMO 150 mg/1,5 mL")


def test_trap_07_html_never_makes_another_number() -> None:
    """`10<sup>6</sup>` is 10⁶, not 106; a paragraph mark inside a dose is no part of it."""
    assert named("IMUKIN").libelle.startswith("IMUKIN 2 x 10⁶ UI (0,1 mg)")
    assert "2 000 000 UI (0,1 mg)" == named("IMUKIN").dosages[0]
    assert (("nébivolol",), ("5 mg",)) == (real("60566686").dci, real("60566686").dosages)
    assert ("5,45 mg", "un comprimé") == (plain("<p>5,45 mg"), plain("un comprimé</p>"))
    assert [] == [text for fiche in real_base().fiches for text in texts(fiche) if re.search(r"</?\w+>", text)]


def test_trap_08_lost_characters_stay_out() -> None:
    """The texts where a character was lost are not taken."""
    assert [] == [text for fiche in real_base().fiches for text in texts(fiche) if "¿" in text]


def test_trap_09_a_name_is_no_key() -> None:
    """Specialities of one name are all there, each with its code."""
    counts = Counter(fiche.libelle for fiche in real_base().fiches)

    assert 14 == counts[named("PERMIXON 160 mg, gélule").libelle]
    assert 15_848 == len({fiche.cis for fiche in real_base().fiches})


def test_trap_10_form_and_strengths_that_the_name_does_not_tell() -> None:
    """The form is the published one; a pack has every strength, in order; a name without comma is read."""
    pack = named("APREMILAST STADA 10 mg")

    assert (("aprémilast",), ("10 mg et 20 mg et 30 mg",)) == (pack.dci, pack.dosages)
    assert ("évérolimus",) == named("EVEROLIMUS TEVA 10 mg comprimé").dci
    assert [] == [fiche.libelle for fiche in real_base().fiches if not fiche.forme]


def test_trap_11_codes_that_no_speciality_has() -> None:
    """Former princeps of the groups make no speciality, and no fault."""
    assert 15_848 == real_base().meta.specialites
    assert ("Eliquis", False) == (named("ELIQUIS 5 mg").marque, named("ELIQUIS 5 mg").generique)
    assert "AMLODIPINE (BESILATE D') 5 mg - AMLOR 5 mg, gélule" == named("AMLODIPINE BIOGARAN 5 mg").groupe
    assert named("AMLODIPINE BIOGARAN 5 mg").generique


def test_trap_12_atc_codes_of_any_length_and_other_names() -> None:
    """The ATC code is kept as published, down to its level; the name is the speciality's own."""
    lengths = Counter(len(fiche.atc) for fiche in real_base().fiches if fiche.atc)

    assert 7_711 == sum(lengths.values())
    assert 81 == sum(count for length, count in lengths.items() if length != 7)


def test_trap_13_no_dose_and_homeopathy() -> None:
    """A component without dose has none; homeopathic registrations are told apart."""
    assert 1_319 == sum(fiche.homeopathie for fiche in real_base().fiches)
    assert [] == [fiche.libelle for fiche in real_base().fiches if len(fiche.dosages) != len(fiche.dci)]
    assert any("" in fiche.dosages for fiche in real_base().fiches)


def test_trap_14_drugs_that_are_no_more() -> None:
    """Abrogated, archived, withdrawn, suspended and unmarketed specialities are there, and told as such."""
    fiches = real_base().fiches

    assert 1_000 == sum(not fiche.autorise for fiche in fiches)
    assert 2_256 == sum(not fiche.commercialise for fiche in fiches)
    assert 13_592 == real_base().meta.commercialisees


def test_trap_15_codes_of_presentations_are_not_judged() -> None:
    """Old codes without a usable key set no row aside: nothing of the real set is lost."""
    assert 0 == real_base().meta.lignes_ecartees


def test_hospital_drugs_are_those_of_the_conditions() -> None:
    """A speciality kept for hospital use says so."""
    assert 789 == sum(fiche.hopital for fiche in real_base().fiches)


@pytest.mark.parametrize(
    ("name", "dci", "dosages", "marque"),
    [
        ("ELIQUIS 5 mg", ("apixaban",), ("5 mg",), "Eliquis"),
        ("AMLODIPINE BIOGARAN 5 mg", ("amlodipine",), ("5 mg",), None),
        ("GLUCOPHAGE 850 mg", ("metformine",), ("850 mg",), "Glucophage"),
        ("MOSCONTIN 10 mg", ("morphine",), ("10 mg",), "Moscontin"),
        ("FENTANYL SANDOZ 50 microgrammes", ("fentanyl",), ("50 microgrammes/heure",), None),
        ("AUGMENTIN 500 mg", ("amoxicilline", "acide clavulanique"), ("500 mg", "62,5 mg"), "Augmentin"),
        ("ENTRESTO 24 mg", ("sacubitril", "valsartan"), ("24 mg", "26 mg"), "Entresto"),
        ("DEPAKINE CHRONO 500 mg", ("valproate de sodium",), ("500 mg",), "Depakine Chrono"),
        ("LOVENOX 4 000 UI", ("énoxaparine",), ("4 000 UI/0,4 ml",), "Lovenox"),
        ("LANTUS SOLOSTAR", ("insuline glargine",), ("100 unités/ml",), "Lantus Solostar"),
        ("LASILIX FAIBLE", ("furosémide",), ("20 mg",), "Lasilix faible"),
        ("TOPALGIC LP 100 mg", ("tramadol",), ("100 mg",), "Topalgic LP"),
        ("HALDOL DECANOAS", ("halopéridol",), ("50 mg/ml",), "Haldol Decanoas"),
        ("SYMBICORT RAPIHALER 200/6", ("budésonide", "formotérol"),
         ("200 microgrammes/dose", "6 microgrammes/dose"), "Symbicort Rapihaler"),
        ("BACTRIM FORTE", ("triméthoprime", "sulfaméthoxazole"), ("160 mg", "800 mg"), "Bactrim forte"),
        ("VANCOMYCINE SANDOZ 125 mg", ("vancomycine",), ("125 mg",), None),
    ],
)  # fmt: skip
def test_drugs_are_named_as_people_write_them(
    name: str, dci: tuple[str, ...], dosages: tuple[str, ...], marque: str | None
) -> None:
    """The strength is that of the box, never that of the base alone; the brand is told from the substance."""
    fiche = named(name)

    assert (dci, dosages, marque) == (fiche.dci, fiche.dosages, fiche.marque)


def test_small_set_is_read_whole() -> None:
    """A sound set of four specialities gives four, with their groups, conditions and codes."""
    base = read_national_base(encoded(small_set()))
    first = base.fiches[0]

    assert (4, 4, 0) == (base.meta.specialites, base.meta.commercialisees, base.meta.lignes_ecartees)
    assert ("B01AF02", ("liste I",), "2026-05") == (first.atc, first.restrictions, first.base)
    assert [False, True, False, False] == [fiche.generique for fiche in base.fiches]
    assert [False, False, False, True] == [fiche.hopital for fiche in base.fiches]
    assert ("intraveineuse", "sous-cutanée") == base.fiches[3].voies


def test_optional_files_may_be_missing() -> None:
    """Without presentations and availability the base stands; its date is then that of its authorisations."""
    texts = {k: v for k, v in small_set().items() if "CIP" not in k}

    assert "2015-03-12" == read_national_base(encoded(texts)).meta.jour


def test_missing_file_is_named() -> None:
    """A set without its compositions is refused, with the name of what is missing."""
    files = encoded(small_set())
    del files["CIS_COMPO_bdpm.txt"]

    with pytest.raises(ReferenceDataError, match=r"jeu incomplet : il manque CIS_COMPO_bdpm\.txt"):
        read_national_base(files)


@pytest.mark.parametrize("name", sorted(encoded(small_set())))
def test_empty_file_is_refused(name: str) -> None:
    """A file of nothing is a failed download, not a base without drugs."""
    with pytest.raises(ReferenceDataError, match="ce fichier est vide"):
        read_national_base(encoded(small_set()) | {name: b"\r\n\r\n"})


@pytest.mark.parametrize("name", ["CIS_bdpm.txt", "CIS_GENER_bdpm.txt", "CIS_CPD_bdpm.txt"])
def test_set_in_another_encoding_is_refused(name: str) -> None:
    """A file that became UTF-8 would read as « comprimÃ© »: it is refused, with its line."""
    with pytest.raises(ReferenceDataError, match="encodage changé : UTF-8 trouvé, Windows-1252 attendu") as caught:
        read_national_base(encoded(small_set()) | {name: small_set()[name].encode()})

    assert caught.value.location is not None
    assert (name, True) == (caught.value.location.file, caught.value.location.line is not None)


def test_presentations_in_another_encoding_are_refused() -> None:
    """The one file in UTF-8 is refused once it is in Windows-1252."""
    name = PRESENTATIONS.nom
    with pytest.raises(ReferenceDataError, match="ligne illisible en UTF-8"):
        read_national_base(encoded(small_set()) | {name: small_set()[name].encode("cp1252")})


@pytest.mark.parametrize("name", sorted(encoded(small_set())))
def test_set_with_another_column_is_refused(name: str) -> None:
    """A file with one column more is refused: columns are known by their place."""
    wider = "\n".join(line + "\tx" for line in small_set()[name].split("\n"))

    with pytest.raises(ReferenceDataError, match=r"\d+ colonnes, \d+ attendues"):
        read_national_base(encoded(small_set() | {name: wider}))


@pytest.mark.parametrize("row", ["6000000", "6000000A\tliste I", "60000001\t", "60000001\tliste I\t", "\x81\tliste I"])
def test_isolated_dirty_row_is_set_aside_and_counted(row: str) -> None:
    """One bad row does not refuse a set; it is counted, and the others are read."""
    texts = small_set()
    files = encoded(texts) | {CONDITIONS.nom: f"{texts[CONDITIONS.nom]}\n{row}".encode("cp1252", "replace")}
    base = read_national_base(files)

    assert (1, 4) == (base.meta.lignes_ecartees, base.meta.specialites)


def test_more_than_one_row_in_a_hundred_is_a_change_of_format() -> None:
    """Dirty rows are set aside up to one in a hundred, and the file is refused beyond."""
    lines = [f"6{number:07d}\tliste I" for number in range(1_000)]
    ten = "\r\n".join([*lines[10:], *["6000000\tliste I"] * 10]).encode()
    eleven = "\r\n".join([*lines[11:], *["6000000\tliste I"] * 11]).encode()

    assert 10 == read_rows(CONDITIONS, ten).ecartees
    with pytest.raises(ReferenceDataError, match=r"code CIS attendu.*11 lignes sur 1000 illisibles"):
        read_rows(CONDITIONS, eleven)


def test_truncated_compositions_are_refused() -> None:
    """A download that stopped half-way leaves specialities without composition: it is no base."""
    texts = small_set()
    texts["CIS_COMPO_bdpm.txt"] = "\n".join(texts["CIS_COMPO_bdpm.txt"].split("\n")[:2])

    with pytest.raises(ReferenceDataError, match="2 spécialités sur 4 sont sans composition"):
        read_national_base(encoded(texts))


def test_repeated_code_counts_as_set_aside() -> None:
    """Two specialities of one code: the first stands, the other is counted."""
    texts = small_set()
    lines = texts[SPECIALITES.nom].split("\n")
    texts[SPECIALITES.nom] = "\n".join([*lines, lines[0].replace("ELIQUIS 5 mg", "AUTRE 9 mg")])
    base = read_national_base(encoded(texts))

    assert (4, 1) == (base.meta.specialites, base.meta.lignes_ecartees)
    assert "ELIQUIS 5 mg, comprimé pelliculé" == base.fiches[0].libelle


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("19/05/2026", "10/04/2026"), "2026-05-19"),
        (("29/11/2924", "10/04/2026"), "2026-04-10"),
        (("31/02/2026", "10/04/2026"), "2026-04-10"),
        (("", "10/04/2026"), "2026-04-10"),
    ],
)
def test_newest_sound_date_is_kept(dates: tuple[str, str], expected: str) -> None:
    """The date is the newest that is a date and stands near another; a lonely one is a typing error."""
    texts = small_set()
    old, new = dates
    texts[SPECIALITES.nom] = texts[SPECIALITES.nom].replace("12/03/2015", "01/04/2026")
    texts["CIS_CIP_Dispo_Spec.txt"] = texts["CIS_CIP_Dispo_Spec.txt"].replace("19/05/2026", old)
    texts[PRESENTATIONS.nom] = texts[PRESENTATIONS.nom].replace("10/04/2026", new)

    assert expected == read_national_base(encoded(texts)).meta.jour


def test_set_without_any_date_is_refused() -> None:
    """Data whose age cannot be told are not installed."""
    texts = {name: text for name, text in small_set().items() if "CIP" not in name}
    texts[SPECIALITES.nom] = texts[SPECIALITES.nom].replace("12/03/2015", "")

    with pytest.raises(ReferenceDataError, match="aucune date lisible"):
        read_national_base(encoded(texts))
