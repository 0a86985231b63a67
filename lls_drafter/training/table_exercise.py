"""A learner's table of treatments against the record's: drug by drug, what is there, missing, wrong, invented.

    100 points in proportion to the weights of what is right;
    then 5 off for each drug that is in no piece of the record, and 2 off for each hint.

What the program cannot tell apart (two wordings that it does not understand) counts as right, and is shown to be
compared by eye. Source: our own proposal (`docs/guide/formation.md`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import Devenir, Duree, LigneTraitement, Prescription, ReponseListe
from lls_drafter.medication.compare import drug_words
from lls_drafter.rules.regimen import says_nothing
from lls_drafter.training.result import Nature, Point
from lls_drafter.training.score import FOR_FAULT, FOR_HINT
from lls_drafter.training.table_rows import Face, first_word, line_up
from lls_drafter.training.table_sides import Accord, Avis, is_not_daily, judge_drug, judge_duration, judge_posology

CRITERION: Final = "QLS-11"
"""The criterion of the grid that the whole table counts for."""

_NATURES: Final = {
    Accord.MEME: Nature.ACQUIS,
    Accord.INDECIDABLE: Nature.ACQUIS,
    Accord.DIFFERENT: Nature.FAUX,
    Accord.ABSENT: Nature.MANQUE,
}
_FATES: Final = {
    Devenir.POURSUIVI: "poursuivi",
    Devenir.MODIFIE: "modifié",
    Devenir.ARRETE: "arrêté",
    Devenir.AJOUTE: "ajouté",
}
_NOT_DAILY: Final = 4
"""What the posology of a drug that is not taken each day weighs more."""
_ABSENT: Final = Avis(Accord.ABSENT)
_SAME: Final = Avis(Accord.MEME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constat:
    """One point of a row.

    Attributes:
        champ: the column, in French.
        attendu: what the record says.
        ecrit: what the learner wrote, empty for nothing.
        mots: what the difference is about, in a few words.
        a_comparer: the program could not tell; it counts as right.
    """

    point: Point
    champ: str
    attendu: str
    ecrit: str = ""
    mots: str = ""
    a_comparer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneCorrigee:
    """The correction of one row of the record.

    Attributes:
        titre: the drug.
        noms: what it may be called in the record.
        remarque: one sentence about the row, empty for none.
    """

    titre: str
    noms: tuple[str, ...]
    constats: tuple[Constat, ...]
    remarque: str = ""

    @property
    def is_right(self) -> bool:
        """Tell whether nothing is to be mended."""
        return all(one.point.nature is Nature.ACQUIS for one in self.constats)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionTableau:
    """The correction of a whole table.

    Attributes:
        lignes: one per row of the record, then one for the two lists as wholes when there is something to say.
        en_trop: the drugs that are in no list of the record.
        indices: the points that hints cost.
    """

    lignes: tuple[LigneCorrigee, ...]
    en_trop: tuple[Constat, ...]
    indices: int

    @property
    def points(self) -> tuple[Point, ...]:
        """Give all the points, what is invented first."""
        return (*(one.point for one in self.en_trop), *(one.point for row in self.lignes for one in row.constats))

    @property
    def held(self) -> tuple[int, int]:
        """Give the weight of what is right, and of all that was expected."""
        points = [one.point for row in self.lignes for one in row.constats]
        return sum(one.poids for one in points if one.nature is Nature.ACQUIS), sum(one.poids for one in points)

    @property
    def invented(self) -> int:
        """Give the points that invented drugs cost."""
        return FOR_FAULT * len(self.en_trop)

    @property
    def score(self) -> int:
        """Give the score, 0-100."""
        held, whole = self.held
        return max(0, (int(Fraction(100 * held, whole)) if whole else 100) - self.invented - self.indices)


def correct_table(modele: Lettre, lettre: Lettre, *, hints: int = 0) -> CorrectionTableau:
    """Correct a learner's table; the same table always gives the same correction.

    Args:
        modele: the good letter of the case.
        lettre: the learner's.
        hints: how many hints were given.
    """
    leaving = modele.sejour.date_sortie if modele.sejour is not None else None
    lined = line_up(modele.volet_medicamenteux, lettre.volet_medicamenteux)
    rows = tuple(_row(face, leaving) for face in lined.faces)
    lists = tuple(_lists(modele, lettre))
    whole = LigneCorrigee(titre="Les deux listes", noms=(), constats=lists)
    extra = (*_extra(lined.avant_en_trop, "avant", "MED-ENTREE"), *_extra(lined.sortie_en_trop, "sortie", "MED-SORTIE"))
    return CorrectionTableau(lignes=(*rows, whole) if lists else rows, en_trop=extra, indices=FOR_HINT * hints)


def _row(face: Face, leaving: date | None) -> LigneCorrigee:
    """Correct one row."""
    row = face.attendue
    sides = [side for side in (row.avant, row.sortie) if side is not None]
    return LigneCorrigee(
        titre=drug_words(sides[0]) if sides else "Ligne sans médicament",
        noms=tuple(dict.fromkeys(name for side in sides for name in _names(side))),
        constats=tuple(_constats(face, leaving)),
        remarque=_remark(face),
    )


def _constats(face: Face, leaving: date | None) -> Iterator[Constat]:
    """Give the points of a row, in the order of the columns."""
    row = face.attendue
    if row.avant is not None:
        yield from _side(row, row.avant, face.avant.avant if face.avant is not None else None, "avant")
    yield _fate(face)
    if row.sortie is not None:
        written = face.sortie.sortie if face.sortie is not None else None
        yield from _side(row, row.sortie, written, "sortie")
        if row.sortie.duree is not None:
            length = written.duree if written is not None else None
            verdict = judge_duration(row.sortie.duree, length, leaving=leaving)
            yield _constat(row, "duree", verdict, (_length(row.sortie.duree), _length(length)))
    yield from _reasons(face)


def _side(row: LigneTraitement, expected: Prescription, written: Prescription | None, side: str) -> Iterator[Constat]:
    """Give the points of one side: the drug, and how it is taken."""
    named = judge_drug(expected, written) if written is not None else _ABSENT
    taken = judge_posology(expected, written) if written is not None else _ABSENT
    names = drug_words(expected), _written_drug(written)
    yield _constat(row, f"{side}_nom", named, names)
    if expected.posologie:
        texts = expected.posologie, (written.posologie or "") if written is not None else ""
        yield _constat(row, f"{side}_posologie", taken, texts, more=_NOT_DAILY if is_not_daily(expected) else 0)


def _written_drug(written: Prescription | None) -> str:
    """Give the drug as the learner wrote it, with the words that were not understood."""
    if written is None:
        return ""
    unread = " ".join(written.non_lu)
    return f"{drug_words(written)} (non compris : {unread})" if unread else drug_words(written)


def _fate(face: Face) -> Constat:
    """Give the point of what became of a drug; a replacement may be said in one row or in two."""
    row, main = face.attendue, face.main
    expected = _said_fate(row)
    if main is None or main.devenir is None:
        return _constat(row, "devenir", _ABSENT, (expected, ""))
    written = _said_fate(main)
    if face.is_parted and not face.is_replacement:
        return _constat(row, "devenir", Avis(Accord.DIFFERENT, "en deux lignes"), (expected, _both(face)))
    same = written == expected or _is_replaced(face)
    return _constat(row, "devenir", _SAME if same else Avis(Accord.DIFFERENT), (expected, written))


def _is_replaced(face: Face) -> bool:
    """Tell whether the learner says the same replacement in another number of rows."""
    fate = face.main.devenir if face.main is not None else None
    if face.is_parted:  # one row in the record, « arrêté » and « ajouté » here
        return fate is Devenir.ARRETE and face.sortie is not None and face.sortie.devenir is Devenir.AJOUTE
    if face.jointe:  # two rows in the record, « modifié » here
        return fate is Devenir.MODIFIE
    new = face.attendue.devenir is Devenir.AJOUTE and face.sortie is not None and face.sortie.avant is not None
    return new and fate is Devenir.MODIFIE


def _reasons(face: Face) -> Iterator[Constat]:
    """Give the points of the last column: the reason of a stop or of a change, the rule of resumption."""
    row, main = face.attendue, face.main
    expected = row.commentaires.motif if row.commentaires is not None else None
    if expected and row.devenir in (Devenir.ARRETE, Devenir.MODIFIE):
        written = (main.commentaires.motif or "") if main is not None and main.commentaires is not None else ""
        yield _constat(row, "motif", _words(expected, written), (expected, written))
    if row.suspendu and row.reprise is not None:
        written = _resumption(main)
        yield _constat(row, "reprise", _words(_resumption(row), written), (_resumption(row), written))


def _words(expected: str, written: str) -> Avis:
    """Judge a text that only a person can judge: it is there or not."""
    if fold(expected) == fold(written):
        return _SAME
    return _ABSENT if says_nothing(written) else Avis(Accord.INDECIDABLE)


def _lists(modele: Lettre, lettre: Lettre) -> Iterator[Constat]:
    """Give the points of the two lists that are explicitly empty or unknown: that must be said too."""
    for side, column, rule in (("entree", "avant", "MED-ENTREE"), ("sortie", "sortie", "MED-SORTIE")):
        expected, written = _answer(modele, side), _answer(lettre, side)
        if expected is None or expected is ReponseListe.LISTE:
            continue
        verdict = _SAME if expected is written else _ABSENT if written is None else Avis(Accord.DIFFERENT)
        yield Constat(
            point=Point(id=f"liste/{column}", critere=CRITERION, regle=rule, nature=_NATURES[verdict.accord], poids=2),
            champ=_COLUMNS[f"liste_{column}"].nom,
            attendu=expected.value,
            ecrit=written.value if written is not None else "",
        )


def _extra(rows: Sequence[LigneTraitement], side: str, rule: str) -> Iterator[Constat]:
    """Give the points of drugs that the record does not have on this side."""
    for number, row in enumerate(rows, 1):
        written: Prescription = getattr(row, side)
        yield Constat(
            point=Point(id=f"{side}/en-trop/{number}", critere=CRITERION, regle=rule, nature=Nature.INVENTE),
            champ=_COLUMNS[f"{side}_nom"].nom,
            attendu="",
            ecrit=drug_words(written),
        )


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table: its name, the rule that it comes from, its weight."""

    nom: str
    regle: str
    poids: int


