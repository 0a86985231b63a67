"""What rules need to know of a medication row, read from the letter alone: names, substances, texts."""

from dataclasses import dataclass

from lls_drafter.letter.traitements import LigneTraitement, Medicament, Prescription
from lls_drafter.medication.substances import label_name, substances
from lls_drafter.rules.scope import Scope
from lls_drafter.rules.words import Text

POSOLOGIES = frozenset({"avant.posologie", "sortie.posologie"})
"""The fields of a row that `posologies` gives together."""
TABLE_TEXTS = POSOLOGIES | {
    f"{side}.{field}" for side in ("avant", "sortie") for field in ("duree.texte", "medicament.libelle")
}
"""The fields of a row that `table_text` gives together."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row (before, or at discharge) as rules compare it.

    Attributes:
        names: label, DCI and brand together, to look a drug's name up.
        substances: of the DCI, or of the name in the label, as `medication.substances` compares them.
        posologie: the posology as typed.
    """

    names: Text
    substances: frozenset[str]
    posologie: Text


def side(scope: Scope, prescription: Prescription | None) -> Side:
    """Give one side of a row."""
    if prescription is None:
        return _NOTHING
    drug = prescription.medicament
    return Side(
        names=Text(" ".join(text for text in (drug.libelle, drug.dci, drug.marque) if text)) if drug else _NO_TEXT,
        substances=_substances(drug) if drug else frozenset(),
        posologie=scope.text(prescription.posologie or ""),
    )


_NO_TEXT = Text("")
_NOTHING = Side(_NO_TEXT, frozenset(), _NO_TEXT)


def _substances(drug: Medicament) -> frozenset[str]:
    """Give the substances of a drug, those of its label's name when its DCI is not known; empty without a name."""
    return frozenset(substances(drug.dci or label_name(drug.libelle or "")))


def table_text(scope: Scope) -> str:
    """Give every posology, duration and label of the table in one text, a line each, in lower case.

    A rule about a rare word looks here first: most tables do not have it.
    """
    found: str = scope.shared(_all_texts, lambda: _all_texts(scope))
    return found


def posologies(scope: Scope) -> str:
    """Give every posology of the table in one text, a line each, in lower case."""
    found: str = scope.shared(_all_posologies, lambda: _all_posologies(scope))
    return found


def _sides(scope: Scope) -> list[Prescription]:
    """Give both sides of every row, absent ones left out."""
    return [one for row in scope.lettre.volet_medicamenteux for one in (row.avant, row.sortie) if one is not None]


def _all_texts(scope: Scope) -> str:
    sides = _sides(scope)
    texts = [one.duree.texte for one in sides if one.duree is not None]
    texts += [one.medicament.libelle for one in sides if one.medicament is not None]
    return "\n".join([posologies(scope), *[text for text in texts if text]]).lower()


def _all_posologies(scope: Scope) -> str:
    return "\n".join([one.posologie for one in _sides(scope) if one.posologie]).lower()


def row_of(value: object) -> LigneTraitement:
    """Give the row that a scope stands on.

    Raises:
        TypeError: the rule was put outside `chaque: volet_medicamenteux`.
    """
    if not isinstance(value, LigneTraitement):
        raise TypeError("this check looks at one medication row")
    return value
