"""The table of a case at the command line: filled in the wizard, taken up, corrected once, nothing given away."""

from datetime import timedelta
from pathlib import Path

from lls_drafter.errors import ExitCode
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Medicament, Prescription
from lls_drafter.letter_files.codec import read_letter
from lls_drafter.packs.cases import load_case, load_key, load_model, read_case
from lls_drafter.places import state_folder
from lls_drafter.training.progress import progress_file, results_of
from lls_drafter.training.reading import filled
from lls_drafter.training.result import Exercice
from lls_drafter.training.said import Said, said_of
from lls_drafter.training.table_desk import empty_table
from lls_drafter.training.table_exercise import correct_table
from lls_drafter.training.table_hints import given_hints, next_table_hint
from lls_drafter.training.table_reading import table_blocks
from lls_drafter.training.table_record import passages
from tests.cli.conftest import NOW, Lls
from tests.training.case_files import write_case

TABLE = ("formation", "faire", "asthme", "--exercice", "tableau", "--pack")
TYPED = (
    "salbutamol 100 µg ; 2 bouffées si besoin ; p ; au long cours\n"
    "béclométasone 250 µg ; 1 bouffée matin et soir ; a ; remplacée\n"
    "\npatient\nprednisolone 20 mg ; 2 cp le matin ; jusqu'au 24/05/2026\n\n\nquitter\n"
)


def _folder() -> Path:
    return state_folder() / "formation" / "stagiaire" / "asthme" / "tableau"


def _fill(lls: Lls, pack: Path, typed: str = TYPED) -> None:
    assert ExitCode.OK == lls(*TABLE, pack, "--interface", "simple", typed=typed).code


def test_table_begins_empty_and_gives_nothing_away(lls: Lls, pack: Path) -> None:
    """What the hospital's software had filled in is half of the answer: no drug is there, nor any word of the model."""
    _fill(lls, pack, "quitter\n")
    lettre = read_letter((_folder() / "lettre.lls.yaml").read_bytes(), name="x").lettre
    kept = b"".join(path.read_bytes() for path in _folder().rglob("*") if path.is_file()).decode()

    assert ((), None, True, False) == (
        lettre.volet_medicamenteux,
        lettre.bilan_medicamenteux,
        lettre.fictive,
        any(word in kept for word in ("prednisolone", "budésonide", "remplacée par l'association")),
    )


def test_wizard_asks_for_treatments_alone(lls: Lls, pack: Path) -> None:
    """No identity, no reason, no follow-up is asked in an exercise on drugs."""
    said = lls(*TABLE, pack, "--interface", "simple", typed="plan\nquitter\n").out

    assert (True, False, False) == ("Traitement habituel" in said, "Identité" in said, "Médecin traitant" in said)


def test_table_is_corrected_and_kept_once(lls: Lls, pack: Path) -> None:
    """The correction shows what is missing with the record's words and the rule; the same table counts once."""
    _fill(lls, pack)
    shown = lls("formation", "corriger", "asthme", "--tableau", "--pack", pack)
    again = lls("formation", "corriger", "asthme", "--tableau", "--pack", pack)
    results = results_of("stagiaire").of("stagiaire")

    assert (ExitCode.OK, True, True, True, [(Exercice.TABLEAU, "asthme", 0)]) == (
        shown.code,
        "budésonide" in shown.out and "ligne absente" in shown.out,
        "Dossier (Sortie) : « Prednisolone" in shown.out or "LIGNES JUSTES" in shown.out,
        "déjà corrigé" in again.out,
        [(one.exercice, one.cas, one.indices) for one in results],
    )


def test_correction_is_shown_when_its_result_cannot_be_kept(lls: Lls, pack: Path) -> None:
    """A follow-up of a later version, a full disk: the learner sees the correction, then why it is not kept."""
    _fill(lls, pack)
    path = progress_file("stagiaire")
    path.write_bytes(b'{"format":2}\n')
    shown = lls("formation", "corriger", "asthme", "--tableau", "--pack", pack)
    path.unlink()
    again = lls("formation", "corriger", "asthme", "--tableau", "--pack", pack)

    assert (ExitCode.DRAFT, True, True, True) == (
        shown.code,
        "Score :" in shown.out,
        "Résultat non ajouté au suivi." in shown.out and "version plus récente" in shown.err,
        "Résultat ajouté au suivi" in again.out,
    )


def test_text_that_was_not_accepted_is_told(lls: Lls, pack: Path) -> None:
    """A line that was read back and never accepted is not in the table: the correction says so."""
    _fill(lls, pack, "salbutamol 100 µg 2 bouffées si besoin\nquitter\n")
    shown = lls("formation", "corriger", "asthme", "--tableau", "--pack", pack)

    assert "Un texte tapé n'a pas été accepté" in shown.err


