"""Imports into a letter: the right patient, nothing overwritten, no negative made up, every value with its origin."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from lls_drafter.errors import UsageError
from lls_drafter.letter.lettre import Identifiant, Lettre, Modele
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import AbsenceMedecinTraitant, Etablissement, MedecinTraitant, Praticien, StatutIns
from lls_drafter.letter.remise import Provenance
from lls_drafter.letter.reponse import AUCUN, INCONNU, NON_RENSEIGNE
from lls_drafter.letter.sejour import Sejour
from lls_drafter.letter.synthese import Allergie, Rubrique
from lls_drafter.letter.traitements import BilanMedicamenteux, Devenir, EtatListe, ReponseListe, Reprise
from lls_drafter.session.drugs import DrugDesk
from lls_drafter.session.import_model import NonPlace, Origine, Proposition, Source
from lls_drafter.session.import_patient import differing_traits
from lls_drafter.session.importing import Demande, propose_import
from tests.document.letters import example

NOW = dt.datetime(2026, 6, 2, 15, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))
NEW = Lettre(identifiant=Identifiant(lettre="neuve", serie="neuve"), modele=Modele(id="mco_standard"), fictive=True)


def source(lettre: Lettre | None = None, **changes: Any) -> Source:  # noqa: ANN401 - any attribute of a source
    """Give the first shipped letter, or another one, as a former letter."""
    made = Source(
        origine=Origine.LETTRE,
        lettre=lettre or example("a"),
        detail="ancienne",
        nom="lettre de liaison du 10/03/2026",
        date=dt.date(2026, 3, 10),
        fictive=True,
    )
    return replace(made, **changes)


def imported(lettre: Lettre = NEW, found: Source | None = None, **changes: Any) -> Proposition:  # noqa: ANN401 - any attribute of a demand
    """Import a source into a letter."""
    return propose_import(lettre, found or source(), replace(Demande(maintenant=NOW), **changes))


def with_field(lettre: Lettre, address: str, value: object) -> Lettre:
    """Give a letter with one more answer."""
    return FieldPath.parse(address).replace(lettre, value)


def test_discharge_table_becomes_the_home_treatment() -> None:
    """What was taken after the former discharge is the home list, its fates open, its source said."""
    lettre = imported().lettre
    names = [row.avant.medicament.libelle for row in lettre.volet_medicamenteux if row.avant and row.avant.medicament]
    former = [
        row.sortie.medicament.libelle
        for row in example("a").volet_medicamenteux
        if row.sortie and row.sortie.medicament and not (row.sortie.duree and row.sortie.duree.fin_incluse)
    ]
    lists = lettre.bilan_medicamenteux

    assert former == names
    assert {(None, None)} == {(row.devenir, row.sortie) for row in lettre.volet_medicamenteux}
    assert lists == BilanMedicamenteux(
        entree=EtatListe(reponse=ReponseListe.LISTE, sources=("lettre de liaison du 10/03/2026",))
    )


def test_nothing_of_the_former_stay_is_carried() -> None:
    """Dates, reason, summary, acts, follow-up, hand-over, signatory, person of trust stay with the former letter."""
    lettre = imported().lettre
    answered = {name for name in Lettre.model_fields if getattr(lettre, name) != Lettre.model_fields[name].default}

    assert {
        "fictive", "identifiant", "modele", "patient", "medecin_traitant", "antecedents", "allergies",
        "bilan_medicamenteux", "volet_medicamenteux", "provenance",
    } == answered  # fmt: skip
    assert lettre.patient is not None
    assert (NON_RENSEIGNE, NON_RENSEIGNE) == (lettre.patient.personne_confiance, lettre.patient.directives_anticipees)


def test_stopped_drug_is_told_not_taken() -> None:
    """A drug stopped at the former discharge is told by name, and is in no row."""
    told = [one.texte for one in imported().restes if "arrêté" in one.raison]

    assert ["metformine", "ibuprofène"] == [text.split(" ")[0] for text in told]


def test_stopped_drug_with_two_sides_is_not_at_home() -> None:
    """« Arrêté » is what counts, though a row that says two things has a discharge side."""
    row = example("a").volet_medicamenteux[0].replace(devenir=Devenir.ARRETE)

    assert () == imported(found=source(example("a").replace(volet_medicamenteux=(row,)))).lettre.volet_medicamenteux


def test_suspended_drug_waits_for_a_person() -> None:
    """A suspended drug is neither at home nor forgotten: it waits as a line to accept."""
    row = example("a").volet_medicamenteux[1]
    suspended = row.replace(devenir=Devenir.ARRETE, suspendu=True, sortie=None, reprise=Reprise(quand="à J7"))
    proposed = imported(found=source(example("a").replace(volet_medicamenteux=(suspended,))))

    assert () == proposed.lettre.volet_medicamenteux
    assert [("bilan_medicamenteux.entree", "bisoprolol 2,5 mg, comprimé ; 1 comprimé le matin")] == [
        (one.champ, one.texte) for one in proposed.a_confirmer
    ]


@pytest.mark.parametrize(
    ("entree", "waits"), [(None, True), (dt.date(2026, 3, 12), False), (dt.date(2026, 6, 1), False)]
)
def test_treatment_that_ended_is_not_at_home(entree: dt.date | None, *, waits: bool) -> None:
    """A treatment over before the stay is not at home; while the day of entry is not known, a person is asked."""
    lettre = NEW if entree is None else NEW.replace(sejour=Sejour(date_entree=entree))
    proposed = imported(lettre)
    at_home = [
        row.avant.medicament.libelle
        for row in proposed.lettre.volet_medicamenteux
        if row.avant and row.avant.medicament
    ]
    zopiclone = example("a").volet_medicamenteux[8].sortie
    assert zopiclone is not None
    assert zopiclone.duree is not None
    assert zopiclone.duree.fin_incluse is not None
    is_over = entree is not None and zopiclone.duree.fin_incluse < entree

    assert waits is any("zopiclone" in one.texte for one in proposed.a_confirmer)
    assert (not waits and not is_over) is any("zopiclone" in (name or "") for name in at_home)


@pytest.mark.parametrize(
    ("address", "value", "waiting"),
    [
        ("allergies", AUCUN, ["allergies"]),
        ("antecedents", AUCUN, ["antecedents"]),
        ("medecin_traitant", MedecinTraitant(aucun=AbsenceMedecinTraitant.NON_DECLARE), ["medecin_traitant"]),
        ("allergies", INCONNU, []),
        ("medecin_traitant", MedecinTraitant(aucun=AbsenceMedecinTraitant.INCONNU), []),
    ],
)
def test_former_negative_is_never_written(address: str, value: object, waiting: list[str]) -> None:
    """A former « aucun » waits for a person with its text; a former « inconnu » is asked again; neither is answered."""
    former = with_field(example("a").replace(volet_medicamenteux=()), address, value)
    proposed = imported(found=source(former))

    assert FieldPath.parse(address).read(proposed.lettre) in {NON_RENSEIGNE, None}
    assert waiting == [one.champ for one in proposed.a_confirmer]
    assert not {"aucun"} ^ {one.texte for one in proposed.a_confirmer} or not waiting


def test_empty_discharge_list_is_asked() -> None:
    """« No treatment at discharge » then is not « no treatment at home » now: it is asked."""
    former = example("a").replace(
        volet_medicamenteux=(), bilan_medicamenteux=BilanMedicamenteux(sortie=EtatListe(reponse=ReponseListe.AUCUN))
    )
    proposed = imported(found=source(former))

    assert proposed.lettre.bilan_medicamenteux is None
    assert ["aucun"] == [one.texte for one in proposed.a_confirmer]


def test_answered_field_is_never_overwritten() -> None:
    """An answer that differs stays, and is shown with what the source says."""
    mine = with_field(NEW, "allergies", (Allergie(substance="pénicilline"),))
    proposed = imported(mine)

    assert mine.allergies == proposed.lettre.allergies
    assert ["allergies"] == [one.adresse for one in proposed.laisses]


def test_named_field_gives_way() -> None:
    """An answer named by its address, or by that of what holds it, gives way; no other does."""
    mine = with_field(with_field(NEW, "patient.adresse", "ailleurs"), "patient.telephone", "0")
    proposed = imported(mine, remplacer=frozenset({"patient.adresse"}))
    assert proposed.lettre.patient is not None

    assert ("14 rue des Tilleuls, 99000 Valmont", "0") == (
        proposed.lettre.patient.adresse,
        proposed.lettre.patient.telephone,
    )


@pytest.mark.parametrize("address", ["volet_medicamenteux", "bilan_medicamenteux.entree", "patient.n_importe", "a b"])
def test_table_and_unknown_fields_are_not_replaced(address: str) -> None:
    """The table of drugs is never replaced as a whole, nor a field that does not exist."""
    with pytest.raises(UsageError, match="--remplacer"):
        imported(remplacer=frozenset({address}))


def test_home_list_of_the_letter_stays() -> None:
    """A letter that has a home list keeps it; drugs that only the source has are shown, and none is added."""
    mine = imported().lettre
    shorter = mine.replace(volet_medicamenteux=mine.volet_medicamenteux[:3])
    proposed = imported(shorter)

    assert shorter.volet_medicamenteux == proposed.lettre.volet_medicamenteux
    assert len(mine.volet_medicamenteux) - 3 == len(proposed.laisses)


def test_import_twice_changes_nothing() -> None:
    """The same source again changes nothing."""
    once = imported().lettre

    assert once == imported(once).lettre


def test_every_value_says_where_it_comes_from() -> None:
    """Each value that is written has its provenance: kind of source, moment, document."""
    proposed = imported()
    written = {one.adresse for one in proposed.repris}
    known = {address.removesuffix(".avant") for address in proposed.lettre.provenance}

    assert written == known
    assert {Provenance(source="lettre", le=NOW, detail="ancienne")} == set(proposed.lettre.provenance.values())


def test_ins_comes_without_its_status() -> None:
    """A matricule comes as a provisional identity, which never leaves; the same number that is qualified here stays."""
    known = imported().lettre
    assert known.patient is not None
    assert known.patient.ins is not None
    qualified = with_field(known, "patient.ins.statut", StatutIns.QUALIFIEE)
    again = imported(qualified).lettre

    assert StatutIns.PROVISOIRE is known.patient.ins.statut
    assert qualified == again


def test_number_of_another_hospital_is_not_taken() -> None:
    """The hospital's number of the patient comes from the same hospital only."""
    houses = [Etablissement(oid="2.999.1"), Etablissement(oid="2.999.2")]
    found = source(racine_ipp="2.999.1")
    taken = [imported(NEW.replace(etablissement=house), found).lettre.patient for house in houses]

    assert ["800100001", None] == [one.ipp for one in taken if one is not None]


