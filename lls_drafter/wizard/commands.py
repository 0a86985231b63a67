"""The commands of the conversation: one registry for the typed words, the keys, the help page and the guide."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lls_drafter.letter.text import fold


class Action(StrEnum):
    """What a person can ask besides answering."""

    ACCEPT = "accepter"
    NEXT = "suivant"
    BACK = "retour"
    NEXT_MISSING = "manquant suivant"
    PREVIOUS_MISSING = "manquant précédent"
    JUMP = "aller"
    UNDO = "annuler"
    REDO = "refaire"
    CLEAR = "effacer"
    REMOVE = "supprimer"
    HELP = "aide"
    PLAN = "plan"
    SCORE = "score"
    FINDINGS = "constats"
    PREVIEW = "aperçu"
    PHRASES = "phrases"
    PHRASE = "phrase"
    LINES = "lignes"
    EDITOR = "éditeur"
    PALETTE = "palette"
    SAVE = "enregistrer"
    LEAVE = "quitter"
    INTERRUPT = "interrompre"
    NEW_LINE = "nouvelle ligne"
    COMPLETE = "compléter"


@dataclass(frozen=True, slots=True)
class Command:
    """One typed command: its words (the first is shown), what follows it, what it does."""

    action: Action
    words: tuple[str, ...]
    suite: str
    effet: str


COMMANDS = (
    Command(Action.ACCEPT, ("ok",), "", "accepte ce qui est proposé"),
    Command(Action.NEXT, ("suivant",), "", "question suivante, répondue ou non"),
    Command(Action.BACK, ("retour",), "", "question précédente"),
    Command(Action.NEXT_MISSING, ("manquant",), "", "prochaine question sans réponse"),
    Command(Action.JUMP, ("aller",), "NUMÉRO ou NOM", "va à une question : « aller 12 », « aller motif »"),
    Command(Action.UNDO, ("annuler",), "", "reprend le dernier geste"),
    Command(Action.REDO, ("refaire",), "", "refait ce qui vient d'être annulé"),
    Command(Action.CLEAR, ("effacer",), "", "la question redevient sans réponse"),
    Command(Action.REMOVE, ("supprimer",), "", "retire l'entrée de la liste ou la ligne du tableau"),
    Command(Action.HELP, ("aide", "?"), "", "ce qui est attendu, d'où cela vient, un bon exemple"),
    Command(Action.PLAN, ("plan",), "", "toutes les questions et leur état"),
    Command(Action.SCORE, ("score",), "", "estimation QLS et ce qui manque"),
    Command(Action.FINDINGS, ("constats",), "", "tous les constats"),
    Command(Action.PREVIEW, ("apercu", "aperçu"), "", "la lettre telle qu'elle s'imprimera"),
    Command(Action.PHRASES, ("phrases",), "", "les phrases prêtes"),
    Command(Action.PHRASE, ("phrase",), "NUMÉRO", "insère une phrase prête"),
    Command(Action.LINES, ("lignes",), "", "réponse sur plusieurs lignes, finie par un point seul"),
    Command(Action.EDITOR, ("editeur", "éditeur"), "", "ouvre l'éditeur de texte"),
    Command(Action.SAVE, ("enregistrer",), "", "enregistre maintenant (c'est fait après chaque réponse)"),
    Command(Action.LEAVE, ("quitter",), "", "quitte ; le brouillon est gardé"),
)


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command as typed, with what followed it."""

    action: Action
    argument: str = ""


def parse_command(line: str) -> Invocation | None:
    """Give the command that a line is, None for an answer.

    A command stands alone on its line, its argument is one word, a leading « : » is accepted and then
    several words too. « =retour » is the text « retour » (`flow.LITERAL`).
    """
    marked = line.lstrip().startswith(":")
    words = line.strip().removeprefix(":").split(maxsplit=1)
    if not words:
        return None
    argument = words[1].strip() if len(words) > 1 else ""
    for command in COMMANDS:
        if fold(words[0]) in map(fold, command.words):
            if not argument:
                return Invocation(command.action)
            if command.suite and (marked or " " not in argument):
                return Invocation(command.action, argument)
    return None


def looks_like_command(line: str) -> bool:
    """Tell whether a line was meant as a command: it begins with « : »."""
    return line.lstrip().startswith(":")


def help_lines() -> Iterator[str]:
    """Give the help page of the commands, one line each."""
    for command in COMMANDS:
        name = f"{command.words[0]} {command.suite}".strip()
        yield f"  {name:<24} {command.effet}"
