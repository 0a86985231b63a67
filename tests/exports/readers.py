"""What a person would read in each output, as plain text: how the contract tests look for lost words."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeeze(text: str) -> str:
    """Give a text with single plain spaces: layout may change white space, nothing else."""
    return " ".join(text.split())


def part(data: bytes, name: str) -> etree._Element:
    """Give one part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def story_text(root: etree._Element) -> str:
    """Give the text of a Word part, a line per paragraph."""
    lines = []
    for paragraph in root.iter(f"{W}p"):
        pieces = ("\n" if node.tag == f"{W}br" else node.text or "" for node in paragraph.iter(f"{W}t", f"{W}br"))
        lines.append("".join(pieces))
    return "\n".join(lines)


def docx_text(data: bytes) -> str:
    """Give the text of a Word file's body."""
    return story_text(part(data, "word/document.xml"))


def json_text(data: bytes) -> str:
    """Give every string of a JSON text."""
    return "\n".join(_strings(json.loads(data)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


READERS: Mapping[str, Callable[[bytes], str]] = {"docx": docx_text, "txt": bytes.decode, "json": json_text}
"""One reader per output: a new exporter is not done before it has one."""
