"""A CDA document becomes a letter again, as far as it goes; what could not be placed is told, never dropped.

    model       what a reading gives: the letter, where each value stood, what found no place
    reading     a document being read: its links, and the letter under way
    narrative   the words of a section as tables and lines, and which of them are values
    values      texts, dates, codes and identifiers of elements
    entries     a line of our own letters as the entry of a list again
    header, people, identity     who and when
    treatments, regimen          the drugs; a regimen in words where the narrative has none
    events, allergies, followup  the sections of the model
    lines, plans                 labelled lines and plans of our own documents
    document    `read_document`: all of it

The narrative is the truth (`docs/dev/cda.md`): codes complete it, and stand in only where it is silent.
"""

from lls_drafter.cda.reader.document import read_document
from lls_drafter.cda.reader.model import DocumentLu, Genre, Lecture, Nature, Reste

__all__ = ["DocumentLu", "Genre", "Lecture", "Nature", "Reste", "read_document"]
