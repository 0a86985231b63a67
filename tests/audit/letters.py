"""Letters to audit: the shipped example, validated on its discharge day, with what a test changes."""

from datetime import date
from functools import cache
from pathlib import Path

from lls_drafter.audit.folder import list_sources
from lls_drafter.audit.run import Bilan, Requete, audit
from lls_drafter.audit.scoring import Demande
from lls_drafter.letter.lettre import Identifiant, Lettre, Modele
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter_files.codec import read_letter, write_json, write_letter
from lls_drafter.packs.sources import builtin_root
from lls_drafter.session.evaluate import letter_checklists

LEAVING = date(2026, 3, 9)
TODAY = date(2026, 4, 1)


@cache
def example() -> Lettre:
    """Give the shipped example, validated; all its criteria are satisfied."""
    (path,) = (builtin_root() / "templates" / "mco_standard" / "exemples").glob("a_*.lls.yaml")
    return read_letter(path.read_bytes(), name=path.name).lettre.replace(fictive=False)


def letter(number: int, *, unite: str = "2143", modele: str = "mco_standard", **changes: object) -> Lettre:
    """Give the example as letter `number`; `changes` are values by address, `__` standing for a dot."""
    made = example().replace(
        identifiant=Identifiant(lettre=f"L{number}.v1", serie=f"L{number}"), modele=Modele(id=modele)
    )
    made = FieldPath.parse("sejour.uf").replace(made, unite)
    for name, value in changes.items():
        made = FieldPath.parse(name.replace("__", ".")).replace(made, value)
    return made


def written(folder: Path, name: str, lettre: Lettre) -> Path:
    """Write a letter, as JSON when its name says so."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_json(lettre) if name.endswith(".json") else write_letter(lettre), "utf-8")
    return path


def filled(folder: Path, lettres: list[Lettre], suffix: str = ".json") -> Path:
    """Write letters as `001.json`, `002.json` and so on."""
    for number, lettre in enumerate(lettres, 1):
        written(folder, f"{number:03d}{suffix}", lettre)
    return folder


def report(folder: Path, demande: Demande | None = None, **asked: object) -> Bilan:
    """Audit a folder."""
    request = Requete(demande=demande or Demande(today=TODAY), **asked)  # type: ignore[arg-type]
    return audit(list_sources((folder,)).lettres, request, letter_checklists)
