"""When and why: the stay, its particular situations, the reason for admission and the conclusion."""

from collections.abc import Iterator

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import value_of
from lls_drafter.letter.sejour import Activite, Situation
from lls_drafter.wizard.steps.make import choices_of, step
from lls_drafter.wizard.steps.model import Kind, Section, Step

ONE_DAY = frozenset({Activite.HDJ, Activite.AMBULATOIRE})


def situations_of(lettre: Lettre) -> frozenset[Situation]:
    """Give the situations that were said of the stay."""
    return frozenset(value_of(lettre.sejour.situations) or ()) if lettre.sejour else frozenset()


def is_minor(lettre: Lettre) -> bool:
    """Tell whether the patient is under 18 on the day of discharge (of entry while that is not known)."""
    born = lettre.patient.date_naissance if lettre.patient else None
    day = (lettre.sejour.date_sortie or lettre.sejour.date_entree) if lettre.sejour else None
    if born is None or day is None:
        return False
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < 18


def lasts_over_a_day(lettre: Lettre) -> bool:
    """Tell whether the stay lasts more than 24 hours: the discharge check-list is for those."""
    stay = lettre.sejour
    if stay is None or stay.activite in ONE_DAY or stay.date_entree is None or stay.date_sortie is None:
        return False
    days = (stay.date_sortie - stay.date_entree).days
    if days == 1 and stay.heure_entree is not None and stay.heure_sortie is not None:
        return stay.heure_sortie > stay.heure_entree
    return days >= 1


def stay_steps(lettre: Lettre) -> Iterator[Step]:
    """Give the questions of the stay."""
    here = Section.SEJOUR
    dates = {"group": "sejour", "composed": True}
    yield step(lettre, here, "sejour.activite", help="Choisit la grille QLS.")
    yield step(
        lettre,
        here,
        "sejour.date_entree",
        past=True,
        help="12/3, hier, j-2… En une ligne : entrée ; sortie ; modalité d'entrée ; modalité de sortie.",
        **dates,
    )
    yield step(lettre, here, "sejour.date_sortie", **dates)
    for name in ("modalite_entree", "modalite_sortie"):
        yield step(lettre, here, f"sejour.{name}", kind=Kind.CODE, code_set=name, **dates)
    yield step(
        lettre,
        here,
        "sejour.situations",
        kind=Kind.CHOICES,
        choices=choices_of(Situation),
        question="Situations particulières (« aucun », ou numéros séparés par des virgules)",
        absences=True,
    )
    yield from _protection(lettre)
    for name in ("destination_sortie", "heure_entree", "heure_sortie", "numero", "uf"):
        yield step(lettre, here, f"sejour.{name}", asked=False)


def _protection(lettre: Lettre) -> Iterator[Step]:
    """Give the questions about a legal protection, asked when the situation was said."""
    asked = Situation.PROTECTION_JURIDIQUE in situations_of(lettre)
    for name in ("mesure", "porte_sur_la_personne", "representant", "telephone"):
        yield step(
            lettre,
            Section.SEJOUR,
            f"sejour.protection_juridique.{name}",
            group="sejour.protection_juridique",
            composed=True,
            asked=asked and name != "telephone",
        )


def reason_steps(lettre: Lettre) -> Iterator[Step]:
    """Give the questions about the reason for admission, the conclusion and the history."""
    here = Section.MOTIF
    yield step(lettre, here, "motif_hospitalisation")
    yield step(lettre, here, "conclusion")
    yield step(lettre, here, "antecedents")
    situations = situations_of(lettre)
    asked = {"grossesse": Situation.GROSSESSE, "terme_prevu": Situation.GROSSESSE, "allaitement": Situation.ALLAITEMENT}
    for name, situation in asked.items():
        yield step(
            lettre,
            here,
            f"grossesse_allaitement.{name}",
            group="grossesse_allaitement",
            composed=True,
            asked=situation in situations,
            past=False if name == "terme_prevu" else None,
        )
