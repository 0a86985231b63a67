"""A list of stays: those without a letter score 0, and no stay number comes out."""

from datetime import date
from pathlib import Path

import pytest

from lls_drafter.audit.folder import list_sources
from lls_drafter.audit.groups import Dimension
from lls_drafter.audit.model import Etat
from lls_drafter.audit.outputs import files_csv, to_csv, to_json
from lls_drafter.audit.run import Bilan, Tirage
from lls_drafter.audit.scoring import Demande
from lls_drafter.audit.stays import ListeSejours, SejourAttendu, read_stays
from lls_drafter.audit.words import report_lines
from lls_drafter.errors import UsageError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.remise import Annulation
from lls_drafter.letter.sejour import Activite, Situation
from tests.audit.letters import LEAVING, TODAY, filled, letter, report


def stay(
    number: int, *, hors_champ: bool = False, sortie: date = LEAVING, activite: Activite = Activite.MCO
) -> SejourAttendu:
    """Give a stay of a list."""
    return SejourAttendu(
        ligne=number + 1,
        numero=f"ZZ{number:03d}",
        unite="2143",
        sortie=sortie,
        activite=activite,
        hors_champ=hors_champ,
    )


def of_stay(number: int, stay_number: int, **changes: object) -> Lettre:
    """Give letter `number`, of a stay."""
    return letter(number, sejour__numero=f"ZZ{stay_number:03d}", **changes)  # type: ignore[arg-type]


def counted(folder: Path, lettres: list[Lettre], stays: list[SejourAttendu], **asked: object) -> Bilan:
    """Audit letters against a list."""
    return report(filled(folder / "l", lettres), sejours=ListeSejours(tuple(stays), ()), **asked)  # type: ignore[arg-type]


def test_stay_without_a_letter_scores_zero(tmp_path: Path) -> None:
    """Forty stays, thirty good letters: QLS 1 is 75 %, the score 75; the other criteria are those of the letters."""
    bilan = counted(tmp_path, [of_stay(n, n) for n in range(30)], [stay(n) for n in range(40)])
    table = bilan.tableaux[0]
    first, second = table.lignes[:2]
    assert bilan.flux is not None

    assert (30, 10) == (bilan.flux.retrouves, bilan.flux.sans_lettre)
    assert (True, 75.0, 40) == (first.mesure, first.taux, first.n)
    assert (100.0, 30) == (second.taux, second.n)
    assert (75.0, None) == (table.score.valeur, table.score_non_validees)


@pytest.mark.parametrize(
    ("changes", "fate"),
    [
        ({}, "retrouves"),
        ({"statut": Statut.BROUILLON, "validation": None}, "non_valides"),
        ({"statut": Statut.ANNULEE, "annulation": Annulation(motif="erreur")}, "sans_lettre"),
        ({"sejour__situations": (Situation.DECES,)}, "hors_champ"),
        ({"sejour__numero": "autre"}, "sans_lettre"),
        ({"fictive": True}, "sans_lettre"),
    ],
)
def test_stay_has_one_fate(tmp_path: Path, changes: dict[str, object], fate: str) -> None:
    """What becomes of a stay follows its letter."""
    bilan = counted(tmp_path, [letter(1, **{"sejour__numero": "ZZ001", **changes})], [stay(1)])  # type: ignore[arg-type]
    assert bilan.flux is not None

    assert 1 == getattr(bilan.flux, fate)
    assert 1 == sum(
        getattr(bilan.flux, name) for name in ("hors_periode", "hors_champ", "retrouves", "non_valides", "sans_lettre")
    )


@pytest.mark.parametrize(
    ("one", "fate"),
    [
        (stay(1, hors_champ=True), "hors_champ"),
        (stay(1, activite=Activite.SMR), "hors_champ"),
        (stay(1, sortie=date(2026, 2, 28)), "hors_periode"),
        (stay(1, sortie=TODAY), "hors_periode"),
        (stay(1), "sans_lettre"),
    ],
)
def test_list_decides_of_a_stay_without_letter(tmp_path: Path, one: SejourAttendu, fate: str) -> None:
    """A stay left out by the list, without a grid or out of the period does not count."""
    demande = Demande(today=TODAY, depuis=date(2026, 3, 1))
    (tmp_path / "l").mkdir()
    bilan = report(tmp_path / "l", demande, sejours=ListeSejours((one,), ()))

    assert 1 == getattr(bilan.flux, fate)


def test_letter_outside_the_list_does_not_count(tmp_path: Path) -> None:
    """A letter of no stay of the list, or the worse of two of one stay, is counted apart."""
    draft = of_stay(2, 1, statut=Statut.BROUILLON, validation=None)
    bilan = counted(tmp_path, [draft, of_stay(1, 1), of_stay(3, 9)], [stay(1)])

    assert (Etat.HORS_LISTE, Etat.JUGEE, Etat.HORS_LISTE) == bilan.etats
    assert 1 == bilan.jugees


def test_rules_are_counted_over_letters(tmp_path: Path) -> None:
    """A stay without a letter has no rule of its own: the rates of rules are those of the letters."""
    lettres = [of_stay(n, n, motif_hospitalisation=None) for n in range(30)]
    bilan = counted(tmp_path, lettres, [stay(n) for n in range(60)])

    assert {"REG-MOTIF": 100.0}.items() <= {one.regle: one.taux for one in bilan.regles}.items()


