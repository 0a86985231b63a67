"""Lines of prescription read with the catalogue of this seat: what the grammar understands, what the base knows."""

from collections.abc import Iterable
from dataclasses import replace
from threading import Lock

from lls_drafter.letter.text import clean_text, fold
from lls_drafter.medication.line import LONGEST, read_line
from lls_drafter.medication.model import Ligne, Role
from lls_drafter.medication.reading import Faits, Lecture
from lls_drafter.reference.model import Catalogue, Fiche, Identification

_MOST_PROPOSED = 5
_COUNTS = (1, 2, 3, 4)
"""Numbers that may count tablets, so that they are no strength for sure."""
_NEVER_COUNTED = "insuline"


class DrugDesk:
    """Reads lines against one catalogue; the catalogue opens at the first drug."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        """Keep a catalogue; None opens that of the seat when it is first needed."""
        self._catalogue = catalogue
        self._opening = Lock()

    @property
    def catalogue(self) -> Catalogue:
        """Give the catalogue of the seat; may be called from another thread, and opens only once.

        Raises:
            ReferenceDataError: our own list is damaged: this program is not whole.
        """
        with self._opening:
            if self._catalogue is None:
                from lls_drafter.reference.catalogue import open_catalogue  # noqa: PLC0415 - SQLite, at the first drug

                self._catalogue = open_catalogue()
            return self._catalogue

    @property
    def warning(self) -> str | None:
        """Say why the installed base does not answer, None when all is well or nothing was asked yet."""
        return getattr(self._catalogue, "warning", None)

    def read(self, text: str) -> Lecture:
        """Read one line, and tell what the catalogue knows of its drug."""
        line = read_line(text)
        if line.nom is None:
            return Lecture(line)
        facts = self._facts(line)
        if line.nombre_seul is not None and facts.connu:
            line, facts = self._settled(line, facts)
        lecture = Lecture(line, facts)
        return lecture if lecture.comprise else Lecture(_nothing(line), facts)

    def read_lines(self, text: str) -> tuple[Lecture, ...]:
        """Read a pasted list, one drug a line; blank lines are left out."""
        return tuple(self.read(line) for line in lines_of(text))

    def search(self, text: str, *, limit: int = 20) -> tuple[Fiche, ...]:
        """Give the drugs that a text finds."""
        return self.catalogue.search(text, limit=limit)

    def _settled(self, line: Ligne, facts: Faits) -> tuple[Ligne, Faits]:
        """Give a line whose number alone is the strength that the base knows, else a dose: never both.

        « lorazépam 1 » may be one tablet or 1 mg: it stays as typed, and its unit is to be said.
        """
        alone = line.nombre_seul
        named = read_line(line.texte, lone=Role.DOSAGE)
        strength = named.nom.dosage if named.nom is not None else None
        if strength is None or named.nom is None or alone is None:
            return line, facts
        counts = alone.valeur in _COUNTS
        for written in (strength, f"{strength} mg"):
            found = self._found(replace(named, nom=replace(named.nom, dosage=written)))
            if found.dci and found.dosages:
                return (line, facts) if counts else (named, _facts_of(found, strength))
        if counts and not (facts.dci or "").startswith(_NEVER_COUNTED):
            return replace(line, nombre_seul=None), facts
        return read_line(line.texte, lone=Role.DOSE), facts

    def _facts(self, line: Ligne) -> Faits:
        """Give the facts of the base about a drug; none when its name is not known exactly."""
        assert line.nom is not None  # noqa: S101 - asked only then, for the type checker
        return _facts_of(self._found(line), line.nom.dosage)

    def _found(self, line: Ligne) -> Identification:
        """Tell what the drug of a line is; nothing when its two names do not agree."""
        nom = line.nom
        assert nom is not None  # noqa: S101 - asked only then, for the type checker
        forme = nom.forme or _unit_form(line)
        found = self.catalogue.identify(nom.libelle, dosage=nom.dosage, forme=forme)
        if not found.dci and forme is not None:
            found = self.catalogue.identify(f"{nom.libelle} {forme}", dosage=nom.dosage)
        other = nom.autre
        if other is not None:
            second = self.catalogue.identify(other, dosage=nom.dosage, forme=forme)
            if found.dci and second.dci and set(map(fold, found.dci)) != set(map(fold, second.dci)):
                return Identification()  # « Eliquis (rivaroxaban) »: the two names do not agree
            if second.dci and (not found.dci or second.marque):
                found = second
        return found


def _facts_of(found: Identification, dosage: str | None) -> Faits:
    """Give what all the specialities that agree with the line have in common."""
    if not found.dci:
        return Faits(propositions=found.propositions[:_MOST_PROPOSED])
    fiches = [one for one in found.fiches if one.autorise] or list(found.fiches)
    first = fiches[0] if fiches else None
    base = first.base if first is not None else None
    cis = {one.cis for one in fiches}
    atc = {one.atc for one in fiches}
    routes = {one.voies for one in fiches if one.voies}
    forms = {one.forme for one in fiches if one.forme}
    limits = {one.restrictions for one in fiches}
    strengths = {one.dosages for one in fiches}
    route = next(iter(routes)) if len(routes) == 1 else ()
    completes = dosage is not None and not any(letter.isalpha() for letter in dosage) and len(found.dosages) == 1
    return Faits(
        dci=" + ".join(found.dci),
        marque=found.marque,
        dosage=found.dosages[0] if completes else None,
        forme=next(iter(forms)) if len(forms) == 1 and dosage is not None else None,
        voie=route[0] if len(route) == 1 else None,
        cis=next(iter(cis)) if len(cis) == 1 and len(strengths) == 1 else None,
        atc=next(iter(atc)) if len(atc) == 1 else None,
        restriction="; ".join(next(iter(limits))) or None if len(limits) == 1 else None,
        base=base,
    )


def _unit_form(line: Ligne) -> str | None:
    """Give the form that the counted unit of the doses says: « 1 cp » is a tablet."""
    steps = line.posologie.etapes if line.posologie is not None else ()
    units = {
        take.dose.unite for step in steps for schema in step.schemas for take in schema.prises if take.dose is not None
    }
    unit = next(iter(units)) if len(units) == 1 else None
    return unit if unit in ("comprimé", "gélule", "capsule", "sachet", "suppositoire", "ovule", "patch") else None


def _nothing(line: Ligne) -> Ligne:
    """Give a line as not understood at all: a name that no base knows, and nothing about it."""
    parts = sorted((*line.lu, *line.non_lu), key=lambda part: part.debut)
    first, last = parts[0].debut, parts[-1].fin
    whole = replace(parts[0], debut=first, fin=last, texte=line.texte[first:last], role=None)
    return Ligne(line.texte, non_lu=(whole,))


def lines_of(text: str) -> Iterable[str]:
    """Give the lines of a pasted text, cleaned; a line too long to be read stays as it is."""
    for line in text.splitlines():
        cleaned = clean_text(line).strip() if len(line) <= LONGEST else line.strip()
        if cleaned:
            yield cleaned
