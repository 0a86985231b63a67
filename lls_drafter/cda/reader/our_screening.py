"""The search for resistant micro-organisms, from our own sentence: the inverse of `document.screening`."""

import re

from lls_drafter.cda.reader.entries import absence_of, day_said, merged, read_list
from lls_drafter.cda.reader.narrative import Line, Piece, clean, values
from lls_drafter.cda.reader.reading import Reading
from lls_drafter.document.words import SEARCH_NEGATIVE, SEARCH_NOT_DONE, UNKNOWN
from lls_drafter.letter.reponse import AUCUN, INCONNU
from lls_drafter.letter.synthese import MicroOrganisme, RechercheMicroOrganismes
from lls_drafter.letter.text import fold

_BASE = "micro_organismes"
_CONTACT = "contact d'un porteur"
_NEW_LINE = re.compile(r"\n(?!– )")
_SEARCHES = {
    fold("Recherche positive"): RechercheMicroOrganismes.FAITE,
    fold(SEARCH_NEGATIVE): RechercheMicroOrganismes.FAITE,
    fold("Recherche faite"): RechercheMicroOrganismes.FAITE,
    fold(SEARCH_NOT_DONE): RechercheMicroOrganismes.NON_FAITE,
    fold(UNKNOWN): RechercheMicroOrganismes.INCONNUE,
}


def read_screening(reading: Reading, line: Line, section: str) -> bool:
    """Read the search, its day, what it found and the contact with a carrier; tells whether all was understood."""
    parts = _parts(merged(line))
    understood = True
    for part in parts:
        said = values(part)
        if said and fold(said[0]) in _SEARCHES:
            understood = _search(reading, part, section) and understood
        elif said:
            understood = _contact(reading, part, section) and understood
    return understood


def _contact(reading: Reading, line: Line, section: str) -> bool:
    """Read the contact with a carrier: its own sentence, or words after ours."""
    address = f"{_BASE}.statut_contact_bhre"
    answer = absence_of(line, address)
    if answer is None and not fold(line[0].text).startswith(_CONTACT):
        return False
    return reading.put(address, answer if answer is not None else clean(values(line)[0]), section)


def _parts(line: Line) -> list[Line]:
    """Give the lines of the sentence: the search with its micro-organisms, then the contact."""
    parts: list[list[Piece]] = [[]]
    for piece in line:
        if piece.is_value or not _NEW_LINE.search(piece.text):
            parts[-1].append(piece)
            continue
        first, *others = _NEW_LINE.split(piece.text)
        parts[-1].append(Piece(first))
        parts += [[Piece(other)] for other in others]
    return [tuple(part) for part in parts]


def _search(reading: Reading, line: Line, section: str) -> bool:
    """Read the search and its result."""
    first = next(index for index, piece in enumerate(line) if piece.is_value)
    words = fold(line[first].text)
    reading.put(f"{_BASE}.recherche", _SEARCHES[words], section)
    rest = line[first + 1 :]
    if len(rest) > 1 and fold(rest[0].text).endswith("le") and (day := day_said(rest[1].text)) is not None:
        reading.put(f"{_BASE}.date", day, section)
        rest = rest[2:]
    if words == fold(SEARCH_NEGATIVE):
        reading.put(f"{_BASE}.resultat", AUCUN, section)
    elif words == fold("Recherche faite"):
        if any("resultat" in fold(text) for text in values(rest)):
            reading.put(f"{_BASE}.resultat", INCONNU, section)
    elif words == fold("Recherche positive"):
        opening = tuple(
            Piece(piece.text.lstrip("\u00a0 :")) if index == 0 else piece for index, piece in enumerate(rest)
        )
        found = read_list(opening, MicroOrganisme, f"{_BASE}.resultat")
        if found is None:
            return False
        reading.put(f"{_BASE}.resultat", found, section)
    return True
