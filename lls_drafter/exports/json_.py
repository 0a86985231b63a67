"""The letter's data as JSON.

- the same keys, values and schema as the YAML file; keys in the order of the model;
- dates and times are ISO text; an absent key is what nobody answered, `aucun` and `inconnu` are words;
- UTF-8, two spaces of indentation, one line end at the end.
"""

from lls_drafter.document.blocks import Document
from lls_drafter.exports import RenderRequest
from lls_drafter.letter_files.codec import write_json


def render(_document: Document | None, request: RenderRequest) -> bytes:
    """Give the letter's data."""
    return write_json(request.lettre).encode()
