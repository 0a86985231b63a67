"""The treatments: the home list, what becomes of each drug, the new drugs. One row of the table at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.plan import MotifPret
from lls_drafter.letter.traitements import Devenir, EtatListe, LigneTraitement, Prescription, ReponseListe
from lls_drafter.medication.duration import is_ambiguous
from lls_drafter.medication.fates import Exigence, needs_reason, propose
from lls_drafter.medication.model import Compte
from lls_drafter.medication.order import Ordre
from lls_drafter.medication.posology import read_posology
from lls_drafter.medication.reasons import reasons
from lls_drafter.wizard.steps.make import Series, series_steps, step, title_of
from lls_drafter.wizard.steps.model import Choice, Kind, Section, Step

_HERE = Section.TRAITEMENTS
TABLE = "volet_medicamenteux"
HOME_ID = "traitement_habituel"
NEW_ID = "traitement_nouveau"
ORDER_ID = "ordre_traitements"
SUSPENDED = "suspendu"
SERIES = "traitements"

FATES = (
    Choice(("p",), Devenir.POURSUIVI, "poursuivi"),
    Choice(("m",), Devenir.MODIFIE, "modifié"),
    Choice(("a",), Devenir.ARRETE, "arrêté"),
    Choice(("s",), SUSPENDED, "suspendu, à reprendre"),
)
_ADMINISTERED = Series(
    path="traitements_administres",
    section=_HERE,
    premier="Traitement administré pendant le séjour et terminé",
    suivant="Autre traitement terminé (vide : fini)",
    asked="medicament posologie periode",
    optional="precision",
)
_ON_ONE_LINE = "En une ligne : « bisoprolol 2,5 mg 1 cp le matin au long cours », ou médicament ; posologie"
_PASTE = "Une liste collée est lue ligne par ligne, et montrée avant d'entrer."
_COUNTS = (
    Choice(("a",), Compte.RESTANT, "à partir de la sortie"),
    Choice(("t",), Compte.TOTAL, "au total"),
)
_ORDERS = (
    Choice(("1",), Ordre.CLASSE, "par classe (ATC)"),
    Choice(("2",), Ordre.PATHOLOGIE, "par pathologie (indication)"),
    Choice(("3",), Ordre.DEVENIR, "par devenir"),
    Choice(("4",), Ordre.ALPHABETIQUE, "alphabétique"),
)


@dataclass(frozen=True, slots=True)
class _Remembered:
    """The questions of a row as they were made."""

    row: LigneTraitement
    beside: tuple[object, ...]
    steps: tuple[Step, ...]


_ROWS: dict[int, _Remembered] = {}
_MOST_ROWS = 400


def drug_name(side: Prescription | None) -> str:
    """Give the words for the drug of one side, empty when there are none."""
    drug = side.medicament if side else None
    if drug is None:
        return ""
    return drug.libelle or " ".join(part for part in (drug.dci, drug.dosage) if part)


def next_key(rows: tuple[LigneTraitement, ...]) -> str:
    """Give a row key that was never used in this table as it stands: `a1`, then `a2`."""
    numbers = [int(row.cle[1:]) for row in rows if row.cle[:1] == "a" and row.cle[1:].isdecimal()]
    return f"a{max(numbers, default=0) + 1}"


def list_state(lettre: Lettre, side: str) -> EtatListe:
    """Give what was said of one whole list (`entree` or `sortie`)."""
    answers = lettre.bilan_medicamenteux
    return (getattr(answers, side) if answers else None) or EtatListe()


def treatment_steps(lettre: Lettre) -> Iterator[Step]:
    """Give the questions about the drugs, home list first."""
    rows = lettre.volet_medicamenteux
    home = [row for row in rows if row.avant is not None]
    said = list_state(lettre, "entree").reponse
    for row in home:
        yield from _remembered(_home_row, lettre, row, _proposed_fate(lettre, row), said)
    yield _home_opening(lettre, count=len(home))
    yield step(
        lettre,
        _HERE,
        "bilan_medicamenteux.entree.sources",
        kind=Kind.TEXTS,
        question="Sources de la liste habituelle (séparées par « ; » ou des virgules)",
        series=SERIES,
        asked=bool(home),
        absences=False,
    )
    added = [row for row in rows if row.avant is None]
    for row in added:
        yield from _remembered(_new_row, lettre, row)
    yield _new_opening(lettre, added=len(added))
    yield _order(len(rows))
    yield from series_steps(lettre, _ADMINISTERED, asked=False)


def _home_opening(lettre: Lettre, *, count: int) -> Step:
    """Give the question that adds a drug to the home list, or says that there is none."""
    said = list_state(lettre, "entree").reponse in (ReponseListe.AUCUN, ReponseListe.INCONNU)
    key = next_key(lettre.volet_medicamenteux)
    return Step(
        id=HOME_ID,
        section=_HERE,
        path=FieldPath.parse(TABLE),
        list_path=FieldPath.parse("bilan_medicamenteux.entree.reponse"),
        kind=Kind.DRUG,
        question="Autre traitement habituel (vide : la liste est finie)"
        if count
        else "Traitement habituel à l'entrée : premier médicament ou liste collée, « aucun » ou « inconnu »",
        title="Traitement habituel",
        help=f"Automédication comprise. {_ON_ONE_LINE} ; devenir (p, m, a, s) ; puis durée ou motif. {_PASTE}",
        source="CSP R. 1112-1-2, II 4° ; QLS 11",
        example="furosémide 40 mg comprimé ; 1 comprimé le matin ; p ; au long cours",
        group=f"{TABLE}[{key}]",
        series=SERIES,
        composed=True,
        appends=True,
        absences=count == 0,
        answered=said and count == 0,
        covers=(FieldPath.parse("bilan_medicamenteux.entree"),),
    )


def _new_opening(lettre: Lettre, *, added: int) -> Step:
    """Give the question that adds a new drug at discharge, or says that nothing is taken."""
    leaving = any(row.sortie is not None for row in lettre.volet_medicamenteux)
    said = list_state(lettre, "sortie").reponse in (ReponseListe.AUCUN, ReponseListe.INCONNU)
    key = next_key(lettre.volet_medicamenteux)
    if added:
        question = "Autre nouveau traitement à la sortie (vide : la liste est finie)"
    elif leaving:
        question = "Nouveau traitement à la sortie (vide : la liste est finie)"
    else:
        question = "Traitement à la sortie : premier médicament ou liste collée, « aucun » ou « inconnu »"
    return Step(
        id=NEW_ID,
        section=_HERE,
        path=FieldPath.parse(TABLE),
        list_path=FieldPath.parse("bilan_medicamenteux.sortie.reponse"),
        kind=Kind.DRUG,
        question=question,
        title="Traitement à la sortie",
        help=f"Les médicaments ajoutés pendant le séjour. {_ON_ONE_LINE} ; durée ; indication. {_PASTE}",
        source="CSP R. 1112-1-2, II 4° ; QLS 11",
        example="macrogol 10 g poudre ; 1 sachet le matin ; 15 jours",
        group=f"{TABLE}[{key}]",
        series=SERIES,
        composed=True,
        appends=True,
        absences=not leaving,
        answered=said and not leaving,
        covers=(FieldPath.parse("bilan_medicamenteux.sortie"), FieldPath.parse(TABLE)),
    )


def _order(count: int) -> Step:
    """Give the question that puts the rows in one order; it is reached by a jump."""
    return Step(
        id=ORDER_ID,
        section=_HERE,
        path=FieldPath.parse(TABLE),
        kind=Kind.ORDER,
        question="Ordre des lignes du tableau",
        title="Ordre des lignes",
        help="Un seul ordre pour tout le tableau, au choix de l'auteur.",
        source="Tableau HAS (source secondaire)",
        choices=_ORDERS,
        asked=False,
        answered=count < 2,
    )


def _row_step(lettre: Lettre, row: LigneTraitement, name: str, *, asked: bool = True, **changes: object) -> Step:
    """Give the question about one cell of a row; the drug's name stands in the question."""
    base = f"{TABLE}[{row.cle}]"
    drug = drug_name(row.avant) or drug_name(row.sortie) or "médicament"
    made = {"group": base, "series": SERIES, "asked": asked, "composed": asked, **changes}
    side = " à la sortie" if name.startswith("sortie") and row.avant is not None else ""
    if name.startswith("avant"):
        side = " avant l'hospitalisation"
    title = f"{changes.get('title') or title_of(f'{base}.{name}')}{side}"
    question = f"{drug} : {title[0].lower()}{title[1:]}"
    return step(lettre, _HERE, f"{base}.{name}", **{"question": question, **made, "title": title})


