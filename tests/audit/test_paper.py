"""Letters on paper read by a person: the file, the keys, and what they count for."""

import json
from datetime import date
from pathlib import Path

import pytest

from lls_drafter.audit.contributions import NOT_MATCHED, read_contributions
from lls_drafter.audit.folder import list_sources
from lls_drafter.audit.model import Etat as Sort
from lls_drafter.audit.outputs import files_csv, report_data
from lls_drafter.audit.paper import Contexte, Etat, LettrePapier, Reponse, header_line, letter_line, read_paper
from lls_drafter.audit.paper_entry import Acte, Pas, Question, Saisie, next_number, press
from lls_drafter.audit.paper_file import PaperFile
from lls_drafter.audit.paper_letters import OTHER_REASON, read_letters
from lls_drafter.audit.run import Bilan, Requete, audit
from lls_drafter.audit.scoring import Demande
from lls_drafter.audit.stays import ListeSejours
from lls_drafter.audit.table import Base
from lls_drafter.audit.words import report_lines
from lls_drafter.errors import DraftError, DraftFormatError, DraftVersionError
from lls_drafter.letter.sejour import Activite
from lls_drafter.session.evaluate import letter_checklists
from tests.audit.letters import TODAY, filled, letter

IDS = [f"QLS-{n:02d}" for n in range(1, 13)]
HEAD = header_line("qls_mco_12", "sha256:0")
REFUSAL = "refus du patient, compté à part"
QUESTIONS = tuple(
    Question(id=name, titre=name, indispensable=name < "QLS-03", raisons=("A", "B") if name == "QLS-03" else ())
    for name in IDS
)


def context(sortie: str = "2026-03-09") -> Contexte:
    """Give what a letter is about."""
    return Contexte(sortie=sortie, unite="2143", activite=Activite.MCO)


def read_by_hand(number: int, answers: str = "o" * 12, sortie: str = "2026-03-09") -> LettrePapier:
    """Give a letter; `answers` are keys, `s` the patient's refusal."""
    states = {"o": Etat.OUI, "n": Etat.NON, "?": Etat.INCONNU, "s": Etat.SANS_OBJET}
    return LettrePapier(
        numero=number,
        contexte=context(sortie),
        reponses={
            name: Reponse(states[key], REFUSAL if key == "s" else "") for name, key in zip(IDS, answers, strict=False)
        },
    )


def paper(folder: Path, *lettres: LettrePapier, name: str = "a.papier.jsonl") -> Path:
    """Write a file of readings."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(HEAD + b"".join(map(letter_line, lettres)))
    return path


def report(folder: Path, demande: Demande | None = None, **asked: object) -> Bilan:
    """Audit a folder with all that it holds."""
    found, demande = list_sources((folder,)), demande or Demande(today=TODAY)
    apports = read_contributions(found, demande)
    request = Requete(demande=demande, apports=apports, **asked)  # type: ignore[arg-type]
    return audit(found.lettres, request, letter_checklists)


def empty() -> Saisie:
    """Give a letter of which nothing is answered."""
    return Saisie(questions=QUESTIONS, hors_champ="décès", numero=1, contexte=context())


def pressed(keys: str, saisie: Saisie | None = None) -> Pas:
    """Press keys."""
    pas = Pas(saisie=saisie or empty())
    for key in keys:
        pas = press(pas.saisie, key)
    return pas


def test_twelve_keys_make_a_letter() -> None:
    """A letter that has everything is twelve keys, and each key is its question's answer."""
    pas = pressed("oon" + "o" * 9)
    assert pas.lettre is not None

    assert Acte.GARDER is pas.acte
    assert IDS == list(pas.lettre.reponses)
    assert ["QLS-03"] == [name for name, one in pas.lettre.reponses.items() if one.etat is Etat.NON]


def test_letter_that_is_not_there_is_one_key() -> None:
    """« Non » to the first question ends the letter: nothing can be said of the rest."""
    pas = pressed("n")
    assert pas.lettre is not None

    assert {"QLS-01": Reponse(Etat.NON)} == pas.lettre.reponses


def test_without_object_needs_a_reason_of_the_grid() -> None:
    """A criterion is without object for a reason of the grid, by its number, or not at all."""
    given = pressed("oos2").saisie

    assert Reponse(Etat.SANS_OBJET, "B") == given.reponses[-1]
    assert "n'admet pas" in pressed("os").avis
    assert "un numéro de 1 à 2" in pressed("oos7").avis
    assert pressed("oosu").saisie == pressed("oo").saisie


