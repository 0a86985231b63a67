"""A learner is a pseudonym, and a private folder of this seat: `<state folder>/formation/<pseudonyme>/`."""

import re
from pathlib import Path

from lls_drafter import places
from lls_drafter.errors import UsageError

DEFAULT_LEARNER = "stagiaire"

_PSEUDONYM = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def learner_folder(pseudonym: str) -> Path:
    """Give the folder of a learner on this seat; it need not exist.

    Args:
        pseudonym: letters without accents, digits, `-` and `_`; capitals are the same as small letters, since
            some file systems do not tell them apart.

    Raises:
        UsageError: it is no pseudonym, and might name another folder.
    """
    return training_folder() / checked_pseudonym(pseudonym)


def training_folder() -> Path:
    """Give the folder of all learners of this seat."""
    return places.state_folder() / "formation"


def checked_pseudonym(pseudonym: str) -> str:
    """Give a pseudonym as folders are named: in small letters.

    Raises:
        UsageError: it has other characters than letters without accents, digits, `-` and `_`, or is too long.
    """
    name = pseudonym.lower()
    if not _PSEUDONYM.fullmatch(name):
        raise UsageError(
            "pseudonyme refusé",
            hint="40 signes au plus : lettres sans accent, chiffres, « - » et « _ » ; jamais un vrai nom",
        )
    return name
