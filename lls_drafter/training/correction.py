"""A learner's letter against the key of its case and the rules: what is there, missing, wrong, invented, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, field_info
from lls_drafter.packs.case_model import Case, Element, Interdit, Key, NonDit
from lls_drafter.training.judgement import Broken, Judgement, broken_rules
from lls_drafter.training.result import Nature, Point
from lls_drafter.training.said import Said
from lls_drafter.training.score import Score, score_of
from lls_drafter.training.unknown_drugs import UnknownDrug

_INVENTED = "La lettre dit que non ; le dossier ne le dit pas."


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One point of a correction, in words.

    Attributes:
        phrase: what was expected, or what is wrong.
        champ: the field of the letter, in French.
        piece, extrait: the record's piece and its words; empty when it says nothing of it.
        formulation: a good wording, or what to do.
        source: that of the rule, or of the criterion.
        niveau: of a rule, empty for the key.
    """

    point: Point
    phrase: str
    champ: str
    pourquoi: str = ""
    piece: str = ""
    extrait: str = ""
    formulation: str = ""
    source: str = ""
    niveau: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A whole correction: what is wrong, then what is missing, the rules, and what is right."""

    remarks: tuple[Remark, ...]
    score: Score
    judgement: Judgement

    @property
    def points(self) -> tuple[Point, ...]:
        """Give the points, in the order of the remarks."""
        return tuple(remark.point for remark in self.remarks)

    def count(self, nature: Nature, *, of_key: bool = True) -> int:
        """Count the points of one nature: those of the key, or those of the rules alone."""
        return sum(1 for one in self.remarks if one.point.nature is nature and (not one.niveau) is of_key)


def correct(  # noqa: PLR0913 - what a letter is held against
    case: Case, key: Key, said: Said, judgement: Judgement, *, hints: int = 0, drugs: Sequence[UnknownDrug] = ()
) -> Correction:
    """Correct a letter; the same letter always gives the same correction.

    Args:
        case: the case.
        key: its answers.
        said: what the letter says.
        judgement: what the rules say of it.
        hints: how many hints were given.
        drugs: those that neither the record nor the good letter names.
    """
    elements = tuple(_element(one, case, said, judgement) for one in key.elements)
    faults = (
        *_wrong(key, case, said, judgement),
        *_invented(key, said, judgement),
        *(_drug(one, judgement) for one in drugs),
    )
    missing = tuple(one for one in elements if one.point.nature is Nature.MANQUE)
    told = Counter(one.point.regle for one in (*missing, *faults))
    broken = tuple(one for one in broken_rules(judgement) if len(one.champs) > told[one.regle])
    score = score_of([one.point for one in elements], [one.point for one in faults], broken, hints)
    rules = tuple(_broken(one, judgement) for one in broken)
    held = tuple(one for one in elements if one.point.nature is Nature.ACQUIS)
    return Correction(remarks=(*faults, *missing, *rules, *held), score=score, judgement=judgement)


def missing_elements(key: Key, said: Said) -> tuple[Element, ...]:
    """Give what the letter does not hold."""
    return tuple(one for one in key.elements if not said.has(one.champs, one.cherche))


def wrong_claims(key: Key, said: Said) -> tuple[Interdit, ...]:
    """Give what the letter says and should not."""
    return tuple(one for one in key.interdits if said.claims(one.champs, one.cherche, one.sauf))


def invented_negatives(key: Key, said: Said) -> tuple[NonDit, ...]:
    """Give the questions that the letter answers by a negative that nobody said."""
    return tuple(one for one in key.non_dits if said.denies(one.champ))


def label_of(champs: tuple[FieldPath, ...]) -> str:
    """Give the names of some fields, as screens show them."""
    return ", ".join(dict.fromkeys(filter(None, map(_label, champs))))


def _label(champ: FieldPath) -> str:
    """Give the name of one field: the section's, then its own when it lies below."""
    titles = [title for title in _titles(champ) if title]
    if not titles:
        return str(champ)
    top, own = titles[0], titles[-1]
    return top if own == top else f"{top}, {own[:1].lower()}{own[1:]}"


def _titles(champ: FieldPath) -> Iterator[str]:
    """Give the title of each field on the way; a field of a list's entries is found without an index."""
    found = ""
    for part in champ.parts:
        if not isinstance(part, str):
            continue
        for known in (f"{found}.{part}", f"{found}[0].{part}") if found else (part,):
            try:
                title = field_info(known, Lettre).title
            except KeyError:
                continue
            found = known
            yield title or ""
            break


def _element(one: Element, case: Case, said: Said, judgement: Judgement) -> Remark:
    """Give the remark of an element: it is there or not."""
    nature = Nature.ACQUIS if said.has(one.champs, one.cherche) else Nature.MANQUE
    return Remark(
        point=Point(id=one.id, critere=one.critere, regle=one.regle, nature=nature, poids=one.poids),
        phrase=one.attendu,
        champ=label_of(one.champs),
        pourquoi=one.pourquoi,
        piece=case.piece(one.piece).titre,
        extrait=one.extrait,
        formulation=one.formulation,
        source=judgement.source(one.regle or one.critere),
    )


def _wrong(key: Key, case: Case, said: Said, judgement: Judgement) -> Iterator[Remark]:
    """Give what is wrong; it is invented when the record says nothing of it."""
    for one in wrong_claims(key, said):
        nature = Nature.FAUX if one.piece else Nature.INVENTE
        yield Remark(
            point=Point(id=one.id, critere=one.critere, regle=one.regle, nature=nature, poids=one.poids),
            phrase=one.texte,
            champ=label_of(one.champs),
            pourquoi=one.pourquoi,
            piece=case.piece(one.piece).titre if one.piece else "",
            extrait=one.extrait,
            formulation=one.formulation,
            source=judgement.source(one.regle or one.critere),
        )


def _invented(key: Key, said: Said, judgement: Judgement) -> Iterator[Remark]:
    """Give the negatives that nobody said."""
    for one in invented_negatives(key, said):
        yield Remark(
            point=Point(id=one.id, critere=one.critere, regle=one.regle, nature=Nature.INVENTE, poids=one.poids),
            phrase=_INVENTED,
            champ=label_of((one.champ,)),
            pourquoi=one.pourquoi,
            formulation="Laisser sans réponse et demander, ou répondre « inconnu ».",
            source=judgement.source(one.regle or one.critere),
        )


def _drug(one: UnknownDrug, judgement: Judgement) -> Remark:
    """Give the remark of a drug that nobody speaks of."""
    regle = "MED-ENTREE" if one.avant else "MED-SORTIE"
    return Remark(
        point=Point(id=f"{regle}/{one.cle}", critere="QLS-11", regle=regle, nature=Nature.INVENTE),
        phrase=f"« {one.nom} » n'est nulle part dans le dossier.",
        champ=_label(FieldPath(("volet_medicamenteux", "avant" if one.avant else "sortie"))),
        formulation="Relire la ligne : la retirer, ou la corriger d'après le dossier.",
        source=judgement.source(regle),
    )


def _broken(one: Broken, judgement: Judgement) -> Remark:
    """Give the remark of a rule that is broken."""
    return Remark(
        point=Point(id=one.regle, critere=judgement.criterion(one.regle), regle=one.regle, nature=Nature.MANQUE),
        phrase=one.message,
        champ=label_of(one.champs),
        formulation=one.correction,
        source=one.source,
        niveau=one.niveau.value,
    )
