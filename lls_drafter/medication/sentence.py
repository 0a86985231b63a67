"""A posology and a duration said in French: the one wording that the table, the plan and the data share.

Whatever `say` gives, `posology.read_posology` reads back to the same structure.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import groupby, pairwise

from lls_drafter.medication.model import (
    Compte,
    Dose,
    DureeLue,
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

_NBSP = "\u00a0"
_INVARIABLE = frozenset(
    {
        "mg",
        "g",
        "ng",
        "mL",
        "cL",
        "L",
        "UI",
        "MUI",
        "MU",
        "kUI",
        "mmol",
        "mEq",
        "kcal",
        "%",
        "GBq",
        "MBq",
        "fois",
        "cm",
    }
)
_FEMININE = frozenset({
    "gélule", "capsule", "ampoule", "goutte", "bouffée", "pulvérisation", "inhalation", "dose", "injection",
    "application", "cuillère à soupe", "cuillère à café", "cuillère-mesure", "mesure", "dosette", "unidose",
    "seringue", "pipette", "pastille", "gomme", "nébulisation", "poche", "noisette", "carpule", "unité",
    "boîte", "heure", "dose-kilo",
})  # fmt: skip
_FRACTIONS = {
    Fraction(1, 2): "demi", Fraction(1, 4): "un quart", Fraction(3, 4): "trois quarts", Fraction(1, 3): "un tiers",
    Fraction(2, 3): "deux tiers",
}  # fmt: skip
_BARE = {"matin": "matin", "midi": "midi", "soir": "soir"}
_LED = {
    "matin": "le matin", "midi": "le midi", "soir": "le soir", "coucher": "au coucher", "lever": "au lever",
    "après-midi": "l'après-midi", "nuit": "la nuit", "goûter": "au goûter", "petit-déjeuner": "au petit-déjeuner",
    "déjeuner": "au déjeuner", "dîner": "au dîner",
}  # fmt: skip
_PLURALS = {Unite.MOIS: "mois"}
_FEMININE_TIMES = frozenset({Unite.MINUTE, Unite.HEURE, Unite.SEMAINE})


def say_number(value: Fraction) -> str:
    """Give a number as it is printed in French: « 2,5 », « 10 000 », « 1/8 » when it has no short decimal form."""
    if value.denominator == 1:
        return f"{int(value):,}".replace(",", _NBSP)
    scaled = value * 10000
    if scaled.denominator == 1:
        whole, decimals = divmod(int(scaled), 10000)
        return f"{whole:,}".replace(",", _NBSP) + "," + f"{decimals:04d}".rstrip("0")
    return f"{value.numerator}/{value.denominator}"


def say_unit(unit: str, value: Fraction) -> str:
    """Give a unit in the plural from two on: « comprimés », « cuillères à soupe », « microgrammes/kg »."""
    word, slash, rest = unit.partition("/")
    if value < 2 or word in _INVARIABLE or word.endswith("s"):
        return unit
    if " " in word:
        first, space, others = word.partition(" ")
        return f"{first}s{space}{others}{slash}{rest}"
    head, dash, tail = word.partition("-")
    plural = f"{head}s-{tail}" if word == "cuillère-mesure" else f"{head}s{dash}{tail}"
    return plural + slash + rest


def say_dose(dose: Dose) -> str:
    """Give an amount: « 1 comprimé », « un demi-comprimé », « 1 à 2 bouffées », « 15 mg/kg »; bare without a unit."""
    value, unit = dose.valeur, dose.unite
    if dose.maximum is not None:
        words = f"{_small(value)} à {_small(dose.maximum)}"
        return f"{words} {say_unit(unit, dose.maximum)}" if unit else words
    if unit is None:
        return _small(value)
    if unit not in _INVARIABLE and "/" not in unit:
        if value == Fraction(1, 2):
            return f"{_one(unit)} demi-{unit}"
        if value in _FRACTIONS:
            return f"{_FRACTIONS[value]} {_of(unit)}"
        if value.denominator == 2 and value < 10:
            half = "demie" if unit in _FEMININE else "demi"
            return f"{int(value)} {say_unit(unit, value)} et {half}"
    return f"{say_number(value)} {say_unit(unit, value)}"


def _small(value: Fraction) -> str:
    """Give a number without unit; a fraction in words, since « 1/2 » can be read as a date or a range."""
    if value == Fraction(1, 2):
        return "un demi"
    return _FRACTIONS.get(value) or say_number(value)


def _one(unit: str) -> str:
    return "une" if unit in _FEMININE else "un"


def _of(unit: str) -> str:
    return f"d'{unit}" if unit[0] in "aeiouéèê" else f"de {unit}"


def say_time(unit: Unite, count: Fraction | int = 1) -> str:
    """Give a unit of time in the plural from two on."""
    return unit.value if count < 2 or unit is Unite.MOIS else f"{unit.value}s"


def say_frequency(frequence: Frequence) -> str:
    """Give a rhythm: « 3 fois par jour », « toutes les 4 à 6 heures », « par jour en 3 prises »."""
    unit, period = frequence.unite, frequence.periode
    if frequence.rythme is Rythme.INTERVALLE:
        every = "toutes les" if unit in _FEMININE_TIMES else "tous les"
        if frequence.periode_max is not None:
            return f"{every} {period} à {frequence.periode_max} {say_time(unit, frequence.periode_max)}"
        return f"{every} {say_time(unit, 2)}" if period == 1 else f"{every} {period} {say_time(unit, period)}"
    per = f"par {unit.value}" if period == 1 else f"par {period} {say_time(unit, period)}"
    count = str(frequence.nombre)
    if frequence.nombre_max is not None:
        count = f"{count} à {frequence.nombre_max}"
    if frequence.rythme is Rythme.FOIS:
        return f"{count} fois {per}"
    if frequence.nombre is None:
        return per
    many = "s" if (frequence.nombre_max or frequence.nombre) > 1 else ""
    return f"{per} en {count} prise{many}"


def say_moment(take: Prise) -> str:
    """Give one moment or hour: « le matin », « à 8h30 », « avant le dîner »."""
    if take.heure is not None:
        hours, minutes = take.heure.split(":")
        return f"à {int(hours)}h{minutes if minutes != '00' else ''}"
    moment = take.moment or ""
    return _LED.get(moment, moment)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"


def _moments(takes: list[Prise]) -> str:
    """Give several moments together: « matin et soir », « le matin et au coucher », « à 8h et à 20h »."""
    if len(takes) > 1 and all(take.moment in _BARE for take in takes):
        return _and([_BARE[take.moment or ""] for take in takes])
    return _and([say_moment(take) for take in takes])


def say_days(jours: Jours) -> str:
    """Give the days: « le lundi », « 5 jours sur 7 », « les jours pairs », « le 1er du mois »."""
    if jours.semaine:
        return f"le {jours.semaine[0]}" if len(jours.semaine) == 1 else f"les {_and(list(jours.semaine))}"
    if jours.sauf:
        return f"sauf le {jours.sauf[0]}" if len(jours.sauf) == 1 else f"sauf les {_and(list(jours.sauf))}"
    if jours.actifs is not None:
        return f"{jours.actifs} {say_time(Unite.JOUR, jours.actifs)} sur {jours.sur}"
    if jours.parite is not None:
        return f"les jours {jours.parite}"
    if jours.cycle:
        return "à " + _and([f"J{day}" for day in jours.cycle])
    if jours.du_mois:
        return _and([f"le {day}{'er' if day == 1 else ''}" for day in jours.du_mois]) + " du mois"
    return "les autres jours"


def _schema(schema: Schema, *, first: bool = False) -> str:
    """Give one regimen; its condition comes `first` when what stands before it is not conditional."""
    if first:
        return f"{_condition(schema)} {_schema(replace(schema, condition=None))}"
    parts: list[str] = []
    takes, frequence = list(schema.prises), schema.frequence
    timed = [take for take in takes if take.moment or take.heure]
    doses = {take.dose for take in takes}
    together = frequence is not None and (len(doses) == 1 or frequence.rythme is Rythme.TOTAL)
    rest = "" if frequence is None else say_frequency(frequence)
    if frequence is not None and together:
        dose = takes[0].dose if takes else None
        if dose is not None:
            # « 1 3 fois par jour » would read as 13
            split = dose.unite is None and frequence.rythme is not Rythme.TOTAL
            rest = f"{say_dose(dose)} par prise, {rest}" if split else f"{say_dose(dose)} {rest}"
        if timed:
            rest += f" ({_moments(timed)})" if len(timed) > 1 else f" {say_moment(timed[0])}"
        parts.append(rest)
    else:
        groups = [(dose, list(same)) for dose, same in groupby(takes, key=lambda take: take.dose)]
        parts.append(", ".join(_group(dose, same, schema) for dose, same in groups))
        parts.append(rest)
    if schema.jours is not None:
        parts.append(say_days(schema.jours))
    if schema.repas is not None:
        parts.append(schema.repas)
    parts.append(_condition(schema))
    return " ".join(part for part in parts if part)


def _condition(schema: Schema) -> str:
    """Give « si besoin », « si douleur », or both."""
    if schema.condition is None:
        return ""
    needed = "si besoin" if schema.condition.si_besoin else ""
    return ", ".join(part for part in (needed, schema.condition.texte or "") if part)


def _group(dose: Dose | None, takes: list[Prise], schema: Schema) -> str:
    """Give the takes of one dose."""
    timed = [take for take in takes if take.moment or take.heure]
    amount = say_dose(dose) if dose is not None else ""
    if timed:
        return f"{amount} {_moments(timed)}".strip() if len(timed) > 1 else f"{amount} {say_moment(timed[0])}".strip()
    # a bare number before « 1 jour sur 2 » or « 30 minutes avant » would run into it
    follows = schema.jours is not None and schema.jours.actifs is not None
    follows = follows or (schema.repas or "").split(" ")[0][:1].isdigit()
    return f"{amount} par prise," if dose is not None and dose.unite is None and follows else amount


def _step(step: Etape) -> str:
    if step.arret:
        return "arrêt"
    words = _schema(step.schemas[0]) if step.schemas else ""
    for before, schema in pairwise(step.schemas):
        # « 1 le matin et 1 le soir si besoin » would make both of them conditional
        plain = not (before.frequence or before.jours or before.repas or before.condition)
        words += " et " + (_schema(schema, first=True) if plain and schema.condition else _schema(schema))
    length = say_duration(step.duree) if step.duree is not None else ""
    return " ".join(part for part in (words, length) if part)


def say_maximum(maximum: Maximum) -> str:
    """Give « maximum 4 g par jour »."""
    if maximum.par == "prise":
        return f"maximum {say_dose(maximum.dose)} par prise"
    unit = Unite(maximum.par)
    per = unit.value if maximum.periode == 1 else f"{maximum.periode} {say_time(unit, maximum.periode)}"
    return f"maximum {say_dose(maximum.dose)} par {per}"


def say(posologie: Posologie) -> str:
    """Give a posology in French, in one fixed order; the duration of a single step and the route are said apart."""
    parts = [", puis ".join(_step(step) for step in posologie.etapes)]
    parts += [say_maximum(maximum) for maximum in posologie.maximums]
    if posologie.ecart is not None:
        gap = posologie.ecart
        parts.append(f"au moins {say_number(gap.nombre)} {say_time(gap.unite, gap.nombre)} entre deux prises")
    parts += [posologie.administration or "", posologie.site or "", posologie.adaptation or ""]
    return ", ".join(part for part in parts if part)


def say_date(date: FinLue) -> str:
    """Give a date: « 21/01/2026 », or « 21/01 » when the year was not written."""
    return f"{date.jour:02d}/{date.mois:02d}" + (f"/{date.annee}" if date.annee is not None else "")


def say_duration(duree: DureeLue) -> str:
    """Give a duration: « pendant 5 jours », « jusqu'au 21/01 », « au long cours », « QSP 30 comprimés »."""
    parts: list[str] = []
    if duree.nombre is not None and duree.unite is not None:
        count = say_number(duree.nombre)
        last = duree.nombre
        if duree.nombre_max is not None:
            count, last = f"{count} à {say_number(duree.nombre_max)}", duree.nombre_max
        lead = "pendant encore" if duree.compte is Compte.RESTANT else "pendant"
        total = " au total" if duree.compte is Compte.TOTAL else ""
        parts.append(f"{lead} {count} {say_time(duree.unite, last)}{total}")
    if duree.debut is not None and duree.fin is not None:
        parts.append(f"du {say_date(duree.debut)} au {say_date(duree.fin)}")
    elif duree.debut is not None:
        parts.append(f"à partir du {say_date(duree.debut)}")
    elif duree.fin is not None:
        parts.append(f"jusqu'au {say_date(duree.fin)}")
    parts += [duree.evenement or "", "au long cours" if duree.long_cours else "", "dose unique" if duree.unique else ""]
    if duree.quantite is not None:
        parts.append(f"QSP {say_dose(duree.quantite)}")
    if duree.renouvellements is not None:
        parts.append(f"à renouveler {duree.renouvellements} fois")
    return ", ".join(part for part in parts if part)


def say_route(voie: str | None) -> str:
    """Give a route as it follows a posology: « per os », « voie sous-cutanée », « par sonde »."""
    if voie is None:
        return ""
    if voie == "orale":
        return "per os"
    return voie if voie.startswith(("par ", "en ")) else f"voie {voie}"
