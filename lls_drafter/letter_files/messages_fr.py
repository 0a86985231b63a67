"""The French sentence for each way in which a letter's data can have the wrong shape.

Keyed on pydantic's stable error `type`, never on its English words. No sentence holds a value
of the letter.
"""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from lls_drafter.letter.paths import element_type, model_type
from lls_drafter.letter.text import closest

Loc = tuple[str | int, ...]

_SHOWABLE_KEY = re.compile(r"[a-z_][a-z0-9_]{0,39}")  # a name in capitals may be a patient's

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("clé obligatoire absente", "l'ajouter ou retirer le bloc"),
    "string_type": ("un texte est attendu", "mettre la valeur entre guillemets"),
    "bool_type": (
        "« true » ou « false » est attendu",
        "sans guillemets ; retirer la clé si la réponse n'est pas connue",
    ),
    "int_type": ("un nombre entier est attendu", "sans guillemets"),
    "int_parsing": ("un nombre entier est attendu", "sans guillemets"),
    "date_type": ("une date est attendue", "l'écrire AAAA-MM-JJ"),
    "date_parsing": ("date illisible ou impossible", "l'écrire AAAA-MM-JJ, par exemple 2026-03-09"),
    "date_from_datetime_parsing": ("date illisible ou impossible", "l'écrire AAAA-MM-JJ, par exemple 2026-03-09"),
    "date_from_datetime_inexact": ("une date sans heure est attendue", "l'écrire AAAA-MM-JJ"),
    "time_type": ("une heure est attendue", "l'écrire HH:MM"),
    "time_parsing": ("heure illisible ou impossible", "l'écrire HH:MM, par exemple 14:30"),
    "datetime_type": ("une date avec heure est attendue", "l'écrire AAAA-MM-JJTHH:MM:SS"),
    "datetime_parsing": ("date et heure illisibles", "les écrire AAAA-MM-JJTHH:MM:SS"),
    "datetime_from_date_parsing": ("date et heure illisibles", "les écrire AAAA-MM-JJTHH:MM:SS"),
    "tuple_type": (
        "une liste est attendue",
        "écrire chaque élément après un tiret « - », ou « aucun » si la réponse est négative",
    ),
    "dict_type": ("un bloc de clés est attendu", "écrire « clé: valeur » sur des lignes en retrait"),
    "model_type": ("un bloc de clés est attendu", "écrire « clé: valeur » sur des lignes en retrait"),
    "model_attributes_type": ("un bloc de clés est attendu", "écrire « clé: valeur » sur des lignes en retrait"),
    "string_too_long": ("texte trop long pour cette clé", "le raccourcir"),
    "string_pattern_mismatch": ("la valeur n'a pas la forme attendue", "voir « lls schema lettre »"),
    "greater_than_equal": ("nombre trop petit", "voir « lls schema lettre »"),
    "less_than_equal": ("nombre trop grand", "voir « lls schema lettre »"),
}


def without_tags(loc: Loc) -> Loc:
    """Give the place in the file: the marks of our unions (`~…`) left out."""
    return tuple(part for part in loc if not (isinstance(part, str) and part.startswith("~")))


def describe(error: Mapping[str, Any], root: type[BaseModel]) -> tuple[str, str]:
    """Give the sentence and the hint for one entry of `ValidationError.errors()`."""
    kind = str(error["type"])
    loc = without_tags(error["loc"])
    if kind == "extra_forbidden":
        return _unknown_key(loc, root)
    if kind in ("enum", "literal_error"):
        expected = str(error.get("ctx", {}).get("expected", ""))
        return "valeur non prévue", "valeurs possibles : " + expected.replace("'", "").replace(" or ", ", ")
    if kind == "value_error":
        return str(error["ctx"]["error"]), ""
    return _SENTENCES.get(kind, ("valeur de forme inattendue", "voir « lls schema lettre »"))


def errors_of(error: ValidationError) -> list[Mapping[str, Any]]:
    """Give the errors without the values that caused them."""
    return [dict(item) for item in error.errors(include_input=False, include_url=False)]


def _unknown_key(loc: Loc, root: type[BaseModel]) -> tuple[str, str]:
    """Name an unknown key when it looks like one, and propose the closest known key."""
    key = str(loc[-1])
    model = _model_at(loc[:-1], root)
    proposal = _proposal(key, tuple(model.model_fields)) if model is not None else None
    shown = f"clé inconnue « {key} »" if _SHOWABLE_KEY.fullmatch(key) else "clé inconnue"
    return shown, f"vouliez-vous « {proposal} » ?" if proposal else "voir les clés possibles avec « lls schema lettre »"


def _proposal(key: str, known: tuple[str, ...]) -> str | None:
    """Give the known key that was probably meant: a near spelling, else one that begins alike."""
    near = closest(key, known)
    return near[0] if near else next((name for name in known if name[:4] == key[:4]), None)


def _model_at(loc: Loc, root: type[BaseModel]) -> type[BaseModel] | None:
    """Give the model whose keys were expected at a place, None when it cannot be told."""
    annotation: object = root
    for part in loc:
        if isinstance(part, int):
            annotation = element_type(annotation)
            continue
        model = model_type(annotation)
        if model is None or part not in model.model_fields:
            return None
        annotation = model.model_fields[part].annotation
    return model_type(annotation)
