"""Texts that stand in paragraphs of our own documents: the reason of the stay, the state at discharge."""

from lls_drafter.cda import oids
from lls_drafter.cda.reader.narrative import Paragraph, clean, plain, values
from lls_drafter.cda.reader.reading import Reading
from lls_drafter.cda.reader.section import Section
from lls_drafter.letter.text import fold

_STATE = "etat a la sortie"


def read_texts(reading: Reading, section: Section) -> None:
    """Read the texts of a section that are paragraphs of one value each."""
    if section.code == oids.MOTIF.code:
        lines = [block for block in section.left if isinstance(block, Paragraph)]
        if _put(reading, "motif_hospitalisation", lines, section.titre):
            section.take(lines)
    title = ""
    under: list[Paragraph] = []
    for block in section.blocks:
        if isinstance(block, Paragraph) and block.is_title:
            title = fold(plain(block.line))
        elif title == _STATE and isinstance(block, Paragraph) and not block.is_item:
            under.append(block)
        else:
            title = ""
    if _put(reading, "etat_sortie", under, section.titre):
        section.take(under)


def _put(reading: Reading, address: str, lines: list[Paragraph], section: str) -> bool:
    """Write a text from its paragraphs, each of one value."""
    texts = [clean("".join(values(block.line))) for block in lines if len(values(block.line)) == 1]
    return bool(texts) and reading.put(address, "\n".join(texts), section)
