"""Shapes, keys and forms of the national identifiers, on the numbers that were checked by hand."""

from datetime import date

import pytest

from lls_drafter.letter.identifiants import (
    NatureIns,
    finess_key_ok,
    finess_shape_error,
    ins_consistency,
    ins_key,
    ins_key_ok,
    ins_shape_error,
    ins_trait_error,
    normalize_finess,
    normalize_ins_trait,
    normalize_matricule,
    normalize_rpps,
    rpps_key_ok,
    rpps_shape_error,
)

GOOD_MATRICULES = [
    "279035121518989", "277076322082910", "275126322074974", "109076322083489", "110086322083060", "236066322083656",
    "180032B02040123", "297022A02077878", "209076322083439", "209066322012355", "295109912611193", "253072B07300470",
    "253072A07300443",
]  # fmt: skip
# The number and its right key; the first seven were published as test data with the wrong one.
WRONG_KEYS = [
    ("223042545611404", 82),
    ("221042545611404", 83),
    ("276059205062865", 83),
    ("224027511583555", 12),
    ("222127505611201", 47),
    ("181036322045660", 76),
    ("281036322045610", 26),
    ("279035121518988", 89),
    ("180032B02040124", 23),
    ("180032A02040123", 93),
    ("297022B02077878", 8),
]
GOOD_RPPS = [
    "01234567897", "01234560801", "07655473259", "02102202302", "10002422979", "99900000003",
    "99900000011", "99900000029", "89999999991", "10000000009", "801234567897",
]  # fmt: skip
WRONG_RPPS_KEYS = [
    "01234567898", "01234567893", "01234567892", "01234534765", "07505123456", "01101201301",
    "03103203303", "00100200300", "01234576543", "01234567123", "01234545872", "01236479367",
]  # fmt: skip
GOOD_FINESS = [
    "750712184", "750803447", "750803454", "490000049", "750058190", "920008059",
    "750300550", "060021920", "750057283", "750017212", "750100042", "690781810",
    "130786049", "330781196", "590780193", "440000289",
]  # fmt: skip
WRONG_FINESS_KEYS = [
    "120456789", "120459876", "750512302", "137051849", "490012345", "101235555",
    "101765376", "120452948", "120459384", "120456733", "120453333", "123888725",
]  # fmt: skip


@pytest.mark.parametrize("matricule", GOOD_MATRICULES)
def test_matricule_with_the_right_key_passes(matricule: str) -> None:
    """A matricule of the test base has its shape and its key."""
    assert ins_shape_error(matricule) is None
    assert ins_key_ok(matricule)


@pytest.mark.parametrize(("matricule", "key"), WRONG_KEYS)
def test_matricule_with_a_wrong_key_keeps_its_shape(matricule: str, key: int) -> None:
    """A wrong key is seen, and is not an error of shape."""
    assert ins_shape_error(matricule) is None
    assert not ins_key_ok(matricule)
    assert key == ins_key(matricule[:13])


@pytest.mark.parametrize(
    ("matricule", "reason"),
    [
        ("297022C02077878", "chiffres"),
        ("27903512151898", "il y en a 14"),
        ("2790351215189890", "il y en a 16"),
        ("2790351215189", "la clé de 2 chiffres manque"),
        ("180032b02040123", "majuscules"),
        ("2A0032B02040123", "chiffres"),
        ("27903512151898A", "chiffres"),
        ("٢79035121518989", "chiffres"),
        ("", "il y en a 0"),
    ],
)
def test_matricule_of_a_wrong_shape_is_explained(matricule: str, reason: str) -> None:
    """What cannot be a matricule is refused with its reason, and never quoted."""
    message = ins_shape_error(matricule)

    assert message is not None
    assert reason in message
    assert not matricule or matricule not in message
    assert not ins_key_ok(matricule)


@pytest.mark.parametrize("text", ["", "279035121518", "27903512151898", "297022C020778"])
def test_ins_key_refuses_what_has_no_key(text: str) -> None:
    """No key is made up for what is not the beginning of a matricule."""
    with pytest.raises(ValueError, match="13 premiers caractères"):
        ins_key(text)