_COLUMNS: Final = {
    "avant_nom": _Column("Avant, médicament", "MED-ENTREE", 2),
    "avant_posologie": _Column("Avant, posologie", "MED-ENTREE", 1),
    "devenir": _Column("Devenir", "MED-DEVENIR", 2),
    "sortie_nom": _Column("À la sortie, médicament", "MED-SORTIE", 2),
    "sortie_posologie": _Column("À la sortie, posologie", "MED-POSOLOGIE", 2),
    "duree": _Column("À la sortie, durée", "MED-DUREE", 2),
    "motif": _Column("Motif", "MED-MOTIF-ARRET", 2),
    "reprise": _Column("Reprise", "MED-SUSPENDU", 1),
    "liste_avant": _Column("Liste d'avant l'hospitalisation", "MED-ENTREE", 2),
    "liste_sortie": _Column("Liste de sortie", "MED-SORTIE", 2),
}


def _constat(row: LigneTraitement, name: str, verdict: Avis, texts: tuple[str, str], *, more: int = 0) -> Constat:
    """Make one point of a row; `more` adds to its weight."""
    column = _COLUMNS[name]
    rule = "MED-MOTIF-MODIFICATION" if name == "motif" and row.devenir is Devenir.MODIFIE else column.regle
    rule = {"dosage": "MED-DOSAGE", "rythme": "MED-RYTHME"}.get(verdict.mots, rule)
    return Constat(
        point=Point(
            id=f"{row.cle}/{name}",
            critere=CRITERION,
            regle=rule,
            nature=_NATURES[verdict.accord],
            poids=column.poids + more,
        ),
        champ=column.nom,
        attendu=texts[0],
        ecrit=texts[1],
        mots=verdict.mots,
        a_comparer=verdict.accord is Accord.INDECIDABLE,
    )


