"""Readings by hand as judgements: counted with the letters, and told apart (« papier »)."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lls_drafter.audit import paper
from lls_drafter.audit.model import Etat, Grille, Jugement, Origine, SansObjet
from lls_drafter.audit.scoring import SIGNS, Demande, grid_of
from lls_drafter.errors import DraftError, DraftVersionError, PackNotFoundError
from lls_drafter.packs.checklists import load_checklist
from lls_drafter.rules.model import Checklist, Item, ItemResult, Report, Verdict
from lls_drafter.rules.qls import INDICATEUR, qls_score

OTHER_REASON = "autre raison (saisie papier)"
_VERDICTS: Mapping[paper.Etat, Verdict] = {
    paper.Etat.OUI: Verdict.CONFORME,
    paper.Etat.NON: Verdict.NON_CONFORME,
    paper.Etat.INCONNU: Verdict.NON_CONFORME,  # what nobody finds in the record is not there for the indicator
    paper.Etat.SANS_OBJET: Verdict.NON_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class LuesSurPapier:
    """What one file of readings gave: judgements without their number in the run, their places, and its grid."""

    jugements: tuple[Jugement, ...]
    lignes: tuple[int, ...]
    grille: Grille | None


def reasons_of(item: Item) -> tuple[str, ...]:
    """Give why a criterion may be without object: the grid's own reasons, and no other."""
    return tuple(one.raison for one in item.non_applicable)


def read_letters(path: Path, demande: Demande, packs: tuple[Path, ...] = ()) -> LuesSurPapier:
    """Give the letters of a file of readings; one that cannot be used is told like an unreadable letter."""
    try:
        saisie = paper.read_paper(path)
        checklist = load_checklist(saisie.grille, extra=packs)
        saisie = paper.read_paper(path, [item.id for item in checklist.items])
    except DraftVersionError:
        return _unusable("saisie papier d'un format inconnu de ce programme")
    except PackNotFoundError:
        return _unusable("saisie papier faite avec une grille inconnue de ce poste")
    except DraftError as error:
        known = error.location.line if error.location else None
        return _unusable("ce n'est pas une saisie papier lisible", known)
    if checklist.indicateur != INDICATEUR:
        return _unusable("saisie papier faite avec une grille inconnue de ce poste")
    made = [(_judgement(one, checklist, demande), one.ligne) for one in saisie.lettres.values()]
    made += [(_bad(f"saisie papier : {one.raison}", one.ligne), one.ligne) for one in saisie.problemes]
    made.sort(key=lambda pair: pair[1])
    return LuesSurPapier(tuple(one for one, _ in made), tuple(line for _, line in made), grid_of(checklist))


def verdicts_of(lettre: paper.LettrePapier, checklist: Checklist) -> str:
    """Give the sign of each criterion, in the grid's order; of a letter that was not found nothing is satisfied."""
    return "".join(SIGNS[one.verdict] for one in _results(lettre, checklist))


def _unusable(reason: str, line: int | None = None) -> LuesSurPapier:
    """Give a file that gave nothing."""
    return LuesSurPapier((_bad(reason, line),), (line or 0,), None)


def _bad(reason: str, line: int | None) -> Jugement:
    """Give a line, or a file, that cannot be used."""
    return Jugement(numero=0, etat=Etat.ILLISIBLE, origine=Origine.PAPIER, raison=reason, ligne=line)


def _judgement(lettre: paper.LettrePapier, checklist: Checklist, demande: Demande) -> Jugement:
    """Give what one letter counts for."""
    day = date.fromisoformat(lettre.contexte.sortie) if len(lettre.contexte.sortie) > len("2026-03") else None
    state, reason = Etat.JUGEE, ""
    aside = _set_aside(lettre, demande)
    if aside is not None:
        state, reason = aside
    elif lettre.contexte.activite not in checklist.activites:
        state, reason = Etat.HORS_CHAMP, f"pas de grille pour l'activité « {lettre.contexte.activite.value} »"
    elif lettre.hors_champ:
        state, reason = Etat.HORS_CHAMP, lettre.hors_champ if lettre.hors_champ == checklist.sinon else OTHER_REASON
    described = Jugement(
        numero=0,
        etat=state,
        raison=reason,
        origine=Origine.PAPIER,
        date_sortie=day,
        mois=lettre.contexte.sortie[:7],
        unite=lettre.contexte.unite,
    )
    return described if state is not Etat.JUGEE else _scored(described, lettre, checklist)


def _scored(known: Jugement, lettre: paper.LettrePapier, checklist: Checklist) -> Jugement:
    """Add the verdicts and the score."""
    results = _results(lettre, checklist)
    score = qls_score(Report(checklist, results))
    if score is None:
        return replace(known, etat=Etat.HORS_CHAMP, raison=OTHER_REASON)
    return replace(
        known,
        grille=checklist.empreinte,
        verdicts="".join(SIGNS[one.verdict] for one in results),
        score=score,
        inconnus=sum(one.etat is paper.Etat.INCONNU for one in lettre.reponses.values()),
        sans_objet=tuple(
            SansObjet(rank, one.raison) for rank, one in enumerate(results) if one.verdict is Verdict.NON_APPLICABLE
        ),
    )


def _results(lettre: paper.LettrePapier, checklist: Checklist) -> tuple[ItemResult, ...]:
    """Give the answers as the engine would give its verdicts."""
    return tuple(_result(item, lettre.reponses.get(item.id)) for item in checklist.items)


def _result(item: Item, answer: paper.Reponse | None) -> ItemResult:
    """Give one answer; none is given of a letter that was not found."""
    if answer is None:
        return ItemResult(item, Verdict.NON_CONFORME)
    reason = answer.raison if answer.raison in reasons_of(item) or not answer.raison else OTHER_REASON
    return ItemResult(item, _VERDICTS[answer.etat], reason)


def _set_aside(lettre: paper.LettrePapier, demande: Demande) -> tuple[Etat, str] | None:
    """Give why a letter is not counted in this run, None when it is; a month counts when all of it is in the period."""
    first, last = _span(lettre.contexte.sortie)
    if (last if first == last else first) >= demande.today:
        return Etat.EN_COURS, "jour de la sortie non fini"
    early = demande.depuis is not None and first < demande.depuis
    late = demande.jusqua is not None and last > demande.jusqua
    if not early and not late:
        return None
    across = first != last and not (
        (demande.depuis is not None and last < demande.depuis)
        or (demande.jusqua is not None and first > demande.jusqua)
    )
    return Etat.HORS_PERIODE, "saisie papier : mois à cheval sur la période" if across else "sortie hors de la période"


def _span(leaving: str) -> tuple[date, date]:
    """Give the first and the last day that a discharge may have been on."""
    if len(leaving) > len("2026-03"):
        day = date.fromisoformat(leaving)
        return day, day
    year, month = int(leaving[:4]), int(leaving[5:7])
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
