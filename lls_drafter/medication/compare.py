"""Two sides of a medication row compared: what changed in words, and what cannot be told from what is written.

Facts of writing only. A direction (« augmentée ») is said when both texts make the daily dose plain, of the same drug,
form and route; nothing is said of whether a change is right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import Medicament, Prescription
from lls_drafter.medication.model import Prise
from lls_drafter.medication.posology import say_dose
from lls_drafter.medication.presentation import form_words, quantities, same_form, same_strength, say_form, strength_in
from lls_drafter.medication.regimens import COUNTED, daily_total, read, same_posology, takes_of_the_day
from lls_drafter.medication.sentence import say_moment
from lls_drafter.medication.substances import Parente, brand_matters, label_name, relate, substances


class Nature(StrEnum):
    """What a change is about."""

    REMPLACEMENT = "remplacement"  # another drug
    ASSOCIATION = "association"  # a combination parted, merged or changed
    ESTER = "ester"
    MARQUE = "marque"
    DOSAGE = "dosage"
    FORME = "forme"
    VOIE = "voie"
    HAUSSE = "hausse"  # of the daily dose
    BAISSE = "baisse"
    HORAIRE = "horaire"
    POSOLOGIE = "posologie"
    PRECISION = "precision"  # words that were not understood


@dataclass(frozen=True, slots=True)
class Changement:
    """One difference between the two sides of a row, said in French."""

    nature: Nature
    texte: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A prescription as it is compared; what is not written is None or empty.

    Attributes:
        names: what the drug is called, folded: by its label, by its brand, by its substances.
        ordered: its substances, in the order of its DCI; empty when the DCI is not known.
        forme: the words of its form that count; `forme_dite` as they are printed.
        voie: the route in its canonical word.
    """

    cis: str | None
    atc: str | None
    names: frozenset[str]
    ordered: tuple[str, ...]
    dci: str | None
    marque: str | None
    libelle: str
    dosage: str | None
    forme: frozenset[str]
    forme_dite: str
    voie: str | None
    posologie: str | None
    non_lu: tuple[str, ...]

    @property
    def substances(self) -> frozenset[str]:
        """Give the substances without their order."""
        return frozenset(self.ordered)


