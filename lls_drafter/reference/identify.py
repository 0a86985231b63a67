"""What a typed name is, exactly: a substance, a brand, a substance and its laboratory; never by likeness.

A name is known when its words are those of a name of the index: in any order, however they are cut, accents and case
aside, without salts. Words that are left over must describe the very drug (« topalgic LP », « insuline lantus »).
When the drugs of one name do not have the same substances, the name says none of them: they are proposed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lls_drafter.letter.text import fold
from lls_drafter.reference.index_format import Name
from lls_drafter.reference.index_store import IndexStore, Read
from lls_drafter.reference.model import Fiche, Identification
from lls_drafter.reference.search import MOST_LETTERS, find
from lls_drafter.reference.search_strengths import same_strength, strength_key, strength_of, written_strength
from lls_drafter.reference.search_words import (
    bag,
    compact,
    form_is,
    form_words,
    name_words,
    usual_name,
    without_salts,
    words,
)

_MOST_WORDS: Final = 8
_MOST_PROPOSED: Final = 5
_LOOKED_AT: Final = 60
_LEAST_LETTERS: Final = 3  # of a name that other words stand around: « A 313 » is not the A of « vitamine A »
# The surest kind of name that answers is the one meant; a brand's first words may be a substance's name as well.
_ALIKE: Final = (
    frozenset({Name.DCI}),
    frozenset({Name.MARQUE, Name.PRINCEPS}),
    frozenset({Name.USAGE}),
    frozenset({Name.LABORATOIRE}),
    frozenset({Name.GAMME}),
    frozenset({Name.MOLECULE}),
)


@dataclass(frozen=True, slots=True)
class _Known:
    """The lines of a name that is known, all of them, and those that the words left over describe."""

    sorte: frozenset[Name]
    nom: tuple[str, ...]
    toutes: tuple[Read, ...]
    retenues: tuple[Read, ...]


def identify(store: IndexStore, nom: str, *, dosage: str | None = None, forme: str | None = None) -> Identification:
    """Tell what a typed name is; see `Catalogue.identify`.

    A bare `dosage` (« 5 ») only narrows: the strengths found are given in full, for the person to accept.

    Raises:
        ReferenceDataError: the index is damaged.
    """
    nom = nom[:MOST_LETTERS]
    known = _known(store, nom)
    if known is None:
        return Identification(propositions=_names_near(store, nom))
    agreed = {_molecules(one.fiche) for one in known.toutes}
    if len(agreed) != 1 or not known.toutes[0].fiche.dci:
        return Identification(propositions=_names_of([one.fiche for one in known.toutes]))
    fiches = _agreeing(known.retenues, dosage, forme)
    if not fiches and dosage:
        fiches = _by_longer_name(store, known, dosage.strip(), forme)
    dosages = {strength_key(one.dosages): written_strength(one.dosages) for one in reversed(fiches)}
    return Identification(
        dci=min((one.fiche.dci for one in known.toutes), key=lambda dci: sum(map(len, dci))),
        marque=_brand(known),
        fiches=fiches,
        dosages=tuple(text for text in reversed(dosages.values()) if text),
    )


def _known(store: IndexStore, nom: str) -> _Known | None:
    """Give the lines of a name, None when it is not, exactly, a name of the index."""
    typed = name_words(nom)
    if not 0 < len(typed) <= _MOST_WORDS:
        return None
    for part, rest in _parts(typed):
        if known := _lines_of(store, part, rest):
            return known
    bare = without_salts(typed)
    return _lines_of(store, bare, ()) if bare != typed else None


def _parts(typed: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give the runs of words that may be the name, the longest first, each with the words left over."""
    for length in range(len(typed), 0, -1):
        for start in range(len(typed) - length + 1):
            yield typed[start : start + length], typed[:start] + typed[start + length :]


def _lines_of(store: IndexStore, part: tuple[str, ...], rest: tuple[str, ...]) -> _Known | None:
    """Give the lines that bear a name and that the words left over describe."""
    if len(compact(part)) < (_LEAST_LETTERS if rest else 2):
        return None
    rows = store.named((f"b {bag(part)}", f"c {compact(part)}"))
    for alike in _ALIKE:
        numbers = [line for sorte, line in rows if Name(sorte) in alike]
        if not numbers:
            continue
        every = store.read(numbers)
        brands = tuple(one for one in every if one.fiche.marque)
        kept = tuple(one for one in brands or every if _is_described(rest, one.fiche))
        if kept:
            return _Known(alike, part, every, kept)
    return None


