"""Pending results, follow-up, and the plan of hand-over and sendings."""

from lls_drafter.document.withheld import Copy
from tests.document.letters import composed, letter, lines, text

SUITES = [
    {"action": "consultation", "qui": "Dr Meyer", "quand": "dans 3 semaines", "date": "2026-03-31", "etat": "pris"},
    {"action": "biologie", "quand": "le 13/03/2026", "date": "2026-03-13", "etat": "a_prendre_par_le_patient"},
    {"action": "pansement", "qui": "infirmière"},
    {"action": "kinésithérapie", "etat": "fait", "quand": "le 01/03/2026"},
]


def test_follow_up_says_what_who_when_and_state() -> None:
    """Each action has its line; a date already said is not repeated."""
    shown = lines(composed(letter(suites_a_donner=SUITES)), "suites")

    assert [
        "Suites à donner",
        "consultation",
        "Dr Meyer",
        "dans 3 semaines",
        "le 31/03/2026",
        "rendez-vous pris",
    ] == shown[:6]
    assert ["biologie", "", "le 13/03/2026", "à prendre par le patient"] == shown[6:10]


def test_draft_asks_who_and_when() -> None:
    """An action without who or when is completed before the patient leaves."""
    shown = text(composed(letter(suites_a_donner=[{"action": "pansement"}]), draft=True), "suites")

    assert "[à compléter : qui]" in shown
    assert "[à compléter : quand]" in shown


def test_plan_is_printed_as_a_plan() -> None:
    """Hand-over and sendings are planned in the letter; what was done belongs to the trace."""
    lettre = letter(
        medecin_traitant={"nom": "MEYER", "civilite": "Dr"},
        remise_patient={
            "prevue": {"mode": "main_propre", "par": "Dr Keller"},
            "faite": {"date": "2026-03-09", "par": "Mme Faite", "issue": "remise"},
        },
        envois=[
            {
                "destinataire": "medecin_traitant",
                "canal": "mssante",
                "prevu": "le jour de la sortie",
                "fait": {"date": "2026-03-09", "trace": "REF-1"},
            },
            {"destinataire": "Dr Imprévu", "canal": "courrier", "fait": {"date": "2026-03-10"}},
        ],
    )

    shown = text(composed(lettre))

    assert "Remise prévue au patient : en main propre, par Dr Keller" in shown
    assert "médecin traitant – Dr MEYER – messagerie sécurisée MSSanté – le jour de la sortie" in shown
    for done in ("Mme Faite", "REF-1", "Imprévu", "10/03/2026"):
        assert done not in shown


def test_detained_patient_has_a_copy_without_appointment_dates() -> None:
    """A detained person's own copy gives no date of a future act; the professionals' copy warns and gives all."""
    lettre = letter(sejour={"situations": ["detenu"]}, suites_a_donner=SUITES)

    full, own = (text(composed(lettre, copy=copy)) for copy in (Copy.FULL, Copy.PATIENT))

    assert "dans 3 semaines" in full
    assert "Exemplaire des professionnels" in full
    for when in ("dans 3 semaines", "31/03/2026", "13/03/2026"):
        assert when not in own
    assert "le 01/03/2026" in own
    assert "date non imprimée sur l'exemplaire remis au patient" in own


def test_pending_result_has_an_owner() -> None:
    """A result without owner is a lost result: a draft asks for one."""
    shown = text(composed(letter(resultats_attendus=[{"examen": "hémocultures"}]), draft=True), "resultats")

    assert "hémocultures" in shown
    assert "[à compléter : qui le suit]" in shown
