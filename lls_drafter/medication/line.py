"""One line of a prescription read whole: drug, posology, route, duration, and the words that were not understood.

    read_line("paracetamol 1g 1cp x3/j 5j si douleur")

The grammar is told in `docs/dev/posologie.md`; `model.GRAMMAIRE` is its version.
"""

from dataclasses import dataclass, replace

from lls_drafter.medication.assemble import assemble
from lls_drafter.medication.assembly_parts import MEASURED
from lls_drafter.medication.doses import alike
from lls_drafter.medication.drug import Head, read_head
from lls_drafter.medication.elements import ROLES, Element, What
from lls_drafter.medication.lexemes import Lexeme, cut
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import Dose, DureeLue, Ligne, Nom, Part, Role
from lls_drafter.medication.scan import ASIDE, scan
from lls_drafter.medication.ways import Reader

LONGEST = 2000
"""Characters: a longer line is no prescription, and comes back unread."""
_MANY = 12
"""Unread words beside which nothing read can be trusted: the line is prose."""


def read_line(text: str, *, lone: Role | None = None) -> Ligne:
    """Read one line; what is not understood is in `non_lu`, never dropped, never guessed.

    Args:
        text: the line.
        lone: what its `nombre_seul` is, `DOSAGE` or `DOSE`, when a base of drugs told it. Not told, a number too large
            for a count of tablets stays unread.
    """
    if len(text) > LONGEST or "\n" in text:
        return _unread(text)
    lexemes = cut(text)
    if not lexemes:
        return Ligne(text)
    reader = Reader(text, lexemes)
    reader.lone = lone
    start = _after_bullet(reader)
    lead = _leading_dose(reader, start)
    head = read_head(reader, lead[1] if lead is not None else start)
    if head.nom is None:
        lead = None
    reader.floor = head.after if head.nom is not None else start
    reader.strengthless = head.nom is not None and head.nom.dosage is None
    elements = scan(reader, reader.floor)
    if lead is not None:
        elements.insert(0, lead[0])
    return _line(text, reader, start, head, elements)


def read_posology(text: str) -> Ligne:
    """Read a posology without a drug, as the letter keeps it; `nom` is None."""
    if len(text) > LONGEST:
        return _unread(text)
    text = " ".join(text.split("\n"))
    reader = Reader(text, cut(text))
    return _line(text, reader, 0, Head(None, [], 0), scan(reader, 0))


def _line(text: str, reader: Reader, start: int, head: Head, elements: list[Element]) -> Ligne:
    """Put together the drug and the elements."""
    drug = _drug(reader, head, elements)
    nom, parts, quantity = drug.nom, drug.parts, drug.quantity
    read = assemble(elements)
    if read.strength is not None:
        if nom is None or nom.dosage is not None:
            read.strength.what = What.NON_LU
        else:
            nom = replace(nom, dosage=reader.raw(read.strength.first, read.strength.after))
            parts.append((Role.DOSAGE, read.strength.first, read.strength.after))
            elements = [one for one in elements if one is not read.strength]
    unsure = quantity is not None and quantity.what is What.NON_LU and (nom is None or nom.dosage is None)
    spans = [(first, after, None if unsure and role is Role.DOSE else role) for role, first, after in parts]
    for place in range(start):
        said = reader.kind(place) in _BULLETS or reader.text(place)[:1].isalnum() or reader.kind(place) in _NUMBERING
        spans.append((place, place + 1, Role.LIAISON if said else None))
    spans += [(one.first, one.after, ROLES.get(one.what)) for one in elements]
    lu, non_lu = _parts(text, reader.lexemes, sorted(spans, key=lambda span: span[0]))
    if _is_prose(non_lu, lu, named=nom is not None):
        return _unread(text)
    return Ligne(
        text, nom, read.posologie, read.voie, read.duree, read.indication, read.surveillance, lu, non_lu, drug.number
    )


@dataclass(slots=True)
class _Drug:
    """The drug of a line, once it is known what the quantity after its name is.

    Attributes:
        parts: (role, first lexeme, after the last); no role for what stays unread.
        quantity: the quantity as an element, when it is the dose (too).
        number: the quantity, when it is the one number of the line and has no unit.
    """

    nom: Nom | None
    parts: list[tuple[Role | None, int, int]]
    quantity: Element | None = None
    number: Dose | None = None


def _drug(reader: Reader, head: Head, elements: list[Element]) -> _Drug:
    """Tell what the quantity after the name is: strength or dose, both only when its unit is written.

    « furosémide 40 mg le matin » says both; « 500 mg le matin, 1 g le soir » is a dose only; « atorvastatine 40 le
    soir » is what the reader was told, and stays unread when nobody told.
    """
    parts: list[tuple[Role | None, int, int]] = list(head.parts)
    nom, given = head.nom, head.quantity
    if nom is None or given is None or not _is_dose(reader, elements, given):
        return _Drug(nom, parts, number=_count(reader, head, elements))
    beside = any(one.what is What.DOSE for one in elements)
    alone = given.unite is None and not beside
    if alone and reader.lone is Role.DOSAGE:
        return _Drug(nom, parts, number=given)
    role = None if alone and reader.lone is None else Role.DOSE
    if alone or beside:
        nom = replace(nom, dosage=None)
        parts = [(role if known is Role.DOSAGE else known, first, after) for known, first, after in parts]
    if role is None:
        return _Drug(nom, parts, number=given)
    quantity = Element(What.DOSE, given, head.after, head.after)
    elements.insert(0, quantity)
    return _Drug(nom, parts, quantity, given if alone else None)


