"""The circuit of letters: delays, week-ends, choices of patients, channels, the criteria of groups."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lls_drafter.audit.causes import EITHER_FAULT
from lls_drafter.audit.flow import Acte, Circuit, Classe, class_of
from lls_drafter.audit.flow_acts import acts_of
from lls_drafter.audit.flow_days import Calendrier
from lls_drafter.audit.groups import OTHERS, Dimension
from lls_drafter.audit.outputs import report_data, to_csv, to_json
from lls_drafter.audit.run import Bilan
from lls_drafter.audit.table import RARE_REASONS, Voisins
from lls_drafter.audit.words import report_lines
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.personnes import AbsenceMedecinTraitant, MedecinTraitant
from lls_drafter.letter.remise import (
    Canal,
    Envoi,
    EnvoiFait,
    IssueRemise,
    Opposition,
    Oppositions,
    RemiseFaite,
    RemisePatient,
)
from lls_drafter.letter.sejour import Situation
from tests.audit.letters import LEAVING, filled, letter, report
from tests.audit.pages import judgements, report_of

SATURDAY = date(2026, 3, 7)


def at(number: int, days: int | None, left: date = LEAVING, **changes: object) -> Lettre:
    """Give a letter validated, handed over and sent so many days after the discharge; None: never."""
    made = letter(number, sejour__date_sortie=left, **changes)  # type: ignore[arg-type]
    if days is None:
        return made.replace(statut=Statut.BROUILLON, validation=None, remise_patient=None, envois=())
    day = left + timedelta(days)
    assert made.validation is not None
    return made.replace(
        date_lettre=day,
        validation=made.validation.replace(le=datetime(day.year, day.month, day.day, 12, tzinfo=UTC)),
        remise_patient=handed(day),
        envois=(sent(day),),
    )


def handed(day: date, issue: IssueRemise = IssueRemise.REMISE, motif: str | None = None) -> RemisePatient:
    """Give a hand-over."""
    return RemisePatient(faite=RemiseFaite(date=day, par="Dr Keller", issue=issue, motif=motif))


def sent(day: date, canal: Canal = Canal.MSSANTE, to: str = "medecin_traitant") -> Envoi:
    """Give a sending done."""
    return Envoi(destinataire=to, canal=canal, fait=EnvoiFait(date=day))


def circuit(folder: Path, lettres: list[Lettre]) -> Circuit:
    """Give the circuit of letters."""
    found = report(filled(folder, lettres)).tableaux[0].circuit
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("days", "classe"),
    [
        (-1, Classe.AVANT), (0, Classe.JOUR), (1, Classe.UN_DEUX), (2, Classe.UN_DEUX), (3, Classe.TROIS_SEPT),
        (7, Classe.TROIS_SEPT), (8, Classe.HUIT), (400, Classe.HUIT), (None, Classe.AUCUN),
    ],
)  # fmt: skip
def test_delay_has_one_class(days: int | None, classe: Classe) -> None:
    """Each number of days falls in one class, and no act at all in the last one."""
    assert classe == class_of(days)


def test_acts_are_counted_from_the_discharge() -> None:
    """Only the first sending to the médecin traitant counts, and the channels of all sendings."""
    sendings = (
        sent(LEAVING, Canal.DMP, "patient"),
        sent(LEAVING + timedelta(9)),
        sent(LEAVING + timedelta(4), Canal.COURRIER),
    )
    acts = acts_of(at(1, 2).replace(envois=sendings))
    assert acts is not None

    assert (2, 2, 4, ("courrier", "dmp", "mssante")) == (acts.validation, acts.remise, acts.envoi, acts.canaux)
    assert acts is acts_of(at(2, 2).replace(envois=sendings))
    assert acts_of(letter(1, sejour__date_sortie=None)) is None


def test_sending_may_name_who_holds_the_role() -> None:
    """A sending to the médecin traitant by name counts as one to the role; a sending to somebody else does not."""
    named, other, role = (
        acts_of(at(1, 0).replace(envois=(sent(LEAVING, to="patient"), sent(LEAVING + timedelta(3), to=to))))
        for to in (f"Dr {letter(1).medecin_traitant.nom}", "Dr Quelqu'un", "medecin_traitant")  # type: ignore[union-attr]
    )

    assert [3, None, 3] == [one and one.envoi for one in (named, other, role)]


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({}, (True, True)),
        ({"remise_patient": handed(LEAVING, IssueRemise.REFUSEE)}, (False, True)),
        ({"remise_patient": handed(LEAVING, IssueRemise.IMPOSSIBLE, "transfert")}, (False, True)),
        ({"remise_patient": handed(LEAVING, IssueRemise.IMPOSSIBLE, " ")}, (True, True)),
        ({"medecin_traitant": MedecinTraitant(aucun=AbsenceMedecinTraitant.NON_DECLARE)}, (True, False)),
        ({"oppositions": Oppositions(medecin_traitant=Opposition(opposition=True))}, (True, False)),
        ({"oppositions": Oppositions(medecin_traitant=Opposition(opposition=False))}, (True, True)),
        ({"sejour__situations": (Situation.SECRET_IDENTITE,)}, (True, False)),
    ],
)
def test_act_is_due_unless_it_cannot_be(changes: dict[str, object], due: tuple[bool, bool]) -> None:
    """A refusal, an impossibility with its reason, no médecin traitant or an opposition are no delay."""
    acts = acts_of(letter(1, **changes))  # type: ignore[arg-type]
    assert acts is not None

    assert due == (acts.remise_due, acts.envoi_du)


def test_delays_are_distributed(tmp_path: Path) -> None:
    """Validation is counted over all letters, hand-over and sending over those found; nobody is lost."""
    days = [0] * 20 + [1] * 5 + [5] * 4 + [30] * 3 + [None] * 8
    validation, remise, envoi = circuit(tmp_path, [at(n, one) for n, one in enumerate(days)]).delais

    assert [0, 20, 5, 4, 3, 8] == [one.n for one in validation.tranches]
    assert (40, 50.0) == (validation.n, validation.jour_meme.taux)
    assert [0, 20, 5, 4, 3, 0] == [one.n for one in remise.tranches] == [one.n for one in envoi.tranches]


def test_refused_letters_are_no_delay(tmp_path: Path) -> None:
    """A refusal leaves the count of the hand-over, and is said without object."""
    lettres = [at(n, 0) for n in range(30)]
    lettres += [at(n, 0).replace(remise_patient=handed(LEAVING, IssueRemise.REFUSEE)) for n in range(30, 42)]
    remise = circuit(tmp_path, lettres).delais[1]

    assert (30, 12, 100.0) == (remise.n, remise.sans_objet, remise.jour_meme.taux)


def test_weekends_are_compared(tmp_path: Path) -> None:
    """Discharges of Saturdays against Mondays: scores, acts of the day, and their differences with an interval."""
    lettres = [at(n, 0) for n in range(30)] + [at(n, 3, SATURDAY) for n in range(30, 60)]
    found = circuit(tmp_path, lettres).weekend
    assert found is not None
    assert found.score is not None

    assert (30, 30, 100.0, 0.0) == (
        found.semaine.effectif, found.weekend.effectif, found.semaine.score.valeur, found.weekend.score.valeur,
    )  # fmt: skip
    assert (-100.0, -100.0) == (found.score.valeur, found.jour_meme[Acte.REMISE].valeur)
    assert found.jour_meme[Acte.REMISE].intervalle.haut < -80


def test_gap_of_two_rates_is_that_of_the_tables(tmp_path: Path) -> None:
    """The interval is that of Newcombe's published example: 56/70 less 48/80 is 20 points, from 5,2 to 33,4."""
    lettres = [at(n, 0 if n < 56 else 1, SATURDAY) for n in range(70)]
    lettres += [at(n, 0 if n < 118 else 1) for n in range(70, 150)]
    found = circuit(tmp_path, lettres).weekend
    assert found is not None
    gap = found.jour_meme[Acte.VALIDATION]

    assert (20.0, 5.2, 33.4) == (gap.valeur, *(pytest.approx(one, abs=0.1) for one in (5.2, 33.4)))
    assert gap.intervalle.bas == pytest.approx(5.2, abs=0.1)
    assert gap.intervalle.haut == pytest.approx(33.4, abs=0.1)


