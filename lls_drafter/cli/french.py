"""The argument parser in French: argparse's own sentences translated, errors with our exit code."""

import argparse
from typing import Any, NoReturn

_SENTENCES = {
    "usage: ": "usage : ",
    "options": "options",
    "optional arguments": "options",
    "positional arguments": "arguments",
    "show this help message and exit": "montrer cette aide",
    "show program's version number and exit": "montrer la version",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "arguments inconnus : %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "« %(value)s » n'est pas prévu (choix : %(choices)s)",
    "expected one argument": "une valeur est attendue",
    "expected at least one argument": "au moins une valeur est attendue",
    "expected at most one argument": "une seule valeur est attendue",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "invalid %(type)s value: %(value)r": "valeur incorrecte",
    "ambiguous option: %(option)s could match %(matches)s": "option ambiguë : %(option)s (%(matches)s)",
    "not allowed with argument %s": "incompatible avec %s",
    "one of the arguments %s is required": "une de ces options est nécessaire : %s",
    "ignored explicit argument %r": "cette option ne prend pas de valeur",
    "%(prog)s: error: %(message)s\n": "%(prog)s : %(message)s\n",
}


def _french(text: str) -> str:
    """Translate one of argparse's sentences; what is not known stays as it is."""
    return _SENTENCES.get(text, text)


def _french_count(one: str, many: str, count: int) -> str:
    """Translate a sentence that counts."""
    return "%s valeurs sont attendues" if "expected" in one else (one if count == 1 else many)


# argparse finds its sentences by these two module names; there is no public way to give it others.
vars(argparse)["_"] = _french
vars(argparse)["ngettext"] = _french_count


class FrenchParser(argparse.ArgumentParser):
    """An argument parser whose help and errors are in French, and which takes no abbreviated option."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - argparse's own keywords
        """Make the parser; options must be written whole."""
        super().__init__(allow_abbrev=False, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command in one sentence, and leave with code 2."""
        self.exit(2, f"{self.prog} : {message}\n  essayer « {self.prog} --help »\n")
