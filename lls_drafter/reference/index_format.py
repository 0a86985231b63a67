"""What the writing and the reading of an index have in common: its version, its lines as text, its kinds of names."""

import json
import zlib
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Final

from lls_drafter.reference.model import Fiche

FORMAT: Final = 1
APPLICATION: Final = 0x6C6C736D  # « llsm », so that no other file is taken for an index
LETTERS: Final = 3  # longest beginning whose lines are gathered beforehand

MOST_LINES: Final = 1 << 24


class Name(IntEnum):
    """What a whole name is of a line, the surest first."""

    DCI = 0
    MARQUE = 1
    PRINCEPS = 2  # a brand of the line's generic group
    USAGE = 3  # what people say for it: « aspirine », « KCl »
    LABORATOIRE = 4  # « amlodipine biogaran »
    GAMME = 5  # the first words of brands: « Symbicort » for « Symbicort Turbuhaler »
    MOLECULE = 6  # the molecule of an ester: « fluticasone »


def digest(fiche: Fiche) -> int:
    """Give the checksum of what a speciality is, its base's date aside."""
    return zlib.crc32(pack(fiche).encode())


def pack(fiche: Fiche, written: Sequence[Sequence[str]] = ()) -> str:
    """Give a speciality as the text that the index keeps; `written`: other ways in which its strength is printed."""
    flags = (
        fiche.commercialise | fiche.autorise << 1 | fiche.hopital << 2 | fiche.homeopathie << 3 | fiche.generique << 4
    )
    held = (
        fiche.libelle, fiche.dci, fiche.dosages, fiche.marque, fiche.forme, fiche.voies, fiche.cis, fiche.atc, flags,
        fiche.restrictions, fiche.groupe, written,
    )  # fmt: skip
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str, base: str) -> tuple[Fiche, tuple[tuple[str, ...], ...]]:
    """Give back a speciality and the other writings of its strength.

    Raises:
        ValueError: the text is not one that `pack` gives.
    """
    libelle, dci, dosages, marque, forme, voies, cis, atc, flags, restrictions, groupe, written = json.loads(text)
    fiche = Fiche(
        libelle=libelle,
        dci=tuple(dci),
        dosages=tuple(dosages),
        marque=marque,
        forme=forme,
        voies=tuple(voies),
        cis=cis,
        atc=atc,
        commercialise=bool(flags & 1),
        autorise=bool(flags & 2),
        restrictions=tuple(restrictions),
        hopital=bool(flags & 4),
        homeopathie=bool(flags & 8),
        groupe=groupe,
        generique=bool(flags & 16),
        base=base,
    )
    return fiche, tuple(tuple(one) for one in written)


def checksum(number: int, text: str) -> int:
    """Give the checksum of a line, its place included: a damaged file must never show another dose."""
    return zlib.crc32(f"{number} {text}".encode())


def meta_checksum(held: Mapping[str, str]) -> int:
    """Give the checksum of what an index says of itself, but for the checksum."""
    return zlib.crc32("\n".join(f"{key} {held[key]}" for key in sorted(held) if key != "controle").encode())
