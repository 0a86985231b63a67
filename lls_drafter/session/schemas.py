"""The JSON Schemas that the product publishes, with French titles and descriptions from the model itself."""

from collections.abc import Callable, Mapping
from typing import Any

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.medication.model import Role
from lls_drafter.settings import Settings

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def letter_schema() -> Schema:
    """Give the schema of `*.lls.yaml` and of the JSON output."""
    return _published(Lettre, "Lettre de liaison à la sortie (lls-drafter)")


def settings_schema() -> Schema:
    """Give the schema of `reglages.yaml`."""
    return _published(Settings, "Réglages de lls-drafter")


def _published(model: type[LlsModel], title: str) -> Schema:
    """Give a model's schema as its users read it: French only, and « aucun » admitted where a text is."""
    schema = model.model_json_schema()
    for definition in (schema, *schema.get("$defs", {}).values()):
        definition.pop("description", None)  # the class's docstring is for developers
    loose: Schema = _any_of(schema)
    return {"$schema": _DIALECT, **loose, "title": title}


def _any_of(node: Any) -> Any:  # noqa: ANN401 - any part of a JSON tree
    """Give the same schema with `anyOf` for `oneOf`: « aucun » is both an absence and a text, and is accepted."""
    if isinstance(node, dict):
        return {("anyOf" if key == "oneOf" else key): _any_of(value) for key, value in node.items()}
    return [_any_of(item) for item in node] if isinstance(node, list) else node


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
            "textes_en_attente": {"type": "array", "items": text},
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


def board_schema() -> Schema:
    """Give the schema of `lls file --json`."""
    maybe: Schema = {"type": ["string", "null"]}
    flag: Schema = {"type": "boolean"}
    count: Schema = {"type": "integer", "minimum": 0}
    progress = _object({"repondues": count, "demandees": count})
    row = _object(
        {
            "fichier": maybe,
            "heure": maybe,
            "chambre": maybe,
            "date_sortie": maybe,
            "statut": {"enum": [*(statut.value for statut in Statut), None]},
            "remise": flag,
            "envoyee": flag,
            "ouverte": flag,
            "avancement": {"anyOf": [progress, {"type": "null"}]},
            "qls_projete": {"type": ["integer", "null"], "minimum": 0, "maximum": 100},
            "bloquants": {"type": ["integer", "null"], "minimum": 0},
            "regles": {"type": "array", "items": {"type": "string"}},
            "erreur": maybe,
        }
    )
    return {
        "$schema": _DIALECT,
        "title": "Sortie de « lls file --json »",
        **_object(
            {
                "format": {"const": 1},
                "lls_drafter": {"type": "string"},
                "jour": {"type": "string"},
                "vue": {"enum": ["jour", "toutes", "a_valider"]},
                "sorties": {"type": "array", "items": row},
            }
        ),
    }


def lines_schema() -> Schema:
    """Give the schema of `lls medicaments lire --json`: one object a line, as `medication.data` gives it."""
    text: Schema = {"type": "string"}
    maybe: Schema = {"type": ["string", "null"]}
    place: Schema = {"type": "integer", "minimum": 0}
    unread: Schema = {"debut": place, "fin": place, "texte": text}
    drug: Schema = {"type": ["object", "null"], "required": ["libelle", "connu"], "properties": {"libelle": text}}
    said: Schema = {"type": ["object", "null"], "required": ["phrase"], "properties": {"phrase": text}}
    line = _object(
        {
            "ligne": text,
            "medicament": drug,
            "posologie": said,
            "voie": maybe,
            "duree": said,
            "indication": maybe,
            "surveillance": maybe,
            "phrase": text,
            "lu": {"type": "array", "items": _object({**unread, "role": {"enum": [role.value for role in Role]}})},
            "non_lu": {"type": "array", "items": _object(unread)},
        }
    )
    title = "Sortie de « lls medicaments lire --json »"
    return {"$schema": _DIALECT, "title": title, "type": "array", "items": line}


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "file": board_schema,
    "lettre": letter_schema,
    "lignes": lines_schema,
    "reglages": settings_schema,
    "verifier": check_schema,
}
"""The published schemas by their names on the command line."""
