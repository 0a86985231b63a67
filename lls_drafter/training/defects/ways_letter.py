"""Ways of a ward to break one rule of the letter, by the rule's id: what its kind of check cannot tell."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import Praticien, Sexe
from lls_drafter.letter.remise import Canal
from lls_drafter.letter.reponse import AUCUN, Absence
from lls_drafter.letter.sejour import Sejour, Situation
from lls_drafter.letter.traitements import LigneTraitement
from lls_drafter.training.defects.model import Edits

Way = Callable[[Lettre], Iterator[Edits]]

_PRODUCTION = "1.2.250.1.213.1.4.8"
_DAY = timedelta(days=1)
_YEAR = timedelta(days=364)
_PATIENT_OF = re.compile(r"\b([Pp])atiente (?=âgée|de \d)")
_THIRD_PARTY = re.compile(r"(à la demande )d'un tiers")
_AMONG = ("synthese_medicale", "conclusion")


def born_in_another_century(lettre: Lettre) -> Iterator[Edits]:
    """Type the birth year a century later, or that of the stay."""
    born = lettre.patient.date_naissance if lettre.patient is not None else None
    left = lettre.sejour.date_sortie if lettre.sejour is not None else None
    if born is not None and left is not None:
        for year in (born.year + 100, left.year + 1):
            yield {"patient.date_naissance": f"{year}-{born:%m}-{min(born.day, 28):02}"}


def qualified_place(lettre: Lettre) -> Iterator[Edits]:
    """Forget the place of birth whole."""
    if lettre.patient is not None and lettre.patient.lieu_naissance is not None:
        yield {"patient.lieu_naissance": None}


def wrong_key(lettre: Lettre) -> Iterator[Edits]:
    """Copy the number by hand: two figures change places, under the identifier of real identities."""
    number = lettre.patient.ins.matricule if lettre.patient is not None and lettre.patient.ins is not None else None
    for index in range(2, len(number or "") - 3):
        if number is not None and number[index] != number[index + 1] and number[index : index + 2].isdigit():
            swapped = number[:index] + number[index + 1] + number[index] + number[index + 2 :]
            yield {"patient.ins.matricule": swapped, "patient.ins.oid": _PRODUCTION}
            return


def antedated(lettre: Lettre) -> Iterator[Edits]:
    """Write the discharge day on a letter validated the day after."""
    if lettre.validation is not None and lettre.date_lettre is not None:
        yield {"validation.le": lettre.validation.le + _DAY}
        yield {"date_lettre": lettre.date_lettre - _DAY}


def late(lettre: Lettre) -> Iterator[Edits]:
    """Validate the letter some days after the discharge."""
    yield from (_validated(lettre, days) for days in (3, 9) if lettre.validation is not None)


def early(lettre: Lettre) -> Iterator[Edits]:
    """Validate the letter the day before the discharge."""
    if lettre.validation is not None:
        yield _validated(lettre, -1)


def _validated(lettre: Lettre, days: int) -> Edits:
    """Move the validation and the date that it sets."""
    assert lettre.validation is not None  # noqa: S101 - the callers looked
    moment: datetime = lettre.validation.le + days * _DAY
    return {"validation.le": moment, "date_lettre": moment.date()}


def unvalidated(lettre: Lettre) -> Iterator[Edits]:
    """Leave the letter a draft on the seat."""
    if lettre.version == 1:
        yield {"statut": "brouillon", "validation": None, "date_lettre": None}


def destination(lettre: Lettre) -> Iterator[Edits]:
    """Keep the destination, or the mode, of another plan."""
    sejour = lettre.sejour or Sejour()
    mode = (sejour.modalite_sortie.libelle if sejour.modalite_sortie is not None else "") or ""
    if "domicile" in mode.lower():
        yield {"sejour.destination_sortie": "SMR Les Tilleuls, Valmont"}
    else:
        yield {"sejour.modalite_sortie": {"code": "160849004", "libelle": "retour au domicile"}}


def intern_alone(lettre: Lettre) -> Iterator[Edits]:
    """Let an intern sign without any senior."""
    if lettre.signataire is not None:
        yield {
            "signataire.fonction": "interne",
            "medecin_responsable": None,
            **({"validation.par_delegation_de": None} if lettre.validation is not None else {}),
        }


def nameless_referrer(lettre: Lettre) -> Iterator[Edits]:
    """Say that somebody referred the patient, without a name."""
    del lettre
    yield {"praticien_adresseur": {"fonction": "médecin de garde", "telephone": "03 00 00 00 15"}}


def unreachable_referrer(lettre: Lettre) -> Iterator[Edits]:
    """Name a referrer without any way to reach them."""
    if not isinstance(lettre.praticien_adresseur, Praticien):
        yield {"praticien_adresseur": {"civilite": "Dr", "nom": "BERTIN", "fonction": "médecin de garde"}}


def negative_unsearched(lettre: Lettre) -> Iterator[Edits]:
    """Announce a negative result that nobody searched for."""
    if lettre.micro_organismes is not None:
        yield {"micro_organismes.recherche": "non_faite", "micro_organismes.resultat": "aucun"}


def searched_unsaid(lettre: Lettre) -> Iterator[Edits]:
    """Say that the search was made, and stop there."""
    if lettre.micro_organismes is not None:
        yield {"micro_organismes.recherche": "faite", "micro_organismes.resultat": None}


def _named_nothing(address: str, entry: Mapping[str, Any]) -> Way:
    """Give the way that says « oui » to a mention answered by « aucun », without saying what."""

    def way(lettre: Lettre) -> Iterator[Edits]:
        if getattr(lettre, address) is AUCUN:
            sejour = lettre.sejour or Sejour()
            dated = {"date": sejour.date_entree} if address != "resultats_attendus" else {}
            yield {address: [{**entry, **dated}]}

    return way


def no_hand_over(lettre: Lettre) -> Iterator[Edits]:
    """Forget the hand-over whole."""
    if lettre.remise_patient is not None:
        yield {"remise_patient": None}


def hand_over_unrecorded(lettre: Lettre) -> Iterator[Edits]:
    """Hand the letter over and leave no trace of it, or not of who did."""
    if lettre.remise_patient is not None and lettre.remise_patient.faite is not None:
        yield {"remise_patient.faite": None}
        yield {"remise_patient.faite.par": None}


def impossible_unexplained(lettre: Lettre) -> Iterator[Edits]:
    """Record that the hand-over was impossible, without saying why."""
    act = lettre.remise_patient.faite if lettre.remise_patient is not None else None
    if act is not None:
        yield {"remise_patient.faite": {"issue": "impossible", "date": act.date, "par": act.par}}


def invisible_and_sent(lettre: Lettre) -> Iterator[Edits]:
    """Hide the letter from the patient, who is sent it."""
    del lettre
    yield {"visibilite.invisible_patient": True}
    yield {"visibilite.invisible_patient": True, "remise_patient.prevue.mode": "les_deux"}


def invisible_and_handed(lettre: Lettre) -> Iterator[Edits]:
    """Hide the letter from the patient, who leaves with it; nothing is sent to them."""
    sent = [
        index
        for index, one in enumerate(lettre.envois)
        if one.canal is Canal.MSSANTE_CITOYENNE or "patient" in (one.destinataire or "").lower()
    ]
    yield {"visibilite.invisible_patient": True, **{f"envois[{index}]": None for index in reversed(sent)}}


def opposed(lettre: Lettre) -> Iterator[Edits]:
    """Record an opposition to a channel that is used all the same."""
    channels = {one.canal for one in lettre.envois}
    for canal, name in (
        (Canal.DMP, "dmp"),
        (Canal.MSSANTE_CITOYENNE, "mssante_patient"),
        (Canal.MSSANTE, "mssante_ps"),
    ):
        if canal in channels:
            yield {f"oppositions.{name}.opposition": True}


def other_gender(lettre: Lettre) -> Iterator[Edits]:
    """Keep a sentence about somebody of the other sex."""
    sexe = lettre.patient.sexe if lettre.patient is not None else None
    text = lettre.synthese_medicale or ""
    if sexe is Sexe.F and _PATIENT_OF.search(text):
        yield {"synthese_medicale": _PATIENT_OF.sub(lambda match: f"{match[1]}atient ", text, count=1)}
    added = {Sexe.F: "Ce patient est sorti avec son ordonnance.", Sexe.M: "La patiente est sortie avec son ordonnance."}
    if sexe in added:
        yield from _added(lettre, added[sexe])


def other_name(lettre: Lettre) -> Iterator[Edits]:
    """Keep the name of another patient."""
    yield from _added(lettre, "Monsieur LEFEBVRE a bien toléré le traitement.")
    yield from _added(lettre, "Madame VASSEUR a été revue par l'équipe mobile.")


def other_stay(lettre: Lettre) -> Iterator[Edits]:
    """Keep the dates of another stay, a year before."""
    sejour = lettre.sejour
    if sejour is not None and sejour.date_entree is not None and sejour.date_sortie is not None:
        came, left = sejour.date_entree - _YEAR, sejour.date_sortie - _YEAR
        said = f"Hospitalisation du {format_date(came)} au {format_date(left)}."
        yield from ({name: f"{said} {text}"} for name in _AMONG if (text := getattr(lettre, name)))


def _added(lettre: Lettre, sentence: str) -> Iterator[Edits]:
    """Add a sentence at the end of one of the long texts."""
    for name in ("synthese_medicale", "etat_sortie"):
        text = getattr(lettre, name)
        if text:
            yield {name: f"{text} {sentence}"}


def third_party(lettre: Lettre) -> Iterator[Edits]:
    """Name the third party."""
    for name in (*_AMONG, "motif_hospitalisation"):
        text = getattr(lettre, name) or ""
        if _THIRD_PARTY.search(text):
            yield {name: _THIRD_PARTY.sub(r"\1de sa sœur", text, count=1)}
    if lettre.synthese_medicale:
        yield {"synthese_medicale": f"{lettre.synthese_medicale} Soins demandés à la demande de sa sœur."}


def dated_for_prisoner(lettre: Lettre) -> Iterator[Edits]:
    """Give a detained patient the day and hour of an appointment."""
    left = lettre.sejour.date_sortie if lettre.sejour is not None else None
    if isinstance(lettre.suites_a_donner, Absence) or left is None:
        return
    for index, _ in enumerate(lettre.suites_a_donner):
        yield {f"suites_a_donner[{index}].quand": f"le {format_date(left + 21 * _DAY)} à 10 h"}


def child_of_mother(lettre: Lettre) -> Iterator[Edits]:
    """Declare the newborn in its mother's letter."""
    declared = lettre.sejour.situations if lettre.sejour is not None else ()
    if isinstance(declared, tuple) and {Situation.GROSSESSE, Situation.ALLAITEMENT} & set(declared):
        yield {"sejour.situations": [*(one.value for one in declared), Situation.NOUVEAU_NE.value]}


