"""The shape and the check digits of national identifiers: INS matricule, RPPS, FINESS, and the form of INS traits.

A wrong *shape* is an error: the value cannot be the identifier. A wrong *key* is a finding, since official test
identities and the agency's own examples have some. Messages never quote the value.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from types import MappingProxyType

MATRICULE_LENGTH = 15
_RPPS_LENGTH = 11
_FINESS_LENGTH = 9
_CORSICA = MappingProxyType({"2A": "19", "2B": "18"})
_FIRST_CORSICAN_YEAR = 1976
_MEN, _WOMEN = frozenset("137"), frozenset("248")
_MONTHS = range(1, 13)
# Months that stand for an unknown one.
_UNKNOWN_MONTHS = frozenset({20, *range(30, 43), *range(50, 100)})

_MATRICULE = re.compile(r"[0-9]{5}(?:[0-9]{2}|2[AB])[0-9]{8}")
_LONGEST_OID = 64
_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")
_FINESS = re.compile(r"[0-9]{9}|2[AB][0-9]{7}")
_SEPARATORS = re.compile(r"[\s.\-]+")

_LIGATURES = MappingProxyType({"Æ": "AE", "Œ": "OE", "Ǽ": "AE"})
# Letters that no accent removal turns into A-Z, and the signs that stand for ' and -.
_INS_LETTERS = str.maketrans(
    {
        "Ø": "O",
        "Ł": "L",
        "Đ": "D",
        "Ð": "D",
        "Þ": "TH",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "´": "'",
        "`": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
    }
    | dict(_LIGATURES),
)
_INS_TRAIT = re.compile("[A-Z' -]*")


class NatureIns(StrEnum):
    """The authority that gave a matricule, by its OID.

    Source: FR Core and the ANS "structuration minimale" rules (verified).
    """

    NIR = "1.2.250.1.213.1.4.8"
    NIA = "1.2.250.1.213.1.4.9"
    TEST = "1.2.250.1.213.1.4.10"
    DEMONSTRATION = "1.2.250.1.213.1.4.11"

    @property
    def is_real(self) -> bool:
        """Tell whether it names real persons; a matricule of another nature must never leave as a real INS."""
        return self in {NatureIns.NIR, NatureIns.NIA}


def is_oid(text: str | None) -> bool:
    """Tell whether a text is an object identifier: numbers without leading zero, apart by dots, 64 characters at most.

    Source: HL7 (the type `uid`) and XDS metadata for the length.
    """
    return text is not None and len(text) <= _LONGEST_OID and _OID.fullmatch(text) is not None


def normalize_matricule(text: str) -> str:
    """Give a matricule as typed in groups (`2 79 03 51 215 189 89`) without its separators, in capitals."""
    return _SEPARATORS.sub("", text).upper()


def ins_shape_error(text: str) -> str | None:
    """Say in French why a text cannot be an INS matricule; None when it can.

    15 characters: digits, except `2A` or `2B` in the 6th and 7th places (Corsica), in capitals.

    Source: the public NIR rule, tried on the identities of the INSi test base.
    """
    if _MATRICULE.fullmatch(text):
        return None
    if len(text) != MATRICULE_LENGTH:
        detail = " (la clé de 2 chiffres manque)" if len(text) == MATRICULE_LENGTH - 2 else ""
        return f"Le matricule INS compte 15 caractères, clé comprise ; il y en a {len(text)}{detail}."
    if _MATRICULE.fullmatch(text.upper()):
        return "Le matricule INS s'écrit en majuscules (2A, 2B)."
    return "Le matricule INS ne contient que des chiffres, sauf 2A ou 2B (Corse) aux 6e et 7e caractères."


def ins_key(matricule13: str) -> int:
    """Give the key, 1 to 97, of the first 13 characters of a matricule: 97 - (number mod 97).

    Corsica counts as 19 (`2A`) or 18 (`2B`).

    Raises:
        ValueError: these are not the 13 characters of a matricule.

    Source: general knowledge, checked on the identities of the INSi test base and on two published samples.
    """
    if len(matricule13) != MATRICULE_LENGTH - 2 or not _MATRICULE.fullmatch(matricule13 + "00"):
        msg = "il faut les 13 premiers caractères d'un matricule INS"
        raise ValueError(msg)
    department = matricule13[5:7]
    return 97 - int(matricule13[:5] + _CORSICA.get(department, department) + matricule13[7:]) % 97


def ins_key_ok(matricule: str) -> bool:
    """Tell whether the key of a matricule is right; False when its shape is wrong.

    A wrong key is at most a warning: seven identities published as test data have one.
    """
    return ins_shape_error(matricule) is None and ins_key(matricule[:13]) == int(matricule[13:])


def normalize_rpps(text: str) -> str:
    """Give an RPPS number without separators, nor the `8` that CDA and MSSanté put before its 11 digits.

    Source: page PSIdNat of the ANS implementation guide PDSM (verified).
    """
    digits = _SEPARATORS.sub("", text)
    return digits[1:] if re.fullmatch(r"8[0-9]{11}", digits) else digits


def rpps_shape_error(text: str) -> str | None:
    """Say in French why a text, once normalized, cannot be an RPPS number (11 digits); None when it can."""
    digits = normalize_rpps(text)
    if re.fullmatch(r"[0-9]{11}", digits):
        return None
    if len(digits) == _RPPS_LENGTH:
        return "Le numéro RPPS ne contient que des chiffres."
    return f"Le numéro RPPS compte 11 chiffres ; il y en a {len(digits)}."


def rpps_key_ok(text: str) -> bool:
    """Tell whether the last digit of an RPPS number is its Luhn key; False when its shape is wrong.

    Source: no public text found; it holds for the well-formed numbers of the ANS examples, and many of these
    examples have a wrong one. Never an error.
    """
    return rpps_shape_error(text) is None and _luhn(normalize_rpps(text))


def normalize_finess(text: str) -> str:
    """Give a FINESS number without separators, in capitals."""
    return _SEPARATORS.sub("", text).upper()


def finess_shape_error(text: str) -> str | None:
    """Say in French why a text cannot be a FINESS number; None when it can.

    9 digits, or `2A` or `2B` and 7 digits.
    """
    if _FINESS.fullmatch(text):
        return None
    if len(text) != _FINESS_LENGTH:
        return f"Le numéro FINESS compte 9 caractères ; il y en a {len(text)}."
    return "Le numéro FINESS ne contient que des chiffres, sauf 2A ou 2B (Corse) au début."


def finess_key_ok(text: str) -> bool | None:
    """Tell whether the last digit of a FINESS number is its Luhn key; None in Corsica, where the rule is not verified.

    False when the shape is wrong. Source: no public text found; it holds for 28 real-looking numbers.
    Never an error.
    """
    if finess_shape_error(text) is not None:
        return False
    return None if text[:2] in _CORSICA else _luhn(text)


def normalize_ins_trait(text: str) -> str:
    """Propose the INS form of a name: capitals without accents, AE and OE, plain hyphen and apostrophe, single spaces.

    A character that has no such form (a digit, a letter of another script) is left: `ins_trait_error` still says it.
    """
    capitals = unicodedata.normalize("NFD", text.upper().translate(_INS_LETTERS))
    bare = "".join(character for character in capitals if not unicodedata.combining(character))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def ins_trait_error(text: str) -> str | None:
    """Say in French why a name is not in the form of the INS traits; None when it is, or is empty.

    Capital letters without accents, hyphen, apostrophe, space. `normalize_ins_trait` gives the correction.

    Source: the form of the names in INSi answers, and the characters that its tests refuse.
    """
    for ligature, letters in _LIGATURES.items():
        if ligature in text.upper():
            return f"« {ligature} » n'est pas admis dans un trait INS : écrire « {letters} »."
    if not _INS_TRAIT.fullmatch(text):
        return (
            "Un trait INS s'écrit en majuscules sans accent, avec pour seuls signes le tiret, l'apostrophe et l'espace."
        )
    if text != " ".join(text.split()):
        return "Un trait INS n'a pas d'espace au début, à la fin, ni deux de suite."
    return None


def ins_consistency(
    matricule: str, sexe: str | None, date_naissance: date | None, code_lieu: str | None
) -> tuple[str, ...]:
    """Give French remarks where a matricule contradicts the typed traits; none for a wrong shape or an absent trait.

    Args:
        matricule: 13 or 15 characters.
        sexe: `M` or `F`; anything else is not compared.
        date_naissance: the birth date.
        code_lieu: the INSEE code of the birthplace, 5 characters.

    To warn, never to block. Source: general knowledge, not verified in an official text (sex digits 3, 4, 7, 8; months
    20, 30 to 42 and 50 to 99 for an unknown one; Corsica before 1976).
    """
    if len(matricule) not in {MATRICULE_LENGTH - 2, MATRICULE_LENGTH} or not _MATRICULE.fullmatch(
        matricule[:13] + "00"
    ):
        return ()
    remarks = (
        _sex_remark(matricule[0], sexe),
        _year_remark(matricule[1:3], date_naissance),
        _month_remark(int(matricule[3:5]), date_naissance),
        _place_remark(matricule[5:10], code_lieu, date_naissance),
    )
    return tuple(remark for remark in remarks if remark is not None)


def _sex_remark(digit: str, sexe: str | None) -> str | None:
    if digit not in _MEN | _WOMEN:
        return "Le premier chiffre du matricule INS n'est pas de ceux connus (1, 2, ou 3, 4, 7, 8 provisoires)."
    if (sexe == "F" and digit in _MEN) or (sexe == "M" and digit in _WOMEN):
        return "Le premier chiffre du matricule INS ne correspond pas au sexe saisi."
    return None


def _year_remark(digits: str, born: date | None) -> str | None:
    if born is None or born.year % 100 == int(digits):
        return None
    return "L'année du matricule INS (2e et 3e chiffres) ne correspond pas à la date de naissance."


def _month_remark(month: int, born: date | None) -> str | None:
    if month in _UNKNOWN_MONTHS:
        return None
    if month not in _MONTHS:
        return "Le mois du matricule INS (4e et 5e chiffres) n'est pas un mois connu."
    if born is not None and born.month != month:
        return "Le mois du matricule INS (4e et 5e chiffres) ne correspond pas à la date de naissance."
    return None


def _place_remark(place: str, code_lieu: str | None, born: date | None) -> str | None:
    if code_lieu is None or place == code_lieu:
        return None
    # Corsica was one department, 20, until 1976: the two codes of a same commune are both in use for older people.
    codes = {place[:2], code_lieu[:2]}
    old = born is None or born.year <= _FIRST_CORSICAN_YEAR
    if old and "20" in codes and codes & {"2A", "2B"} and place[2:] == code_lieu[2:]:
        return None
    return "Le lieu de naissance du matricule INS (6e au 10e caractère) ne correspond pas au code du lieu saisi."


def _luhn(digits: str) -> bool:
    """Tell whether a number's digits, every second one from the right doubled, add up to a multiple of ten."""
    doubled = "0246813579"
    total = sum(int(doubled[int(digit)] if place % 2 else digit) for place, digit in enumerate(reversed(digits)))
    return total % 10 == 0
