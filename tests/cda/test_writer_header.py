"""The header: who, for whom, when; never an identity that may not leave, never an hour nobody gave."""

import datetime as dt
import time

import pytest

from lls_drafter.cda.writer.document import CdaRequest, document_ids, write_level1
from lls_drafter.cda.writer.people import telecoms
from lls_drafter.cda.xml import Element, attributes_of, parse
from lls_drafter.errors import MissingForExportError
from lls_drafter.letter.identifiants import NatureIns
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import StatutIns
from lls_drafter.letter.sejour import Situation
from lls_drafter.session.sources import SeatZone
from tests.cda.letters import MOMENT, ROOT_OID, document, find
from tests.document.letters import composed, example


def changed(lettre: Lettre, **values: object) -> Lettre:
    """Give a letter with fields changed, `__` for a dot."""
    for name, value in values.items():
        lettre = FieldPath.parse(name.replace("__", ".")).replace(lettre, value)
    return lettre


def attributes(root: Element, path: str) -> list[dict[str, str]]:
    """Give the attributes of what an XPath finds."""
    return [attributes_of(one) for one in find(root, path)]


def test_header_gives_the_matricule_of_a_qualified_identity_only() -> None:
    """An INS number leaves with the status « qualifiée », and with no other."""
    qualified, validated = example("b"), changed(example("b"), patient__ins__statut=StatutIns.VALIDEE)

    assert ["160015121583108", "800100002"] == [
        one["extension"] for one in attributes(document(qualified), "//h:patientRole/h:id")
    ]
    assert ["800100002"] == [one["extension"] for one in attributes(document(validated), "//h:patientRole/h:id")]


@pytest.mark.parametrize(("fictive", "nature"), [(True, NatureIns.NIR), (True, NatureIns.NIA), (False, NatureIns.TEST)])
def test_header_never_mixes_test_and_real_identities(fictive: bool, nature: NatureIns) -> None:
    """A real number in a fictive letter, or a test number in a real one, is refused."""
    lettre = changed(example("b"), fictive=fictive, patient__ins__oid=nature.value)

    with pytest.raises(MissingForExportError, match="export CDA refusé : matricule INS"):
        document(lettre)


def test_header_refuses_a_death() -> None:
    """The model has no way of leaving for a death: the reason is given."""
    lettre = changed(example("b"), sejour__situations=(Situation.DECES,))

    with pytest.raises(MissingForExportError, match="pas de modalité de sortie pour un décès"):
        document(lettre)


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("patient__nom_naissance", "le nom de naissance du patient"),
        ("patient__sexe", "le sexe du patient"),
        ("patient__date_naissance", "la date de naissance du patient"),
        ("patient__lieu_naissance", "le code du lieu de naissance du patient"),
        ("etablissement__finess", "le numéro FINESS de l'établissement"),
        ("etablissement__secteur", "le secteur d'activité de l'établissement"),
        ("signataire__rpps", "le numéro RPPS du signataire"),
        ("sejour__date_entree", "la date d'entrée"),
        ("sejour__date_sortie", "la date de sortie"),
        ("motif_hospitalisation", "le motif de l'hospitalisation"),
        ("synthese_medicale", "la synthèse médicale du séjour"),
        ("identifiant", "identifiant"),
    ],
)
def test_header_names_the_item_that_the_model_demands(field: str, named: str) -> None:
    """What is missing is named, in one sentence, and nothing is made up in its place."""
    with pytest.raises(MissingForExportError, match=f"export CDA impossible : .*{named}"):
        document(changed(example("b"), **{field: None}))


def test_header_needs_one_identifier_of_the_patient() -> None:
    """Without a qualified identity nor the hospital's number, nobody could file the document."""
    lettre = changed(example("d"), etablissement__oid=None)

    with pytest.raises(MissingForExportError, match="aucun identifiant du patient"):
        document(lettre)


def test_header_leaves_the_end_of_a_day_stay_unknown_without_hours() -> None:
    """Two equal bounds are refused by the official checks, and an hour is never invented."""
    day = dt.date(2026, 4, 13)
    lettre = changed(
        example("b"),
        sejour__date_entree=day,
        sejour__date_sortie=day,
        sejour__heure_entree=None,
        sejour__heure_sortie=None,
    )
    root = document(lettre)

    assert [{"value": "20260413"}] == attributes(root, "//h:encompassingEncounter/h:effectiveTime/h:low")
    assert [{"nullFlavor": "UNK"}] == attributes(root, "//h:encompassingEncounter/h:effectiveTime/h:high")


