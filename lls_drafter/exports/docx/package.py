"""A Word file's package: the same parts always give the same bytes.

The ZIP is written here: most parts of a letter are the paper's, the same for every letter, and are compressed once. The
standard library would compress them again each time, half of the work of a letter.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lls_drafter.document.blocks import Document
from lls_drafter.exports.docx.xml import escape

_NO_DAY = date(2000, 1, 1)
_TYPES = "[Content_Types].xml"
_VERSION = 20
_UTF_8 = 0x800
_DEFLATED = 8
_OF_PAPER, _OF_LETTER = 6, 3  # levels: what is compressed for each letter takes half the time, and a tenth more room
_ZIP_TIME, _ZIP_DATE = 0, (1 << 5) | 1  # midnight, 1980-01-01: the oldest that a ZIP can say
_UNIX = 3 << 8  # the same on every system
_MODE = 0o600 << 16
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


@dataclass(frozen=True, slots=True)
class Entry:
    """One part, compressed.

    Attributes:
        name: of the part, as the ZIP writes it.
        flags: the ZIP's own.
        crc: of the part's bytes.
        size: of the part, unpacked.
        data: the part, compressed.
    """

    name: bytes
    flags: int
    crc: int
    size: int
    data: bytes


def deflated(name: str, data: bytes, level: int = _OF_PAPER) -> Entry:
    """Compress one part."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    written = name.encode()
    return Entry(written, 0 if written.isascii() else _UTF_8, zlib.crc32(data), len(data), packed)


def pack(parts: Mapping[str, Entry], made: Mapping[str, bytes]) -> bytes:
    """Give the ZIP of the paper's parts and of those made for this letter, types first, then by name."""
    everything = {**parts, **{name: deflated(name, data, _OF_LETTER) for name, data in made.items()}}
    names = sorted(everything, key=lambda name: (name != _TYPES, name))
    return _zipped(everything[name] for name in names)


def _zipped(entries: Iterable[Entry]) -> bytes:
    """Give a ZIP: each part after its own header, then the table of contents."""
    out = bytearray()
    contents = bytearray()
    count = 0
    for entry in entries:
        common = (entry.flags, _DEFLATED, _ZIP_TIME, _ZIP_DATE, entry.crc, len(entry.data), entry.size, len(entry.name))
        contents += _CENTRAL.pack(b"PK\1\2", _UNIX | _VERSION, _VERSION, *common, 0, 0, 0, 0, _MODE, len(out))
        contents += entry.name
        out += _LOCAL.pack(b"PK\3\4", _VERSION, *common, 0)
        out += entry.name
        out += entry.data
        count += 1
    return bytes(out + contents + _END.pack(b"PK\5\6", 0, 0, count, count, len(contents), len(out), 0))


def core_properties(document: Document) -> str:
    """Give the file's properties: its title, its author, its language and its day."""
    day = f"{(document.created or _NO_DAY).isoformat()}T00:00:00Z"
    author = escape(document.author)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:creator>{author}</dc:creator>"
        f"<dc:language>{escape(document.lang)}</dc:language><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )
