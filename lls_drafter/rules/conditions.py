"""The closed language of conditions: `si:`, `non_applicable:`, `a_faire:`, `propose:`, `exige`, `interdit`.

A condition is one operator with its value: `{rempli: conclusion}`, `{un: [ {situation: deces}, … ]}`. It reads the
letter and the day of the evaluation, nothing else, and says itself in French (`say`) when it explains why a rule
does not apply. To add an operator: one class here, one case in its test.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol, runtime_checkable

from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.personnes import StatutIns
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.sejour import Activite, Situation
from lls_drafter.rules.scope import Chemin, Scope, is_filled, is_said
from lls_drafter.rules.spec import CONDITIONS, Liste, proposal
from lls_drafter.rules.words import Text, Words, phrases_pattern, plain, words_of

condition = CONDITIONS.register


@runtime_checkable
class Condition(Protocol):
    """Something true or false of a letter."""

    def holds(self, scope: Scope) -> bool:
        """Tell whether it is true here."""
        ...

    def say(self) -> str:
        """Give it as a French phrase, without any value of the letter."""
        ...


@condition("tous")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class All:
    """Every one of these."""

    conditions: tuple[Condition, ...]

    def holds(self, scope: Scope) -> bool:
        """Tell whether all are true."""
        return all(one.holds(scope) for one in self.conditions)

    def say(self) -> str:
        """Join them by « et »."""
        return " et ".join(_bracketed(one) for one in self.conditions)


@condition("un")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OneOf:
    """At least one of these."""

    conditions: tuple[Condition, ...]

    def holds(self, scope: Scope) -> bool:
        """Tell whether one is true."""
        return any(one.holds(scope) for one in self.conditions)

    def say(self) -> str:
        """Join them by « ou »."""
        return " ou ".join(_bracketed(one) for one in self.conditions)


def _bracketed(one: Condition) -> str:
    """Keep a compound phrase readable inside another."""
    return f"({one.say()})" if isinstance(one, All | OneOf) and len(one.conditions) > 1 else one.say()


@condition("non")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Not:
    """The contrary of a condition."""

    condition: Condition

    def holds(self, scope: Scope) -> bool:
        """Tell whether it is false."""
        return not self.condition.holds(scope)

    def say(self) -> str:
        """Deny it."""
        return f"pas : {self.condition.say()}"


@condition("rempli")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Filled:
    """A value is written in the field (« aucun » and « inconnu » are not values)."""

    chemin: Chemin

    def holds(self, scope: Scope) -> bool:
        """Tell whether the field holds a value."""
        return is_filled(self.chemin.read(scope.value))

    def say(self) -> str:
        """Name the field."""
        return f"« {self.chemin.titre} » est rempli"


@condition("repondu")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Said:
    """The question has an answer: a value, « aucun » or « inconnu »."""

    chemin: Chemin

    def holds(self, scope: Scope) -> bool:
        """Tell whether somebody answered."""
        return is_said(self.chemin.read(scope.value))

    def say(self) -> str:
        """Name the field."""
        return f"« {self.chemin.titre} » a une réponse"


@condition("egal")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Equal:
    """The field holds exactly this word, number or true/false."""

    chemin: Chemin
    valeur: str | int | bool

    def __post_init__(self) -> None:
        """Refuse a word that the field never holds: the condition would never be true."""
        refuse_unknown_word(self.chemin, self.valeur)

    def holds(self, scope: Scope) -> bool:
        """Tell whether the value is that one."""
        value = self.chemin.read(scope.value)
        return bool(value == self.valeur) and isinstance(value, bool) == isinstance(self.valeur, bool)

    def say(self) -> str:
        """Name the field and the word."""
        shown = {True: "oui", False: "non"}[self.valeur] if isinstance(self.valeur, bool) else self.valeur
        return f"« {self.chemin.titre} » est « {shown} »"


@condition("parmi")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Among:
    """The field holds one of these words."""

    chemin: Chemin
    valeurs: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse words that the field never holds."""
        for word in self.valeurs:
            refuse_unknown_word(self.chemin, word)

    def holds(self, scope: Scope) -> bool:
        """Tell whether the value is one of them."""
        return self.chemin.read(scope.value) in self.valeurs

    def say(self) -> str:
        """Name the field and the words."""
        return f"« {self.chemin.titre} » est {_or(self.valeurs)}"


