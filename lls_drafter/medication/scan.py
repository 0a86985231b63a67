"""A line of lexemes turned into elements, left to right; what nothing reads, or what is unsure, is left unread.

An alternative (« matin ou soir ») or a doubt (« ? ») makes its whole clause unread; a negation (« ne pas prendre le
soir ») makes all that follows it in its clause unread. A wrong reading is worse than none.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from lls_drafter.medication.elements import Element, Found, What
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import Dose, DureeLue, Frequence, Jours, Rythme, Unite
from lls_drafter.medication.ways import Reader

_HALF = Fraction(1, 2)
_Attempt = tuple[What, Callable[[Reader, int], Found]]

_MEAL: _Attempt = (What.REPAS, Reader.meal)
_MAXIMUM: _Attempt = (What.MAXIMUM, Reader.maximum)
_DAYS: _Attempt = (What.JOURS, Reader.days)
_INTERVAL: _Attempt = (What.ECART, Reader.interval)
_FREQUENCY: _Attempt = (What.FREQUENCE, Reader.frequency)
_MOMENT: _Attempt = (What.MOMENT, Reader.moment)
_HOURS: _Attempt = (What.HEURE, Reader.hours)
_DURATION: _Attempt = (What.DUREE, Reader.duration)
_ROUTE: _Attempt = (What.VOIE, Reader.route)
_PLACE: _Attempt = (What.SITE, Reader.place)
_WAY: _Attempt = (What.ADMINISTRATION, Reader.way)
_CONDITION: _Attempt = (What.CONDITION, Reader.condition)
_DOSE: _Attempt = (What.DOSE, Reader.dose)
_SERIES: _Attempt = (What.SERIE, Reader.series)
_ADAPTATION: _Attempt = (What.ADAPTATION, Reader.adaptation)
_INDICATION: _Attempt = (What.INDICATION, Reader.indication)
_TARGET: _Attempt = (What.SURVEILLANCE, Reader.target)

_LED = (_MOMENT, _MEAL, _HOURS, _DAYS, _DURATION, _WAY, _ROUTE, _PLACE)
_ATTEMPTS: Mapping[str, tuple[_Attempt, ...]] = {
    Kind.NOMBRE: (_MEAL, _MAXIMUM, _DAYS, _INTERVAL, _FREQUENCY, _SERIES, _HOURS, _WAY, _DOSE, _DURATION),
    Kind.X: (_MAXIMUM, _FREQUENCY, _DURATION),
    "/": (_FREQUENCY, _PLACE),
    Kind.PAR: (_FREQUENCY, _PLACE, _ROUTE),
    Kind.TOUTES: (_INTERVAL, _DAYS, _MOMENT, _FREQUENCY),
    Kind.CHAQUE: (_MOMENT, _FREQUENCY, _DAYS, _PLACE),
    Kind.FREQUENCE: (_FREQUENCY,),
    Kind.LE: _LED,
    Kind.AU: _LED,
    Kind.A: _LED,
    Kind.EN: _LED,
    Kind.DE: _LED,
    Kind.MOMENT: (_MOMENT,),
    Kind.MOMENT_REPAS: (_MOMENT,),
    Kind.PLACE_REPAS: (_MOMENT, _MEAL),
    Kind.PENDANT: (_MOMENT, _MEAL, _DURATION),
    Kind.JEUN: (_MEAL,),
    Kind.JOUR: (_DAYS,),
    Kind.PARITE: (_DAYS,),
    Kind.AUTRES_JOURS: (_DAYS,),
    Kind.TEMPS: (_DAYS, _INTERVAL),
    Kind.SAUF: (_DAYS, _CONDITION),
    Kind.SI: (_CONDITION,),
    Kind.SI_BESOIN: (_CONDITION,),
    Kind.MAXIMUM: (_MAXIMUM,),
    Kind.JUSQUE: (_MAXIMUM, _DURATION),
    Kind.ESPACER: (_INTERVAL,),
    Kind.INTERVALLE: (_INTERVAL,),
    Kind.MINIMUM: (_INTERVAL,),
    Kind.QSP: (_DURATION,),
    Kind.LONG_COURS: (_DURATION,),
    Kind.RENOUVELER: (_DURATION,),
    Kind.DEBUT: (_DURATION,),
    Kind.AU_TOTAL: (_DURATION,),
    Kind.ENCORE: (_DURATION,),
    Kind.POUR: (_DURATION, _INDICATION),
    Kind.SUR: (_WAY, _PLACE, _DURATION),
    Kind.DANS: (_PLACE,),
    Kind.SELON: (_ADAPTATION,),
    Kind.CIBLE: (_TARGET,),
    Kind.SITE: (_PLACE,),
    Kind.VOIE: (_ROUTE,),
    Kind.ADMINISTRATION: (_WAY,),
    Kind.PERFUSION: (_WAY,),
}
_AFTER_BARE = (_MOMENT, _HOURS, _DAYS, _FREQUENCY, _MEAL, _DURATION, _CONDITION, _MAXIMUM)
_BREAKS = frozenset({",", ";", "(", ")", "—", "|", ":"})
_SIGNS = _BREAKS | {".", "-", "'", "=", "•", "·", "[", "]", '"', "«", "»", "_", "…", "!", "–", "#"}
_QUIET = frozenset({Kind.LE, Kind.DE, Kind.LIAISON, Kind.ENTRE})
_FOREIGN = frozenset({
    Kind.MOT, Kind.A, Kind.AU, "+", Kind.NEGATION, Kind.MAXIMUM, Kind.MINIMUM, Kind.ESPACER, Kind.INTERVALLE,
    Kind.COMPARAISON, Kind.JUSQUE, Kind.REPAS, Kind.SITE, Kind.COTE, Kind.SI,
})  # fmt: skip
"""What turns the rest of its clause into something else than a take, so that a number there changes no take."""
_BOTH = frozenset({Kind.OU, Kind.SAUF, Kind.POUR, Kind.DEBUT, Kind.ALTERNANCE, "?", "~", "->", "=>", "→"})
"""What makes its whole clause unsure when it is not read."""


def scan(reader: Reader, at: int) -> list[Element]:
    """Give the elements from a place to the end of the line."""
    found: list[Element] = []
    while at < reader.count:
        element = _element(reader, at, found)
        found.append(element)
        at = element.after
    _leave_doubts(reader, found)
    _leave_lonely(reader, found)
    return found


def _element(reader: Reader, at: int, before: list[Element]) -> Element:
    """Give the element that stands at a place, unread when there is none."""
    kind = reader.kind(at)
    if kind == Kind.NOMBRE and len(before) > 1 and (before[-1].what, before[-2].what) == (What.ET, What.MAXIMUM):
        limit = reader.limit(at)  # « max 2 par prise et 8 par jour »
        if limit is not None:
            return Element(What.MAXIMUM, limit[0], at, limit[1])
    if kind == Kind.NOMBRE:
        alternated = _alternated(reader, at)
        if alternated is not None:
            return alternated
    if kind == Kind.UNIQUE:
        return _once(reader, at, before)
    for what, attempt in _ATTEMPTS.get(kind, ()):
        found = attempt(reader, at)
        if found is not None:
            weeks = what is What.JOURS and kind == Kind.NOMBRE and reader.time(at + 1) is Unite.SEMAINE
            return Element(What.SEMAINES if weeks else what, found[0], at, found[1])
    return _bare(reader, at, before) if kind == Kind.NOMBRE else _word(reader, at, before)


def _bare(reader: Reader, at: int, before: list[Element]) -> Element:
    """Give a number without unit as a dose, when what follows says that it is one; else it is unread."""
    numbers = reader.span(at)
    if numbers is None:
        return Element(What.NON_LU, None, at, at + 1)
    value, upper, after = numbers
    if upper is None and value.denominator == 1 and reader.kind(after) == Kind.ET and reader.number(after + 1) == _HALF:
        value, after = value + _HALF, after + 2  # « 1 et demi »
    dose = Dose(value, upper)
    if reader.kind(after) == Kind.LIAISON and reader.text(after) in ("par prise", "a chaque prise"):
        return Element(What.DOSE, dose, at, after + 1)
    if reader.kind(after) in ("/", Kind.PAR) and reader.kind(after + 1) == Kind.PRISE:
        return Element(What.DOSE, dose, at, after + 2)
    if reader.kind(at - 1) == Kind.X:
        return Element(What.NON_LU, None, at, at + 1)  # « x2 » without a period
    if reader.kind(at - 1) == Kind.MOT and reader.lexemes[at].glued and reader.text(at - 1)[:1].isalpha():
        return Element(What.NON_LU, None, at, at + 1)  # « S4 »
    if _followed(reader, after) or (before and before[-1].what is What.PUIS):
        return Element(What.DOSE, dose, at, after)
    return Element(What.NON_LU, None, at, at + 1)


def _followed(reader: Reader, at: int) -> bool:
    """Tell whether a time, a rhythm, a length or a condition stands here."""
    if reader.kind(at) in (Kind.PUIS, Kind.UNIQUE):
        return True
    possible = _ATTEMPTS.get(reader.kind(at), ())
    return any(attempt[1](reader, at) is not None for attempt in _AFTER_BARE if attempt in possible)


def _alternated(reader: Reader, at: int) -> Element | None:
    """Read « 1/2 et 3/4 en alternance », « 3/4 et 1 cp un jour sur deux »: two doses, one day each."""
    first = _any_dose(reader, at)
    if first is None or reader.kind(first[1]) not in (Kind.ET, "/", ",", "-", "+"):
        return None
    second = _any_dose(reader, first[1] + 1)
    if second is None:
        return None
    after = reader.skip(second[1], Kind.ALTERNANCE)
    every_other = reader.days(after)
    if every_other is not None and every_other[0] == Jours(actifs=1, sur=2):
        after = reader.skip(every_other[1], Kind.ALTERNANCE)
    if after == second[1]:
        return None
    one, other = first[0], second[0]
    if one.unite is None and other.unite is not None:
        one = replace(one, unite=other.unite)  # « 50 et 75 µg »: the unit is written once, for both
    return Element(What.ALTERNANCE, (one, other), at, after)


def _any_dose(reader: Reader, at: int) -> tuple[Dose, int] | None:
    found = reader.dose(at)
    if found is not None and isinstance(found[0], Dose):
        return found[0], found[1]
    value = reader.number(at)
    return (Dose(value), at + 1) if value is not None else None


def _once(reader: Reader, at: int, before: list[Element]) -> Element:
    """Read « dose unique », or « en une prise » beside a rhythm or a moment, where it says nothing more."""
    period = reader.per(at + 1)
    if period is not None:
        unit, number, after = period
        return Element(What.FREQUENCE, Frequence(Rythme.FOIS, unit, nombre=1, periode=number), at, after)
    text = reader.text(at)
    per_day = text.startswith("en ") and "dose" not in text and "seule" not in text
    rhythm = any(one.what in (What.FREQUENCE, What.MOMENT) for one in before) or reader.moment(at + 1) is not None
    if per_day and (rhythm or "unique" not in text):
        return Element(What.LIAISON if rhythm else What.NON_LU, None, at, at + 1)
    return Element(What.DUREE, DureeLue(unique=True), at, at + 1)


def _word(reader: Reader, at: int, before: list[Element]) -> Element:
    """Give a word or a sign that no recogniser reads."""
    kind = reader.kind(at)
    if kind == Kind.PUIS or (kind in ("->", "=>", "→") and before and before[-1].what is What.DUREE):
        return Element(What.PUIS, None, at, at + 1)
    if kind == Kind.ARRET:
        return _stop(reader, at)
    if kind in (Kind.ET, "+"):
        # « puis +25 mg », « +/- 2 UI » are no second dose
        changes = kind == "+" and (reader.kind(at + 1) in ("/", "-") or not before or before[-1].what is What.PUIS)
        return Element(What.NON_LU if changes else What.ET, kind, at, at + 1)
    if kind in _QUIET:
        return Element(What.LIAISON, None, at, at + 1)
    if kind in _SIGNS:
        between = reader.kind(at - 1) == Kind.NOMBRE and reader.kind(at + 1) == Kind.NOMBRE
        lonely = kind == "-" and between and not (before and before[-1].what is not What.NON_LU)
        return Element(What.NON_LU if lonely else What.SEPARATEUR, kind, at, at + 1)
    return Element(What.NON_LU, kind, at, at + 1)


def _stop(reader: Reader, at: int) -> Element:
    """Read « stop », or « arrêt le 21/01 » as it stands: whether that day is included is not said."""
    after = reader.skip(at + 1, Kind.LE, Kind.A, Kind.AU)
    date = reader.date(after)
    if date is not None:
        return Element(What.DUREE, DureeLue(evenement=reader.raw(at, date[1])), at, date[1])
    return Element(What.ARRET, None, at, at + 1)


def _leave_doubts(reader: Reader, elements: list[Element]) -> None:
    """Leave unread what an alternative, a doubt or a negation makes unsure."""
    told = -1  # the last place that a word makes unread: a number there says nothing of what comes before
    for place, element in enumerate(elements):
        if element.what is not What.NON_LU:
            continue
        kind = reader.kind(element.first)
        if kind == Kind.MOT and not reader.text(element.first)[:1].isalpha():
            kind = Kind.NOMBRE  # a number that can be read in two ways
        if kind == Kind.NOMBRE and (place <= told or reader.text(element.first) in ("un", "une")):
            kind = Kind.MOT
        crossed = kind == Kind.NOMBRE and reader.kind(element.first - 1) == Kind.X
        if kind in _BOTH or (kind == Kind.NOMBRE and not (crossed and not _timed_clause(elements, place))):
            _leave(elements, place, -1)
            _leave(elements, place, 1)
        elif kind not in (Kind.NOMBRE, Kind.X):  # an unknown word or sign: what follows is about it
            last = _leave(elements, place, 1)
            told = max(told, last) if kind in _FOREIGN else told
        if kind in (Kind.MINIMUM, Kind.MAXIMUM) and place and elements[place - 1].what is What.DUREE:
            elements[place - 1].what = What.NON_LU  # « 6 mois minimum »
    _leave_asides(elements)
    _leave_doubtful_stops(reader, elements)
    _leave_after_unread_step(elements)
    for place, element in enumerate(elements):
        if element.what is What.NON_LU and _is_another_drug(reader, elements, place):
            for other in elements[place:]:
                other.what = What.NON_LU
            return


def _leave_doubtful_stops(reader: Reader, elements: list[Element]) -> None:
    """Leave unread a stop that something else in its clause, or a condition beside it, makes another instruction.

    « arrêter si vomissements », « si vomissements, arrêt », « arrêt la veille du geste » stop no treatment.
    """
    for place, element in enumerate(elements):
        if element.what is not What.ARRET:
            continue
        after = _beyond(elements, place, 1, What.LIAISON)
        follows = after < len(elements) and elements[after].what not in (What.SEPARATEUR, What.PUIS)
        after = _beyond(elements, place, 1, What.LIAISON, What.SEPARATEUR)
        depends = after < len(elements) and elements[after].what is What.CONDITION
        before = _beyond(elements, place, -1, What.LIAISON, What.SEPARATEUR)
        answers = before >= 0 and elements[before].what is What.CONDITION
        if follows or depends:
            for other in elements[place : after + 1]:
                other.what = What.NON_LU
            _leave(elements, after, 1)
        elif answers and not reader.text(element.first).startswith("puis"):
            for other in elements[before : place + 1]:
                other.what = What.NON_LU


def _beyond(elements: list[Element], place: int, step: int, *kinds: What) -> int:
    """Give the place of the next element, on or back, that is of none of these kinds."""
    place += step
    while 0 <= place < len(elements) and elements[place].what in kinds:
        place += step
    return place


def _timed_clause(elements: list[Element], place: int) -> bool:
    """Tell whether a moment or days stand in the clause of an element: « 1 cp x3 J1 » says more than « 1 cp x3 »."""
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(elements) and elements[at].what not in (What.SEPARATEUR, What.PUIS):
            if elements[at].what in (What.MOMENT, What.HEURE, What.JOURS):
                return True
            at += step
    return False


def _leave_asides(elements: list[Element]) -> None:
    """Leave unread a bracket that recalls a total (« 2 g x3/j (6 g/j) ») or speaks of a stop."""
    opened: int | None = None
    for place, element in enumerate(elements):
        if element.what is not What.SEPARATEUR or element.value not in ("(", ")"):
            continue
        if element.value == "(":
            opened = place
            continue
        if opened is None:
            continue
        inside, before = elements[opened + 1 : place], elements[:opened]
        opened = None
        known = any(one.what in (What.DOSE, What.SERIE, What.FREQUENCE) for one in before)
        recalls = known and any(one.what is What.DOSE for one in inside)
        if any(one.what is What.ARRET for one in inside) or (
            recalls and not any(one.what in (What.MOMENT, What.HEURE, What.JOURS) for one in inside)
        ):
            for one in inside:
                one.what, one.value = What.NON_LU, ASIDE


def _leave_after_unread_step(elements: list[Element]) -> None:
    """Leave unread what comes after « puis » when nothing was understood before it: it is then no beginning."""
    for place, element in enumerate(elements):
        if element.what is not What.PUIS:
            continue
        before = elements[:place]
        if any(one.what is What.NON_LU for one in before) and not any(one.what in _TAKEN for one in before):
            for one in elements[place:]:
                one.what = What.NON_LU
            return


ASIDE = "en aparté"
"""The value of what a bracket only recalls."""
_TAKEN = frozenset({
    What.DOSE, What.SERIE, What.FREQUENCE, What.MOMENT, What.HEURE, What.JOURS, What.ALTERNANCE, What.DUREE,
})  # fmt: skip


def _is_another_drug(reader: Reader, elements: list[Element], place: int) -> bool:
    """Tell whether an unknown word begins another drug: « … + Actiskénan 5 mg si douleur », after a first regimen."""
    if reader.kind(elements[place].first) != Kind.MOT or len(reader.text(elements[place].first)) < 4:
        return False
    if not any(one.what in (What.DOSE, What.SERIE, What.MOMENT, What.FREQUENCE) for one in elements[:place]):
        return False
    if place and elements[place - 1].what is What.ET:
        return True
    following = elements[place + 1] if place + 1 < len(elements) else None
    return following is not None and isinstance(following.value, Dose) and following.value.unite is not None


def _leave(elements: list[Element], place: int, step: int) -> int:
    """Leave a clause unread, from a place on or back; give its last place."""
    place += step
    while 0 <= place < len(elements):
        element = elements[place]
        closes = element.what is What.SEPARATEUR and element.value in (*_BREAKS, ".")
        if element.what is What.PUIS or closes:
            break
        element.what = What.NON_LU
        place += step
    return place - step


def _leave_lonely(reader: Reader, elements: list[Element]) -> None:
    """Leave unread the small words that stand beside unread ones only."""
    last = len(elements) - 1
    for place, element in enumerate(elements):
        following = elements[place + 1] if place < last else None
        if element.what is What.ET and (following is None or following.what is What.NON_LU):
            element.what = What.NON_LU  # « + interdoses … » goes with what it announces
        if element.what is not What.LIAISON or reader.kind(element.first) not in _QUIET:
            continue
        before = elements[place - 1].what if place else What.NON_LU
        after = elements[place + 1].what if place < last else What.NON_LU
        quiet = (What.NON_LU, What.SEPARATEUR)
        if before in quiet and after in quiet:
            element.what = What.NON_LU
