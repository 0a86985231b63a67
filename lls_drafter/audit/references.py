"""Reference figures beside a table: category, region, nation, each dated and with its source; and those of a past run.

The built-in ones are in `references.yaml`; a site may give its own file of the same form (`--reference`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lls_drafter import yaml_io
from lls_drafter.errors import Location, PackSchemaError, StructureError
from lls_drafter.yaml_io import Json, YamlDocument

_BUILT_IN: Final = Path(__file__).with_name("references.yaml")
_GATES: Final = ("QLS-01", "QLS-02")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Published figures of a set of hospitals, or of one.

    Attributes:
        annee: the year that the figures are called after.
        colonne: a heading of at most 8 characters.
        grille: the id of the grid that they were obtained with.
        score: mean score, 0-100.
        taux: rate of each criterion, 0-100, by criterion id.
    """

    id: str
    titre: str
    annee: int
    colonne: str
    grille: str
    score: float
    taux: Mapping[str, float]

    @property
    def formule(self) -> float:
        """Give what our formula makes of these rates, one decimal: QLS 1 × QLS 2 × the mean of the others.

        It is exact only if dated and undated letters are alike. On the published averages it is two to three points
        too high; the difference with `score` says how far our estimate may be trusted.
        """
        gate = 1.0
        for name in _GATES:
            gate *= self.taux.get(name, 100.0) / 100
        others = [rate for name, rate in self.taux.items() if name not in _GATES]
        return round(gate * sum(others) / len(others), 1) if others else 0.0


@dataclass(frozen=True, slots=True)
class References:
    """A file of reference figures: its source, the sets shown as columns, and whole profiles of a site."""

    source: str
    jeux: tuple[Reference, ...]
    profils: tuple[Reference, ...]

    def profil(self, identifier: str) -> Reference:
        """Give one profile.

        Raises:
            KeyError: there is none of that id.
        """
        return {one.id: one for one in self.profils}[identifier]


@cache
def built_in_references() -> References:
    """Give the figures that come with the program."""
    return read_references(_BUILT_IN)


def read_references(path: Path) -> References:
    """Read a file of reference figures.

    Raises:
        PackSchemaError: it cannot be read, or has not the form of one; with the place.
    """
    try:
        document = yaml_io.load_path(path)
    except StructureError as error:
        raise PackSchemaError(error.message, hint=error.hint, location=error.location) from error
    data = document.data
    if not isinstance(data, dict) or data.get("format") != 1:
        raise PackSchemaError(
            "ce fichier n'est pas un fichier de références",
            hint="sa première clé est « format: 1 » (voir docs/guide/qualite.md)",
            location=Location(str(path), 1, 1),
        )
    source = data.get("source")
    return References(
        source if isinstance(source, str) else "source non dite",
        tuple(_sets(document, data, "jeux")),
        tuple(_sets(document, data, "profils")),
    )


def _sets(document: YamlDocument, data: dict[str, Json], key: str) -> list[Reference]:
    """Read the sets of one key; none when it is absent."""
    raw = data.get(key, [])
    if not isinstance(raw, list):
        raise _wrong(document, (key,), "une liste est attendue")
    return [_reference(document, one, (key, index)) for index, one in enumerate(raw)]


def _reference(document: YamlDocument, raw: Json, where: tuple[str | int, ...]) -> Reference:
    """Read one set."""
    if not isinstance(raw, dict):
        raise _wrong(document, where, "un bloc de clés est attendu")
    texts: dict[str, str] = {}
    for name in ("id", "titre", "colonne", "grille"):
        value = raw.get(name)
        if not isinstance(value, str) or not value:
            raise _wrong(document, (*where, name), f"« {name} » est un texte, obligatoire")
        texts[name] = value
    year, rates = raw.get("annee"), raw.get("taux")
    if not isinstance(year, int) or isinstance(year, bool):
        raise _wrong(document, (*where, "annee"), "« annee » est une année, sans guillemets")
    if not isinstance(rates, dict) or not rates:
        raise _wrong(document, (*where, "taux"), "« taux » donne un pourcentage par critère : « QLS-01: 92 »")
    return Reference(
        id=texts["id"],
        titre=texts["titre"],
        annee=year,
        colonne=texts["colonne"][:8],
        grille=texts["grille"],
        score=_percentage(document, raw.get("score"), (*where, "score")),
        taux={name: _percentage(document, one, (*where, "taux", name)) for name, one in rates.items()},
    )


def _percentage(document: YamlDocument, value: Json, where: tuple[str | int, ...]) -> float:
    """Read a number from 0 to 100."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise _wrong(document, where, "un nombre de 0 à 100 est attendu")
    return float(value)


def _wrong(document: YamlDocument, where: tuple[str | int, ...], message: str) -> PackSchemaError:
    """Give the error of a place."""
    return PackSchemaError(
        message, hint="voir docs/guide/qualite.md, « Références »", location=document.location(where)
    )
