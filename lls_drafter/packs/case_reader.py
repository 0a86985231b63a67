"""What the files of a case have in common: texts that a terminal shows, written by a third party."""

from typing import ClassVar

from lls_drafter.letter.text import clean_text
from lls_drafter.packs.pack_reader import Block, PackReader
from lls_drafter.yaml_io import TreePath


class CaseFileReader(PackReader):
    """The checks of `cas.yaml` and `cle.yaml`: no text of theirs acts on a terminal, nor hides a character.

    Attributes:
        to_write: what to do about a text that is empty.
    """

    to_write: ClassVar[str] = "l'écrire"

    def text(self, data: Block, path: TreePath, key: str, *, required: bool = False) -> str:
        """Give a text without control nor invisible character, as the pieces and the letters are."""
        return clean_text(super().text(data, path, key, required=required))

    def said(self, data: Block, path: TreePath, key: str) -> str:
        """Give a text that is there and says something."""
        text = self.text(data, path, key, required=True).strip()
        if not text:
            self.refuse((*path, key), f"« {key} » est vide", self.to_write)
        return text
