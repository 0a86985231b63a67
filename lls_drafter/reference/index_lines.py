"""The lines of an index: what a search may answer, made from the specialities of a catalogue.

A clinician who picks « amlodipine 5 mg gélule » chose no laboratory. So generics are not answers: every (substances,
strengths, form) that a speciality has makes one line without CIS code, and what such a line says is true of each
speciality that it stands for (ATC, restrictions, routes, hospital: what they all share). Beside them stand:

- the brands, one line per name, strength and form, with their CIS code. Parallel imports bear the very name of the
  original: the code is then the one with an ATC code or a generic group, which imports never have; none when that does
  not tell one from the others;
- the specialities named « DCI + laboratory », which only answer when the laboratory is asked for;
- homeopathy, last.

The order of the lines is the order of answers that are as good as one another: marketed and authorised first, hospital
use after, one substance before several, then the substances that most specialities have (the most prescribed ones).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import chain

from lls_drafter.letter.text import fold
from lls_drafter.reference.model import Fiche
from lls_drafter.reference.search_strengths import strength_key, strength_of, strengths_in, written_strength
from lls_drafter.reference.search_words import name_words

_MOST_KEPT = 20_000  # texts whose folding is kept while an index is made
_MOST_SUBSTANCES = 5  # of a line without brand: nobody prescribes more by their names
_SHADES = frozenset({
    "dragee", "drageifie", "drageifiee", "enrobe", "enrobee", "pellicule", "pelliculee", "quadrisecable", "secable",
})  # fmt: skip
_GROUP_DASH = re.compile(r" -[ ]?(?=[A-ZÀ-Ý])")
_FEMININE = frozenset({
    "capsule", "creme", "emulsion", "gelule", "gomme", "microsphere", "pastille", "pate", "pommade", "poudre", "pulpe",
    "solution", "suspension",
})  # fmt: skip


class Sort(IntEnum):
    """What a line stands for, in the order of the blocks of an index."""

    DCI = 0
    MARQUE = 1
    LABORATOIRE = 2
    HOMEOPATHIE = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One answer.

    Attributes:
        nom: the name that it goes by, folded: lines of one name are near one another.
        ecrites: other ways in which its strength is printed, by substance (« 1 g » beside « 1 000 mg »).
        princeps: brands of its generic groups that may be in no catalogue any more.
        usages: other names that people give to its substances (« aspirine »).
        membres: how many marketed specialities it stands for.
    """

    sorte: Sort
    fiche: Fiche
    nom: str
    ecrites: tuple[tuple[str, ...], ...] = ()
    princeps: tuple[str, ...] = ()
    usages: tuple[str, ...] = ()
    membres: int = 1


def lines_of(fiches: Iterable[Fiche], usages: Mapping[str, tuple[str, ...]]) -> tuple[Line, ...]:
    """Give the lines of a catalogue, in the order of answers that are as good as one another.

    `usages` gives the substances of other names that mean one drug only.
    """
    every = list(fiches)
    said: dict[str, list[str]] = defaultdict(list)
    for name, dci in usages.items():
        said[_substances(dci)].append(name)
    groups: dict[tuple[str, ...], list[Fiche]] = defaultdict(list)
    common: Counter[str] = Counter()
    for fiche in every:
        if fiche.homeopathie:
            continue
        common[_substances(fiche.dci)] += fiche.commercialise
        if _has_line(fiche):
            groups[_group_key(fiche)].append(fiche)
    lines = [_dci_line(members, said) for members in groups.values()]
    order = {_substances(line.fiche.dci): line.fiche.dci for line in reversed(lines)}
    sold = {key: line.membres for key, line in zip(groups, lines, strict=True)}
    lines += _named_lines(every, order)
    return tuple(sorted(lines, key=lambda line: _rank(line, common, sold.get(_group_key(line.fiche), 0))))


@lru_cache(maxsize=_MOST_KEPT)
def usual_form(forme: str) -> str:
    """Give a form without what makes no difference when prescribing: « comprimé pelliculé sécable » is « comprimé ».

    The national base leaves genders open (« gastro-résistant(e) », « médicamenteux(se) »): they are closed here.
    """
    is_feminine = fold(forme).split(" ")[0] in _FEMININE
    closed = forme.replace("eux(se)", "euse" if is_feminine else "eux").replace("(e)", "e" if is_feminine else "")
    kept = [word for word in closed.replace("(s)", "").split() if fold(word) not in _SHADES]
    return " ".join(kept) or closed


