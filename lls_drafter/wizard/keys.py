"""The keys of the front end `invite`: one registry, for the bindings, the help and `lls touches`.

Left out because terminals eat them: Ctrl-S and Ctrl-Q (flow control), Ctrl-Z (suspends), F1, F10 and F11 (the
window's own). Every action also has a typed command, for keyboards that lack the key.
"""

from dataclasses import dataclass

from lls_drafter.wizard.commands import COMMANDS, Action

Sequence = tuple[str, ...]
"""Keys pressed one after the other, as prompt_toolkit names them."""

EATEN = frozenset({"c-s", "c-q", "c-z", "f1", "f10", "f11"})
"""Keys that must not be bound."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the registry.

    Attributes:
        action: what it does.
        sequences: the keys that do it.
        nom: how the first of them reads, in French.
        effet: what it does, in French.
        reprend: what it takes the place of among the editing keys, empty for nothing.
    """

    action: Action
    sequences: tuple[Sequence, ...]
    nom: str
    effet: str
    reprend: str = ""


KEYS = (
    Key(
        Action.NEW_LINE,
        (("escape", "enter"),),
        "Alt-Entrée",
        "va à la ligne dans la réponse",
        "accepter en mode plusieurs lignes",
    ),
    Key(Action.COMPLETE, (("tab",),), "Tab", "complète ; question suivante s'il n'y a rien à compléter"),
    Key(Action.NEXT, (("c-n",),), "Ctrl-N", "question suivante, répondue ou non", "ligne suivante (flèche bas)"),
    Key(
        Action.BACK,
        (("s-tab",), ("f7",), ("c-p",)),
        "Maj-Tab ou F7",
        "question précédente",
        "ligne précédente (flèche haut)",
    ),
    Key(Action.NEXT_MISSING, (("f8",),), "F8", "prochaine question sans réponse"),
    Key(Action.PREVIOUS_MISSING, (("f20",),), "Maj-F8", "question sans réponse précédente"),
    Key(Action.HELP, (("f2",),), "F2", "ce qui est attendu, d'où cela vient, un bon exemple"),
    Key(Action.FINDINGS, (("f3",),), "F3", "tous les constats"),
    Key(Action.EDITOR, (("f4",), ("c-x", "c-e")), "F4", "ouvre la réponse dans l'éditeur de texte"),
    Key(Action.PREVIEW, (("f5",),), "F5", "la lettre telle qu'elle s'imprimera"),
    Key(Action.SCORE, (("f6",),), "F6", "estimation QLS et ce qui manque"),
    Key(Action.PALETTE, (("f9",),), "F9", "les commandes (ou « : » sur un champ vide)"),
    Key(Action.PHRASES, (("c-t",),), "Ctrl-T", "insère une phrase prête", "échanger deux caractères"),
    Key(Action.UNDO, (("c-_",),), "Ctrl-_", "annule : la frappe d'abord, puis le dernier geste", "annuler la frappe"),
    Key(Action.REDO, (("escape", "_"),), "Alt-_", "refait ce qui vient d'être annulé", "reprendre le dernier mot"),
    Key(Action.SAVE, (("c-o",),), "Ctrl-O", "enregistre maintenant", "valider et reprendre l'historique"),
    Key(
        Action.LEAVE,
        (("c-d",),),
        "Ctrl-D",
        "sur un champ vide, quitte ; le brouillon est gardé",
        "effacer le caractère suivant (champ non vide)",
    ),
    Key(Action.INTERRUPT, (("c-c",),), "Ctrl-C", "enregistre, dit où, et quitte"),
)


def described() -> tuple[tuple[str, str, str], ...]:
    """Give the keys as (key, effect, typed command), for `lls touches` and the guide."""
    typed = {command.action: command.words[0] for command in COMMANDS}
    return tuple(
        (key.nom, key.effet, typed.get(key.action, "phrase" if key.action is Action.PHRASES else "")) for key in KEYS
    )
