"""The commands of the conversation: one registry for the typed words, the palette, the keys, the help and the guide.

What a key does can also be typed, for keyboards that lack it; only what edits the text of a field has no word.

Two fronts talk in lines (`invite` and `simple`): there, and in the full screen, a command stands alone on its line.
A command of the full screen alone is written after « : », for « arrêté » or « suspendu » are also answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lls_drafter.letter.text import fold
from lls_drafter.wizard.choose import Interface

Sequence = tuple[str, ...]
"""Keys pressed one after the other, as prompt_toolkit names them."""


class Action(StrEnum):
    """What a person can ask besides answering."""

    ACCEPT = "accepter"
    NEXT = "suivant"
    BACK = "retour"
    NEXT_MISSING = "manquant suivant"
    PREVIOUS_MISSING = "manquant précédent"
    NEXT_SECTION = "partie suivante"
    PREVIOUS_SECTION = "partie précédente"
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
    GESTURES = "gestes"
    PRINT = "imprimer"
    OPTIONAL = "facultatifs"
    HIDE = "masquer"
    LOCK = "verrouiller"
    TAKE_OVER = "prendre la main"
    THEME = "thème"
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
    ROW_ADD = "ajouter"
    ROW_ADD_NEW = "ajouter à la sortie"
    ROW_DUPLICATE = "dupliquer"
    ROW_UP = "monter"
    ROW_DOWN = "descendre"
    ORDER = "trier"
    FATE_KEPT = "poursuivi"
    FATE_CHANGED = "modifié"
    FATE_STOPPED = "arrêté"
    FATE_SUSPENDED = "suspendu"


class Mode(StrEnum):
    """Where the key of a command is heard."""

    PARTOUT = "partout"
    CELLULE = "cellule"
    """In a table, when no cell is being written in."""
    CHAMP_VIDE = "champ vide"


class Group(StrEnum):
    """The headings under which commands are shown, in their order."""

    DEPLACER = "se déplacer"
    REPONDRE = "répondre"
    VOIR = "voir"
    TABLEAU = "tableau des traitements"
    TRAVAIL = "la lettre et l'écran"


ALL = frozenset(Interface)
KEYED = frozenset({Interface.PLEIN, Interface.INVITE})
FULL = frozenset({Interface.PLEIN})


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        action: what it does.
        words: what is typed, the first is shown; none for what only edits the text of a field.
        suite: what follows the word, empty for nothing.
        effet: what it does, in French.
        groupe: the heading under which it is shown.
        keys: its keys, the first is the one to teach.
        mode: where its keys are heard.
        fronts: the interfaces that have it.
        reprend: what its keys take the place of among the editing keys of prompt_toolkit, empty for nothing.
    """

    action: Action
    words: tuple[str, ...]
    suite: str
    effet: str
    groupe: Group
    keys: tuple[Sequence, ...] = ()
    mode: Mode = Mode.PARTOUT
    fronts: frozenset[Interface] = ALL
    reprend: str = ""

    @property
    def name(self) -> str:
        """Give the name that the settings and `lls touches` use: the word typed, else that of the action."""
        return self.words[0] if self.words else self.action.value

    @property
    def needs_colon(self) -> bool:
        """Tell whether its word is a command only after « : »."""
        return self.fronts == FULL