def test_same_doctor_is_completed_another_one_is_left() -> None:
    """What the letter's médecin traitant lacks is completed by the same doctor's, never by another's."""
    same = MedecinTraitant(nom="Lambert", telephone="06")
    other = MedecinTraitant(nom="MARTIN")
    doctors = [imported(NEW.replace(medecin_traitant=one)).lettre.medecin_traitant for one in (same, other)]

    assert ("06", "99900000037") == (getattr(doctors[0], "telephone", ""), getattr(doctors[0], "rpps", ""))
    assert other == doctors[1]


@pytest.mark.parametrize(
    ("address", "value", "trait"),
    [
        ("patient.nom_naissance", "DUPONT", "nom de naissance"),
        ("patient.prenoms_naissance", ("LOUISE",), "prénoms"),
        ("patient.sexe", "M", "sexe"),
        ("patient.date_naissance", dt.date(1936, 6, 22), "date de naissance"),
        ("patient.lieu_naissance.code", "75056", "lieu de naissance"),
        ("patient.ins.matricule", "236066322083657", "matricule INS"),
    ],
)
def test_another_patient_is_refused(address: str, value: object, trait: str) -> None:
    """A source whose trait differs is refused; the trait is named, never its value."""
    known = imported().lettre
    mine = FieldPath.parse(address).replace(
        known, type(FieldPath.parse(address).read(known))(value) if address.endswith("sexe") else value
    )

    with pytest.raises(UsageError, match=trait) as caught:
        imported(mine)

    assert not {"TCHITCHI", "CATARINA", "DUPONT", "236066322083656"} & set(
        caught.value.message.replace(",", " ").split()
    )


