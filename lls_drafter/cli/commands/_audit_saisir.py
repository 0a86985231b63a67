"""`lls audit saisir`: letters on paper, read by a person, one key a criterion."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lls_drafter.audit.figures import wrapped
from lls_drafter.audit.folder import PAPER
from lls_drafter.audit.paper import Contexte, Etat, Reponse, is_discharge, is_number, is_unit
from lls_drafter.audit.paper_entry import KEYS, Acte, Pas, Question, Saisie, next_number, press, reopened
from lls_drafter.audit.paper_file import PaperFile
from lls_drafter.audit.paper_letters import reasons_of
from lls_drafter.audit.paper_partial import keep_partial, partial_path, read_partial
from lls_drafter.audit.report_file import read_audit
from lls_drafter.cli.commands import _letters
from lls_drafter.cli.commands._audit_keys import Keys, open_keys
from lls_drafter.cli.context import Context
from lls_drafter.drafts import files
from lls_drafter.drafts.paper_lock import held
from lls_drafter.errors import ExitCode, Location, PackNotFoundError, UsageError
from lls_drafter.letter.dates import format_date, parse_date_text
from lls_drafter.letter.sejour import Activite
from lls_drafter.packs.checklists import load_all
from lls_drafter.rules.model import Checklist, Item
from lls_drafter.rules.qls import qls_grid

_NAME = f"saisie{PAPER}"
_SHOWN: Mapping[Etat, str] = {
    Etat.OUI: "oui",
    Etat.NON: "non",
    Etat.INCONNU: "je ne sais pas",
    Etat.SANS_OBJET: "sans objet",
}
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_NO_IDENTITY = "Aucune identité n'est demandée : reporter le numéro de la lettre sur la liste de travail."
_KEYS = "o oui  n non  ? je ne sais pas  s sans objet  e ce qui est demandé  u revenir  h touches  q quitter"


class _LeftError(Exception):
    """The input ended before the first letter."""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "cible",
        metavar="FICHIER|DOSSIER",
        type=Path,
        help=f"fichier *{PAPER}, ou dossier des lettres : la saisie s'y range sous « {_NAME} »",
    )
    parser.add_argument("--sortie", metavar="DATE", help="jour ou mois de sortie (09/03/2026 ou 03/2026)")
    parser.add_argument("--uf", metavar="UF", help="unité fonctionnelle")
    parser.add_argument(
        "--activite",
        choices=[one.value for one in Activite],
        default=Activite.MCO.value,
        help="champ d'activité (par défaut : mco)",
    )
    parser.add_argument(
        "--numeros",
        metavar="AUDIT.json",
        type=Path,
        help="numéroter comme le tirage de cet audit, pour comparer ensuite",
    )
    _letters.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Ask letter after letter; each key is kept before the next one is read."""
    path = _target(args.cible)
    numbers = _drawn(args.numeros) if args.numeros is not None else ()
    grid = _grid(Activite(args.activite), tuple(args.pack))
    with held(path):
        kept = PaperFile.open(path, grid.id, grid.empreinte, [item.id for item in grid.items])
        before = len(kept.lettres)
        with open_keys(context) as keys, suppress(_LeftError):
            desk = _Desk(context, keys, kept, numbers, context.clock.now().date())
            desk.work(_first(args, grid, desk))
    added = len(kept.lettres) - before
    context.say(f"{added} lettre{'s' if added > 1 else ''} de plus, {len(kept.lettres)} en tout : {path}")
    if partial_path(path).exists():
        context.say("La lettre commencée se reprend avec la même commande.")
    return ExitCode.OK


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where a person reads letters.

    Attributes:
        numbers: those of a draw; empty: letters are numbered on.
    """

    context: Context
    keys: Keys
    kept: PaperFile
    numbers: tuple[int, ...]
    today: date

    def work(self, saisie: Saisie | None) -> None:
        """Ask until the person leaves, or the draw is read."""
        if saisie is not None:
            if not self.numbers:
                self.context.say(_NO_IDENTITY)
            self.context.say(_KEYS)
            self._title(saisie)
        while saisie is not None:
            self._ask(saisie)
            pas = press(saisie, self.keys.key())
            if pas.avis:
                self.context.say(f"\n  {pas.avis}")
            if pas.acte is Acte.QUITTER:
                self.context.say()
                return
            saisie = self._done(saisie, pas)
        self.context.say("Toutes les lettres du tirage sont lues.")

    def _done(self, before: Saisie, pas: Pas) -> Saisie | None:
        """Carry out what a key asks for; gives the next state, None when all is read."""
        match pas.acte:
            case Acte.GARDER if pas.lettre is not None:
                self._echo(before, pas)
                self.kept.keep(pas.lettre)
                files.remove(partial_path(self.kept.path))
                out = ", hors champ (u y revient)" if pas.lettre.hors_champ else ""
                self.context.say(f"Lettre n° {pas.lettre.numero} gardée{out}.\n")
                return self._next(pas.saisie)
            case Acte.PRECEDENTE:
                return self._previous(before)
            case Acte.SORTIE | Acte.UNITE:
                return self._changed(before, pas.acte)
            case Acte.AIDE:
                self.context.say()
                for key, words in KEYS:
                    self.context.say(f"    {key}  {words}")
            case Acte.EXPLIQUER:
                self._explain(before.question)
            case _:
                self._echo(before, pas)
        return self._remembered(pas.saisie)

    def _remembered(self, saisie: Saisie) -> Saisie:
        """Keep a letter in progress."""
        keep_partial(self.kept.path, saisie, done=saisie.numero in self.kept.lettres)
        return saisie

    def _next(self, saisie: Saisie) -> Saisie | None:
        """Give the next letter, with the same context."""
        number = next_number(self.numbers, tuple(self.kept.lettres))
        if number is None:
            return None
        made = replace(saisie, numero=number, reponses=(), raison=False)
        self._title(made)
        return made

    def _previous(self, saisie: Saisie) -> Saisie:
        """Open the letter before again."""
        order = list(self.kept.lettres)
        rank = order.index(saisie.numero) if saisie.numero in order else len(order)
        if not rank:
            self.context.say("\n  il n'y a pas de lettre avant")
            return saisie
        made = reopened(saisie, self.kept.lettres[order[rank - 1]])
        self.context.say()
        self._title(made)
        return self._remembered(made)

    def _changed(self, saisie: Saisie, acte: Acte) -> Saisie:
        """Change what is kept from letter to letter."""
        self.context.say()
        try:
            known = saisie.contexte
            if acte is Acte.SORTIE:
                known = replace(known, sortie=self.ask_discharge(known.sortie))
            else:
                known = replace(known, unite=self.ask_unit(known.unite))
        except _LeftError:
            return saisie
        made = replace(saisie, contexte=known)
        self._title(made)
        return self._remembered(made)

    def ask_discharge(self, known: str) -> str:
        """Ask for the day or the month of discharge."""
        while True:
            hint = f" ; Entrée : {said_discharge(known)}" if known else ""
            text = self._line(f"Sortie (jour ou mois : 09/03/2026 ou 03/2026{hint})") or said_discharge(known)
            found = read_discharge(text, self.today) if text else ""
            if found:
                return found
            self.context.say("  un jour ou un mois déjà passé est attendu : 09/03/2026 ou 03/2026")

    def ask_unit(self, known: str) -> str:
        """Ask for the unit; « - » for none."""
        while True:
            hint = f"Entrée : {known} ; - : aucune" if known else "Entrée : aucune"
            text = self._line(f"Unité fonctionnelle, UF ({hint})") or known
            if text in ("", "-"):
                return ""
            if is_unit(text):
                return text.strip()
            self.context.say("  un code de 20 caractères au plus est attendu")

    def _line(self, question: str) -> str:
        """Ask one line, which may be empty."""
        self.context.stdout.write(f"{question} : ")
        self.context.stdout.flush()
        line = self.keys.line()
        if line is None:
            self.context.say()
            raise _LeftError
        return line.strip()

    def _explain(self, question: Question) -> None:
        """Say what a criterion asks for, in the words of the grid."""
        self.context.say()
        for text in question.aide or ("la grille n'en dit pas plus",):
            for line in wrapped(text, "      "):
                self.context.say(line)

    def _title(self, saisie: Saisie) -> None:
        """Say which letter is read."""
        known = saisie.contexte
        unit = f" · UF {known.unite}" if known.unite else ""
        number = str(saisie.numero)
        if saisie.numero in self.numbers:
            number += f" ({self.numbers.index(saisie.numero) + 1} sur {len(self.numbers)} du tirage)"
        self.context.say(
            f"Lettre n° {number} · sortie {said_discharge(known.sortie)}{unit} · {known.activite.value.upper()}"
        )

    def _ask(self, saisie: Saisie) -> None:
        """Ask one question, or its reason."""
        question = saisie.question
        if saisie.raison:
            self.context.say()
            for number, words in enumerate(question.raisons, 1):
                self.context.say(f"      {number}. {words}")
            self.context.stdout.write("      raison : ")
        else:
            star = "*" if question.indispensable else " "
            rank = f"{len(saisie.reponses) + 1:>2}/{len(saisie.questions)}"
            self.context.stdout.write(f"  {rank} {question.id}{star} {question.titre} ? ")
        self.context.stdout.flush()

    def _echo(self, before: Saisie, pas: Pas) -> None:
        """Show the answer beside its question."""
        after = pas.lettre.reponses if pas.lettre is not None else {}
        found: Reponse | None = after.get(before.question.id)
        if found is None and len(pas.saisie.reponses) > len(before.reponses):
            found = pas.saisie.reponses[-1]
        if found is not None:
            self.context.say(_SHOWN[found.etat])
        elif pas.lettre is not None:
            self.context.say("hors champ")
        elif len(pas.saisie.reponses) < len(before.reponses) or (before.raison and not pas.saisie.raison):
            self.context.say("← retour")


def read_discharge(text: str, today: date) -> str:
    """Read a day or a month as people write them; empty when it is neither, or is still to come."""
    month = _MONTH.fullmatch(text)
    found = f"{month[2]}-{int(month[1]):02d}" if month else text
    if not is_discharge(found):
        read = parse_date_text(text, today=today, past=True).value
        found = read.isoformat() if read is not None else ""
    return found if found and found <= today.isoformat()[: len(found)] and is_discharge(found) else ""


def said_discharge(text: str) -> str:
    """Give a day or a month in figures, as it is typed."""
    if len(text) == len("2026-03"):
        return f"{text[5:7]}/{text[:4]}"
    return format_date(date.fromisoformat(text)) if text else ""


def _target(cible: Path) -> Path:
    """Give the file of readings that was named, or that of a folder."""
    if cible.is_dir():
        return cible / _NAME
    if not cible.name.endswith(PAPER):
        raise UsageError(
            f"le nom d'une saisie finit par « {PAPER} »",
            hint=f"lls audit saisir mars{PAPER}, ou le dossier des lettres",
            location=Location(str(cible)),
        )
    return cible


def _drawn(path: Path) -> tuple[int, ...]:
    """Give the numbers of the draw of an audit."""
    numbers = read_audit(path).tirees
    if not numbers or not all(map(is_number, numbers)):
        raise UsageError(
            "cet audit n'a pas de tirage",
            hint="le produire avec « lls audit DOSSIER --tirage 80 --json > AUDIT.json »",
            location=Location(str(path)),
        )
    return numbers


def _grid(activity: Activite, packs: tuple[Path, ...]) -> Checklist:
    """Give the grid of a field of activity."""
    grid = qls_grid([one for one in load_all(packs) if one.modele is None], activity)
    if grid is None:
        raise PackNotFoundError(
            f"il n'y a pas de grille pour l'activité « {activity.value} »", hint="la grille fournie est celle de mco"
        )
    return grid


def _first(args: Namespace, grid: Checklist, desk: _Desk) -> Saisie | None:
    """Give the first letter: the one in progress, else the next; what is kept is asked once."""
    questions = tuple(
        Question(
            id=item.id,
            titre=item.titre,
            indispensable=item.indispensable,
            raisons=reasons_of(item),
            aide=tuple(_told(item)),
        )
        for item in grid.items
    )
    done = tuple(desk.kept.lettres)
    last = desk.kept.lettres[done[-1]].contexte if done else None
    known = Contexte(
        sortie=last.sortie if last else "", unite=last.unite if last else "", activite=Activite(args.activite)
    )
    empty = Saisie(questions=questions, hors_champ=grid.sinon, numero=0, contexte=known)
    left = read_partial(desk.kept.path, empty, done)
    if left is not None:
        desk.context.say(f"Reprise de la lettre n° {left.numero}, à la question {len(left.reponses) + 1}.")
        return left
    number = next_number(desk.numbers, done)
    if number is None:
        return None
    return replace(empty, numero=number, contexte=_asked(args, known, desk, is_first=last is None))


def _told(item: Item) -> Iterator[str]:
    """Give what a grid says of a criterion: an example of each answer, then its help."""
    if item.exemples is not None:
        yield f"oui, par exemple : {item.exemples.bon}"
        yield f"non, par exemple : {item.exemples.mauvais}"
    if item.aide:
        yield item.aide


def _asked(args: Namespace, known: Contexte, desk: _Desk, *, is_first: bool) -> Contexte:
    """Give the context of the first letter: as typed on the command line, as last time, else as asked."""
    leaving = read_discharge(args.sortie, desk.today) if args.sortie is not None else known.sortie
    if args.sortie is not None and not leaving:
        raise UsageError("--sortie : un jour ou un mois déjà passé est attendu", hint="09/03/2026 ou 03/2026")
    if args.uf is not None and not is_unit(args.uf):
        raise UsageError("--uf : un code de 20 caractères au plus est attendu")
    unit = args.uf if args.uf is not None else known.unite
    return replace(
        known,
        sortie=leaving or desk.ask_discharge(""),
        unite=desk.ask_unit("") if is_first and args.uf is None else unit.strip(),
    )
