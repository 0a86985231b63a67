"""The circuit of the letters on the page: delays, days of discharge, channels, choices of patients."""

from lls_drafter.audit.figures import interval_words, number
from lls_drafter.audit.flow import Acte, Circuit, Cote, Delais, Ecart, Part, Weekend
from lls_drafter.audit.flow_words import (
    ACTS,
    CALENDARS,
    CHANNELS,
    CHOICES,
    CHOICES_NOTE,
    CLASSES,
    DELAYS_NOTE,
    FEW,
    REST,
    SHORT,
    WEEK,
    gap_words,
    part_words,
)
from lls_drafter.audit.page import charts
from lls_drafter.audit.page.criteria import ESTIMATE, score_words
from lls_drafter.audit.page.marks import beside, bullets, paragraph, said, section, table, words


def circuit_sections(circuit: Circuit, name: str) -> str:
    """Give all that is known of the circuit."""
    return (
        _delays(circuit, name)
        + _days(circuit.weekend, name)
        + section(
            f"{name}-envois", "Envois, refus et oppositions", beside(_channels(circuit), _choices(circuit)), level=3
        )
    )


def _delays(circuit: Circuit, name: str) -> str:
    """Give the delays after the discharge."""
    heads = ["Acte", "n", *SHORT.values(), "s. o.", "Le jour même", "Répartition"]
    made = table("Délais après la sortie, en nombre de lettres", heads, map(_delay_row, circuit.delais), kind="delais")
    keys = "".join(
        f'<span class="cle">{charts.key(charts.class_of_delay(one))} {words(name)}</span> '
        for one, name in CLASSES.items()
    )
    silent = (
        said(f"Lettres qui ne le disent pas (sans date de sortie, CDA, papier, extrait) : {circuit.muettes}.", "note")
        if circuit.muettes
        else ""
    )
    inside = made + paragraph(keys, "legende") + said(f"{_capital(DELAYS_NOTE)}", "note") + silent
    return section(f"{name}-delais", "Délais après la sortie", inside, level=3)


def _delay_row(one: Delais) -> tuple[str, ...]:
    """Give one act."""
    return (
        words(ACTS[one.acte]),
        str(one.n),
        *(str(part.n) for part in one.tranches),
        str(one.sans_objet),
        _part(one.jour_meme),
        charts.stack(one.tranches, one.n),
    )


def _days(weekend: Weekend | None, name: str) -> str:
    """Give what week-ends and holidays change."""
    title = "Jour de la sortie"
    if weekend is None:
        told = f"Rien n'est comparé : {FEW} sorties un jour ouvré, ou un samedi, un dimanche ou un jour férié."
        return section(f"{name}-jours", title, said(told), level=3)
    acts = [f"{ACTS[acte]} le jour même" for acte in Acte]
    heads = ["Jours", "Sorties", "Score", "IC 95 %", *acts, "Score de 0 à 100"]
    rows = [_side_row(WEEK, weekend.semaine), _side_row(REST, weekend.weekend)]
    made = table("Sorties des jours ouvrés et des autres jours", heads, rows, kind="jours")
    gaps = [(f"écart de score {ESTIMATE}", weekend.score)]
    gaps += [(words(f"écart, {ACTS[acte].lower()} le jour même"), gap) for acte, gap in weekend.jour_meme.items()]
    told = bullets(f"{what} : {_gap(gap)}" for what, gap in gaps if gap is not None)
    note = said(f"Écart : {REST} moins {WEEK}, intervalle à 95 % ; {CALENDARS[weekend.calendrier]}.", "note")
    return section(f"{name}-jours", title, made + told + note, level=3)


def _side_row(name: str, side: Cote) -> tuple[str, ...]:
    """Give one kind of days."""
    return (
        words(name),
        str(side.effectif),
        score_words(side.score),
        interval_words(side.score.intervalle),
        *map(_part, side.jour_meme.values()),
        charts.bar(side.score.valeur, side.score.intervalle),
    )


def _part(part: Part) -> str:
    """Give a rate and its interval, which are never on two lines."""
    return f'<span class="entier">{words(part_words(part))}</span>'


def _gap(gap: Ecart) -> str:
    """Give a difference."""
    return words(gap_words(gap))


def _channels(circuit: Circuit) -> str:
    """Give the channels used; nothing when no sending is recorded."""
    used = [one for one in circuit.canaux if one.part.nombre]
    if not used:
        return said("Aucun envoi n'est tracé dans les lettres retrouvées.")
    rows = [(CHANNELS[one.canal], str(one.part.nombre), *_rate(one.part)) for one in used]
    heads = ["Canal", "Lettres", "Taux %", "De 0 à 100 %"]
    note = said(f"Sur {used[0].part.n} lettres retrouvées ; une lettre peut avoir plusieurs canaux.", "note")
    return table("Lettres envoyées, par canal tracé", heads, rows, kind="canaux") + note


def _rate(part: Part) -> tuple[str, str]:
    """Give a rate and its bar."""
    return (number(part.taux) if part.taux is not None else "", charts.bar(part.taux, part.intervalle))


def _choices(circuit: Circuit) -> str:
    """Give the choices of patients that may be told."""
    told = [one for one in circuit.choix if one.nombre is not None]
    items = [
        f"{CHOICES[one.cle]} : {one.nombre} sur {one.n}" + (f" ({number(one.taux)} %)" if one.taux is not None else "")
        for one in told
    ]
    few = [CHOICES[one.cle] for one in circuit.choix if one.nombre is None]
    hidden = f"Non chiffrés : {', '.join(few)}. " if few else ""
    return bullets(map(words, items)) + said(hidden + CHOICES_NOTE, "note")


def _capital(text: str) -> str:
    """Give a sentence with its capital."""
    return text[:1].upper() + text[1:]
