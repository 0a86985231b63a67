"""Writing on a case: corrected against its key and the rules, scored, with hints; nothing lost, nothing given away."""

import io
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from lls_drafter.cli.border import run
from lls_drafter.cli.commands._formation import judge
from lls_drafter.cli.context import Context
from lls_drafter.drafts.lock import LetterLock
from lls_drafter.drafts.rescue import Rescue
from lls_drafter.errors import DraftStateError, ExitCode
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.reponse import AUCUN, NON_RENSEIGNE
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Medicament, Prescription
from lls_drafter.letter_files.codec import read_letter, write_letter
from lls_drafter.packs.cases import load_case, load_key, load_model, read_case
from lls_drafter.places import state_folder
from lls_drafter.rules.model import Niveau
from lls_drafter.session.sources import NumberedIds
from lls_drafter.training.correction import Correction, correct
from lls_drafter.training.desk import Desk, require_letter_of, series_of
from lls_drafter.training.hints import next_hint
from lls_drafter.training.judgement import Broken
from lls_drafter.training.progress import results_of
from lls_drafter.training.reading import piece_lines, remark_lines, summary_lines
from lls_drafter.training.result import Nature, Point
from lls_drafter.training.said import said_of
from lls_drafter.training.score import score_of
from lls_drafter.training.unknown_drugs import UnknownDrug, unknown_drugs
from tests.cli.conftest import NOW, Lls
from tests.strategies import lettres
from tests.training.case_files import ADMISSION, draft_letter, element, key_file, model_letter, write_case

SHIPPED = load_case("ehpad_deprescription")


def _correction(pack: Path, lettre: Lettre, hints: int = 0) -> Correction:
    case = load_case("asthme", extra=(pack,))
    return correct(case, load_key(case), said_of(lettre), judge(lettre), hints=hints)


def _letter_path(learner: str = "stagiaire") -> Path:
    return state_folder() / "formation" / learner / "asthme" / "lettre.lls.yaml"


def _natures(correction: Correction) -> dict[str, Nature]:
    return {remark.point.id: remark.point.nature for remark in correction.remarks}


def test_good_letter_has_full_marks(pack: Path) -> None:
    """The complete good letter loses nothing: 100, each element acquired."""
    correction = _correction(pack, model_letter().replace(vaccinations=draft_letter().vaccinations))

    assert {"K01": Nature.ACQUIS, "K02": Nature.ACQUIS} == {
        name: nature for name, nature in _natures(correction).items() if name.startswith(("K", "X", "N"))
    }
    assert 100 == _correction(pack, model_letter()).score.total


def test_missing_wrong_and_invented_are_told_apart(pack: Path) -> None:
    """What the record says is missing or wrong with its words; a negative that nobody said is invented."""
    lettre = draft_letter().replace(conclusion="Crise légère", vaccinations=AUCUN)
    remarks = {one.point.id: one for one in _correction(pack, lettre).remarks}

    assert (Nature.MANQUE, Nature.MANQUE, Nature.FAUX, Nature.INVENTE) == tuple(
        remarks[name].point.nature for name in ("K01", "K02", "X01", "N01")
    )
    assert "Crise d'asthme aiguë **grave**" == remarks["K01"].extrait
    assert "Sortie" == remarks["K02"].piece
    assert "CSP R. 1112-1-2, II 4°" in remarks["K02"].source
    assert "Diagnostic retenu" == remarks["K01"].champ


def test_rule_that_an_element_stands_for_counts_once(pack: Path) -> None:
    """A rule broken once, that a missing element names, is not told twice; broken twice, it is."""
    rows = model_letter().volet_medicamenteux
    no_end = rows[3].replace(sortie=rows[3].sortie.replace(duree=None) if rows[3].sortie else None)
    other = rows[2].replace(sortie=rows[2].sortie.replace(duree=None) if rows[2].sortie else None)
    once = model_letter().replace(volet_medicamenteux=(*rows[:3], no_end))
    twice = model_letter().replace(volet_medicamenteux=(*rows[:2], other, no_end))

    assert "MED-DUREE" not in _natures(_correction(pack, once))
    assert "MED-DUREE" in _natures(_correction(pack, twice))


