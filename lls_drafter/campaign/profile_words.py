"""A site's profile in words: who, the table of the indicator, the use of secure mail and of the shared record."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from lls_drafter.audit.figures import number, percent, points
from lls_drafter.audit.report_file import Usage
from lls_drafter.audit.statistics import LEAST
from lls_drafter.audit.words import GAIN_NOTE
from lls_drafter.campaign.identity import BLANK, fact
from lls_drafter.campaign.profile import Circuit, LigneProfil, Profil
from lls_drafter.document.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Manner,
    Paragraph,
    Part,
    Run,
    Table,
    Title,
)

TITLE: Final = "Profil de l'établissement : lettre de liaison à la sortie"
CHANNELS: Final = MappingProxyType(
    {
        "mssante": "Messagerie sécurisée MSSanté, entre professionnels",
        "mssante_citoyenne": "Messagerie sécurisée de Mon espace santé, au patient",
        "dmp": "Dépôt au DMP (visible dans Mon espace santé)",
    }
)
_ACTS: Final = MappingProxyType(
    {
        "envoi_medecin_traitant": "Envoi au médecin traitant le jour de la sortie",
    }
)
_CHOICES: Final = MappingProxyType(
    {
        "remise_refusee": "Remise refusée par le patient",
        "opposition_dmp": "Opposition au dépôt au DMP",
        "opposition_medecin_traitant": "Opposition à l'envoi au médecin traitant",
    }
)
_NOT_COUNTED: Final = (
    "Non compté par cet audit. À renseigner avec la DSI : part des lettres envoyées par MSSanté, au patient et aux"
    " correspondants ; part des lettres déposées au DMP."
)


def profile_document(profil: Profil) -> Document:
    """Give a profile as a document."""
    return Document(
        title=TITLE,
        author="lls-drafter",
        footer="Profil, lettre de liaison – ne remplace pas le recueil HAS",
        parts=(Part("profil", tuple(_blocks(profil))),),
    )


def _blocks(profil: Profil) -> Iterator[Block]:
    """Give everything, in reading order."""
    who = profil.identite
    yield Title((Run(TITLE),), 0)
    yield Facts(
        (
            fact("Établissement", who.etablissement, blank=True),
            fact("Catégorie", who.categorie, blank=True),
            fact("Statut", who.statut, blank=True),
            fact("Région", who.region, blank=True),
            *((fact("FINESS", who.finess),) if who.finess else ()),
            *((fact("Unité", who.unite),) if who.unite else ()),
        ),
        columns=2,
    )
    yield Title((Run("Résultat de l'indicateur Qualité de la lettre de liaison à la sortie"),))
    yield _table(profil)
    yield from _notes(profil)
    yield Title((Run("Messagerie sécurisée et DMP"),))
    yield from _travel(profil)
    yield Title((Run("Besoins d'accompagnement"),))
    for _ in range(2):
        yield Paragraph((Run("." * 250),))


def _table(profil: Profil) -> Table:
    """Give the table of the indicator: criteria, two periods, references."""
    before, now = profil.colonnes
    counted = any(one.compte for one in profil.lignes)
    columns = [Column("N° critère", 65), Column("Critères", 305), Column(before, 100), Column(now, 100)]
    columns += [Column("Lettres", 80), Column("IC 95 %", 65)] if counted else []
    columns += [Column("Évol. (pts)", 70)]
    columns += [Column(one, 90, group="Moyennes (publiées)") for one in profil.references]
    rows = tuple(_row(one, profil, counted=counted) for one in (*profil.lignes, profil.score))
    return Table(tuple(columns), rows, caption=profil.titre)


def _row(line: LigneProfil, profil: Profil, *, counted: bool) -> tuple[Cell, ...]:
    """Give one criterion, or the score with what it is."""
    whole = not line.id
    name = f"{line.id.replace('-0', ' ').replace('-', ' ')}{'*' if line.indispensable else ''}"
    figures = [
        _figure(one, nature) if whole else _cell(_rate(one))
        for one, nature in zip((line.avant, line.apres), profil.nature, strict=True)
    ]
    ends = f"{line.intervalle.bas:.0f}–{line.intervalle.haut:.0f}" if line.intervalle else ""
    count = [_cell(line.compte), _cell(ends)] if counted else []
    moved = [((Run("–" if line.evolution is None else points(line.evolution).replace(" ", "\u00a0"), strong=whole),),)]
    others = [_figure(one, "publié") if whole else _cell(_rate(one)) for one in line.references]
    return (_cell(name), ((Run(line.titre, strong=whole),),), *figures, *count, *moved, *others)


def _figure(value: float | None, nature: str) -> Cell:
    """Give a score, and what it is beside it."""
    if value is None:
        return _cell("–")
    return ((Run(number(value), strong=True), Run(f" ({nature})", quiet=True)),)


def _rate(value: float | None) -> str:
    """Give a rate; a dash when there is none."""
    return percent(value) if value is not None else "–"


def _notes(profil: Profil) -> Iterator[Block]:
    """Give what must be read with the table."""
    notes = ["* critère indispensable : sans lui, le score de la lettre est 0."]
    if any(one.evolution is not None and one.compte for one in profil.lignes):
        notes.append(GAIN_NOTE)
    if profil.reserves:
        notes.append(f"Évolution : {' ; '.join(profil.reserves)}.")
    if profil.references:
        notes.append(f"Références : {' ; '.join(profil.references)}. Source : {profil.source}.")
    if any(one.compte for one in profil.lignes):
        notes.append(f"Pas de taux ni de score sous {LEAST} lettres ; les références sont des moyennes publiées.")
    yield Paragraph((Run(" ".join(notes)),), Manner.QUIET)
    if profil.avertissement:
        yield Paragraph((Run(profil.avertissement),), Manner.QUIET)


def _travel(profil: Profil) -> Iterator[Block]:
    """Give how the letters travel, or what to ask for."""
    if profil.circuit is None:
        yield Paragraph((Run(_NOT_COUNTED),))
        yield Facts(
            (fact("MSSanté", BLANK), fact("DMP", BLANK), fact("Mon espace santé", BLANK), fact("INS qualifiée", BLANK)),
            columns=2,
        )
        return
    columns = (Column("Usage enregistré dans les lettres", 520), Column("Lettres", 160), Column("Taux", 320))
    yield Table(columns, tuple(_usages(profil, profil.circuit)), caption="Messagerie sécurisée et DMP")
    yield Paragraph(
        (
            Run(
                "D'après les envois enregistrés dans les lettres : un envoi fait par un autre logiciel sans être"
                " enregistré ne se voit pas ici. Refus et oppositions trop rares pour être dits : non montrés."
            ),
        ),
        Manner.QUIET,
    )


def _usages(profil: Profil, circuit: Circuit) -> Iterator[tuple[Cell, ...]]:
    """Give the rows: the criterion of sending, channels, acts done on the day, choices of patients."""
    sending = next((one for one in profil.lignes if one.id == "QLS-04"), None)
    if sending is not None:
        yield _cell(f"QLS 4 {sending.titre}"), _cell(sending.compte), _cell(_rate(sending.apres))
    for names, usages in ((CHANNELS, circuit.canaux), (_ACTS, circuit.jour_meme), (_CHOICES, circuit.choix)):
        by_key = {one.cle: one for one in usages}
        told = {key: by_key[key] for key in names if key in by_key and by_key[key].nombre is not None}
        yield from (_usage(names[key], one) for key, one in told.items())


def _usage(label: str, usage: Usage) -> tuple[Cell, ...]:
    """Give one row."""
    rate = _rate(usage.taux) if usage.n >= LEAST else "effectif trop faible"
    return _cell(label), _cell(f"{usage.nombre}/{usage.n}"), _cell(rate)


def _cell(text: str) -> Cell:
    """Give a cell of one paragraph."""
    return ((Run(text),),)
