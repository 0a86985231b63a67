"""From plain data (a check-list's YAML tree) to items and their examples. `packs` reads the files."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import lls_drafter.rules.checks  # registers every kind of check
import lls_drafter.rules.drug_conditions  # noqa: F401 - registers the conditions about a medication row
from lls_drafter.letter.lettre import Lettre
from lls_drafter.rules.model import (
    Case,
    Certitude,
    Demande,
    Exemples,
    Item,
    Niveau,
    Note,
    Reason,
    Suggestion,
    Verdict,
)
from lls_drafter.rules.spec import SpecError, Where, proposal, read_check, read_condition

E = TypeVar("E", bound=StrEnum)

ITEM_KEYS = frozenset({
    "id", "titre", "famille", "niveau", "justifiable", "indispensable", "si", "sinon", "non_applicable",
    "a_faire", "verifie", "demande", "message", "correction", "source", "certitude", "aide", "exemples",
    "requiert", "cas",
})  # fmt: skip
_ANSWERS = ("oui", "non", "na")


def read_item(data: Mapping[str, Any], where: Where = ()) -> Item:
    """Make an item of its plain data.

    Raises:
        SpecError: a key is unknown or missing, or a value is wrong.
    """
    _only(data, ITEM_KEYS, where)
    if ("verifie" in data) is ("demande" in data):
        raise SpecError(
            where,
            "une règle a soit « verifie », soit « demande »",
            "« verifie » : automatique ; « demande » : à cocher",
        )
    si = read_condition(data["si"], Lettre, (*where, "si")) if "si" in data else None
    return Item(
        id=text(data, "id", where),
        titre=text(data, "titre", where),
        famille=text(data, "famille", where, ""),
        niveau=word(data, "niveau", Niveau, where, Niveau.CONSEIL),
        justifiable=flag(data, "justifiable", where, default=True),
        indispensable=flag(data, "indispensable", where, default=False),
        si=si,
        sinon=text(data, "sinon", where, f"sans objet ; la règle concerne : {si.say()}" if si is not None else ""),
        non_applicable=_reasons(data, "non_applicable", where),
        a_faire=_reasons(data, "a_faire", where),
        verifie=_many(data.get("verifie", []), _check, (*where, "verifie")),
        demande=_demande(data["demande"], (*where, "demande")) if "demande" in data else None,
        message=text(data, "message", where),
        correction=text(data, "correction", where),
        source=text(data, "source", where),
        certitude=word(data, "certitude", Certitude, where),
        aide=text(data, "aide", where, ""),
        exemples=_exemples(data["exemples"], (*where, "exemples")) if "exemples" in data else None,
        requiert=texts(data, "requiert", where),
        cas=data.get("cas"),
    )


def read_cases(data: object, where: Where = ()) -> tuple[Case, ...]:
    """Make the examples of an item of the plain list of its `cas`.

    Raises:
        SpecError: the list or one of the examples has the wrong shape.
    """
    if not isinstance(data, list):
        raise SpecError(where, "« cas » est une liste d'exemples", "- {attendu: conforme, pose: {…}}")
    return _many(data, _case, where)


def read_note(data: object, where: Where) -> Note:
    """Make a note of the official sheet."""
    found = mapping(data, where, frozenset({"appel", "texte", "verifiee"}))
    return Note(text(found, "appel", where), text(found, "texte", where), flag(found, "verifiee", where, default=False))


def _case(data: object, where: Where) -> Case:
    found = mapping(data, where, frozenset({"attendu", "pose", "repete", "aujourdhui"}))
    day = text(found, "aujourdhui", where, "")
    try:
        today = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise SpecError((*where, "aujourdhui"), "date illisible ou impossible", "l'écrire AAAA-MM-JJ") from error
    pose = mapping(found.get("pose", {}), (*where, "pose"), None)
    times = mapping(found.get("repete", {}), (*where, "repete"), None)
    if any(type(count) is not int for count in times.values()):
        raise SpecError((*where, "repete"), "un nombre de fois est attendu", "repete: {synthese_medicale: 10}")
    return Case(attendu=word(found, "attendu", Verdict, where), pose=pose, repete=times, aujourd_hui=today)


def _demande(data: object, where: Where) -> Demande:
    found = mapping(data, where, frozenset({"cle", "na_permis", "rattrapable", "texte_officiel_verifie", "propose"}))
    return Demande(
        cle=text(found, "cle", where),
        na_permis=flag(found, "na_permis", where, default=True),
        rattrapable=flag(found, "rattrapable", where, default=True),
        texte_verifie=flag(found, "texte_officiel_verifie", where, default=True),
        propose=_many(found.get("propose", []), _suggestion, (*where, "propose")),
    )


def _suggestion(data: object, where: Where) -> Suggestion:
    found = mapping(data, where, frozenset({"reponse", "quand", "raison"}))
    answer = text(found, "reponse", where)
    if answer not in _ANSWERS:
        raise SpecError((*where, "reponse"), f"réponse inconnue : « {answer} »", proposal(answer, _ANSWERS))
    return Suggestion(
        answer, read_condition(found.get("quand"), Lettre, (*where, "quand")), text(found, "raison", where)
    )


def _exemples(data: object, where: Where) -> Exemples:
    found = mapping(data, where, frozenset({"bon", "mauvais"}))
    return Exemples(text(found, "bon", where), text(found, "mauvais", where))


def _reasons(data: Mapping[str, Any], key: str, where: Where) -> tuple[Reason, ...]:
    return _many(data.get(key, []), _reason, (*where, key))


def _reason(data: object, where: Where) -> Reason:
    found = mapping(data, where, frozenset({"quand", "raison"}))
    return Reason(read_condition(found.get("quand"), Lettre, (*where, "quand")), text(found, "raison", where))


def _check(data: object, where: Where) -> Any:  # noqa: ANN401 - any registered check
    return read_check(data, Lettre, where)


T = TypeVar("T")


def _many(data: object, read_one: Callable[[object, Where], T], where: Where) -> tuple[T, ...]:
    """Read a list, or one entry given alone."""
    if not isinstance(data, list):
        return (read_one(data, where),)
    return tuple(read_one(item, (*where, index)) for index, item in enumerate(data))


def mapping(data: object, where: Where, keys: frozenset[str] | None) -> Mapping[str, Any]:
    """Give a block of keys; `keys` are the only ones admitted, any when None.

    Raises:
        SpecError: not a block, or an unknown key.
    """
    if not isinstance(data, Mapping):
        raise SpecError(where, "un bloc de clés est attendu", "écrire « clé: valeur » sur des lignes en retrait")
    if keys is not None:
        _only(data, keys, where)
    return data


def _only(data: Mapping[str, Any], keys: frozenset[str], where: Where) -> None:
    """Refuse unknown keys, with the closest known one."""
    for key in data:
        if key not in keys:
            raise SpecError((*where, key), f"clé inconnue : « {key} »", proposal(key, keys), of_key=True)


def text(data: Mapping[str, Any], key: str, where: Where, default: str | None = None) -> str:
    """Give a text.

    Raises:
        SpecError: it is missing and has no default, is empty, or is no text.
    """
    value = data.get(key, default)
    if value is None:
        raise SpecError(where, f"clé obligatoire absente : « {key} »", "l'ajouter")
    if not isinstance(value, str) or (key in data and not value.strip()):
        raise SpecError((*where, key), "un texte est attendu", "le mettre entre guillemets")
    return value


def texts(data: Mapping[str, Any], key: str, where: Where) -> tuple[str, ...]:
    """Give a list of texts; one alone is a list of one.

    Raises:
        SpecError: something in it is no text.
    """
    value = data.get(key, [])
    items = value if isinstance(value, list) else [value]
    for index, item in enumerate(items):
        if not isinstance(item, str):
            raise SpecError((*where, key, index), "un texte est attendu", "le mettre entre guillemets")
    return tuple(items)


def flag(data: Mapping[str, Any], key: str, where: Where, *, default: bool) -> bool:
    """Give a yes or no.

    Raises:
        SpecError: neither true nor false.
    """
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise SpecError((*where, key), "« true » ou « false » est attendu", "sans guillemets")
    return value


def word(data: Mapping[str, Any], key: str, enum: type[E], where: Where, default: E | None = None) -> E:
    """Give one word of a closed set.

    Raises:
        SpecError: missing without a default, or not of the set.
    """
    if key not in data and default is not None:
        return default
    value = text(data, key, where)
    known = [member.value for member in enum]
    if value not in known:
        raise SpecError((*where, key), f"valeur inconnue : « {value} »", proposal(value, known))
    return enum(value)