@pytest.mark.parametrize("key", ["u", "\x7f", "left"])
def test_undo_gives_the_state_before(key: str) -> None:
    """Going back is as if the last key had not been pressed; before the first one it asks for the letter before."""
    assert pressed("oo").saisie == press(pressed("oon").saisie, key).saisie
    assert Acte.PRECEDENTE is press(empty(), key).acte


@pytest.mark.parametrize("key", ["z", "5", "", "é", "\x1b", "\n"])
def test_unknown_key_changes_nothing(key: str) -> None:
    """A key that means nothing answers nothing."""
    pas = press(pressed("oo").saisie, key)

    assert (pressed("oo").saisie, None) == (pas.saisie, pas.lettre)
    assert pas.avis


def test_numbers_follow_the_draw_or_the_last_one() -> None:
    """Letters are numbered on, or bear the numbers of a draw until all of them are read."""
    assert [1, 6] == [next_number((), ()), next_number((), (2, 5))]
    assert [7, 3, None] == [next_number((7, 3), ()), next_number((7, 3), (7,)), next_number((7, 3), (3, 7))]


def test_file_is_read_back_as_written(tmp_path: Path) -> None:
    """What was answered is what is read, whatever the answers; a later line of a number stands for the former."""
    lettres = [read_by_hand(1), read_by_hand(2, "oosn????oooo", "2026-03"), read_by_hand(3, "n"), read_by_hand(1, "n")]
    path = paper(tmp_path, *lettres)
    found = read_paper(path, IDS)

    assert () == found.problemes
    assert [read_by_hand(1, "n"), *lettres[1:3]] == [
        LettrePapier(numero=one.numero, contexte=one.contexte, reponses=dict(one.reponses))
        for one in found.lettres.values()
    ]
    assert 5 == found.lettres[1].ligne


GOOD = json.loads(letter_line(read_by_hand(2)))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "n'est pas un objet JSON"),
        (b"[1]", "n'est pas un objet JSON"),
        (b"[" * 100_000, "n'est pas un objet JSON"),
        (b'{"lettre": 1, "lettre": 1}', "une clé est là deux fois"),
        (b'{"lettre": "\xff"}', "n'est pas en UTF-8"),
        ({"lettre": 0}, "« lettre » est un numéro"),
        ({"lettre": True}, "« lettre » est un numéro"),
        ({"lettre": 10**7}, "« lettre » est un numéro"),
        ({"sortie": "2026-02-30"}, "« sortie »"),
        ({"sortie": "mars"}, "« sortie »"),
        ({"sortie": "2026-W10-1"}, "« sortie »"),
        ({"sortie": "20260309ab"}, "« sortie »"),
        ({"sortie": "0001-01-01"}, "« sortie »"),
        ({"uf": "Mme DUPONT Marie-Christine"}, "« uf »"),
        ({"activite": "x"}, "« activite »"),
        ({"nom": "DUPONT"}, "clé inconnue"),
        ({"reponses": {}}, "« reponses »"),
        ({"reponses": {**GOOD["reponses"], "QLS-05": "peut-être"}}, "QLS-05 : oui, non, inconnu"),
        ({"reponses": {**GOOD["reponses"], "QLS-03": {"sans_objet": " "}}}, "QLS-03 : oui, non, inconnu"),
        ({"reponses": {**GOOD["reponses"], "QLS-99": "oui"}}, "n'est pas de la grille"),
        ({"reponses": {"QLS-01": "oui", "QLS-02": "oui"}}, "réponse absente pour QLS-03"),
        ({"hors_champ": "décès"}, "« reponses » ou « hors_champ »"),
        (b'{"lettre": 9, "retiree": true}', "n'est pas plus haut"),
        (b'{"lettre": 9, "retiree": false}', "« retiree: true »"),
    ],
)
def test_wrong_line_is_told_by_its_number(tmp_path: Path, line: object, reason: str) -> None:
    """A line that is not what it should be is left out with its number, quotes nothing, and the others count."""
    path = paper(tmp_path, read_by_hand(1))
    raw = line if isinstance(line, bytes) else json.dumps({**GOOD, **line}).encode()  # type: ignore[dict-item]
    path.write_bytes(path.read_bytes() + raw + b"\n" + letter_line(read_by_hand(4)))
    found = read_paper(path, IDS)

    assert [1, 4] == list(found.lettres)
    assert [(3, True)] == [(one.ligne, reason in one.raison) for one in found.problemes]
    assert "DUPONT" not in found.problemes[0].raison


