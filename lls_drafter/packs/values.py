"""A template as a flat table of values: what `montrer --origine`, `comparer` and the upgrade report speak of.

Names: `titre`, `papier`, `formules.appel`, `motif.titre`, `fevg.unite`… ; each with its text and, for a resolved
template, the file and line that had the last word.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lls_drafter.document.template import Template
from lls_drafter.letter.plan import RubriqueLibre, Section, TypeRubrique
from lls_drafter.packs.templates import ResolvedTemplate

_SHORT = 12


def values_of(template: Template) -> Mapping[str, str]:
    """Give every value of a template by its name, in reading order; what nobody says is left out."""
    return {name: value for name, value in _values(template) if value}


def _values(template: Template) -> Iterator[tuple[str, str]]:
    """Give the names and values."""
    yield "titre", template.titre
    yield "version", template.version
    yield "activites", ", ".join(template.activites)
    yield "papier", _of_file(template.papier)
    for unit, path in sorted(template.papiers.items()):
        yield f"papiers.{unit}", _of_file(path)
    for name, bloc in template.formules.items():
        yield f"formules.{name}", bloc.text.strip()
    own = {one.id: one for one in template.plan.rubriques}
    before = "en premier"
    for section in template.plan.sections:
        yield from _section(section, template, before)
        if section.id in own:
            yield from _field(own[section.id])
        before = f"après {section.id}"
    for one in template.plan.rubriques:
        if one.dans:
            yield f"{one.id}.titre", one.titre
            yield f"{one.id}.aide", one.aide
            yield from _field(one)
    for phrase in template.plan.phrases:
        field = f" ({phrase.champ_lettre})" if phrase.champ_lettre else ""
        yield f"phrases.{phrase.nom}", phrase.texte + field
    for motif in template.plan.motifs:
        limits = ", ".join([*(str(one) for one in motif.devenirs), *([motif.atc] if motif.atc else [])])
        yield f"motifs.{motif.texte}", limits or "tous"


def _of_file(path: Path) -> str:
    """Name a file by its content too: a paper that was edited is another one."""
    return f"{path.name} ({hashlib.sha256(path.read_bytes()).hexdigest()[:_SHORT]})"


def _section(section: Section, template: Template, place: str) -> Iterator[tuple[str, str]]:
    """Give the values of a section."""
    say = getattr(getattr(section.si, "condition", None), "say", None)
    bloc = template.blocs.get(section.id)
    yield f"{section.id}.titre", section.titre
    yield f"{section.id}.aide", section.aide
    yield f"{section.id}.place", place
    yield f"{section.id}.champs", ", ".join(map(str, section.champs))
    yield f"{section.id}.obligatoires", ", ".join(map(str, section.obligatoires))
    yield f"{section.id}.bloc", bloc.text.strip() if bloc is not None else ""
    yield f"{section.id}.si", str(say()) if callable(say) else ""
    yield f"{section.id}.cachee", "oui" if section.cachee else ""
    yield f"{section.id}.verrouille", "oui" if section.verrouille else ""


def _field(one: RubriqueLibre) -> Iterator[tuple[str, str]]:
    """Give the values of one of the service's own fields."""
    if one.type is not TypeRubrique.TEXTE:
        yield f"{one.id}.type", one.type.value
    yield f"{one.id}.exigence", one.exigence.value if one.obligatoire else ""
    yield f"{one.id}.choix", ", ".join(one.choix)
    yield f"{one.id}.unite", one.unite
    yield f"{one.id}.minimum", str(one.minimum) if one.minimum is not None else ""
    yield f"{one.id}.maximum", str(one.maximum) if one.maximum is not None else ""
    yield f"{one.id}.colonnes", ", ".join(one.colonnes)
    yield f"{one.id}.exemple", one.exemple
    yield f"{one.id}.dans", one.dans


def origin_of(name: str, resolved: ResolvedTemplate) -> str:
    """Give file and line of what had the last word on a value; of its section where nothing says the value itself."""
    owner, _, key = name.partition(".")
    known = resolved.origins.get(name)
    if known is None and key == "bloc":
        known = resolved.origins.get(f"{owner}.ajout")
    place = known or resolved.origins.get(owner)
    return str(place.location) if place is not None else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that two templates do not share; None where one of them says nothing."""

    name: str
    left: str | None
    right: str | None


def differences(left: Mapping[str, str], right: Mapping[str, str]) -> tuple[Difference, ...]:
    """Give the values that differ, in the order of the left, then what only the right has."""
    names = [*left, *(name for name in right if name not in left)]
    return tuple(
        Difference(name, left.get(name), right.get(name)) for name in names if left.get(name) != right.get(name)
    )


class ValueFate(StrEnum):
    """What became of a value of the extended template between two versions of it."""

    REPRIS = "repris"
    GARDE = "gardé"
    PERIME = "à revoir"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """One value of the extended template that changed.

    Attributes:
        name: of the value.
        avant: on the day of the sign-off, None for nothing.
        maintenant: today.
        ici: in the template that extends it.
        fate: the new value is taken over; or the template keeps its own, which differed already, or is the old one.
    """

    name: str
    avant: str | None
    maintenant: str | None
    ici: str | None
    fate: ValueFate


def upgrades(then: Mapping[str, str], now: Mapping[str, str], own: Mapping[str, str]) -> tuple[Upgrade, ...]:
    """Compare three ways: the extended template then and now, and the template that extends it."""
    found = []
    for one in differences(then, now):
        here = own.get(one.name)
        taken = here == one.right or (
            one.name.endswith((".bloc", ".champs")) and one.right and one.right in (here or "")
        )
        kept = ValueFate.PERIME if here == one.left else ValueFate.GARDE
        fate = ValueFate.REPRIS if taken else kept
        found.append(Upgrade(name=one.name, avant=one.left, maintenant=one.right, ici=here, fate=fate))
    return tuple(found)