def test_rules_are_those_of_verifier(pack: Path, lls: Lls, tmp_path: Path) -> None:
    """The rules of a correction are those that `lls verifier` tells on the discharge day, advice left out."""
    lettre = draft_letter()
    path = tmp_path / "x.lls.yaml"
    path.write_text(write_letter(lettre), encoding="utf-8")
    day = NOW.replace(year=2026, month=5, day=21)
    told = json.loads(lls("verifier", path, "--json", now=day).out)["fichiers"][0]["constats"]

    rules = {one.point.id for one in _correction(pack, lettre).remarks if one.niveau}

    assert {one["regle"] for one in told if one["niveau"] != "conseil"} == rules


def test_wrong_thing_without_a_piece_is_invented(tmp_path: Path) -> None:
    """What no piece speaks of is invented; a rule counts for the criterion that its source names."""
    key = key_file()
    wrong = element("X01", texte="Il ne fume pas.", cherche=[["fumeur"]], piece=None, extrait=None)
    del wrong["attendu"]
    key["interdits"] = [{name: value for name, value in wrong.items() if value is not None}]
    write_case(tmp_path / "cas" / "asthme", key=key)
    lettre = draft_letter().replace(conclusion="Crise d'asthme, fumeur")
    remarks = {one.point.id: one for one in _correction(tmp_path, lettre).remarks}

    assert Nature.INVENTE is remarks["X01"].point.nature
    assert "" == remarks["X01"].piece
    assert "QLS-10" == _criterion_of("REG-ACTES", tmp_path)


def _criterion_of(regle: str, pack: Path) -> str:
    """Give the criterion that the remark of a broken rule counts for."""
    correction = _correction(pack, draft_letter().replace(actes_examens=NON_RENSEIGNE))
    return next(one.point.critere for one in correction.remarks if one.point.id == regle)


def test_drug_that_nobody_speaks_of_is_invented(pack: Path) -> None:
    """A row whose drug is neither in the record nor in the good letter costs as an invention; others do not."""
    rows = model_letter().volet_medicamenteux
    lettre = model_letter()

    def drugs(*names: str) -> list[str]:
        made = [
            LigneTraitement(
                cle=f"z{n}", devenir=Devenir.AJOUTE, sortie=Prescription(medicament=Medicament(libelle=name))
            )
            for n, name in enumerate(names)
        ]
        case = load_case("asthme", extra=(pack,))
        found = unknown_drugs(case, lettre, lettre.replace(volet_medicamenteux=(*rows, *made)))
        return [one.nom for one in found]

    assert ["méthotrexate 2,5 mg", "q"] == drugs("méthotrexate 2,5 mg", "Salbutamol spray", "SYMBICORT 200", "q")
    case = load_case("asthme", extra=(pack,))
    said, judged = said_of(lettre), judge(lettre)
    unknown = [UnknownDrug(cle="z0", nom="q", avant=False)]
    correction = correct(case, load_key(case), said, judged, drugs=unknown)
    assert 95 == correction.score.total
    assert "« q » n'est nulle part dans le dossier." == correction.remarks[0].phrase


def test_score_follows_its_formula() -> None:
    """70 in proportion to the weights held, 30 less 3 and 1 a rule, 5 off a fault by its weight, 2 off a hint."""
    held = Point(id="K1", nature=Nature.ACQUIS, poids=1)
    missing = Point(id="K2", nature=Nature.MANQUE, poids=2)
    fault = Point(id="X1", nature=Nature.FAUX, poids=2)
    broken = [Broken("A", Niveau.BLOQUANT, "", "", "", ()), Broken("B", Niveau.ALERTE, "", "", "", ())]
    score = score_of([held, missing], [fault], broken, 3)

    assert (23, 26, 10, 6, 33) == (score.key, score.rules, score.faults, score.hints, score.total)
    assert 0 == score_of([missing], [fault] * 9, broken * 20, 50).total
    assert 99 >= score_of([held] * 999 + [replace(missing, poids=1)], [], [], 0).total


