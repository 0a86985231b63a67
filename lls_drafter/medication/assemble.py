"""Elements put together: which dose goes with which moment, where a regimen ends, what belongs to which step.

What cannot be placed without a guess is left unread. Longer than 400 lines, since one class takes each kind of element.
"""

from dataclasses import fields, replace

from lls_drafter.medication.assembly_parts import (
    MEASURED,
    SAME_MOMENT,
    Assembled,
    Regimen,
    is_bare,
    is_untimed,
    leads,
    takes_nothing,
)
from lls_drafter.medication.elements import Element, What
from lls_drafter.medication.model import (
    Condition,
    Dose,
    DureeLue,
    Ecart,
    Etape,
    Frequence,
    Jours,
    Maximum,
    Posologie,
    Prise,
    Rythme,
    Schema,
    Unite,
)

_OPENERS = (What.CONDITION, What.FREQUENCE, What.JOURS)
_FOUR_TIMES = ("matin", "midi", "soir", "coucher")
_NO_LENGTH = DureeLue()
_PER_DAY = Frequence(Rythme.TOTAL, Unite.JOUR)
_EVERY_DAY = Frequence(Rythme.INTERVALLE, Unite.JOUR)
_OUT_OF = Jours(actifs=1, sur=2)


class _Assembly:
    """The state while elements come in."""

    def __init__(self) -> None:
        self.result = Assembled()
        self.etapes: list[Etape] = []
        self.schemas: list[Schema] = []
        self.length: DureeLue | None = None
        self.length_closes = False  # it was written after a dose: another dose begins another step
        self.owners: list[list[Element]] = []  # of each regimen of this step
        self.taken: list[Element] = []  # of the regimens of this step
        self.lengths: list[Element] = []
        self.last_owners: list[list[Element]] = []  # of the step that was closed last
        self.last_moment: Element | None = None
        self.times: Element | None = None
        self.regimen = Regimen()
        self.maximums: list[Maximum] = []
        self.ecart: Ecart | None = None
        self.ways: list[str] = []
        self.site: str | None = None
        self.adaptation: str | None = None

    # --- steps and regimens ---

    def end_regimen(self) -> None:
        """Close the regimen; a second one without any dose is not understood."""
        regimen, self.regimen = self.regimen, Regimen()
        if regimen.is_empty():
            return
        if regimen.pending is not None and (not regimen.pending.valeur or regimen.timed):
            # « 1 le matin, 100 mg »: a dose without its moment beside others that have theirs
            for element in regimen.elements[regimen.pending_at :]:
                element.what = What.NON_LU
            regimen.elements = regimen.elements[: regimen.pending_at]
            regimen.pending = None
            if regimen.is_empty():
                return
        if self.schemas and is_untimed(regimen.done()):
            for element in regimen.elements:
                element.what = What.NON_LU  # « … et 4 cp »: when is not said
            return
        undosed_moment = regimen.moment_first and any(take.dose is None for take in regimen.prises)
        some_dosed = any(take.dose is not None for take in regimen.prises)
        if (self.schemas and not regimen.dosed) or (undosed_moment and some_dosed):
            for element in regimen.elements:
                element.what = What.NON_LU
            return
        self.schemas.append(regimen.done())
        self.owners.append(regimen.elements)
        self.taken += regimen.elements

    def end_step(self) -> bool:
        """Close the step; tell whether there was one."""
        self.end_regimen()
        undosed = bool(self.schemas) and all(take.dose is None for take in self.schemas[0].prises)
        if len(self.schemas) > 1 and (undosed or is_untimed(self.schemas[0])):
            self.drop([0])  # « 20 mg, 1/2 et 3/4 en alternance »: when is not said
        if self.length is None or self.length.unique:
            self.leave_bare()
        if not self.schemas and self.length is None:
            return False
        cycles = [bool(schema.jours and schema.jours.cycle) for schema in self.schemas]
        if any(cycles) and not all(cycles):
            # « 1/2 cp J1, 1 cp J2, 1 cp x2/j ensuite »: when the last one begins is not said
            for element in (*self.taken, *self.lengths):
                element.what = What.NON_LU
            self.schemas, self.length = [], None
            self.taken, self.lengths, self.owners = [], [], []
            return False
        self.etapes.append(Etape(tuple(self.schemas), self.length))
        self.last_owners = self.owners
        self.schemas, self.length, self.taken, self.lengths, self.length_closes = [], None, [], [], False
        self.owners = []
        return True

    def leave_bare(self) -> None:
        """Leave unread a number alone: without unit, time, rhythm nor length, it says no take."""
        self.drop([place for place, schema in enumerate(self.schemas) if is_bare(schema)])

    def drop(self, places: list[int]) -> None:
        """Leave some regimens of the step unread."""
        for place in places:
            for element in self.owners[place]:
                element.what = What.NON_LU
        self.schemas = [schema for place, schema in enumerate(self.schemas) if place not in places]
        self.owners = [owner for place, owner in enumerate(self.owners) if place not in places]

    # --- elements, one method each ---

    def dose(self, element: Element) -> None:
        dose = element.value
        assert isinstance(dose, Dose)  # noqa: S101 - set by the recogniser, for the type checker
        regimen = self.regimen
        last = regimen.elements[-1] if regimen.elements else None
        beside = last is not None and last.what is What.DOSE and last.after == element.first
        if not (beside and regimen.pending is not None):
            self._begin()
        regimen = self.regimen
        if regimen.pending is not None and dose.unite is None and regimen.pending.unite in MEASURED:
            self.times = element  # « 0,4 mL 1/j »: how many times, if a rhythm follows
            element.what = What.NON_LU
            return
        if regimen.pending is not None:
            self._strength_beside(element, dose)
            return
        waiting = [take for take in regimen.prises if take.dose is None]
        if waiting and not dose.valeur:
            element.what = What.NON_LU
            return
        if waiting:
            regimen.moment_first = True
            regimen.prises = [take if take.dose is not None else replace(take, dose=dose) for take in regimen.prises]
        else:
            regimen.pending, regimen.pending_at = dose, len(regimen.elements)
        regimen.elements.append(element)

    def _part_pending(self) -> None:
        """Give a dose that waits beside others its own regimen."""
        regimen = self.regimen
        dose, moved = regimen.pending, regimen.elements[regimen.pending_at :]
        regimen.pending, regimen.elements = None, regimen.elements[: regimen.pending_at]
        self.end_regimen()
        self.regimen = Regimen(pending=dose, elements=moved)

    def _strength_beside(self, element: Element, dose: Dose) -> None:
        """Take the measured quantity beside a counted one as the strength: « 1 cp 500 mg », « 500 mg 1 cp »."""
        pending = self.regimen.pending
        assert pending is not None  # noqa: S101 - asked only then, for the type checker
        measured = dose.unite in MEASURED
        counted = pending.unite not in MEASURED and pending.unite is not None
        if measured and counted and self.result.strength is None:
            self.result.strength = element
        elif pending.unite in MEASURED and dose.unite is not None and not measured and self.result.strength is None:
            last = max(place for place, one in enumerate(self.regimen.elements) if one.value is pending)
            self.result.strength = self.regimen.elements[last]
            self.regimen.elements[last] = element
            self.regimen.pending = dose
        else:
            element.what = What.NON_LU

    def _begin(self) -> None:
        """Close what a new dose closes: the step that has its length, the regimen that has its rhythm."""
        if self.length_closes and self.regimen.dosed:
            self.end_step()
        elif self.regimen.closed:
            self.end_regimen()

    def series(self, element: Element) -> None:
        self._begin()
        regimen = self.regimen
        total = regimen.frequence is not None and regimen.frequence.rythme is Rythme.TOTAL
        if regimen.prises or regimen.pending is not None or total:
            element.what = What.NON_LU
            return
        doses = element.value
        assert isinstance(doses, tuple)  # noqa: S101 - set by the recogniser, for the type checker
        for dose, moment in zip(doses, _FOUR_TIMES, strict=False):
            if dose.valeur:
                regimen.prises.append(Prise(dose, moment))
        regimen.elements.append(element)

    def moment(self, element: Element) -> None:
        if element.what is What.HEURE:
            assert isinstance(element.value, tuple)  # noqa: S101 - set by the recogniser, for the type checker
            times = [Prise(heure=hour) for hour in element.value]
        else:
            times = [Prise(moment=str(element.value))]
        regimen = self.regimen
        if self._says_more(element):
            return
        self.last_moment = element
        known = {(take.moment, take.heure) for take in regimen.prises}
        if any((take.moment, take.heure) in known for take in times):
            element.what = What.NON_LU  # « 1-0-1 et 2 le soir »: the dose goes with its moment, at the end
            return
        if regimen.pending is not None:
            if regimen.pending.valeur == 0:
                regimen.pending = None
                element.what = What.LIAISON
                return
            dose: Dose | None = regimen.pending
            regimen.pending = None
        elif regimen.prises and not regimen.moment_first:
            dose = regimen.prises[-1].dose
        else:
            dose = None
        if regimen.prises and regimen.prises[-1].moment is None and regimen.prises[-1].heure is None:
            regimen.prises.pop()
        regimen.prises.extend(replace(take, dose=dose) for take in times)
        regimen.elements.append(element)

    def _says_more(self, element: Element) -> bool:
        """Take « le soir au coucher » as one moment, the more precise."""
        last, regimen = self.last_moment, self.regimen
        if last is None or last.after != element.first or not regimen.prises or regimen.pending is not None:
            return False
        pair = (regimen.prises[-1].moment, element.value)
        if pair not in SAME_MOMENT or any(take.moment == element.value for take in regimen.prises):
            return False
        regimen.prises[-1] = replace(regimen.prises[-1], moment=str(element.value))
        self.last_moment = element
        return True

    def frequency(self, element: Element) -> None:
        if self.length_closes and self.regimen.frequence is not None:
            self.end_step()
        regimen = self.regimen
        frequence = element.value
        assert isinstance(frequence, Frequence)  # noqa: S101 - set by the recogniser, for the type checker
        if regimen.pending is not None and regimen.prises:
            self._part_pending()
            regimen = self.regimen
        frequence = self._counted(element, frequence)
        if regimen.frequence is not None:
            daily = frequence == _EVERY_DAY and regimen.frequence.unite is Unite.JOUR
            element.what = What.LIAISON if daily else What.NON_LU  # « 1 par jour tous les jours »
            return
        if regimen.pending is not None and not regimen.pending.valeur:
            element.what = What.NON_LU
            return
        if regimen.pending is not None:
            regimen.prises.append(Prise(regimen.pending))
            regimen.pending = None
        elif frequence.rythme is Rythme.TOTAL and any(take.dose is not None for take in regimen.prises):
            # « 2 cp matin et soir par jour »: the doses are those of the moments, not a total
            element.what = What.LIAISON if frequence == _PER_DAY else What.NON_LU
            return
        regimen.frequence = frequence
        regimen.elements.append(element)

    def _counted(self, element: Element, frequence: Frequence) -> Frequence:
        """Give « 1/j » after a measured dose as « 1 fois par jour »."""
        times, self.times = self.times, None
        if times is None or times.after != element.first or frequence.rythme is not Rythme.TOTAL:
            return frequence
        dose = times.value
        if not isinstance(dose, Dose) or dose.maximum is not None or dose.valeur.denominator != 1 or not dose.valeur:
            return frequence
        times.what = What.FREQUENCE
        return replace(frequence, rythme=Rythme.FOIS, nombre=int(dose.valeur))

    def days(self, element: Element) -> None:
        jours = element.value
        assert isinstance(jours, Jours)  # noqa: S101 - set by the recogniser, for the type checker
        regimen = self.regimen
        if regimen.jours is not None and regimen.dosed:
            self.end_regimen()
        regimen = self.regimen
        # « 3 matin et soir, 40 les jours impairs »: whether the days are those of the first takes is not said
        if regimen.jours is not None or (regimen.pending is not None and regimen.prises):
            element.what = What.NON_LU
            return
        regimen.jours = jours
        regimen.elements.append(element)

    def weeks(self, element: Element) -> None:
        """Take « 1 injection une semaine sur deux » as one take every two weeks, not as seven days of takes."""
        jours, regimen = element.value, self.regimen
        assert isinstance(jours, Jours)  # noqa: S101 - set by the recogniser, for the type checker
        if jours.actifs != 7 or jours.sur is None or regimen.pending is None or regimen.prises or regimen.frequence:
            self.days(element)
            return
        element.value = Frequence(Rythme.INTERVALLE, Unite.SEMAINE, periode=jours.sur // 7)
        self.frequency(element)

    def alternation(self, element: Element) -> None:
        assert isinstance(element.value, tuple)  # noqa: S101 - set by the recogniser, for the type checker
        first, second = element.value
        self.end_regimen()
        self.regimen = Regimen(pending=first, jours=_OUT_OF, elements=[element])
        self.end_regimen()
        self.regimen = Regimen(pending=second, jours=Jours(autres=True), elements=[element])

    def _astray(self, element: Element) -> bool:
        """Leave unread what comes after a dose without its moment, beside others that have theirs."""
        stray = self.regimen.pending is not None and self.regimen.timed
        if stray:
            element.what = What.NON_LU
        return stray

    def meal(self, element: Element) -> None:
        if self._astray(element):
            return
        known, new = self.regimen.repas, str(element.value)
        if known is not None and (new in known.split(", ") or "," in known):
            element.what = What.NON_LU
            return
        self.regimen.repas = f"{known}, {new}" if known is not None else new
        self.regimen.elements.append(element)

    def condition(self, element: Element) -> None:
        new, known = element.value, self.regimen.condition
        assert isinstance(new, Condition)  # noqa: S101 - set by the recogniser, for the type checker
        if self._astray(element):
            return
        if known is not None and known.texte is not None and new.texte is not None:
            element.what = What.NON_LU
            return
        if known is not None:
            new = Condition(new.texte or known.texte, new.si_besoin or known.si_besoin)
        self.regimen.condition = new
        self.regimen.elements.append(element)

    def duration(self, element: Element) -> None:
        new = element.value
        assert isinstance(new, DureeLue)  # noqa: S101 - set by the recogniser, for the type checker
        self.lengths.append(element)
        if self.length is None:
            self.length = new
            self.length_closes = self.regimen.dosed or bool(self.schemas) or self.regimen.frequence is not None
            self.length_closes = self.length_closes and new.nombre is not None
            return
        merged = self.length
        for one in fields(DureeLue):
            value = getattr(new, one.name)
            if value == getattr(_NO_LENGTH, one.name):
                continue
            if getattr(merged, one.name) != getattr(_NO_LENGTH, one.name):
                element.what = What.NON_LU
                return
            merged = replace(merged, **{one.name: value})
        self.length = merged

    def then(self, element: Element) -> None:
        if not self.end_step():
            element.what = What.LIAISON

    def stop(self, element: Element) -> None:
        self.end_step()
        if self.etapes and not self.etapes[-1].arret:
            self.etapes.append(Etape(arret=True))
        else:
            element.what = What.NON_LU

    def only(self, element: Element) -> None:
        """Take what a line says once: route, place, gap, what the dose follows, why."""
        value = element.value
        if element.what is What.MAXIMUM and isinstance(value, Maximum):
            if (value.par, value.periode) in {(one.par, one.periode) for one in self.maximums}:
                element.what = What.NON_LU
            else:
                self.maximums.append(value)
        elif element.what is What.ADMINISTRATION:
            self.ways.append(str(value))
        elif element.what is What.ECART and isinstance(value, Ecart) and self.ecart is None:
            self.ecart = value
        elif element.what is What.SITE and self.site is None:
            self.site = str(value)
        elif element.what is What.ADAPTATION and self.adaptation is None:
            self.adaptation = str(value)
        elif element.what is What.VOIE and self.result.voie in (None, value):
            self.result.voie = str(value)
        elif element.what is What.INDICATION and self.result.indication is None:
            self.result.indication = str(value)
        elif element.what is What.SURVEILLANCE and self.result.surveillance is None:
            self.result.surveillance = str(value)
        else:
            element.what = What.NON_LU


_METHODS = {
    What.DOSE: _Assembly.dose,
    What.SERIE: _Assembly.series,
    What.MOMENT: _Assembly.moment,
    What.HEURE: _Assembly.moment,
    What.FREQUENCE: _Assembly.frequency,
    What.JOURS: _Assembly.days,
    What.SEMAINES: _Assembly.weeks,
    What.ALTERNANCE: _Assembly.alternation,
    What.REPAS: _Assembly.meal,
    What.CONDITION: _Assembly.condition,
    What.DUREE: _Assembly.duration,
    What.PUIS: _Assembly.then,
    What.ARRET: _Assembly.stop,
    What.MAXIMUM: _Assembly.only,
    What.ECART: _Assembly.only,
    What.VOIE: _Assembly.only,
    What.SITE: _Assembly.only,
    What.ADMINISTRATION: _Assembly.only,
    What.ADAPTATION: _Assembly.only,
    What.INDICATION: _Assembly.only,
    What.SURVEILLANCE: _Assembly.only,
}


def assemble(elements: list[Element]) -> Assembled:
    """Give what the elements say together; those that cannot be placed become unread (in place)."""
    state = _Assembly()
    for place, element in enumerate(elements):
        if element.what in _OPENERS and state.regimen.dosed and leads(elements, place):
            state.end_regimen()
        if takes_nothing(elements, place):
            element.what = What.NON_LU
        method = _METHODS.get(element.what)
        if method is not None:
            method(state, element)
    if elements and elements[-1].what is What.PUIS:
        elements[-1].what = What.NON_LU  # nothing comes after
    state.end_step()
    result = state.result
    etapes = state.etapes
    if len(etapes) == 1 and any(is_bare(schema) for schema in etapes[0].schemas):
        for schema, owner in zip(etapes[0].schemas, state.last_owners, strict=True):
            if is_bare(schema):
                for element in owner:
                    element.what = What.NON_LU
        etapes = [replace(etapes[0], schemas=tuple(one for one in etapes[0].schemas if not is_bare(one)))]
    if len(etapes) == 1:
        result.duree = etapes[0].duree
        etapes = [replace(etapes[0], duree=None)]
    etapes = [step for step in etapes if step.schemas or step.arret or step.duree]
    if etapes or state.maximums or state.ecart or state.ways or state.site or state.adaptation:
        result.posologie = Posologie(
            etapes=tuple(etapes),
            maximums=tuple(state.maximums),
            ecart=state.ecart,
            administration=", ".join(state.ways) or None,
            site=state.site,
            adaptation=state.adaptation,
        )
    return result
