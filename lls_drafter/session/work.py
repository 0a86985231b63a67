"""One letter being worked on: read, kept, judged, shown; what a wizard front end holds in its hands.

The rules, the templates, the exporters and the drug base are loaded when they are first asked for: a letter opens, and
its screen is drawn, without them.

`plan`, `liste_sortie`, `diagnose`, `longest`, `evaluate`, `read_drug` and `search_drugs` may be called from another
thread than the one that saves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from lls_drafter.codes.value_sets import Code, value_set
from lls_drafter.drafts import files
from lls_drafter.drafts.keeping import Keeper
from lls_drafter.drafts.lock import LetterLock
from lls_drafter.drafts.records import Bookmark, Geste
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftLockedError, LlsError, Location
from lls_drafter.session.life import require_open

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from lls_drafter.document.blocks import Inline
    from lls_drafter.letter.lettre import Lettre
    from lls_drafter.letter.paths import FieldPath
    from lls_drafter.letter.personnes import Praticien
    from lls_drafter.letter.plan import PhrasePrete, Plan
    from lls_drafter.medication.reading import Lecture
    from lls_drafter.reference.model import Fiche
    from lls_drafter.rules.listes import Proposition
    from lls_drafter.rules.model import Checklist
    from lls_drafter.rules.writing import Diagnostic
    from lls_drafter.session.drugs import DrugDesk
    from lls_drafter.session.evaluate import Evaluation
    from lls_drafter.session.part import Part
    from lls_drafter.session.render import RenderOptions
    from lls_drafter.session.sources import Clock
    from lls_drafter.settings import Phrase, Settings


@dataclass(slots=True)
class Work:
    """A letter open for work: satisfies `wizard.ports.WizardPort`.

    Attributes:
        lettre: the letter as opened; `save` moves it forward.
        path: its file.
        position: the step where it was left, None for a new letter.
        en_cours: the texts typed and not accepted, by question.
        curseur: the place of the cursor in the text of that step.
        drugs: the desk that reads drugs; None opens that of the seat at the first drug.
        lock: what makes the letter ours to write; None when nobody else can have it.
        part: the only part of the letter that is worked on and judged; None for all of it.
    """

    lettre: Lettre
    store: LetterStore
    settings: Settings
    clock: Clock
    packs: tuple[Path, ...] = ()
    position: str | None = None
    en_cours: Mapping[str, str] = field(default_factory=dict)
    frozen: tuple[Lettre, ...] = ()
    drugs: DrugDesk | None = None
    curseur: int = 0
    lock: LetterLock | None = None
    part: Part | None = None
    _keeper: Keeper = field(init=False)
    _was_ours: bool = field(default=False, init=False)
    _plan: Plan | None = field(default=None, init=False)
    _making: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the letter from here on."""
        self._keeper = Keeper(self.store, self.lettre if self.store.known is not None else None)
        self._was_ours = self.lock is None or self.lock.is_ours

    @property
    def preferences(self) -> Settings:
        """Give how this seat likes its full screen."""
        return self.settings

    @property
    def path(self) -> Path:
        """Give the file of the letter."""
        return self.store.path

    @property
    def today(self) -> date:
        """Give the day of the clock."""
        return self.clock.now().date()

    @property
    def phrases(self) -> tuple[Phrase | PhrasePrete, ...]:
        """Give the ready phrases: those of the template once it is known, then those of the seat."""
        return (*self._plan.phrases, *self.settings.phrases) if self._plan is not None else self.settings.phrases

    @property
    def correspondants(self) -> tuple[Praticien, ...]:
        """Give the usual correspondents of the seat."""
        return self.settings.correspondants

    @property
    def signataires(self) -> tuple[Praticien, ...]:
        """Give the doctors who sign on this seat."""
        return self.settings.signataires

    @property
    def plan(self) -> Plan:
        """Give the sections that the letter's template asks for; may be called from another thread."""
        if self._plan is None:
            from lls_drafter.packs.templates import load_template  # noqa: PLC0415 - after the first picture
            from lls_drafter.session.templates import template_id  # noqa: PLC0415 - after the first picture

            self._plan = load_template(template_id(self.lettre), extra=self.packs).plan
        return self._plan

    @property
    def sections(self) -> frozenset[str]:
        """Give the only parts of the conversation that are asked; empty for all."""
        return self.part.sections if self.part is not None else frozenset()

    @property
    def liste_sortie(self) -> Checklist | None:
        """Give the discharge check-list, None when no layer has one; may be called from another thread."""
        from lls_drafter.session.evaluate import DISCHARGE_CHECKLIST, letter_checklists  # noqa: PLC0415 - after the first picture

        known = letter_checklists(self.lettre, self.packs)
        return next((item for item in known if item.id == DISCHARGE_CHECKLIST), None)

    def resume(self) -> tuple[str, ...]:
        """Take up the work where it was left, a rescue copy included; gives what is to be told, a sentence each.

        Raises:
            DraftError: the frozen versions cannot be read, or a rescue copy cannot be put in its place.
        """
        self._keeper = Keeper(self.store, self.lettre if self.store.known is not None else None)
        self.store.read_bookmark()
        found = self._keeper.resume(now=self.clock.now())
        left = found.bookmark
        self.lettre, self._was_ours = found.lettre, True
        self.position = left.position if left is not None else None
        self.en_cours = left.en_cours if left is not None else {}
        self.curseur = left.curseur if left is not None else 0
        self.frozen = self.store.frozen(self.lettre)
        return found.notes

    def save(self, lettre: Lettre, position: str, en_cours: Mapping[str, str], curseur: int = 0) -> None:
        """Write the letter, then beside it the place of the work and the texts not accepted.

        Raises:
            DraftLockedError: somebody else has the letter, and this one is not as it was read; when it was ours and
                was taken by force, it is written beside, and the hint says where.
            DraftError: the file could not be written; what stood is untouched, and the hint says where the work is.
        """
        bookmark = Bookmark(position, dict(en_cours), curseur)
        self.beat()
        if self.read_only:
            self._refuse(lettre, bookmark)
            return
        self._keeper.keep(lettre, bookmark, now=self.clock.now())
        self.lettre = lettre
        self.position, self.en_cours, self.curseur = position, bookmark.en_cours, curseur

    def _refuse(self, lettre: Lettre, bookmark: Bookmark) -> None:
        """Write nothing in a letter that is not ours, and lose nothing of one that was.

        Raises:
            DraftLockedError: the letter is not as it was read.
        """
        hint = "attendre qu'elle soit fermée : elle s'ouvrira alors en écriture"
        if self._was_ours:
            name = self._keeper.keep_aside(lettre, bookmark, now=self.clock.now())
            hint = f"votre version est enregistrée dans {name}" if name else ""
        if lettre != self.lettre or (self._was_ours and bookmark.en_cours):
            raise DraftLockedError(self.read_only, hint=hint, location=Location(str(self.path)))

    def beat(self) -> None:
        """Give a sign of life to whoever waits for the letter; to be called each 30 s, and done by each save."""
        if self.lock is not None:
            self.lock.beat(self.clock.now())

    def close(self) -> None:
        """Put the journal in its shortest form, unless it is somebody else's."""
        if self.lock is None or self.lock.is_ours:
            self.store.journal.close()

    def record(self, verbe: str, titre: str, question: str) -> None:
        """Add a line to « what did I do », written with the next save."""
        self.store.journal.note(Geste(self.clock.now(), verbe, titre, question))

    @property
    def gestes(self) -> tuple[Geste, ...]:
        """Give what was done to the letter, oldest first; at most the last thousand."""
        return self.store.journal.gestes

    @property
    def read_only(self) -> str:
        """Say who else has the letter open, where and since when; empty when it is ours."""
        return self.lock.refusal if self.lock is not None else ""

    def take_over(self) -> bool:
        """Try to have the letter for ourselves, as it now stands on disk; gives whether it is ours."""
        if self.lock is None or self.lock.is_ours:
            return True
        try:
            self.lock.acquire(self.clock.now())
        except LlsError:
            return False
        try:
            read = self.store.load()
            require_open(read.lettre)
            self.lettre = read.lettre
            self.resume()
        except (LlsError, OSError) as error:
            self.lock.withdraw(error.message if isinstance(error, LlsError) else "cette lettre ne se lit plus")
            return False
        return True

    def diagnose(self, address: FieldPath, text: str) -> tuple[Diagnostic, ...]:
        """Give what to underline in a text being typed for a field of the letter as last saved.

        May be called from another thread.
        """
        from lls_drafter.session.writing import proofreader  # noqa: PLC0415 - after the first picture

        return proofreader(self.lettre, self.packs).diagnose(address, text, lettre=self.lettre, today=self.today)

    def longest(self, address: FieldPath) -> int | None:
        """Give the number of characters that the rules advise not to pass, None for no advice.

        May be called from another thread.
        """
        from lls_drafter.session.writing import proofreader  # noqa: PLC0415 - after the first picture

        return proofreader(self.lettre, self.packs).longest(address)

    def review(self, lettre: Lettre, width: int) -> tuple[Inline, ...]:
        """Give the letter as it will be printed: the lines of its text output, with the fields of each passage."""
        from lls_drafter.session.render import review_letter  # noqa: PLC0415 - after the first picture

        return review_letter(lettre, width, self._rendering)

    @property
    def _rendering(self) -> RenderOptions:
        """Give how this seat renders the letter."""
        from lls_drafter.session.render import RenderOptions  # noqa: PLC0415 - after the first picture

        return RenderOptions(today=self.today, packs=self.packs)

    def print_letter(self, lettre: Lettre) -> tuple[str, ...]:
        """Write the Word file of the letter beside it, named as `lls rendre` does; says which, and what it is.

        Raises:
            LlsError: it could not be composed or written.
        """
        from lls_drafter.session.render import is_final, name_of, render_letter, said_of_print, stem_of  # noqa: PLC0415 - after the first picture

        path = self.path.with_name(name_of(stem_of(self.path), "docx", draft=not is_final(lettre)))
        files.write_private(path, render_letter(lettre, "docx", self._rendering))
        return (f"Document Word : {path}", *said_of_print(lettre))

    def evaluate(self, lettre: Lettre) -> Evaluation:
        """Judge the letter as it stands; may be called from another thread."""
        from lls_drafter.session.evaluate import evaluate_letter  # noqa: PLC0415 - after the first picture

        found = evaluate_letter(lettre, today=self.today, frozen=self.frozen, extra=self.packs)
        return found if self.part is None else self.part.judged(found)

    def proposals(self, lettre: Lettre) -> Mapping[str, Proposition]:
        """Give the answers that the letter itself proposes for the discharge check-list."""
        from lls_drafter.rules.listes import proposals  # noqa: PLC0415 - after the first picture

        found = self.liste_sortie
        return proposals(found, lettre, today=self.today) if found is not None else {}

    def preview(self, lettre: Lettre) -> str:
        """Give the letter as text, 80 columns."""
        from lls_drafter.session.render import render_letter  # noqa: PLC0415 - after the first picture

        return render_letter(lettre, "txt", self._rendering).decode()

    @property
    def _desk(self) -> DrugDesk:
        """Give the desk that reads drugs, the same one to all threads."""
        with self._making:
            if self.drugs is None:
                from lls_drafter.session.drugs import DrugDesk  # noqa: PLC0415 - after the first picture

                self.drugs = DrugDesk()
            return self.drugs

    def read_drug(self, text: str) -> Lecture:
        """Read a line of prescription with the catalogue of this seat; may be called from another thread."""
        return self._desk.read(text)

    @property
    def drug_warning(self) -> str | None:
        """Say why the installed drug base does not answer."""
        return self.drugs.warning if self.drugs is not None else None

    def search_drugs(self, text: str) -> tuple[Fiche, ...]:
        """Search the catalogue of this seat; may be called from another thread."""
        return self._desk.search(text)

    def search_codes(self, name: str, text: str) -> tuple[Code, ...]:
        """Search a value set of the product."""
        return value_set(name).search(text)
