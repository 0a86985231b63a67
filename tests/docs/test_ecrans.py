"""The pictures of the screens: a terminal drawn as it is, and a page that shows them all."""

from lxml import etree

from tests.terminal.screen import Cells, Emulator
from tools.ecrans import TARGET, readme, shots, typed
from tools.ecrans_scenes import SCENES
from tools.ecrans_svg import HEIGHT, PALETTES, WIDTH, svg

_SVG = "{http://www.w3.org/2000/svg}"


def cells(*pieces: str) -> Cells:
    """Give the cells of a small screen where some pieces were written."""
    import pyte

    drawn = Emulator(20, 3)
    pyte.Stream(drawn).feed("".join(pieces))
    return drawn.cells()


def picture(drawn: Cells, cursor: tuple[int, int] | None = None) -> etree._Element:
    """Give the picture of a screen, read back."""
    return etree.fromstring(svg(drawn, titre="essai", palette=PALETTES["sombre"], cursor=cursor).encode())


def texts(root: etree._Element) -> list[tuple[int, str, int]]:
    """Give the texts of a picture: column, text, columns that it takes."""
    return [
        (int(text.attrib["x"]) // WIDTH, text.text or "", int(text.attrib["textLength"]) // WIDTH)
        for text in root.iter(f"{_SVG}text")
    ]


def test_texts_stand_on_the_grid_of_cells() -> None:
    """Each text begins at its column and is as long as its cells, wide and combined characters included."""
    root = picture(cells("é  <a & b>", "\r\n漢字 e\u0301t"))

    assert [(0, "é", 1), (3, "<a & b>", 7), (0, "漢", 2), (2, "字", 2), (5, "ét", 2)] == texts(root)


def test_colours_and_styles_are_drawn() -> None:
    """Bold, underline, reverse, the named colours and the others are those of the terminal."""
    root = picture(cells("\x1b[1;4;31mA\x1b[0m\x1b[7mB\x1b[0m\x1b[38;2;1;2;3mC\x1b[0m"))
    palette = PALETTES["sombre"]
    first, second, third = root.iter(f"{_SVG}text")

    assert ("bold", "underline", palette.noms[1]) == tuple(
        first.attrib[name] for name in ("font-weight", "text-decoration", "fill")
    )
    assert palette.fond == second.attrib["fill"]
    assert [palette.texte] == [one.attrib["fill"] for one in root.iter(f"{_SVG}rect") if one.get("x") == str(WIDTH)]
    assert "#010203" == third.attrib["fill"]


def test_cursor_is_in_sight() -> None:
    """The cursor is a block over its cell."""
    *_, block = picture(cells("ab"), cursor=(2, 5)).iter(f"{_SVG}rect")

    assert (str(5 * WIDTH), str(2 * HEIGHT)) == (block.attrib["x"], block.attrib["y"])


def test_named_keys_are_pressed_and_the_rest_is_typed() -> None:
    """A step is what a person types, keys between braces."""
    assert ":aller motif\r\x1b[19~" == typed(":aller motif{Entrée}{F8}")


def test_every_scene_has_its_pictures_and_the_page_shows_them() -> None:
    """The folder holds the pictures of the scenes and nothing else, and its page is the one that the tool writes."""
    made = {f"{shot.name}.svg" for shot in shots(SCENES)}

    assert made | {"README.md"} == {path.name for path in TARGET.iterdir()}
    assert readme(SCENES) == (TARGET / "README.md").read_text("utf-8")
