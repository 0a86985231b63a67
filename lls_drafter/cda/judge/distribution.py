"""An unpacked distribution of the ANS, its files found by what they are.

Any state of it, wherever it lies and however its folders are called: the schema and the compiler's stages by the name
of their file, a profile by its root element. The letter-case of names is of no account.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lls_drafter.errors import ReferenceDataError

STAGES: Final = ("iso_dsdl_include.xsl", "iso_abstract_expand.xsl", "iso_svrl_for_xslt2.xsl")
"""The three stages of the ISO compiler, in order; the distribution brings them."""
SCHEMA_FILES: Final = ("cda_extended.xsd", "cda.xsd")
COMMON: Final = ("ihe", "asip-struct-min-strucmin", "ci-sis_modelesdecontenuscda", "ci-sis_modeles_ans", "terminologie")
"""The profiles that every document goes through, in the order of the ANS's own tool; names in lower case."""
KEPT: Final = frozenset({".sch", ".xsl", ".xml", ".xsd", ".rdf"})
_LEFT_OUT: Final = frozenset({"exemplescda", "rapports", "feuilledestyle", ".git"})
_HINT = "donner le dossier d'une seule version de l'outil « TestContenuCDA » de l'ANS, décompressé en entier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Where the parts of a distribution are.

    Attributes:
        folder: its root.
        files: every file that a check may read, relative to the root, sorted.
        schema: the XML schema.
        stages: the compiler's three stages, in order.
        profiles: the schematrons that stand alone, by their file's name without suffix, sorted by name.
    """

    folder: Path
    files: tuple[Path, ...]
    schema: Path
    stages: tuple[Path, ...]
    profiles: dict[str, Path]

    def common(self) -> tuple[str, ...]:
        """Give the profiles that every document goes through, in order.

        Raises:
            ReferenceDataError: one of them is not there.
        """
        by_name = {name.lower(): name for name in self.profiles}
        missing = [name for name in COMMON if name not in by_name]
        if missing:
            raise ReferenceDataError(f"distribution incomplète : profil « {missing[0]}.sch » introuvable", hint=_HINT)
        return tuple(by_name[name] for name in COMMON)


def find(folder: Path) -> Distribution:
    """Look for the parts of a distribution in a folder.

    Raises:
        ReferenceDataError: not a folder, unreadable, or a part is not there; says which.
    """
    try:
        files = tuple(sorted(_walk(folder)))
    except OSError as error:
        reason = error.strerror or "illisible"
        raise ReferenceDataError(f"dossier de la distribution illisible ({reason})", hint=_HINT) from error
    by_name: dict[str, list[Path]] = {}
    for file in files:
        by_name.setdefault(file.name.lower(), []).append(file)
    return Distribution(
        folder=folder,
        files=files,
        schema=_first(by_name, SCHEMA_FILES, what="schéma XML"),
        stages=tuple(_first(by_name, (name,), what="étape du compilateur schematron") for name in STAGES),
        profiles=_profiles(folder, files),
    )


def _walk(folder: Path) -> Iterable[Path]:
    """Give the files that a check may read, relative to the folder; a link is not followed out of it."""
    if not folder.is_dir():
        raise NotADirectoryError(None, "ce n'est pas un dossier")
    root = folder.resolve()
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        left_out = any(part.lower() in _LEFT_OUT for part in relative.parts[:-1]) or _is_leftover(relative)
        if left_out or path.suffix.lower() not in KEPT:
            continue
        if path.is_file() and path.resolve().is_relative_to(root):
            yield relative


def _first(by_name: dict[str, list[Path]], names: Iterable[str], *, what: str) -> Path:
    """Give the file of the first of these names that is there; the one nearest the root if several are.

    Raises:
        ReferenceDataError: none is there, or two are as near: which one is meant cannot be told.
    """
    wanted = tuple(names)
    for name in wanted:
        if name in by_name:
            depth = min(len(path.parts) for path in by_name[name])
            nearest = [path for path in by_name[name] if len(path.parts) == depth]
            if len(nearest) > 1:
                raise ReferenceDataError(
                    f"plusieurs distributions dans ce dossier : « {name} » y est deux fois", hint=_HINT
                )
            return nearest[0]
    raise ReferenceDataError(f"distribution incomplète : {what} « {wanted[0]} » introuvable", hint=_HINT)


def _profiles(folder: Path, files: Iterable[Path]) -> dict[str, Path]:
    """Give the schematrons whose root is a schema, by name; leftovers of the compiler's own folder set apart."""
    found: dict[str, Path] = {}
    for file in sorted(files, key=lambda path: (len(path.parts), path)):
        if file.suffix.lower() == ".sch" and _is_schema(folder / file):
            found.setdefault(file.stem, file)
    return dict(sorted(found.items()))


def _is_leftover(file: Path) -> bool:
    """Say whether a file is a schematron beside the compiler: what a run of the ANS's own tool left there."""
    return file.suffix.lower() == ".sch" and file.parent.name.lower() == "moteur"


def _is_schema(path: Path) -> bool:
    """Say whether a schematron file is a whole schema, and not a piece to include."""
    text = path.read_text(encoding="utf-8", errors="replace")
    while (start := text.find("<!--")) >= 0:
        end = text.find("-->", start)
        text = text[:start] + (text[end + 3 :] if end >= 0 else "")
    return "<schema" in text or "<sch:schema" in text or "<iso:schema" in text