def test_matricule_is_read_in_groups() -> None:
    """A matricule typed as on a card is the same matricule."""
    assert "279035121518989" == normalize_matricule("2 79 03 51 215 189 89")
    assert "180032B02040123" == normalize_matricule("1 80 03 2b\xa0020 401.23")


def test_nature_knows_the_real_authorities() -> None:
    """A test or demonstration matricule is never taken for a real one."""
    assert [NatureIns.NIR, NatureIns.NIA] == [nature for nature in NatureIns if nature.is_real]
    assert NatureIns.TEST == NatureIns("1.2.250.1.213.1.4.10")


@pytest.mark.parametrize("number", GOOD_RPPS)
def test_rpps_with_the_right_key_passes(number: str) -> None:
    """A well-formed RPPS passes, with the 8 of the national identifier or not."""
    assert rpps_shape_error(number) is None
    assert rpps_key_ok(number)


@pytest.mark.parametrize("number", WRONG_RPPS_KEYS)
def test_rpps_with_a_wrong_key_keeps_its_shape(number: str) -> None:
    """A wrong key is seen, and is not an error of shape: official examples have some."""
    assert rpps_shape_error(number) is None
    assert not rpps_key_ok(number)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("8011234567897", "13"),
        ("00B1057294", "10"),
        ("0123456789A", "que des chiffres"),
        ("701234567897", "12"),
        ("", "0"),
    ],
)
def test_rpps_of_a_wrong_shape_is_explained(number: str, reason: str) -> None:
    """What cannot be an RPPS number is refused with its reason."""
    assert reason in (rpps_shape_error(number) or "")
    assert not rpps_key_ok(number)


def test_rpps_loses_its_prefix_only_when_it_has_one() -> None:
    """An 8 that belongs to the number stays."""
    assert "01234567897" == normalize_rpps("8 01234567897")
    assert "89999999991" == normalize_rpps("89999999991")


@pytest.mark.parametrize("number", GOOD_FINESS)
def test_finess_with_the_right_key_passes(number: str) -> None:
    """A real-looking FINESS number passes."""
    assert finess_shape_error(number) is None
    assert finess_key_ok(number) is True


@pytest.mark.parametrize("number", WRONG_FINESS_KEYS)
def test_finess_with_a_wrong_key_keeps_its_shape(number: str) -> None:
    """A wrong key is seen, and is not an error of shape."""
    assert finess_shape_error(number) is None
    assert finess_key_ok(number) is False


@pytest.mark.parametrize("number", ["2A0000012", "2B0000012"])
def test_finess_of_corsica_is_not_judged(number: str) -> None:
    """Where the rule is not verified, the key is neither right nor wrong."""
    assert finess_shape_error(number) is None
    assert finess_key_ok(number) is None


@pytest.mark.parametrize(
    ("number", "reason"),
    [("75071218", "il y en a 8"), ("7507121840", "il y en a 10"), ("2C0000012", "Corse"), ("75071218A", "chiffres")],
)
def test_finess_of_a_wrong_shape_is_explained(number: str, reason: str) -> None:
    """What cannot be a FINESS number is refused with its reason, and has no right key."""
    assert reason in (finess_shape_error(number) or "")
    assert finess_key_ok(number) is False


def test_finess_is_read_in_groups() -> None:
    """A FINESS number typed in groups is the same number."""
    assert "750712184" == normalize_finess("75 071 218 4")


@pytest.mark.parametrize(
    "name", ["ADRUN", "PIERRE-ALAIN MURIEL FLORIANT", "D'ARTAGNAN DE L'HERAULT", "DE VINCI", "PAT-TROIS", ""]
)
def test_trait_in_ins_form_passes(name: str) -> None:
    """The names of INSi answers are in INS form, and are their own correction."""
    assert ins_trait_error(name) is None
    assert name == normalize_ins_trait(name)