COMMANDS = (
    Command(
        Action.COMPLETE, (), "", "complète ; question suivante s'il n'y a rien à compléter", Group.DEPLACER,
        (("tab",),), fronts=KEYED, reprend="compléter",
    ),
    Command(
        Action.NEXT, ("suivant",), "", "question suivante, répondue ou non", Group.DEPLACER,
        (("c-n",),), reprend="ligne suivante (flèche bas)",
    ),
    Command(
        Action.BACK, ("retour",), "", "question précédente", Group.DEPLACER,
        (("s-tab",), ("f7",), ("c-p",)), reprend="ligne précédente (flèche haut)",
    ),
    Command(Action.NEXT_MISSING, ("manquant",), "", "prochaine question sans réponse", Group.DEPLACER, (("f8",),)),
    Command(
        Action.PREVIOUS_MISSING, ("manquant-precedent", "manquant-précédent"), "", "question sans réponse précédente",
        Group.DEPLACER, (("f20",),),
    ),
    Command(
        Action.NEXT_SECTION, ("partie-suivante",), "", "première question de la partie suivante", Group.DEPLACER,
        (("c-pagedown",), ("escape", "pagedown")), fronts=FULL,
    ),
    Command(
        Action.PREVIOUS_SECTION, ("partie-precedente", "partie-précédente"), "",
        "première question de la partie précédente", Group.DEPLACER,
        (("c-pageup",), ("escape", "pageup")), fronts=FULL,
    ),
    Command(
        Action.JUMP, ("aller",), "NUMÉRO ou NOM", "va à une question : « aller 12 », « aller motif »", Group.DEPLACER
    ),
    Command(Action.ACCEPT, ("ok",), "", "accepte ce qui est proposé", Group.REPONDRE),
    Command(
        Action.UNDO, ("annuler",), "", "reprend le dernier geste (la touche : d'abord la frappe)", Group.REPONDRE,
        (("c-_",),), reprend="annuler la frappe",
    ),
    Command(
        Action.REDO, ("refaire",), "", "refait ce qui vient d'être annulé", Group.REPONDRE,
        (("escape", "_"),), reprend="reprendre le dernier mot",
    ),
    Command(Action.CLEAR, ("effacer",), "", "la question redevient sans réponse", Group.REPONDRE),
    Command(
        Action.NEW_LINE, (), "", "va à la ligne dans la réponse", Group.REPONDRE,
        (("escape", "enter"),), fronts=KEYED, reprend="accepter en mode plusieurs lignes",
    ),
    Command(
        Action.LINES, ("lignes",), "", "réponse sur plusieurs lignes, finie par un point seul", Group.REPONDRE,
        fronts=frozenset({Interface.SIMPLE}),
    ),
    Command(
        Action.EDITOR, ("editeur", "éditeur"), "", "ouvre l'éditeur de texte", Group.REPONDRE,
        (("f4",), ("c-x", "c-e")), fronts=KEYED, reprend="ouvrir l'éditeur de prompt_toolkit",
    ),
    Command(
        Action.PHRASES, ("phrases",), "", "les phrases prêtes", Group.REPONDRE,
        (("c-t",),), reprend="échanger deux caractères",
    ),
    Command(Action.PHRASE, ("phrase",), "NUMÉRO", "insère une phrase prête", Group.REPONDRE),
    Command(
        Action.HELP, ("aide", "?"), "", "ce qui est attendu, d'où cela vient, un bon exemple", Group.VOIR, (("f2",),)
    ),
    Command(
        Action.PALETTE, (), "", "les commandes (ou « : » sur un champ vide)", Group.VOIR, (("f9",),), fronts=KEYED
    ),
    Command(Action.FINDINGS, ("constats",), "", "tous les constats", Group.VOIR, (("f3",),)),
    Command(Action.PREVIEW, ("apercu", "aperçu"), "", "la lettre telle qu'elle s'imprimera", Group.VOIR, (("f5",),)),
    Command(Action.SCORE, ("score",), "", "estimation QLS et ce qui manque", Group.VOIR, (("f6",),)),
    Command(Action.PLAN, ("plan",), "", "toutes les questions et leur état", Group.VOIR),
    Command(Action.GESTURES, ("gestes",), "", "ce qui a été fait à cette lettre", Group.VOIR),
    Command(
        Action.OPTIONAL, ("facultatifs",), "", "montre ou cache les questions facultatives", Group.VOIR,
        (("c-f",),), fronts=FULL, reprend="avancer d'un caractère (flèche droite)",
    ),
    Command(
        Action.FATE_KEPT, ("poursuivi",), "", "la ligne : traitement poursuivi", Group.TABLEAU,
        (("p",),), Mode.CELLULE, FULL,
    ),
    Command(
        Action.FATE_CHANGED, ("modifie", "modifié"), "", "la ligne : traitement modifié", Group.TABLEAU,
        (("m",),), Mode.CELLULE, FULL,
    ),
    Command(
        Action.FATE_STOPPED, ("arrete", "arrêté"), "", "la ligne : traitement arrêté", Group.TABLEAU,
        (("a",),), Mode.CELLULE, FULL,
    ),
    Command(
        Action.FATE_SUSPENDED, ("suspendu",), "", "la ligne : traitement suspendu", Group.TABLEAU,
        (("s",),), Mode.CELLULE, FULL,
    ),
    Command(
        Action.ROW_ADD, ("ajouter",), "", "ajoute un traitement habituel", Group.TABLEAU,
        (("o",),), Mode.CELLULE, FULL,
    ),
    Command(
        Action.ROW_ADD_NEW, ("nouveau",), "", "ajoute un traitement à la sortie", Group.TABLEAU,
        (("n",),), Mode.CELLULE, FULL,
    ),
    Command(
        Action.REMOVE, ("supprimer",), "", "retire l'entrée de la liste ou la ligne du tableau", Group.TABLEAU,
        (("delete",),), Mode.CELLULE,
    ),
    Command(
        Action.ROW_DUPLICATE, ("dupliquer",), "", "recopie la ligne", Group.TABLEAU, (("d",),), Mode.CELLULE, FULL
    ),
    Command(
        Action.ROW_UP, ("monter",), "", "monte la ligne d'un rang", Group.TABLEAU,
        (("escape", "up"),), Mode.CELLULE, FULL,
    ),
    Command(
        Action.ROW_DOWN, ("descendre",), "", "descend la ligne d'un rang", Group.TABLEAU,
        (("escape", "down"),), Mode.CELLULE, FULL,
    ),
    Command(Action.ORDER, ("trier",), "", "range les lignes du tableau", Group.TABLEAU, fronts=FULL),
    Command(
        Action.SAVE, ("enregistrer",), "", "enregistre maintenant (c'est fait après chaque réponse)", Group.TRAVAIL,
        (("c-o",),), reprend="valider et reprendre l'historique",
    ),
    Command(Action.PRINT, ("imprimer",), "", "écrit le fichier Word de la lettre", Group.TRAVAIL),
    Command(
        Action.HIDE, ("masquer",), "", "montre ou cache le nom du patient en bas de l'écran", Group.TRAVAIL,
        fronts=FULL,
    ),
    Command(
        Action.LOCK, ("verrouiller",), "", "masque l'écran jusqu'à la prochaine demande", Group.TRAVAIL,
        (("f12",),), fronts=FULL,
    ),
    Command(Action.THEME, ("theme", "thème"), "", "passe du thème clair au sombre", Group.TRAVAIL, fronts=FULL),
    Command(
        Action.TAKE_OVER, ("prendre-la-main",), "", "écrit dans une lettre qu'un autre avait ouverte", Group.TRAVAIL,
        fronts=FULL,
    ),
    Command(
        Action.LEAVE, ("quitter",), "", "quitte ; le brouillon est gardé", Group.TRAVAIL,
        (("c-d",),), Mode.CHAMP_VIDE, reprend="effacer le caractère suivant (champ non vide)",
    ),
    Command(
        Action.INTERRUPT, (), "", "enregistre, dit où, et quitte", Group.TRAVAIL,
        (("c-c",),), fronts=KEYED, reprend="abandonner la saisie",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command as typed, with what followed it."""

    action: Action
    argument: str = ""


def typed_commands(interface: str = Interface.SIMPLE) -> tuple[Command, ...]:
    """Give the commands of an interface that can be typed, in the order in which they are shown."""
    return tuple(command for command in COMMANDS if command.words and interface in command.fronts)


def parse_command(line: str, interface: str = Interface.SIMPLE) -> Invocation | None:
    """Give the command that a line is, None for an answer.

    A command stands alone on its line, its argument is one word, a leading « : » is accepted and then
    several words too. « =retour » is the text « retour » (`flow.LITERAL`). A word that another interface takes
    without « : » is a command in all of them: the interface says that it has not got it.
    """
    marked = line.lstrip().startswith(":")
    words = line.strip().removeprefix(":").split(maxsplit=1)
    if not words:
        return None
    argument = words[1].strip() if len(words) > 1 else ""
    for command in COMMANDS:
        if command.needs_colon and not (marked and interface in command.fronts):
            continue
        if fold(words[0]) in map(fold, command.words):
            if not argument:
                return Invocation(command.action)
            if command.suite and (marked or " " not in argument):
                return Invocation(command.action, argument)
    return None


def looks_like_command(line: str) -> bool:
    """Tell whether a line was meant as a command: it begins with « : »."""
    return line.lstrip().startswith(":")


def help_lines(interface: str = Interface.SIMPLE) -> Iterator[str]:
    """Give the help page of the commands that an interface takes, one line each."""
    for command in typed_commands(interface):
        name = f"{':' if command.needs_colon else ''}{command.words[0]} {command.suite}".strip()
        yield f"  {name:<24} {command.effet}"
