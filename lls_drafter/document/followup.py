"""What comes after the stay, as blocks: pending results, follow-up, first steps, plan of hand-over and sendings."""

import datetime as dt
from collections.abc import Iterator

from lls_drafter.document.blocks import Block, Cell, Column, Inline, List, Manner, Paragraph, Run, Table, is_empty
from lls_drafter.document.people import letter_of
from lls_drafter.document.phrases import inline, items, join, labelled, missing, own, split_lines
from lls_drafter.document.view import View
from lls_drafter.document.withheld import has_situation
from lls_drafter.document.words import say, typeset
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.personnes import RoleDestinataire
from lls_drafter.letter.sejour import Situation

_EXAMS = (Column("Date", 130), Column("Acte ou examen", 330), Column("Résultat principal", 540))
_RESULTS = (
    Column("Examen", 300),
    Column("Attendu le", 120),
    Column("Suivi par", 220),
    Column("Transmission", 360),
)
_STEPS = (Column("Quoi", 340), Column("Qui", 230), Column("Quand", 220), Column("État", 210))
_WITHHELD_DATE = "date non imprimée sur l'exemplaire remis au patient"
_FOR_PROFESSIONALS = (
    "Exemplaire des professionnels : l'exemplaire remis à une personne détenue "
    "se tire sans les dates de rendez-vous (proposition)."
)
_STEPS_FIRST = 3


def _cell(*lines: Inline) -> Cell:
    """Give a cell of the lines that say something."""
    return tuple(line for line in lines if not is_empty(line)) or ((),)


def compose_exams(view: View) -> Iterator[Block]:
    """Give the acts and examinations as a table; a sentence when none was done or nobody said."""
    exams = view["actes_examens"]
    rows = tuple(
        (
            _cell(inline(row["date"])),
            _cell(inline(row["libelle"]), labelled("Code CCAM", inline(row["code"]))),
            _cell(inline(row["resultat"])),
        )
        for row in exams
    )
    yield from (Table(_EXAMS, rows),) if rows else _sentence(exams)


def compose_results(view: View) -> Iterator[Block]:
    """Give the results that were not there yet: what, when, who follows them, how they will come."""
    results = view["resultats_attendus"]
    rows = tuple(_result(row) for row in results)
    yield from (Table(_RESULTS, rows),) if rows else _sentence(results)


def _result(row: View) -> tuple[Cell, ...]:
    """Give the four cells of one pending result."""
    told = row["patient_informe"]
    informed = (
        ()
        if told.value is None
        else (
            Run(
                "information du patient faite" if told.value else "information du patient non faite",
                fields=(told.path,),
            ),
        )
    )
    came = labelled("Reçu le", inline(row["recu_le"]))
    return (
        _cell(inline(row["examen"]), labelled("Résultat", inline(row["resultat"]))),
        _cell(inline(row["attendu_le"]), came),
        _cell(inline(row["responsable"])),
        _cell(inline(row["transmission"]), informed),
    )


def compose_steps(view: View) -> Iterator[Block]:
    """Give the follow-up plan: what, who, when, and whether it is arranged."""
    steps = view["suites_a_donner"]
    rows = tuple(_step(row) for row in steps)
    if (
        rows
        and has_situation(letter_of(view), Situation.DETENU)
        and not any(row["quand"].path in row.rendering.withheld for row in steps)
    ):
        yield Paragraph((own(_FOR_PROFESSIONALS, quiet=True),), Manner.QUIET)
    yield from (Table(_STEPS, rows),) if rows else _sentence(steps)


def _step(row: View) -> tuple[Cell, ...]:
    """Give the four cells of one action."""
    return (
        _cell(inline(row["action"], strong=True), inline(row["precision"])),
        _cell(inline(row["qui"])),
        _cell(*_when(row)),
        _cell(inline(row["etat"])),
    )


