"""The evening board in words: what its columns say, and the whole board as plain lines, without any terminal."""

import unicodedata
from collections.abc import Iterator, Sequence

from lls_drafter.document.words import say
from lls_drafter.errors import LlsError
from lls_drafter.letter.dates import format_date, format_date_long
from lls_drafter.letter.lettre import Statut
from lls_drafter.session.board import Board
from lls_drafter.session.board_batch import Printed
from lls_drafter.session.board_csv import CsvRead
from lls_drafter.session.board_expected import Added
from lls_drafter.session.board_model import Avancement, Row, Scope
from lls_drafter.wizard.signs import Signs
from lls_drafter.wizard.words import wrapped

WIDTH = 80
HIDDEN_NAME = "(masqué)"
ESTIMATE = "* QLS projeté : estimation ; ne remplace pas le recueil HAS."
_BAR = 5


def cells(text: str) -> int:
    """Give the number of columns that a text of a plain line takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def fitted(text: str, width: int, signs: Signs) -> str:
    """Give a text on exactly `width` columns of a plain line, cut where it is longer; no control character passes."""
    clean = "".join(sign if sign.isprintable() else " " for sign in text)
    if cells(clean) > width:
        while cells(clean) > width - len(signs.suite):
            clean = clean[:-1]
        clean += signs.suite
    return clean + " " * (width - cells(clean))


def progress_words(done: Avancement | None, signs: Signs) -> str:
    """Give « ███░░ 34/52 »; a bar is full only when nothing is left, and never empty once something is answered."""
    if done is None:
        return ""
    filled = _BAR * done.repondues // done.demandees if done.demandees else _BAR
    filled = max(filled, 1) if done.repondues else filled
    return f"{signs.plein * filled}{signs.vide * (_BAR - filled)} {done.repondues}/{done.demandees}"


def state_words(row: Row) -> str:
    """Give the state of a row: who holds it, else where its letter stands."""
    if row.problem:
        return "illisible" if row.lettre is None else "non jugée"
    if row.holder:
        return f"ouverte par {row.holder}"
    if row.statut is None:
        return "à créer"
    if row.statut is Statut.VALIDEE and (row.is_handed or row.is_sent):
        return ", ".join(["remise"] * row.is_handed + ["envoyée"] * row.is_sent)
    return say(row.statut)


def hour_words(row: Row, scope: Scope) -> str:
    """Give the hour of a discharge, with its day where the board holds several."""
    hour = f"{row.heure:%H:%M}" if row.heure else ""
    if scope is Scope.JOUR:
        return hour or ("?" if row.date_sortie is None else "")
    day = row.date_sortie
    return f"{day:%d/%m} {hour}".rstrip() if day else "?"


def blocking_words(row: Row) -> str:
    """Give what blocks a row, the gravest first, in one line; empty when nothing does."""
    return " ; ".join(blocking_list(row))


def blocking_list(row: Row) -> tuple[str, ...]:
    """Give what blocks a row, one sentence each."""
    if row.problem:
        return (row.problem[0].upper() + row.problem[1:],)
    notes = []
    if row.is_postponed and row.date_sortie is not None:
        notes.append(f"Sortie notée le {format_date(row.date_sortie)}.")
    if row.lettre is not None and row.date_sortie is None:
        notes.append("Date de sortie ?")
    findings = row.evaluation.blocking if row.evaluation and row.statut is not Statut.ANNULEE else ()
    return (*notes, *(finding.message for finding in findings))


def score_text(row: Row) -> str:
    """Give the projected score, empty when it is not known."""
    known = row.evaluation.score_projete if row.evaluation else None
    return "" if known is None else str(known)


def count_text(row: Row) -> str:
    """Give the number of bloquant findings, empty as long as the letter is not judged."""
    return str(row.evaluation.missing) if row.evaluation else ""


def name_words(row: Row, *, names: bool) -> str:
    """Give the name of a row, or what stands for it when names are hidden."""
    return (row.nom or "(sans nom)") if names else HIDDEN_NAME


def title_words(board: Board) -> str:
    """Give what the board shows."""
    if board.scope is Scope.TOUTES:
        return "Lettres ouvertes, toutes dates"
    if board.scope is Scope.A_VALIDER:
        return "Lettres à valider"
    return f"Sorties du {format_date_long(board.day)}"


def error_words(error: LlsError) -> str:
    """Give an error in one line: its sentence, then what to do."""
    sentence = error.message[0].upper() + error.message[1:].rstrip(".")
    return f"{sentence}. {error.hint[0].upper()}{error.hint[1:].rstrip('.')}." if error.hint else f"{sentence}."


def total_words(rows: Sequence[Row], scope: Scope) -> str:
    """Give how many rows there are, and what is left of them."""
    parts = [counted(len(rows), "sortie" if scope is Scope.JOUR else "lettre")]
    done = sum(row.statut is Statut.VALIDEE for row in rows)
    waiting = sum(row.path is None for row in rows)
    broken = sum(bool(row.problem) and row.lettre is None for row in rows)
    parts += [counted(done, "validée")] if done else []
    parts += [f"{waiting} sans lettre"] if waiting else []
    parts += [counted(broken, "illisible")] if broken else []
    return ", ".join(parts)


def counted(number: int, word: str) -> str:
    """Give a number and its words, all of which take an s."""
    return f"{number} {' '.join(f'{one}s' for one in word.split()) if number > 1 else word}"


def table_lines(board: Board, signs: Signs, *, names: bool) -> Iterator[str]:
    """Give the whole board as plain lines of 80 columns."""
    rows = board.rows
    yield from wrapped(f"{title_words(board)} : {total_words(rows, board.scope)}", WIDTH).split("\n")
    if board.warning:
        yield from wrapped(board.warning, WIDTH).split("\n")
    if not rows:
        yield "Rien à montrer. « --tous » : toutes les lettres ouvertes ; « --csv » : les sorties attendues."
        return
    dated = board.scope is not Scope.JOUR
    wide = 11 if dated else 5
    yield f"{'sortie' if dated else 'heure':<{wide}} ch.   {'nom':<{31 - wide}} {'avancement':<13} QLS* bloq. état"
    for row in rows:
        yield " ".join(
            (
                fitted(hour_words(row, board.scope), wide, signs),
                fitted(row.chambre, 5, signs),
                fitted(name_words(row, names=names), 31 - wide, signs),
                fitted(progress_words(row.avancement, signs), 13, signs),
                f"{score_text(row):>4}",
                f"{count_text(row):>5}",
                fitted(state_words(row), 16, signs).rstrip(),
            )
        ).rstrip()
        yield from _details(row)
    yield ESTIMATE


def _details(row: Row) -> Iterator[str]:
    """Give the lines under a row: its file, and what blocks it."""
    if row.path is not None:
        yield f"      {row.path.name}"
    blocking = blocking_list(row)
    if blocking:
        more = f" (et {counted(len(blocking) - 1, 'autre')})" if len(blocking) > 1 else ""
        yield from wrapped(f"      {blocking[0]}{more}", WIDTH).split("\n")


def check_lines(board: Board, *, names: bool) -> Iterator[str]:
    """Give the batch check: a line per row, then the total."""
    rows = board.rows
    good = bad = broken = 0
    for row in rows:
        place = " ".join(filter(None, (hour_words(row, board.scope), row.chambre, name_words(row, names=names))))
        if row.problem:
            broken += 1
            verdict = f"{state_words(row)} : {row.problem}"
        elif row.evaluation is None:
            verdict = "pas encore de lettre" if row.path is None else "pas encore lue"
        elif row.statut is Statut.ANNULEE:
            verdict = "annulée"
        elif row.evaluation.validable:
            good += 1
            verdict = "validée, rien de bloquant" if row.statut is Statut.VALIDEE else "peut être validée"
        else:
            bad += 1
            rules = ", ".join(dict.fromkeys(finding.regle for finding in row.evaluation.blocking))
            verdict = f"{counted(row.evaluation.missing, 'bloquant')} ({rules})"
        yield f"{place} : {verdict}"
    waiting = sum(row.path is None for row in rows)
    parts = [f"{good} sans bloquant", f"{bad} à compléter"]
    parts += [counted(broken, "illisible")] if broken else []
    parts += [f"{waiting} sans lettre"] if waiting else []
    yield f"Total : {', '.join(parts)}."


def print_lines(done: Sequence[Printed], folder: str, *, cancelled: int = 0) -> Iterator[str]:
    """Give what a batch of printing made, where, and what failed."""
    made = [one for one in done if one.target is not None]
    final = sum(one.final for one in made)
    drafts = len(made) - final
    parts = [counted(final, "lettre validée")] if final else []
    parts += [f"{drafts} en forme de travail (BROUILLON)"] if drafts else []
    yield f"{counted(len(made), 'document')} Word{' : ' + ', '.join(parts) if parts else ''}"
    if made:
        yield f"Dossier : {folder}"
    yield from (f"  {one.target.name}" for one in made if one.target is not None)
    if cancelled:
        yield f"Non imprimées, annulées : {cancelled}"
    for one in done:
        if one.target is None:
            yield f"Échec, {one.row.path.name if one.row.path else one.row.cle} : {one.problem}"


def csv_lines(read: CsvRead, added: Added) -> Iterator[str]:
    """Give what a CSV file brought; the lines left out by their numbers, never by their content."""
    words = [counted(len(added.rows), "sortie attendue ajoutée")]
    if added.known:
        words.append(
            f"{added.known} déjà là" + (f" (dont {counted(added.retired, 'retirée')})" if added.retired else "")
        )
    if read.problems:
        words.append(counted(len(read.problems), "ligne écartée"))
    yield "CSV : " + ", ".join(words) + "."
    yield from (f"  {problem}" for problem in read.problems)
