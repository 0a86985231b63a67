"""Who signs, how the letter reaches the patient and the doctors, and the discharge check-list."""

from collections.abc import Iterator
from dataclasses import replace

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Praticien, RoleDestinataire
from lls_drafter.letter.sejour import Situation
from lls_drafter.wizard.labels import label_of
from lls_drafter.wizard.steps.make import Series, series_steps, step
from lls_drafter.wizard.steps.model import Context, Kind, Section, Step
from lls_drafter.wizard.steps.stay import is_minor, lasts_over_a_day, situations_of

_HERE = Section.REMISE
CHECKLIST_ID = "liste_sortie"
END_ID = "fin"
_SENT_ALONG = frozenset({Situation.TRANSFERT, Situation.SMR, Situation.HAD, Situation.EHPAD})
_OTHER_HANDS = frozenset({Situation.PROTECTION_JURIDIQUE, Situation.TRANSFERT, Situation.SMR})

_NAMED_ELSEWHERE = frozenset({RoleDestinataire.PATIENT, RoleDestinataire.MEDECIN_TRAITANT})

_RECIPIENTS = Series(
    path="destinataires",
    section=_HERE,
    premier="Destinataire de la lettre (structure d'aval, correspondant…)",
    suivant="Autre destinataire (vide : fini)",
    asked="role nom",
    composed="structure mssante",
    optional="adresse telephone contenu accord_patient",
)
_SENDINGS = Series(
    path="envois",
    section=_HERE,
    premier="Envoi prévu : à qui (médecin traitant, ou un nom)",
    suivant="Autre envoi prévu (vide : fini)",
    asked="destinataire canal prevu",
)


def handover_steps(lettre: Lettre) -> Iterator[Step]:
    """Give the questions about the signature, the hand-over and the sendings."""
    situations = situations_of(lettre)
    dead = Situation.DECES in situations
    yield from _signatory(lettre)
    for name in ("mode", "par"):
        yield step(
            lettre,
            _HERE,
            f"remise_patient.prevue.{name}",
            question="Remise au patient prévue : comment ?"
            if name == "mode"
            else "Remise au patient prévue : par qui ?",
            group="remise_patient",
            composed=True,
            asked=not dead and name == "mode",
        )
    other_hands = is_minor(lettre) or bool(_OTHER_HANDS & situations)
    yield step(
        lettre, _HERE, "remise_patient.prevue.a", question="Remise prévue : à qui ?", asked=other_hands and not dead
    )
    yield from _recipients(lettre, asked=bool(_SENT_ALONG & situations) and not _is_sent_along(lettre))
    for made in series_steps(
        lettre, _SENDINGS, asked=not lettre.envois and Situation.SECRET_IDENTITE not in situations
    ):
        named = made.path.parts[-1] == "destinataire"
        yield replace(made, example=label_of(RoleDestinataire.MEDECIN_TRAITANT)) if named else made
    hidden = dead or Situation.SECRET_IDENTITE in situations
    yield step(
        lettre, _HERE, "information_dmp", question="Patient informé de l'alimentation du DMP ? (o, n)", asked=not hidden
    )
    yield step(
        lettre,
        _HERE,
        "visibilite.invisible_representants_legaux",
        question="Document invisible aux représentants légaux dans le DMP ? (o, n)",
        asked=is_minor(lettre) and not hidden,
    )
    for name in ("masque_ps", "invisible_patient"):
        yield step(lettre, _HERE, f"visibilite.{name}", asked=False)


def _recipients(lettre: Lettre, *, asked: bool) -> Iterator[Step]:
    """Give the questions about the recipients; the patient and the médecin traitant are named elsewhere."""
    known = {f"destinataires[{i}].nom" for i, one in enumerate(lettre.destinataires) if one.role in _NAMED_ELSEWHERE}
    for made in series_steps(lettre, _RECIPIENTS, asked=asked):
        yield replace(made, asked=made.asked and made.id not in known, insists=asked and made.appends)


def _is_sent_along(lettre: Lettre) -> bool:
    """Tell whether the structure that receives the patient receives the letter too."""
    return any(one.role is RoleDestinataire.STRUCTURE_AVAL for one in lettre.destinataires)


def _signatory(lettre: Lettre) -> Iterator[Step]:
    """Give the questions about who signs; the settings usually answered them."""
    who = lettre.signataire or Praticien()
    yield step(
        lettre,
        _HERE,
        "signataire",
        kind=Kind.PRACTITIONER,
        question="Médecin signataire",
        group="signataire",
        composed=True,
        answered=bool(who.nom),
    )
    for name in ("fonction", "telephone", "rpps", "prenom", "mssante"):
        yield step(
            lettre,
            _HERE,
            f"signataire.{name}",
            question=f"Signataire : {_NAMES[name]}",
            group="signataire",
            composed=True,
            asked=name in ("fonction", "telephone", "rpps"),
        )
    for name in ("redacteur", "medecin_responsable"):
        yield step(lettre, _HERE, name, kind=Kind.PRACTITIONER, asked=False)
        yield step(lettre, _HERE, f"{name}.fonction", question=f"{_WHO[name]} : fonction", asked=False)


_WHO = {"redacteur": "Rédacteur", "medecin_responsable": "Médecin ayant pris en charge le patient"}
_NAMES = {
    "fonction": "fonction",
    "telephone": "téléphone",
    "rpps": "numéro RPPS",
    "prenom": "prénom",
    "mssante": "adresse MSSanté",
}


def checklist_steps(lettre: Lettre, context: Context) -> Iterator[Step]:
    """Give the discharge check-list: one screen, the last, for stays of more than 24 hours."""
    if not context.liste:
        return
    ticked = lettre.listes[context.liste_id].reponses if context.liste_id in lettre.listes else {}
    keys = [item.demande.cle for item in context.liste if item.demande is not None]
    yield Step(
        id=CHECKLIST_ID,
        section=Section.LISTE,
        path=FieldPath(("listes", context.liste_id)),
        kind=Kind.CHECKLIST,
        question="Numéros et réponse (o, n, na), par exemple « 1-4o 10na » ; p : prendre ce qui est proposé",
        title="Liste de contrôle de sortie",
        help="De préférence avec le patient. Une réponse proposée n'est jamais cochée sans « p ». Vide : plus tard.",
        source="HAS, check-list de sortie d'hospitalisation supérieure à 24 heures, février 2015",
        example="1-4o 5n 10na",
        asked=lasts_over_a_day(lettre),
        answered=all(key in ticked and ticked[key].reponse is not None for key in keys),
    )


def end_step() -> Step:
    """Give the last place: what is missing, and the way out."""
    return Step(
        id=END_ID,
        section=Section.FIN,
        path=FieldPath(()),
        kind=Kind.END,
        question="Numéro de la question à reprendre, ou Entrée pour terminer",
        title="Relecture",
        help="La lettre reste un brouillon : « lls valider » la date et la fige.",
    )