def test_no_stay_number_comes_out(tmp_path: Path) -> None:
    """Neither the report nor the data names a stay; the private file gives the line of the list."""
    bilan = counted(tmp_path, [of_stay(n, n) for n in range(20)], [stay(n) for n in range(35)], tirage=Tirage(30, 3))
    paths = list_sources((tmp_path / "l",)).lettres
    outputs = ["\n".join(report_lines(bilan)), to_json(bilan), to_csv(bilan).decode(), files_csv(bilan, paths).decode()]

    assert [] == [text for text in outputs if "ZZ0" in text]
    assert 30 == bilan.jugees == len(bilan.tirees)
    assert [f"{one.numero};sans_lettre;;{one.ligne}" for one in bilan.absents] == outputs[-1].split()[
        -len(bilan.absents) :
    ]


def test_stay_without_letter_has_no_template(tmp_path: Path) -> None:
    """What has no letter is not held against a template or a writer."""
    bilan = counted(tmp_path, [of_stay(n, n) for n in range(30)], [stay(n) for n in range(45)])
    found = {(one.dimension, one.libelle): one.effectif for one in bilan.tableaux[0].groupes}

    assert (30, 15) == (found[Dimension.MODELE, "mco_standard"], found[Dimension.MODELE, "sans lettre"])


def test_list_is_read_as_hospitals_write_it(tmp_path: Path) -> None:
    """Separators, encodings, titles and dates are free; a wrong line is told by number, without its content."""
    lines = (
        "SEJOUR;UF;Entrée;Sortie;Activité;Hors_champ", "A1;12;;09/03/2026;MCO;", "A2;12;;2026-03-10;;oui", "",
        "A1;;;09/03/2026;;", ";;;09/03/2026;;", "SECRET;;;32/03/2026;;", "B;;;09/03/2026;xyz;",
        "C;;;09/03/2026;;peut-être",
    )  # fmt: skip
    text = "\n".join(lines)
    path = tmp_path / "s.csv"
    path.write_bytes(text.encode("cp1252"))
    read = read_stays(path, today=TODAY)

    assert [("A1", LEAVING, False), ("A2", date(2026, 3, 10), True)] == [
        (one.numero, one.sortie, one.hors_champ) for one in read.sejours
    ]
    assert ["ligne 5", "ligne 6", "ligne 7", "ligne 8", "ligne 9"] == [one.split(" :")[0] for one in read.problemes]
    assert "SECRET" not in " ".join(read.problemes)


def test_list_without_its_titles_is_refused(tmp_path: Path) -> None:
    """A file that does not name its columns is refused: nothing is guessed."""
    path = tmp_path / "s.csv"
    path.write_text("A1;09/03/2026\n", "utf-8")

    with pytest.raises(UsageError, match="colonnes"):
        read_stays(path, today=TODAY)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('S1;01/03/2026;"2143', "guillemets non refermés"),
        (f'S1;01/03/2026;"{"x" * 200_000}"', "guillemets non refermés"),
        ("S1;01/03/2026;2143;mco;non;oui", "plus de cases que de colonnes"),
    ],
    ids=["quote", "huge", "cells"],
)
def test_line_whose_cells_are_not_told_apart_is_told(tmp_path: Path, line: str, problem: str) -> None:
    """A line of wrong quotes, of a huge cell or of too many cells is told, and the next ones are read."""
    path = tmp_path / "s.csv"
    path.write_text(f"sejour;sortie;uf;activite;hors_champ\n{line}\nS2;02/03/2026;;;\n", "utf-8")
    read = read_stays(path, today=TODAY)

    assert (("S2",), (f"ligne 2 : {problem}",)) == (tuple(one.numero for one in read.sejours), read.problemes)


def test_cell_of_several_lines_does_not_move_the_others(tmp_path: Path) -> None:
    """A column of free text written over two lines leaves the stay whole, its activity included."""
    path = tmp_path / "s.csv"
    path.write_text('sejour;sortie;note;activite\nS1;01/03/2026;"deux\nlignes";had\nS2;02/03/2026;;\n', "utf-8")
    read = read_stays(path, today=TODAY)

    assert [("S1", Activite.HAD, 2), ("S2", Activite.MCO, 4)] == [
        (one.numero, one.activite, one.ligne) for one in read.sejours
    ]
    assert () == read.problemes


def test_unit_of_a_list_acts_on_no_terminal(tmp_path: Path) -> None:
    """Control characters of a unit's name are gone."""
    path = tmp_path / "s.csv"
    path.write_bytes(b"sejour;sortie;uf\nS1;01/03/2026;\x1b[2J21\n")

    assert "[2J21" == read_stays(path, today=TODAY).sejours[0].unite


@pytest.mark.parametrize("heading", ["sejour;sortie;sortie", f'sejour;sortie;{"x" * 200_000}"', ""])
def test_heading_that_tells_no_column_is_refused(tmp_path: Path, heading: str) -> None:
    """A column given twice, a heading that is no heading and an empty file are refused with a sentence."""
    path = tmp_path / "s.csv"
    path.write_text(f'"{heading}\nS1;01/03/2026;02/03/2026\n' if "x" in heading else f"{heading}\n", "utf-8")
    with pytest.raises(UsageError, match="colonne"):
        read_stays(path, today=TODAY)
