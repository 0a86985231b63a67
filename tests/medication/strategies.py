"""Posologies drawn at random, in the normal form that the grammar gives."""

from fractions import Fraction

from hypothesis import strategies as st

from lls_drafter.medication.model import (
    Compte,
    Condition,
    Dose,
    DureeLue,
    Ecart,
    Etape,
    FinLue,
    Frequence,
    Jours,
    Maximum,
    Posologie,
    Prise,
    Rythme,
    Schema,
    Unite,
)

COUNTED = ("comprimé", "gélule", "sachet", "goutte", "bouffée", "injection", "cuillère à soupe", "ampoule", "patch")
MEASURED = ("mg", "g", "microgramme", "UI", "unité", "mL", "mg/kg", "L/min", "MUI")
MOMENTS = ("matin", "midi", "soir", "coucher", "nuit", "après-midi", "petit-déjeuner", "avant le dîner", "lever")
WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MEALS = ("avant les repas", "pendant le repas", "à jeun", "à chaque repas", "aux 3 repas", "30 minutes avant le repas")
WORDS = ("si douleur", "si fièvre > 38,5 °C", "en cas de crise", "si douleur ou fièvre", "sauf si diarrhée")

fractions = st.sampled_from([Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), Fraction(1, 3), Fraction(3, 2)])
wholes = st.integers(1, 12).map(Fraction)
amounts = st.one_of(wholes, fractions)


@st.composite
def doses(draw: st.DrawFn, *, unit: bool | None = None) -> Dose:
    """Give an amount; a counted one, a measured one, or a bare number."""
    kind = draw(st.sampled_from(["counted", "measured", "bare"])) if unit is None else "counted"
    if kind == "counted":
        value, unite = draw(amounts), draw(st.sampled_from(COUNTED))
    elif kind == "measured":
        hundreds = st.sampled_from([Fraction(5, 2), Fraction(500), Fraction(10000), Fraction(1, 8), Fraction(12)])
        value, unite = draw(st.one_of(wholes, hundreds)), draw(st.sampled_from(MEASURED))
    else:
        return Dose(draw(amounts))
    top = value + draw(st.integers(1, 4)) if draw(st.booleans()) and value.denominator == 1 else None
    return Dose(value, top, unite)


@st.composite
def frequences(draw: st.DrawFn) -> Frequence:
    """Give a rhythm of each kind."""
    kind = draw(st.sampled_from(list(Rythme)))
    if kind is Rythme.INTERVALLE:
        unit = draw(st.sampled_from([Unite.HEURE, Unite.JOUR, Unite.SEMAINE, Unite.MOIS]))
        low = draw(st.integers(1, 12))
        top = low + draw(st.integers(1, 4)) if draw(st.booleans()) else None
        return Frequence(kind, unit, periode=low, periode_max=top)
    unit = draw(st.sampled_from([Unite.JOUR, Unite.SEMAINE, Unite.MOIS]))
    if kind is Rythme.FOIS:
        low = draw(st.integers(1, 6))
        top = low + draw(st.integers(1, 3)) if draw(st.booleans()) else None
        return Frequence(kind, unit, nombre=low, nombre_max=top)
    return Frequence(kind, unit, nombre=draw(st.sampled_from([None, 1, 2, 3])))


@st.composite
def jours(draw: st.DrawFn) -> Jours:
    """Give days of each kind."""
    kind = draw(st.integers(0, 6))
    if kind == 0:
        chosen = draw(st.sets(st.sampled_from(WEEK), min_size=1, max_size=4))
        return Jours(semaine=tuple(day for day in WEEK if day in chosen))
    if kind == 1:
        return Jours(sauf=(draw(st.sampled_from(WEEK)),))
    if kind == 2:
        total = draw(st.integers(2, 28))
        return Jours(actifs=draw(st.integers(1, total - 1)), sur=total)
    if kind == 3:
        return Jours(parite=draw(st.sampled_from(["pairs", "impairs"])))
    if kind == 4:
        return Jours(cycle=tuple(sorted(draw(st.sets(st.integers(1, 28), min_size=1, max_size=3)))))
    if kind == 5:
        return Jours(du_mois=tuple(sorted(draw(st.sets(st.integers(1, 28), min_size=1, max_size=2)))))
    return Jours(autres=True)


times = st.one_of(
    st.sampled_from(MOMENTS).map(lambda moment: Prise(moment=moment)),
    st.tuples(st.integers(0, 23), st.sampled_from([0, 30])).map(lambda t: Prise(heure=f"{t[0]:02d}:{t[1]:02d}")),
)