@condition("contient")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Contains:
    """The text holds one of these words or phrases, whole, whatever the case and accents.

    `sauf` lists phrases that do not count: « interne » but not « médecine interne ».
    """

    chemin: Chemin
    mots: tuple[str, ...]
    sauf: tuple[str, ...] = ()
    words: Words = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Prepare the words once."""
        object.__setattr__(self, "words", words_of(self.mots))

    def holds(self, scope: Scope) -> bool:
        """Tell whether a word is there."""
        value = self.chemin.read(scope.value)
        if not isinstance(value, str) or isinstance(value, Absence):
            return False
        text = scope.text(value)
        if self.sauf:
            left_out = phrases_pattern(tuple(plain(phrase) for phrase in self.sauf))
            text = Text(left_out.sub(" ", text.plain))
        return self.words.found_in(text)

    def say(self) -> str:
        """Name the field and the words."""
        return f"« {self.chemin.titre} » contient {_or(self.mots)}"


@condition("element")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Exists:
    """At least one entry of a list satisfies a condition (whose addresses start at the entry)."""

    liste: Liste
    quand: Condition

    def holds(self, scope: Scope) -> bool:
        """Tell whether an entry satisfies it."""
        return bool(scope.selected(self.liste, (self.liste.path.parts, id(self.quand)), self.quand.holds))

    def say(self) -> str:
        """Name the list."""
        return f"un élément de « {self.liste.titre} » tel que {self.quand.say()}"


@condition("situation")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InSituation:
    """One of these situations of the stay is declared."""

    READS: ClassVar[tuple[str, ...]] = ("sejour.situations",)

    valeurs: tuple[Situation, ...]

    def holds(self, scope: Scope) -> bool:
        """Tell whether one of them is declared."""
        declared = situations(scope.lettre)
        return any(one in declared for one in self.valeurs)

    def say(self) -> str:
        """Name them."""
        return f"situation déclarée : {_or(tuple(one.value for one in self.valeurs))}"


@condition("age_inferieur")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class YoungerThan:
    """The patient is younger than this many years, at discharge if its date is known, else today."""

    READS: ClassVar[tuple[str, ...]] = ("patient.date_naissance", "sejour.date_sortie", "sejour.date_entree")

    ans: int

    def holds(self, scope: Scope) -> bool:
        """Tell whether the birth date is known and recent enough."""
        age = age_years(scope)
        return age is not None and age < self.ans

    def say(self) -> str:
        """Name the age."""
        return f"patient de moins de {self.ans} ans"


@condition("statut_ins")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InsStatus:
    """The identity has one of these statuses."""

    READS: ClassVar[tuple[str, ...]] = ("patient.ins.statut",)

    valeurs: tuple[StatutIns, ...]

    def holds(self, scope: Scope) -> bool:
        """Tell whether the status is one of them."""
        patient = scope.lettre.patient
        return patient is not None and patient.ins is not None and patient.ins.statut in self.valeurs

    def say(self) -> str:
        """Name them."""
        return f"statut de l'identité : {_or(tuple(one.value for one in self.valeurs))}"


@condition("statut")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LetterStatus:
    """The letter stands at one of these points of its life."""

    READS: ClassVar[tuple[str, ...]] = ("statut",)

    valeurs: tuple[Statut, ...]

    def holds(self, scope: Scope) -> bool:
        """Tell whether the status is one of them."""
        return scope.lettre.statut in self.valeurs

    def say(self) -> str:
        """Name them."""
        return f"lettre {_or(tuple(one.value for one in self.valeurs))}"


@condition("activite")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InActivity:
    """The stay belongs to one of these fields of activity."""

    READS: ClassVar[tuple[str, ...]] = ("sejour.activite",)

    valeurs: tuple[Activite, ...]

    def holds(self, scope: Scope) -> bool:
        """Tell whether the activity is one of them."""
        sejour = scope.lettre.sejour
        return sejour is not None and sejour.activite in self.valeurs

    def say(self) -> str:
        """Name them."""
        return f"champ d'activité : {_or(tuple(one.value for one in self.valeurs))}"


@condition("sejour_depasse")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StayLongerThan:
    """The stay lasted more than this many hours (by days when an hour is not known)."""

    READS: ClassVar[tuple[str, ...]] = ("sejour.date_entree", "sejour.date_sortie")

    heures: int

    def holds(self, scope: Scope) -> bool:
        """Tell whether both dates are known and far enough apart."""
        sejour = scope.lettre.sejour
        if sejour is None or sejour.date_entree is None or sejour.date_sortie is None:
            return False
        if sejour.heure_entree is None or sejour.heure_sortie is None:
            return (sejour.date_sortie - sejour.date_entree) >= timedelta(hours=self.heures)
        came = datetime.combine(sejour.date_entree, sejour.heure_entree.replace(tzinfo=None))
        left = datetime.combine(sejour.date_sortie, sejour.heure_sortie.replace(tzinfo=None))
        return left - came > timedelta(hours=self.heures)

    def say(self) -> str:
        """Name the length."""
        return f"séjour de plus de {self.heures} heures"


@condition("jour_de_sortie_non_fini")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DischargeDayNotOver:
    """The discharge day is not over yet, or not known: what is due that day can still be done."""

    READS: ClassVar[tuple[str, ...]] = ("sejour.date_sortie",)

    vrai: bool

    def holds(self, scope: Scope) -> bool:
        """Compare the day of the evaluation with the discharge date."""
        sejour = scope.lettre.sejour
        running = sejour is None or sejour.date_sortie is None or scope.today <= sejour.date_sortie
        return running is self.vrai

    def say(self) -> str:
        """Say it."""
        return "le jour de la sortie n'est pas fini" if self.vrai else "le jour de la sortie est fini"


def refuse_unknown_word(chemin: Chemin, word: object) -> None:
    """Raise ValueError when a field that admits only some words does not admit this one."""
    if chemin.words and word not in chemin.words and word not in ("aucun", "inconnu"):
        raise ValueError(
            f"« {chemin.path} » ne prend jamais la valeur « {word} » ; {proposal(str(word), chemin.words)}"
        )


def situations(lettre: Lettre) -> tuple[Situation, ...]:
    """Give the declared situations of the stay; empty when none is, or nobody answered."""
    if lettre.sejour is None or isinstance(lettre.sejour.situations, Absence):
        return ()
    return lettre.sejour.situations


def age_years(scope: Scope) -> int | None:
    """Give the patient's age in whole years at discharge (or entry, or today), None without a birth date."""
    patient, sejour = scope.lettre.patient, scope.lettre.sejour
    if patient is None or patient.date_naissance is None:
        return None
    born, day = patient.date_naissance, scope.today
    if sejour is not None:
        day = sejour.date_sortie or sejour.date_entree or day
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _or(words: tuple[Any, ...]) -> str:
    """Join words by commas and « ou »."""
    shown = [f"« {word} »" for word in words]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " ou " + shown[-1]
