"""The plan of care, the devices, the history and the reason of another vendor's document."""

from lls_drafter.cda.reader.allergies import first_place
from lls_drafter.cda.reader.model import Nature
from lls_drafter.cda.reader.narrative import Block, Paragraph, Table, cells_text, plain, words_of
from lls_drafter.cda.reader.reading import Reading
from lls_drafter.cda.reader.section import Section
from lls_drafter.cda.reader.values import attribute, bounds, child, children, day_of, first, lines_of, text_of
from lls_drafter.cda.xml import Element
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.suites import SuiteADonner
from lls_drafter.letter.synthese import DispositifImplantable
from lls_drafter.letter.text import fold

HISTORY_CODES = frozenset({"11348-0", "11450-4", "47519-4"})
"""Past illnesses, problems, past operations."""
_NEGATIVE_BEGINNINGS = ("aucun", "pas d", "absence d", "neant", "sans ", "non connu", "ras")


def read_reason(reading: Reading, section: Section) -> None:
    """Read the reason of the stay: the words of its section, whole."""
    text = "\n".join(filter(None, map(words_of, section.blocks)))
    if reading.put("motif_hospitalisation", text, section.titre):
        section.take(section.blocks)


def read_history(reading: Reading, sections: tuple[Section, ...]) -> None:
    """Read the history: the rows of its sections, each under its title when there are several."""
    parts = []
    for section in sections:
        said = "\n".join(filter(None, map(_rows_of, section.blocks)))
        if said and not _is_negative(said):
            parts.append(f"{section.titre} :\n{said}" if len(sections) > 1 else said)
            section.take(section.blocks)
    if parts:
        reading.put("antecedents", "\n".join(parts), sections[0].titre)


def _is_negative(text: str) -> bool:
    """Tell whether words say that there is nothing: they answer nothing, a person does."""
    return fold(text).startswith(_NEGATIVE_BEGINNINGS)


def _rows_of(block: Block) -> str:
    """Give the rows of a table without its head, or a paragraph."""
    if isinstance(block, Paragraph):
        return plain(block.line)
    return "\n".join(filter(None, map(cells_text, block.rows)))


def read_plan(reading: Reading, section: Section) -> None:
    """Read the actions of the plan of care: what the row says, its day as coded when the row says none."""
    if reading.est_de_lls:
        _days(reading, section)
        return
    found = []
    for entry in children(section.element, "entry"):
        for act in entry:
            step = _step(reading, section, act)
            if step is not None:
                found.append(step)
    reading.add("suites_a_donner", tuple(found), section.titre)
    _leave_other_rows(reading, section, {fold(one.action or "") for one in found})


def _days(reading: Reading, section: Section) -> None:
    """Complete the actions of our own table with the days of their entries: « quand » may be all that says them."""
    steps = reading.lettre.suites_a_donner
    if isinstance(steps, Absence):
        return
    acts = [act for entry in children(section.element, "entry") for act in entry]
    if len(acts) != len(steps):
        return
    completed = []
    for one, act in zip(steps, acts, strict=True):
        target = reading.linked(act)
        day = day_of(bounds(child(act, "effectiveTime"))[0])
        is_its_own = target is not None and fold(one.action or "") in fold(text_of(target))
        said = day is not None and day.strftime("%d/%m/%Y") in (one.quand or "")
        completed.append(one.replace(date=day) if is_its_own and said and one.date is None else one)
    reading.lettre = reading.lettre.replace(suites_a_donner=tuple(completed))


def _step(reading: Reading, section: Section, act: Element) -> SuiteADonner | None:
    """Give one action."""
    target = reading.linked(act)
    code = child(act, "code")
    words = text_of(target) if target is not None else ""
    action = first((words, lines_of(child(act, "value")), attribute(code, "displayName")))
    if not action:
        return None
    place = first_place(reading, section, act)
    parts = [part for part in (place[1].split(" – ") if place is not None else ()) if fold(part) != fold(action)]
    day = day_of(bounds(child(act, "effectiveTime"))[0])
    said = any(day.strftime("%d/%m/%Y") in part for part in parts) if day is not None else False
    if day is not None and parts and not said:
        reading.leave(section.titre, Nature.CONTRADICTION, "date d'une suite : le texte et le code diffèrent")
        day = None
    return SuiteADonner(action=action, date=day, precision=" ; ".join(parts) or None)


def read_devices(reading: Reading, section: Section) -> None:
    """Read the devices: what the row names, and its day when text and code agree."""
    if reading.est_de_lls:  # our labelled line says all
        return
    found = []
    for supply in section.entries("supply"):
        device = _device(reading, section, supply)
        if device is not None:
            found.append(device)
    reading.add("dispositifs_implantables", tuple(found), section.titre)
    _leave_other_rows(reading, section, {fold(one.denomination or "") for one in found})


def _device(reading: Reading, section: Section, supply: Element) -> DispositifImplantable | None:
    """Give one device."""
    role = child(supply, "participant", "participantRole")
    code = child(role, "playingDevice", "code")
    target = reading.linked(code) if code is not None else None
    if target is None:
        target = reading.linked(supply)
    words = text_of(target) if target is not None else ""
    name = first(
        (words, attribute(code, "displayName"), text_of(child(role, "playingDevice", "manufacturerModelName")))
    )
    if not name:
        return None
    place = first_place(reading, section, code, supply)
    udi = next((attribute(one, "extension") for one in children(role, "id")), None)
    parts = [part for part in (place[1].split(" – ") if place is not None else ()) if fold(part) != fold(name)]
    more = " ; ".join(parts)
    day = day_of(bounds(child(supply, "effectiveTime"))[0])
    if day is not None and more and day.strftime("%d/%m/%Y") not in more:
        reading.leave(section.titre, Nature.CONTRADICTION, "date d'un dispositif : le texte et le code diffèrent")
        day = None
    return DispositifImplantable(
        denomination=name, reference=f"UDI {udi}" if udi else None, date=day, suivi=more or None
    )


def _leave_other_rows(reading: Reading, section: Section, known: set[str]) -> None:
    """Tell the rows of tables that were taken for some of their rows only."""
    for block in section.blocks:
        if not (isinstance(block, Table) and block in section.taken):
            continue
        for row in block.rows:
            if cells_text(row) and not any(fold(cell.text) in known for cell in row.cells):
                reading.leave(section.titre, Nature.TEXTE, "ligne du texte sans entrée codée", cells_text(row))
