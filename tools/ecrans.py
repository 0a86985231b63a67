"""Draw the screens of the product into `docs/ecrans`: `python -m tools.ecrans`, from the root of the checkout.

Each scene of `tools/ecrans_scenes.py` is played by the real program in a real terminal, on a shipped fictional letter,
at a fixed hour: the same program gives the same bytes. Names given as arguments limit it to some scenes; `--png FOLDER`
writes pictures to look at as well, where Chromium or rsvg-convert is installed.
"""
# ruff: noqa: INP001, T201 - a developer's tool, run by its name

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.terminal.screen import Screen, key
from tests.wizard.drafts import draft, without, written
from tools.ecrans_scenes import LETTER, SCENES, THEMES, Scene, Size
from tools.ecrans_svg import PALETTES, svg

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "docs" / "ecrans"
# The letters of a service one evening: those of the shipped examples, some of them not finished.
_SERVICE: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("a_", ()),
    ("b_", ("suites_a_donner",)),
    ("c_", ()),
    ("d_", ("synthese_medicale", "etat_sortie")),
    ("e_", ("conclusion", "medecin_traitant", "volet_medicamenteux")),
)
# The product's clock is the session's: the same command line, on the evening of 9 March 2026.
_AT_FIXED_HOUR: Final = """
import sys
from datetime import datetime
from lls_drafter.cli.border import run
from lls_drafter.cli.context import Context
from lls_drafter.session.sources import FixedClock, NumberedIds
clock = FixedClock(datetime.fromisoformat("2026-03-09T17:00:00+01:00"))
sys.exit(int(run(sys.argv[1:], Context(clock=clock, ids=NumberedIds("ecrans")))))
"""
_NAMED_KEY: Final = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to make: a scene at a size in a theme."""

    scene: Scene
    taille: Size
    theme: str

    @property
    def name(self) -> str:
        """Give the name of its file, without extension."""
        return f"{self.scene.nom}-{self.taille[0]}x{self.taille[1]}-{self.theme}"


def shots(scenes: Iterable[Scene]) -> Iterator[Shot]:
    """Give the pictures of some scenes, in their order."""
    for scene in scenes:
        for taille in scene.tailles:
            for theme in THEMES:
                yield Shot(scene, taille, theme)


def typed(keys: str) -> str:
    """Give what a terminal sends for the keys of a step."""
    return _NAMED_KEY.sub(lambda found: key(found[1]), keys)


def drawn(shot: Shot, folder: Path) -> str:
    """Play a scene in an empty folder and give its picture.

    Raises:
        AssertionError: an awaited text was not drawn; with the whole screen.
    """
    scene = shot.scene
    (folder / "poste").mkdir()
    (folder / "poste" / "reglages.yaml").write_text(f"theme: {shot.theme}\n", "utf-8")
    written(folder / LETTER, without(draft(scene.exemple), *scene.sans))
    (folder / "service").mkdir()
    for name, emptied in _SERVICE:
        written(folder / "service" / f"{name}lettre.lls.yaml", without(draft(name), *emptied))
    command = (sys.executable, "-c", _AT_FIXED_HOUR, *scene.commande, "--interface", scene.interface)
    screen = Screen(command, columns=shot.taille[0], rows=shot.taille[1], environ=_seat(folder), folder=folder)
    try:
        screen.wait(scene.attendu)
        for keys, awaited in scene.pas:
            screen.send(typed(keys))
            screen.wait(awaited)
        screen.settle()
        return svg(screen.cells(), titre=scene.titre, palette=PALETTES[shot.theme], cursor=screen.cursor)
    finally:
        screen.close()


def _seat(folder: Path) -> dict[str, str]:
    """Give the environment of a seat of its own: nothing of this machine is read, nor shown."""
    names = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LLS_CACHE", "LLS_LETTRES")
    return {
        **{name: str(folder / "vide") for name in ("HOME", *names, "LLS_SITE_PATH")},
        "LLS_MEDICAMENTS": str(folder / "vide" / "base.sqlite"),
        "LLS_USER_PATH": str(folder / "poste"),
        "LLS_INTERFACE": "",
        "NO_COLOR": "",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "TZ": "Europe/Paris",
    }


def readme(scenes: Iterable[Scene]) -> str:
    """Give the page that shows them all."""
    lines = [
        "# Les écrans",
        "",
        "Chaque image est l'écran du programme lui-même, dans un terminal, sur une lettre fictive livrée avec lui",
        "(`python -m tools.ecrans` les refait).",
    ]
    for scene in scenes:
        lines += ["", f"## {scene.titre}", ""]
        for shot in shots((scene,)):
            columns, rows = shot.taille
            lines += [f"![{columns} colonnes, {rows} lignes, thème {shot.theme}]({shot.name}.svg)", ""]
        lines.pop()
    return "\n".join([*lines, ""])


def main() -> int:
    """Draw the scenes; 1 when one of them could not be played."""
    parser = argparse.ArgumentParser(prog="python -m tools.ecrans")
    parser.add_argument("noms", nargs="*", help="only the scenes whose names begin so")
    parser.add_argument("--png", type=Path, metavar="FOLDER", help="write pictures to look at")
    parser.add_argument("--vers", type=Path, default=TARGET, metavar="FOLDER", help="where to write, docs/ecrans")
    arguments = parser.parse_args()
    target: Path = arguments.vers
    target.mkdir(parents=True, exist_ok=True)
    missed = 0
    for shot in shots(scene for scene in SCENES if not arguments.noms or scene.nom.startswith(tuple(arguments.noms))):
        with tempfile.TemporaryDirectory(prefix="lls-ecrans-") as folder:
            try:
                path = target / f"{shot.name}.svg"
                path.write_text(drawn(shot, Path(folder)), "utf-8")
            except AssertionError as error:
                missed += 1
                print(f"{shot.name}: {error}", file=sys.stderr)
                continue
        if arguments.png is not None:
            to_png(path, arguments.png / f"{shot.name}.png", shot.taille)
    (target / "README.md").write_text(readme(SCENES), "utf-8")
    return 1 if missed else 0


def to_png(source: Path, target: Path, taille: Size) -> None:
    """Make a picture to look at, with the first program that can."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if rsvg := shutil.which("rsvg-convert"):
        command = [rsvg, "-o", str(target), str(source)]
    elif browser := next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None):
        size = f"--window-size={taille[0] * 9 + 18},{taille[1] * 18 + 18}"
        command = [browser, "--headless", "--no-sandbox", "--hide-scrollbars", size, f"--screenshot={target}"]
        command.append(source.resolve().as_uri())
    else:
        print("neither rsvg-convert nor Chromium: no picture", file=sys.stderr)
        return
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "TZ": "UTC"})  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
