"""The national drug base (Base de données publique des médicaments) as `Fiche`s, from its published files.

Read: specialities, compositions, generic groups, prescription conditions and the list with ATC codes, all needed;
presentations and availability only for the date of the data, so that a set without them is accepted. The links to
HAS opinions are not read. Specialities join on their CIS code; a code that no speciality has (2,503 former princeps in
the generic groups) is no fault.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, permutations

from lls_drafter.errors import Location, ReferenceDataError
from lls_drafter.letter.text import fold
from lls_drafter.reference import bdpm_files as published
from lls_drafter.reference.bdpm_strengths import Dose, dose_text, in_named_order, strengths
from lls_drafter.reference.bdpm_words import brand, plain, substance
from lls_drafter.reference.index_meta import IndexMeta
from lls_drafter.reference.model import Fiche

Progress = Callable[[str], None]

_ATC = re.compile(r"[A-Z]\d{2}(?:[A-Z](?:[A-Z](?:\d{2})?)?)?")
_HOSPITAL = "réservé à l'usage hospitalier"
_PRINCEPS = "0"
_FRACTION = ("FT", "ST")  # the official description says ST, the file FT
_LONGEST_SILENCES = (92, 3653)  # days: the base is published every month; a few rows may be years apart
_FEWEST_COMPOSED = 0.9


@dataclass(frozen=True, slots=True)
class NationalBase:
    """The specialities of one published set, in the order of their CIS codes, and what the set is."""

    fiches: tuple[Fiche, ...]
    meta: IndexMeta


@dataclass(frozen=True, slots=True)
class _Component:
    """One row of the compositions: `lien` ties a salt to its therapeutic fraction within an element."""

    element: str
    nom: str
    dose: Dose
    fraction: bool
    lien: str


@dataclass(frozen=True, slots=True)
class _Group:
    """The generic group of a speciality."""

    libelle: str
    generique: bool


@dataclass(frozen=True, slots=True)
class _Joined:
    """What the other files say of specialities, by CIS code."""

    compositions: Mapping[str, list[_Component]]
    groupes: Mapping[str, _Group]
    conditions: Mapping[str, list[str]]
    atc: Mapping[str, str]


def read_national_base(files: Mapping[str, bytes], *, progress: Progress = lambda _: None) -> NationalBase:
    """Read one published set.

    Args:
        files: the content of each file under its published name; other names are left alone.
        progress: told what is being read, in French.

    Raises:
        ReferenceDataError: a file is missing, or is not what it was (encoding, columns), or the set is not whole.
    """
    published.check_present(files)
    read: dict[str, published.Rows] = {}
    for kind in published.KINDS:
        if kind.nom in files:
            progress(f"lecture de {kind.nom}")
            read[kind.nom] = published.read_rows(
                kind, files[kind.nom], column=_KEY_COLUMNS.get(kind.nom, 0), sound=_SOUND.get(kind.nom)
            )
    rows = {name: one.lues for name, one in read.items()}
    day = _newest_day(rows)
    joined = _Joined(
        _compositions(rows[published.COMPOSITIONS.nom]),
        _groups(rows[published.GROUPES.nom]),
        _conditions(rows[published.CONDITIONS.nom]),
        {row[0]: row[1] for row in rows[published.INTERET_MAJEUR.nom]},
    )
    progress("mise en forme des spécialités")
    specialities = {row[0]: row for row in reversed(rows[published.SPECIALITES.nom])}  # the first row of a code wins
    fiches = tuple(_fiche(specialities[cis], joined, day[:7]) for cis in sorted(specialities))
    _check_whole(fiches)
    repeated = len(rows[published.SPECIALITES.nom]) - len(specialities)
    meta = IndexMeta(
        date=day[:7],
        jour=day,
        fichiers=tuple((name, hashlib.sha256(files[name]).hexdigest()) for name in sorted(read)),
        specialites=len(fiches),
        commercialisees=sum(fiche.commercialise for fiche in fiches),
        lignes_ecartees=repeated + sum(one.ecartees for one in read.values()),
    )
    return NationalBase(fiches, meta)


def _sound_speciality(row: published.Row) -> bool:
    """Say whether a speciality has a name, and a state that is one of those published."""
    return bool(row[1]) and row[4].startswith("Autorisation") and row[6] in ("Commercialisée", "Non commercialisée")


def _sound_component(row: published.Row) -> bool:
    """Say whether a component has a name and a nature."""
    return bool(row[3]) and row[6] in ("SA", *_FRACTION)


_KEY_COLUMNS = {published.GROUPES.nom: 2}
_SOUND: Mapping[str, published.Judge] = {
    published.SPECIALITES.nom: _sound_speciality,
    published.COMPOSITIONS.nom: _sound_component,
    published.GROUPES.nom: lambda row: bool(row[1]) and row[3].isdigit(),
    published.CONDITIONS.nom: lambda row: bool(row[1]),
    published.INTERET_MAJEUR.nom: lambda row: _ATC.fullmatch(row[1]) is not None,
}


def _compositions(rows: Iterable[published.Row]) -> dict[str, list[_Component]]:
    """Give the components of each speciality."""
    out: dict[str, list[_Component]] = defaultdict(list)
    for cis, element, _, name, dose, reference, nature, link in rows:
        component = _Component(element, name, Dose(plain(dose), plain(reference)), nature in _FRACTION, link)
        out[cis].append(component)
    return out


def _groups(rows: Iterable[published.Row]) -> dict[str, _Group]:
    """Give the generic group of each speciality: its first one, as a princeps wherever it is one."""
    out: dict[str, _Group] = {}
    for _, label, cis, kind, _ in rows:
        known = out.get(cis)
        if known is None or (known.generique and kind == _PRINCEPS):
            out[cis] = _Group(plain(label).rstrip(". "), kind != _PRINCEPS)
    return out


def _conditions(rows: Iterable[published.Row]) -> dict[str, list[str]]:
    """Give the prescription conditions of each speciality, each once."""
    out: dict[str, list[str]] = defaultdict(list)
    for cis, text in dict.fromkeys(rows):
        out[cis].append(plain(text))
    return out


def _fiche(row: published.Row, joined: _Joined, base: str) -> Fiche:
    """Give one speciality."""
    cis, label, form, routes, state, procedure, sale = row[:7]
    libelle = plain(label)
    components = joined.compositions.get(cis, [])
    dci, dosages = _substances(libelle, components)
    conditions = tuple(joined.conditions.get(cis, ()))
    group = joined.groupes.get(cis)
    return Fiche(
        libelle=libelle,
        dci=dci,
        dosages=dosages,
        marque=brand(libelle, (*dci, *(one.nom for one in components))),
        forme=plain(form).lower(),
        voies=tuple(dict.fromkeys(route for one in routes.split(";") if (route := plain(one).lower()))),
        cis=cis,
        atc=joined.atc.get(cis),
        commercialise=sale == "Commercialisée",
        autorise=state == "Autorisation active",
        restrictions=conditions,
        hopital=any(text.replace("’", "'").lower().startswith(_HOSPITAL) for text in conditions),
        homeopathie="homéo" in procedure.lower(),
        groupe=group.libelle if group else None,
        generique=group is not None and group.generique,
        base=base,
    )


@dataclass(slots=True)
class _Substance:
    """One substance of an element: its name in use, and what the composition gives for it."""

    nom: str
    doses: list[Dose] = field(default_factory=list)


def _substances(libelle: str, components: list[_Component]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the substances of a speciality and the strength of each, in the order of its denomination.

    A pack of several elements (15 mg and 20 mg) has the doses of each, from its composition.
    """
    elements: dict[str, list[_Component]] = defaultdict(list)
    for component in components:
        elements[component.element].append(component)
    found: dict[str, list[str]] = {}
    for element in elements.values():
        substances = _in_named_order(libelle, _of_element(element))
        if len(elements) == 1:
            in_order = _is_named(libelle, substances)
            chosen = strengths(libelle, [one.doses for one in substances], in_order=in_order)
            pairs = list(zip(substances, chosen, strict=True))
            if not in_order and all(one.place is not None for one in chosen):
                pairs.sort(key=lambda pair: pair[1].place or 0)
            texts = [(one.nom, choice.texte) for one, choice in pairs]
        else:
            texts = [(one.nom, dose_text(one.doses[0]) if one.doses else "") for one in substances]
        for name, text in texts:
            known = found.setdefault(name, [])
            if text and text not in known:
                known.append(text)
    return tuple(found), tuple(" et ".join(in_named_order(libelle, texts)) for texts in found.values())


