"""One reader per kind of plain question: text, names, dates, choices, codes, places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lls_drafter.letter.dates import format_date_long, format_time, parse_date_text, parse_time_text
from lls_drafter.letter.identifiants import normalize_finess, normalize_ins_trait, normalize_matricule, normalize_rpps
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import Lieu, RoleDestinataire
from lls_drafter.letter.sejour import Modalite
from lls_drafter.letter.text import fold
from lls_drafter.wizard.answers.model import Understood, Write, say
from lls_drafter.wizard.answers.show import names_a_role
from lls_drafter.wizard.steps.make import choices_of
from lls_drafter.wizard.steps.model import Choice, Context, Step

if TYPE_CHECKING:
    from lls_drafter.wizard.ports import CodePort

_BETWEEN_TEXTS = re.compile(r"[;\n]|(?<!\d),|,(?!\d)")
_PLACE_CODE = re.compile(r"\d[0-9AB]\d{3}", re.ASCII)


def read_text(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Keep a text as typed, or take the ready answer of a number; identifiers lose the spaces they are written with."""
    if text.isdecimal() and 1 <= int(text) <= len(step.ready):
        text = step.ready[int(text) - 1]
    if names_a_role(step):
        return _role(step, text)
    last = step.path.parts[-1]
    normal = {"rpps": normalize_rpps, "finess": normalize_finess, "matricule": normalize_matricule}.get(str(last))
    value = normal(text) if normal is not None else text
    return Understood(writes=(Write(step.path, value),), echo=say(step, value))


def _role(step: Step, text: str) -> Understood:
    """Keep whom a letter is sent to: a role by its word of the file, whatever way it is typed, else a name."""
    wanted = fold(text)
    found = (c for c in choices_of(RoleDestinataire) if wanted in (fold(c.label), fold(str(c.value))))
    role = next(found, None)
    value, words = (str(role.value), role.label) if role is not None else (text, text)
    return Understood(writes=(Write(step.path, value),), echo=say(step, words))


