"""Letters for the tests of CDA documents: any letter made exportable, and documents written as the product does."""

import datetime as dt
from typing import cast

from lls_drafter.cda.writer.document import CdaRequest, write_level3
from lls_drafter.cda.xml import PREFIXES, Element, parse
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import Etablissement, Patient, Praticien
from lls_drafter.letter.reponse import NON_RENSEIGNE, value_of
from lls_drafter.letter.sejour import Modalite, Sejour, Situation
from lls_drafter.letter.text import is_blank
from tests.document.letters import composed, example

MOMENT = dt.datetime(2026, 4, 18, 10, 20, tzinfo=dt.timezone(dt.timedelta(hours=2)))
ROOT_OID = "2.999.1.8"


def exportable(lettre: Lettre) -> Lettre:
    """Give a letter with what a document's header demands, everything else as it is."""
    model = example("b")
    assert model.patient is not None
    assert model.etablissement is not None
    assert model.signataire is not None
    assert model.sejour is not None
    patient, house, sejour = (
        lettre.patient or Patient(),
        lettre.etablissement or Etablissement(),
        lettre.sejour or Sejour(),
    )
    situations = value_of(sejour.situations)
    alive = NON_RENSEIGNE if situations is not None and Situation.DECES in situations else sejour.situations
    traits = ("nom_naissance", "prenoms_naissance", "sexe", "date_naissance", "lieu_naissance", "ins", "ipp")
    return lettre.replace(
        fictive=True,
        identifiant=model.identifiant,
        patient=patient.replace(**{name: getattr(model.patient, name) for name in traits}),
        etablissement=house.replace(finess="990000010", oid="2.999.990000010", secteur="SA01"),
        signataire=_signing(lettre.signataire or Praticien()),
        redacteur=lettre.redacteur if lettre.redacteur is not None and lettre.redacteur.nom else None,
        sejour=sejour.replace(
            date_entree=sejour.date_entree or model.sejour.date_entree,
            date_sortie=sejour.date_sortie or model.sejour.date_sortie,
            modalite_entree=_way(sejour.modalite_entree, model.sejour.modalite_entree),
            modalite_sortie=_way(sejour.modalite_sortie, model.sejour.modalite_sortie),
            situations=alive,
        ),
        motif_hospitalisation=_filled(lettre.motif_hospitalisation, "Chute"),
        synthese_medicale=_filled(lettre.synthese_medicale, "Suites simples."),
        versions_precedentes=tuple(one.replace(lettre=one.lettre or "v") for one in lettre.versions_precedentes),
        version=lettre.version if lettre.versions_precedentes else 1,
    )


def _way(way: Modalite | None, other: Modalite | None) -> Modalite | None:
    """Give a way of coming or leaving, another one when it says nothing."""
    return other if way is None or is_blank(way.libelle or way.code or "") else way


def _signing(person: Praticien) -> Praticien:
    """Give a signatory with a name and a number."""
    return person.replace(nom=_filled(person.nom, "KELLER"), rpps="99900000003")


def _filled(text: str | None, other: str) -> str:
    """Give a text, another one when it says nothing."""
    return other if text is None or is_blank(text) else text


def document(lettre: Lettre, *, racine: str | None = ROOT_OID) -> Element:
    """Write a letter's structured document and read it back."""
    return parse(written(lettre, racine=racine), name="lettre.xml")


def written(lettre: Lettre, *, racine: str | None = ROOT_OID) -> bytes:
    """Write a letter's structured document."""
    return write_level3(CdaRequest(lettre=lettre, words=composed(lettre), moment=moment_of(lettre), racine=racine))


def moment_of(lettre: Lettre) -> dt.datetime:
    """Give when a letter's document is made: its validation, in summer time; else noon of the day of discharge."""
    if lettre.validation is not None:
        return lettre.validation.le.replace(tzinfo=MOMENT.tzinfo)
    left = lettre.sejour.date_sortie if lettre.sejour is not None else None
    return dt.datetime.combine(left, dt.time(12), MOMENT.tzinfo) if left is not None else MOMENT


def find(root: Element, path: str) -> list[Element]:
    """Give the elements that an XPath finds, `h:` being HL7."""
    found = root.xpath(path, namespaces=dict(PREFIXES))
    assert isinstance(found, list)
    return cast("list[Element]", found)