@pytest.mark.parametrize("head", [b"", b"\n", b"{}\n", b'{"format": 1}\n', b"\x00\xff\n", b"[]\n", HEAD.strip()])
def test_file_without_its_heading_is_refused(tmp_path: Path, head: bytes) -> None:
    """A file that does not say what it is, or that was cut in its first line, is no reading."""
    (tmp_path / "a.papier.jsonl").write_bytes(head)

    with pytest.raises(DraftFormatError, match="n'est pas une saisie"):
        read_paper(tmp_path / "a.papier.jsonl")


def test_later_format_is_told(tmp_path: Path) -> None:
    """A file of a later program is not guessed at."""
    (tmp_path / "a.papier.jsonl").write_bytes(HEAD.replace(b'"format": 1', b'"format": 2'))

    with pytest.raises(DraftVersionError, match="plus récent"):
        read_paper(tmp_path / "a.papier.jsonl")


def test_cut_file_keeps_its_whole_lines(tmp_path: Path) -> None:
    """Wherever a kill cuts the file, no half letter is read, and the work goes on after the whole ones."""
    path = paper(tmp_path, read_by_hand(1), read_by_hand(2))
    whole = path.read_bytes()
    first = len(HEAD + letter_line(read_by_hand(1)))
    for length in range(first + 1, len(whole), 7):
        path.write_bytes(whole[:length])
        kept = PaperFile.open(path, "qls_mco_12", "sha256:0", IDS)
        kept.keep(read_by_hand(2))

        assert whole == path.read_bytes()


def test_two_writers_do_not_mix_their_letters(tmp_path: Path) -> None:
    """A file that somebody else writes to is not written to any more."""
    path = paper(tmp_path)
    one, other = (PaperFile.open(path, "qls_mco_12", "sha256:0", IDS) for _ in range(2))
    one.keep(read_by_hand(1))

    with pytest.raises(DraftError, match="a changé"):
        other.keep(read_by_hand(1, "n"))
    assert [1] == list(read_paper(path, IDS).lettres)


def test_withdrawn_letter_is_gone(tmp_path: Path) -> None:
    """A letter taken away counts no more, and its line tells it."""
    kept = PaperFile.open(paper(tmp_path, read_by_hand(1), read_by_hand(2)), "qls_mco_12", "sha256:0", IDS)
    kept.withdraw(1)

    assert [2] == list(read_paper(kept.path, IDS).lettres)


def test_other_grid_or_wrong_line_is_not_written_to(tmp_path: Path) -> None:
    """Readings are not added to a file of other questions, nor after a line that nobody can read."""
    with pytest.raises(DraftFormatError, match="autre grille"):
        PaperFile.open(paper(tmp_path), "qls_mco_14", "sha256:0", IDS)
    path = paper(tmp_path)
    path.write_bytes(HEAD + b"x\n")

    with pytest.raises(DraftFormatError, match="ligne inutilisable") as caught:
        PaperFile.open(path, "qls_mco_12", "sha256:0", IDS)
    assert caught.value.location is not None
    assert 2 == caught.value.location.line


def test_paper_counts_with_the_letters(tmp_path: Path) -> None:
    """Readings by hand are in the rates and the score, are counted apart, and have no template nor writer."""
    filled(tmp_path / "l", [letter(n) for n in range(1, 21)])
    paper(tmp_path / "l", *(read_by_hand(n, "oo" + "on"[n % 2] + "o" * 9) for n in range(1, 21)))
    bilan = report(tmp_path / "l")
    table = bilan.tableaux[0]
    assert bilan.papier is not None

    assert (20, 40, 20, 20) == (bilan.fichiers, bilan.jugees, bilan.papier.lues, bilan.papier.jugees)
    assert (75.0, 40) == (table.lignes[2].taux, table.lignes[2].n)
    assert {"mco_standard", "papier"} == {one.libelle for one in table.groupes if one.dimension.value == "modele"}
    assert "dont lettres de ce logiciel : 20, papier : 20" in "\n".join(report_lines(bilan))
    assert {"lettre": 20, "papier": 20} == report_data(bilan)["origines"]