def _remembered(
    make: Callable[..., Iterator[Step]], lettre: Lettre, row: LigneTraitement, *beside: object
) -> Iterator[Step]:
    """Give the questions of a row, made once as long as it is the same row of the same table.

    Why: an answer anywhere else leaves the rows as they are, and forty rows have 600 questions.

    Args:
        make: makes them, of all that follows.
        lettre: the letter, read under the row's own address only.
        row: the row; a changed row is another.
        beside: what else they depend on.
    """
    known = _ROWS.get(id(row))
    if known is None or known.row is not row or known.beside != beside:
        if len(_ROWS) > _MOST_ROWS:
            _ROWS.clear()
        known = _ROWS[id(row)] = _Remembered(row, beside, tuple(make(lettre, row, *beside)))
    return iter(known.steps)


def _home_row(lettre: Lettre, row: LigneTraitement, proposal: str, entree: ReponseListe | None) -> Iterator[Step]:
    """Give the questions of a drug taken before; an unknown home list asks no fate."""
    yield _row_step(lettre, row, "avant.medicament.libelle", kind=Kind.DRUG_NAME)
    yield _row_step(lettre, row, "avant.posologie")
    choices = " ".join(f"{choice.keys[0]} {choice.label}," for choice in FATES).rstrip(",")
    yield _row_step(
        lettre,
        row,
        "devenir",
        asked=entree is not ReponseListe.INCONNU,
        kind=Kind.FATE,
        choices=FATES,
        question=f"{drug_name(row.avant) or 'Médicament'} : devenir ({choices})",
        help="En une ligne : p ; durée - m ; médicament ; posologie ; durée ; motif - a ; motif - s ; motif ; reprise."
        " L'ordonnance de sortie peut être collée ici : chaque médicament est rapproché, son devenir proposé.",
        proposal=proposal,
    )
    yield from _discharge_side(lettre, row)
    stopped = row.devenir is Devenir.ARRETE
    changed = row.devenir in (Devenir.ARRETE, Devenir.MODIFIE)
    yield _row_step(
        lettre,
        row,
        "commentaires.motif",
        asked=changed and needs_reason(row) is not Exigence.AUCUN,
        composed=changed,
        ready=reasons(_atc(row), row.devenir),
    )
    for name in ("reprise.quand", "reprise.par"):
        yield _row_step(lettre, row, name, asked=stopped and row.suspendu is True)
    for name in ("commentaires.indication", "commentaires.cible_surveillance", "commentaires.libre", "avant.voie"):
        yield _row_step(lettre, row, name, asked=False)


