"""Whether a validated letter still is what was validated."""

from collections.abc import Iterator

from lls_drafter.errors import DraftStateError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter_files.fingerprint import fingerprint
from lls_drafter.rules.model import Certitude, Finding, Niveau

RULE = "LLS-EMPREINTE"
EXPLANATION = (
    "Une lettre validée ne change plus : son empreinte en répond. Cette règle n'est dans aucune liste : elle compare le"
    " contenu du fichier à l'empreinte posée par « lls valider », et ne se justifie pas."
)
_MESSAGE = "le contenu a changé depuis sa validation"
_MEND = "reprendre la version figée (« lls rendre --version-figee N »), ou refaire la modification par « lls reviser »"


def is_intact(lettre: Lettre) -> bool:
    """Tell whether the content is the one that was validated; a letter that was not validated vouches for nothing."""
    return lettre.validation is None or lettre.validation.empreinte == fingerprint(lettre)


def integrity_findings(lettre: Lettre, frozen: tuple[Lettre, ...]) -> Iterator[Finding]:
    """Give what is not as it was validated: the letter itself, or one of its earlier versions, changed or gone."""
    if not is_intact(lettre):
        yield _finding(FieldPath(("validation", "empreinte")), _MESSAGE, _MEND)
    known = {one.version: one for one in frozen}
    for index, former in enumerate(lettre.versions_precedentes):
        one = known.get(former.version)
        if one is None:
            what = f"la version figée {former.version} n'est plus à côté de la lettre"
        elif former.empreinte != fingerprint(one):
            what = f"la version figée {former.version} a changé depuis sa validation"
        else:
            continue
        yield _finding(FieldPath(("versions_precedentes", index)), what, "la reprendre dans une sauvegarde")


def _finding(path: FieldPath, message: str, mend: str) -> Finding:
    """Make the finding of something changed after its validation."""
    return Finding(
        regle=RULE,
        niveau=Niveau.BLOQUANT,
        chemin=path,
        message=message[0].upper() + message[1:] + ".",
        source="Empreinte posée par « lls valider »",
        correction=mend[0].upper() + mend[1:] + ".",
        certitude=Certitude.PROPOSITION,
        justifiable=False,
    )


def require_intact(lettre: Lettre) -> None:
    """Refuse to print, hand over or send a letter changed after its validation.

    Raises:
        DraftStateError: its content is not the one that was validated.
    """
    if not is_intact(lettre):
        raise DraftStateError(_MESSAGE, hint=_MEND)