@pytest.mark.parametrize(
    ("name", "reason", "proposal"),
    [
        ("D'ÆION", "« AE »", "D'AEION"),
        ("CŒUR", "« OE »", "COEUR"),
        ("cœur", "« OE »", "COEUR"),
        ("Hélène", "majuscules", "HELENE"),
        ("L’HÉRAULT", "majuscules", "L'HERAULT"),
        ("LE  GOFF ", "espace", "LE GOFF"),
        ("Groß-Łódź", "majuscules", "GROSS-LODZ"),
        ("SØREN", "majuscules", "SOREN"),
    ],
)
def test_trait_in_another_form_is_corrected(name: str, reason: str, proposal: str) -> None:
    """A name typed as on paper is explained without being quoted, and its correction has the INS form."""
    message = ins_trait_error(name) or ""

    assert reason in message
    assert name not in message
    assert proposal == normalize_ins_trait(name)
    assert ins_trait_error(proposal) is None


@pytest.mark.parametrize("name", ["MARTIN2", "МАРТИН", "DUPONT/DURAND"])
def test_trait_that_has_no_ins_form_stays_refused(name: str) -> None:
    """No correction is made up for a character that has no INS form."""
    assert ins_trait_error(normalize_ins_trait(name)) is not None


@pytest.mark.parametrize(
    ("matricule", "sexe", "born", "place"),
    [
        ("275126322074974", "F", date(1975, 12, 31), "63220"),
        ("109076322083489", "M", date(2009, 7, 14), "63220"),
        ("110086322083060", "M", date(2010, 8, 7), "63220"),
        ("236066322083656", "F", date(1936, 6, 21), "63220"),
        ("180032B02040123", "M", date(1980, 3, 2), "2B020"),
        ("297022A02077878", "F", date(1997, 2, 26), "2A020"),
        ("279035121518989", "F", date(1979, 3, 28), "51215"),
        ("1810363220456", "M", date(1981, 3, 24), "63220"),
        ("279035121518989", None, None, None),
        ("279205121518989", "F", date(1979, 3, 28), "51215"),
        ("279425121518989", "F", date(1979, 3, 28), "51215"),
        ("279995121518989", "F", date(1979, 3, 28), "51215"),
        ("160012B02012345", "M", date(1960, 1, 1), "20020"),
        ("160012002012345", "M", date(1960, 1, 1), "2B020"),
        ("379035121518989", "M", date(1979, 3, 28), "51215"),
        ("pas un matricule", "M", date(1979, 3, 28), "51215"),
        ("27903512151898", "M", date(1950, 1, 1), "67482"),
    ],
)
def test_consistency_accepts_what_agrees(
    matricule: str, sexe: str | None, born: date | None, place: str | None
) -> None:
    """A matricule that agrees with the traits, or that cannot be compared, gives no remark."""
    assert () == ins_consistency(matricule, sexe, born, place)


@pytest.mark.parametrize(
    ("sexe", "born", "place", "matricule", "words"),
    [
        ("M", date(1979, 3, 28), "51215", "279035121518989", ["sexe saisi"]),
        ("F", date(1979, 3, 28), "51215", "179035121518989", ["sexe saisi"]),
        ("F", date(1978, 3, 28), "51215", "279035121518989", ["L'année"]),
        ("F", date(1979, 4, 28), "51215", "279035121518989", ["Le mois"]),
        ("F", date(1979, 3, 28), "51215", "279135121518989", ["pas un mois connu"]),
        ("F", date(1979, 3, 28), "51216", "279035121518989", ["Le lieu"]),
        ("M", date(1980, 3, 2), "20020", "180032B02040123", ["Le lieu"]),
        ("F", date(1979, 3, 28), "51215", "979035121518989", ["premier chiffre"]),
        ("M", date(1950, 1, 1), "67482", "279035121518989", ["sexe saisi", "L'année", "Le mois", "Le lieu"]),
    ],
)
def test_consistency_remarks_each_contradiction(
    sexe: str, born: date, place: str, matricule: str, words: list[str]
) -> None:
    """Each trait that the matricule contradicts has its own remark."""
    remarks = ins_consistency(matricule, sexe, born, place)

    assert [True] * len(words) == [word in remark for word, remark in zip(words, remarks, strict=True)]