def _atc(row: LigneTraitement) -> str | None:
    """Give the ATC code of a row's drug, None when the base did not give it."""
    sides = (row.avant, row.sortie)
    return next((one.medicament.atc for one in sides if one and one.medicament and one.medicament.atc), None)


def _proposed_fate(lettre: Lettre, row: LigneTraitement) -> str:
    """Give the fate that the two lists tell, empty when it is given, or when they do not tell it."""
    if row.devenir is not None or list_state(lettre, "entree").reponse is ReponseListe.INCONNU:
        return ""
    leaving = any(other.sortie is not None and other.cle != row.cle for other in lettre.volet_medicamenteux)
    pasted = leaving and list_state(lettre, "sortie").reponse is ReponseListe.LISTE
    fate = propose(row, complete=pasted).devenir
    return next((choice.label for choice in FATES if choice.value is fate), "")


def _counts(lettre: Lettre, row: LigneTraitement) -> Iterator[Step]:
    """Give the question of a length that may count from two days: « 5 jours » for a drug begun during the stay."""
    kept = row.sortie.duree if row.sortie else None
    if kept is None or not kept.texte:
        return
    read = read_posology(kept.texte).duree
    if read is None or not is_ambiguous(read):
        return
    yield _row_step(
        lettre,
        row,
        "sortie.duree",
        kind=Kind.COUNT,
        choices=_COUNTS,
        composed=False,
        answered=kept.debut is not None or kept.fin_incluse is not None or kept.total_jours is not None,
        asked=row.devenir is Devenir.AJOUTE,
        question=f"{drug_name(row.sortie) or 'Médicament'} : « {kept.texte} » compte "
        "a à partir de la sortie, t au total, ou donner la date de début",
        title="Durée comptée",
        help="Une durée seule ne dit pas si les jours d'hôpital y sont compris.",
    )