def test_unknown_counts_as_not_satisfied_and_is_told(tmp_path: Path) -> None:
    """« Je ne sais pas » is a trace that nobody found: it fails the criterion, and is counted apart."""
    paper(tmp_path, *(read_by_hand(n, "oo?" + "o" * 9) for n in range(1, 31)))
    bilan = report(tmp_path)
    assert bilan.papier is not None

    assert (0.0, 30) == (bilan.tableaux[0].lignes[2].taux, bilan.papier.inconnus)


def test_readings_alone_measure_the_first_criterion(tmp_path: Path) -> None:
    """Records read by hand are stays: those without a letter count, and score 0."""
    paper(tmp_path, *(read_by_hand(n, "n" if n % 4 == 0 else "o" * 12) for n in range(1, 41)))
    bilan = report(tmp_path)
    table = bilan.tableaux[0]

    assert (Base.SEJOURS, 75.0, 75.0) == (bilan.base, table.lignes[0].taux, table.score.valeur)
    assert 30 == table.lignes[2].n


@pytest.mark.parametrize(
    ("sortie", "state"),
    [
        ("2026-03-09", Sort.JUGEE),
        ("2026-03", Sort.JUGEE),
        ("2026-02", Sort.HORS_PERIODE),
        ("2026-02-28", Sort.HORS_PERIODE),
        ("2026-04-01", Sort.EN_COURS),
        ("2026-04", Sort.EN_COURS),
    ],
)
def test_period_looks_at_days_and_months(tmp_path: Path, sortie: str, state: Sort) -> None:
    """A day is in the period or not; a month is when all of it is."""
    path = paper(tmp_path, read_by_hand(1, sortie=sortie))
    demande = Demande(today=TODAY, depuis=date(2026, 3, 1), jusqua=date(2026, 3, 31))

    assert [state] == [one.etat for one in read_letters(path, demande).jugements]


def test_month_across_the_period_is_told(tmp_path: Path) -> None:
    """A month of which a part is in the period is left out with its own reason."""
    (done,) = read_letters(
        paper(tmp_path, read_by_hand(1, sortie="2026-03")), Demande(today=TODAY, depuis=date(2026, 3, 10))
    ).jugements

    assert (Sort.HORS_PERIODE, "saisie papier : mois à cheval sur la période") == (done.etat, done.raison)


def test_reason_typed_into_the_file_does_not_come_out(tmp_path: Path) -> None:
    """A reason that is not the grid's may be anything, a name too: it is told as « autre raison »."""
    path = paper(tmp_path, *(read_by_hand(n, "oos" + "o" * 9) for n in range(1, 3)))
    path.write_text(path.read_text("utf-8").replace(REFUSAL, "voir Mme ZZDUPONT", 1), "utf-8")
    bilan, read = report(tmp_path), read_letters(path, Demande(today=TODAY))
    data = json.dumps(report_data(bilan), ensure_ascii=False)

    assert [OTHER_REASON, REFUSAL] == [one.sans_objet[0].raison for one in read.jugements]
    assert "ZZDUPONT" not in data + "\n".join(report_lines(bilan))


def test_list_of_stays_knows_no_reading(tmp_path: Path) -> None:
    """A reading has no stay number: with a list of stays it is left out, and told."""
    paper(tmp_path, read_by_hand(1))
    bilan = report(tmp_path, sejours=ListeSejours((), ()))

    assert [(Sort.HORS_LISTE, NOT_MATCHED, 1)] == [(one.etat, one.raison, one.n) for one in bilan.ecartees]


def test_correspondence_names_file_and_line(tmp_path: Path) -> None:
    """The number of a reading in the run leads back to its file and line."""
    path = paper(tmp_path, read_by_hand(1), read_by_hand(2))
    text = files_csv(report(tmp_path), ()).decode("utf-8-sig")

    assert [f"1;jugee;{path};2", f"2;jugee;{path};3"] == text.splitlines()[1:]


def test_unusable_reading_stops_nothing(tmp_path: Path) -> None:
    """A file of readings that cannot be read is listed, and the others count."""
    paper(tmp_path, read_by_hand(1))
    (tmp_path / "b.papier.jsonl").write_bytes(b"\xff\xfe")
    (tmp_path / "c.papier.jsonl").write_bytes(HEAD.replace(b"mco_12", b"inconnue"))
    (tmp_path / "d.papier.jsonl").write_bytes(HEAD.replace(b"qls_mco_12", b"medicaments"))
    bilan = report(tmp_path)

    assert (1, 3) == (bilan.jugees, len(bilan.illisibles))
    assert 2 == sum("grille inconnue" in one.raison for one in bilan.illisibles)
