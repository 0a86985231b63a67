"""The JSON Schemas that the product publishes, with French titles and descriptions from the model itself."""

from collections.abc import Callable, Mapping
from typing import Any

from lls_drafter.letter.lettre import Lettre
from lls_drafter.settings import Settings

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def letter_schema() -> Schema:
    """Give the schema of `*.lls.yaml` and of the JSON output."""
    return {"$schema": _DIALECT, **Lettre.model_json_schema(), "title": "Lettre de liaison à la sortie (lls-drafter)"}


def settings_schema() -> Schema:
    """Give the schema of `reglages.yaml`."""
    return {"$schema": _DIALECT, **Settings.model_json_schema(), "title": "Réglages de lls-drafter"}


def _object(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    """Give the schema of a closed object whose keys are all there but the optional ones."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def check_schema() -> Schema:
    """Give the schema of `lls verifier --json`."""
    text: Schema = {"type": "string"}
    number: Schema = {"type": ["integer", "null"], "minimum": 1}
    flag: Schema = {"type": "boolean"}
    certainty: Schema = {"enum": ["officiel", "estimation", "proposition"]}
    score: Schema = {"type": ["integer", "null"], "minimum": 0, "maximum": 100}
    finding = _object(
        {
            "regle": text,
            "niveau": {"enum": ["bloquant", "alerte", "conseil"]},
            "chemin": text,
            "ligne": number,
            "colonne": number,
            "message": text,
            "source": text,
            "certitude": certainty,
            "correction": text,
            "justifiable": flag,
            "justifie": flag,
        }
    )
    verdict = {"enum": ["conforme", "non_conforme", "non_applicable", "a_faire"]}
    criterion = _object({"id": text, "titre": text, "verdict": verdict, "raison": text})
    qls = _object(
        {
            "grille": text,
            "certitude": certainty,
            "score": score,
            "score_projete": score,
            "criteres": {"type": "array", "items": criterion},
        }
    )
    error = _object({"message": text, "indication": text, "ligne": number, "colonne": number})
    judged = _object(
        {
            "fichier": text,
            "constats": {"type": "array", "items": finding},
            "qls": {"anyOf": [qls, {"type": "null"}]},
            "validable": flag,
        }
    )
    unusable = _object({"fichier": text, "erreur": error, "validable": {"const": False}})
    return {
        "$schema": _DIALECT,
        "title": "Sortie de « lls verifier --json »",
        **_object(
            {
                "format": {"const": 1},
                "lls_drafter": text,
                "fichiers": {"type": "array", "items": {"anyOf": [judged, unusable]}},
            }
        ),
    }


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "lettre": letter_schema,
    "reglages": settings_schema,
    "verifier": check_schema,
}
"""The published schemas by their names on the command line."""