@pytest.mark.parametrize(("few", "shown"), [(10, False), (11, True)])
def test_small_side_of_the_week_is_not_shown(tmp_path: Path, few: int, shown: bool) -> None:
    """Ten discharges of week-ends are compared with nothing; eleven have their counts, without percentages."""
    lettres = [at(n, 0) for n in range(30)] + [at(n, 0, SATURDAY) for n in range(30, 30 + few)]
    found = circuit(tmp_path, lettres).weekend

    assert shown == (found is not None)
    assert found is None or (found.weekend.score.valeur, found.score) == (None, None)


def test_local_holidays_count_when_asked_for(tmp_path: Path) -> None:
    """Good Friday is a working day in France, and a holiday in Alsace and Moselle."""
    friday = date(2025, 4, 18)
    folder = filled(tmp_path, [at(n, 0) for n in range(15)] + [at(n, 0, friday) for n in range(15, 30)])
    found = {
        calendrier: report(folder, voisins=Voisins(calendrier=calendrier)).tableaux[0].circuit
        for calendrier in Calendrier
    }

    assert [True, False] == [one is not None and one.weekend is None for one in found.values()]


def test_choices_of_few_patients_are_not_told(tmp_path: Path) -> None:
    """Ten oppositions are « moins de 11 » everywhere; eleven have their number and rate."""
    told = []
    for few in (10, 11):
        opposed = Oppositions(dmp=Opposition(opposition=True))
        lettres = [at(n, 0, oppositions=opposed if n < few else None) for n in range(44)]
        told.append({one.cle: (one.nombre, one.taux) for one in circuit(tmp_path / f"{few}", lettres).choix})

    assert [(None, None), (11, 25.0)] == [one["opposition_dmp"] for one in told]
    assert {None} == {nombre for name, (nombre, _) in told[1].items() if name != "opposition_dmp"}