def test_header_gives_each_hour_its_own_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stay that begins in winter and ends in summer has two offsets."""
    monkeypatch.setenv("TZ", "Europe/Paris")
    dt_zone = SeatZone()
    time.tzset()
    try:
        lettre = changed(example("b"), sejour__date_entree=dt.date(2026, 3, 2))
        words = composed(lettre)
        moment = dt.datetime(2026, 4, 18, 10, 20, tzinfo=dt_zone)
        data = write_level1(CdaRequest(lettre=lettre, words=words, moment=moment), lambda: b"%PDF-1.4")
    finally:
        monkeypatch.undo()
        time.tzset()
    root = parse(data, name="x.xml")

    assert [{"value": "20260302150000+0100"}] == attributes(root, "//h:serviceEvent/h:effectiveTime/h:low")
    assert [{"value": "20260418140000+0200"}] == attributes(root, "//h:serviceEvent/h:effectiveTime/h:high")


def test_header_of_a_new_version_names_the_one_that_it_replaces() -> None:
    """Same series, next number, and the id of the document that is replaced."""
    first = example("b")
    assert first.identifiant is not None
    second = changed(
        first,
        version=2,
        identifiant__lettre="11111111-2222-4333-8444-555555555555",
        versions_precedentes=({"version": 1, "lettre": first.identifiant.lettre},),
    )
    ids = document_ids(first, ROOT_OID)
    root = document(second)

    assert [{"root": ids.document}] == attributes(root, "//h:relatedDocument[@typeCode='RPLC']/h:parentDocument/h:id")
    assert [{"root": ids.serie}] == attributes(root, "h:setId")
    assert [{"value": "2"}] == attributes(root, "h:versionNumber")
    assert [{"root": ids.document}] != attributes(root, "h:id")


@pytest.mark.parametrize("racine", [None, "2.999.1.8"])
def test_header_numbers_documents_by_full_oids(racine: str | None) -> None:
    """Under the site's root when there is one, else under 2.25: never an extension."""
    (mark,) = attributes(document(example("b"), racine=racine), "h:id")

    assert {"root"} == set(mark)
    assert mark["root"].startswith(f"{racine or '2.25'}.")
    assert len(mark["root"]) <= 64


def test_header_leaves_out_a_doctor_whom_the_patient_refuses() -> None:
    """An opposition to the médecin traitant holds in the header too."""
    lettre = changed(example("b"), oppositions__medecin_traitant={"opposition": True})
    root = document(lettre)

    assert [] == find(root, "h:participant[h:functionCode/@code='PCP']")
    assert [] == find(root, "h:informationRecipient//h:family[.='GARNIER']")
    assert [] != find(document(example("b")), "h:participant[h:functionCode/@code='PCP']")


def test_header_writes_titles_as_the_value_sets_have_them() -> None:
    """« Dr » is the suffix DR, « Mme » the prefix MME: the words themselves are refused by the official checks."""
    root = document(example("b"))

    assert ["DR"] == [one.text for one in find(root, "h:legalAuthenticator//h:suffix")]
    assert [] == find(root, "h:legalAuthenticator//h:prefix")


@pytest.mark.parametrize(
    ("typed", "dialed"),
    [
        ("03 00 00 00 40", ["tel:0300000040"]),
        ("+33 3 00 00 00 40", ["tel:+33300000040"]),
        ("03.00.00.00.40", ["tel:0300000040"]),
        ("03 00 00 00 40 poste 12", []),
        ("03 00 00 00 40 ou 06 00 00 00 41", []),
        ("secrétariat", []),
        ("", []),
        (None, []),
    ],
)
def test_telecoms_give_what_is_one_number(typed: str | None, dialed: list[str]) -> None:
    """A machine must not dial two numbers glued together."""
    assert dialed == [one.get("value") for one in telecoms(typed)]


def test_header_marks_a_draft_in_its_title() -> None:
    """A draft says so where every reader looks first."""
    lettre = example("b").replace(statut=Statut.BROUILLON)
    words = composed(lettre, draft=True)
    data = write_level1(CdaRequest(lettre=lettre, words=words, moment=MOMENT), lambda: b"%PDF-1.4")

    assert ["BROUILLON – Lettre de liaison à la sortie de l'établissement de santé"] == [
        one.text for one in find(parse(data, name="x.xml"), "h:title")
    ]
