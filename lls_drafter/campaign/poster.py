"""The memory poster: its wording in layers, and what an audit adds to it: the criteria to mend first."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lls_drafter.audit.figures import percent
from lls_drafter.audit.report_file import Audit, Mesure, Resultats
from lls_drafter.audit.statistics import LEAST, TARGET
from lls_drafter.campaign.layers import Texts, read_layers
from lls_drafter.campaign.plan import Situation, situation_of

FILE: Final = "affiche.yaml"
_MOST_POINTS: Final = 6
_MOST_WEAK: Final = 3


@dataclass(frozen=True, slots=True)
class Rappel:
    """One point: the word that is remembered, and the rest of its sentence."""

    mot: str
    texte: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TexteAffiche:
    """What the poster says on this seat.

    Attributes:
        contact: whom to ask; empty when no layer names one.
        criteres: what the frame says of each criterion, by its id.
    """

    titre: str
    accroche: str
    points: tuple[Rappel, ...]
    pied: str
    contact: str
    criteres: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encadre:
    """The frame of an audit: its title, its lines (what to do, the present rate), and what the figures are."""

    titre: str
    lignes: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiche:
    """A poster, ready to be laid out."""

    texte: TexteAffiche
    lieu: str
    encadre: Encadre | None


def read_poster_text(extra: tuple[Path, ...] = (), last: Path | None = None) -> TexteAffiche:
    """Give the poster's wording on this seat.

    Raises:
        PackSchemaError: a layer's file is wrong, with the place.
    """
    said = {"titre": "", "accroche": "", "pied": "", "contact": ""}
    points: dict[str, Rappel] = {}
    criteria: dict[str, str] = {}
    for layer in read_layers(FILE, extra=extra, last=last):
        layer.known("format", "source", "date", "certitude", "points", "criteres", *said)
        for name, most in (("titre", 120), ("accroche", 120), ("pied", 300), ("contact", 80)):
            said[name] = layer.text(name, said[name], most=most)
        for one in layer.blocks("points"):
            _pour(one.known("id", "mot", "texte", "origine", "pourquoi", "masque"), points)
        if "criteres" in layer.data:
            criteria |= _short_names(layer)
        if not 1 <= len(points) <= _MOST_POINTS:
            raise layer.wrong("points", f"une affiche a de 1 à {_MOST_POINTS} points")
    return TexteAffiche(points=tuple(points.values()), criteres=criteria, **said)


def make_poster(text: TexteAffiche, *, place: str, unit: str, audit: Audit | None) -> Affiche:
    """Give a poster.

    Args:
        text: its wording.
        place: the hospital, for the foot; may be empty.
        unit: the unit that it is for; may be empty.
        audit: the audit whose weakest criteria it shows.
    """
    where = " – ".join(one for one in (place, f"Unité {unit}" if unit else "") if one)
    return Affiche(texte=text, lieu=where, encadre=_frame(text, audit) if audit is not None else None)


def weakest(table: Resultats) -> tuple[Mesure, ...]:
    """Give the criteria under the target, the lowest first: three at most."""
    under = [one for one in table.criteres if situation_of(one, TARGET) is Situation.SOUS_LA_CIBLE]
    return tuple(sorted(under, key=lambda one: one.taux or 0.0)[:_MOST_WEAK])


def has_several_units(table: Resultats) -> bool:
    """Tell whether an audit is known to be of several units; one that names no unit may be of one or of small ones."""
    return len([one for one in table.groupes if one.dimension == "unite"]) > 1


def _frame(text: TexteAffiche, audit: Audit) -> Encadre | None:
    """Give the frame; None when no criterion is known to be under the target."""
    table = audit.principal
    low = weakest(table)
    if not low:
        return None
    word = "lettres" if audit.base == "lettres" else "séjours"
    units = ", toutes unités" if has_several_units(table) else ""
    return Encadre(
        titre="Chez nous, à améliorer d'abord" if len(low) > 1 else "Chez nous, à améliorer",
        lignes=tuple((text.criteres.get(one.id, one.titre), percent(one.taux or 0.0)) for one in low),
        note=f"Part conforme, là où le critère s'applique. {table.effectif} {word}{units}, sorties {audit.periode}."
        " Estimation, hors recueil HAS.",
    )


def said_of_audit(audit: Audit, unit: str) -> tuple[str, ...]:
    """Say what a person must know of the figures that a poster shows, or does not show."""
    table = audit.principal
    known = [one for one in table.criteres if one.taux is not None]
    if not known:
        return (f"moins de {LEAST} lettres : aucun taux, l'affiche n'a pas d'encadré",)
    if not weakest(table):
        return (f"aucun critère mesuré sous {percent(TARGET)} : l'affiche n'a pas d'encadré",)
    if unit and has_several_units(table):
        return (f"cet audit porte sur plusieurs unités : l'encadré n'est pas celui de la seule unité {unit}",)
    return ()


def _pour(raw: Texts, points: dict[str, Rappel]) -> None:
    """Add, reword or take away one point."""
    name = raw.text("id")
    if raw.is_set("masque"):
        points.pop(name, None)
        return
    before = points.get(name)
    points[name] = Rappel(
        raw.text("mot", before.mot if before else None, most=24),
        raw.text("texte", before.texte if before else None, most=160),
    )


def _short_names(layer: Texts) -> dict[str, str]:
    """Give the short names of criteria that a layer gives."""
    value = layer.data["criteres"]
    if not isinstance(value, dict):
        raise layer.wrong("criteres", "un bloc de clés est attendu")
    inner = Texts(layer.document, value, ("criteres",), layer.layer)
    return {name: inner.text(name, most=70) for name in value}
