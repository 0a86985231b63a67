"""The rules about wording of this seat, made once per process: what a front end asks at each pause of typing."""

from functools import cache
from pathlib import Path

from lls_drafter.rules.writing import Proofreader
from lls_drafter.session.evaluate import checklists


@cache
def proofreader(extra: tuple[Path, ...] = ()) -> Proofreader:
    """Give the rules about wording of the content check-lists; a scored grid says the same things over again.

    Args:
        extra: folders of packs named on the command line.
    """
    return Proofreader(tuple(one for one in checklists(extra) if one.indicateur is None and one.modele is None))
