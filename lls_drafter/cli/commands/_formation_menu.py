"""What the two exercises written in the wizard share: their menu, the record read piece by piece, their hints."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from lls_drafter.cli.commands._formation_lesson import Lesson
from lls_drafter.cli.commands._questions import LeftError
from lls_drafter.errors import DraftLockedError, ExitCode
from lls_drafter.training.hints import Hint
from lls_drafter.training.reading import filled, objective_lines, piece_lines
from lls_drafter.training.score import FOR_HINT

_LEAVE = ("q", "quitter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """What a learner may ask for at the record.

    Attributes:
        touche: the key that opens the wizard, and what it does: `e`, `écrire`.
        mots: the other words for it.
        ouvrir, indice, corriger: carry it out.
    """

    touche: tuple[str, str]
    mots: tuple[str, ...]
    ouvrir: Callable[[Lesson], ExitCode]
    indice: Callable[[Lesson], None]
    corriger: Callable[[Lesson], None]


def converse(lesson: Lesson, menu: Menu, opening: Callable[[Lesson], None]) -> None:
    """Show the opening, then do what the learner asks for until they leave."""
    with suppress(LeftError):
        opening(lesson)
        while _turn(lesson, menu):
            pass
    lesson.screen.say(["", f"Tout est gardé. Reprendre : {lesson.again}"])


def _turn(lesson: Lesson, menu: Menu) -> bool:
    """Show the record's list, ask for one thing and do it; False to leave."""
    screen, (key, word) = lesson.screen, menu.touche
    screen.say(["", "Dossier"])
    screen.say(f"  {number}. {piece.titre}" for number, piece in enumerate(lesson.case.pieces, 1))
    keys = f"N° : lire · {key} : {word} · i : indice (−{FOR_HINT} points) · c : corriger · q : quitter"
    screen.say(["", *filled(keys, screen.width)])
    answer = screen.ask("Votre choix").lower() or "1"  # the record, from its beginning
    while answer and answer not in _LEAVE:
        answer = _do(lesson, menu, answer)
    return not answer


def _do(lesson: Lesson, menu: Menu, answer: str) -> str:
    """Do what the learner asks for; give what they ask for next, empty for the menu."""
    screen, pieces = lesson.screen, lesson.case.pieces
    if answer.isdecimal() and 1 <= int(answer) <= len(pieces):
        return _read_from(lesson, int(answer))
    if answer in (menu.touche[0], *menu.mots):
        _open(lesson, menu)
    elif answer in ("i", "indice"):
        menu.indice(lesson)
    elif answer in ("c", "corriger"):
        return _LEAVE[0] if _correct(lesson, menu) else ""
    elif answer in ("o", "objectifs"):
        screen.say(["", "Objectifs", *objective_lines(lesson.case, screen.width)])
    else:
        screen.say([f"Taper un numéro de 1 à {len(pieces)}, {menu.touche[0]}, i, c, o (objectifs) ou q."])
    return ""


def _open(lesson: Lesson, menu: Menu) -> None:
    """Open the wizard; when another window writes already, this one goes on with the record."""
    try:
        menu.ouvrir(lesson)
    except DraftLockedError as error:
        said = f"{error.message[:1].upper()}{error.message[1:]}. Ici, le dossier se lit toujours."
        lesson.screen.say(["", *filled(said, lesson.screen.width)])


def _read_from(lesson: Lesson, number: int) -> str:
    """Show a piece, then the following ones as long as the learner goes on; give what they ask for instead."""
    screen, pieces = lesson.screen, lesson.case.pieces
    while True:
        screen.say()
        if not screen.pages([piece_lines(pieces[number - 1], screen.width)]):
            answer = screen.answer
        elif number == len(pieces):
            return ""
        else:
            answer = screen.ask(f"Pièce {number} sur {len(pieces)} (Entrée pour la suivante, m pour le menu)").lower()
            if not answer:
                number += 1
                continue
        return "" if answer in ("m", *_LEAVE) else answer


def _correct(lesson: Lesson, menu: Menu) -> bool:
    """Show the correction, once the learner said yes: it shows the answers; True when it was shown."""
    answer = lesson.screen.ask("La correction montre les réponses. Corriger maintenant ? (o/n)")
    if answer.lower() not in ("o", "oui"):
        return False
    menu.corriger(lesson)
    return True


def show_hints(lesson: Lesson, given: Sequence[Hint], hint: Hint | None) -> None:
    """Show the hints given before, for nothing, and the next one, None when there is no other.

    It is kept before it is shown: one that the seat cannot count is not given.

    Raises:
        DraftError: it cannot be kept.
    """
    screen, effort = lesson.screen, lesson.desk.effort(lesson.case)
    told = lesson.desk.keep(replace(effort, indices=(*effort.indices, hint.id))) if hint is not None else ()
    for sentence in told:
        lesson.context.warn(sentence)
    screen.say([""])
    for number, one in enumerate((*given, hint) if hint is not None else given, 1):
        screen.say(filled(f"Indice {number} : {one.texte}", screen.width, others="  "))
    if hint is None:
        screen.say(["Pas d'autre indice pour ce qui est écrit."])
        return
    count = len(given) + 1
    screen.say([f"{count} indice{'s' if count > 1 else ''} : −{FOR_HINT * count} points."])