@st.composite
def schemas(draw: st.DrawFn, *, closed: bool = False) -> Schema:
    """Give a regimen; a `closed` one has a rhythm or days, so that another can follow it."""
    frequence = draw(frequences()) if closed or draw(st.booleans()) else None
    days = draw(jours()) if draw(st.booleans()) else None
    repas = draw(st.sampled_from(MEALS)) if draw(st.booleans()) else None
    condition = None
    if draw(st.booleans()):
        condition = draw(
            st.sampled_from(
                [Condition(si_besoin=True), *[Condition(word) for word in WORDS], Condition(WORDS[0], True)]
            )
        )
    moments = draw(st.lists(times, max_size=3, unique=True))
    dose = draw(doses())
    if frequence is not None and frequence.rythme is Rythme.TOTAL:
        takes: tuple[Prise, ...] = (Prise(dose),) if not moments else ()
        if len(moments) == 1:
            takes = (Prise(dose, moments[0].moment, moments[0].heure),)
        elif moments:
            takes = (Prise(dose), *moments)
        return Schema(takes, frequence, days, repas, condition)
    if not moments:
        needs = frequence or days or repas or condition
        return Schema((Prise(dose),) if needs or dose.unite else (), frequence, days, repas, condition)
    if draw(st.booleans()) or frequence is not None:
        takes = tuple(Prise(dose, one.moment, one.heure) for one in moments)
    else:
        takes = tuple(Prise(draw(doses()), one.moment, one.heure) for one in moments)
    return Schema(takes, frequence, days, repas, condition)


@st.composite
def durees(draw: st.DrawFn, *, simple: bool = False) -> DureeLue:
    """Give a duration; a `simple` one is a length, as a step has."""
    kind = 0 if simple else draw(st.integers(0, 6))
    if kind == 0:
        number = Fraction(draw(st.integers(1, 90)))
        top = number + draw(st.integers(1, 5)) if draw(st.booleans()) else None
        count = draw(st.sampled_from([None, *Compte]))
        unit = draw(st.sampled_from([Unite.JOUR, Unite.SEMAINE, Unite.MOIS]))
        return DureeLue(nombre=number, nombre_max=top, unite=unit, compte=count)
    date = FinLue(draw(st.integers(1, 28)), draw(st.integers(1, 12)), draw(st.sampled_from([None, 2026, 2027])))
    if kind == 1:
        return DureeLue(fin=date)
    if kind == 2:
        return DureeLue(debut=date, fin=FinLue(28, 12, date.annee))
    if kind == 3:
        return DureeLue(long_cours=True)
    if kind == 4:
        return DureeLue(unique=True)
    if kind == 5:
        return DureeLue(evenement=draw(st.sampled_from(["jusqu'à cicatrisation", "jusqu'à INR > 2", "jusqu'à J10"])))
    return DureeLue(quantite=Dose(Fraction(30), None, "comprimé"), renouvellements=draw(st.sampled_from([None, 2])))


@st.composite
def posologies(draw: st.DrawFn) -> Posologie:
    """Give a whole posology: steps, regimens, limits."""
    count = draw(st.integers(1, 3))
    steps: list[Etape] = []
    for place in range(count):
        regimens: tuple[Schema, ...] = (draw(schemas()),)
        if draw(st.integers(0, 4)) == 0:
            regimens = (draw(schemas(closed=True)), draw(schemas(closed=True)))
            # when another regimen begins beside « J1 » is not said: the grammar leaves it unread
            if len({bool(one.jours and one.jours.cycle) for one in regimens}) > 1:
                regimens = regimens[:1]
        if not any(one.prises for one in regimens):
            continue
        length = draw(durees(simple=True)) if count > 1 and (place < count - 1 or draw(st.booleans())) else None
        steps.append(Etape(regimens, length))
    if len(steps) == 1:
        steps = [Etape(steps[0].schemas)]
    elif len(steps) > 1 and draw(st.booleans()):
        steps.append(Etape(arret=True))
    maximums: tuple[Maximum, ...] = ()
    if draw(st.booleans()):
        maximums = (Maximum(draw(doses()), draw(st.sampled_from(["prise", "jour", "semaine"]))),)
    gap = Ecart(Fraction(draw(st.integers(1, 12))), Unite.HEURE) if draw(st.booleans()) else None
    return Posologie(
        etapes=tuple(steps),
        maximums=maximums,
        ecart=gap,
        administration=draw(st.sampled_from([None, "en perfusion de 30 minutes", "dans un verre d'eau"])),
        site=draw(st.sampled_from([None, "dans chaque narine", "dans l'œil droit"])),
        adaptation=draw(st.sampled_from([None, "selon INR", "selon glycémie"])),
    )
