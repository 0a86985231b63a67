"""`accord_sexe`, `autre_nom` and `dates_du_texte`: marks of a text copied from another letter.

Conservative on purpose: a false alarm on each letter would teach people to ignore the true one. Only wordings that
speak of the patient are looked at (« femme de 46 ans », not « sa femme »); relatives and carers are let through.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.paths import FieldPath, walk
from lls_drafter.letter.personnes import Sexe
from lls_drafter.rules.checks.registry import Problem, check, is_among, text_at
from lls_drafter.rules.scope import Chemin, Scope, is_filled
from lls_drafter.rules.words import Passage, lower, plain

_RELATIVE = (
    r"(?:\bsa|\bson|\bleur|\bune|\bun|\bd'une|\bd’une|\bd'un|\bd’un|père|mère|frère|sœur|fils|fille|épou\w+|mari),? "
)
_MASCULINE = re.compile(
    rf"\bce patient\b|\bpatient (?:âgé|de \d{{1,3}} ans)\b"
    rf"|(?<!\w)({_RELATIVE})?(?:homme|garçon) (?:âgé )?de \d{{1,3}} ans"
)
_FEMININE = re.compile(
    rf"\b(?:la|cette|notre) patiente\b|\bpatiente (?:âgée|de \d{{1,3}} ans)\b"
    rf"|(?<!\w)({_RELATIVE})?(?:femme|fille|fillette) (?:âgée )?de \d{{1,3}} ans"
)
# Plain searches that say, far faster, that the pattern has no chance.
_MASCULINE_WORDS = ("ce patient", "patient âgé", "patient de ", "homme ", "garçon ")
_FEMININE_WORDS = ("patiente", "femme ", "fille ", "fillette ")
_ARTICLES = ("une ", "un ")

_CIVILITY = re.compile(r"M(?<!\wM)(?:\.|r|onsieur|me|adame|lle|ademoiselle)\s+((?:[A-ZÀ-Ý][\w'’-]+\s*){1,3})")
_CAPITALS = re.compile(r"[A-ZÀ-Ý]{3}")
_CARER = re.compile(
    r"(?i)\b(?:son|sa|ses|fils|fille|épou\w+|mari|conjoint\w*|compagn\w+|mère|père|frère|sœur|voisin\w*|infirmi\w+|kiné\w*"
    r"|assistant\w*|tut\w+|curat\w+|mandataire|sage-femme|psycholog\w+|orthophonist\w+|diététicien\w*|ergothérap\w+|aide)\b"
)
_NEAR = 40
_SENTENCE = 400  # no sentence is looked at further back: a text without full stops must not cost its square

_DAY = r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?"
_STAY = re.compile(rf"du {_DAY} au {_DAY}")
_STAYED = re.compile(r"(?i)\b(?:hospitalis\w+|séjour|admission)\b[^.;\n]*$")
_EARLIER = re.compile(r"(?i)\b(?:déjà|précéd\w+|antérieur\w*|antécédent\w*|dernière|première|auparavant|ancien\w*)\b")
_MONTH_AND_YEAR = re.compile(r"/(\d{1,2})/(\d{4})(?![\d/])")
_DAY_BEFORE = re.compile(r"\d{1,2}$")
_FAR = timedelta(days=3 * 366)


@check("accord_sexe")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gender:
    """The texts speak of the patient in the gender of the identity (nothing is said when it is undetermined)."""

    READS: ClassVar[tuple[str, ...]] = ("patient.sexe",)

    chemin: tuple[Chemin, ...]

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each text that speaks of somebody of the other sex."""
        for chemin, text in _texts(scope, self.chemin):
            if any(_other_sex(text, scope)):
                yield Problem(scope.at(chemin.path))

    def judges(self, path: FieldPath) -> bool:
        """Tell whether a field is one of the rule's."""
        return is_among(path, self.chemin)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give each wording that speaks of the other sex."""
        yield from _other_sex(text_at(scope, path, self.chemin), scope)


@check("autre_nom")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OtherName:
    """No « Monsieur X » or « Madame X » whose name stands nowhere else in the letter; relatives and carers apart."""

    READS: ClassVar[tuple[str, ...]] = ("patient",)

    chemin: tuple[Chemin, ...]

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each text that names an unknown person."""
        for chemin, text in _texts(scope, self.chemin):
            if any(_unknown_people(text, scope)):
                yield Problem(scope.at(chemin.path))

    def judges(self, path: FieldPath) -> bool:
        """Tell whether a field is one of the rule's."""
        return is_among(path, self.chemin)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give each name of an unknown person, with its civility."""
        yield from _unknown_people(text_at(scope, path, self.chemin), scope)


@check("dates_du_texte")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TextDates:
    """The texts give no other dates to this stay, and no date years away from it.

    « hospitalisé du … au … » outside the stay counts, unless the sentence says it was an earlier one.
    """

    READS: ClassVar[tuple[str, ...]] = ("sejour.date_entree", "sejour.date_sortie", "patient.date_naissance")

    chemin: tuple[Chemin, ...]

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each text with such a date."""
        for chemin, text in _texts(scope, self.chemin):
            if any(_foreign_dates(text, scope)):
                yield Problem(scope.at(chemin.path))

    def judges(self, path: FieldPath) -> bool:
        """Tell whether a field is one of the rule's."""
        return is_among(path, self.chemin)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give each such date, or pair of dates."""
        yield from _foreign_dates(text_at(scope, path, self.chemin), scope)


def _texts(scope: Scope, chemins: tuple[Chemin, ...]) -> Iterator[tuple[Chemin, str]]:
    """Give the texts that are written."""
    for chemin in chemins:
        text = chemin.read(scope.value)
        if isinstance(text, str) and is_filled(text):
            yield chemin, text


def _other_sex(text: str, scope: Scope) -> Iterator[Passage]:
    """Give where a text speaks of the patient in the other gender; nothing when the sex is undetermined."""
    sexe = scope.lettre.patient.sexe if scope.lettre.patient is not None else None
    if sexe not in (Sexe.F, Sexe.M):
        return
    pattern, words = (_MASCULINE, _MASCULINE_WORDS) if sexe is Sexe.F else (_FEMININE, _FEMININE_WORDS)
    low = lower(text)
    if any(word in low for word in words):
        for match in pattern.finditer(low):
            if (match[1] or "") in ("", *_ARTICLES):
                yield Passage(*match.span())


def _unknown_people(text: str, scope: Scope) -> Iterator[Passage]:
    """Give where a text names somebody whom the letter has no field for."""
    for match in _CIVILITY.finditer(text):
        if match[0].startswith("M.") and not _CAPITALS.search(match[1]):
            continue  # « stade M. Aucune métastase »: an abbreviation at the end of a sentence
        around = text[max(0, match.start() - _NEAR) : match.start()] + " " + text[match.end() : match.end() + _NEAR]
        words = set(_name_words(match[1]))
        if words and not words & scope.fact(_known_names) and not _CARER.search(around):
            yield Passage(*match.span())


def _name_words(text: str) -> Iterator[str]:
    """Give the words of a name, folded, particles left out."""
    return (word for word in re.split(r"[\s'’-]+", plain(text)) if len(word) > 2)


def _known_names(scope: Scope) -> frozenset[str]:
    """Give the words of every name of person or place that the letter has a field for."""
    lettre = scope.lettre
    people: tuple[object, ...] = (
        lettre.patient, lettre.medecin_traitant, lettre.praticien_adresseur, lettre.redacteur, lettre.signataire,
        lettre.medecin_responsable, lettre.cosignataires, lettre.destinataires, lettre.suites_a_donner,
        lettre.remise_patient, lettre.etablissement,
        lettre.sejour.protection_juridique if lettre.sejour is not None else None,
    )  # fmt: skip
    texts = [leaf.value for one in people if isinstance(one, LlsModel | tuple) for leaf in walk(one)]
    return frozenset(word for text in texts if isinstance(text, str) for word in _name_words(text))


def _foreign_dates(text: str, scope: Scope) -> Iterator[Passage]:
    """Give where a text has dates that cannot be those of this stay; nothing while the stay's are not known."""
    sejour = scope.lettre.sejour
    if sejour is None or sejour.date_entree is None or sejour.date_sortie is None:
        return
    if "/" in text or "." in text:
        yield from _other_stays(text, sejour.date_entree, sejour.date_sortie)
        yield from _impossible_dates(text, scope, sejour.date_sortie)


