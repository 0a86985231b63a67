"""What is computed while the person types, off the thread that draws: findings, passages to underline, live echo."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from lls_drafter.errors import LlsError
from lls_drafter.letter.paths import FieldPath
from lls_drafter.medication.reading import say_lecture
from lls_drafter.wizard.answers.treatments import reference_day
from lls_drafter.wizard.context import context_of
from lls_drafter.wizard.full.field import still_valid
from lls_drafter.wizard.full.tasks import Tasks
from lls_drafter.wizard.steps import Kind

if TYPE_CHECKING:
    from lls_drafter.rules.writing import Diagnostic
    from lls_drafter.wizard.full.shell import Full

PAUSE = 0.12
"""Seconds without a key after which a text is looked at."""
SAFE_EVERY = 0.4
"""Seconds between two savings of a text still being typed."""
RETRY_EVERY = 2.0
"""Seconds between two tries to save what could not be, and to have a letter that another seat holds."""
BEAT_EVERY = 30.0
"""Seconds between two signs of life to the other seats."""
_ANY_TEXT = FieldPath(("synthese_medicale",))
_LONGEST_ECHO = 500
_DRUGS = (Kind.DRUG, Kind.DRUG_NAME)
T = TypeVar("T")


class Background:
    """The work beside the screen; its results are read when something is drawn."""

    def __init__(self, full: "Full") -> None:
        """Keep the screen that is served."""
        self._full = full
        self._worker: Executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lls")
        self.seen = 0
        """Changes each time there is something new to draw."""
        self.ready = False
        """Whether the rules are loaded: what they say costs nothing then."""
        self._pause: asyncio.TimerHandle | None = None
        self._tasks = Tasks(full.fail)
        self._judged: tuple[str, str, tuple[Diagnostic, ...]] = ("", "", ())  # question, text, passages
        self._echo: tuple[str, str, tuple[str, ...]] = ("", "", ())  # question, text, sentences

    def start(self) -> None:
        """Begin, once the screen is there: the rules and the catalogue are loaded after the first picture."""
        self.warm()
        self._tasks.start(self._guard())

    def warm(self) -> None:
        """Load what the first picture did without."""
        self.ready = False
        self._tasks.start(self._warm())

    def stop(self) -> None:
        """End; what is being computed is of no use any more."""
        if self._pause is not None:
            self._pause.cancel()
        self._tasks.cancel()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def typed(self) -> None:
        """Look at the text in hand once the person pauses."""
        loop = asyncio.get_running_loop()
        if self._pause is not None:
            self._pause.cancel()
        self._pause = loop.call_later(PAUSE, lambda: self._tasks.start(self._look()))

    # --- what is drawn -------------------------------------------------------------------------------------

    def diagnostics(self) -> "tuple[Diagnostic, ...]":
        """Give the passages to underline in the text in hand, as far as they still stand."""
        question, text, found = self._judged
        full = self._full
        if not found or question != full.talk.state.current:
            return ()
        return still_valid(found, text, full.entry.text)

    def diagnostic_at(self, cursor: int) -> "Diagnostic | None":
        """Give the passage under the cursor, else the last before it, else the first."""
        found = self.diagnostics()
        before = [one for one in found if one.debut <= cursor]
        return before[-1] if before else found[0] if found else None

    def echo(self) -> tuple[str, ...]:
        """Give what is understood of the drug line in hand, before anything is accepted."""
        question, text, said = self._echo
        full = self._full
        return said if question == full.talk.state.current and text == full.entry.text else ()

    # --- the work ------------------------------------------------------------------------------------------

    async def _warm(self) -> None:
        """Judge the letter as it was opened, then open the catalogue of drugs."""
        full = self._full
        context = await self._beside(lambda: context_of(full.port))
        full.gestures.complete(context)
        full.gestures.upkeep.recover()
        lettre = full.talk.state.lettre
        judged = await self._beside(lambda: full.port.evaluate(lettre))
        full.talk.adopt(lettre, judged)
        await self._beside(lambda: full.port.longest(_ANY_TEXT))
        self.ready = True
        self.seen += 1
        full.app.invalidate()
        await self._look()
        with suppress(LlsError):  # told at the first drug
            await self._beside(lambda: full.port.search_drugs("doliprane"))

    async def _look(self) -> None:
        """Look at the text in hand: the passages that the rules find, what is understood of a drug line."""
        full = self._full
        step, text, state = full.talk.step, full.entry.text, full.talk.state
        if step.kind in _DRUGS:
            day = reference_day(state.lettre, state.context)
            said = await self._beside(lambda: self._said(text, day)) if "\n" not in text else ()
            self._echo = (step.id, text, said)
        if step.path.parts and text:
            found = await self._beside(lambda: tuple(full.port.diagnose(step.path, text)))
            self._judged = (step.id, text, found)
        self.seen += 1
        full.app.invalidate()

    def _said(self, text: str, day: date) -> tuple[str, ...]:
        """Give the sentence that says a drug line back; nothing for a text that is not one."""
        full = self._full
        if len(text.strip()) < 3 or len(text) > _LONGEST_ECHO or text.startswith((":", "=")) or ";" in text:
            return ()
        try:
            lecture = full.port.read_drug(text)
        except LlsError:
            return ()
        if not lecture.comprise:
            return ("Lu : rien encore",) if " " in text.strip() else ()
        said = [f"Lu : {say_lecture(lecture, jour=day)}"]
        if lecture.ligne.non_lu:
            said.append("NON COMPRIS, gardé tel quel : " + " · ".join(part.texte for part in lecture.ligne.non_lu))
        return tuple(said)

    async def _guard(self) -> None:
        """Keep the text being typed safe, try again what failed, watch over the other seat and over an idle screen."""
        full = self._full
        waited, silent = 0.0, 0.0
        while True:
            await asyncio.sleep(SAFE_EVERY)
            full.gestures.upkeep.tell(full.talk.keep_safe(full.entry.text, full.entry.cursor_position))
            full.gestures.upkeep.watch_idle(SAFE_EVERY)
            waited += SAFE_EVERY
            if waited >= RETRY_EVERY:
                waited = 0.0
                full.gestures.upkeep.try_again()
            silent += SAFE_EVERY
            if silent >= BEAT_EVERY:
                silent = 0.0
                full.port.beat()

    async def _beside(self, work: Callable[[], T]) -> T:
        """Compute something on the other thread."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a work of the screen beside it, until the screen ends."""
        self._tasks.start(work)
