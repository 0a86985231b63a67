"""The template of a letter: which one it is, and as the letter remembers it. A letter begins without the rules."""

from pathlib import Path

from lls_drafter.errors import UsageError
from lls_drafter.letter.lettre import Lettre, Modele
from lls_drafter.packs.publication import standing
from lls_drafter.packs.templates import DEFAULT, resolve_template


def template_id(lettre: Lettre) -> str:
    """Give the id of a letter's template: the national one when the letter names none."""
    return lettre.modele.id if lettre.modele is not None else DEFAULT


def template_mark(name: str, packs: tuple[Path, ...] = (), *, unpublished: bool = False) -> Modele:
    """Give id, version and fingerprint of a template, as written into a new letter; every letter begins here.

    Args:
        name: its id.
        packs: folders of packs named on the command line.
        unpublished: accept one that nobody signed off, for a trial.

    Raises:
        PackError: there is no such template, or it is wrong.
        UsageError: it is a draft, a candidate, or withdrawn.
    """
    resolved = resolve_template(name, extra=packs)
    if not unpublished and not (found := standing(resolved.chain[0].folder)).drafts_letters:
        raise UsageError(
            f"le modèle « {name} » n'est pas publié : {found.say()}",
            hint="« lls modeles publier DOSSIER --par NOM » ; ou « lls nouvelle --modele-non-publie » pour un essai",
        )
    template = resolved.template
    return Modele(id=template.id, version=template.version, empreinte=template.empreinte)
