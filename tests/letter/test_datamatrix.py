"""The INS datamatrix, as scanners send it and as the program writes it."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lls_drafter.letter.datamatrix import (
    HEADER,
    DatamatrixError,
    IdentiteLue,
    build_payload,
    looks_like_datamatrix,
    parse_datamatrix,
)
from lls_drafter.letter.identifiants import NatureIns

PATIENT = IdentiteLue(
    matricule="279035121518989",
    oid=NatureIns.TEST,
    prenoms=("DOMINIQUE", "MARIE-LOUISE"),
    nom="PAT-TROIS",
    sexe="F",
    date_naissance=date(1979, 3, 28),
    lieu_code="51215",
)
# Written by hand from the format's description: the OID of 20 characters takes no separator, the names take one.
PAYLOAD = (
    "IS010000000000000000000000"
    "S1279035121518989"
    "S21.2.250.1.213.1.4.10"
    "S3DOMINIQUE MARIE-LOUISE\x1d"
    "S4PAT-TROIS\x1d"
    "S5F"
    "S628-03-1979"
    "S751215"
)


def test_payload_is_read() -> None:
    """A whole payload gives the identity that it carries."""
    assert PATIENT == parse_datamatrix(PAYLOAD)


def test_payload_is_written() -> None:
    """The identity is written with its separators where the format wants them, and nowhere else."""
    assert PAYLOAD == build_payload(PATIENT)


def test_short_oid_takes_a_separator() -> None:
    """An OID of 19 characters, shorter than its maximum, ends with ASCII 29."""
    assert "S21.2.250.1.213.1.4.8\x1dS3" in build_payload(replace(PATIENT, oid=NatureIns.NIR))


def test_birthplace_may_be_absent() -> None:
    """The only optional block is read as absent, not as empty."""
    payload = PAYLOAD.removesuffix("S751215")

    assert replace(PATIENT, lieu_code=None) == parse_datamatrix(payload)
    assert payload == build_payload(replace(PATIENT, lieu_code=None))


def test_name_of_a_hundred_letters_takes_no_separator() -> None:
    """A name of the greatest length is followed by the next block at once, and read back whole."""
    long_name = replace(PATIENT, nom="S" * 100)

    assert f"S4{'S' * 100}S5F" in build_payload(long_name)
    assert long_name == parse_datamatrix(build_payload(long_name))


@pytest.mark.parametrize("shown", ["^]", "\\x1d", "\\x1D", "\\u001d", "<GS>", "{GS}", "[GS]", "␝", ""])
def test_separator_is_understood_as_scanners_send_it(shown: str) -> None:
    """The separator is understood in its usual spellings, and when the scanner drops it."""
    assert PATIENT == parse_datamatrix(PAYLOAD.replace("\x1d", shown))


@pytest.mark.parametrize(("before", "after"), [("", "\r"), ("", "\r\n"), (" ", "\t"), ("]d1", ""), ("", "\x1d")])
def test_what_scanners_add_is_ignored(before: str, after: str) -> None:
    """The key that ends the scan, and the symbology prefix, are no part of the identity."""
    assert PATIENT == parse_datamatrix(f"{before}{PAYLOAD}{after}")


@pytest.mark.parametrize("length", range(len(PAYLOAD)))
def test_cut_payload_is_refused(length: int) -> None:
    """A payload cut anywhere is refused, but where only the optional last block is missing."""
    if length == PAYLOAD.index("S751215"):
        assert parse_datamatrix(PAYLOAD[:length]).lieu_code is None
    else:
        with pytest.raises(DatamatrixError):
            parse_datamatrix(PAYLOAD[:length])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("S5F", "S5FS8X", "incomplet"),
        ("S751215", "S751215S8ABC", "incomplet"),
        ("S5F", "S5FS5F", "incomplet"),
        ("S5F", "", "incomplet"),
        ("S5F", "S5I", "incomplet"),
        ("S628-03-1979", "S630-02-1979", "calendrier"),
        ("S628-03-1979", "S600-00-1979", "calendrier"),
        ("S628-03-1979", "S61979-03-28", "incomplet"),
        ("PAT-TROIS", "Pat-Trois", "incomplet"),
        ("PAT-TROIS", " PAT-TROIS", "espace"),
        ("PAT-TROIS", "P" * 101, "incomplet"),
        ("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.12\x1d", "OID inconnu"),
        ("279035121518989", "27903512151898", "incomplet"),
        ("279035121518989", "2790A5121518989", "chiffres"),
        ("IS01000", "IS02000", "version"),
        ("IS01000", "ISà&ààà", "QWERTY"),
        ("IS01000", "PDF417", "INS à scanner"),
        ("51215", "5121", "incomplet"),
    ],
)
def test_wrong_payload_is_refused_whole(old: str, new: str, reason: str) -> None:
    """An unknown, repeated, missing or impossible block refuses the whole, and the message quotes no identity."""
    assert old in PAYLOAD
    with pytest.raises(DatamatrixError, match=reason) as caught:
        parse_datamatrix(PAYLOAD.replace(old, new))

    assert [] == [word for word in ("PAT", "DOMINIQUE", "2790", "1979") if word in str(caught.value)]


def test_capital_lock_is_explained() -> None:
    """A scan typed under capital lock says so."""
    with pytest.raises(DatamatrixError, match="majuscules"):
        parse_datamatrix(PAYLOAD.lower())


@pytest.mark.parametrize("text", [PAYLOAD, PAYLOAD.lower(), "ISà&àà", f" ]d1{HEADER}", "IS01"])
def test_scan_is_recognised(text: str) -> None:
    """A scan, even a bad one, is told from a typed name."""
    assert looks_like_datamatrix(text)


@pytest.mark.parametrize("text", ["", "ISABELLE", "MARTIN", "IS", "279035121518989"])
def test_typed_text_is_not_taken_for_a_scan(text: str) -> None:
    """A name or a matricule typed by hand is no scan."""
    assert not looks_like_datamatrix(text)


@pytest.mark.parametrize(
    "identity",
    [
        replace(PATIENT, nom="Müller"),
        replace(PATIENT, nom=""),
        replace(PATIENT, prenoms=()),
        replace(PATIENT, nom="M" * 101),
        replace(PATIENT, lieu_code="512"),
        replace(PATIENT, matricule="279"),
    ],
)
def test_identity_without_form_is_not_written(identity: IdentiteLue) -> None:
    """What a datamatrix cannot carry is refused, never cut to fit."""
    with pytest.raises(DatamatrixError):
        build_payload(identity)


_NAMES = st.from_regex(r"[A-Z](?:[A-Z'-]{0,10}[A-Z])?", fullmatch=True)
_SEXES: st.SearchStrategy[Literal["M", "F"]] = st.sampled_from(("M", "F"))
_IDENTITIES = st.builds(
    IdentiteLue,
    matricule=st.from_regex(r"[1-8][0-9]{4}(?:[0-9]{2}|2[AB])[0-9]{8}", fullmatch=True),
    oid=st.sampled_from(NatureIns),
    prenoms=st.lists(_NAMES, min_size=1, max_size=5).map(tuple),
    nom=_NAMES,
    sexe=_SEXES,
    date_naissance=st.dates(),
    lieu_code=st.none() | st.from_regex(r"[0-9]{5}|2[AB][0-9]{3}", fullmatch=True),
)


@given(_IDENTITIES, st.sampled_from(["\x1d", "^]", ""]))
def test_identity_comes_back(identity: IdentiteLue, separator: str) -> None:
    """Any identity that can be written is read back the same, whatever the scanner makes of the separator."""
    assert identity == parse_datamatrix(build_payload(identity).replace("\x1d", separator))
