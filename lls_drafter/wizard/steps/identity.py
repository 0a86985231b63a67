"""Who: the patient, the médecin traitant, the referrer, the hospital."""

from collections.abc import Iterator

from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import MedecinTraitant, Patient, Sexe, StatutIns
from lls_drafter.letter.reponse import is_answered
from lls_drafter.letter.sejour import Situation
from lls_drafter.wizard.labels import label_of
from lls_drafter.wizard.steps.make import choices_of, step
from lls_drafter.wizard.steps.model import Choice, Context, Kind, Section, Step

_HERE = Section.IDENTITE
CONFIRMATION = "patient"


def identity_line(patient: Patient) -> str:
    """Give the patient's identity on one line, as shown for confirmation."""
    born = (
        f"né(e) le {format_date(patient.date_naissance)}" if patient.date_naissance else "date de naissance à compléter"
    )
    names = " ".join(patient.prenoms_naissance)
    used = f" (nom utilisé : {patient.nom_utilise})" if patient.nom_utilise else ""
    sex = label_of(patient.sexe) if patient.sexe else "sexe à compléter"
    return f"{patient.nom_naissance or '?'} {names}{used}, sexe {sex}, {born}"


def identity_steps(
    lettre: Lettre, context: Context, confirmed: frozenset[str], situations: frozenset[Situation]
) -> Iterator[Step]:
    """Give the questions of the identity; an identity that was there before must be confirmed first."""
    patient = lettre.patient or Patient()
    if context.confirm_identity:
        yield Step(
            id=CONFIRMATION,
            section=_HERE,
            path=FieldPath(("patient",)),
            kind=Kind.CONFIRM,
            question=f"{identity_line(patient)}. Est-ce le bon patient ? (o, n)",
            title="Identité du patient",
            help="« o » pour confirmer, « n » pour corriger. Un datamatrix INS scanné ici remplace l'identité.",
            answered=CONFIRMATION in confirmed,
        )
    secret = Situation.SECRET_IDENTITE in situations
    yield from _traits(lettre, patient, secret=secret)
    yield from _other_traits(lettre)
    yield from _doctors(lettre, situations)


def _traits(lettre: Lettre, patient: Patient, *, secret: bool) -> Iterator[Step]:
    """Give the traits that identify the patient; they may be typed on one line, or scanned."""
    common = {"group": "patient", "composed": True}
    yield step(
        lettre,
        _HERE,
        "patient.nom_naissance",
        kind=Kind.INS_NAME,
        question="Nom de naissance (ou datamatrix INS scanné)",
        help="En capitales, sans accent. En une ligne : nom ; prénoms ; sexe ; naissance ; lieu ; nom utilisé.",
        asked=not secret,
        **common,
    )
    yield step(
        lettre, _HERE, "patient.prenoms_naissance", kind=Kind.GIVEN_NAMES, absences=False, asked=not secret, **common
    )
    yield step(lettre, _HERE, "patient.sexe", choices=_sexes(), asked=not secret, **common)
    yield step(lettre, _HERE, "patient.date_naissance", past=True, asked=not secret, **common)
    yield step(
        lettre,
        _HERE,
        "patient.lieu_naissance",
        kind=Kind.PLACE,
        help="Commune ou pays, avec son code INSEE s'il est connu.",
        example="67482 STRASBOURG",
        asked=not secret,
        **common,
    )
    yield step(lettre, _HERE, "patient.nom_utilise", asked=False, **common)
    typed = tuple(choice for choice in choices_of(StatutIns) if choice.value is not StatutIns.QUALIFIEE)
    by_hand = patient.ins is None or patient.ins.statut is not StatutIns.QUALIFIEE
    yield step(
        lettre,
        _HERE,
        "patient.ins.statut",
        choices=typed,
        asked=False,
        answered=not by_hand or bool(patient.ins and patient.ins.statut),
    )


def _sexes() -> tuple[Choice, ...]:
    """Give the sexes by their official letters."""
    return tuple(Choice((member.value,), member, label_of(member)) for member in Sexe)


def _other_traits(lettre: Lettre) -> Iterator[Step]:
    """Give what completes the identity, never asked by itself."""
    for name in (
        "prenom_utilise", "ins.matricule", "ipp", "adresse", "telephone", "personne_confiance.nom",
        "personne_confiance.lien", "personne_confiance.telephone", "directives_anticipees",
    ):  # fmt: skip
        changes: dict[str, object] = {"asked": False}
        if name == "personne_confiance.nom":
            changes |= {
                "absences": True,
                "list_path": FieldPath.parse("patient.personne_confiance"),
                "title": "Personne de confiance",
            }
        yield step(lettre, _HERE, f"patient.{name}", **changes)


def _doctors(lettre: Lettre, situations: frozenset[Situation]) -> Iterator[Step]:
    """Give the questions about the médecin traitant and the referrer."""
    doctor = lettre.medecin_traitant or MedecinTraitant()
    asked = Situation.SECRET_IDENTITE not in situations
    yield step(
        lettre,
        _HERE,
        "medecin_traitant",
        kind=Kind.PRACTITIONER,
        question="Médecin traitant (nom, ou « aucun »)",
        help="« aucun » demande le motif. En une ligne : nom ; adresse ; téléphone ; MSSanté.",
        example="Dr Paul MEYER",
        group="medecin_traitant",
        composed=True,
        asked=asked,
        answered=bool(doctor.nom or doctor.aucun),
    )
    named = bool(doctor.nom)
    reachable = bool(doctor.adresse or doctor.telephone or doctor.mssante)
    for name in ("adresse", "telephone", "mssante", "rpps", "prenom", "fonction"):
        yield step(
            lettre,
            _HERE,
            f"medecin_traitant.{name}",
            question=f"Médecin traitant : {_lower(name)}",
            group="medecin_traitant",
            composed=True,
            asked=asked and named and name == "adresse" and not reachable,
        )
    yield step(
        lettre,
        _HERE,
        "medecin_traitant.aucun",
        title="Médecin traitant",
        question="Pourquoi le patient n'a-t-il pas de médecin traitant ?",
        help="Non déclaré, le patient n'en souhaite pas, patient étranger ou de passage, inconnu.",
        asked=False,
    )
    yield step(
        lettre,
        _HERE,
        "praticien_adresseur",
        kind=Kind.PRACTITIONER,
        question="Praticien adresseur (m : le médecin traitant, « aucun », ou son nom)",
        help="Qui a adressé le patient. « aucun » s'il est venu de lui-même.",
        absences=True,
        asked=asked,
        answered=is_answered(lettre.praticien_adresseur),
    )


def _lower(name: str) -> str:
    """Give the short name of a contact."""
    return {"telephone": "téléphone", "mssante": "adresse MSSanté", "rpps": "numéro RPPS", "prenom": "prénom"}.get(
        name, name
    )


def hospital_steps(lettre: Lettre) -> Iterator[Step]:
    """Give the questions about the hospital, asked only where the settings did not answer."""
    for name in ("nom", "service", "telephone"):
        yield step(
            lettre,
            _HERE,
            f"etablissement.{name}",
            question=f"Établissement : {_HOSPITAL[name]}",
            group="etablissement",
            composed=True,
        )
    for name in ("finess", "adresse"):
        yield step(lettre, _HERE, f"etablissement.{name}", asked=False)
    sector = "Établissement : secteur d'activité"
    yield step(lettre, _HERE, "etablissement.secteur", title=sector, question=sector, asked=False)


_HOSPITAL = {"nom": "nom", "service": "service", "telephone": "téléphone du service"}
