"""`renvoi`, `dosage`, `meme_traitement`: what a medication row must say by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.traitements import LigneTraitement, Medicament, Prescription
from lls_drafter.rules.checks.registry import Problem, check, is_among, text_at
from lls_drafter.rules.drug_conditions import FACTS, Cote
from lls_drafter.rules.rows import TABLE_TEXTS, row_of, table_text
from lls_drafter.rules.scope import Chemin, Scope, is_filled
from lls_drafter.rules.words import Passage, Text, plain

_ELSEWHERE = re.compile(
    r"^(?:idem|id\.|dito|inchange[es]*|sans changement|comme avant|comme a domicile|comme d'habitude|habituel\w*)(?!\w)"
    r"|^(?:poso(?:logie)?|doses?|durees?) ?:? ?(?:idem|inchange\w*|habituel\w*)\b"
    r"|^meme (?:poso(?:logie)?|doses?|traitement)\b"
    r"|\b(?:cf|selon|voir|suivant|se reporter a)\b[. ]*(?:l'|les |la |son |sur |cette )?"
    r"(?:ordo(?:nnances?)?|prescriptions?|courrier|compte rendu|lettre|crh?|dossier)\b"
    r"|\bordo(?:nnance)? (?:jointe|ci-jointe|remise|faite)\b|^(?:traitement|tt|ttt) habituel\b"
)
# One of these stands in every table where `_ELSEWHERE` finds something: most have none.
_HINTS = (
    "idem",
    "id.",
    "dito",
    "inchang",
    "changement",
    "comme",
    "habituel",
    "cf",
    "selon",
    "voir",
    "suivant",
    "reporter",
    "ordo",
    "meme",
    "même",
)
_ROWS = Chemin.parse("volet_medicamenteux", Lettre)
_DEVENIR = FieldPath.parse("devenir")


@check("renvoi")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Elsewhere:
    """None of these texts sends the reader elsewhere (« idem », « cf. ordonnance ») instead of saying it."""

    chemins: tuple[Chemin, ...]
    on_table: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """See whether a look at the whole table may come first."""
        object.__setattr__(self, "on_table", {str(chemin.path) for chemin in self.chemins} <= TABLE_TEXTS)

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each text that does."""
        if self.on_table and not scope.shared(may_refer, lambda: may_refer(table_text(scope))):
            return
        for chemin in self.chemins:
            text = chemin.read(scope.value)
            if isinstance(text, str) and refers(scope.text(text)):
                yield Problem(scope.at(chemin.path))

    def judges(self, path: FieldPath) -> bool:
        """Tell whether a field is one of the rule's."""
        return is_among(path, self.chemins)

    def passages(self, scope: Scope, path: FieldPath) -> Iterator[Passage]:
        """Give each wording that sends elsewhere."""
        yield from scope.text(text_at(scope, path, self.chemins)).passages(_ELSEWHERE)


def may_refer(text: str) -> bool:
    """Tell whether texts in lower case may send the reader elsewhere: most tables do not."""
    return any(hint in text for hint in _HINTS)


def refers(text: Text) -> bool:
    """Tell whether a text sends the reader elsewhere."""
    return text.has(_ELSEWHERE)


# A figure of a strength, not that of a name: « B12 », « D3 ».
_FIGURE = re.compile(r"(?<![^\W_])\d")
_UNIT = re.compile(
    r"\d ?(?:[mnk]?g|[µμ]g|mcg|gammas?|[mk]?ui|ui|u|m?eq|mmol|mol|[mcd]?l|%|ppm|gbq|mbq|ch|dh)(?![^\W_])"
    r"|\d ?(?:milli|micro|nano)?grammes?\b|\d ?(?:millions? d')?unites?\b|\d ?(?:milli|centi)?(?:litre|mole)s?\b"
    r"|pour ?cent|\bmillions?\b"
)


class ExigenceDosage(StrEnum):
    """What is asked of a strength."""

    NOMBRE = "nombre"
    UNITE = "unite"


