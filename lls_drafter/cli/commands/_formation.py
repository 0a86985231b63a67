"""What the actions of `lls formation` share: their arguments and some words."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

from lls_drafter.packs.case_model import Difficulte
from lls_drafter.training.learner import DEFAULT_LEARNER

LEVELS: Mapping[Difficulte, str] = {
    Difficulte.DEBUTANT: "débutant",
    Difficulte.MOYEN: "moyen",
    Difficulte.DIFFICILE: "difficile",
    Difficulte.EXPERT: "expert",
}
"""The levels as a person reads them."""


def add_case(parser: ArgumentParser) -> None:
    """Declare the case of an action: its id, or the folder of a case."""
    parser.add_argument("cas", metavar="CAS", help="identifiant d'un cas (« lls formation liste »), ou son dossier")


def add_learner(parser: ArgumentParser) -> None:
    """Declare whose work it is."""
    parser.add_argument(
        "--apprenant",
        metavar="PSEUDONYME",
        default=DEFAULT_LEARNER,
        help=f"pseudonyme, jamais un vrai nom ({DEFAULT_LEARNER} par défaut)",
    )


def add_packs(parser: ArgumentParser) -> None:
    """Declare the folders of packs: their cases lie in `cas/`."""
    parser.add_argument(
        "--pack", metavar="DOSSIER", type=Path, action="append", default=[], help="dossier de cas à ajouter"
    )
