"""The synthesis, what was done, and what comes next."""

from collections.abc import Iterator

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.sejour import Situation
from lls_drafter.wizard.steps.free import free_steps
from lls_drafter.wizard.steps.make import Series, series_steps, step
from lls_drafter.wizard.steps.model import Context, Kind, Section, Step
from lls_drafter.wizard.steps.stay import is_minor, situations_of

_ACTS = Series(
    path="actes_examens",
    section=Section.SYNTHESE,
    premier="Actes techniques et examens : le premier, ou « aucun »",
    suivant="Autre acte ou examen (vide : fini)",
    asked="libelle date resultat",
    optional="code",
)
_FOLLOW_UP = Series(
    path="suites_a_donner",
    section=Section.SUITES,
    premier="Suites à donner : la première, ou « aucun »",
    suivant="Autre suite à donner (vide : fini)",
    asked="action qui quand etat",
    optional="date precision",
)
_MEASURES = Series(
    path="mesures_sortie",
    section=Section.SYNTHESE,
    premier="Mesure à la sortie",
    suivant="Autre mesure (vide : fini)",
    asked="nom valeur unite",
    optional="date",
)
_AUTRES = (
    Series(
        path="dispositifs_en_place",
        section=Section.AUTRES,
        premier="Dispositif en place à la sortie (sonde, PICC, stomie…)",
        suivant="Autre dispositif en place (vide : fini)",
        asked="nature pose_le changement retrait",
    ),
    Series(
        path="materiel_domicile",
        section=Section.AUTRES,
        premier="Matériel ou service à domicile",
        suivant="Autre matériel (vide : fini)",
        asked="nature prestataire livraison",
    ),
    Series(
        path="vaccinations",
        section=Section.AUTRES,
        premier="Vaccination",
        suivant="Autre vaccination (vide : fini)",
        asked="vaccin date",
        composed="lot suite",
    ),
)


def synthesis_steps(lettre: Lettre, context: Context) -> Iterator[Step]:
    """Give the questions of the synthesis, the acts and the state at discharge, then the service's own sections."""
    here = Section.SYNTHESE
    yield step(lettre, here, "synthese_medicale", kind=Kind.LONG_TEXT)
    yield from series_steps(lettre, _ACTS)
    yield step(lettre, here, "etat_sortie")
    yield from series_steps(lettre, _MEASURES, asked=is_minor(lettre))
    yield step(lettre, here, "risques_hospitalisation", asked=False)
    yield from free_steps(lettre, context)


def follow_up_steps(lettre: Lettre) -> Iterator[Step]:
    """Give the questions about what comes after the stay."""
    here = Section.SUITES
    dead = Situation.DECES in situations_of(lettre)
    yield from series_steps(lettre, _FOLLOW_UP, asked=True)
    for name, asked in (("signes_alerte", True), ("contact", True), ("conseils", False)):
        yield step(
            lettre,
            here,
            f"consignes_patient.{name}",
            group="consignes_patient",
            asked=asked and not dead,
        )
    yield step(lettre, here, "volet_social", question="Suivi médico-social (ou « aucun »)", asked=not dead)


def other_steps(lettre: Lettre) -> Iterator[Step]:
    """Give the questions about the rest, reached by a jump only."""
    for series in _AUTRES:
        yield from series_steps(lettre, series, asked=False)
    for name in ("debit", "duree", "source", "prestataire"):
        opening = name == "debit"
        yield step(
            lettre,
            Section.AUTRES,
            f"oxygene.{name}",
            question=f"Oxygénothérapie : {name.replace('debit', 'débit (ou « aucun »)').replace('duree', 'durée')}",
            group="oxygene",
            composed=True,
            asked=False,
            absences=opening,
            list_path=FieldPath.parse("oxygene") if opening else None,
        )