def test_hints_never_give_the_answer_away(pack: Path, lls: Lls) -> None:
    """Each hint is given once, costs points, and the learner's folder holds no text of the key nor of the model."""
    outs = [lls("formation", "faire", "asthme", "--indice", "--pack", pack) for _ in range(3)]

    assert "Indice 1 : Comment s'appelle ce qu'il a ?" in outs[0].out
    assert "Indice 2 : Jusqu'à quand ?" in outs[1].out
    assert "2 indices : −4 points." in outs[1].out
    assert "Pas d'autre indice" in outs[2].out
    kept = "".join(path.read_text() for path in _letter_path().parent.rglob("*") if path.is_file())
    assert not [
        text for text in ("Jusqu'à quand", "24/05/2026", "2026-05-24", "Crise d'asthme aiguë grave, d") if text in kept
    ]


def test_hint_is_about_what_the_letter_still_lacks(pack: Path) -> None:
    """What is written already has no hint any more."""
    case = load_case("asthme", extra=(pack,))
    said = said_of(draft_letter().replace(conclusion="Crise d'asthme"))

    hint = next_hint(load_key(case), said, ())

    assert hint is not None
    assert "K02" == hint.id


def test_second_start_takes_the_letter_up(pack: Path, lls: Lls) -> None:
    """A case begun again is taken up as it was left, never overwritten."""
    lls("formation", "faire", "asthme", "--pack", pack, typed="\nq\n")
    lettre = read_letter(_letter_path().read_bytes(), name="x").lettre
    _letter_path().write_text(write_letter(lettre.replace(conclusion="À moi")), encoding="utf-8")

    outcome = lls("formation", "faire", "asthme", "--pack", pack, typed="q\n")

    assert "Reprise de votre lettre" in outcome.err
    assert "À moi" in _letter_path().read_text(encoding="utf-8")


def test_restart_keeps_the_former_letter_aside(pack: Path, lls: Lls) -> None:
    """`--recommencer` begins anew; the letter, its journal and its hints are kept in a folder that says so."""
    lls("formation", "faire", "asthme", "--indice", "--pack", pack)
    before = _letter_path().read_bytes()
    outcome = lls("formation", "faire", "asthme", "--recommencer", "--pack", pack, typed="\nq\n")
    aside = _letter_path().parent / "ancien-1"

    assert str(aside) in outcome.err
    assert ["ecrire.json", "lettre.lls.yaml"] == sorted(path.name for path in aside.iterdir())
    assert before == (aside / "lettre.lls.yaml").read_bytes()
    assert ["K01"] == json.loads((aside / "ecrire.json").read_text())["indices"]
    assert [] == json.loads((_letter_path().parent / "ecrire.json").read_text())["indices"]


def test_restart_waits_for_the_other_window(pack: Path, lls: Lls) -> None:
    """A letter that is open elsewhere is not put aside under the feet of who writes it."""
    lls("formation", "faire", "asthme", "--pack", pack, typed="\nq\n")
    with LetterLock(_letter_path(), now=NOW):
        outcome = lls("formation", "faire", "asthme", "--recommencer", "--pack", pack)

    assert ExitCode.DRAFT == outcome.code
    assert "la fermer dans l'autre fenêtre" in outcome.err
    assert _letter_path().exists()


def test_restart_minds_work_that_waits_on_the_seat(pack: Path, lls: Lls) -> None:
    """Work that waits in a rescue copy stops the restart: it is to be taken up first."""
    lls("formation", "faire", "asthme", "--pack", pack, typed="q\n")
    waiting = Rescue(_letter_path()).path
    waiting.parent.mkdir(parents=True)
    waiting.write_text("{}")
    outcome = lls("formation", "faire", "asthme", "--recommencer", "--pack", pack)

    assert ExitCode.DRAFT == outcome.code
    assert "est gardé sur ce poste" in outcome.err
    assert _letter_path().exists()


def test_time_in_the_wizard_counts(pack: Path, tmp_path: Path) -> None:
    """The seconds between the opening and the closing of the wizard are the learner's."""

    class Ticking:
        """A clock that goes on by seven seconds each time it is read."""

        moment = NOW

        def now(self) -> datetime:
            self.moment += timedelta(seconds=7)
            return self.moment

    answers = tmp_path / "r.yaml"
    answers.write_text("reponses:\n  - conclusion: Asthme\n", encoding="utf-8")
    context = Context(Ticking(), NumberedIds("x"), io.StringIO(), io.StringIO(), io.StringIO())
    run(["formation", "faire", "asthme", "--pack", str(pack), "--reponses", str(answers)], context)

    assert Desk.of("stagiaire", "asthme").effort(load_case("asthme", extra=(pack,))).secondes >= 7


