"""How an index of drugs is made: its tables, from the specialities of a catalogue.

meta          what the index is (JSON values)
lignes        the lines of `index_lines`, in their order, each with its checksum
mots          word -> the lines that it names first, names, or describes (sets of `index_bits`)
debuts        the same for the first one to three letters, whose words are too many to gather while one types
noms          whole names, in any order of words and however they are cut, for `identify`
fautes        what words become with letters missing -> these words (see `search_typos`)
specialites   CIS code -> name and checksum, to tell what another set changes
"""

import json
import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lls_drafter.letter.text import fold
from lls_drafter.reference.index_bits import encode
from lls_drafter.reference.index_format import APPLICATION, FORMAT, LETTERS, Name, checksum, digest, meta_checksum, pack
from lls_drafter.reference.index_lines import Line, Sort, lines_of
from lls_drafter.reference.model import Fiche
from lls_drafter.reference.search_strengths import search_numbers
from lls_drafter.reference.search_typos import LONGEST, SHORTEST, filing_keys
from lls_drafter.reference.search_words import (
    GENERIC_WORDS,
    LINKS,
    bag,
    bare_name,
    compact,
    form_words,
    name_words,
    usual_name,
    words,
)
from lls_drafter.reference.usuels import usual_names

_TABLES: Final = """
CREATE TABLE meta (cle TEXT PRIMARY KEY, valeur TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE lignes (id INTEGER PRIMARY KEY, nom INTEGER NOT NULL, fiche TEXT NOT NULL, controle INTEGER NOT NULL);
CREATE TABLE mots (mot TEXT PRIMARY KEY, premier BLOB NOT NULL, nom BLOB NOT NULL, autre BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE debuts (mot TEXT PRIMARY KEY, premier BLOB NOT NULL, nom BLOB NOT NULL, autre BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE noms (cle TEXT, sorte INTEGER, ligne INTEGER, PRIMARY KEY (cle, sorte, ligne)) WITHOUT ROWID;
CREATE TABLE vocabulaire (id INTEGER PRIMARY KEY, mot TEXT NOT NULL);
CREATE TABLE fautes (cle INTEGER PRIMARY KEY, mots BLOB NOT NULL);
CREATE TABLE specialites (cis TEXT PRIMARY KEY, libelle TEXT NOT NULL, empreinte INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(slots=True)
class _Word:
    """The lines of one word."""

    premier: set[int] = field(default_factory=set)
    nom: set[int] = field(default_factory=set)
    autre: set[int] = field(default_factory=set)

    def row(self, word: str) -> tuple[str, bytes, bytes, bytes]:
        return word, encode(self.premier), encode(self.nom), encode(self.autre)


def build(
    connection: sqlite3.Connection,
    fiches: Iterable[Fiche],
    meta: Mapping[str, object],
    usages: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    """Fill an empty database with the index of a catalogue.

    Args:
        connection: to the empty database.
        fiches: the specialities.
        meta: kept as JSON, key by key; `base` is the name that letters keep.
        usages: other names that mean one drug only, with its substances (« aspirine »); those of our list if None.
    """
    every = tuple(fiches)
    lines = lines_of(every, usual_names() if usages is None else usages)
    connection.executescript(_TABLES)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    ends = {sorte.name: sum(line.sorte <= sorte for line in lines) for sorte in Sort}
    counts = {"visibles": ends["MARQUE"], "laboratoires": ends["LABORATOIRE"], "lignes": len(lines)}
    held = {key: json.dumps(value, ensure_ascii=False) for key, value in {**meta, **counts}.items()}
    held["controle"] = str(meta_checksum(held))
    connection.executemany("INSERT INTO meta VALUES (?, ?)", held.items())
    connection.executemany("INSERT INTO lignes VALUES (?, ?, ?, ?)", _line_rows(lines))
    found = _words(lines)
    connection.executemany("INSERT INTO mots VALUES (?, ?, ?, ?)", (found[word].row(word) for word in sorted(found)))
    connection.executemany("INSERT INTO debuts VALUES (?, ?, ?, ?)", _beginning_rows(found))
    connection.executemany("INSERT OR IGNORE INTO noms VALUES (?, ?, ?)", sorted(_name_rows(lines)))
    _file_words(connection, _vocabulary(found, ends["MARQUE"]))
    connection.executemany(
        "INSERT OR IGNORE INTO specialites VALUES (?, ?, ?)",
        ((fiche.cis, fiche.libelle, digest(fiche)) for fiche in every if fiche.cis),
    )
    connection.commit()


def _line_rows(lines: Sequence[Line]) -> Iterator[tuple[int, int, str, int]]:
    names: dict[tuple[str, Sort], int] = {}
    for number, line in enumerate(lines):
        others = [one for one in line.ecrites if one != line.fiche.dosages]
        text = pack(line.fiche, others)
        name = names.setdefault((line.nom, line.sorte), len(names))
        yield number, name, text, checksum(number, text)


def _words(lines: Sequence[Line]) -> dict[str, _Word]:
    """Give the lines of each word, and of each number of a strength."""
    found: dict[str, _Word] = defaultdict(_Word)
    for number, line in enumerate(lines):
        first, named, other = _line_words(line)
        for word in first:
            found[word].premier.add(number)
        for word in first | named:
            found[word].nom.add(number)
        for word in other - named - first:
            found[word].autre.add(number)
        writings = {text for one in (line.fiche.dosages, *line.ecrites) for text in one}
        for text in search_numbers(sorted(writings), "" if line.sorte is Sort.DCI else line.fiche.libelle):
            found[text].autre.add(number)
        for text in (*line.fiche.dci, line.fiche.marque or ""):  # « macrogol 3350 »
            for word in words(text):
                if word.isdigit():
                    found[word].autre.add(number)
    return dict(found)


def _line_words(line: Line) -> tuple[set[str], set[str], set[str]]:
    """Give the words that name a line first, those that name it, and those that describe it.

    First are those of its own name: a brand is not first named by its substance, nor a combination by its second one.
    """
    fiche = line.fiche
    form = form_words(fiche.forme, *fiche.voies)
    named = {word for dci in fiche.dci for word in _substance_words(dci)}
    if line.sorte is Sort.HOMEOPATHIE:
        named |= set(name_words(fiche.libelle.partition(",")[0]))
        return set(words(fiche.libelle)[:1]), named, set(form)
    if line.sorte is Sort.MARQUE:
        brand = name_words(fiche.marque or fiche.libelle.partition(",")[0])
        first = set(brand[:1])
        named |= set(brand) if fiche.marque else set()
    else:
        first = _substance_words(fiche.dci[0]) - GENERIC_WORDS if fiche.dci else set()
        named |= {word for one in (*line.princeps, *line.usages) for word in name_words(one)}
    other = form.union(words(fiche.libelle))
    return first, named, {word for word in other - LINKS if not word[0].isdigit()}


def _substance_words(dci: str) -> set[str]:
    """Give the words of a substance, with and without its salt."""
    return {*name_words(dci), *name_words(usual_name(dci))}


def _beginning_rows(found: Mapping[str, _Word]) -> list[tuple[str, bytes, bytes, bytes]]:
    """Give the lines of the words that begin with the same letters, for the shortest beginnings."""
    gathered: dict[str, _Word] = defaultdict(_Word)
    for word, lines in found.items():
        for length in range(1, LETTERS + 1):
            if len(word) >= length and word[0] != "=":
                one = gathered[word[:length]]
                one.premier |= lines.premier
                one.nom |= lines.nom
                one.autre |= lines.autre
    return [gathered[beginning].row(beginning) for beginning in sorted(gathered)]


def _vocabulary(found: Mapping[str, _Word], visible: int) -> list[str]:
    """Give the words that a mistyped one may be: those of the names, homeopathy aside."""
    return sorted(
        word
        for word, lines in found.items()
        if word[0].isalpha()
        and SHORTEST <= len(word) <= LONGEST
        and word not in LINKS
        and any(number < visible for number in lines.nom)
    )


def _file_words(connection: sqlite3.Connection, vocabulary: Sequence[str]) -> None:
    """File each word under what it becomes with letters missing."""
    filed: dict[int, list[int]] = defaultdict(list)
    for number, word in enumerate(vocabulary):
        for key in filing_keys(word):
            filed[key].append(number)
    connection.executemany("INSERT INTO vocabulaire VALUES (?, ?)", enumerate(vocabulary))
    connection.executemany(
        "INSERT INTO fautes VALUES (?, ?)",
        ((key, struct.pack(f"<{len(numbers)}I", *numbers)) for key, numbers in sorted(filed.items())),
    )


def _name_rows(lines: Sequence[Line]) -> Iterator[tuple[str, int, int]]:
    """Give each whole name of each line."""
    for number, line in enumerate(lines):
        for kind, text in _names(line):
            found = name_words(text)
            if found:
                yield f"b {bag(found)}", kind, number
                yield f"c {compact(found)}", kind, number


def _names(line: Line) -> Iterator[tuple[Name, str]]:
    """Give the names of a line, and what each is."""
    fiche = line.fiche
    if line.sorte is Sort.HOMEOPATHIE:
        yield Name.LABORATOIRE, fiche.libelle.partition(",")[0]
    if line.sorte is Sort.DCI:
        yield Name.DCI, " ".join(fiche.dci)
        yield Name.DCI, " ".join(usual_name(dci) for dci in fiche.dci)
        molecules = " ".join(bare_name(dci) for dci in fiche.dci)
        if fold(molecules) != fold(" ".join(usual_name(dci) for dci in fiche.dci)):
            yield Name.MOLECULE, molecules
        yield from ((Name.PRINCEPS, brand) for brand in line.princeps)
        yield from ((Name.USAGE, name) for name in line.usages)
    if fiche.marque and line.sorte is not Sort.HOMEOPATHIE:
        yield Name.MARQUE, fiche.marque
        parts = fiche.marque.split()
        for length in range(1, len(parts)):
            yield Name.GAMME, " ".join(parts[:length])
    elif line.sorte in {Sort.LABORATOIRE, Sort.MARQUE}:
        yield Name.LABORATOIRE, _label_head(fiche.libelle)


def _label_head(label: str) -> str:
    """Give the words of a label before its strength: « AMLODIPINE BIOGARAN 5 mg, gélule » gives AMLODIPINE BIOGARAN."""
    head: list[str] = []
    for part in label.replace(",", " , ").split():
        if part[0].isdigit() or part == ",":
            break
        head.append(part)
    return " ".join(head)
