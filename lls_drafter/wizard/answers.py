"""Typed text to value: what each kind of question understands, and the sentence that says it back.

Nothing is guessed. A text that a closed question does not understand is refused with one sentence
and stays on screen; everywhere else it is kept as text, visible.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from lls_drafter.letter.dates import format_date, format_date_long, format_time, parse_date_text, parse_time_text
from lls_drafter.letter.identifiants import normalize_finess, normalize_ins_trait, normalize_matricule, normalize_rpps
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Lieu, Praticien, RenvoiMedecinTraitant
from lls_drafter.letter.reponse import AUCUN, INCONNU, NON_RENSEIGNE, Absence
from lls_drafter.letter.sejour import Modalite, Situation
from lls_drafter.letter.text import clean_text, fold
from lls_drafter.letter.traitements import LigneTraitement, ReponseListe
from lls_drafter.wizard.labels import label_of
from lls_drafter.wizard.steps.model import Choice, Context, Kind, Step

SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class Write:
    """One value to put in the letter."""

    path: FieldPath
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a typed text says.

    Attributes:
        writes: values to put in the letter, in order.
        echo: the sentence that says it back, in full.
        problem: why the text is not an answer; nothing is written then.
        remark: something to know beside the echo (several codes fit, contacts to complete…).
        goto: the question to go to, when it is not the next one.
        confirms: the answer confirms what stood there.
        source: where the values come from, when they were not typed (`datamatrix`).
    """

    writes: tuple[Write, ...] = ()
    echo: str = ""
    problem: str = ""
    remark: str = ""
    goto: str = ""
    confirms: bool = False
    source: str = ""


def absence_of(text: str) -> Absence | None:
    """Give the state that a word says: `aucun` or `inconnu`."""
    return {"aucun": AUCUN, "aucune": AUCUN, "inconnu": INCONNU, "inconnue": INCONNU}.get(fold(text))


def understand(step: Step, text: str, lettre: Lettre, context: Context) -> Understood:
    """Read the answer to a question; `text` is clean and not blank."""
    said = absence_of(text)
    if said is not None and step.absences:
        return _absence(step, said)
    if said is AUCUN and step.appends:
        return Understood(problem="Il y a déjà une réponse dans cette liste : laisser vide pour continuer.")
    return _READERS[step.kind](step, text, lettre, context)


def say(step: Step, words: str) -> str:
    """Give the echo of an answer."""
    return f"{step.title} : {words}"


def _absence(step: Step, said: Absence) -> Understood:
    """Answer with one of the two words."""
    path = step.list_path or step.path
    value: object = ReponseListe(said.value) if step.kind is Kind.DRUG else said
    return Understood(writes=(Write(path, value),), echo=say(step, said.value))