def _has_line(fiche: Fiche) -> bool:
    """Tell whether a speciality is prescribed by the names of its substances."""
    return 0 < len(fiche.dci) <= _MOST_SUBSTANCES


@lru_cache(maxsize=_MOST_KEPT)
def _substances(dci: tuple[str, ...]) -> str:
    """Give one text for the same substances in any order."""
    return " + ".join(sorted(_folded(one) for one in dci))


@lru_cache(maxsize=_MOST_KEPT)
def _folded(text: str) -> str:
    return fold(text)


def _pairs(fiche: Fiche) -> list[tuple[str, str]]:
    """Give each substance with its strength."""
    dosages = fiche.dosages if len(fiche.dosages) == len(fiche.dci) else ("",) * len(fiche.dci)
    return list(zip(fiche.dci, dosages, strict=True))


def _group_key(fiche: Fiche) -> tuple[str, ...]:
    pairs = sorted((_folded(dci), strength_key([dosage])) for dci, dosage in _pairs(fiche))
    return (*chain.from_iterable(pairs), _folded(usual_form(fiche.forme)))


def _dci_line(members: Sequence[Fiche], said: Mapping[str, Sequence[str]]) -> Line:
    """Give the line of the substances themselves; `members` have the same substances, strengths and form."""
    sold = [one for one in members if one.commercialise and one.autorise] or list(members)
    model = _in_label_order(_model(sold))
    strength = written_strength(model.dosages)
    forme = _form_of(model)
    atc = {one.atc for one in sold if one.atc}
    groupes = {one.groupe for one in sold if one.groupe}
    fiche = replace(
        model,
        libelle=" ".join(filter(None, ("/".join(model.dci), strength, forme))),
        marque=None,
        forme=forme,
        voies=_shared([one.voies for one in sold]),
        cis=None,
        atc=atc.pop() if len(atc) == 1 else None,
        commercialise=any(one.commercialise for one in members),
        autorise=any(one.autorise for one in members),
        restrictions=_shared([one.restrictions for one in sold]),
        hopital=all(one.hopital for one in sold),
        groupe=groupes.pop() if len(groupes) == 1 else None,
        generique=any(one.generique for one in sold),
    )
    written = tuple(dict.fromkeys(_in_order_of(model, one).dosages for one in members))
    own = {word for dci in model.dci for word in name_words(dci)}
    brands = dict.fromkeys(name for one in members if one.groupe for name in group_brands(one.groupe))
    return Line(
        Sort.DCI,
        fiche,
        nom="/".join(map(_folded, model.dci)),
        ecrites=written,
        princeps=tuple(name for name in brands if not own.issuperset(name_words(name))),
        usages=tuple(said.get(_substances(model.dci), ())),
        membres=sum(one.commercialise for one in members),
    )


def _form_of(fiche: Fiche) -> str:
    """Give the form of a line; « dispositif » alone, as patches are published, would say nothing."""
    forme = usual_form(fiche.forme)
    return "dispositif transdermique" if forme == "dispositif" and fiche.voies == ("transdermique",) else forme


def _model(members: Sequence[Fiche]) -> Fiche:
    """Give the member whose writing is the commonest; one named by its substances when there is one."""
    named = [one for one in members if one.marque is None] or list(members)
    writings = Counter((one.dci, one.dosages) for one in named)
    best = max(writings.values())
    return min(
        (one for one in named if writings[one.dci, one.dosages] == best), key=lambda one: (len(one.forme), one.libelle)
    )


def _in_label_order(fiche: Fiche) -> Fiche:
    """Give a speciality with its substances in the order of its label: of their names, else of their strengths."""
    if len(fiche.dci) < 2:
        return fiche
    label = fold(fiche.libelle)
    places = [label.find(name_words(dci)[-1]) for dci in fiche.dci]
    if -1 in places:
        printed = [part.key for one in strengths_in(fiche.libelle) for part in one.parts]
        keys = [strength_key([dosage]).partition("|")[0] for _, dosage in _pairs(fiche)]
        if len(set(keys)) < len(keys) or not set(keys) <= set(printed):
            return fiche
        places = [printed.index(key) for key in keys]
    order = dict(zip(fiche.dci, places, strict=True))
    return _ordered(fiche, sorted(fiche.dci, key=order.__getitem__))


