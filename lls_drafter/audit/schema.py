"""The JSON Schema of `lls audit --json`: every key that the program writes, and no other."""

from enum import StrEnum
from typing import Any, Final

from lls_drafter.audit.flow import Acte, Classe
from lls_drafter.audit.flow_days import Calendrier
from lls_drafter.audit.groups import Dimension
from lls_drafter.audit.model import Etat, Origine
from lls_drafter.audit.report_file import JSON_FORMAT
from lls_drafter.audit.statistics import Position
from lls_drafter.audit.table import Base
from lls_drafter.letter.remise import Canal

Schema = dict[str, Any]
_TEXT: Final[Schema] = {"type": "string"}
_FLAG: Final[Schema] = {"type": "boolean"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_RANK: Final[Schema] = {"type": "integer", "minimum": 1}
_RATE: Final[Schema] = {"type": ["number", "null"], "minimum": 0, "maximum": 100}
_GAIN: Final[Schema] = {"type": ["number", "null"], "minimum": -100, "maximum": 100}
_DAY: Final[Schema] = {"type": ["string", "null"], "format": "date"}
_KEY: Final[Schema] = {"type": "string", "pattern": "^[a-z_]+$"}
_CRITERION: Final[Schema] = {"type": "string", "minLength": 1}


def audit_schema() -> Schema:
    """Give the schema of `lls audit --json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:lls-drafter:schema:audit:{JSON_FORMAT}",
        **_object(
            {
                "format": {"const": JSON_FORMAT},
                "lls_drafter": _TEXT,
                "base": _one_of(Base),
                "periode": _object({"depuis": _DAY, "jusqua": _DAY}),
                "seuils": _object({"pourcentage": _COUNT, "groupe": _COUNT}),
                "fichiers": _COUNT,
                "jugees": _COUNT,
                "converties": _COUNT,
                "ecartees": _list(_object({"etat": _one_of(Etat), "raison": _TEXT, "n": _COUNT})),
                "illisibles": _list(_object({"numero": _RANK, "raison": _TEXT, "ligne": _or_null(_RANK)})),
                "sejours": _or_null(_stays()),
                **_contributions(),
                "tirage": _or_null(_object({"taille": _RANK, "graine": {"type": "integer"}, "numeros": _list(_RANK)})),
                "tableaux": _list(_table()),
                "regles": _list(
                    _object(
                        {
                            "regle": _TEXT,
                            "titre": _TEXT,
                            "lettres": _COUNT,
                            "justifiees": _COUNT,
                            "taux": _RATE,
                            "taux_justifie": _RATE,
                        }
                    )
                ),
            }
        ),
        "title": "Sortie de « lls audit --json »",
    }


def _stays() -> Schema:
    """Give the flow of a list of stays."""
    counts = ("lus", "hors_periode", "hors_champ", "retrouves", "non_valides", "sans_lettre")
    return _object({**dict.fromkeys(counts, _COUNT), "problemes": _list(_TEXT)})


def _contributions() -> dict[str, Schema]:
    """Give what is counted beside the letters."""
    origins = {
        "type": "object",
        "properties": {one.value: _COUNT for one in Origine},
        "additionalProperties": False,
    }
    paper = _object(dict.fromkeys(("fichiers", "lues", "jugees", "inconnus"), _COUNT))
    extract = _object(
        {"site": _TEXT, "effectif": _COUNT, "depuis": _DAY, "jusqua": _DAY, "fichiers": _COUNT, "illisibles": _COUNT}
    )
    return {"origines": origins, "papier": _or_null(paper), "extraits": _list(extract)}


def _table() -> Schema:
    """Give the table of one grid."""
    grid = _object(
        {
            "id": _TEXT,
            "version": _TEXT,
            "empreinte": _TEXT,
            "titre": _TEXT,
            "certitude": {"enum": ["officiel", "estimation", "proposition"]},
            "avertissement": _TEXT,
        }
    )
    score = {"position": _or_null(_one_of(Position)), "precedent": _RATE, "evolution": _GAIN}
    reference = {"id": _TEXT, "titre": _TEXT, "annee": {"type": "integer"}, "score": _RATE, "score_formule": _RATE}
    return _object(
        {
            "grille": grid,
            "effectif": _COUNT,
            "trouvees": _COUNT,
            "partielles": _COUNT,
            "score": _object({**_mean(), **score}),
            "cible": {"type": "number", "exclusiveMinimum": 0, "maximum": 100},
            "score_non_validees": _or_null(_object(_mean())),
            "note_evolution": _TEXT,
            "criteres": _list(_criterion()),
            "references": _list(_object(reference)),
            "groupes": _list(
                _object({"dimension": _one_of(Dimension), "libelle": _TEXT, "effectif": _COUNT, **_mean()})
            ),
            "causes": _list(_object({"critere": _CRITERION, "echecs": _COUNT, "hypotheses": _list(_TEXT)})),
            "circuit": _or_null(_circuit()),
        }
    )


def _criterion() -> Schema:
    """Give one criterion."""
    return _object(
        {
            "id": _CRITERION,
            "titre": _TEXT,
            "indispensable": _FLAG,
            "mesure": _FLAG,
            "conformes": _COUNT,
            "n": _COUNT,
            "taux": _RATE,
            "intervalle": _interval(),
            "precedent": _RATE,
            "evolution": _GAIN,
            "references": {"type": "object", "additionalProperties": _RATE},
            "sans_objet": _list(_object({"raison": _TEXT, "n": _COUNT})),
            "non_mesures": _COUNT,
        }
    )


def _circuit() -> Schema:
    """Give the circuit of the letters."""
    part: dict[str, Schema] = {"nombre": _COUNT, "n": _COUNT, "taux": _RATE, "intervalle": _interval()}
    classes = _list(_object({"classe": _one_of(Classe), "n": _COUNT, "taux": _RATE}))
    same_day = _object({one.value: _object(part) for one in Acte})
    side = _object({"effectif": _COUNT, "score": _object(_mean()), "jour_meme": same_day})
    gap = _or_null(_object({"valeur": _GAIN, "intervalle": _interval(-100)}))
    weekend = {
        "calendrier": _one_of(Calendrier),
        "semaine": side,
        "weekend": side,
        "ecarts": _object({"score": gap, **{one.value: gap for one in Acte}}),
    }
    delays = {"acte": _one_of(Acte), "n": _COUNT, "sans_objet": _COUNT, "classes": classes, "jour_meme": _object(part)}
    return _object(
        {
            "muettes": _COUNT,
            "delais": _list(_object(delays)),
            "weekend": _or_null(_object(weekend)),
            "choix": _list(_object({"cle": _KEY, "nombre": _or_null(_COUNT), "n": _COUNT, "taux": _RATE})),
            "canaux": _list(_object({"canal": _one_of(Canal), **part})),
        }
    )


def _mean() -> dict[str, Schema]:
    """Give a mean score."""
    return {"valeur": _RATE, "intervalle": _interval(), "n": _COUNT, "nature": {"const": "estimation"}}


def _interval(low: int = 0) -> Schema:
    """Give both ends of an interval, from `low` to 100."""
    end = {"type": "number", "minimum": low, "maximum": 100}
    return _or_null({"type": "array", "items": end, "minItems": 2, "maxItems": 2})


def _object(properties: dict[str, Schema]) -> Schema:
    """Give a closed object whose keys are all there."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    """Give a list."""
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    """Give the same, or nothing."""
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(kind: type[StrEnum]) -> Schema:
    """Give the values of a closed list."""
    return {"enum": [one.value for one in kind]}