def test_table_is_taken_up_and_can_begin_again(lls: Lls, pack: Path) -> None:
    """A second start finds the rows; « --recommencer » keeps them aside, and begins with none."""
    _fill(lls, pack)
    said = lls(*TABLE, pack, typed="q\n")
    aside = lls(*TABLE, pack, "--recommencer", typed="q\n", now=NOW + timedelta(hours=1))
    kept = (_folder() / "ancien-1" / "lettre.lls.yaml").read_text(encoding="utf-8")

    assert (True, True, True, False) == (
        "Tableau repris" in said.err,
        "gardée dans" in aside.err,
        "prednisolone" in kept,
        "prednisolone" in (_folder() / "lettre.lls.yaml").read_text(encoding="utf-8"),
    )


def test_hint_is_counted_and_gives_no_answer(lls: Lls, pack: Path) -> None:
    """A hint says where to look, costs two points, and is shown again for nothing."""
    _fill(lls, pack, "quitter\n")
    first = lls(*TABLE, pack, "--indice").out
    second = lls(*TABLE, pack, "--indice").out
    lls("formation", "corriger", "asthme", "--tableau", "--pack", pack)

    assert (True, True, [2]) == (
        "1 indice : −2 points." in first,
        "2 indices : −4 points." in second and "Indice 1" in second,
        [one.indices for one in results_of("stagiaire").of("stagiaire")],
    )


def test_hints_come_to_an_end_and_name_no_drug(pack: Path) -> None:
    """However often one asks, each hint comes once; none of the general ones names a drug."""
    case = load_case("asthme", extra=(pack,))
    key, modele, lettre = load_key(case), load_model(case), empty_table(case, "x")
    correction = correct_table(modele, lettre)
    given: tuple[str, ...] = ()

    def said() -> Said:
        return said_of(lettre)

    while (hint := next_table_hint(key, said, correction, given)) is not None:
        given = (*given, hint.id)
    texts = " ".join(one.texte.lower() for one in given_hints(key, given) if one.id.startswith("T-"))

    assert (len(given), []) == (
        len(set(given)),
        [name for name in ("salbutamol", "béclométasone", "prednisolone", "budésonide") if name in texts],
    )


def test_table_not_begun_is_a_sentence(lls: Lls, pack: Path) -> None:
    """Correcting what was not begun says how to begin."""
    found = lls("formation", "corriger", "asthme", "--tableau", "--pack", pack)

    assert (ExitCode.DRAFT, True) == (found.code, "aucun tableau n'est commencé" in found.err)


def test_case_without_this_exercise_is_a_sentence(lls: Lls, tmp_path: Path) -> None:
    """A case says which exercises it offers."""
    from tests.training.case_files import main_file

    folder = write_case(tmp_path / "sans", main=main_file() | {"id": "sans", "exercices": ["ecrire"]})
    found = lls("formation", "faire", folder, "--exercice", "tableau")

    assert (ExitCode.USAGE, True) == (found.code, "ne propose pas" in found.err)


def test_correction_holds_in_80_columns(pack: Path) -> None:
    """No line of a correction is wider than the terminal."""
    case = load_case("asthme", extra=(pack,))
    correction = correct_table(load_model(case), empty_table(case, "x"))
    lines = [line for block in table_blocks(case, correction, 79, lambda _: "CSP R. 1112-1-2, II 4°") for line in block]

    assert (True, True) == (max(map(len, lines)) <= 79, len(lines) > 20)


def test_record_is_quoted_by_the_sentence_that_names_the_drug(pack: Path) -> None:
    """The words of the record stand beside the row, not the whole piece."""
    case = load_case("asthme", extra=(pack,))

    assert [("Sortie", True), ("Admission", True)] == [
        (one.piece, len(one.texte) < 120)
        for one in (*passages(case, ["prednisolone"]), *passages(case, ["salbutamol"]))
    ]


def test_record_is_quoted_by_the_short_name_and_not_by_a_title(tmp_path: Path) -> None:
    """« naproxène » is found for « naproxène sodique »; a heading that names a drug says nothing of it."""
    record = (
        "# Décision pour le naproxène\n\nNaproxènémie faite.\n\nArrêt du naproxène ce jour.\n\n"
        "Crise d'asthme aiguë **grave**.\n"
    )
    case = read_case(write_case(tmp_path / "court", admission=record))
    side = Prescription(medicament=Medicament(libelle="naproxène sodique 550 mg", dci="naproxène sodique"))
    row = LigneTraitement(cle="a1", avant=side, devenir=Devenir.ARRETE)
    (corrected,) = correct_table(Lettre(volet_medicamenteux=(row,)), Lettre()).lignes

    assert ["Arrêt du naproxène ce jour."] == [one.texte for one in passages(case, corrected.noms)]


def test_long_words_do_not_break_the_screen() -> None:
    """A name longer than the screen is cut, not lost."""
    assert "x" * 200 == "".join(filled("x" * 200, 40))
