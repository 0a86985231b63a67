"""The two screens of lines, safety and check-list: one line in hand, one key answers it. Pure."""

from dataclasses import dataclass

from lls_drafter.wizard.answers.screens import proposed_boxes
from lls_drafter.wizard.flow import State
from lls_drafter.wizard.full.text import Fragments, inert, wrap
from lls_drafter.wizard.full.theme import Signs
from lls_drafter.wizard.labels import label_of
from lls_drafter.wizard.steps import Kind
from lls_drafter.wizard.steps.safety import LINES, MDRO, has_details, is_line_answered, line_state

_STATE_WIDTH = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a screen.

    Attributes:
        code: what is typed before the key to answer it.
        texte: what it asks.
        etat: how it stands, in words.
        repondu: whether somebody answered.
        touches: the keys that answer it, with their words.
    """

    code: str
    texte: str
    etat: str
    repondu: bool
    touches: tuple[tuple[str, str], ...]


_SAFETY_KEYS = (("o", "oui"), ("n", "aucun"), ("i", "inconnu"))
_MDRO_KEYS = (("o", "trouvé"), ("n", "recherche négative"), ("f", "recherche non faite"), ("i", "inconnu"))


def lines(state: State) -> tuple[Line, ...]:
    """Give the lines of the screen in hand; none for an ordinary question."""
    if state.step.kind is Kind.SAFETY:
        return tuple(
            Line(
                str(line.numero),
                line.titre + (" (détails saisis)" if has_details(state.lettre, line) else ""),
                line_state(state.lettre, line),
                is_line_answered(state.lettre, line),
                _MDRO_KEYS if line is MDRO else _SAFETY_KEYS,
            )
            for line in LINES
        )
    return tuple(_ticks(state)) if state.step.kind is Kind.CHECKLIST else ()


def _ticks(state: State) -> list[Line]:
    """Give the lines of the check-list; a proposal is shown as one, never as an answer."""
    context = state.context
    ticked = state.lettre.listes[context.liste_id].reponses if context.liste_id in state.lettre.listes else {}
    proposed = proposed_boxes(state.lettre, context)
    found = []
    for item in context.liste:
        if item.demande is None:
            continue
        key = item.demande.cle
        answer = ticked[key].reponse if key in ticked else None
        words = "à cocher"
        if answer is not None:
            words = label_of(answer)
        elif key in proposed:
            words = f"proposé : {label_of(proposed[key])}"
        keys = (("o", "oui"), ("n", "non"), *((("a", "non applicable"),) if item.demande.na_permis else ()))
        ours = "" if item.demande.texte_verifie else " (texte officiel non vérifié)"
        found.append(Line(key, item.titre + ours, words, answer is not None, keys))
    return found


_WHOLE = {Kind.SAFETY: ("r", "rien à signaler"), Kind.CHECKLIST: ("p", "prendre ce qui est proposé")}
"""The key that answers several lines at once."""


def typed(state: State, place: int, key: str) -> str:
    """Give the text that a key types for the line in hand; empty when the line has no such answer."""
    whole, _ = _WHOLE[state.step.kind]
    if key == whole:
        return key
    line = lines(state)[place]
    if all(key != known for known, _ in line.touches):
        return ""
    return f"{line.code}{'na' if key == 'a' else key}"


def next_line(state: State, place: int) -> int:
    """Give the next line without an answer, round the end; the same when all have one (the first for -1)."""
    held = lines(state)
    order = [*range(place + 1, len(held)), *range(place + 1)]
    return next((number for number in order if not held[number].repondu), max(place, 0))


def draw(state: State, place: int, width: int, signs: Signs) -> tuple[list[Fragments], int]:
    """Give the lines of the screen as drawn, and where the line in hand begins."""
    held = lines(state)
    keys = held[place].touches if held else ()
    shown = "   ".join(f"{key} {words}" for key, words in (*keys, _WHOLE[state.step.kind]))
    drawn: list[Fragments] = [[("class:discret", f"  {piece.dessin}")] for piece in wrap(shown, width - 2)]
    top = 0
    for number, line in enumerate(held):
        active = number == place
        if active:
            top = len(drawn)
        sign = signs.repondu if line.repondu else signs.a_completer
        manner = "class:conforme" if line.repondu else "class:manquant"
        room = max(width - _STATE_WIDTH - 9, 20)
        texts = [piece.dessin for piece in wrap(inert(line.texte), room)]
        state_words = line.etat
        style = "class:cellule" if active else ""
        head: Fragments = [
            ("class:libelle.actif", signs.ici if active else " "),
            (manner, sign),
            (style, f" {line.code:>2}  {texts[0]:<{room}} "),
            (f"{style} {manner}".strip(), f"{state_words:<{_STATE_WIDTH}}"[: width - room - 7]),
        ]
        drawn.append(head)
        drawn += [[("", "       "), (style, f"{text:<{room}}")] for text in texts[1:]]
    return drawn, top
