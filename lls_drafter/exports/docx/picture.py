"""A square code as a picture in a Word file: a PNG of one bit a pixel, its quiet zone around it, and its drawing."""

import struct
import zlib
from functools import lru_cache

from lls_drafter.document.blocks import Symbol
from lls_drafter.exports.docx.xml import R, escape

QUIET = 2
"""Light modules around the code; readers need one, and a cell may be shaded."""
_PIXELS = 8  # of a module
_SMALLEST, _LARGEST = 18_000, 22_000  # of a module, in EMU: 0.5 mm, under which scanners miss codes; 0.61 mm
_EMU = 635  # in a twentieth of a point
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


class Pictures:
    """The pictures of one document, each kept once; `number` is the first id that the paper leaves free."""

    def __init__(self, number: int = 1) -> None:
        self._first = number
        self._drawn = 0
        self._codes: dict[tuple[tuple[bool, ...], ...], str] = {}

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        """Give each picture: the id of its relationship, and its bytes."""
        return tuple((name, png(modules)) for modules, name in self._codes.items())

    def drawing(self, symbol: Symbol, width: int) -> str:
        """Give the XML of a code's picture, fit for a run; `width` is the room, in twentieths of a point."""
        name = self._codes.setdefault(symbol.modules, f"rIdLlsCode{len(self._codes) + 1}")
        number = self._first + self._drawn
        self._drawn += 1
        side = _side(symbol, width)
        said = f'id="{number}" name="Code {number}" descr="{escape(symbol.description)}"'
        extent = f'cx="{side}" cy="{side}"'
        return (
            f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" '
            'distL="0" distR="0">'
            f"<wp:extent {extent}/><wp:docPr {said}/><wp:cNvGraphicFramePr>"
            f'<a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
            f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {said}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip xmlns:r="{R}" r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )


def needed(symbol: Symbol) -> int:
    """Give the least room that a code takes, in twentieths of a point."""
    return -(-_modules(symbol) * _SMALLEST // _EMU)


def _modules(symbol: Symbol) -> int:
    """Give how many modules a code's picture is wide."""
    return len(symbol.modules) + 2 * QUIET


def _side(symbol: Symbol, width: int) -> int:
    """Give the side of a code's picture in EMU: as large as useful in its room, never too small to be read."""
    module = min(max(width * _EMU // _modules(symbol), _SMALLEST), _LARGEST)
    return module * _modules(symbol)


@lru_cache(maxsize=64)
def png(modules: tuple[tuple[bool, ...], ...]) -> bytes:
    """Give a PNG of dark and light modules, one bit a pixel; a row repeats as its modules are squares."""
    side = (len(modules) + 2 * QUIET) * _PIXELS
    light = "1" * QUIET
    rows = [(), *modules, ()]
    lines = []
    for row in rows:
        bits = light + "".join("0" if dark else "1" for dark in row).ljust(len(modules), "1") + light
        packed = b"".join(b"\xff" if bit == "1" else b"\x00" for bit in bits)  # eight pixels of a module are one byte
        lines.append((b"\x00" + packed) * (_PIXELS if row else _PIXELS * QUIET))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(chunk: tuple[bytes, bytes]) -> bytes:
    """Give one chunk of a PNG: its length, name, content and check."""
    name, content = chunk
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