def _when(row: View) -> tuple[Inline, ...]:
    """Give when, and the date unless it says it already; or that it is not printed on this copy."""
    if row["quand"].path in row.rendering.withheld:
        return ((own(_WITHHELD_DATE, quiet=True),),)
    said, day = row["quand"], row["date"]
    if isinstance(day.value, dt.date) and format_date(day.value) in said.text:
        return ((Run(said.text, fields=(said.path, day.path)),),)
    return (inline(said), (own("le "), *inline(day)) if day else ())


def _sentence(view: View) -> Iterator[Block]:
    """Give an answer without entries as a sentence; nothing when nobody answered and nobody demands it."""
    yield from (Paragraph(line) for line in items(view) if not is_empty(line))


def compose_list(view: View) -> Iterator[Block]:
    """Give any field of the letter: the entries of a list one to a line, else its sentence or its paragraphs."""
    lines = items(view)
    if len(lines) > 1:
        yield List(lines)
        return
    for line in lines:
        yield from (Paragraph(paragraph) for paragraph in split_lines(line) if not is_empty(paragraph))


def compose_first_steps(view: View) -> Iterator[Block]:
    """Give the first actions for the box that is read first: what, by whom, when."""
    rows = list(view["suites_a_donner"])
    lines = [join((inline(row["action"]), inline(row["qui"]), *_when(row)), " – ") for row in rows[:_STEPS_FIRST]]
    lines = [line for line in lines if not is_empty(line)]
    if not lines:
        return
    yield Paragraph((own("À faire", strong=True),))
    yield List(tuple(lines))
    if len(rows) > _STEPS_FIRST:
        yield Paragraph((own("Voir la suite dans « Suites à donner ».", quiet=True),), Manner.QUIET)


def compose_hand_over(view: View) -> Iterator[Block]:
    """Give the plan of the hand-over, as a plan; nothing after a death."""
    if has_situation(letter_of(view), Situation.DECES):
        return
    plan = view.at("remise_patient.prevue")
    if not plan:
        line = _plan_missing(plan, "Remise au patient", "remise prévue de la lettre au patient")
    else:
        to = plan["a"]
        receiver = inline(to) if to else (own("au patient"),)
        details = join((inline(plan["mode"]), (own("par "), *inline(plan["par"])) if plan["par"] else ()), ", ")
        line = join(((own("Remise prévue "), *receiver), details), " : ")
    if not is_empty(line):
        yield Paragraph(line)


def _plan_missing(view: View, label: str, what: str) -> Inline:
    """Give what stands for a plan that nobody made: a mark in a draft, a labelled sentence in a final letter."""
    mark = missing(view, what)
    return mark if view.rendering.draft else labelled(label, mark)


def compose_sendings(view: View) -> Iterator[Block]:
    """Give the plan of the sendings, one line each, never what was done."""
    lines = [line for line in (_sending(view, row) for row in view["envois"]) if not is_empty(line)]
    if not lines:
        line = _plan_missing(view["envois"], "Envois", "envoi prévu au médecin traitant")
        yield from () if is_empty(line) else (Paragraph(line),)
        return
    yield Paragraph((own("Envois prévus :"),))
    yield List(tuple(lines))


def _sending(view: View, row: View) -> Inline:
    """Give one planned sending."""
    if not row:
        return ()
    return join((recipient(view, row), inline(row["canal"]), inline(row["prevu"])), " – ")


def recipient(view: View, row: View) -> Inline:
    """Give to whom a sending goes; a role is said in French, with the médecin traitant's name."""
    written = row["destinataire"]
    if written.text not in set(RoleDestinataire):
        return inline(written)
    role = (Run(typeset(say(RoleDestinataire(written.text))), fields=(written.path,)),)
    if written.text != RoleDestinataire.MEDECIN_TRAITANT:
        return role
    doctor = view["medecin_traitant"]
    return join((role, join((inline(doctor[part]) for part in ("civilite", "prenom", "nom")), " ")), " – ")
