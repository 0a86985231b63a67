"""The file of a paper: what kind of file it is, and its parts, read within limits.

Everything refused here is refused before any XML is read: another format, a password, a symbolic link, and the ZIP
files that harm who opens them. Limits are far above what a letterhead with its pictures takes (one or two million
bytes, some twenty parts).
"""

import io
import stat
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path

from lls_drafter.document.faults import Fault

MOST_BYTES = 30_000_000
"""Of a paper, zipped or not."""
MOST_PARTS = 2_000
_RATIO = 200
_RATIO_FROM = 5_000_000  # bytes: below, a white bitmap may well shrink a thousandfold
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError, NotImplementedError)

_SAVE_AS = "l'ouvrir dans Word ou LibreOffice et l'enregistrer au format « Document Word (.docx) »"
_FOREIGN = (
    (b"%PDF", "un document PDF", "partir du fichier Word d'origine : un PDF ne se remplit pas"),
    (b"{\\rtf", "un document RTF (.rtf)", _SAVE_AS),
    (b"\xdb\xa5-\x00", "un document Word ancien (.doc)", _SAVE_AS),
    (b"<?xml", "un document Word en un seul fichier XML", _SAVE_AS),
    (b"<html", "une page web", _SAVE_AS),
    (b"<!DOCTYPE html", "une page web", _SAVE_AS),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    ("xl/workbook.xml", "un classeur Excel"),
    ("ppt/presentation.xml", "une présentation PowerPoint"),
    ("word/document.wml", "un document Word incomplet"),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "un document LibreOffice (.odt)",
    b"application/vnd.oasis.opendocument.text-template": "un modèle LibreOffice (.ott)",
}


def read_archive(path: Path, folder: Path) -> dict[str, bytes] | Fault:
    """Give the parts of a paper by name, or why it is none; `folder` is the template's, which it may not leave."""
    name = path.name
    try:
        outside = path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
        status = path.stat()
        if outside:
            return _fault(
                "LIEN-SYMBOLIQUE",
                "le papier est un lien symbolique vers un autre dossier",
                "copier le fichier lui-même dans le dossier du modèle",
                name,
            )
        if not stat.S_ISREG(status.st_mode):
            return _fault("FORMAT", "le papier n'est pas un fichier", "mettre à sa place un document .docx", name)
        if status.st_size > MOST_BYTES:
            return _too_big(name)
        data = path.read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: links in a circle
        return _fault("FORMAT", "papier illisible", "vérifier que le fichier existe et que l'on peut le lire", name)
    return _foreign(data, name) or _unzipped(data, name)


def _fault(rule: str, message: str, correction: str, name: str) -> Fault:
    """Give a fault of the file as a whole."""
    return Fault(regle=f"PAPIER-{rule}", message=message, correction=correction, lieu=name)


def _too_big(name: str) -> Fault:
    """Refuse a file that would unpack to more than any letterhead."""
    return _fault(
        "DEMESURE",
        "le papier est démesuré une fois décompressé",
        f"un papier fait au plus {MOST_BYTES // 1_000_000} Mo : alléger ses images, ou repartir d'un document neuf",
        name,
    )


def _foreign(data: bytes, name: str) -> Fault | None:
    """Tell a file that is of another kind by its first bytes."""
    if data.startswith(_OLE):
        return _ole(data, name)
    start = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    for magic, kind, correction in _FOREIGN:
        if start[: len(magic)].lower() == magic.lower():
            return _fault("FORMAT", f"le papier est {kind}, pas un document Word (.docx)", correction, name)
    return None


def _ole(data: bytes, name: str) -> Fault:
    """Tell a document under a password from one of Word 97-2003: both are OLE files."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        hint = (
            "dans Word : Fichier, Informations, Protéger le document, Chiffrer avec mot de passe ; "
            "effacer le mot de passe et enregistrer"
        )
        return _fault("PROTEGE", "le papier est protégé par un mot de passe", hint, name)
    if "WordDocument".encode("utf-16-le") in data:
        kind = "un document Word 97-2003 (.doc), pas un document Word (.docx)"
        return _fault("FORMAT", f"le papier est {kind}", _SAVE_AS, name)
    return _fault("FORMAT", "le papier est un fichier Office ancien, pas un document Word (.docx)", _SAVE_AS, name)


def _unzipped(data: bytes, name: str) -> dict[str, bytes] | Fault:
    """Unzip, after looking at the table of contents alone."""
    damaged = _fault("FORMAT", "papier illisible : ce n'est pas un document Word", _SAVE_AS, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            refused = _hostile(entries, name) or _other_kind(package, name)
            if refused is not None:
                return refused
            return {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}
    except _DAMAGES:
        return damaged


def _hostile(entries: list[zipfile.ZipInfo], name: str) -> Fault | None:
    """Refuse a ZIP made to harm: too large, overlapping, ambiguous, or naming what lies outside it."""
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return _fault("PROTEGE", "le papier est chiffré", "l'enregistrer sans mot de passe depuis Word", name)
    sizes = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS or sizes > MOST_BYTES or any(map(_is_bomb, entries)):
        return _too_big(name)
    names = [entry.filename.casefold() for entry in entries]
    reasons = {
        "deux parties y ont le même nom": len(set(names)) < len(names),
        "une partie y désigne un endroit hors du fichier": any(map(_leaves, names)),
        "une partie y est un lien symbolique": any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries),
        "des parties s'y chevauchent": _overlap(entries),
        "une partie y est compressée d'une façon que Word n'emploie pas": any(
            entry.compress_type not in _METHODS for entry in entries
        ),
    }
    found = next((reason for reason, holds in reasons.items() if holds), None)
    if found is None:
        return None
    return _fault("ARCHIVE", f"le papier n'est pas un fichier écrit par Word : {found}", "le refaire depuis Word", name)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    """Tell a part that unpacks to far more than a document does."""
    return entry.file_size > _RATIO_FROM and entry.file_size > _RATIO * max(entry.compress_size, 1)


def _leaves(name: str) -> bool:
    """Tell a name that would lie outside the file."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or ":" in parts[0]


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Tell whether two parts share bytes of the file."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    ends = (
        (entry.header_offset + _LOCAL_HEADER + entry.compress_size, following) for entry, following in pairwise(ordered)
    )
    return any(end > following.header_offset for end, following in ends)


def _other_kind(package: zipfile.ZipFile, name: str) -> Fault | None:
    """Tell the other documents that are ZIP files too."""
    names = set(package.namelist())
    kind = next((kind for part, kind in _OTHERS if part in names), None)
    if kind is None and "mimetype" in names:
        with package.open("mimetype") as stream:
            kind = _OPEN_DOCUMENTS.get(stream.read(200).strip(), "un document LibreOffice d'un autre genre")
    if kind is None:
        return None
    return _fault("FORMAT", f"le papier est {kind}, pas un document Word (.docx)", _SAVE_AS, name)