def test_no_subtraction_gives_few_patients_back(tmp_path: Path) -> None:
    """Twelve refusals are not told beside three impossibilities: the letters without hand-over would give the three."""
    refused = [at(n, 0).replace(remise_patient=handed(LEAVING, IssueRemise.REFUSEE)) for n in range(12)]
    others = [
        at(n, 0, sejour__situations=(Situation.TRANSFERT,)).replace(
            remise_patient=handed(LEAVING, IssueRemise.IMPOSSIBLE, "transfert")
        )
        for n in range(12, 15)
    ]
    bilan = report(filled(tmp_path, refused + others + [at(n, 0) for n in range(15, 50)]))
    table = bilan.tableaux[0]
    assert table.circuit is not None

    assert {None} == {one.nombre for one in table.circuit.choix if one.cle.startswith("remise")}
    assert [(RARE_REASONS, 15)] == [(one.raison, one.n) for one in table.lignes[2].sans_objet]


def test_channels_are_counted_by_letter(tmp_path: Path) -> None:
    """A letter sent twice by one channel counts once for it."""
    twice = (sent(LEAVING), sent(LEAVING, to="patient"), sent(LEAVING, Canal.DMP, "patient"))
    lettres = [at(n, 0).replace(envois=twice if n < 10 else ()) for n in range(40)]
    used = {one.canal: one.part.nombre for one in circuit(tmp_path, lettres).canaux}

    assert (10, 10, 0) == (used[Canal.MSSANTE], used[Canal.DMP], used[Canal.FAX])


def test_letters_without_a_date_are_said(tmp_path: Path) -> None:
    """A letter without discharge date has no delay, and is told apart."""
    lettres = [at(n, 0) for n in range(5)] + [letter(5, sejour__date_sortie=None)]

    assert (1, 5) == ((found := circuit(tmp_path, lettres)).muettes, found.delais[0].n)