def sent_to(destinataire: str, canal: str) -> Way:
    """Give the way that plans one more sending."""

    def way(lettre: Lettre) -> Iterator[Edits]:
        address = f"envois[{len(lettre.envois)}]"
        yield {address: {"destinataire": destinataire, "canal": canal, "prevu": "le jour de la sortie"}}

    return way


def home_list_forgotten(lettre: Lettre) -> Iterator[Edits]:
    """Give the discharge treatment alone, as if nothing had been taken before."""
    rows = [_discharge_only(row) for row in lettre.volet_medicamenteux if row.sortie is not None]
    yield {"bilan_medicamenteux.entree": None, "volet_medicamenteux": rows}


def _discharge_only(row: LigneTraitement) -> object:
    """Give the data of a row without what was before; its reason goes with it."""
    data = row.model_dump(mode="json", exclude_defaults=True)
    data.pop("avant", None)
    if row.devenir is not None:
        data["devenir"] = "ajoute"
    return data


def discharge_list_forgotten(lettre: Lettre) -> Iterator[Edits]:
    """Give the home treatment alone: the prescription is in an envelope."""
    if not any(row.sortie is not None for row in lettre.volet_medicamenteux):
        yield {"bilan_medicamenteux.sortie": None}
        return
    stopped = [
        row.model_dump(mode="json", exclude_defaults=True) for row in lettre.volet_medicamenteux if row.sortie is None
    ]
    yield {"bilan_medicamenteux.sortie": None, "volet_medicamenteux": stopped}


