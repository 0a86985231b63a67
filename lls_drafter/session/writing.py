"""The rules about wording that judge a letter, once per template: what a front end asks at each pause of typing."""

from functools import lru_cache
from typing import TYPE_CHECKING

from lls_drafter.rules.writing import Proofreader
from lls_drafter.session.service_rules import LetterRules, letter_rules

if TYPE_CHECKING:
    from pathlib import Path

    from lls_drafter.letter.lettre import Lettre


def proofreader(lettre: "Lettre", extra: "tuple[Path, ...]" = ()) -> Proofreader:
    """Give the rules about wording of a letter's content check-lists, those of its template included.

    A scored grid says the same things over again.

    Args:
        lettre: the letter.
        extra: folders of packs named on the command line.
    """
    return _proofreader(letter_rules(lettre, extra))


@lru_cache(maxsize=64)
def _proofreader(rules: LetterRules) -> Proofreader:
    """Give those of the letters of one template, made once."""
    return Proofreader(rules.content)