def _remark(face: Face) -> str:
    """Say that a replacement was told in another number of rows."""
    if face.is_parted and face.is_replacement:
        return "Le modèle dit ce remplacement en une ligne « modifié » ; arrêté puis ajouté se lit aussi bien."
    if face.jointe:
        return "Le modèle dit ce remplacement en deux lignes, arrêté puis ajouté ; « modifié » se lit aussi bien."
    return ""


def _said_fate(row: LigneTraitement) -> str:
    """Give what became of a drug, in French."""
    words = _FATES[row.devenir] if row.devenir is not None else ""
    return f"{words}, à reprendre" if row.suspendu else words


def _both(face: Face) -> str:
    """Give the fates of the two rows that a learner made of one."""
    return " et ".join(_said_fate(row) or "sans devenir" for row in (face.avant, face.sortie) if row is not None)


def _names(side: Prescription) -> Iterator[str]:
    """Give what a drug may be called in the record: its substances one by one, long and short, its brand."""
    drug = side.medicament
    if drug is None:
        return
    names = [part.strip() for part in (drug.dci or "").split("+") if part.strip()]
    for name in names or ([drug.libelle] if drug.libelle else []):
        yield from (name, first_word(name))
    if drug.marque:
        yield drug.marque


def _length(duree: Duree | None) -> str:
    """Give a duration in words, with its last day."""
    if duree is None:
        return ""
    text, end = duree.texte or "", duree.fin_incluse
    if end is None or f"{end:%d/%m/%Y}" in text:
        return text
    return ", ".join(part for part in (text, f"jusqu'au {end:%d/%m/%Y} inclus") if part)


def _resumption(row: LigneTraitement | None) -> str:
    """Give the rule of resumption of a row."""
    if row is None or row.reprise is None:
        return ""
    return ", ".join(part for part in (row.reprise.quand, row.reprise.par) if part)


def _answer(lettre: Lettre, side: str) -> ReponseListe | None:
    """Give what was said of one whole list."""
    both = lettre.bilan_medicamenteux
    state = getattr(both, side) if both is not None else None
    return state.reponse if state is not None else None
