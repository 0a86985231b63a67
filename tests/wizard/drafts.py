"""Drafts made of the shipped examples: open again, longer, or with fields emptied."""

from functools import cache
from pathlib import Path

from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter_files.codec import read_letter, write_letter
from lls_drafter.packs.sources import builtin_root


@cache
def draft(start: str = "a_") -> Lettre:
    """Give the shipped example whose name begins with `start`, as it was before its validation."""
    (path,) = (builtin_root() / "templates" / "mco_standard" / "exemples").glob(f"{start}*.lls.yaml")
    return read_letter(path.read_bytes(), name=path.name).lettre.replace(statut=Statut.BROUILLON, validation=None)


def with_drugs(lettre: Lettre, count: int) -> Lettre:
    """Give a letter whose table has `count` rows: its own, again and again, each under a key of its own."""
    rows = lettre.volet_medicamenteux
    repeated = (rows[number % len(rows)].replace(cle=f"b{number + 1}") for number in range(count))
    return lettre.replace(volet_medicamenteux=tuple(repeated))


def without(lettre: Lettre, *names: str) -> Lettre:
    """Give a letter with some of its fields never answered."""
    empty = Lettre()
    return lettre.replace(**{name: getattr(empty, name) for name in names})


def written(path: Path, lettre: Lettre) -> Path:
    """Write a letter to a file of its own; gives the file."""
    path.write_text(write_letter(lettre), "utf-8")
    path.chmod(0o600)
    return path
