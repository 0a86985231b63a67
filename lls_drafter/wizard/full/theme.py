"""The colours and signs of the full screen. What a colour says is also said by a letter, a word or a sign."""

from collections.abc import Mapping
from functools import cache

from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import BaseStyle, Style

from lls_drafter.wizard.signs import Signs, signs

__all__ = ["Signs", "depth", "signs", "style"]

_COMMON = {
    "titre": "bold",
    "section": "bold",
    "groupe": "underline",
    "libelle.actif": "bold",
    "choisi": "reverse",
    "cellule": "reverse",
    "bloquant": "bold",
    "refus": "bold",
    "attention": "bold",
    "souligne": "underline",
    "lecture": "italic",
    "entete": "bold",
    "barre": "reverse",
    "touche": "bold",
    "completion-menu": "noreverse",
    "completion-menu.completion.current": "reverse",
}
_LIGHT = {
    "fond": "bg:#ffffff #1a1a1a",
    "titre": "#003f7f",
    "section": "#003f7f",
    "discret": "#5a5a5a",
    "propose": "#5a5a5a italic",
    "bloquant": "#a00000",
    "refus": "#a00000",
    "alerte": "#7a4a00",
    "conforme": "#005a2b",
    "manquant": "#7a4a00",
    "souligne": "#a00000",
    "barre": "bg:#003f7f #ffffff noreverse",
    "trait": "#8a8a8a",
    "completion-menu": "bg:#e8e8e8 #1a1a1a",
    "completion-menu.completion.current": "bg:#003f7f #ffffff noreverse",
    "flottant": "bg:#f2f2f2 #1a1a1a",
}
_DARK = {
    "fond": "bg:#1c1c1c #e4e4e4",
    "titre": "#8cc4ff",
    "section": "#8cc4ff",
    "discret": "#9aa0a6",
    "propose": "#9aa0a6 italic",
    "bloquant": "#ff8a80",
    "refus": "#ff8a80",
    "alerte": "#ffcf70",
    "conforme": "#8fdca6",
    "manquant": "#ffcf70",
    "souligne": "#ff8a80",
    "barre": "bg:#2b3a4d #ffffff noreverse",
    "trait": "#5f6872",
    "completion-menu": "bg:#2a2f36 #e4e4e4",
    "completion-menu.completion.current": "bg:#8cc4ff #10151b noreverse",
    "flottant": "bg:#1f242a #e4e4e4",
}


@cache
def style(theme: str | None) -> BaseStyle:
    """Give the style of a theme, always the same one; without a theme, the terminal's own colours and no others.

    Why: another object, even equal, makes prompt_toolkit draw the whole screen again.
    """
    colours = {"clair": _LIGHT, "sombre": _DARK}.get(theme or "", {})
    names = {*_COMMON, *colours}
    return Style.from_dict({name: f"{_COMMON.get(name, '')} {colours.get(name, '')}".strip() for name in sorted(names)})


def depth(environ: Mapping[str, str]) -> ColorDepth | None:
    """Give how many colours to use: none under `NO_COLOR`, else what the terminal is known to have."""
    return ColorDepth.DEPTH_1_BIT if environ.get("NO_COLOR") else None
