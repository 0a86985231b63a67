"""What a font file says of its characters: which it draws, and how wide they are. TrueType, its default instance.

Our own reader: a font library of several megabytes for two tables would weigh more than the letter's whole exporter.

Source: OpenType specification, tables `head`, `hhea`, `hmtx` and `cmap` (format 4).
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType


class FaceError(ValueError):
    """The file is not a font that this module reads."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font.

    Attributes:
        widths: of each character that it draws, in ems, by code point.
    """

    widths: Mapping[int, float]


def read_face(data: bytes) -> Face:
    """Read a font file.

    Raises:
        FaceError: a table is missing or cut.
    """
    try:
        tables = dict(_tables(data))
        per_em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
        count = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
        advances = struct.unpack_from(">" + "Hh" * count, data, tables["hmtx"])[::2]
        glyphs = dict(_glyphs(data, tables["cmap"]))
        widths = {code: advances[min(glyph, count - 1)] / per_em for code, glyph in glyphs.items()}
    except (struct.error, KeyError, IndexError, ZeroDivisionError) as error:
        raise FaceError from error
    return Face(MappingProxyType(widths))


def _tables(data: bytes) -> Iterator[tuple[str, int]]:
    """Give the place of each table."""
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        yield tag.decode("latin-1"), offset


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Give each character with its glyph, from the map of the first 65,536 characters: our font has no others."""
    records = [struct.unpack_from(">HHI", data, cmap + 4 + 8 * i) for i in range(_short(data, cmap + 2))]
    places = {_short(data, cmap + offset): cmap + offset for platform, _, offset in records if platform in (0, 3)}
    yield from _format_4(data, places[4])


def _short(data: bytes, place: int) -> int:
    """Read an unsigned short."""
    return int(struct.unpack_from(">H", data, place)[0])


def _format_4(data: bytes, place: int) -> Iterator[tuple[int, int]]:
    """Read the segments of a map."""
    count = _short(data, place + 6) // 2
    ends = place + 14
    starts, deltas, offsets = ends + 2 * count + 2, ends + 4 * count + 2, ends + 6 * count + 2
    for index in range(count):
        first, last = _short(data, starts + 2 * index), _short(data, ends + 2 * index)
        delta, offset = _short(data, deltas + 2 * index), _short(data, offsets + 2 * index)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code if not offset else _short(data, offsets + 2 * index + offset + 2 * (code - first))
            if glyph:
                yield code, (glyph + delta) % 65536
