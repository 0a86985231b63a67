"""The template as a letter remembers it."""

from pathlib import Path

from lls_drafter.letter.lettre import Modele
from lls_drafter.packs.templates import load_template


def template_mark(name: str, packs: tuple[Path, ...] = ()) -> Modele:
    """Give id, version and fingerprint of a template, as written into a new letter.

    Raises:
        PackError: there is no such template, or it is wrong.
    """
    template = load_template(name, extra=packs)
    return Modele(id=template.id, version=template.version, empreinte=template.empreinte)
