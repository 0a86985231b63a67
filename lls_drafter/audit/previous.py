"""The figures of an earlier run, or published ones, as the column that a table says the evolution from."""

from dataclasses import dataclass
from pathlib import Path

from lls_drafter.audit.figures import period_words
from lls_drafter.audit.references import Reference
from lls_drafter.audit.report_file import read_audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Anterieur:
    """What an earlier run gave for one grid.

    Attributes:
        titre: how the column is called.
        empreinte: the digest of its grid; empty when not known: the grids may differ.
        base: what was counted, `lettres` or `sejours`.
        score: None when it had too few letters.
        taux: by criterion id; a criterion that had too few letters is not there.
    """

    titre: str
    grille: str
    empreinte: str
    base: str
    score: float | None
    taux: dict[str, float]


def read_previous(path: Path) -> tuple[Anterieur, ...]:
    """Read the JSON of an earlier `lls audit`.

    Raises:
        DraftError: it cannot be read, or is not one.
        UsageError: it judged no letter: nothing can be compared with it.
    """
    audit = read_audit(path)
    title = period_words(audit.depuis, audit.jusqua) or "audit précédent"
    return tuple(
        Anterieur(
            titre=title,
            grille=table.grille,
            empreinte=table.empreinte,
            base=audit.base,
            score=table.score.valeur,
            taux={one.id: one.taux for one in table.criteres if one.taux is not None},
        )
        for table in audit.tableaux
    )


def previous_of(reference: Reference) -> Anterieur:
    """Give published figures of a site as an earlier run: their grid may differ."""
    return Anterieur(
        titre=str(reference.annee),
        grille=reference.grille,
        empreinte="",
        base="sejours",
        score=reference.score,
        taux=dict(reference.taux),
    )
