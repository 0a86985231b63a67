"""Professionals, recipients, plans and the letterhead, from the words of our own documents."""

import re
from typing import Any, TypeVar

from lls_drafter.cda.reader.entries import enum_said, made
from lls_drafter.cda.reader.narrative import Line, Paragraph, Piece, clean, plain, values
from lls_drafter.cda.reader.reading import Reading
from lls_drafter.cda.reader.section import Section
from lls_drafter.letter.identifiants import normalize_rpps, rpps_shape_error
from lls_drafter.letter.personnes import (
    AbsenceMedecinTraitant,
    Destinataire,
    Praticien,
    RoleDestinataire,
)
from lls_drafter.letter.remise import BeneficiaireRemise, Canal, Envoi, ModeRemise, RemisePatient, RemisePrevue
from lls_drafter.letter.text import fold

P = TypeVar("P", bound=Praticien)

_CONTACTS = {"rpps": "rpps", "tel.": "telephone", "tel": "telephone", "mssante": "mssante"}
_CIVILITIES = frozenset({"dr", "pr", "m.", "m", "mme", "mlle", "docteur", "professeur", "monsieur", "madame"})
_UNTITLED = "en-tete de la lettre"
_POST_CODE = re.compile(r"\b\d{5}\b", re.ASCII)
_SEPARATOR = " – "


def read_person(line: Line, kind: type[P], addresses: frozenset[str]) -> P | None:
    """Give a professional from a line « Dr Anne KELLER – cardiologue – RPPS … – adresse – tél. … »; None for nobody.

    Args:
        line: the words.
        kind: what to make.
        addresses: those of the header: they tell an address from a function.
    """
    parts = [part for part in _split(line) if values(part)]
    if not parts:
        return None
    found: dict[str, Any] = {}
    is_contact = fold(_before(parts[0])).strip(" :") in _CONTACTS
    head = [] if is_contact else list(values(parts[0]))
    if "aucun" in kind.model_fields and head:
        reason = enum_said(AbsenceMedecinTraitant, head[0])
        if reason is not None:
            found["aucun"] = reason
            head.pop(0)
    found |= _name(head)
    free: list[str] = []
    for part in parts if is_contact else parts[1:]:
        label = fold(_before(part)).strip(" :")
        name = _CONTACTS.get(label)
        if name is not None:
            found[name] = clean(values(part)[0])
        else:
            free += map(clean, values(part))
    return _completed(kind, found, free, addresses)


def _completed(
    kind: type[P], found: dict[str, Any], free: list[str], addresses: frozenset[str] = frozenset()
) -> P | None:
    """Make a professional; what has no label is the function, then the address."""
    if len(free) == 1:
        is_address = " ".join(free[0].split()) in addresses or _POST_CODE.search(free[0])
        found["adresse" if is_address else "fonction"] = free[0]
    elif free:
        found["fonction"], found["adresse"] = free[0], _SEPARATOR.join(free[1:])
    rpps = normalize_rpps(found.get("rpps") or "")
    found["rpps"] = rpps if rpps and rpps_shape_error(rpps) is None else None
    return made(kind, found) if found.get("nom") or found.get("aucun") else None


def _name(parts: list[str]) -> dict[str, str]:
    """Tell title, given name and family name apart: each is a value of its own."""
    found: dict[str, str] = {}
    if len(parts) > 1 and (len(parts) > 2 or fold(parts[0]) in _CIVILITIES):
        found["civilite"] = parts.pop(0)
    if len(parts) > 1:
        found["prenom"] = parts.pop(0)
    if parts:
        found["nom"] = parts[-1]
    return {name: clean(text) for name, text in found.items()}


def _split(line: Line, separator: str = _SEPARATOR) -> list[Line]:
    """Give the parts of a line between separators that are words of ours."""
    parts: list[list[Piece]] = [[]]
    for piece in line:
        if piece.is_value or separator not in piece.text:
            parts[-1].append(piece)
            continue
        first, *others = piece.text.split(separator)
        parts[-1].append(Piece(first))
        parts += [[Piece(other)] for other in others]
    return [tuple(part) for part in parts]


def _before(line: Line) -> str:
    """Give the words before the first value."""
    out = ""
    for piece in line:
        if piece.is_value:
            break
        out += piece.text
    return out


def read_people(reading: Reading, section: Section, house: str) -> None:
    """Read the sections that are about persons: letterhead, plan, signature, distribution; by their titles.

    Args:
        reading: the letter under way.
        section: one section.
        house: the hospital's name in the header: the letterhead begins with it.
    """
    if house and fold(section.titre) == _UNTITLED:
        _letterhead(reading, section, house)
        return
    reader = {
        "remise au patient et envois prevus": _plan,
        "signature": _signature,
        "diffusion": _distribution,
    }.get(fold(section.titre))
    if reader is not None:
        reader(reading, section)


def _paragraphs(section: Section) -> list[Paragraph]:
    """Give the paragraphs of a section."""
    return [block for block in section.blocks if isinstance(block, Paragraph)]


def _letterhead(reading: Reading, section: Section, house: str) -> None:
    """Read the service: the second line in bold above the hospital's address; none in another untitled part."""
    lines = [block for block in _paragraphs(section) if values(block.line)]
    bold = []
    for block in lines:
        if not all(piece.is_bold for piece in block.line if piece.is_value):
            break
        bold.append(clean(values(block.line)[0]))
    if not bold or " ".join(bold[0].split()) != house:
        return
    found: dict[str, Any] = dict(zip(("nom", "service"), bold[:2], strict=False))
    for block in lines[len(bold) :]:
        label = fold(_before(block.line)).strip(" :")
        name = {"": "adresse", "tel.": "telephone", "finess": "finess"}.get(label)
        if name is None or name in found:
            break
        found[name] = clean(values(block.line)[0])
        if name == "finess":
            break
    found.pop("finess", None)  # the header has it as data
    for name, text in found.items():
        reading.put(f"etablissement.{name}", text, section.titre)


