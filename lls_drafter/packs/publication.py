"""Where a template stands: draft, candidate, published or withdrawn, and who signed it off.

The record lies beside the template (`publication.yaml`) and names the digest of its files on that day: a template that
was changed since is no longer what somebody signed, and is a candidate again. It keeps the former sign-offs, so that a
version that was published once is never published with other files, whatever was signed in between.

The built-in templates are published by their makers, but for the examples of services, which are candidates for a
service to take up. `base.yaml` keeps the values of the extended template on the day of the sign-off: an upgrade is
compared with them.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from lls_drafter import yaml_io
from lls_drafter.errors import Location, PackFileError, PackSchemaError
from lls_drafter.packs.pack_reader import Block, PackReader
from lls_drafter.packs.sources import is_builtin, is_pack_file, read_pack
from lls_drafter.yaml_io import Json, TreePath

RECORD = "publication.yaml"
BASE = "base.yaml"
_HEADER = "# Écrit par « lls modeles publier » ; à ne pas modifier.\n"
_BASE_HEADER = "# Valeurs du modèle étendu, le jour de la publication : une mise à jour leur est comparée.\n"
_SIGNED = ("statut", "par", "fonction", "le", "version", "empreinte")
_KEYS = (*_SIGNED, "historique")
_SKIPPED = frozenset({RECORD, BASE})


class StatutModele(StrEnum):
    """Where a template stands."""

    PROJET = "projet"
    CANDIDAT = "candidat"
    PUBLIE = "publie"
    RETIRE = "retire"


LABELS: Mapping[StatutModele, str] = {
    StatutModele.PROJET: "projet",
    StatutModele.CANDIDAT: "candidat",
    StatutModele.PUBLIE: "publié",
    StatutModele.RETIRE: "retiré",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What was recorded: the status, who said so, when, of which version and of which files.

    Attributes:
        historique: the former sign-offs, oldest first; each has none of its own.
    """

    statut: StatutModele
    par: str
    fonction: str
    le: date
    version: str
    empreinte: str
    historique: tuple["Publication", ...] = ()

    @property
    def all(self) -> tuple["Publication", ...]:
        """Give every sign-off, the last one last."""
        return (*self.historique, replace(self, historique=()))

    def after(self, *former: "Publication | None") -> "Publication":
        """Give this sign-off with those that came before it; one that says nothing new is told once."""
        found: dict[tuple[StatutModele, str, str], Publication] = {}
        for one in (one for record in former if record is not None for one in record.all):
            found.setdefault((one.statut, one.version, one.empreinte), one)
        return replace(self, historique=tuple(found.values()))

    def published(self, version: str) -> frozenset[str]:
        """Give the digests of the files that were published under a version."""
        return frozenset(
            one.empreinte for one in self.all if one.version == version and one.statut is StatutModele.PUBLIE
        )

    def say(self) -> str:
        """Give it in French: « publié le 28/11/2026 par Dr Anne KELLER, PH »."""
        words = f"{LABELS[self.statut]} le {self.le:%d/%m/%Y} par {self.par}"
        return f"{words}, {self.fonction}" if self.fonction else words

    def knows(self, digest: str) -> bool:
        """Tell whether these very files were signed, whatever was said of them."""
        return any(one.empreinte == digest for one in self.all)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a template stands today.

    Attributes:
        statut: the status that counts.
        publication: the record, None for a draft and for the built-in ones.
        changed: the files are no longer those that were signed off.
    """

    statut: StatutModele
    publication: Publication | None = None
    changed: bool = False

    @property
    def drafts_letters(self) -> bool:
        """Tell whether real letters may be begun with it."""
        return self.statut is StatutModele.PUBLIE

    def say(self) -> str:
        """Give it in French: « publié le 28/11/2026 par Dr Anne KELLER, PH »."""
        words = LABELS[self.statut]
        if self.publication is None:
            return words
        signed = self.publication.say()
        return f"{words} (modifié depuis : {signed})" if self.changed else signed


def standing(folder: Path) -> Standing:
    """Tell where the template of a folder stands.

    Raises:
        PackSchemaError: its record, or one of the files that it speaks of, cannot be read.
    """
    if is_builtin(folder):
        shown = read_record(folder / RECORD)  # the examples of services: candidates, as nobody signed them
        return Standing(shown.statut, shown) if shown is not None else Standing(StatutModele.PUBLIE)
    return standing_of(folder / RECORD, lambda: pack_digest(folder))


def standing_of(record: Path, digest: Callable[[], str]) -> Standing:
    """Tell where a pack stands, from its record and, where it counts, the digest of its files today.

    Raises:
        PackSchemaError: the record cannot be read.
    """
    found = read_record(record)
    if found is None:
        return Standing(StatutModele.PROJET)
    if found.statut is StatutModele.RETIRE or found.empreinte == digest():
        return Standing(found.statut, found)
    return Standing(StatutModele.CANDIDAT, found, changed=True)


def read_record(path: Path) -> Publication | None:
    """Read a record, None when there is none."""
    if not path.is_file():
        return None
    document = read_pack(path)
    reader = PackReader(document)
    data = reader.mapping(document.data, (), _KEYS)
    last = _signed(reader, data, ())
    former = [
        _signed(reader, reader.mapping(one, ("historique", index), _SIGNED), ("historique", index))
        for index, one in enumerate(reader.list_of(data, (), "historique"))
    ]
    if "historique" not in data and last.statut is StatutModele.RETIRE:  # written before there was one: it was in use
        former = [replace(last, statut=StatutModele.PUBLIE)]
    return replace(last, historique=tuple(former))


def _signed(reader: PackReader, data: Block, path: TreePath) -> Publication:
    """Read one sign-off."""
    try:
        day = date.fromisoformat(str(data.get("le")))
    except ValueError as error:
        raise PackSchemaError(
            "date de publication illisible",
            hint="publier de nouveau",
            location=reader.document.location((*path, "le")),
        ) from error
    return Publication(
        statut=reader.word(data, path, "statut", StatutModele, StatutModele.PROJET),
        par=reader.text(data, path, "par", required=True),
        fonction=reader.text(data, path, "fonction"),
        le=day,
        version=reader.text(data, path, "version", required=True),
        empreinte=reader.text(data, path, "empreinte", required=True),
    )


def record_text(publication: Publication) -> str:
    """Give the text of a record."""
    data = _written(publication)
    data["historique"] = [_written(one) for one in publication.historique]
    return yaml_io.dump(data, header=_HEADER)


def _written(publication: Publication) -> dict[str, Json]:
    """Give one sign-off as plain values."""
    data: dict[str, Json] = {
        "statut": publication.statut.value,
        "par": publication.par,
        "fonction": publication.fonction,
        "le": publication.le.isoformat(),
        "version": publication.version,
        "empreinte": publication.empreinte,
    }
    return {key: value for key, value in data.items() if value}


def refuse_other_content(known: Publication | None, version: str, digest: str, *, place: Location | None) -> None:
    """Refuse to sign, under a version that was published, other files than those that were.

    Raises:
        PackSchemaError: they were published otherwise; `place` is where the version is written.
    """
    published = known.published(version) if known is not None else frozenset()
    if published and digest not in published:
        raise PackSchemaError(
            f"le contenu a changé depuis la publication de la version {version}",
            hint="augmenter « version » : les lettres disent avec quelle version elles ont été écrites",
            location=place,
        )


def pack_digest(folder: Path) -> str:
    """Give the digest of a template's own files, its records and what editors leave behind apart.

    Raises:
        PackFileError: one of them cannot be read.
    """
    digest = hashlib.sha256()
    for path in pack_content(folder):
        digest.update(os.fsencode(path.relative_to(folder).as_posix()) + b"\0")
        digest.update(hashlib.sha256(_bytes_of(path)).digest())
    return f"sha256:{digest.hexdigest()}"


def file_digest(path: Path) -> str:
    """Give the digest of one file.

    Raises:
        PackFileError: it cannot be read.
    """
    return f"sha256:{hashlib.sha256(_bytes_of(path)).hexdigest()}"


def _bytes_of(path: Path) -> bytes:
    """Read a file whose content counts."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackFileError(
            "ce fichier ne peut pas être lu",
            hint="vérifier les droits d'accès et que le disque est joignable",
            location=Location(str(path)),
        ) from error


def pack_content(folder: Path) -> Iterator[Path]:
    """Give the files that make a template: `modele.yaml`, papers, blocks, check-lists; in a fixed order."""
    found = [*folder.glob("*.yaml"), *folder.glob("*.docx"), *folder.glob("blocs/*.j2"), *folder.glob("listes/*.yaml")]
    for path in sorted(found):
        is_record = path.parent == folder and path.name in _SKIPPED
        if not is_record and is_pack_file(path):
            yield path


def base_text(values: Mapping[str, str]) -> str:
    """Give the text of the kept values of an extended template."""
    return yaml_io.dump(dict(values), header=_BASE_HEADER)


def kept_base(folder: Path) -> Mapping[str, str] | None:
    """Give the values of the extended template on the day of the sign-off, None when none were kept.

    Raises:
        PackSchemaError: they cannot be read.
    """
    path = folder / BASE
    if not path.is_file():
        return None
    data = read_pack(path).data
    return {key: str(value) for key, value in data.items()} if isinstance(data, dict) else {}
