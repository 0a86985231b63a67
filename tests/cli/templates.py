"""What a referent types to the assistant, and the template that comes of it."""

from pathlib import Path

from lls_drafter.document.template import Template
from lls_drafter.packs.templates import resolve_folder

FIELD = ["1", "Fraction d'éjection (FEVG)", "fevg", "4", "%", "5", "90", "À l'échographie", "o", "examens"]


def answers(*turns: list[str]) -> str:
    """Give what a person types to the assistant, then « 0 » to have done."""
    return "".join(f"{line}\n" for turn in (*turns, ["0"]) for line in turn)


def template(folder: Path) -> Template:
    """Read the template of a folder."""
    return resolve_folder(folder).template