WAYS: Mapping[str, tuple[Way, ...]] = {
    "QLS-01": (unvalidated,),
    "QLS-02": (late,),
    "QLS-03": (hand_over_unrecorded,),
    "QLS-05": (qualified_place,),
    "REG-ID-NAISSANCE-ORDRE": (born_in_another_century,),
    "REG-ID-LIEU": (qualified_place,),
    "REG-ID-LIEU-QUALIFIEE": (qualified_place,),
    "REG-ID-CLE": (wrong_key,),
    "REG-DATE-LETTRE": (antedated,),
    "REG-DATE-TARDIVE": (late,),
    "REG-DATE-FUTURE": (early,),
    "REG-MODE-DESTINATION": (destination,),
    "REG-SIGN-DELEGATION": (intern_alone,),
    "REG-ADRESSEUR-IDENTITE": (nameless_referrer,),
    "REG-ADRESSEUR-CONTACT": (unreachable_referrer,),
    "REG-EI-DETAIL": (
        _named_nothing("evenements_indesirables", {"conduite": "surveillance", "patient_informe": True}),
    ),
    "REG-BMR-RESULTAT": (searched_unsaid,),
    "REG-BMR-CONTRADICTION": (negative_unsearched,),
    "REG-PSL-DETAIL": (_named_nothing("produits_sanguins", {"quantite": "2 unités", "accident": "aucun"}),),
    "REG-MDS-DETAIL": (
        _named_nothing("derives_du_sang", {"quantite": "100 mL", "lot": "P84012", "evenement": "aucun"}),
    ),
    "REG-MDS-LOT": (
        _named_nothing("derives_du_sang", {"type": "albumine 20 %", "quantite": "100 mL", "evenement": "aucun"}),
    ),
    "REG-DMI-DETAIL": (_named_nothing("dispositifs_implantables", {"lot": "25-0417", "carte_remise": True}),),
    "REG-DMI-LOT": (
        _named_nothing("dispositifs_implantables", {"denomination": "chambre implantable", "carte_remise": True}),
    ),
    "REG-ATTENTE-DETAIL": (
        _named_nothing("resultats_attendus", {"responsable": "le service", "patient_informe": True}),
    ),
    "REG-REMISE-PREVUE": (no_hand_over,),
    "REG-REMISE-IMPOSSIBLE": (impossible_unexplained,),
    "REG-OPPOSITION": (opposed,),
    "REG-VIS-INVISIBLE": (invisible_and_sent,),
    "REG-VIS-REMISE": (invisible_and_handed,),
    "REG-COPIE-SEXE": (other_gender,),
    "REG-COPIE-NOM": (other_name,),
    "REG-COPIE-DATE": (other_stay,),
    "REG-DECES": (sent_to("patient", "dmp"),),
    "REG-DETENU": (dated_for_prisoner,),
    "REG-SSC-TIERS": (third_party,),
    "REG-NOUVEAU-NE": (child_of_mother,),
    "REG-SECRET": (sent_to("patient", "dmp"),),
    "REG-SECRET-MT": (sent_to("medecin_traitant", "mssante"),),
    "MED-ENTREE": (home_list_forgotten,),
    "MED-SORTIE": (discharge_list_forgotten,),
}
"""The ways of each rule; those of the six-column table are in `ways_drugs`."""