def test_patient_that_cannot_be_told_is_refused() -> None:
    """A source without name and birth date is not taken for the letter's patient."""
    nameless = with_field(example("a"), "patient.date_naissance", None)
    nameless = with_field(nameless, "patient.ins", None)

    with pytest.raises(UsageError, match="rien ne dit"):
        imported(imported().lettre, source(nameless))


@pytest.mark.parametrize("given", [("CATARINA",), ("CATARINA", "BELLA", "ROSA")])
def test_more_or_fewer_given_names_are_the_same_person(given: tuple[str, ...]) -> None:
    """One list of given names that begins as the other is the same person's."""
    patient = example("a").patient
    assert patient is not None

    assert () == differing_traits(patient, patient.replace(prenoms_naissance=given))


@pytest.mark.parametrize(("ours", "theirs"), [(True, False), (False, True)])
def test_examples_and_real_letters_never_mix(*, ours: bool, theirs: bool) -> None:
    """An example never enters a real letter, nor a real one an example."""
    with pytest.raises(UsageError, match="import refusé"):
        imported(NEW.replace(fictive=ours), source(fictive=theirs))


def test_letter_begun_from_an_example_is_one() -> None:
    """A letter that an example or a test identity begins is marked as fictional, and it is told."""
    proposed = imported(NEW.replace(fictive=False), nouvelle=True)

    assert proposed.lettre.fictive
    assert any("fictive" in one for one in proposed.avis)


