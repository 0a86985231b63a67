"""One line of a prescription read whole: drug, posology, route, duration, and the words that were not understood.

    read_line("paracetamol 1g 1cp x3/j 5j si douleur")

The grammar is told in `docs/dev/posologie.md`; `model.GRAMMAIRE` is its version.
"""

from dataclasses import replace

from lls_drafter.medication.assemble import Assembled, assemble
from lls_drafter.medication.drug import Head, read_head
from lls_drafter.medication.elements import ROLES, Element, Reader, What
from lls_drafter.medication.lexemes import Lexeme, cut
from lls_drafter.medication.lexicon import Kind
from lls_drafter.medication.model import Ligne, Nom, Part, Posologie, Prise, Role
from lls_drafter.medication.scan import scan

LONGEST = 2000
"""Characters: a longer line is no prescription, and comes back unread."""
_MANY = 12
"""Unread words beside which nothing read can be trusted: the line is prose."""


def read_line(text: str) -> Ligne:
    """Read one line; what is not understood is in `non_lu`, never dropped, never guessed."""
    if len(text) > LONGEST or "\n" in text:
        return _unread(text)
    lexemes = cut(text)
    if not lexemes:
        return Ligne(text)
    reader = Reader(text, lexemes)
    start = _after_bullet(reader)
    lead = _leading_dose(reader, start)
    head = read_head(reader, lead[1] if lead is not None else start)
    if head.nom is None:
        lead = None
    elements = scan(reader, head.after if head.nom is not None else start)
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
    read = assemble(elements)
    posologie, nom, quantity = read.posologie, head.nom, head.quantity
    parts = list(head.parts)
    if nom is not None:
        nom, posologie, parts = _strength_or_dose(head, read, parts)
        if read.strength is not None and nom is not None and nom.dosage is None and not quantity:
            first, after = read.strength.first, read.strength.after
            nom = replace(nom, dosage=reader.raw(first, after))
            read.strength.what = What.LIAISON
            parts.append((Role.DOSAGE, first, after))
            elements = [one for one in elements if one is not read.strength]
        elif read.strength is not None:
            read.strength.what = What.NON_LU
        forms = [one for one in elements if one.what is What.FORME]
        if forms and nom is not None and nom.forme is None:
            nom = replace(nom, forme=" ".join(dict.fromkeys(str(one.value) for one in forms)))
    elif read.strength is not None:
        read.strength.what = What.NON_LU
    if start:
        parts.append((Role.LIAISON, 0, start))
    spans = [(first, after, role) for role, first, after in parts]
    for one in elements:
        role = ROLES.get(one.what)
        if one.what is What.FORME and nom is None:
            role = None
        spans.append((one.first, one.after, role))
    lu, non_lu = _parts(text, reader.lexemes, sorted(spans, key=lambda span: span[0]))
    if _is_prose(non_lu, lu):
        return _unread(text)
    return Ligne(text, nom, posologie, read.voie, read.duree, read.indication, lu, non_lu)


def _strength_or_dose(
    head: Head, read: Assembled, parts: list[tuple[Role, int, int]]
) -> tuple[Nom | None, Posologie | None, list[tuple[Role, int, int]]]:
    """Decide what the quantity after the name is: strength, dose, or both when it stands for the dose."""
    nom, posologie, quantity = head.nom, read.posologie, head.quantity
    if nom is None or quantity is None:
        return nom, posologie, parts
    steps = posologie.etapes if posologie is not None else ()
    first = steps[0] if steps else None
    schema = first.schemas[0] if first is not None and first.schemas else None
    dosed = schema is not None and any(take.dose is not None for take in schema.prises)
    taper = len(steps) > 1 and any(
        take.dose is not None for step in steps[1:] for one in step.schemas for take in one.prises
    )
    if dosed or read.strength is not None:
        return nom, posologie, parts
    if posologie is None or first is None:
        if head.tentative:
            # « lantus 12 UI » alone: a quantity, not known to be a strength
            return nom, posologie, parts
        return nom, posologie, parts
    if schema is None or not first.schemas:
        if not (taper or first.duree is not None):
            return nom, posologie, parts
        from lls_drafter.medication.model import Schema  # noqa: PLC0415 - the only place that makes one

        filled = replace(first, schemas=(Schema((Prise(quantity),)),))
    else:
        takes = tuple(replace(take, dose=quantity) for take in schema.prises) or (Prise(quantity),)
        filled = replace(first, schemas=(replace(schema, prises=takes), *first.schemas[1:]))
    posologie = replace(posologie, etapes=(filled, *steps[1:]))
    if taper or head.tentative:
        nom = replace(nom, dosage=None)
        parts = [(Role.DOSE if role is Role.DOSAGE else role, start, after) for role, start, after in parts]
    return nom, posologie, parts


def _after_bullet(reader: Reader) -> int:
    """Give the place after what only marks a line of a list: « - », « • », « 1) », « 2. »."""
    if reader.kind(0) in ("-", "•", "·", "—", "–", "→", "->", "o", "▪", "●") or reader.text(0) == "x" and reader.kind(1) == Kind.MOT:
        return 1
    numbered = reader.kind(0) == Kind.NOMBRE and reader.kind(1) in (")", ".") and reader.kind(2) == Kind.MOT
    return 2 if numbered and reader.lexemes[1].glued else 0


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


def _is_prose(non_lu: tuple[Part, ...], lu: tuple[Part, ...]) -> bool:
    """Tell whether so much is unread that what was read means nothing."""
    words = sum(len(part.texte.split()) for part in non_lu)
    read = sum(len(part.texte.split()) for part in lu if part.role is not Role.LIAISON)
    return words > _MANY or (words > 3 and words > 2 * read)


def _unread(text: str) -> Ligne:
    """Give a line of which nothing was understood."""
    stripped = text.strip()
    if not stripped:
        return Ligne(text)
    start = text.index(stripped)
    return Ligne(text, non_lu=(Part(start, start + len(stripped), stripped),))