def _of_element(components: list[_Component]) -> list[_Substance]:
    """Give the substances of one element: the therapeutic fraction where there is one, with its salt's dose after."""
    links: dict[str, list[_Component]] = defaultdict(list)
    for component in components:
        links[component.lien].append(component)
    found: dict[str, _Substance] = {}
    for linked in links.values():
        fractions = [one for one in linked if one.fraction]
        salts = [one for one in linked if not one.fraction]
        for one in fractions or salts:
            name = substance(one.nom)
            alone = len(fractions) == 1
            doses = [one.dose, *(salt.dose for salt in salts if alone)]
            if name in found:  # vitamin C as acid and as salt: no one of the two doses is the strength
                found[name].doses.clear()
            else:
                found[name] = _Substance(name, doses)
    if len(found) == 2 and (salt := _salt_of_other(*found)):  # DEPAKINE CHRONO: valproate and its acid, one strength
        return [_Substance(salt)]
    return list(found.values())


def _salt_of_other(*names: str) -> str | None:
    """Give the name that is the salt of the other's acid (« valproate de sodium », « acide valproïque »), else None."""
    for salt, acid in permutations(names, 2):
        stem = fold(acid).removeprefix("acide ").removesuffix("ique")
        if acid.startswith("acide ") and fold(salt).startswith(f"{stem}ate "):
            return salt
    return None