def test_groups_have_their_criteria(tmp_path: Path) -> None:
    """Each unit shown has its own rates; what few of its letters have is not told, nor what would give it back."""
    nobody = MedecinTraitant(aucun=AbsenceMedecinTraitant.NON_DECLARE)
    lettres = [letter(n, unite="U1", patient__sexe=None if n < 10 else letter(n).patient.sexe) for n in range(40)]  # type: ignore[union-attr]
    lettres += [letter(n, unite="U2", **({"medecin_traitant": nobody} if n < 45 else {})) for n in range(40, 52)]  # type: ignore[arg-type]
    lettres += [letter(n, unite="U3") for n in range(52, 64)]
    lettres += [letter(n, unite=f"V{n}") for n in range(64, 75)]
    details = {
        one.libelle: one.parts
        for one in report(filled(tmp_path, lettres)).tableaux[0].details
        if one.dimension is Dimension.UNITE
    }
    shown = {name: (parts[4], parts[3]) for name, parts in details.items()}

    assert {"U1", "U2", "U3", OTHERS} == set(shown)
    assert (30, 40, 75.0) == tuple(getattr(shown["U1"][0], name) for name in ("nombre", "n", "taux"))
    assert [True, False] == [shown[name][1] is None for name in ("U2", "U1")]
    assert 2 == sum(one[1] is None for one in shown.values())
    assert {None} == {parts[0] for parts in details.values()}


def everything(folder: Path) -> Bilan:
    """Give an audit with every figure of a circuit."""
    opposed = Oppositions(dmp=Opposition(opposition=True))
    lettres = [at(n, n % 4, oppositions=opposed if n < 20 else None) for n in range(60)]
    lettres += [at(n, 2, SATURDAY) for n in range(60, 100)]
    return report(filled(folder / "lettres", lettres))


def test_data_and_spreadsheet_hold_the_circuit(tmp_path: Path) -> None:
    """The JSON and the CSV give the same figures as the report."""
    bilan = everything(tmp_path)
    data = report_data(bilan)["tableaux"][0]["circuit"]
    rows = list(csv.DictReader(io.StringIO(to_csv(bilan).decode("utf-8-sig")), delimiter=";"))
    cells = {(row["section"], row["cle"]): row for row in rows}

    assert ["validation", "remise", "envoi_medecin_traitant"] == [one["acte"] for one in data["delais"]]
    assert ("15", "100", "15,0") == tuple(cells["delai_validation", "0"][name] for name in ("conformes", "n", "taux"))
    assert ("20", "20,0") == tuple(cells["choix", "opposition_dmp"][name] for name in ("conformes", "taux"))
    assert "" == cells["choix", "remise_refusee"]["conformes"]
    assert data["weekend"]["ecarts"]["validation"]["valeur"] == -25.0
    assert "-25,0" == cells["jours_ecart", "validation"]["taux"]
    assert to_json(bilan) == to_json(everything(tmp_path))


def test_report_says_the_circuit(tmp_path: Path) -> None:
    """A person reads the delays, the week-ends, the channels and the choices, in 100 columns."""
    lines = list(report_lines(everything(tmp_path)))
    told = " ".join(" ".join(lines).split())

    assert "Validation 100 0 15 70 15 0 0 0 15,0 % [9-23]" in told
    assert "écart, validation : -25,0 pts [" in told
    assert "opposition au DMP 20 20,0 %" in told
    assert "non chiffrés : lettre refusée par le patient" in told
    assert [] == [line for line in lines if len(line) > 100]


def test_rules_say_how_many_are_justified(tmp_path: Path) -> None:
    """A rule has the share of its faults that is justified in writing, from thirty faults on."""
    from lls_drafter.letter.remise import Justification

    reason = (Justification(regle="REG-REMISE-PREVUE", motif="patient transféré"),)
    lettres = [letter(n, remise_patient=None, justifications=reason if n < 10 else ()) for n in range(40)]
    rules = {one.regle: one for one in report(filled(tmp_path, lettres)).regles}
    found = rules["REG-REMISE-PREVUE"]

    assert (40, 10, 25.0) == (found.lettres, found.justifiees, found.taux_justifie)


def test_cause_without_known_elements_says_so() -> None:
    """Where no field is known (an extract, a reading by hand), both hypotheses are said, and no element is named."""
    made = [replace(one, manques=(), verdicts="CCNCCCCCCCCC", sans_objet=()) for one in judgements(40)]
    (cause,) = report_of(made).tableaux[0].causes

    assert (40, (EITHER_FAULT,)) == (cause.echecs, cause.hypotheses)
