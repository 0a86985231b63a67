"""Judge one letter for an audit: a pure function; the same engine, grid and version as `lls verifier`."""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from lls_drafter.audit.flow_acts import acts_of
from lls_drafter.audit.model import (
    CONFORME,
    NON_APPLICABLE,
    NON_CONFORME,
    Critere,
    Etat,
    Grille,
    Jugement,
    Manque,
    Redaction,
    RegleEnDefaut,
    SansObjet,
)
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.text import fold
from lls_drafter.rules.discharge import discharge_version
from lls_drafter.rules.engine import evaluate, evaluate_all
from lls_drafter.rules.model import Checklist, Report, Verdict
from lls_drafter.rules.qls import qls_grid, qls_score
from lls_drafter.rules.verdicts import is_justified

ListsOf = Callable[[Lettre], tuple[Checklist, ...]]
"""Gives the check-lists that judge a letter, those of its template included."""

CONTENT = ("reglementaire",)
DRUGS = ("medicaments",)
SIGNS: Final = {
    Verdict.CONFORME: CONFORME,
    Verdict.NON_CONFORME: NON_CONFORME,
    Verdict.A_FAIRE: NON_CONFORME,  # the day of the discharge is over when a letter is judged
    Verdict.NON_APPLICABLE: NON_APPLICABLE,
}
"""The sign of each verdict in `Jugement.verdicts`."""
UNIT_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Demande:
    """What an audit is asked for, beside its files.

    Attributes:
        today: the day of the run; a discharge of that day or later is not judged yet.
        depuis: first day of discharge, None for no limit.
        jusqua: last day of discharge, None for no limit.
        listes: the content check-lists to count, by id.
        fictives: judge fictional letters too.
        sejours: keep the stay number of each letter, to match it with a list of stays.
        documents: keep the number that its CDA documents are known by, to tell them from other letters.
    """

    today: date
    depuis: date | None = None
    jusqua: date | None = None
    listes: tuple[str, ...] = CONTENT
    fictives: bool = False
    sejours: bool = False
    documents: bool = False


def set_aside(lettre: Lettre, demande: Demande) -> tuple[Etat, str] | None:
    """Give why a letter is not to be judged, None when it is."""
    leaving = lettre.sejour.date_sortie if lettre.sejour else None
    bounded = demande.depuis is not None or demande.jusqua is not None
    if lettre.fictive and not demande.fictives:
        return Etat.FICTIVE, "lettre fictive"
    if lettre.statut is Statut.ANNULEE:
        return Etat.ANNULEE, "lettre annulée"
    if leaving is None:
        if lettre.statut is not Statut.VALIDEE:
            return Etat.EN_COURS, "brouillon sans date de sortie"
        return (Etat.HORS_PERIODE, "validée sans date de sortie") if bounded else None
    if leaving >= demande.today:
        return Etat.EN_COURS, "jour de la sortie non fini"
    early = demande.depuis is not None and leaving < demande.depuis
    late = demande.jusqua is not None and leaving > demande.jusqua
    return (Etat.HORS_PERIODE, "sortie hors de la période") if early or late else None


def judge_letter(
    lettre: Lettre, frozen: tuple[Lettre, ...], lists: Sequence[Checklist], demande: Demande
) -> tuple[Jugement, Checklist | None]:
    """Judge one letter that is not set aside; gives its grid too, None when none applies. `numero` is the caller's.

    Args:
        lettre: the letter.
        frozen: its frozen versions: QLS judges the discharge version.
        lists: the check-lists for it.
        demande: the day, and the content check-lists to count.
    """
    known = _described(lettre, demande)
    activity = lettre.sejour.activite if lettre.sejour else None
    grid = qls_grid(lists, activity)
    if grid is None:
        why = f"pas de grille pour l'activité « {activity.value} »" if activity else "champ d'activité non renseigné"
        return replace(known, etat=Etat.HORS_CHAMP, raison=why), None
    wanted = [one for one in lists if one.id in demande.listes]
    judged = discharge_version(lettre, frozen)
    if judged is lettre:  # what they read in common is read once
        graded, *reports = evaluate_all((grid, *wanted), lettre, today=demande.today)
    else:
        reports = list(evaluate_all(wanted, lettre, today=demande.today))
        graded = evaluate(grid, judged, today=demande.today)
    score = qls_score(graded)
    if score is None:
        return replace(known, etat=Etat.HORS_CHAMP, raison=graded.results[0].raison), None
    done = replace(
        known,
        grille=grid.empreinte,
        verdicts=sys.intern("".join(SIGNS[one.verdict] for one in graded.results)),
        score=score,
        actes=acts_of(judged),
        manques=tuple(_missing(graded)),
        sans_objet=tuple(
            SansObjet(rank, one.raison)
            for rank, one in enumerate(graded.results)
            if one.verdict is Verdict.NON_APPLICABLE
        ),
        regles=_faults(reports, lettre),
    )
    return done, grid


def grid_of(checklist: Checklist) -> Grille:
    """Describe a grid: what the tables and the outputs need of it."""
    return Grille(
        id=checklist.id,
        version=checklist.version,
        titre=checklist.titre,
        certitude=checklist.certitude.value,
        avertissement=checklist.avertissement,
        empreinte=checklist.empreinte,
        criteres=tuple(Critere(item.id, item.titre, item.indispensable) for item in checklist.items),
    )


def _described(lettre: Lettre, demande: Demande) -> Jugement:
    """Give what is known of a letter before its grid: codes and dates only."""
    stay = lettre.sejour
    template = lettre.modele.id if lettre.modele else ""
    return Jugement(
        numero=0,
        etat=Etat.JUGEE,
        serie=series_of(lettre),
        sejour=(stay.numero or "").strip() if stay and demande.sejours else "",
        date_sortie=stay.date_sortie if stay else None,
        unite=sys.intern((stay.uf or "").strip()[:UNIT_LENGTH] if stay else ""),
        modele=sys.intern(template[:UNIT_LENGTH]),
        redaction=_writer(lettre),
    )


def series_of(lettre: Lettre) -> bytes:
    """Give the digest that tells one letter from another; empty for a letter without ids."""
    if lettre.identifiant is None:
        return b""
    return hashlib.blake2b(lettre.identifiant.serie.encode(), digest_size=12).digest()


def _writer(lettre: Lettre) -> Redaction:
    """Give who wrote the letter, as a role."""
    if lettre.redacteur is None or lettre.redacteur == lettre.signataire:
        return Redaction.SIGNATAIRE
    return Redaction.INTERNE if "interne" in fold(lettre.redacteur.fonction or "").split() else Redaction.AUTRE


def _missing(report: Report) -> Iterator[Manque]:
    """Give the first field that each failed criterion lacks; a row's field is told without its row."""
    for rank, result in enumerate(report.results):
        if result.findings:
            yield Manque(rank, _field(result.findings[0].chemin))


def _field(path: FieldPath) -> str:
    """Give the first two names of an address: no row, no key that somebody typed."""
    return sys.intern(".".join([part for part in path.parts if isinstance(part, str)][:2]))


def _faults(reports: Iterable[Report], lettre: Lettre) -> tuple[RegleEnDefaut, ...]:
    """Give the rules that a letter does not satisfy, each once."""
    return tuple(
        RegleEnDefaut(result.item.id, any(is_justified(finding, lettre) for finding in result.findings))
        for report in reports
        for result in report.results
        if result.verdict is Verdict.NON_CONFORME
    )