@check("dosage")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Strength:
    """The drug of this side has its strength (`nombre`), with its unit (`unite`), in its own field or in its label.

    The unit is looked for only where there is a strength, and only in what was typed: a label of the drug base (its
    CIS is known) is as the box says.
    """

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    cote: Cote
    exige: ExigenceDosage = ExigenceDosage.NOMBRE

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report each drug, or that of the row that the rule stands on, without any figure, or figure without unit."""
        on_row = isinstance(scope.value, LigneTraitement)
        for entry in (scope,) if on_row else scope.entries(_ROWS):
            row = row_of(entry.value)
            prescription = row.sortie if self.cote is Cote.SORTIE else row.avant
            drug = prescription.medicament if prescription is not None else None
            if drug is not None and self.exige in _strength_lacks(drug.libelle, drug.dci, drug.dosage, drug.cis):
                yield Problem(entry.at(FieldPath((self.cote.value, "medicament", "dosage"))), ou=f"Ligne {entry.rang}")


@lru_cache(maxsize=1024)
def _strength_lacks(
    libelle: str | None, dci: str | None, dosage: str | None, cis: str | None
) -> frozenset[ExigenceDosage]:
    """Give what the strength of a drug lacks; nothing for a drug without a name, which another rule tells."""
    if not is_filled(libelle or dci):
        return frozenset()
    strength, label = plain(dosage or ""), plain(libelle or "")
    if not is_filled(dosage) and not _FIGURE.search(label):
        return frozenset({ExigenceDosage.NOMBRE})
    if is_filled(cis) or _UNIT.search(strength) or _UNIT.search(label):
        return frozenset()
    return frozenset({ExigenceDosage.UNITE})


class Comparaison(StrEnum):
    """What the two sides of a row must be to one another."""

    IDENTIQUES = "identiques"
    DIFFERENTS = "differents"
    MEME_MARQUE = "meme_marque"
    MEME_SUBSTANCE = "meme_substance"


@check("meme_traitement")
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SameTreatment:
    """The two sides of a row agree with what its `devenir` says.

    - `identiques`: same substance, strength, form, posology and route (a brand change is not a difference);
    - `differents`: something differs, be it the brand, the label or the duration;
    - `meme_marque`: the brand, when given on both sides, is the same;
    - `meme_substance`: one drug is not replaced by another.

    A field that only one side has is not a difference: nobody said that it changed.
    """

    READS: ClassVar[tuple[str, ...]] = ("volet_medicamenteux",)

    exige: Comparaison

    def run(self, scope: Scope) -> Iterator[Problem]:
        """Report the row, with the names of the fields that differ."""
        row = row_of(scope.value)
        before, after = row.avant, row.sortie
        if before is None or after is None:
            return
        if self.exige is Comparaison.MEME_MARQUE:
            if _texts_differ(scope, _brand(before), _brand(after)):
                yield Problem(scope.at(FieldPath(("sortie", "medicament", "marque"))))
            return
        different = scope.fact(_differences)
        if self.exige is Comparaison.MEME_SUBSTANCE:
            if "substance" in different:
                yield Problem(scope.at(FieldPath(("commentaires", "motif"))))
            return
        if self.exige is Comparaison.IDENTIQUES and different and not _goes_on(before, after):
            yield Problem(scope.at(_DEVENIR), ", ".join(different))
        elif self.exige is Comparaison.DIFFERENTS and not different and _all_the_same(before, after):
            yield Problem(scope.at(_DEVENIR))


def _goes_on(before: Prescription, after: Prescription) -> bool:
    """Tell whether texts that differ say the same: « 1 cp » and « 1 comprimé », « 1 000 mg » and « 1 g »."""
    from lls_drafter.medication.compare import compare  # noqa: PLC0415 - start-up time: few letters need it

    return compare(before, after).goes_on


def _differences(scope: Scope) -> tuple[str, ...]:
    """Give the French names of what differs between the sides of a row, what one side lacks left out."""
    row = row_of(scope.value)
    before, after = row.avant or Prescription(), row.sortie or Prescription()
    old, new = before.medicament or Medicament(), after.medicament or Medicament()
    one, other = scope.fact(FACTS[Cote.AVANT]).substances, scope.fact(FACTS[Cote.SORTIE]).substances
    compared = {
        "substance": bool(one and other and one != other),
        "dosage": _texts_differ(scope, old.dosage, new.dosage),
        "forme": _texts_differ(scope, old.forme, new.forme),
        "posologie": _texts_differ(scope, before.posologie, after.posologie),
        "voie": _texts_differ(scope, before.voie, after.voie),
    }
    return tuple(name for name, differs in compared.items() if differs)


def _all_the_same(before: Prescription, after: Prescription) -> bool:
    """Tell whether the printed row shows no change at all: labels, brands and durations included."""
    old, new = before.medicament, after.medicament
    labels = (old.libelle, old.marque) != (new.libelle, new.marque) if old is not None and new is not None else True
    started = after.duree is not None and before.duree is not None and after.duree != before.duree
    return not labels and not started


def _brand(prescription: Prescription) -> str | None:
    """Give the brand of a side."""
    return prescription.medicament.marque if prescription.medicament is not None else None


def _texts_differ(scope: Scope, one: str | None, other: str | None) -> bool:
    """Tell whether both are written and not the same but for case, accents and spaces."""
    if not one or not other or one == other:
        return False
    return scope.text(one).plain.replace(" ", "") != scope.text(other).plain.replace(" ", "")
