"""An extract on disk: `*.extrait.json`, what a site gives to a regional run: verdicts, month, unit; no text.

The same rows stand together with their number; no row tells one letter from another. Read strictly: an extract that was
cut, mended by hand into another shape, or made by a later program is refused, never half counted.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, ValidationError, model_validator

from lls_drafter.audit.model import Critere, Grille
from lls_drafter.drafts import files
from lls_drafter.errors import DraftFormatError, DraftVersionError, Location, UsageError
from lls_drafter.letter.base import LlsModel

FORMAT: Final = 1
TYPE: Final = "extrait_audit"
_LARGEST: Final = 100_000_000
_Count = Annotated[int, Field(ge=0, le=10_000_000)]
_Name = Annotated[str, Field(min_length=1, max_length=300)]


class CritereExtrait(LlsModel):
    """One criterion of a grid."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,40}$")]
    titre: _Name
    indispensable: bool


class GrilleExtrait(LlsModel):
    """A grid, as the site had it."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,60}$")]
    version: Annotated[str, Field(max_length=40)]
    titre: _Name
    certitude: Literal["officiel", "estimation", "proposition"]
    avertissement: Annotated[str, Field(max_length=2000)]
    empreinte: Annotated[str, Field(min_length=1, max_length=100)]
    criteres: Annotated[tuple[CritereExtrait, ...], Field(min_length=1, max_length=100)]


class RangExtrait(LlsModel):
    """Letters that are alike.

    `uf` is `autres` for the units that are not told alone, `mois` is empty for the months that are not.
    """

    grille: Annotated[int, Field(ge=0)]
    mois: Annotated[str, Field(pattern=r"^([0-9]{4}-(0[1-9]|1[0-2]))?$")]
    uf: Annotated[str, Field(max_length=40)]
    verdicts: Annotated[str, Field(pattern=r"^[CN?-]+$", max_length=100)]
    score: Annotated[int, Field(ge=0, le=100)]
    n: Annotated[int, Field(ge=1, le=10_000_000)]


class FluxExtrait(LlsModel):
    """What became of the files of the site; states only, the reasons stay there."""

    fichiers: _Count
    illisibles: _Count
    ecartees: dict[Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")], _Count]


class Extrait(LlsModel):
    """A whole extract; `empreinte` is the digest of all the rest, by which a change, or the same one twice, is seen."""

    format: Literal[1] = FORMAT
    type: Literal["extrait_audit"] = TYPE
    empreinte: Annotated[str, Field(max_length=100)] = ""
    site: Annotated[str, Field(max_length=60)]
    base: Literal["lettres", "sejours"]
    depuis: date | None
    jusqua: date | None
    flux: FluxExtrait
    grilles: tuple[GrilleExtrait, ...]
    lignes: Annotated[tuple[RangExtrait, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _agrees_with_its_grids(self) -> Self:
        """Refuse rows that the grids do not explain."""
        for row in self.lignes:
            if row.grille >= len(self.grilles) or len(row.verdicts) != len(self.grilles[row.grille].criteres):
                raise ValueError("verdicts")
        return self

    @property
    def digest(self) -> str:
        """Give the digest of all but `empreinte`."""
        return f"sha256:{hashlib.sha256(self.model_dump_json(exclude={'empreinte'}).encode()).hexdigest()}"

    @property
    def effectif(self) -> int:
        """Count the letters, or stays."""
        return sum(row.n for row in self.lignes)


def grid_data(grille: Grille) -> GrilleExtrait:
    """Give a grid as an extract holds it.

    Raises:
        UsageError: it is a service's own, with names that no extract holds.
    """
    try:
        return GrilleExtrait(
            id=grille.id,
            version=grille.version,
            titre=grille.titre,
            certitude=_certainty(grille.certitude),
            avertissement=grille.avertissement,
            empreinte=grille.empreinte,
            criteres=tuple(
                CritereExtrait(id=one.id, titre=one.titre, indispensable=one.indispensable) for one in grille.criteres
            ),
        )
    except ValidationError:
        raise UsageError(
            f"la grille « {grille.id} » ne peut pas être dans un extrait",
            hint="identifiants : lettres sans accent, chiffres, « - », « _ » et « . » ; titres : 300 caractères",
        ) from None


def grid_of_data(data: GrilleExtrait) -> Grille:
    """Give the grid of an extract."""
    return Grille(
        id=data.id,
        version=data.version,
        titre=data.titre,
        certitude=data.certitude,
        avertissement=data.avertissement,
        empreinte=data.empreinte,
        criteres=tuple(Critere(one.id, one.titre, one.indispensable) for one in data.criteres),
    )


def write_extract(extrait: Extrait) -> bytes:
    """Give the bytes of an extract: one row a line, so that a person can read what leaves the site."""
    signed = extrait.replace(empreinte=extrait.digest)
    head = signed.model_dump_json(exclude={"lignes"}, indent=2).removesuffix("\n}")
    rows = ",\n".join("    " + row.model_dump_json() for row in extrait.lignes)
    return f'{head},\n  "lignes": [\n{rows}\n  ]\n}}\n'.encode()


def read_extract(path: Path) -> Extrait:
    """Read an extract.

    Raises:
        DraftError: the file cannot be read.
        DraftFormatError: it is no extract, not a whole one, or it was changed since.
        DraftVersionError: it is of a later format.
    """
    data = files.read_limited(path, _LARGEST)
    try:
        found = Extrait.model_validate_json(data)
    except ValidationError as error:
        raise _refusal(error, path) from None
    if found.empreinte != found.digest:
        raise DraftFormatError(
            "cet extrait a été modifié depuis qu'il a été fait",
            hint="le demander de nouveau au site, ou le refaire avec « lls audit extraire »",
            location=Location(str(path)),
        )
    return found


def _refusal(error: ValidationError, path: Path) -> DraftFormatError | DraftVersionError:
    """Say why a file is no extract: the place of its first fault, never a value."""
    first = error.errors(include_input=False, include_url=False)[0]
    names = [str(part) for part in first["loc"]]
    if names == ["format"]:
        return DraftVersionError(
            "cet extrait est d'un format inconnu de ce programme",
            hint="mettre lls-drafter à jour",
            location=Location(str(path)),
        )
    known = all(name.isdecimal() or name in _KEYS for name in names)
    where = f" (clé {'.'.join(names)})" if names and known else ""
    return DraftFormatError(
        f"ce fichier n'est pas un extrait d'audit entier{where}",
        hint="le refaire avec « lls audit extraire DOSSIER --vers FICHIER.extrait.json »",
        location=Location(str(path)),
    )


_KEYS: Final[frozenset[str]] = frozenset(
    name for model in (Extrait, FluxExtrait, GrilleExtrait, CritereExtrait, RangExtrait) for name in model.model_fields
)


def _certainty(text: str) -> Literal["officiel", "estimation", "proposition"]:
    """Give how sure a grid is, as an extract says it."""
    known: Mapping[str, Literal["officiel", "estimation", "proposition"]] = {
        "officiel": "officiel",
        "proposition": "proposition",
    }
    return known.get(text, "estimation")