def test_reading_gives_way_to_what_is_typed(pack: Path, lls: Lls) -> None:
    """After a piece, a letter of the menu is done at once; m goes back to it."""
    outcome = lls("formation", "faire", "asthme", "--pack", pack, typed="1\ni\n1\nm\n1\nq\nq\n")

    assert "Indice 1 :" in outcome.out
    assert "Taper un numéro" not in outcome.out
    assert "Reprendre : lls formation faire asthme --pack" in outcome.out


def test_enter_at_the_menu_reads_the_record(pack: Path, lls: Lls) -> None:
    """Enter goes on, at the menu too: the record from its beginning, never a reproach."""
    outcome = lls("formation", "faire", "asthme", "--pack", pack, typed="\n\nq\n")

    assert "Pièce 1 sur" in outcome.out
    assert "Taper un numéro" not in outcome.out


def test_record_is_read_while_another_window_writes(pack: Path, lls: Lls) -> None:
    """Asking to write what is open elsewhere does not close the record: it is said, and the reading goes on."""
    lls("formation", "faire", "asthme", "--pack", pack, typed="q\n")
    with LetterLock(_letter_path(), now=NOW):
        outcome = lls("formation", "faire", "asthme", "--pack", pack, typed="e\n1\nq\n")

    assert (ExitCode.OK, True, True) == (
        outcome.code,
        "Cette lettre est ouverte par" in outcome.out,
        "Pièce 1 sur" in outcome.out,
    )


def test_way_back_can_be_pasted(lls: Lls, tmp_path: Path) -> None:
    """A folder of cases whose name has a space is told as a shell reads it."""
    write_case(tmp_path / "mes cas" / "cas" / "asthme")
    outcome = lls("formation", "faire", "asthme", "--pack", tmp_path / "mes cas", typed="q\n")

    assert f"--pack '{tmp_path / 'mes cas'}'" in outcome.out.replace("\n", "")


def test_hint_that_cannot_be_counted_is_not_given(pack: Path, lls: Lls) -> None:
    """A hint is kept before it is shown: a folder that takes no more gives none for nothing."""
    lls("formation", "faire", "asthme", "--pack", pack, typed="q\n")
    folder = _letter_path().parent
    (folder / "ecrire.json").write_text("illisible")
    for number in range(1, 1_001):
        (folder / f"ecrire.illisible-{number}.json").touch()
    outcome = lls("formation", "faire", "asthme", "--pack", pack, "--indice")

    assert (ExitCode.DRAFT, "") == (outcome.code, outcome.out)


def test_wizard_writes_on_the_day_of_the_lesson(pack: Path, lls: Lls, tmp_path: Path) -> None:
    """Written months later, the letter is written on its discharge day: « j-4 » counts from it."""
    answers = tmp_path / "r.yaml"
    answers.write_text('reponses:\n  - sejour.date_entree: "j-4"\n', encoding="utf-8")
    lls("formation", "faire", "asthme", "--pack", pack, "--reponses", answers, now=NOW.replace(month=11))
    sejour = read_letter(_letter_path().read_bytes(), name="x").lettre.sejour

    assert sejour is not None
    assert ("2026-05-17", "2026-05-21") == (str(sejour.date_entree), str(sejour.date_sortie))


def test_correction_is_shown_and_kept_once(pack: Path, lls: Lls) -> None:
    """A correction says the score, the record's words, why and the source; its result joins the learner's, once."""
    lls("formation", "faire", "asthme", "--indice", "--pack", pack, "--apprenant", "Zoe")
    first = lls("formation", "corriger", "asthme", "--pack", pack, "--apprenant", "zoe")
    again = lls("formation", "corriger", "--pack", pack, "--apprenant", "zoe")
    (result,) = results_of("zoe").of("zoe")

    assert ExitCode.OK == first.code
    assert "  Dossier   Sortie : « jusqu'au 24 mai inclus »" in first.out
    assert "MED-DUREE ; CSP R. 1112-1-2, II 4°" in first.out
    assert f"Score : {result.score} sur 100" in first.out
    assert 1 == result.indices
    assert "déjà corrigée" in again.out