def test_whole_import_takes_all_but_the_life_of_the_document() -> None:
    """`tout` brings every answer, negatives included, but no date, validation, act, check-list nor id."""
    former = example("a")
    lettre = imported(tout=True).lettre
    for name in ("antecedents", "produits_sanguins", "synthese_medicale", "suites_a_donner", "sejour", "signataire"):
        assert getattr(former, name) == getattr(lettre, name)
    assert lettre.remise_patient is not None
    assert former.remise_patient is not None

    assert (None, None, {}, NEW.identifiant) == (
        lettre.date_lettre,
        lettre.validation,
        lettre.listes,
        lettre.identifiant,
    )
    assert (former.remise_patient.prevue, None) == (lettre.remise_patient.prevue, lettre.remise_patient.faite)
    assert all(one.fait is None for one in lettre.envois)


def test_whole_import_says_which_negatives_are_to_be_confirmed() -> None:
    """A negative that a whole import writes says in its provenance that it is to be confirmed."""
    known = imported(tout=True).lettre.provenance

    assert "ancienne ; négation à confirmer" == known["produits_sanguins"].detail
    assert "ancienne" == known["synthese_medicale"].detail


def test_whole_import_keeps_words_without_field() -> None:
    """What had no field comes as a free section, under the title that it had: it prints."""
    reste = NonPlace(section="Signes vitaux", nature="texte", raison="…", texte="Poids 58 kg")

    assert {"repris_1": Rubrique(titre="Signes vitaux", texte="Poids 58 kg")} == imported(
        found=source(restes=(reste,)), tout=True
    ).lettre.rubriques


def test_whole_import_into_a_new_letter_wins_over_the_settings() -> None:
    """What the settings gave to a letter just begun is nobody's answer: the document's own comes; typed ones stay."""
    begun = NEW.replace(signataire=Praticien(nom="POSTE"), provenance={"signataire": Provenance(source="reglages")})
    results = [imported(begun, tout=True, nouvelle=nouvelle).lettre.signataire for nouvelle in (True, False)]

    assert ["KELLER", "POSTE"] == [one.nom for one in results if one is not None]


def test_drug_of_a_document_gets_its_dci() -> None:
    """A drug that has no DCI gets the one of the base when its name is exactly known; its words stay as they came."""
    row = example("a").volet_medicamenteux[3]
    assert row.sortie is not None
    assert row.sortie.medicament is not None
    bare = row.replace(sortie=row.sortie.replace(medicament=row.sortie.medicament.replace(dci=None)))
    lettre = imported(found=source(example("a").replace(volet_medicamenteux=(bare,))), drugs=DrugDesk()).lettre
    (made,) = lettre.volet_medicamenteux
    assert made.avant is not None
    assert made.avant.medicament is not None

    assert ("apixaban 2,5 mg, comprimé", "apixaban") == (made.avant.medicament.libelle, made.avant.medicament.dci)