def _plan(reading: Reading, section: Section) -> None:
    """Read the planned hand-over and the planned sendings."""
    sendings = []
    for block in _paragraphs(section):
        words = fold(plain(block.line))
        if block.is_item:
            one = _sending(block.line)
            if one is None:
                continue
            sendings.append(one)
        elif words.startswith("remise prevue"):
            plan = _hand_over(block.line)
            reading.put("remise_patient", RemisePatient(prevue=plan), section.titre)
        section.take([block])
    reading.put("envois", tuple(sendings), section.titre)


def _hand_over(line: Line) -> RemisePrevue:
    """Give the planned hand-over."""
    found: dict[str, Any] = {}
    before = ""
    for piece in line:
        if not piece.is_value:
            before = piece.text
            continue
        to, way = enum_said(BeneficiaireRemise, piece.text), enum_said(ModeRemise, piece.text)
        if to is not None and "a" not in found:
            found["a"] = to
        elif way is not None:
            found["mode"] = way
        elif fold(before).endswith("par"):
            found["par"] = clean(piece.text)
    return RemisePrevue.model_validate(found)


def _sending(line: Line) -> Envoi | None:
    """Give a planned sending."""
    parts = [tuple(map(clean, values(part))) for part in _split(line) if values(part)]
    if not parts:
        return None
    role = enum_said(RoleDestinataire, parts[0][0])
    rest = parts[1:]
    if role is RoleDestinataire.MEDECIN_TRAITANT and rest and enum_said(Canal, rest[0][0]) is None:
        rest = rest[1:]
    way = enum_said(Canal, rest[0][0]) if rest else None
    planned = rest[1:] if way is not None else rest
    return Envoi(
        destinataire=role.value if role is not None else parts[0][0],
        canal=way,
        prevu=_SEPARATOR.join(part[0] for part in planned) or None,
    )


def _signature(reading: Reading, section: Section) -> None:
    """Read the signatory with its contacts, the cosignatories and the writer."""
    lines = _paragraphs(section)
    cosigners: list[Praticien] = []
    for index, block in enumerate(lines):
        label = fold(_before(block.line)).strip(" :")
        if index == 0:
            contacts = lines[1].line if len(lines) > 1 and _is_contact(lines[1].line) else ()
            person = _signatory(block.line, contacts)
            reading.put("signataire", person, section.titre)
            section.take(lines[: 2 if contacts else 1])
        elif label in {"redigee par", "cosignataire"}:
            other = read_person(block.line, Praticien, reading.addresses)
            if other is None:
                continue
            if label == "redigee par":
                reading.put("redacteur", other, section.titre)
            else:
                cosigners.append(other)
            section.take([block])
        elif fold(plain(block.line)).startswith("validee le"):
            section.take([block])
    reading.put("cosignataires", tuple(cosigners), section.titre)


def _is_contact(line: Line) -> bool:
    """Tell whether a line is about how to reach somebody, not about somebody else."""
    label = fold(_before(line)).strip(" :")
    return bool(values(line)) and (label in _CONTACTS or (not label and not any(piece.is_bold for piece in line)))


def _signatory(line: Line, contacts: Line) -> Praticien | None:
    """Give the signatory: name in bold, function after a comma, then the line of contacts."""
    bold = [piece.text for piece in line if piece.is_value and piece.is_bold]
    others = [piece.text for piece in line if piece.is_value and not piece.is_bold]
    found: dict[str, Any] = dict(_name(bold))
    if others:
        found["fonction"] = clean(others[0])
    for part in _split(contacts):
        label = fold(_before(part)).strip(" :")
        if values(part) and (label in _CONTACTS or not label):
            found[_CONTACTS.get(label, "adresse")] = clean(values(part)[0])
    return _completed(Praticien, found, [])


def _distribution(reading: Reading, section: Section) -> None:
    """Read the recipients."""
    found = []
    for block in _paragraphs(section):
        one = _recipient(block.line, reading.lettre.medecin_traitant)
        if one is not None:
            found.append(one)
            section.take([block])
    reading.put("destinataires", tuple(found), section.titre)


def _recipient(line: Line, doctor: Praticien | None) -> Destinataire | None:
    """Give a recipient; what stands before a role is a name, then a structure; after it, the address.

    The médecin traitant whom the letter names elsewhere has no name of its own here.
    """
    parts = [part for part in _split(line) if values(part)]
    roles = [index for index, part in enumerate(parts) if _role(part) is not None]
    at = roles[0] if roles else len(parts)
    role = _role(parts[at]) if roles else None
    found: dict[str, Any] = {"role": role}
    names = [part for part in parts[:at] if not fold(_before(part)).strip(" :")]
    known_as = fold(" ".join(filter(None, (doctor.civilite, doctor.prenom, doctor.nom)))) if doctor is not None else ""
    if names and role is RoleDestinataire.MEDECIN_TRAITANT and fold(plain(names[0])) == known_as:
        names = names[1:]
    for name, part in zip(("nom", "structure"), names, strict=False):
        found[name] = clean("".join(values(part)))
    for part in parts[at + 1 :]:
        label = fold(_before(part)).strip(" :")
        found[_CONTACTS.get(label, "adresse")] = clean(values(part)[0])
    known = {name: value for name, value in found.items() if value and name in Destinataire.model_fields}
    return made(Destinataire, known)


def _role(line: Line) -> RoleDestinataire | None:
    """Give the role that a part names."""
    said = values(line)
    return enum_said(RoleDestinataire, said[0]) if len(said) == 1 else None
