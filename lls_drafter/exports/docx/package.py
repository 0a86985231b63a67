"""A Word file's package: the same parts always give the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from lls_drafter.document.blocks import Document
from lls_drafter.exports.docx.xml import escape

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_NO_DAY = date(2000, 1, 1)
_TYPES = "[Content_Types].xml"


def pack(parts: Mapping[str, bytes], made: Mapping[str, bytes]) -> bytes:
    """Give the ZIP of the paper's parts and of those made for this letter, types first, then by name."""
    everything = {**parts, **made}
    names = sorted(everything, key=lambda name: (name != _TYPES, name))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in names:
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3  # the same on every system
            package.writestr(info, everything[name])
    return out.getvalue()


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
