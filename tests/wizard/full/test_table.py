"""The table of the full screen: cells, fates, rows, pasted lists."""

from lls_drafter.letter.remise import Provenance
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Medicament, Prescription
from tests.terminal.screen import key, pasted
from tests.wizard.drawn import Step, until
from tests.wizard.full.hands import ENTER, ESCAPE, HOME_LINE, LEFT, RIGHT, UNDO, UP, go, last, quick_add, side
from tests.wizard.seat import Seat, settled_seat


def test_drug_line_is_said_back_while_it_is_typed(place: Seat) -> None:
    """What is understood of a line is in sight before anything is accepted."""
    seen = last(place, go("traitement_habituel"), HOME_LINE, until("Lu : "))

    assert seen.shows("le matin")
    assert () == place.lettre.volet_medicamenteux


def test_one_key_says_what_becomes_of_a_drug(place: Seat) -> None:
    """p, m, a, s on a row; the cell then waits for what that asks for."""
    last(place, *quick_add(HOME_LINE), UP, "p")
    assert Devenir.POURSUIVI is place.reread().volet_medicamenteux[0].devenir

    fate = go("volet_medicamenteux[a1].devenir")
    seen = last(place, fate, "a", until("seconde fois"))
    assert Devenir.POURSUIVI is place.reread().volet_medicamenteux[0].devenir  # it would empty the discharge side
    assert seen.shows("[cellules]")

    seen = last(place, fate, "aa", until("motif"))
    assert Devenir.ARRETE is place.reread().volet_medicamenteux[0].devenir
    assert seen.shows("[écriture]")


def test_row_is_copied_moved_removed_and_all_of_it_is_undone(place: Seat) -> None:
    """d, Alt-Down, Delete; undo takes each back, and says which."""
    added = quick_add(HOME_LINE, "ramipril 5 mg 1 le soir")

    def names(*steps: Step) -> list[str]:
        place.lettre = settled_seat(place.path).lettre
        place.position = None
        place.en_cours = {}
        last(place, *added, UP, *steps)
        return [row.avant.medicament.libelle for row in place.reread().volet_medicamenteux]  # type: ignore[union-attr, misc]

    two = names()
    assert 2 == len(two)
    assert [two[0], two[1], two[1]] == names("d")
    assert [two[1], two[0]] == names(key("Alt-Haut"))
    assert [two[0]] == names(key("Suppr"))
    assert two == names(key("Suppr"), UNDO)


def test_pasted_list_is_read_and_accepted_by_one_key(place: Seat) -> None:
    """All lines read whole enter at once; the others come one by one, seen."""
    listed = pasted(f"{HOME_LINE}\nramipril 5 mg 1 le soir\ntruc zzz 1 qqq le soir ??")
    seen = last(place, go("traitement_habituel"), listed, ENTER, until("Lu : 3 lignes"), ENTER)

    assert 2 == len(place.reread().volet_medicamenteux)
    assert seen.shows("truc zzz")


def test_list_pasted_in_a_cell_is_not_thrown_away(place: Seat) -> None:
    """A paste on a cell that is not open yet goes into it, to be read."""
    fate = go("volet_medicamenteux[a1].devenir")
    seen = last(
        place, *quick_add(HOME_LINE), fate, pasted("furosémide 40 mg 2 cp le matin\nmacrogol 10 g 1 sachet le matin")
    )

    assert seen.shows("macrogol 10 g 1 sachet le matin")


def test_removing_a_row_stays_in_the_table(place: Seat) -> None:
    """After the last row is removed one is on the row above, and its letters command."""
    added = quick_add(HOME_LINE, "ramipril 5 mg 1 le soir")
    seen = last(place, *added, go("volet_medicamenteux[a2].devenir"), key("Suppr"))

    assert 1 == len(place.reread().volet_medicamenteux)
    assert seen.shows("[cellules] furosémide 40 mg comprimé > Devenir")


def test_number_of_the_row_in_hand_is_whole(place: Seat) -> None:
    """Row 11 is never read as row 1."""
    rows = tuple(LigneTraitement(cle=f"a{n}", avant=side(f"m{n}")) for n in range(12))
    place.lettre = place.lettre.replace(volet_medicamenteux=rows)
    seen = last(place, go("volet_medicamenteux[a10].devenir"), rows=60)

    assert any(line.startswith("▸11 m10") for line in seen.lines)


def test_typing_in_a_cell_begins_to_write_there(place: Seat) -> None:
    """A letter that is no command of the grid goes into the cell; Escape keeps it, not accepted."""
    seen = last(place, *quick_add(HOME_LINE), UP, LEFT, " et le soir", ESCAPE, until("[cellules]"))

    assert "1 le matin" == place.reread().volet_medicamenteux[0].avant.posologie  # type: ignore[union-attr]
    assert ["1 le matin et le soir"] == list(place.en_cours.values())
    assert seen.shows("non accepté")


def test_narrow_grid_says_how_many_columns_are_out_of_sight(place: Seat) -> None:
    """At 80 columns the grid moves sideways, and tells it."""
    seen = last(place, *quick_add(HOME_LINE), UP, RIGHT, RIGHT, columns=80, rows=24)

    assert seen.shows("Ligne")
    assert any("<" in line[:4] for line in seen.lines)


def test_forty_rows_are_gone_through_and_sorted(place: Seat) -> None:
    """A long table keeps its headings and the row in hand in sight; « trier » puts it in one order."""
    drugs = [f"médicament{number:02d} 5 mg" for number in range(40, 0, -1)]
    rows = tuple(
        LigneTraitement(cle=f"a{n}", avant=Prescription(medicament=Medicament(libelle=d))) for n, d in enumerate(drugs)
    )
    place.lettre = place.lettre.replace(volet_medicamenteux=rows)
    seen = last(place, go("volet_medicamenteux[a0].avant.posologie"), *[key("Page suiv.")] * 7, until("médicament05"))
    assert seen.shows("Avant l'hospitalisation")

    last(
        place, UP, f":trier{ENTER}", f"4{ENTER}", until("-> Ordre")
    )  # the palette is open over a cell: it takes the letters
    names = [row.avant.medicament.libelle for row in place.reread().volet_medicamenteux]  # type: ignore[union-attr]
    assert sorted(drugs) == names


def test_origin_of_an_answer_is_told(place: Seat) -> None:
    """The help pane says where an answer comes from when it was not typed."""
    place.lettre = place.lettre.replace(provenance={"signataire": Provenance(source="reglages")})
    seen = last(place, go("signataire"))

    assert seen.shows("Origine : réglages du poste")
