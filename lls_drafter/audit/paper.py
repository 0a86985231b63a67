"""A reading by hand, on disk: `*.papier.jsonl`, one letter a line, and no identity in it.

    {"format": 1, "type": "saisie_papier", "grille": "qls_mco_12", "empreinte": "sha256:…"}
    {"lettre": 1, "sortie": "2026-03-09", "uf": "2143", "activite": "mco", "reponses": {"QLS-01": "oui", …}}
    {"lettre": 2, "sortie": "2026-03", "uf": "", "activite": "mco", "reponses": {"QLS-03": {"sans_objet": "refus"}, …}}
    {"lettre": 1, "retiree": true}

UTF-8. A file only grows by its end: a later line of the same number stands for the former one. `sortie` is a day, or a
month where the day is not known. An answer is `oui`, `non`, `inconnu` (« je ne sais pas »), or why it is without
object. Every criterion has its answer, but for a letter that was not found (`QLS-01: non`, alone) or is out of scope
(`hors_champ`, no answer). A last line without its end is what a kill leaves: it is told, and never half a letter.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeGuard

from lls_drafter.audit.folder import PAPER
from lls_drafter.drafts import files
from lls_drafter.errors import DraftFormatError, DraftVersionError, Location
from lls_drafter.letter.sejour import Activite

FORMAT: Final = 1
_TYPE: Final = "saisie_papier"
LARGEST: Final = 50_000_000
_LONGEST: Final = 200  # characters of a reason
_MOST_NUMBER: Final = 1_000_000
_MONTH: Final = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")
_DAY: Final = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_UNITE: Final = re.compile(r"[0-9A-Za-zÀ-ÿ ._/-]{0,20}")
_KEYS: Final = frozenset({"lettre", "sortie", "uf", "activite", "reponses", "hors_champ"})


class Etat(StrEnum):
    """What a person answers of one criterion."""

    OUI = "oui"
    NON = "non"
    INCONNU = "inconnu"
    SANS_OBJET = "sans_objet"


@dataclass(frozen=True, slots=True)
class Reponse:
    """One answer; `raison` only says why a criterion is without object."""

    etat: Etat
    raison: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexte:
    """What is kept from one letter to the next: never who the patient is.

    Attributes:
        sortie: the day of discharge, `2026-03-09`, or its month, `2026-03`.
        unite: the functional unit, as a code of at most 20 characters; may be empty.
    """

    sortie: str
    unite: str
    activite: Activite


@dataclass(frozen=True, slots=True, kw_only=True)
class LettrePapier:
    """One letter read by a person.

    Attributes:
        numero: its number, which the tool gave.
        ligne: its line in the file; 0 before it is written.
        reponses: by criterion id.
        hors_champ: why the stay calls for no letter; then there is no answer.
    """

    numero: int
    contexte: Contexte
    reponses: Mapping[str, Reponse] = field(default_factory=lambda: MappingProxyType({}))
    hors_champ: str = ""
    ligne: int = 0


@dataclass(frozen=True, slots=True)
class Probleme:
    """A line that cannot be used, and why; it quotes nothing of the line."""

    ligne: int
    raison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaisiePapier:
    """A file of readings.

    Attributes:
        grille, empreinte: the grid that the questions were those of.
        lettres: by number, the latest line of each.
        problemes: the lines left out.
        entiere: bytes of the whole lines; what follows them was cut short.
    """

    grille: str
    empreinte: str
    lettres: Mapping[int, LettrePapier]
    problemes: tuple[Probleme, ...]
    entiere: int
    coupee: bool


class _WrongError(Exception):
    """A line is not what it should be; its text is the French reason."""


def header_line(grille: str, empreinte: str) -> bytes:
    """Give the first line of a file."""
    return _line({"format": FORMAT, "type": _TYPE, "grille": grille, "empreinte": empreinte})


def letter_line(lettre: LettrePapier) -> bytes:
    """Give the line of one letter."""
    said: dict[str, Any] = {
        "lettre": lettre.numero,
        "sortie": lettre.contexte.sortie,
        "uf": lettre.contexte.unite,
        "activite": lettre.contexte.activite.value,
    }
    if lettre.hors_champ:
        return _line({**said, "hors_champ": lettre.hors_champ})
    return _line({**said, "reponses": {name: _answer_data(one) for name, one in lettre.reponses.items()}})


def withdrawal_line(number: int) -> bytes:
    """Give the line that takes a letter away."""
    return _line({"lettre": number, "retiree": True})


def read_paper(path: Path, criteres: Sequence[str] | None = None) -> SaisiePapier:
    """Read a file of readings; a line that cannot be used is told, and stops nothing.

    Args:
        path: the file.
        criteres: the ids that a letter must answer; None leaves that unchecked.

    Raises:
        DraftError: the file cannot be read.
        DraftFormatError: it is no file of readings.
        DraftVersionError: it is of a later format.
    """
    data = files.read_limited(path, LARGEST)
    whole = data.rfind(b"\n") + 1
    lines = data[:whole].split(b"\n")[:-1]
    head = _header(lines, path)
    found: dict[int, LettrePapier] = {}
    problems: list[Probleme] = []
    for rank, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            _take(line, rank, found, criteres)
        except _WrongError as wrong:
            problems.append(Probleme(rank, str(wrong)))
    cut = whole < len(data)
    if cut:
        problems.append(Probleme(len(lines) + 1, "ligne coupée (arrêt pendant l'écriture)"))
    return SaisiePapier(
        grille=head["grille"],
        empreinte=head["empreinte"],
        lettres=found,
        problemes=tuple(problems),
        entiere=whole,
        coupee=cut,
    )


def _header(lines: Sequence[bytes], path: Path) -> dict[str, str]:
    """Read the first line.

    Raises:
        DraftFormatError: it is none.
        DraftVersionError: it is of a later format.
    """
    try:
        data = _object(lines[0]) if lines else {}
    except _WrongError:
        data = {}
    if data.get("type") == _TYPE and isinstance(data.get("format"), int) and data["format"] > FORMAT:
        raise DraftVersionError(
            "cette saisie est d'un format plus récent que ce programme",
            hint="mettre lls-drafter à jour",
            location=Location(str(path), 1),
        )
    texts = {name: data.get(name) for name in ("grille", "empreinte")}
    known = data.get("type") == _TYPE and data.get("format") == FORMAT
    if not known or not all(isinstance(one, str) and one for one in texts.values()):
        raise DraftFormatError(
            "ce fichier n'est pas une saisie de lettres papier",
            hint=f"la commencer avec « lls audit saisir FICHIER{PAPER} »",
            location=Location(str(path), 1),
        )
    return {name: str(one) for name, one in texts.items()}


def _take(line: bytes, rank: int, found: dict[int, LettrePapier], criteres: Sequence[str] | None) -> None:
    """Read one line into the letters found.

    Raises:
        _WrongError: it cannot be used.
    """
    data = _object(line)
    number = data.get("lettre")
    if not is_number(number):
        raise _WrongError("« lettre » est un numéro à partir de 1")
    if "retiree" in data:
        if data != {"lettre": number, "retiree": True}:
            raise _WrongError("« retiree: true » va seul avec le numéro")
        if found.pop(number, None) is None:
            raise _WrongError("la lettre retirée n'est pas plus haut")
        return
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise _WrongError("clé inconnue (attendues : lettre, sortie, uf, activite, reponses, hors_champ)")
    context = _context(data)
    out = data.get("hors_champ", "")
    if not isinstance(out, str) or len(out) > _LONGEST or ("hors_champ" in data and not out.strip()):
        raise _WrongError("« hors_champ » dit pourquoi, en 200 caractères au plus")
    if bool(out) == ("reponses" in data):
        raise _WrongError("il faut « reponses » ou « hors_champ », et un seul des deux")
    answers = {} if out else _answers(data["reponses"], criteres)
    found[number] = LettrePapier(
        numero=number, contexte=context, reponses=MappingProxyType(answers), hors_champ=out, ligne=rank
    )


def _context(data: Mapping[str, Any]) -> Contexte:
    """Read what a letter is about.

    Raises:
        _WrongError: a value is none of those expected.
    """
    leaving, unit, activity = (data.get(name) for name in ("sortie", "uf", "activite"))
    if not isinstance(leaving, str) or not is_discharge(leaving):
        raise _WrongError("« sortie » est un jour (2026-03-09) ou un mois (2026-03)")
    if not isinstance(unit, str) or not is_unit(unit):
        raise _WrongError("« uf » est un code de 20 caractères au plus, ou vide")
    if activity not in [one.value for one in Activite]:
        raise _WrongError("« activite » est mco, ambulatoire, hdj, smr, psy ou had")
    return Contexte(sortie=leaving, unite=unit.strip(), activite=Activite(activity))


def is_number(value: object) -> TypeGuard[int]:
    """Tell whether a value may be the number of a letter."""
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_NUMBER


def is_discharge(text: str) -> bool:
    """Tell whether a text is a day or a month as the file has them."""
    if _MONTH.fullmatch(text):
        return True
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_unit(text: str) -> bool:
    """Tell whether a text may be the code of a unit."""
    return _UNITE.fullmatch(text) is not None


def _answers(raw: object, criteres: Sequence[str] | None) -> dict[str, Reponse]:
    """Read the answers of one letter.

    Raises:
        _WrongError: one is none, or the criteria are not those expected.
    """
    if not isinstance(raw, dict) or not raw:
        raise _WrongError("« reponses » donne une réponse par critère")
    answers = {str(name): _answer(str(name), one) for name, one in raw.items()}
    if criteres is None:
        return answers
    if not set(answers) <= set(criteres):
        raise _WrongError("un critère n'est pas de la grille")
    first = criteres[0] if criteres else ""
    not_found = set(answers) == {first} and answers[first].etat is Etat.NON
    missing = [name for name in criteres if name not in answers]
    if missing and not not_found:
        raise _WrongError(f"réponse absente pour {missing[0]}")
    return {name: answers[name] for name in criteres if name in answers}


def _answer(name: str, raw: object) -> Reponse:
    """Read one answer.

    Raises:
        _WrongError: it is none.
    """
    if isinstance(raw, str) and raw in (Etat.OUI, Etat.NON, Etat.INCONNU):
        return Reponse(Etat(raw))
    if isinstance(raw, dict) and set(raw) == {"sans_objet"}:
        why = raw["sans_objet"]
        if isinstance(why, str) and why.strip() and len(why) <= _LONGEST:
            return Reponse(Etat.SANS_OBJET, why)
    shown = name if re.fullmatch(r"[A-Z]{2,8}-\d{1,3}", name) else "un critère"
    raise _WrongError(f"{shown} : oui, non, inconnu ou {{sans_objet: raison}} est attendu")


def _answer_data(answer: Reponse) -> object:
    """Give an answer as the file has it."""
    return {"sans_objet": answer.raison} if answer.etat is Etat.SANS_OBJET else answer.etat.value


def _object(line: bytes) -> dict[str, Any]:
    """Read one JSON object, its keys each once.

    Raises:
        _WrongError: it is none.
    """
    try:
        data = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse)
    except UnicodeDecodeError:
        raise _WrongError("ce texte n'est pas en UTF-8") from None
    except (ValueError, RecursionError):
        raise _WrongError("ce n'est pas un objet JSON") from None
    if not isinstance(data, dict):
        raise _WrongError("ce n'est pas un objet JSON")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Give an object; a key that stands twice is refused.

    Raises:
        _WrongError: one stands twice.
    """
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _WrongError("une clé est là deux fois")
    return made


def _refuse(name: str) -> Any:  # noqa: ANN401 - what json asks for
    """Refuse NaN and infinities.

    Raises:
        ValueError: always.
    """
    raise ValueError(name)


def _line(data: Mapping[str, Any]) -> bytes:
    """Give one line of the file."""
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": ")).encode() + b"\n"
