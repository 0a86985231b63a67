"""The plan of the day on the patient's sheet: one row for each drug to take, matin, midi, soir, coucher.

The cells are those of `medication.plan.day_plan`, which puts a dose under a moment only when the whole posology says
« every day, this much ». Anything else is written in words across the row: by the grammar's own sentence when it
understood every word, as typed when it did not. Nothing is dropped, added up or guessed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from lls_drafter.document.blocks import Cell, Column, Inline, Run, Table, is_empty, plain
from lls_drafter.document.patient_sheet.routes import plain_route
from lls_drafter.document.phrases import inline, join, labelled, missing_item, own
from lls_drafter.document.treatments import drug_name
from lls_drafter.document.view import View
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Prescription
from lls_drafter.medication.duration import Dates, dates_of
from lls_drafter.medication.model import Compte, Etape, Ligne, Posologie
from lls_drafter.medication.plan import PlanLine, day_plan
from lls_drafter.medication.posology import say, say_duration
from lls_drafter.medication.regimens import is_whole, read
from lls_drafter.medication.sentence import say_route
from lls_drafter.rules.regimen import is_weekly, schemas

MOMENTS = ("matin", "midi", "soir", "coucher")
CAPTION = "Vos médicaments"
_COLUMNS = (
    Column("Médicament", 400),
    *(Column(moment.capitalize(), 150) for moment in MOMENTS),
)
_WIDEST_WORD = 11  # letters: « inhalations » fits under a moment, « applications » would be cut
_STATES = {Devenir.AJOUTE: "NOUVEAU", Devenir.MODIFIE: "CHANGÉ", Devenir.POURSUIVI: "Comme avant"}
_NEVER_DAILY = ("methotrexate", "mtx", "novatrex", "imeth")
_SHORT_UNIT = 4  # letters: « mg », « UI », « dose »
_NOTHING: Cell = ((),)
_STEP_FIRST, _STEP_NEXT = "D'abord : ", "Ensuite : "


def is_taken(row: LigneTraitement) -> bool:
    """Tell whether a row is a drug to take from the discharge on: neither stopped, nor suspended for now."""
    return row.sortie is not None and row.devenir is not Devenir.ARRETE and not row.suspendu


def is_contradictory(row: LigneTraitement) -> bool:
    """Tell whether a row says a drug stopped and prescribes it at discharge."""
    return row.devenir is Devenir.ARRETE and row.sortie is not None and not row.suspendu


def plan_table(rows: View, near: date | None) -> Table | None:
    """Give the plan, a row per drug in the order of the letter; None when there is nothing to take.

    Args:
        rows: the view of the medication rows.
        near: the day of discharge: years that were not written are the nearest to it.
    """
    taken = [row for row in rows if isinstance(row.value, LigneTraitement) and is_taken(row.value)]
    rows_of_each = (_rows(row, number, near) for number, row in enumerate(taken, start=1))
    return Table(_COLUMNS, tuple(row for both in rows_of_each for row in both), caption=CAPTION) if taken else None


def _rows(row: View, number: int, near: date | None) -> Iterator[tuple[Cell, ...]]:
    """Give the row of one drug: its name, then its four moments or words over them; and under it what goes with it.

    Both bear the drug's number: were they on two pages, nobody would take one for another drug's.
    """
    side = row["sortie"]
    mark = own(f"N° {number} – ")
    cells = _cells(row)
    name = ((mark, *drug_name(side)), _state(row), _replaced(row))
    days = _days(side, near)
    if cells is None:
        yield (_kept(name), _kept((*_words(side, near), days)))
    else:
        yield (_kept((*name, days)), *(_dose(cell, side["posologie"]) for cell in cells))
    about = _kept(_about(row, in_columns=cells is not None))
    if about != _NOTHING:
        yield (((mark, *about[0]), *about[1:]),)


def _about(row: View, *, in_columns: bool) -> Iterator[Inline]:
    """Give what goes with a drug: what for, how, until when, why it changed, what to watch."""
    side, notes = row["sortie"], row["commentaires"]
    how, unread = _notes(side, in_columns=in_columns)
    yield join((labelled("Pour", inline(notes["indication"])), how, _length(side)), " ; ")
    yield unread
    yield labelled("Pourquoi", inline(notes["motif"]))
    yield labelled("Surveillance", inline(notes["cible_surveillance"]))
    yield labelled("À savoir", inline(notes["libre"]))


def _kept(lines: Iterable[Inline]) -> Cell:
    """Give the lines that say something."""
    return tuple(line for line in lines if not is_empty(line)) or _NOTHING


def _dose(cell: str, posology: View) -> Cell:
    """Give what is taken at one moment, its figures in bold.

    A long unit has a line of its own: figures hold to their unit (`typography.bind`), and « 1 comprimé » in one piece
    is wider than a moment's column in large type. A short one stays beside its figures.
    """
    end = max((at for at, sign in enumerate(cell, start=1) if sign.isdigit()), default=len(cell))
    figures, unit = cell[:end], cell[end:]
    place = (posology.path,)
    if len(unit.split(maxsplit=1)[0] if unit.strip() else "") > _SHORT_UNIT:
        return ((Run(figures, strong=True, fields=place),), (Run(unit.strip(), fields=place),))
    return (tuple(run for run in (Run(figures, strong=True, fields=place), Run(unit, fields=place)) if run.text),)


def _cells(row: View) -> tuple[str, ...] | None:
    """Give what is taken at each moment; None when a column would not say all of it, or could not hold it."""
    value = row.value
    if not isinstance(value, LigneTraitement) or value.sortie is None or not value.sortie.posologie:
        return None
    lines = day_plan([value]).lignes
    if len(lines) != 1 or _is_never_daily(value.sortie):
        return None
    cells = tuple(_cell(lines[0], moment) for moment in MOMENTS)
    if not any(cells) or sum(map(bool, cells)) != _takes(value.sortie.posologie):
        return None
    longest = max(len(word) for cell in cells for word in (cell.replace("-", "- ").split() or [""]))
    return cells if longest <= _WIDEST_WORD else None


def _cell(line: PlanLine, moment: str) -> str:
    """Give what is taken at one moment."""
    return str(getattr(line, moment))


def _takes(text: str) -> int:
    """Give how many takes a posology names: when columns hold fewer, one of them is at an hour that has no column."""
    return sum(len(schema.prises) for schema in schemas(read(text)))


def _is_never_daily(taken: Prescription) -> bool:
    """Tell whether the drug is one that is deadly when taken daily: it is never put in the columns of a day."""
    drug = taken.medicament
    names = fold(" ".join(filter(None, (drug.libelle, drug.dci, drug.marque)))) if drug is not None else ""
    return any(name in names for name in _NEVER_DAILY)


def _state(row: View) -> Inline:
    """Give whether the drug is new, changed or as before."""
    fate = row["devenir"]
    words = _STATES.get(fate.value) if isinstance(fate.value, Devenir) else None
    if words is None:
        return missing_item(fate, "devenir du médicament") if row.rendering.draft else ()
    return (Run(words, strong=fate.value is not Devenir.POURSUIVI, fields=(fate.path,)),)


def _replaced(row: View) -> Inline:
    """Give the drug that this one takes the place of, when its box at home bears another name."""
    before = row["avant"]
    if not before["medicament"]:
        return ()
    old = tuple(Run(run.text, fields=run.fields) for run in drug_name(before))
    return () if fold(plain(old)) == fold(plain(drug_name(row["sortie"]))) else labelled("Remplace", old)


def _words(side: View, near: date | None) -> Iterator[Inline]:
    """Give how the drug is taken in words: a warning when it is weekly, then the sentence, step by step."""
    text, place = side["posologie"], side["posologie"].path
    if not text:
        yield missing_item(side, "posologie")
        return
    line = read(text.text)
    weekly = _weekly(line)
    if weekly:
        yield (Run(weekly, strong=True, fields=(place,)),)
    if not is_whole(line) or line.posologie is None:
        yield (Run(text.text, strong=True, fields=(place,)),)
        return
    steps = line.posologie.etapes
    if len(steps) < 2:
        yield (Run(say(line.posologie), strong=True, fields=(place,)),)
        return
    for step, days in zip(steps, step_dates(side, near), strict=True):
        lead = own(_STEP_FIRST if step is steps[0] else _STEP_NEXT)
        words = Run(say(Posologie((step,))), strong=True, fields=(place,))
        yield join(((lead, words), (own(_say_days(days)),)), ", ")
    rest = say(replace(line.posologie, etapes=()))
    if rest:
        yield (Run(rest, fields=(place,)),)


def _weekly(line: Ligne) -> str:
    """Give the warning of a drug taken once a week, with its day; empty for any other rhythm."""
    found = list(schemas(line))
    if len(found) != 1 or not is_weekly(found[0]):
        return ""
    days = found[0].jours
    return "1 fois par SEMAINE" + (f", le {days.semaine[0]}" if days is not None and days.semaine else "")


def step_dates(side: View, near: date | None) -> tuple[Dates, ...]:
    """Give the days of each step of a taper, as far as the letter says them: its first day and the lengths as written.

    Nothing is computed from a first day that the letter does not give; and nothing is shown when the steps do not end
    on the last day that the letter gives: one of the two is wrong, and only its author can tell.
    """
    found = tuple(_chained(_steps(side), side, near))
    return found if steps_agree(side, near) else tuple(Dates() for _ in found)


def steps_agree(side: View, near: date | None) -> bool:
    """Tell whether the steps of a taper end on the last day that the letter gives, as far as both are known."""
    steps, written = _steps(side), side["duree"]["fin_incluse"].value
    ends = [days.fin_incluse for step, days in zip(steps, _chained(steps, side, near), strict=True) if not step.arret]
    return not ends or not isinstance(written, date) or ends[-1] in (None, written)


def _steps(side: View) -> tuple[Etape, ...]:
    """Give the steps of a posology that was understood whole and has several; none for any other."""
    line = read(side["posologie"].text)
    steps = line.posologie.etapes if line.posologie is not None and is_whole(line) else ()
    return steps if len(steps) > 1 else ()


def _chained(steps: tuple[Etape, ...], side: View, near: date | None) -> Iterator[Dates]:
    """Give the days of each step, each beginning the day after the one before ends."""
    first = side["duree"]["debut"].value
    start = first if isinstance(first, date) else None
    for step in steps:
        length = step.duree
        if near is None or length is None or length.compte is Compte.RESTANT:
            yield Dates(debut=start)
            start = None
            continue
        days = dates_of(length, near=near, debut=start)
        yield days
        start = days.fin_incluse + timedelta(days=1) if days.fin_incluse is not None else None


def _say_days(days: Dates) -> str:
    """Give « du 10/03/2026 au 14/03/2026 inclus »; empty when no day is known."""
    if days.fin_incluse is not None:
        until = f"au {format_date(days.fin_incluse)} inclus"
        return f"du {format_date(days.debut)} {until}" if days.debut is not None else f"jusqu'{until}"
    return f"à partir du {format_date(days.debut)}" if days.debut is not None else ""


def _notes(side: View, *, in_columns: bool) -> tuple[Inline, Inline]:
    """Give what goes with the takes: meals, way, place and route; and the words that were not understood, as typed."""
    place, route = side["posologie"].path, side["voie"]
    line = read(side["posologie"].text)
    said: list[Inline] = [
        (Run(words, fields=(place,)),) for words in dict.fromkeys(_beside(line, in_columns=in_columns)) if words
    ]
    if route:
        said.append((Run(plain_route(route.text) or say_route(route.text), fields=(route.path,)),))
    elif line.voie and is_whole(line):
        said.append((Run(plain_route(line.voie) or say_route(line.voie), fields=(place,)),))
    unread = inline(side["non_lu"])
    return join(said, ", "), () if is_empty(unread) else (own("À noter : « "), *unread, own(" »"))


def _beside(line: Ligne, *, in_columns: bool) -> Iterator[str]:
    """Give what a posology says beside its takes, when it was understood whole; one that was not is printed as typed.

    Its own sentence says meals, way and place; the columns of a day do not.
    """
    if line.posologie is None or not is_whole(line):
        return
    if in_columns:
        yield from (schema.repas or "" for schema in schemas(line))
        yield from (line.posologie.administration or "", line.posologie.site or "")
    yield say_duration(line.duree) if line.duree is not None else ""
    yield f"pour {line.indication}" if line.indication else ""
    yield line.surveillance or ""


def _days(side: View, near: date | None) -> Inline:
    """Give the last day of a drug, and its first one when it is yet to come."""
    duration = side["duree"]
    first, last = duration["debut"], duration["fin_incluse"]
    later = isinstance(first.value, date) and (near is None or first.value > near)
    begins = (own("À partir du ", strong=True), *inline(first, strong=True)) if later else ()
    if not last:
        return begins
    lead = ", jusqu'au " if later else "Jusqu'au "
    return (*begins, own(lead, strong=True), *inline(last, strong=True), own(" inclus", strong=True))


def _length(side: View) -> Inline:
    """Give how long a drug is taken, as typed; what stands for a missing duration when no day says it either."""
    duration = side["duree"]
    said, total = inline(duration["texte"]), duration["total_jours"]
    if is_empty(said) and total:
        said = (*inline(total), own(" jour au total" if total.value == 1 else " jours au total"))
    if is_empty(said) and not duration["fin_incluse"]:
        said = missing_item(side, "durée")
    return labelled("durée", said)
