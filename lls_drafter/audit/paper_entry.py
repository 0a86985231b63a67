"""A reading by hand, key after key: pure. A key gives the next state and what the caller has to do.

o oui   n non   ? je ne sais pas   s sans objet (then the number of the reason)   x hors champ
u, Backspace, ← one question back, over the letters already read   d, f the context   e what is asked   q leave
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lls_drafter.audit.paper import Contexte, Etat, LettrePapier, Reponse


class Acte(StrEnum):
    """What the caller does after a key."""

    RIEN = "rien"
    GARDER = "garder"
    PRECEDENTE = "precedente"
    SORTIE = "sortie"
    UNITE = "unite"
    EXPLIQUER = "expliquer"
    AIDE = "aide"
    QUITTER = "quitter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One criterion as it is asked.

    Attributes:
        raisons: why it may be without object; none: it never is.
        aide: what the grid says of it, as lines: an example of « oui », one of « non », its help.
    """

    id: str
    titre: str
    indispensable: bool
    raisons: tuple[str, ...]
    aide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saisie:
    """A letter being read.

    Attributes:
        questions: those of the grid.
        hors_champ: why a stay may be out of scope; empty when the grid does not say it.
        numero: the letter's number.
        reponses: the answers so far, in the order of the questions.
        raison: whether the number of a reason is waited for.
    """

    questions: tuple[Question, ...]
    hors_champ: str
    numero: int
    contexte: Contexte
    reponses: tuple[Reponse, ...] = field(default=())
    raison: bool = False

    @property
    def question(self) -> Question:
        """Give the question that is asked."""
        return self.questions[len(self.reponses)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pas:
    """What a key did.

    Attributes:
        saisie: the state after it.
        acte: what the caller has to do.
        lettre: with `Acte.GARDER`, the letter that is whole.
        avis: one French sentence, empty when there is nothing to say.
    """

    saisie: Saisie
    acte: Acte = Acte.RIEN
    lettre: LettrePapier | None = None
    avis: str = ""


BACK: Final = frozenset({"u", "\x7f", "\b", "left"})
_ANSWERS: Final = MappingProxyType({"o": Etat.OUI, "n": Etat.NON, "?": Etat.INCONNU, ",": Etat.INCONNU})
_ACTS: Final = MappingProxyType(
    {"d": Acte.SORTIE, "f": Acte.UNITE, "e": Acte.EXPLIQUER, "h": Acte.AIDE, "q": Acte.QUITTER}
)
KEYS: Final = (
    ("o", "oui"),
    ("n", "non"),
    ("?", "je ne sais pas (compte non conforme, dit à part) ; la virgule fait de même"),
    ("s", "sans objet, puis le numéro de la raison"),
    ("e", "ce que ce critère demande, avec un exemple"),
    ("u", "revenir d'une question, et à la lettre d'avant ; Retour arrière et ← font de même"),
    ("d", "changer la sortie, gardée d'une lettre à l'autre"),
    ("f", "changer l'unité, gardée de même"),
    ("x", "séjour hors du champ (décès) ; u y revient"),
    ("h", "cette aide"),
    ("q", "quitter ; la lettre commencée se reprend"),
)
"""The keys and what they do, in the order of the help."""


def press(saisie: Saisie, key: str) -> Pas:
    """Give what one key does; a key that means nothing is told, and changes nothing."""
    key = key.lower()
    if saisie.raison:
        return _reason(saisie, key)
    if key in _ANSWERS:
        return _answered(saisie, Reponse(_ANSWERS[key]))
    if key in BACK:
        return _back(saisie)
    if key in ("s", "x"):
        return _without_object(saisie) if key == "s" else _out_of_scope(saisie)
    if key in _ACTS:
        return Pas(saisie=saisie, acte=_ACTS[key])
    return Pas(saisie=saisie, avis="touche sans effet ; h donne les touches")


def _answered(saisie: Saisie, answer: Reponse) -> Pas:
    """Take an answer; the last one, or a letter that is not there, makes the letter whole."""
    answers = (*saisie.reponses, answer)
    not_found = len(answers) == 1 and saisie.questions[0].indispensable and answer.etat is Etat.NON
    state = replace(saisie, reponses=answers, raison=False)
    if not_found or len(answers) == len(saisie.questions):
        return Pas(saisie=state, acte=Acte.GARDER, lettre=_letter(state))
    return Pas(saisie=state)


def _without_object(saisie: Saisie) -> Pas:
    """Ask why, when the grid admits it."""
    reasons = saisie.question.raisons
    if not reasons:
        return Pas(saisie=saisie, avis=f"{saisie.question.id} n'admet pas « sans objet »")
    return Pas(saisie=replace(saisie, raison=True))


def _reason(saisie: Saisie, key: str) -> Pas:
    """Take the number of a reason, or go back to the question."""
    reasons = saisie.question.raisons
    if key.isdecimal() and 1 <= int(key) <= len(reasons):
        return _answered(saisie, Reponse(Etat.SANS_OBJET, reasons[int(key) - 1]))
    if key in BACK or key == "s":
        return Pas(saisie=replace(saisie, raison=False))
    return Pas(saisie=saisie, avis=f"donner un numéro de 1 à {len(reasons)} ; u revient à la question")


def _out_of_scope(saisie: Saisie) -> Pas:
    """Set a stay aside, when the grid says which it leaves out."""
    if not saisie.hors_champ:
        return Pas(saisie=saisie, avis="cette grille ne laisse aucun séjour hors champ")
    letter = LettrePapier(numero=saisie.numero, contexte=saisie.contexte, hors_champ=saisie.hors_champ)
    return Pas(saisie=saisie, acte=Acte.GARDER, lettre=letter)


def _back(saisie: Saisie) -> Pas:
    """Undo one answer, or ask for the letter before."""
    if not saisie.reponses:
        return Pas(saisie=saisie, acte=Acte.PRECEDENTE)
    return Pas(saisie=replace(saisie, reponses=saisie.reponses[:-1]))


def _letter(saisie: Saisie) -> LettrePapier:
    """Make the letter of a state whose answers are all there."""
    pairs = zip(saisie.questions, saisie.reponses, strict=False)
    return LettrePapier(
        numero=saisie.numero,
        contexte=saisie.contexte,
        reponses=MappingProxyType({question.id: answer for question, answer in pairs}),
    )


def reopened(saisie: Saisie, lettre: LettrePapier) -> Saisie:
    """Give a letter that was kept, its last answer taken back; one out of scope is asked from its first question."""
    answers = tuple(lettre.reponses[one.id] for one in saisie.questions if one.id in lettre.reponses)
    return replace(saisie, numero=lettre.numero, contexte=lettre.contexte, reponses=answers[:-1], raison=False)


def next_number(numbers: Sequence[int], done: Sequence[int]) -> int | None:
    """Give the number of the next letter.

    Args:
        numbers: those of a draw, in their order; without any, letters are numbered on.
        done: those already read.

    Returns:
        None when all of the draw is read.
    """
    if not numbers:
        return max(done, default=0) + 1
    return next((one for one in numbers if one not in done), None)