def read_ins_name(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Put a birth name in its official form."""
    value = normalize_ins_trait(text)
    return Understood(writes=(Write(step.path, value),), echo=say(step, value))


def read_given_names(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Separate given names by their commas, by spaces when there is none."""
    parts = text.split(",") if "," in text else text.split()
    names = tuple(normalize_ins_trait(part.strip()) for part in parts if part.strip())
    return Understood(writes=(Write(step.path, names),), echo=say(step, ", ".join(names)))


def read_texts(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Separate texts at « ; », line ends and commas; « bisoprolol 2,5 » stays whole."""
    values = tuple(part.strip() for part in _BETWEEN_TEXTS.split(text) if part.strip())
    return Understood(writes=(Write(step.path, values),), echo=say(step, ", ".join(values)))


def read_date(step: Step, text: str, _lettre: Lettre, context: Context) -> Understood:
    """Read a date, said back in full."""
    read = parse_date_text(text, today=context.today, past=step.past)
    if read.value is None:
        return Understood(problem=read.problem)
    return Understood(writes=(Write(step.path, read.value),), echo=say(step, format_date_long(read.value)))


def read_time(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read a time of day."""
    read = parse_time_text(text)
    if read.value is None:
        return Understood(problem=read.problem)
    return Understood(writes=(Write(step.path, read.value),), echo=say(step, format_time(read.value)))


def read_number(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read a whole number."""
    if not text.isdecimal():
        return Understood(problem="Un nombre entier est attendu.")
    return Understood(writes=(Write(step.path, int(text)),), echo=say(step, str(int(text))))


def read_yes_no(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read oui or non."""
    said = yes_or_no(text)
    if said is None:
        return Understood(problem="Répondre o (oui) ou n (non), ou laisser vide.")
    return Understood(writes=(Write(step.path, said),), echo=say(step, "oui" if said else "non"))


def yes_or_no(text: str) -> bool | None:
    """Give the sense of a yes or a no, None for anything else."""
    return {"o": True, "oui": True, "n": False, "non": False}.get(fold(text))


def pick(choices: tuple[Choice, ...], text: str) -> tuple[Choice, ...]:
    """Give the choices that a text names: one by key or exact label, else those whose label begins so."""
    wanted = fold(text)
    exact = tuple(c for c in choices if wanted in (fold(c.label), *map(fold, c.keys)))
    return exact[:1] or tuple(c for c in choices if fold(c.label).startswith(wanted))


def _ambiguous(choices: tuple[Choice, ...], found: tuple[Choice, ...]) -> str:
    """Say that a text names no choice, or several."""
    listed = ", ".join(f"{choice.keys[0]} {choice.label}" for choice in found or choices)
    return f"Plusieurs réponses possibles : {listed}." if found else f"Réponse non comprise. Possibles : {listed}."


def read_choice(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read one closed answer."""
    found = pick(step.choices, text)
    if len(found) != 1:
        return Understood(problem=_ambiguous(step.choices, found))
    return Understood(writes=(Write(step.path, found[0].value),), echo=say(step, found[0].label))


def read_choices(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read several closed answers separated by commas."""
    picked: list[Choice] = []
    for part in (part.strip() for part in text.split(",")):
        found = pick(step.choices, part) if part else ()
        if part and len(found) != 1:
            return Understood(problem=f"« {part} » : {_ambiguous(step.choices, found)}")
        picked += [choice for choice in found if choice not in picked]
    values = tuple(choice.value for choice in picked)
    return Understood(writes=(Write(step.path, values),), echo=say(step, ", ".join(choice.label for choice in picked)))


def _names(entry: CodePort) -> tuple[str, ...]:
    """Give every folded name of an entry."""
    return tuple(map(fold, (entry.libelle, entry.ecrit, *entry.alias)))


def read_code(step: Step, text: str, _lettre: Lettre, context: Context) -> Understood:
    """Read an entry of a value set: code, label, short name, number, or words that only it has; else keep the text."""
    everything = tuple(context.search_codes(step.code_set, ""))
    found: tuple[CodePort, ...]
    if text.isdecimal() and 1 <= int(text) <= len(everything):
        found = (everything[int(text) - 1],)
    else:
        wanted = fold(text)
        found = tuple(
            e for e in everything if text == e.code or wanted in (fold(e.libelle), fold(e.ecrit), *map(fold, e.alias))
        )[:1]
        found = found or tuple(context.search_codes(step.code_set, text))
    if len(found) == 1:
        value = Modalite(code=found[0].code, libelle=found[0].ecrit)
        return Understood(writes=(Write(step.path, value),), echo=say(step, found[0].ecrit))
    remark = "Libellé gardé tel quel, sans code."
    if found:
        remark += " Codes possibles : " + " ; ".join(f"{everything.index(e) + 1} {e.ecrit}" for e in found) + "."
    return Understood(writes=(Write(step.path, Modalite(libelle=text)),), echo=say(step, text), remark=remark)


def read_place(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read a place of birth: a code of five characters before, after or in brackets, and a name."""
    words = text.replace("(", " ").replace(")", " ").split()
    codes = [word for word in words if _PLACE_CODE.fullmatch(word.upper())]
    code = codes[0].upper() if len(codes) == 1 else None
    name = " ".join(word for word in words if word.upper() != code) if code else text
    echo = " ".join(part for part in (name, f"(code {code})" if code else "(sans code)") if part)
    return Understood(writes=(Write(step.path, Lieu(code=code, libelle=name or None)),), echo=say(step, echo))


def read_confirm(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read the confirmation of what stands there."""
    said = yes_or_no(text)
    if said is None:
        return Understood(problem="Répondre o (c'est le bon patient) ou n (à corriger).")
    if said:
        return Understood(confirms=True, echo=say(step, "confirmée"))
    return Understood(echo="À corriger.", goto="patient.nom_naissance")


def read_long_text(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Keep a long text; the echo counts instead of repeating."""
    return Understood(writes=(Write(step.path, text),), echo=say(step, f"{len(text)} caractères"))