def _other_stays(text: str, came: date, left: date) -> Iterator[Passage]:
    """Give where the text gives this stay dates that are not its own."""
    for match in _STAY.finditer(text):
        end = _date(match[4], match[5], match[6])
        start = _date(match[1], match[2], match[3] or match[6])
        if start is None or end is None or (start >= came and end <= left):
            continue
        before = text[max(0, match.start() - 2 * _NEAR) : match.start()]
        first = max(text.rfind(".", 0, match.start()) + 1, match.start() - _SENTENCE)
        if _STAYED.search(before) and not _EARLIER.search(text[first : match.end() + _NEAR]):
            yield Passage(*match.span())


def _impossible_dates(text: str, scope: Scope, left: date) -> Iterator[Passage]:
    """Give where the text has a date before the birth or years after the discharge."""
    born = scope.lettre.patient.date_naissance if scope.lettre.patient is not None else None
    for match in _MONTH_AND_YEAR.finditer(text):
        first = _DAY_BEFORE.search(text[max(0, match.start() - 2) : match.start()])
        day = _date(first[0], match[1], match[2]) if first is not None else None
        if first is not None and day is not None and (day > left + _FAR or (born is not None and day < born)):
            yield Passage(match.start() - len(first[0]), match.end())


def _date(day: str, month: str, year: str | None) -> date | None:
    """Give a date of its figures, None when they make none or the year is not told."""
    if year is None:
        return None
    number = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None
