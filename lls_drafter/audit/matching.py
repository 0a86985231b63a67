"""Stays of a list and letters of folders put together: a stay in the scope without a letter counts, and scores 0."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lls_drafter.audit.model import NON_CONFORME, Etat, Grille, Jugement
from lls_drafter.audit.scoring import Demande
from lls_drafter.audit.stays import ListeSejours, SejourAttendu
from lls_drafter.audit.table import is_found
from lls_drafter.letter.sejour import Activite


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A stay without a letter that counts: its number in the run, after the files, and its line in the list."""

    numero: int
    ligne: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flux:
    """Where the stays of a list went.

    Attributes:
        lus: stays of the list, each once.
        hors_periode: those whose discharge is out of the period, or not over.
        hors_champ: those that the list leaves out, without a grid, or whose letter is out of scope.
        retrouves: those that have a validated letter.
        non_valides: those whose letter was never validated.
        sans_lettre: those without a letter that can be judged.
        problemes: lines of the list that cannot be used.
    """

    lus: int
    hors_periode: int
    hors_champ: int
    retrouves: int
    non_valides: int
    sans_lettre: int
    problemes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rapproches:
    """The judgements of the files, then those of the stays without a letter; and where the stays went."""

    jugements: list[Jugement]
    absents: tuple[Absent, ...]
    flux: Flux


def match(
    liste: ListeSejours,
    every: Sequence[Jugement],
    grilles: Mapping[str, Grille],
    by_activity: Mapping[Activite, Grille],
    demande: Demande,
) -> Rapproches:
    """Put letters and stays together by the stay's number.

    Args:
        liste: the stays.
        every: what each file gave; a letter of a stay that is not in the scope does not count.
        grilles: the grids that letters were judged with, by digest.
        by_activity: the grid of a stay without a letter.
        demande: the day and the period, which is that of the list's discharge dates.
    """
    letters = _by_stay(every, grilles)
    counts = dict.fromkeys(("hors_periode", "hors_champ", "retrouves", "non_valides", "sans_lettre"), 0)
    kept: dict[int, Jugement] = {}
    missing: list[Jugement] = []
    absents: list[Absent] = []
    for stay in liste.sejours:
        letter = letters.get(stay.numero)
        fate = _fate(stay, letter, grilles, by_activity, demande)
        counts[fate] += 1
        if fate in ("retrouves", "non_valides") and letter is not None:
            kept[letter.numero] = replace(letter, serie=_digest(stay))
        elif fate == "sans_lettre":
            absents.append(Absent(numero=len(every) + len(absents) + 1, ligne=stay.ligne))
            missing.append(_absent(stay, absents[-1].numero, by_activity[stay.activite]))
    flux = Flux(lus=len(liste.sejours), problemes=liste.problemes, **counts)
    return Rapproches([kept.get(one.numero, _left_out(one, demande)) for one in every] + missing, tuple(absents), flux)


def _by_stay(every: Sequence[Jugement], grilles: Mapping[str, Grille]) -> dict[str, Jugement]:
    """Give the letter of each stay number: one found before one that nobody validated, then the latest version."""
    best: dict[str, tuple[tuple[bool, bool, tuple[int, int], int], Jugement]] = {}
    for one in every:
        if not one.sejour or one.etat not in (Etat.JUGEE, Etat.HORS_CHAMP):
            continue
        judged = one.etat is Etat.JUGEE
        rank = (judged, judged and is_found(one, grilles[one.grille]), one.rang_copie, -one.numero)
        if one.sejour not in best or rank > best[one.sejour][0]:
            best[one.sejour] = (rank, one)
    return {name: pair[1] for name, pair in best.items()}


def _fate(
    stay: SejourAttendu,
    letter: Jugement | None,
    grilles: Mapping[str, Grille],
    by_activity: Mapping[Activite, Grille],
    demande: Demande,
) -> str:
    """Say where one stay goes: the name of a count of `Flux`."""
    if _is_outside(stay.sortie, demande) or stay.sortie >= demande.today:
        return "hors_periode"
    if stay.hors_champ or (letter is not None and letter.etat is Etat.HORS_CHAMP):
        return "hors_champ"
    if letter is not None:
        return "retrouves" if is_found(letter, grilles[letter.grille]) else "non_valides"
    return "sans_lettre" if stay.activite in by_activity else "hors_champ"


def _is_outside(leaving: date, demande: Demande) -> bool:
    """Tell whether a discharge is out of the period."""
    early = demande.depuis is not None and leaving < demande.depuis
    return early or (demande.jusqua is not None and leaving > demande.jusqua)


def _absent(stay: SejourAttendu, number: int, grid: Grille) -> Jugement:
    """Give what a stay without a letter gave: nothing conforms, and the score is 0."""
    return Jugement(
        numero=number,
        etat=Etat.JUGEE,
        absente=True,
        serie=_digest(stay),
        date_sortie=stay.sortie,
        unite=stay.unite,
        grille=grid.empreinte,
        verdicts=NON_CONFORME * len(grid.criteres),
    )


def _left_out(one: Jugement, demande: Demande) -> Jugement:
    """Give a file that stands for no stay of the scope: out of the period by its own date, else out of the list."""
    if one.etat is not Etat.JUGEE:
        return one
    if one.date_sortie is not None and _is_outside(one.date_sortie, demande):
        return replace(one, etat=Etat.HORS_PERIODE, raison="sortie hors de la période")
    return replace(one, etat=Etat.HORS_LISTE, raison="aucun séjour du champ dans la liste, ou autre lettre du séjour")


def _digest(stay: SejourAttendu) -> bytes:
    """Give what a draw knows a stay by."""
    return hashlib.blake2b(stay.numero.encode(), digest_size=12).digest()
