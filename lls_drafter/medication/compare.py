"""Two sides of a medication row compared: what changed in words, and what cannot be told from what is written.

Facts of writing only: a direction (« augmentée ») is said of a daily dose that both texts make plain, of the same drug
under the same form and route. Nothing is said of whether a change is right.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import Medicament, Prescription
from lls_drafter.medication.model import Prise
from lls_drafter.medication.posology import say_dose
from lls_drafter.medication.presentation import form_words, place_of_action, same_form, same_strength, strength_in
from lls_drafter.medication.regimens import daily_total, read, same_posology, times
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
class Comparaison:
    """Two prescriptions side by side.

    Attributes:
        parente: how their drugs are related by their substances.
        meme_medicament: one drug: same CIS, same substances, or the same name when a DCI is not known.
        changements: what differs.
        incertitudes: what one side alone says and the other would have to say, in French.
        marque_compte: a change of brand is more than a change of laboratory.
    """

    parente: Parente
    meme_medicament: bool
    changements: tuple[Changement, ...]
    incertitudes: tuple[str, ...]
    marque_compte: bool

    @property
    def only_brand(self) -> bool:
        """Tell whether nothing differs but a brand that may be exchanged."""
        return all(one.nature is Nature.MARQUE and not self.marque_compte for one in self.changements)

    @property
    def is_same(self) -> bool:
        """Tell whether one drug goes on as it was: nothing that matters differs, nothing is left unsaid."""
        return self.meme_medicament and self.only_brand and not self.incertitudes


@dataclass(frozen=True, slots=True)
class Facts:
    """A prescription as it is compared; texts as written, None when not written.

    Attributes:
        names: what the drug is called, folded: name in the label, brand, DCI.
        ordered: its substances, in the order of its DCI; empty when the DCI is not known.
        voie: the route in its canonical word.
    """

    cis: str | None
    names: frozenset[str]
    ordered: tuple[str, ...]
    marque: str | None
    dosage: str | None
    forme: frozenset[str]
    forme_dite: str | None
    voie: str | None
    posologie: str | None
    non_lu: tuple[str, ...]
    atc: str | None

    @property
    def substances(self) -> frozenset[str]:
        """Give the substances without their order."""
        return frozenset(self.ordered)


@lru_cache(512)
def facts(prescription: Prescription) -> Facts:
    """Give what is compared of one side; a fact that has no field of its own is looked for in the label."""
    drug = prescription.medicament or Medicament()
    label = drug.libelle or ""
    taken = prescription.posologie or None
    route = prescription.voie or (read(taken).voie if taken else None)
    forms = form_words(drug.forme, label)
    names = (label_name(label), fold(drug.marque or ""), " + ".join(substances(drug.dci or "")))
    return Facts(
        cis=drug.cis or None,
        names=frozenset(name for name in names if name),
        ordered=substances(drug.dci or ""),
        marque=drug.marque or None,
        dosage=drug.dosage or strength_in(label),
        forme=forms,
        forme_dite=drug.forme or " ".join(sorted(forms)) or None,
        voie=(read(route).voie or fold(route).removeprefix("voie ")) if route else None,
        posologie=taken,
        non_lu=tuple(map(fold, prescription.non_lu)),
        atc=drug.atc or None,
    )


def drug_words(prescription: Prescription | None) -> str:
    """Give the name of a drug for a sentence: its DCI with the brand, or its label without strength."""
    drug = prescription.medicament if prescription is not None else None
    if drug is None:
        return "médicament sans nom"
    if drug.dci:
        other = drug.marque and fold(drug.marque) != fold(drug.dci)
        return f"{drug.dci} ({drug.marque})" if other else drug.dci
    return drug.libelle or drug.marque or "médicament sans nom"


def changes(avant: Prescription, apres: Prescription) -> tuple[Changement, ...]:
    """Give what differs between two prescriptions, in French, the drug first; empty when nothing does."""
    return compare(avant, apres).changements


def compare(avant: Prescription, apres: Prescription) -> Comparaison:
    """Compare the two sides of a row."""
    before, after = facts(avant), facts(apres)
    related = relate(before.substances, after.substances)
    same_drug = is_same_drug(before, after)
    drug = _drug_changes(avant, apres, related, same_drug=same_drug)
    box, unsaid = _box_changes(before, after)
    taken, unsaid_taken = _posology_changes(before, after, plain=same_drug and not box and not drug)
    if _same_in_words(before, after):
        box, taken = [one for one in box if one.nature is not Nature.DOSAGE], taken
    brand = _brand_changes(before, after) if same_drug else []
    return Comparaison(
        parente=related,
        meme_medicament=same_drug,
        changements=(*drug, *brand, *box, *taken),
        incertitudes=(*unsaid, *unsaid_taken),
        marque_compte=brand_matters(before.atc or after.atc, before.substances | after.substances),
    )
