"""What a service adds of its own in `modele.yaml`: its fields (`rubriques`), its ready phrases, its reasons.

A field: `id titre type aide exemple obligatoire choix unite minimum maximum colonnes dans apres avant`.
A phrase: `nom texte champ`. A reason: `texte devenir atc`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from lls_drafter.letter.plan import Exigence, MotifPret, PhrasePrete, RubriqueLibre, TypeRubrique
from lls_drafter.letter.traitements import Devenir
from lls_drafter.packs.pack_reader import Block, PackReader, Place
from lls_drafter.yaml_io import Json, TreePath

_KEYS = (
    "id", "titre", "type", "aide", "exemple", "obligatoire", "choix", "unite", "minimum", "maximum", "colonnes",
    "dans", "apres", "avant",
)  # fmt: skip
_OF_TYPE: Mapping[str, TypeRubrique] = {
    "choix": TypeRubrique.CHOIX,
    "unite": TypeRubrique.NOMBRE,
    "minimum": TypeRubrique.NOMBRE,
    "maximum": TypeRubrique.NOMBRE,
    "colonnes": TypeRubrique.TABLEAU,
}
_ATTRIBUTE = {"obligatoire": "exigence"}
_MOST_COLUMNS = 8
NEVER_HIDDEN = "un champ du service ne se cache pas"
REMOVE_IT = "le retirer de « rubriques », là où il est écrit ; sans réponse, il ne s'imprime pas"


@dataclass(frozen=True, slots=True)
class WrittenField:
    """A field as one file says it, and which of its keys that file gives."""

    field: RubriqueLibre
    given: frozenset[str]


def read_field(reader: PackReader, item: Json, path: TreePath) -> WrittenField:
    """Read one of `rubriques`.

    Raises:
        PackSchemaError: a wrong key, or one that its type does not have.
    """
    if isinstance(item, dict) and "cachee" in item:
        reader.refuse((*path, "cachee"), NEVER_HIDDEN, REMOVE_IT)
    data = reader.mapping(item, path, _KEYS)
    name = reader.identifier(data, path)
    kind = reader.word(data, path, "type", TypeRubrique, TypeRubrique.TEXTE)
    given = frozenset(_ATTRIBUTE.get(key, key) for key in data) & {one.name for one in fields(RubriqueLibre)}
    own = RubriqueLibre(
        id=name,
        titre=reader.text(data, path, "titre"),
        aide=reader.text(data, path, "aide"),
        type=kind,
        exigence=_wanted(reader, data, path),
        choix=reader.texts(data, path, "choix"),
        unite=reader.text(data, path, "unite"),
        minimum=reader.number(data, path, "minimum"),
        maximum=reader.number(data, path, "maximum"),
        colonnes=reader.texts(data, path, "colonnes"),
        exemple=reader.text(data, path, "exemple"),
        dans=reader.text(data, path, "dans"),
    )
    return WrittenField(own, given - {"id"})


def _wanted(reader: PackReader, data: Block, path: TreePath) -> Exigence:
    """Read `obligatoire`: true is « bloquant », or the level itself."""
    value = data.get("obligatoire")
    if isinstance(value, bool):
        return Exigence.BLOQUANT if value else Exigence.AUCUNE
    return reader.word(data, path, "obligatoire", Exigence, Exigence.AUCUNE)


def merged(base: RubriqueLibre, own: WrittenField) -> RubriqueLibre:
    """Give a field of a lower layer with what a higher one says of it."""
    return replace(base, **{name: getattr(own.field, name) for name in own.given})


def is_weaker(base: RubriqueLibre, own: RubriqueLibre) -> bool:
    """Tell whether a field is less demanded than it was, or is not the same kind of thing."""
    ranks = list(Exigence)
    return ranks.index(own.exigence) < ranks.index(base.exigence) or own.type is not base.type


def check_field(one: RubriqueLibre, place: Place) -> None:
    """Refuse a field that could not be asked or printed.

    Raises:
        PackSchemaError: at its place.
    """
    reader = PackReader(place.document)
    if not one.titre.strip():
        reader.refuse(place.where, "clé manquante : « titre »", "le nom du champ, tel qu'il est demandé et imprimé")
    for key, kind in _OF_TYPE.items():
        if getattr(one, key) not in ((), "", None) and one.type is not kind:
            reader.refuse((*place.where, key), f"« {key} » ne va qu'avec « type: {kind} »", "retirer l'un des deux")
    if one.type is TypeRubrique.CHOIX and (len(one.choix) < 2 or len(set(one.choix)) < len(one.choix)):
        reader.refuse(place.where, "un choix a au moins deux réponses, toutes différentes", 'choix: ["I", "II"]')
    if one.type is TypeRubrique.TABLEAU and not 1 <= len(one.colonnes) <= _MOST_COLUMNS:
        reader.refuse(place.where, f"un tableau a de 1 à {_MOST_COLUMNS} colonnes", 'colonnes: ["Date", "Résultat"]')
    if one.minimum is not None and one.maximum is not None and one.minimum > one.maximum:
        reader.refuse((*place.where, "minimum"), "le minimum dépasse le maximum", "les échanger")


def read_phrases(reader: PackReader, data: Block) -> Iterator[PhrasePrete]:
    """Read the ready phrases.

    Raises:
        PackSchemaError: one of them is wrong.
    """
    for index, item in enumerate(reader.list_of(data, (), "phrases")):
        path: TreePath = ("phrases", index)
        phrase = reader.mapping(item, path, ("nom", "texte", "champ"))
        address = reader.text(phrase, path, "champ") or None
        if address is not None:
            reader.address(address, (*path, "champ"))
        yield PhrasePrete(
            nom=reader.text(phrase, path, "nom", required=True),
            texte=reader.text(phrase, path, "texte", required=True),
            champ_lettre=address,
        )


def read_reasons(reader: PackReader, data: Block) -> Iterator[MotifPret]:
    """Read the service's own reasons for stopping or changing a drug.

    Raises:
        PackSchemaError: one of them is wrong.
    """
    known = [fate.value for fate in (Devenir.ARRETE, Devenir.MODIFIE)]
    for index, item in enumerate(reader.list_of(data, (), "motifs")):
        path: TreePath = ("motifs", index)
        reason = reader.mapping(item, path, ("texte", "devenir", "atc"))
        fates = reader.texts(reason, path, "devenir")
        for position, fate in enumerate(fates):
            if fate not in known:
                reader.refuse((*path, "devenir", position), "devenir sans motif", "possibles : " + ", ".join(known))
        yield MotifPret(
            texte=reader.text(reason, path, "texte", required=True),
            devenirs=tuple(Devenir(fate) for fate in fates),
            atc=reader.text(reason, path, "atc").upper(),
        )