def _count(reader: Reader, head: Head, elements: list[Element]) -> Dose | None:
    """Give the number alone that was read as a dose: « aspégic 1 le matin », « bisoprolol 2,5 matin et soir »."""
    if head.nom is None or head.nom.dosage is not None or not elements:
        return None
    first, others = elements[0], elements[1:]
    plain = first.first == head.after and first.after == first.first + 1 and reader.text(first.first)[:1].isdigit()
    if first.what is not What.DOSE or not plain or "/" in reader.text(first.first):
        return None
    dose = first.value
    alone = not any(one.what in _DOSED for one in others)
    return dose if alone and isinstance(dose, Dose) and dose.unite is None and dose.maximum is None else None


_CLOSES = frozenset({What.PUIS, What.ET, What.SEPARATEUR})
_TIMED = frozenset(
    {What.MOMENT, What.HEURE, What.FREQUENCE, What.JOURS, What.REPAS, What.CONDITION, What.MAXIMUM, What.PUIS}
)


def _is_dose(reader: Reader, elements: list[Element], quantity: Dose) -> bool:
    """Tell whether the quantity after the name is taken at the times of the line: it is not when a counted dose is."""
    once = any(isinstance(one.value, DureeLue) and one.value.unique for one in elements if one.what is What.DUREE)
    if once and not any(one.what in _DOSED for one in elements):
        return True  # « 1 g en perfusion, dose unique »
    if not any(one.what in _TIMED for one in elements):
        return False
    closed = next((place for place, one in enumerate(elements) if one.what in _CLOSES or one.value == "+"), None)
    clause = elements[:closed]
    if any(one.what is What.NON_LU and one.value != ASIDE and reader.kind(one.first) == Kind.NOMBRE for one in clause):
        return False  # an unread number may be the dose
    first = next((one for one in elements if one.what in (*_TIMED, *_DOSED)), None)
    if first is None or first.what in _DOSED:
        return False
    doses = [one.value for one in elements if one.what is What.DOSE]
    if any(one.what in (What.SERIE, What.ALTERNANCE) for one in elements):
        return False
    if quantity.unite is None:
        bare = [dose.valeur for dose in doses if isinstance(dose, Dose) and dose.unite is None]
        return len(bare) == len(doses) and alike([quantity.valeur, *bare])
    return all(isinstance(dose, Dose) and dose.unite in MEASURED for dose in doses)


_DOSED = (What.DOSE, What.SERIE, What.ALTERNANCE)


_BULLETS = frozenset(
    {"-", "•", "·", "—", "–", "→", "->", "▪", "●", "|", '"', "«", "“", "(", "[", "=>", ">", "#", "+", "~"}
)
_MARKUP = frozenset({"<", ">", "=", "/", "&", "@", "%", "$", "{", "}"})
_NUMBERING = frozenset({")", ".", "/", "-", ":"})


def _after_bullet(reader: Reader) -> int:
    """Give the place after what only marks a line of a list: « - », « • », « 1) », « 3/ », « Traitement : »."""
    at = 0
    while reader.kind(at) and not reader.text(at)[:1].isalnum() and reader.kind(at) not in _MARKUP:
        at += 1
    follows = reader.kind(at + 2) == Kind.MOT and at + 2 < reader.count and not reader.lexemes[at + 2].glued
    if reader.kind(at) == Kind.NOMBRE and reader.kind(at + 1) in _NUMBERING and follows:
        at += 2
    elif reader.text(at) in ("x", "o") and reader.kind(at + 1) == Kind.MOT:
        at += 1
    elif reader.kind(at) == Kind.LIAISON and reader.kind(at + 1) == ":":
        at += 2  # « Traitement : »
    elif reader.kind(at) == Kind.LIAISON and (reader.kind(at + 1) == Kind.NOMBRE or "prendre" in reader.text(at)):
        at += 1
    return at


def _leading_dose(reader: Reader, at: int) -> tuple[Element, int] | None:
    """Read a dose before its drug: « 1 cp de paracétamol 500 mg », « 2 bouffées de ventoline »."""
    found = reader.dose(at)
    if found is None or reader.kind(found[1]) not in (Kind.DE, Kind.MOT):
        return None
    after = reader.skip(found[1], Kind.DE)
    after = reader.skip(after, "'")
    return (Element(What.DOSE, found[0], at, after), after) if reader.kind(after) == Kind.MOT else None


def _parts(
    text: str, lexemes: list[Lexeme], spans: list[tuple[int, int, Role | None]]
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Give the parts read, and the rest; unread neighbours are one part."""
    lu: list[Part] = []
    non_lu: list[Part] = []
    covered = 0
    for first, after, role in spans:
        if after <= first:
            continue
        start, end = lexemes[first].start, lexemes[after - 1].end
        if role is not None:
            lu.append(Part(start, end, text[start:end], role))
        elif non_lu and not text[non_lu[-1].fin : start].strip() and covered == non_lu[-1].fin:
            start = non_lu.pop().debut
            non_lu.append(Part(start, end, text[start:end]))
        else:
            non_lu.append(Part(start, end, text[start:end]))
        covered = end
    return tuple(lu), tuple(non_lu)


def _is_prose(non_lu: tuple[Part, ...], lu: tuple[Part, ...], *, named: bool) -> bool:
    """Tell whether so much is unread that what was read means nothing."""
    words = sum(len(part.texte.split()) for part in non_lu)
    read = sum(len(part.texte.split()) for part in lu if part.role is not Role.LIAISON)
    return words > (2 * _MANY if named else _MANY) or (not named and words > 3 and words > 2 * read)


def _unread(text: str) -> Ligne:
    """Give a line of which nothing was understood."""
    stripped = text.strip()
    if not stripped:
        return Ligne(text)
    start = text.index(stripped)
    return Ligne(text, non_lu=(Part(start, start + len(stripped), stripped),))
