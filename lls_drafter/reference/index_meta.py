"""What an index of drugs says of the data it was built from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexMeta:
    """The data behind an index: their date, their files, and how many rows they gave.

    Attributes:
        date: month of the newest date inside the files, « 2026-05 »: what letters keep, and what users are shown.
        jour: that newest date, in full, ISO.
        fichiers: (file name, SHA-256) of each file that was read, in the order of their names.
        specialites: how many specialities there are.
        commercialisees: how many of them are marketed.
        lignes_ecartees: rows that could not be read and were set aside.
    """

    date: str
    jour: str
    fichiers: tuple[tuple[str, str], ...]
    specialites: int
    commercialisees: int
    lignes_ecartees: int