def _discharge_side(lettre: Lettre, row: LigneTraitement) -> Iterator[Step]:
    """Give the questions of the discharge side of a drug taken before."""
    if row.devenir not in (Devenir.POURSUIVI, Devenir.MODIFIE):
        return
    changed = row.devenir is Devenir.MODIFIE
    yield _row_step(
        lettre,
        row,
        "sortie.medicament.libelle",
        kind=Kind.DRUG_NAME,
        asked=changed or not drug_name(row.sortie),
        proposal="" if drug_name(row.sortie) else drug_name(row.avant),
    )
    yield _row_step(lettre, row, "sortie.posologie", asked=changed or not (row.sortie and row.sortie.posologie))
    yield _row_step(lettre, row, "sortie.duree.texte", kind=Kind.DURATION, proposal=_proposed_duration(row))
    yield from _counts(lettre, row)
    for name in ("sortie.voie", "sortie.medicament.marque"):
        yield _row_step(lettre, row, name, asked=False)


def _proposed_duration(row: LigneTraitement) -> str:
    """Give « au long cours » where the home line said it and the drug goes on; any other length began elsewhere."""
    before = row.avant.duree.texte if row.avant and row.avant.duree else None
    told = row.sortie is not None and row.sortie.duree is not None and bool(row.sortie.duree.texte)
    if row.devenir is not Devenir.POURSUIVI or not before or told:
        return ""
    read = read_posology(before).duree
    return before if read is not None and read.long_cours else ""


def _new_row(lettre: Lettre, row: LigneTraitement) -> Iterator[Step]:
    """Give the questions of a drug begun during the stay."""
    yield _row_step(lettre, row, "sortie.medicament.libelle", kind=Kind.DRUG_NAME)
    yield _row_step(lettre, row, "sortie.posologie")
    yield _row_step(lettre, row, "sortie.duree.texte", kind=Kind.DURATION)
    yield from _counts(lettre, row)
    yield _row_step(lettre, row, "commentaires.indication", asked=False, composed=True)
    for name in ("commentaires.cible_surveillance", "commentaires.libre", "sortie.voie", "sortie.medicament.marque"):
        yield _row_step(lettre, row, name, asked=False)


def with_own_reasons(steps: Iterable[Step], lettre: Lettre, motifs: Sequence[MotifPret]) -> Iterator[Step]:
    """Give questions with the service's own reasons first, where the reason of a stop or of a change is asked."""
    rows = {f"{TABLE}[{row.cle}].commentaires.motif": row for row in lettre.volet_medicamenteux}
    for one in steps:
        row = rows.get(one.id)
        own = tuple(m.texte for m in motifs if row is not None and m.fits(_atc(row), row.devenir)) if one.ready else ()
        yield replace(one, ready=(*own, *(known for known in one.ready if known not in own))) if own else one