_SIDES = tuple(name for name in Prescription.model_fields if name not in ("duree", "grammaire"))


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Two prescriptions side by side.

    Attributes:
        parente: how their drugs are related by their substances.
        meme_medicament: one drug: same substances, or the same CIS or name when a DCI is not known.
        changements: what differs.
        incertitudes: what is written on one side only and might differ, in French.
        marque_compte: a change of brand is more than a change of laboratory.
    """

    parente: Parente
    meme_medicament: bool
    changements: tuple[Changement, ...] = ()
    incertitudes: tuple[str, ...] = ()
    marque_compte: bool = False

    @property
    def only_brand(self) -> bool:
        """Tell whether nothing differs, but for a brand that may be exchanged."""
        return all(one.nature is Nature.MARQUE and not self.marque_compte for one in self.changements)

    @property
    def goes_on(self) -> bool:
        """Tell whether nothing that is written on both sides differs, but for a brand that may be exchanged."""
        return self.meme_medicament and self.only_brand

    @property
    def is_same(self) -> bool:
        """Tell whether the drug goes on as it was: nothing that matters differs, nothing is left unsaid."""
        return self.goes_on and not self.incertitudes


def facts(prescription: Prescription) -> Facts:
    """Give what is compared of one side; a fact that has no field of its own is looked for in the label."""
    drug = prescription.medicament or Medicament()
    label, taken = drug.libelle or "", prescription.posologie or None
    ordered, name = substances(drug.dci or ""), label_name(label)
    route = prescription.voie or (read(taken).voie if taken else None)
    forms = form_words(drug.forme, label)
    names = {name, fold(drug.marque or ""), " + ".join(sorted(ordered or substances(name)))}
    return Facts(
        cis=drug.cis or None,
        atc=drug.atc or None,
        names=frozenset(names - {""}),
        ordered=ordered,
        dci=drug.dci or None,
        marque=drug.marque or None,
        libelle=label,
        dosage=drug.dosage or strength_in(label),
        forme=forms,
        forme_dite=drug.forme or say_form(forms),
        voie=(read(route).voie or fold(route).removeprefix("voie ")) if route else None,
        posologie=taken,
        non_lu=tuple(map(fold, prescription.non_lu)),
    )


def drug_words(prescription: Prescription) -> str:
    """Give the drug of a side for a sentence: its label, else its DCI and strength."""
    drug = prescription.medicament or Medicament()
    return drug.libelle or " ".join(text for text in (drug.dci or drug.marque, drug.dosage) if text) or "sans nom"


def changes(avant: Prescription, apres: Prescription) -> tuple[Changement, ...]:
    """Give what differs between two prescriptions, in French, the drug first; empty when nothing does."""
    return compare(avant, apres).changements


def compare(avant: Prescription, apres: Prescription) -> Comparaison:
    """Compare the two sides of a row; durations are not compared: each side has its own."""
    before, after = facts(avant), facts(apres)
    related = relate(before.substances, after.substances)
    matters = brand_matters(before.atc or after.atc, before.substances | after.substances)
    if all(getattr(avant, name) == getattr(apres, name) for name in _SIDES):
        return Comparaison(related, meme_medicament=True, marque_compte=matters)
    if not is_same_drug(before, after):
        return Comparaison(related, meme_medicament=False, changements=(_other_drug(avant, apres, related),))
    pair = _Pair(before, after, matters=matters)
    return Comparaison(
        related,
        meme_medicament=True,
        changements=tuple(pair.changes()),
        incertitudes=tuple(pair.unsaid()),
        marque_compte=matters,
    )


def is_same_drug(before: Facts, after: Facts) -> bool:
    """Tell whether two sides are one drug; a drug whose DCI is not known is known by its CIS or its exact name."""
    if before.ordered and after.ordered:
        return relate(before.substances, after.substances) is Parente.MEME
    same_box = before.cis is not None and before.cis == after.cis
    return same_box or not before.names.isdisjoint(after.names)


def _other_drug(avant: Prescription, apres: Prescription, related: Parente) -> Changement:
    """Say that one drug takes the place of another."""
    nature, words = {
        Parente.ESTER: (Nature.ESTER, "sel ou ester"),
        Parente.COMMUNE: (Nature.ASSOCIATION, "composition"),
    }.get(related, (Nature.REMPLACEMENT, "remplacement"))
    named = [one.replace(libelle=None) for one in (avant.medicament, apres.medicament) if one is not None and one.dci]
    if nature is not Nature.REMPLACEMENT and len(named) == 2:
        avant, apres = (side.replace(medicament=drug) for side, drug in zip((avant, apres), named, strict=True))
    return Changement(nature, f"{words} : {drug_words(avant)} → {drug_words(apres)}")


class _Pair:
    """The two sides of one drug, and what each question about them needs."""

    def __init__(self, before: Facts, after: Facts, *, matters: bool) -> None:
        self.before, self.after, self.matters = before, after, matters
        self.strength = same_strength(before.dosage, after.dosage, (before.ordered, after.ordered))
        self.form = same_form(before.forme, after.forme)
        self.route = before.voie is None or after.voie is None or before.voie == after.voie
        self.known_strength = self.strength is True and before.dosage is not None
        one, other = before.posologie or "", after.posologie or ""
        self.totals = daily_total(one), daily_total(other)
        self.taken = not one or not other or same_posology(one, other, count=self.strength is not None)

    def changes(self) -> Iterator[Changement]:
        """Give what differs."""
        before, after = self.before, self.after
        yield from self._brand()
        if self.strength is False:
            yield self._strength()
        if self.form is False:
            yield Changement(Nature.FORME, f"forme : {before.forme_dite} → {after.forme_dite}")
        if not self.route:
            yield Changement(Nature.VOIE, f"voie : {before.voie} → {after.voie}")
        if not self.taken:
            yield self._posology()
        if set(before.non_lu) != set(after.non_lu):
            said = (", ".join(one.non_lu) or "rien" for one in (before, after))
            yield Changement(Nature.PRECISION, f"mots non compris : {' → '.join(said)}")

    def unsaid(self) -> Iterator[str]:
        """Give what one side alone says, when the other may mean something else."""
        before, after = self.before, self.after
        if self.strength is None and not all(total is not None and total.by_itself for total in self.totals):
            yield "dosage écrit d'un seul côté"
        if self.form is None:
            yield "forme écrite d'un seul côté"
        if (before.posologie is None) != (after.posologie is None):
            yield "posologie écrite d'un seul côté"
        if self.matters and self._one_brand():
            yield "marque écrite d'un seul côté"

    def _one_brand(self) -> bool:
        """Tell whether one side alone has a brand that the other side's label does not say either."""
        before, after = self.before, self.after
        if (before.marque is None) == (after.marque is None):
            return False
        brand, other = (before.marque, after) if before.marque is not None else (after.marque, before)
        return re.search(rf"(?<!\w){re.escape(fold(brand or ''))}(?!\w)", fold(other.libelle)) is None

    def _brand(self) -> Iterator[Changement]:
        """Give a change of brand; a brand given on one side only is a change of name, where brands are exchanged."""
        before, after = self.before, self.after
        changed = before.marque and after.marque and fold(before.marque) != fold(after.marque)
        if changed or (self._one_brand() and not self.matters):
            names = [one.marque or one.dci or one.libelle for one in (before, after)]
            kind = "marque" if self.matters else "même médicament, autre nom"
            yield Changement(Nature.MARQUE, f"{kind} : {' → '.join(names)}")

    def _strength(self) -> Changement:
        """Say a change of strength; what it makes of the dose, when the same count of units is taken."""
        before, after = self.before.dosage or "", self.after.dosage or ""
        first, second = quantities(before), quantities(after)
        one, other = self.totals
        counted = one is not None and other is not None and one.valeur == other.valeur
        counted = counted and not COUNTED.isdisjoint(total.nature or "" for total in self.totals if total is not None)
        simple = len(first) == len(second) == 1 and first[0].kind == second[0].kind == "masse"
        if counted and simple and self.taken and self.form and self.route and self.before.posologie:
            up = second[0].scaled > first[0].scaled
            taken = " ".join((self.after.posologie or "").split())
            return _direction(up=up, words=f"dosage {before} → {after}, {taken}")
        return Changement(Nature.DOSAGE, f"dosage : {before} → {after}")

    def _posology(self) -> Changement:
        """Say a change of posology: its direction, its times, or only that it changed."""
        texts = [" ".join((one.posologie or "").split()) for one in (self.before, self.after)]
        words = " → ".join(texts)
        days = [takes_of_the_day(text) for text in texts]
        first, second = days
        if (
            first
            and second
            and _same_dose(first, second)
            and {_time(one) for one in first} != {_time(one) for one in second}
        ):
            return Changement(Nature.HORAIRE, f"horaire : {_times(first)} → {_times(second)}")
        one, other = self.totals
        told = one is not None and other is not None and one.nature == other.nature and self.form and self.route
        if not told or one is None or other is None or not (one.by_itself or self.known_strength):
            return Changement(Nature.POSOLOGIE, f"posologie modifiée : {words}")
        if one.valeur == other.valeur:
            return Changement(Nature.POSOLOGIE, f"posologie modifiée, même dose par jour : {words}")
        if first and second and len(first) == len(second) == 1 and _time(first[0]) == _time(second[0]):
            words = " → ".join(say_dose(take.dose) for take in (first[0], second[0]) if take.dose is not None)
            words = f"{words} {say_moment(first[0])}"
        return _direction(up=other.valeur > one.valeur, words=words)


def _direction(*, up: bool, words: str) -> Changement:
    """Say which way a daily dose goes."""
    return Changement(Nature.HAUSSE if up else Nature.BAISSE, f"dose {'augmentée' if up else 'diminuée'} : {words}")


def _time(take: Prise) -> tuple[str | None, str | None]:
    return take.moment, take.heure


def _times(takes: tuple[Prise, ...]) -> str:
    """Give the moments and hours of a day: « matin, soir », « 8h »."""
    return ", ".join(take.moment or say_moment(take).removeprefix("à ") for take in takes)


def _same_dose(one: tuple[Prise, ...], other: tuple[Prise, ...]) -> bool:
    """Tell whether one dose alone is taken, as many times, on both sides."""
    return len(one) == len(other) and len({take.dose for take in (*one, *other)}) == 1
