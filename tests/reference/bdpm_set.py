"""Published sets for the tests: the real one when it is there, and a small one of our own, row by row."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from lls_drafter.reference.bdpm import NationalBase, read_national_base
from lls_drafter.reference.bdpm_files import (
    COMPOSITIONS,
    CONDITIONS,
    DISPONIBILITES,
    GROUPES,
    INTERET_MAJEUR,
    KINDS,
    PRESENTATIONS,
    SPECIALITES,
    FileKind,
)
from tests.tools import unavailable

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "bdpm"

_SPECIALITIES = (
    ("60000001", "ELIQUIS 5 mg, comprimé pelliculé", "comprimé pelliculé", "orale"),
    ("60000002", "APIXABAN TEVA 5 mg, comprimé pelliculé", "comprimé pelliculé", "orale"),
    ("60000003", "AUGMENTIN 500 mg/62,5 mg, comprimé pelliculé", "comprimé pelliculé", "orale"),
    (
        "60000004",
        "MORPHINE RENAUDIN 10 mg/ml, solution injectable",
        "solution injectable",
        "intraveineuse;sous-cutanée",
    ),
)
_COMPONENTS = (
    ("60000001", "APIXABAN", "5,00 mg", "un comprimé", "SA", "1"),
    ("60000002", "APIXABAN", "5 mg", "un comprimé", "SA", "1"),
    ("60000003", "AMOXICILLINE TRIHYDRATÉE", "574 mg", "un comprimé", "SA", "1"),
    ("60000003", "AMOXICILLINE", "500 mg", "un comprimé", "FT", "1"),
    ("60000003", "ACIDE CLAVULANIQUE", "62,50 mg", "un comprimé", "SA", "2"),
    ("60000004", "CHLORHYDRATE DE MORPHINE", "10 mg", "1 ml", "SA", "1"),
)


def small_set() -> dict[str, str]:
    """Give a set of four specialities, as text under the published names, without a final end of line."""
    tables: dict[FileKind, Iterable[Sequence[str]]] = {
        SPECIALITES: [
            (*row, "Autorisation active", "Procédure nationale", "Commercialisée", "12/03/2015", "", "", " TEVA", "Non")
            for row in _SPECIALITIES
        ],
        COMPOSITIONS: [(row[0], "comprimé", "01234", *row[1:]) for row in _COMPONENTS],
        GROUPES: [("9", "APIXABAN 5 mg - ELIQUIS 5 mg, comprimé pelliculé.", "60000001", "0", "1"),
                  ("9", "APIXABAN 5 mg - ELIQUIS 5 mg, comprimé pelliculé.", "60000002", "1", "2"),
                  ("9", "APIXABAN 5 mg - ELIQUIS 5 mg, comprimé pelliculé.", "69999999", "1", "3")],
        CONDITIONS: [("60000001", "liste I"), ("60000004", "réservé à l'usage HOSPITALIER"), ("60000001", "liste I")],
        INTERET_MAJEUR: [("60000001", "B01AF02", "ELIQUIS 5 mg, comprimé pelliculé", "lien")],
        PRESENTATIONS: [("60000001", "1234567", "plaquette(s) de 60 comprimés", "Présentation active",
                         "Déclaration de commercialisation", "10/04/2026", "3400912345678", "oui", "65 %", "1,466,29",
                         "1", "1", "")],
        DISPONIBILITES: [("60000001", "", "1", "Rupture de stock", "01/05/2026", "19/05/2026", "", "lien")],
    }  # fmt: skip
    return {kind.nom: "\n".join("\t".join(row) for row in rows) for kind, rows in tables.items()}


def encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    """Give a set as published: each file in its encoding, with its ends of line."""
    as_published: dict[str, bytes] = {}
    for kind in KINDS:
        if kind.nom in texts:
            end = "\n" if kind.encodage == "utf-8" else "\r\n"
            as_published[kind.nom] = (texts[kind.nom].replace("\n", end) + end).encode(kind.encodage)
    return as_published


def in_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write a set into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def in_archive(path: Path, files: Mapping[str, bytes], *, below: str = "") -> Path:
    """Write a set into a ZIP archive, in a folder of it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(below + name, data)
    return path


def real_folder() -> Path:
    """Give the folder of the real set; the test is skipped where it is not."""
    if not (REAL / SPECIALITES.nom).is_file():
        unavailable("the national drug base is not beside the checkout")
    return REAL


@cache
def real_base() -> NationalBase:
    """Give the real set, read once for all tests."""
    return read_national_base({path.name: path.read_bytes() for path in sorted(real_folder().glob("*.txt"))})
