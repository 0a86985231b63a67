"""`lls touches`, and the settings that change keys and screens."""

from pathlib import Path

import pytest

from lls_drafter.errors import ExitCode
from lls_drafter.places import site_folder, user_folder
from lls_drafter.settings import load_settings
from lls_drafter.wizard.commands import COMMANDS
from tests.cli.conftest import Lls


@pytest.fixture
def site() -> Path:
    """Give the site's settings file, in a folder that is there."""
    site_folder().mkdir(parents=True, exist_ok=True)
    return site_folder() / "reglages.yaml"


@pytest.mark.parametrize("interface", ["plein", "invite"])
def test_keys_are_shown_by_group(lls: Lls, interface: str) -> None:
    """Each command of an interface is on a line, its key first; the places that are not everywhere are explained."""
    shown = lls("touches", "--interface", interface)
    effects = [command.effet for command in COMMANDS if interface in command.fronts]

    assert ExitCode.OK == shown.code, shown.err
    assert [] == [effect for effect in effects if effect not in shown.out]
    assert ("[tableau] :" in shown.out) is (interface == "plein")
    assert "[champ vide] :" in shown.out


def test_keys_fit_a_usual_window(lls: Lls) -> None:
    """No line is wider than 100 columns."""
    assert [] == [line for line in lls("touches").out.splitlines() if len(line) > 100]


def test_key_of_the_settings_is_shown(lls: Lls) -> None:
    """What `lls configurer` sets, `lls touches` shows; set to nothing, the product's key comes back."""
    kept = lls("configurer", "--regler", "touches.aperçu=ctrl-g")
    shown = next(line for line in lls("touches").out.splitlines() if " apercu " in line)
    lls("configurer", "--regler", "touches.Apercu=")

    assert ExitCode.OK == kept.code, kept.err
    assert ("Ctrl-G", {}) == (shown.split()[0], load_settings().touches)


def test_two_keys_are_exchanged_at_once(lls: Lls) -> None:
    """Keys are judged once all are set: two commands may exchange theirs."""
    done = lls("configurer", "--regler", "touches.apercu=F6", "--regler", "touches.score=F5")

    assert ExitCode.OK == done.code, done.err
    assert {"apercu": "F6", "score": "F5"} == load_settings().touches


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("touches.apercu=F9", "F9 est donnée à « palette » et à « apercu »"),
        ("touches.apercu=F1", "le terminal la garde pour lui"),
        ("touches.apercu=Pomme", "touche inconnue : Pomme"),
        ("touches.rien=F5", "commande inconnue : rien"),
        ("touches.poursuivi=a", "« arrete »"),
        ("touches.interrompre=F5", "reste sur Ctrl-C"),
        ("theme=bleu", "clair, sombre"),
        ("interface=fenetre", "plein, invite, simple"),
        ("verrou_minutes=500", "de 0 (jamais) à 240"),
        ("verrou_minutes=dix", "de 0 (jamais) à 240"),
    ],
)
def test_wrong_screen_setting_is_refused_at_once(lls: Lls, setting: str, sentence: str) -> None:
    """A setting that could not work: code 2, the sentence, and nothing is written."""
    done = lls("configurer", "--regler", setting)

    assert (ExitCode.USAGE, True) == (done.code, sentence in done.err), done.err
    assert not (user_folder() / "reglages.yaml").exists()


def test_keys_of_the_site_count(lls: Lls, site: Path) -> None:
    """A key that the site already gave to a command is not free; the user may take it from that command."""
    site.write_text("touches: {score: Ctrl-G}\n", encoding="utf-8")
    refused = lls("configurer", "--regler", "touches.apercu=Ctrl-G")
    taken = lls("configurer", "--regler", "touches.apercu=Ctrl-G", "--regler", "touches.score=F5")

    assert (ExitCode.USAGE, ExitCode.OK) == (refused.code, taken.code)
    assert {"score": "F5", "apercu": "Ctrl-G"} == load_settings().touches


def test_wrong_key_written_by_hand_is_told(lls: Lls, site: Path) -> None:
    """A settings file that nobody checked is told with the way to mend it; other settings can still be set."""
    site.write_text("touches: {apercu: F9}\n", encoding="utf-8")
    refused = lls("touches")
    other = lls("configurer", "--regler", "theme=Sombre")

    assert (ExitCode.USAGE, True) == (refused.code, "--regler touches." in refused.err), refused.err
    assert (ExitCode.OK, "sombre") == (other.code, load_settings().theme)


def test_screen_is_asked_by_questions(lls: Lls) -> None:
    """`lls configurer` asks for the interface, the theme and the minutes before the screen is blanked."""
    empty = "\n" * 16
    done = lls("configurer", typed=f"{empty}invite\nbleu\nSombre\n300\n0\n")
    settings = load_settings()

    assert ExitCode.OK == done.code, done.err
    assert ("invite", "sombre", 0) == (settings.interface, settings.theme, settings.verrou_minutes), done.out
