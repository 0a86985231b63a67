"""What an audit says to a person who does not know the program: the right noun, and what to do next."""

from datetime import date
from pathlib import Path

from lls_drafter.audit.causes import Cause
from lls_drafter.audit.model import Critere, Etat
from lls_drafter.audit.outputs import to_csv, to_json
from lls_drafter.audit.page import Feuille, render
from lls_drafter.audit.page.groups import causes_section
from lls_drafter.audit.previous import read_previous
from lls_drafter.audit.run import Bilan
from lls_drafter.audit.scoring import Demande
from lls_drafter.audit.stays import ListeSejours, SejourAttendu
from lls_drafter.audit.table import Voisins
from lls_drafter.audit.words import GAIN_NOTE, report_lines
from lls_drafter.letter.sejour import Activite
from tests.audit.letters import LEAVING, TODAY, filled, letter, report
from tests.audit.test_paper import paper, read_by_hand
from tests.audit.test_paper import report as report_of_all
from tests.exports.readers import html_text

UNITS = ("2143", "2144")
MARCH = Demande(today=TODAY, depuis=date(2026, 3, 1), jusqua=date(2026, 3, 31))


def stays(folder: Path, problems: tuple[str, ...] = ()) -> Bilan:
    """Audit thirty letters of thirty-five stays, one letter of no stay, and one discharged before the period."""
    early, unknown = date(2026, 1, 15), "autre"
    lettres = [letter(n, unite=UNITS[n % 2], sejour__numero=f"ZZ{n}") for n in range(30)]
    lettres += [letter(31, sejour__numero=unknown), letter(32, sejour__numero=unknown, sejour__date_sortie=early)]
    listed = tuple(
        SejourAttendu(
            ligne=n + 2, numero=f"ZZ{n}", unite=UNITS[n % 2], sortie=LEAVING, activite=Activite.MCO, hors_champ=False
        )
        for n in range(35)
    )
    return report(filled(folder, lettres), MARCH, sejours=ListeSejours(listed, problems))


def said(bilan: Bilan) -> str:
    """Give the report as one text."""
    return "\n".join(report_lines(bilan))


def test_letter_out_of_the_period_is_not_told_as_missing_from_the_list(tmp_path: Path) -> None:
    """With a list of stays, « hors de la liste » counts letters of the period: those that the list forgot."""
    told = {one.etat: one.n for one in stays(tmp_path).ecartees}

    assert {Etat.HORS_PERIODE: 1, Etat.HORS_LISTE: 1} == told


def test_stays_are_not_called_letters(tmp_path: Path) -> None:
    """A group of stays, some without a letter, is counted in « séjours », in the report and on the page."""
    bilan = stays(tmp_path)
    page = " ".join(html_text(render(Feuille(tableaux=bilan.tableaux, bilan=bilan))).split())

    assert "18 séjours   " in said(bilan)
    assert "groupes de moins de 11 séjours" in said(bilan)
    assert "Groupe Séjours Score" in page


def test_wrong_lines_of_a_list_are_to_mend(tmp_path: Path) -> None:
    """Lines of a list that count for nothing are told as such, with their number."""
    text = said(stays(tmp_path, ("ligne 4 : numéro de séjour absent",)))

    assert "lignes de la liste à corriger, qui ne comptent pas : 1\n    ligne 4 : numéro de séjour absent" in text


def test_folder_of_fictional_letters_says_how_to_judge_them(tmp_path: Path) -> None:
    """Nothing judged because all is fictional: the option is named; when something is judged it is not."""
    hint = "les lettres fictives se jugent avec --fictives"
    fictional = filled(tmp_path, [letter(1, fictive=True)])

    assert hint in said(report(fictional))
    assert hint not in said(report(fictional, Demande(today=TODAY, fictives=True)))


def test_unreadable_file_is_found_by_its_number(tmp_path: Path) -> None:
    """A file that gave no letter has a number, and the report says where numbers are told."""
    (tmp_path / "a.lls.yaml").write_text("format: 1\nidentifiant: [\n", "utf-8")

    assert "quel fichier a quel numéro : --correspondance" in said(report(tmp_path))


def test_criterion_that_is_not_measured_has_no_count_in_the_spreadsheet(tmp_path: Path) -> None:
    """A count beside its number would be read as a rate: the CSV says « non mesuré » and gives none."""
    rows = to_csv(report(filled(tmp_path, [letter(n) for n in range(30)]))).decode("utf-8-sig").splitlines()
    first = next(row.split(";") for row in rows if ";QLS-01;" in row)

    assert ["Lettre de liaison à la sortie retrouvée (non mesuré)", "", "30", ""] == first[3:7]


def test_one_kind_of_source_is_said_once(tmp_path: Path) -> None:
    """« dont papier : 10 » is not said of ten letters that are all on paper."""
    paper(tmp_path, *(read_by_hand(n) for n in range(1, 11)))
    text = said(report_of_all(tmp_path))

    assert "Audit de la lettre de liaison : 1 saisie papier, 10 lettres jugées" in text
    assert "dont papier" not in text


def test_one_more_criterion_is_not_plural_on_the_page() -> None:
    """Seven criteria fail and six are shown: the closed one is not « les 1 autres »."""
    causes = [Cause(Critere(f"QLS-{n:02d}", "Titre", indispensable=False), 9 - n, ()) for n in range(1, 8)]
    page = " ".join(html_text(causes_section(causes, "g").encode()).split())

    assert "Critères suivants (1) QLS-07 Titre : 2 échecs." in page


def test_evolution_is_said_to_be_without_an_interval(tmp_path: Path) -> None:
    """A plain difference is never left alone: chance may have made it."""
    filled(tmp_path, [letter(n) for n in range(30)])
    (tmp_path / "avant.txt").write_text(to_json(report(tmp_path)), "utf-8")
    compared = said(report(tmp_path, voisins=Voisins(precedents=read_previous(tmp_path / "avant.txt"))))

    assert GAIN_NOTE in " ".join(compared.split())
    assert GAIN_NOTE not in " ".join(said(report(tmp_path)).split())
