"""The JSON Schemas that the product publishes, with French titles and descriptions from the model itself."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.medication.model import Role
from lls_drafter.settings import Settings

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TIME = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$"
_LOCAL: Final[Mapping[str, str]] = MappingProxyType(
    {"time": f"^{_TIME}", "date-time": rf"^\d{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]{_TIME}"}
)
"""Hours as a letter has them, `14:30`. The formats of JSON Schema demand seconds and a time zone (RFC 3339): a reader
that checks formats, as most editors do, would refuse each letter that says an hour."""


def _headed(name: str, title: str, schema: Schema) -> Schema:
    """Give a published schema with its dialect, its lasting name and its title."""
    return {"$schema": _DIALECT, "$id": f"urn:lls-drafter:schema:{name}:1", **schema, "title": title}


def letter_schema() -> Schema:
    """Give the schema of `*.lls.yaml` and of the JSON output."""
    return _published(Lettre, "lettre", "Lettre de liaison à la sortie (lls-drafter)")


def settings_schema() -> Schema:
    """Give the schema of `reglages.yaml`."""
    return _published(Settings, "reglages", "Réglages de lls-drafter")


def _published(model: type[LlsModel], name: str, title: str) -> Schema:
    """Give a model's schema as its users read it: French only, and « aucun » admitted where a text is."""
    schema = model.model_json_schema()
    for definition in (schema, *schema.get("$defs", {}).values()):
        definition.pop("description", None)  # the class's docstring is for developers
    return _headed(name, title, _loose(schema))


def _loose(node: Any) -> Any:  # noqa: ANN401 - any part of a JSON tree
    """Give the same schema with `anyOf` for `oneOf` and hours as people say them.

    Why: « aucun » is both an absence and a text, and is accepted; see `_LOCAL` for the hours.
    """
    if isinstance(node, list):
        return [_loose(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "string" and (pattern := _LOCAL.get(str(node.get("format")))) is not None:
        node = {**{key: value for key, value in node.items() if key != "format"}, "pattern": pattern}
    return {("anyOf" if key == "oneOf" else key): _loose(value) for key, value in node.items()}


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
    return _headed(
        "verifier",
        "Sortie de « lls verifier --json »",
        _object(
            {
                "format": {"const": 1},
                "lls_drafter": text,
                "fichiers": {"type": "array", "items": {"anyOf": [judged, unusable]}},
            }
        ),
    )


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
    return _headed(
        "file",
        "Sortie de « lls file --json »",
        _object(
            {
                "format": {"const": 1},
                "lls_drafter": {"type": "string"},
                "jour": {"type": "string"},
                "vue": {"enum": ["jour", "toutes", "a_valider"]},
                "sorties": {"type": "array", "items": row},
            }
        ),
    )


def lines_schema() -> Schema:
    """Give the schema of `lls medicaments lire --json`: one object a line, as `medication.data` gives it."""
    text: Schema = {"type": "string"}
    maybe: Schema = {"type": ["string", "null"]}
    place: Schema = {"type": "integer", "minimum": 0}
    flag: Schema = {"type": "boolean"}
    unread: Schema = {"debut": place, "fin": place, "texte": text}
    drug: Schema = {
        "type": ["object", "null"],
        "required": ["libelle", "connu"],
        "properties": {"libelle": text, "connu": flag},
    }
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
    return _headed("lignes", "Sortie de « lls medicaments lire --json »", {"type": "array", "items": line})


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "file": board_schema,
    "lettre": letter_schema,
    "lignes": lines_schema,
    "reglages": settings_schema,
    "verifier": check_schema,
}
"""The published schemas by their names on the command line."""