def test_menu_reads_the_record_and_corrects_on_a_yes(pack: Path, lls: Lls) -> None:
    """The menu shows pieces by number and the next one; the correction shows the answers, so it asks first."""
    outcome = lls("formation", "faire", "asthme", "--pack", pack, typed="\n1\n\nx\no\nc\nn\nc\no\n")

    assert ExitCode.OK == outcome.code
    assert "sibilants diffus" in outcome.out
    assert "jusqu'au 24 mai inclus, puis arrêt" in outcome.out
    assert "Taper un numéro de 1 à 2" in outcome.out
    assert 2 == outcome.out.count("Corriger maintenant ?")
    assert "Fin de la correction." in outcome.out


def test_case_of_another_letter_is_refused(pack: Path, lls: Lls, tmp_path: Path) -> None:
    """A letter of another case or of none is told, with what to do; nothing is corrected nor kept."""
    path = tmp_path / "autre.lls.yaml"
    path.write_text(write_letter(draft_letter()), encoding="utf-8")
    of_none = lls("formation", "corriger", path, "--pack", pack)
    lls("formation", "faire", "asthme", "--pack", pack, typed="\nq\n")
    _letter_path().write_text(write_letter(draft_letter()), encoding="utf-8")
    of_another = lls("formation", "corriger", "asthme", "--pack", pack)

    assert "cette lettre n'est celle d'aucun cas connu" in of_none.err
    assert "cette lettre n'est pas celle du cas « asthme »" in of_another.err
    assert {ExitCode.DRAFT} == {of_none.code, of_another.code}


def test_real_letter_is_refused(pack: Path, tmp_path: Path) -> None:
    """A letter that is not fictional is never taken, whatever its ids."""
    case = load_case("asthme", extra=(pack,))
    ours = draft_letter()
    assert ours.identifiant is not None
    ours = ours.replace(fictive=False, identifiant=ours.identifiant.replace(serie=series_of(case)))

    with pytest.raises(DraftStateError, match="n'est pas fictive"):
        require_letter_of(ours, case, tmp_path)


def test_copied_letter_is_corrected_and_not_kept(pack: Path, lls: Lls, tmp_path: Path) -> None:
    """A learner's letter copied elsewhere is known again by its series; its result joins nobody's."""
    lls("formation", "faire", "asthme", "--pack", pack, typed="\nq\n")
    copy = tmp_path / "copie.lls.yaml"
    copy.write_bytes(_letter_path().read_bytes())
    outcome = lls("formation", "corriger", copy, "--pack", pack)

    assert "Score : " in outcome.out
    assert "non ajouté au suivi" in outcome.out
    assert () == results_of("stagiaire").of("stagiaire")


def test_nothing_begun_is_told(pack: Path, lls: Lls) -> None:
    """Nothing to correct, an exercise that the case does not offer, a pseudonym that is a path: one sentence each."""
    said = [
        lls("formation", "corriger", "--pack", pack).err,
        lls("formation", "corriger", "asthme", "--pack", pack).err,
        lls("formation", "faire", "asthme", "--apprenant", "../x", "--pack", pack).err,
        lls("formation", "faire", "astme", "--pack", pack).err,
    ]

    assert ["aucune lettre à corriger", "aucune lettre n'est commencée", "pseudonyme refusé", "aucun cas n'a"] == [
        next(one for one in (
            "aucune lettre à corriger", "aucune lettre n'est commencée", "pseudonyme refusé", "aucun cas n'a"
        ) if one in text)
        for text in said
    ]  # fmt: skip


def test_broken_letter_is_told_and_stays(pack: Path, lls: Lls) -> None:
    """A letter edited into nonsense is told with its place and left as it is."""
    lls("formation", "faire", "asthme", "--pack", pack, typed="\nq\n")
    _letter_path().write_text("format: 1\nfoo: 1\n", encoding="utf-8")
    outcome = lls("formation", "faire", "asthme", "--pack", pack, typed="q\n")

    assert ExitCode.DRAFT == outcome.code
    assert "lettre.lls.yaml:2" in outcome.err
    assert "format: 1\nfoo: 1\n" == _letter_path().read_text()


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": 9}', '{"format": 1, "version": 1, "secondes": -1, "indices": [3]}']
)
def test_state_edited_by_hand_is_kept_aside(pack: Path, lls: Lls, text: str) -> None:
    """What the letter cost, edited into nonsense: one sentence, a copy kept, the lesson goes on."""
    lls("formation", "faire", "asthme", "--indice", "--pack", pack)
    state = _letter_path().with_name("ecrire.json")
    state.write_text(text)
    outcome = lls("formation", "faire", "asthme", "--indice", "--pack", pack)

    assert "ecrire.json était illisible" in outcome.err
    assert text == state.with_name("ecrire.illisible-1.json").read_text()
    assert ["K01"] == json.loads(state.read_text())["indices"]