def _is_described(rest: Sequence[str], fiche: Fiche) -> bool:
    """Tell whether each word left over is one of a speciality's own: its substances, its label, its form."""
    own = form_words(fiche.forme, *fiche.voies).union(words(fiche.libelle), *(words(dci) for dci in fiche.dci))
    return all(word in own or f"{word}s" in own for word in rest)


def _molecules(fiche: Fiche) -> tuple[str, ...]:
    """Give the substances of a speciality, salts aside, in no order."""
    return tuple(sorted({fold(usual_name(dci)) for dci in fiche.dci}))


def _by_longer_name(store: IndexStore, known: _Known, dosage: str, forme: str | None) -> tuple[Fiche, ...]:
    """Give the specialities of a longer brand that the name begins, and that have the strength typed.

    « Modopar 125 » is a name, whatever its strengths; « Seretide 500 » is a Seretide Diskus. Their substances are
    those of the name itself.
    """
    agreed = {_molecules(one.fiche) for one in known.toutes}
    named = _lines_of(store, (*known.nom, *name_words(dosage)), ())
    if named and Name.MARQUE in named.sorte and {_molecules(one.fiche) for one in named.toutes} == agreed:
        return _agreeing(named.retenues, None, forme)
    if Name.MARQUE not in known.sorte:
        return ()
    rows = store.named((f"b {bag(known.nom)}", f"c {compact(known.nom)}"))
    others = store.read([line for sorte, line in rows if sorte == Name.GAMME])
    return _agreeing([one for one in others if {_molecules(one.fiche)} == agreed], dosage, forme)


def _agreeing(lines: Sequence[Read], dosage: str | None, forme: str | None) -> tuple[Fiche, ...]:
    """Give the specialities that agree with the strength and the form typed."""
    return tuple(one.fiche for one in _of_strength(lines, dosage) if _has_form(one.fiche, forme))


def _of_strength(lines: Sequence[Read], dosage: str | None) -> Sequence[Read]:
    """Give the lines that have the strength typed; a strength that cannot be read is that of no line.

    A combination may be said by its first substance (« Augmentin 1 g »), when none is said so in full.
    """
    if dosage is None or not dosage.strip():
        return lines
    typed = strength_of(dosage)
    if typed is None:
        return ()
    writings = {one.numero: (one.fiche.dosages, *one.ecrites) for one in lines}
    full = tuple(one for one in lines if any(same_strength(typed, text) for text in writings[one.numero]))
    return full or tuple(one for one in lines if any(same_strength(typed, text[:1]) for text in writings[one.numero]))


def _has_form(fiche: Fiche, forme: str | None) -> bool:
    """Tell whether a speciality has the form typed, in full or short."""
    if forme is None or not forme.strip():
        return True
    return form_is(name_words(forme), form_words(fiche.forme, *fiche.voies, fiche.libelle.partition(",")[2]))


def _brand(known: _Known) -> str | None:
    """Give the brand that was typed, as printed; None when it was a substance's name."""
    if Name.MARQUE in known.sorte:
        printed = next((one.fiche.marque for one in known.toutes if one.fiche.marque), None)
        return printed or " ".join(word.capitalize() for word in known.nom)
    if Name.GAMME in known.sorte:
        brands = {" ".join((one.fiche.marque or "").split()[: len(known.nom)]) for one in known.toutes}
        return min(brands)
    return None


def _names_near(store: IndexStore, nom: str) -> tuple[str, ...]:
    """Give the names nearest to one that is not known: begun as typed, else a few letters away."""
    found = find(store, nom, _LOOKED_AT)
    if not found.lignes:
        first = next(iter(name_words(nom)), "")
        found = find(store, first, _LOOKED_AT)
    return _names_of([one.fiche for one in store.read(found.lignes)], found.par)


def _names_of(fiches: Sequence[Fiche], begun: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the names of specialities, each once: the brand when what was typed begins it, else the substances."""
    names: dict[str, str] = {}
    for fiche in fiches:
        name = "/".join(fiche.dci)
        if fiche.marque and (not begun or any(word.startswith(tuple(begun)) for word in words(fiche.marque))):
            name = fiche.marque
        names.setdefault(fold(name), name)
    return tuple(names.values())[:_MOST_PROPOSED]