def _in_order_of(model: Fiche, fiche: Fiche) -> Fiche:
    """Give a speciality with its substances in the order of another, when they are the same."""
    folded = {_folded(dci): dci for dci in fiche.dci}
    names = [_folded(dci) for dci in model.dci]
    if model.dci == fiche.dci or len(folded) != len(fiche.dci) or sorted(folded) != sorted(names):
        return fiche
    return _ordered(fiche, [folded[name] for name in names])


def _ordered(fiche: Fiche, names: Sequence[str]) -> Fiche:
    """Give a speciality with its substances in this order, each with its own strength."""
    strengths = dict(_pairs(fiche))
    if len(strengths) != len(fiche.dci) or tuple(names) == fiche.dci:
        return fiche
    return replace(fiche, dci=tuple(names), dosages=tuple(strengths[name] for name in names))


def _shared(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Give what is in every list, in the order of the first."""
    return tuple(item for item in lists[0] if all(item in one for one in lists))


def group_brands(groupe: str) -> tuple[str, ...]:
    """Give the brands that the label of a generic group names: « APIXABAN 5 mg - ELIQUIS 5 mg, … » gives ELIQUIS."""
    _, *rest = _GROUP_DASH.split(groupe)
    brands: list[str] = []
    for part in rest:
        name: list[str] = []
        for word in part.replace(",", " , ").split():
            if not (word[0].isalpha() and word.upper() == word):
                break
            name.append(word)
        if name and not any(one in {"+", "/"} for one in part.split()[len(name) : len(name) + 1]):
            brands.append(" ".join(name))
    return tuple(brands)


def _named_lines(fiches: Sequence[Fiche], order: dict[str, tuple[str, ...]]) -> list[Line]:
    """Give the lines of the specialities by their own names; `order`: of the substances, by their folded names."""
    alike: dict[tuple[str, ...], list[Fiche]] = defaultdict(list)
    for fiche in fiches:
        if fiche.cis is None and fiche.marque is None:
            continue  # our own list: the line of the substances says it all
        alike[_folded(fiche.libelle), _substances(fiche.dci), strength_key(fiche.dosages)].append(fiche)
    return [_named_line(same, order) for same in alike.values()]


def _named_line(same: Sequence[Fiche], order: dict[str, tuple[str, ...]]) -> Line:
    """Give the line of specialities that bear one name."""
    living = [one for one in same if one.commercialise and one.autorise] or list(same)
    known = [one for one in living if one.atc or one.groupe]
    one = living[0] if len(living) == 1 else known[0] if len(known) == 1 else None
    fiche = one or replace(living[0], cis=None)
    if _substances(fiche.dci) in order:
        fiche = _in_order_of(replace(fiche, dci=order[_substances(fiche.dci)]), fiche)
    if fiche.homeopathie:
        sorte = Sort.HOMEOPATHIE
    elif fiche.marque is None and _has_line(fiche):
        sorte = Sort.LABORATOIRE
    else:
        sorte = Sort.MARQUE
    return Line(sorte, fiche, _folded(fiche.marque or fiche.libelle))


def _rank(line: Line, common: Counter[str], sold: int) -> tuple[object, ...]:
    """Give the place of a line; `sold`: marketed specialities of its substances, strengths and form."""
    fiche = line.fiche
    substances = _substances(fiche.dci)
    block = max(line.sorte, Sort.MARQUE)
    absent = not (fiche.commercialise and fiche.autorise)
    strength = strength_of(fiche.dosages[0]) if fiche.dosages else None
    return (
        block,
        absent,
        fiche.hopital,
        len(fiche.dci) > 1,
        -common[substances],
        substances,
        line.sorte,
        line.nom if line.sorte is not Sort.DCI else "",
        -sold,
        strength.parts[0].valeur if strength else 0,
        fiche.libelle,
    )