def test_folder_that_cannot_be_written_is_told(pack: Path, lls: Lls) -> None:
    """Where nothing can be written, one sentence says so."""
    (state_folder()).mkdir(parents=True)
    (state_folder() / "formation").write_text("pas un dossier")
    outcome = lls("formation", "faire", "asthme", "--pack", pack)

    assert ExitCode.DRAFT == outcome.code
    assert "n'est pas un dossier" in outcome.err


def test_new_version_of_a_case_is_told(pack: Path, lls: Lls) -> None:
    """A letter begun on an older version of the case is corrected by the new one, and the learner is told."""
    lls("formation", "faire", "asthme", "--pack", pack, typed="\nq\n")
    path = pack / "cas" / "asthme" / "cas.yaml"
    path.write_text(path.read_text().replace('version: "1"', 'version: "2"'))

    assert "version 1, puis 2" in lls("formation", "faire", "asthme", "--pack", pack, typed="q\n").err


def test_time_spent_adds_up(pack: Path) -> None:
    """Seconds add up from one sitting to the next."""
    case = load_case("asthme", extra=(pack,))
    desk = Desk.of("zoe", "asthme")
    desk.begin(case, letter_id="a")
    desk.spent(case, 40)
    desk.spent(case, 2)

    assert 42 == desk.effort(case).secondes


def test_piece_is_read_as_plain_lines(pack: Path) -> None:
    """A piece shows its own title, its lists and no mark of Markdown, on lines that fit."""
    lines = piece_lines(load_case("asthme", extra=(pack,)).pieces[0], 40)

    assert ("Observation", "===========", "") == lines[:3]
    assert "- Salbutamol à la demande." in lines
    assert max(map(len, lines)) <= 40
    assert not [line for line in lines if "**" in line or line.startswith("#")]
    assert "**" in ADMISSION


def test_correction_fits_the_screen(pack: Path) -> None:
    """No line of a correction is wider than the screen, and the summary fits 24 rows."""
    correction = _correction(pack, draft_letter())
    case = load_case("asthme", extra=(pack,))
    summary = summary_lines(case, correction, 79)
    lines = [line for one in correction.remarks for line in remark_lines(one, 79)]

    assert max(map(len, (*lines, *summary))) <= 79
    assert len(summary) < 24
    assert [] == [line for line in lines if line.rstrip() != line]


@settings(max_examples=40)
@given(lettre=lettres())
def test_any_letter_is_corrected(lettre: Lettre) -> None:
    """Whatever stands in a letter of a template of this seat, there is a correction, and a score from 0 to 100."""
    lettre = lettre.replace(modele=None)
    case, key = SHIPPED, load_key(SHIPPED)
    drugs = unknown_drugs(case, load_model(case), lettre)
    correction = correct(case, key, said_of(lettre), judge(lettre), drugs=drugs)

    assert 0 <= correction.score.total <= 100
    assert len(key.elements) == correction.count(Nature.ACQUIS) + correction.count(Nature.MANQUE)


def test_list_of_cases_is_shown_and_in_data(pack: Path, lls: Lls) -> None:
    """`liste` names each case with its level, and says that no clinician read it; `--json` gives the same."""
    shown = lls("formation", "liste", "--pack", pack)
    data = json.loads(lls("formation", "liste", "--json", "--pack", pack).out)

    assert "    asthme · Pneumologie · 20 min" in shown.out
    assert "relu" in shown.out
    assert ("asthme", None) in {(one["id"], one["relecture"] and one["relecture"]["par"]) for one in data["cas"]}
    assert read_case(pack / "cas" / "asthme").titre in [one["titre"] for one in data["cas"]]