def _place(libelle: str, name: str) -> int:
    """Give where a substance's name stands in a denomination, -1 when it does not."""
    words = [word for word in re.findall(r"[a-z0-9]{4,}", fold(name)) if word != "acide"]
    return fold(libelle).find(words[0]) if words else -1


def _is_named(libelle: str, substances: list[_Substance]) -> bool:
    """Say whether every substance stands in the denomination."""
    return all(_place(libelle, one.nom) >= 0 for one in substances)


def _in_named_order(libelle: str, substances: list[_Substance]) -> list[_Substance]:
    """Give the substances in the order of the denomination, when it names them all."""
    if len(substances) < 2 or not _is_named(libelle, substances):
        return substances
    return sorted(substances, key=lambda one: _place(libelle, one.nom))


def _newest_day(rows: Mapping[str, tuple[published.Row, ...]]) -> str:
    """Give the newest date of the set, ISO; a date months after every other is a typing error (29/11/2924).

    Only dates of past acts are looked at: authorisation, declaration of marketing, update of availability.

    Raises:
        ReferenceDataError: there is no date at all.
    """
    places = ((published.SPECIALITES, 7), (published.PRESENTATIONS, 5), (published.DISPONIBILITES, 5))
    texts = {row[column] for kind, column in places for row in rows.get(kind.nom, ())}
    days = sorted(day for text in texts if (day := _day(text)) is not None)
    for silence in _LONGEST_SILENCES:
        for day, earlier in pairwise(reversed(days)):
            if (day - earlier).days <= silence:
                return day.isoformat()
    if not days:
        raise ReferenceDataError(
            "aucune date lisible : l'âge des données ne peut pas être dit", location=Location(published.SPECIALITES.nom)
        )
    return days[0].isoformat()


def _day(text: str) -> date | None:
    """Give the day of a JJ/MM/AAAA date, None when it is no date."""
    found = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _check_whole(fiches: tuple[Fiche, ...]) -> None:
    """Check that the files are of one set and whole: nearly every speciality has a composition.

    Raises:
        ReferenceDataError: too many have none.
    """
    composed = sum(bool(fiche.dci) for fiche in fiches)
    if composed < _FEWEST_COMPOSED * len(fiches):
        raise ReferenceDataError(
            f"{len(fiches) - composed} spécialités sur {len(fiches)} sont sans composition : fichiers coupés ou mêlés",
            hint="télécharger tous les fichiers le même jour, en entier",
            location=Location(published.COMPOSITIONS.nom),
        )
