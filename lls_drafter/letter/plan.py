"""The plan of a letter: the sections that a template asks for, in printed order, and what each of them prints.

The wizard keeps its own order of questions; it reads from here which fields a service hides, demands or adds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Leaf, walk
from lls_drafter.letter.traitements import Devenir


class TypeRubrique(StrEnum):
    """What a service's own field holds."""

    TEXTE = "texte"
    CHOIX = "choix"
    DATE = "date"
    NOMBRE = "nombre"
    OUI_NON = "oui_non"
    TABLEAU = "tableau"


class Exigence(StrEnum):
    """How much a service wants one of its own fields: a level of the rules, or not asked for at all."""

    AUCUNE = "aucune"
    CONSEIL = "conseil"
    ALERTE = "alerte"
    BLOQUANT = "bloquant"


class Condition(Protocol):
    """When a section applies: a condition of the closed language (`si:`), bound to nothing but the letter."""

    def holds(self, lettre: Lettre) -> bool:
        """Tell whether the section applies to this letter."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of the printed letter.

    Attributes:
        id: its name in `modele.yaml` and in Word anchors (`[[motif]]`).
        titre: as printed; empty for a section without heading.
        champs: the addresses that it prints, indexes left out; what lies inside an address is printed with it.
        obligatoires: addresses that the service demands beyond the law.
        verrouille: the decree asks for it: a higher layer may add to it, never weaken it.
        cachee: hidden by a higher layer; it prints nevertheless when it holds something.
        si: when it applies; None is always.
        aide: what a person must know of it, in French.
    """

    id: str
    titre: str
    champs: tuple[FieldPath, ...] = ()
    obligatoires: tuple[FieldPath, ...] = ()
    verrouille: bool = False
    cachee: bool = False
    si: Condition | None = None
    aide: str = ""

    def applies(self, lettre: Lettre) -> bool:
        """Tell whether the section is to be printed: hiding it, or its `si`, holds only while it is empty."""
        wanted = not self.cachee and (self.si is None or self.si.holds(lettre))
        return wanted or self.is_filled(lettre)

    def is_filled(self, lettre: Lettre) -> bool:
        """Tell whether the letter holds anything that this section prints."""
        return any(next(_leaves(lettre, path), None) is not None for path in self.champs)


@dataclass(frozen=True, slots=True, kw_only=True)
class RubriqueLibre:
    """A free section or field that a service adds: its answer lies at `rubriques.<id>`.

    Attributes:
        id: its key in the letter.
        titre: as asked and as printed.
        aide: what a person must know of it.
        type: what it holds.
        exigence: how much the service wants an answer.
        choix: the possible answers of a choice.
        unite: of a number, printed after it.
        minimum: of a number, None for no limit.
        maximum: of a number, None for no limit.
        colonnes: the headings of a table.
        exemple: a good answer.
        dans: the section that prints it; its own when empty.
    """

    id: str
    titre: str
    aide: str = ""
    type: TypeRubrique = TypeRubrique.TEXTE
    exigence: Exigence = Exigence.AUCUNE
    choix: tuple[str, ...] = ()
    unite: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    colonnes: tuple[str, ...] = ()
    exemple: str = ""
    dans: str = ""

    @property
    def chemin(self) -> FieldPath:
        """Give the address of its answer: its text, or the rows of a table."""
        return FieldPath(("rubriques", self.id, "lignes" if self.type is TypeRubrique.TABLEAU else "texte"))

    @property
    def obligatoire(self) -> bool:
        """Tell whether the service asks for it."""
        return self.exigence is not Exigence.AUCUNE


@dataclass(frozen=True, slots=True)
class Obligation:
    """A field that the service demands beyond the law, in the section that prints it."""

    chemin: FieldPath
    exigence: Exigence
    section: "Section | None"
    titre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhrasePrete:
    """A ready phrase; `{…}` marks what to fill in. `champ_lettre` limits it to one field of the letter."""

    nom: str
    texte: str
    champ_lettre: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MotifPret:
    """A service's own reason for stopping or changing a drug.

    Attributes:
        texte: as it enters the letter.
        devenirs: the fates that it explains; all when empty.
        atc: the beginning of the ATC codes that it is for; all when empty.
    """

    texte: str
    devenirs: tuple[Devenir, ...] = ()
    atc: str = ""

    def fits(self, atc: str | None, devenir: Devenir | None) -> bool:
        """Tell whether it may explain what became of a drug."""
        return (not self.devenirs or devenir in self.devenirs) and (atc or "").startswith(self.atc)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a template asks for: its sections in printed order, its free sections, its ready words."""

    sections: tuple[Section, ...] = ()
    rubriques: tuple[RubriqueLibre, ...] = ()
    phrases: tuple[PhrasePrete, ...] = ()
    motifs: tuple[MotifPret, ...] = ()

    def section_of(self, path: FieldPath) -> Section | None:
        """Give the section that prints a field: the one with the longest address around it."""
        bare = FieldPath(tuple(part for part in path.parts if isinstance(part, str)))
        around = [
            (len(known.parts), section)
            for section in self.sections
            for known in section.champs
            if bare.starts_with(known)
        ]
        return max(around, key=lambda pair: pair[0])[1] if around else None

    def printed(self, lettre: Lettre) -> tuple[Section, ...]:
        """Give the sections to print for this letter."""
        return tuple(section for section in self.sections if section.applies(lettre))

    @property
    def demanded(self) -> frozenset[FieldPath]:
        """Give the addresses that the service demands beyond the law, its free sections included."""
        return frozenset(one.chemin for one in self.obligations())

    def obligations(self) -> Iterator[Obligation]:
        """Give what the service demands beyond the law, in printed order, each field once."""
        own = {rubrique.chemin: rubrique for rubrique in self.rubriques if rubrique.obligatoire}
        found: dict[FieldPath, Obligation] = {}
        for section in self.sections:
            for path in (*section.obligatoires, *(path for path in section.champs if path in own)):
                found.setdefault(path, _obligation(path, own.get(path), section))
        for path, rubrique in own.items():
            found.setdefault(path, _obligation(path, rubrique, None))
        yield from found.values()


def _obligation(path: FieldPath, rubrique: RubriqueLibre | None, section: Section | None) -> Obligation:
    """Give what is demanded at an address; a field of the letter that is demanded keeps the letter from validation."""
    if rubrique is None:
        return Obligation(path, Exigence.BLOQUANT, section)
    return Obligation(path, rubrique.exigence, section, rubrique.titre)


def _leaves(lettre: Lettre, path: FieldPath) -> Iterator[Leaf]:
    """Give the values that the letter holds at an address and below."""
    return walk(path.read(lettre), path)
