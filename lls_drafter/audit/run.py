"""An audit from folders to figures: judge each file, tell copies apart, draw, count."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from lls_drafter.audit.contributions import Ajout, Apports, ExtraitCompte, PapierCompte, paper_count
from lls_drafter.audit.draw import drawn
from lls_drafter.audit.matching import Absent, Flux, Rapproches, match
from lls_drafter.audit.model import Etat, Grille, Jugement, Origine
from lls_drafter.audit.pool import Progress, judged
from lls_drafter.audit.scoring import Demande, ListsOf, grid_of
from lls_drafter.audit.statistics import percentage
from lls_drafter.audit.stays import ListeSejours
from lls_drafter.audit.table import Base, Tableau, Voisins, tables
from lls_drafter.errors import UsageError
from lls_drafter.letter.sejour import Activite
from lls_drafter.packs.checklists import load_all, load_checklist
from lls_drafter.rules.qls import qls_grid


@dataclass(frozen=True, slots=True)
class Tirage:
    """A random sample asked for: how many letters, and the seed."""

    taille: int
    graine: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Requete:
    """What the whole run is asked for.

    Attributes:
        demande: what is asked of each letter.
        processes: how many processes judge.
        voisins: what stands beside the figures.
        tirage: the sample to draw among the letters of the scope, None for all of them.
        packs: folders of packs named on the command line.
        sejours: the stays to count, None to count the letters of the folders.
        apports: what is counted beside the letters.
    """

    demande: Demande
    processes: int = 1
    voisins: Voisins = field(default_factory=Voisins)
    tirage: Tirage | None = None
    packs: tuple[Path, ...] = ()
    sejours: ListeSejours | None = None
    apports: Apports = field(default_factory=Apports)


@dataclass(frozen=True, slots=True, kw_only=True)
class Illisible:
    """A file that gave no letter: its number in the run, why, and the line when it is known."""

    numero: int
    raison: str
    ligne: int | None


@dataclass(frozen=True, slots=True)
class Ecartees:
    """Letters that are not judged: their state, why, and how many."""

    etat: Etat
    raison: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegleComptee:
    """A rule of a content check-list: in how many letters it is not satisfied, how many of them say why.

    Attributes:
        taux: letters that do not satisfy it, in percent of those judged; None under `LEAST`.
        taux_justifie: those that say why, in percent of those that do not satisfy it; None under `LEAST`.
    """

    regle: str
    titre: str
    lettres: int
    justifiees: int
    taux: float | None
    taux_justifie: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilan:
    """All that an audit says.

    Attributes:
        fichiers: how many files were looked at.
        jugees: how many letters count.
        base: what is counted.
        depuis, jusqua: the period of discharge asked for.
        converties: files of an older format among those judged.
        illisibles: files that gave no letter.
        ecartees: letters that are not judged, by state and reason.
        tirees: numbers of the letters drawn; empty without a draw.
        tableaux: one per grid.
        regles: rules not satisfied, most frequent first.
        etats: what became of each file, in their order.
        flux: where the stays of the list went, None without a list.
        absents: stays without a letter that count; their numbers follow those of the files.
        origines: how many of those that count were made from what.
        papier: the readings by hand, None without any.
        ajouts: each of them.
        extraits: the extracts of other sites.
    """

    fichiers: int
    jugees: int
    base: Base
    depuis: date | None
    jusqua: date | None
    converties: int
    illisibles: tuple[Illisible, ...]
    ecartees: tuple[Ecartees, ...]
    tirage: Tirage | None
    tirees: tuple[int, ...]
    tableaux: tuple[Tableau, ...]
    regles: tuple[RegleComptee, ...]
    etats: tuple[Etat, ...]
    flux: Flux | None = None
    absents: tuple[Absent, ...] = ()
    origines: tuple[tuple[Origine, int], ...] = ()
    papier: PapierCompte | None = None
    ajouts: tuple[Ajout, ...] = ()
    extraits: tuple[ExtraitCompte, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Releve:
    """What every file of a run gave, before anything is counted.

    Attributes:
        fichiers: how many letter files were looked at; they come first, in their order.
        base: what is counted.
        jugements: theirs, those of the stays without a letter, those of what stands beside the letters.
        grilles: the grids met, by digest.
        rapproches: the letters and the list of stays put together, None without a list.
    """

    fichiers: int
    base: Base
    jugements: list[Jugement]
    grilles: dict[str, Grille]
    rapproches: Rapproches | None


def judge_all(paths: Sequence[str], requete: Requete, lists_of: ListsOf, progress: Progress | None = None) -> Releve:
    """Judge letter files, the first having number 1, tell copies apart, match the list of stays, draw.

    Raises:
        ExportError: a worker was stopped by the system.
        PackError: a check-list is wrong.
        UsageError: extracts of stays and letters without a list of stays do not add up.
    """
    liste, apports = requete.sejours, requete.apports
    grilles: dict[str, Grille] = dict(apports.grilles)
    every: list[Jugement] = []
    asked = replace(requete.demande, documents=any(path.endswith(".xml") for path in paths))
    if liste is not None:
        asked = replace(asked, depuis=None, jusqua=None, sejours=True)
    for lot in judged(paths, asked, lists_of, processes=requete.processes, progress=progress):
        grilles.update((one.empreinte, one) for one in lot.grilles)
        every += lot.jugements
    read = _without_copies(every)
    matched = None
    if liste is not None:
        by_activity = _grids(liste, requete.packs)
        grilles.update((one.empreinte, one) for one in by_activity.values())
        matched = match(liste, read, grilles, by_activity, requete.demande)
    whole = matched.jugements if matched else read
    base = _base(whole, requete)
    whole = whole + apports.numbered(len(whole), liste=liste is not None)
    return Releve(
        fichiers=len(every),
        base=base,
        jugements=_sampled(whole, requete.tirage),
        grilles=grilles,
        rapproches=matched,
    )


def _base(letters: Sequence[Jugement], requete: Requete) -> Base:
    """Give what a run counts; readings by hand alone are those of stays: some of them have no letter.

    Raises:
        UsageError: extracts and letters do not count the same thing.
    """
    apports = requete.apports
    if requete.sejours is not None:
        base = Base.SEJOURS
    elif any(one.etat is Etat.JUGEE for one in letters):
        base = Base.LETTRES
    else:
        base = apports.base or (Base.SEJOURS if apports.papiers else Base.LETTRES)
    if apports.base not in (None, base):
        raise UsageError(
            "les extraits et les dossiers ne comptent pas la même chose (lettres ou séjours)",
            hint="extraire ces dossiers comme les extraits (avec ou sans « --sejours »), et auditer les seuls extraits",
        )
    return base


def audit(paths: Sequence[str], requete: Requete, lists_of: ListsOf, progress: Progress | None = None) -> Bilan:
    """Run an audit over letter files, the first having number 1.

    Raises:
        ExportError: a worker was stopped by the system.
        PackError: a check-list is wrong.
        UsageError: what is to be counted does not add up.
    """
    return summed(judge_all(paths, requete, lists_of, progress), requete)


def summed(releve: Releve, requete: Requete) -> Bilan:
    """Count what a run gave."""
    kept, matched = releve.jugements, releve.rapproches
    counted = [one for one in kept if one.etat is Etat.JUGEE]
    origins = Counter(one.origine for one in counted)
    return Bilan(
        fichiers=releve.fichiers,
        jugees=len(counted),
        base=releve.base,
        depuis=requete.demande.depuis,
        jusqua=requete.demande.jusqua,
        converties=sum(one.converti for one in counted),
        illisibles=tuple(
            Illisible(numero=one.numero, raison=one.raison, ligne=one.ligne)
            for one in kept
            if one.etat in (Etat.ILLISIBLE, Etat.DISPARUE)
        ),
        ecartees=_set_aside(kept),
        tirage=requete.tirage,
        tirees=tuple(one.numero for one in counted) if requete.tirage is not None else (),
        tableaux=tables(counted, releve.grilles, releve.base, requete.voisins),
        regles=_rules([one for one in counted if one.origine is Origine.LETTRE and not one.absente], requete),
        etats=tuple(one.etat for one in kept[: releve.fichiers]),
        flux=matched.flux if matched else None,
        absents=_drawn_absents(matched, kept),
        origines=tuple((one, origins[one]) for one in Origine if origins[one]),
        papier=paper_count(requete.apports.papiers, kept),
        ajouts=_additions(releve, requete.apports),
        extraits=requete.apports.extraits,
    )


def _additions(releve: Releve, apports: Apports) -> tuple[Ajout, ...]:
    """Give what became of each reading by hand."""
    last = releve.jugements[len(releve.jugements) - len(apports.apports) :]
    return tuple(
        Ajout(numero=one.numero, etat=one.etat, fichier=place.fichier, ligne=place.ligne)
        for one, place in zip(last, apports.apports, strict=True)
        if one.origine is Origine.PAPIER
    )


def _grids(liste: ListeSejours, packs: tuple[Path, ...]) -> dict[Activite, Grille]:
    """Give the grid of each activity of a list; a stay without a letter has no template, hence none of its lists."""
    common = [one for one in load_all(packs) if one.modele is None]
    found = {activity: qls_grid(common, activity) for activity in {one.activite for one in liste.sejours}}
    return {activity: grid_of(grid) for activity, grid in found.items() if grid is not None}


def _drawn_absents(matched: Rapproches | None, kept: Sequence[Jugement]) -> tuple[Absent, ...]:
    """Give the stays without a letter that count: those drawn, when some are."""
    if matched is None:
        return ()
    counted = {one.numero for one in kept if one.absente and one.etat is Etat.JUGEE}
    return tuple(one for one in matched.absents if one.numero in counted)


def _without_copies(every: Sequence[Jugement]) -> list[Jugement]:
    """Mark the copies of a letter that is there in a later version, or in its own file rather than as JSON or CDA."""
    best: dict[bytes | str, Jugement] = {}
    for one in every:
        if one.serie:
            known = best.get(one.document or one.serie)
            if known is None or one.rang_copie > known.rang_copie:
                best[one.document or one.serie] = one
    return [
        one
        if not one.serie or best[one.document or one.serie] is one
        else replace(one, etat=Etat.DOUBLON, raison="autre copie d'une lettre déjà comptée")
        for one in every
    ]


def _sampled(every: list[Jugement], tirage: Tirage | None) -> list[Jugement]:
    """Mark the letters that the draw leaves out."""
    if tirage is None:
        return every
    chosen = drawn([one for one in every if one.etat is Etat.JUGEE], tirage.taille, tirage.graine)
    return [
        replace(one, etat=Etat.NON_TIREE, raison="non tirée au sort")
        if one.etat is Etat.JUGEE and one.numero not in chosen
        else one
        for one in every
    ]


def _set_aside(every: Iterable[Jugement]) -> tuple[Ecartees, ...]:
    """Count the letters that are not judged."""
    unread = (Etat.JUGEE, Etat.ILLISIBLE, Etat.DISPARUE)
    counts = Counter((one.etat, one.raison) for one in every if one.etat not in unread)
    order = list(Etat)
    return tuple(
        Ecartees(state, reason, n)
        for (state, reason), n in sorted(counts.items(), key=lambda pair: (order.index(pair[0][0]), pair[0][1]))
    )


def _rules(counted: Sequence[Jugement], requete: Requete) -> tuple[RegleComptee, ...]:
    """Count the rules that letters do not satisfy, most frequent first."""
    failed = Counter(one.regle for judgement in counted for one in judgement.regles)
    justified = Counter(one.regle for judgement in counted for one in judgement.regles if one.justifiee)
    titles = {
        item.id: item.titre
        for name in requete.demande.listes
        for item in load_checklist(name, extra=requete.packs).items
    }
    return tuple(
        RegleComptee(
            regle=name,
            titre=titles.get(name, ""),
            lettres=n,
            justifiees=justified[name],
            taux=percentage(n, len(counted)),
            taux_justifie=percentage(justified[name], n),
        )
        for name, n in sorted(failed.items(), key=lambda pair: (-pair[1], pair[0]))
    )