def _text(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Keep a text as typed; identifiers lose the spaces they are written with."""
    last = step.path.parts[-1]
    normal = {"rpps": normalize_rpps, "finess": normalize_finess, "matricule": normalize_matricule}.get(str(last))
    value = normal(text) if normal is not None else text
    return Understood(writes=(Write(step.path, value),), echo=say(step, value))


def _ins_name(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Put a birth name in its official form."""
    value = normalize_ins_trait(text)
    return Understood(writes=(Write(step.path, value),), echo=say(step, value))


def _given_names(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Separate given names by their commas, by spaces when there is none."""
    parts = text.split(",") if "," in text else text.split()
    names = tuple(normalize_ins_trait(part.strip()) for part in parts if part.strip())
    return Understood(writes=(Write(step.path, names),), echo=say(step, ", ".join(names)))


def _texts(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Separate texts by their commas."""
    values = tuple(part.strip() for part in text.split(",") if part.strip())
    return Understood(writes=(Write(step.path, values),), echo=say(step, ", ".join(values)))


def _date(step: Step, text: str, _lettre: Lettre, context: Context) -> Understood:
    """Read a date, said back in full."""
    read = parse_date_text(text, today=context.today, past=step.past)
    if read.value is None:
        return Understood(problem=read.problem)
    return Understood(writes=(Write(step.path, read.value),), echo=say(step, format_date_long(read.value)))


def _time(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read a time of day."""
    read = parse_time_text(text)
    if read.value is None:
        return Understood(problem=read.problem)
    return Understood(writes=(Write(step.path, read.value),), echo=say(step, format_time(read.value)))


def _number(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read a whole number."""
    if not text.isdecimal():
        return Understood(problem="Un nombre entier est attendu.")
    return Understood(writes=(Write(step.path, int(text)),), echo=say(step, str(int(text))))


def _yes_no(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
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


def _choice(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read one closed answer."""
    found = pick(step.choices, text)
    if len(found) != 1:
        return Understood(problem=_ambiguous(step.choices, found))
    return Understood(writes=(Write(step.path, found[0].value),), echo=say(step, found[0].label))


def _choices(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read several closed answers separated by commas."""
    picked: list[Choice] = []
    for part in (part.strip() for part in text.split(",")):
        found = pick(step.choices, part) if part else ()
        if part and len(found) != 1:
            return Understood(problem=f"« {part} » : {_ambiguous(step.choices, found)}")
        picked += [choice for choice in found if choice not in picked]
    values = tuple(choice.value for choice in picked)
    return Understood(writes=(Write(step.path, values),), echo=say(step, ", ".join(choice.label for choice in picked)))


def _code(step: Step, text: str, _lettre: Lettre, context: Context) -> Understood:
    """Read an entry of a value set by its code, label, short name, number or only possible beginning; else keep the text."""
    everything = tuple(context.search_codes(step.code_set, ""))
    if text.isdecimal() and 1 <= int(text) <= len(everything):
        found = (everything[int(text) - 1],)
    else:
        wanted = fold(text)
        found = tuple(e for e in everything if text == e.code or wanted in (fold(e.libelle), *map(fold, e.alias)))[:1]
        found = found or tuple(context.search_codes(step.code_set, text))
    if len(found) == 1:
        value = Modalite(code=found[0].code, libelle=found[0].libelle)
        return Understood(writes=(Write(step.path, value),), echo=say(step, found[0].libelle))
    remark = "Libellé gardé tel quel, sans code."
    if found:
        remark += " Codes possibles : " + " ; ".join(f"{everything.index(e) + 1} {e.libelle}" for e in found) + "."
    return Understood(writes=(Write(step.path, Modalite(libelle=text)),), echo=say(step, text), remark=remark)


def _place(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read a place of birth: a code of five characters before, after or in brackets, and a name."""
    words = text.replace("(", " ").replace(")", " ").split()
    codes = [word for word in words if len(word) == 5 and (word.isdecimal() or (word[:2].upper() in ("2A", "2B") and word[2:].isdecimal()))]
    code = codes[0].upper() if len(codes) == 1 else None
    name = " ".join(word for word in words if code is None or word.upper() != code) if code else text
    echo = " ".join(part for part in (name, f"(code {code})" if code else "sans code") if part)
    return Understood(writes=(Write(step.path, Lieu(code=code, libelle=name or None)),), echo=say(step, echo))


def _confirm(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Read the confirmation of what stands there."""
    said = yes_or_no(text)
    if said is None:
        return Understood(problem="Répondre o (c'est le bon patient) ou n (à corriger).")
    if said:
        return Understood(confirms=True, echo=say(step, "confirmée"))
    return Understood(echo="À corriger.", goto="patient.nom_naissance")


def show(step: Step, lettre: Lettre) -> str:
    """Give the current answer as a person would type it; empty when there is none."""
    if step.appends or not step.path.parts or step.kind in (Kind.SAFETY, Kind.CHECKLIST, Kind.CONFIRM, Kind.END):
        return ""
    if step.list_path is not None and step.kind is not Kind.DRUG:
        around = step.list_path.read(lettre)
        if isinstance(around, Absence) and around is not NON_RENSEIGNE:
            return around.value
    row = FieldPath(step.path.parts[:2]).read(lettre) if step.kind is Kind.FATE else None
    if isinstance(row, LigneTraitement) and row.suspendu:
        return "suspendu, à reprendre"
    return shown_value(step.path.read(lettre))


def shown_value(value: object) -> str:
    """Give a value of the letter as a person would type it."""
    match value:
        case None | Absence.NON_RENSEIGNE:
            return ""
        case bool():
            return "oui" if value else "non"
        case Absence() | RenvoiMedecinTraitant():
            return value.value.replace("_", " ").replace("medecin", "médecin")
        case Situation() | StrEnum():
            return label_of(value)
        case date():
            return format_date(value)
        case time():
            return format_time(value)
        case tuple():
            return ", ".join(shown_value(item) for item in value)
        case Modalite() | Lieu():
            code = value.code if isinstance(value, Lieu) else None
            return " ".join(part for part in (code, value.libelle) if part)
        case Praticien():
            return name_of(value)
        case _:
            return str(value)


def name_of(person: Praticien) -> str:
    """Give a professional's name as it is typed."""
    return " ".join(part for part in (person.civilite, person.prenom, person.nom) if part)


def read_practitioner(text: str) -> Praticien:
    """Separate title, given name and family name where that is certain: the family name is in capitals.

    « Dr Anne KELLER » gives three parts; « Anne Keller » stays one name, as typed.
    """
    words = text.split()
    title = None
    if len(words) > 1 and fold(words[0]).rstrip(".") in ("dr", "docteur", "pr", "professeur", "mme", "m", "sage-femme"):
        title, words = words[0], words[1:]
    capitals = [word for word in words if len(word) > 1 and word == word.upper() and word.lower() != word]
    others = [word for word in words if word not in capitals]
    if capitals and others:
        return Praticien(civilite=title, prenom=" ".join(others), nom=" ".join(capitals))
    return Praticien(civilite=title, nom=" ".join(words))


def _long_text(step: Step, text: str, _lettre: Lettre, _context: Context) -> Understood:
    """Keep a long text; the echo counts instead of repeating."""
    return Understood(writes=(Write(step.path, text),), echo=say(step, f"{len(clean_text(text))} caractères"))


from lls_drafter.wizard.answers_people import read_person  # noqa: E402 - both halves of one table
from lls_drafter.wizard.answers_screens import read_checklist, read_safety  # noqa: E402
from lls_drafter.wizard.answers_treatments import read_drug, read_fate  # noqa: E402
