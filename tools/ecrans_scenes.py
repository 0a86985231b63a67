"""The scenes of `docs/ecrans`, as data: which letter is opened, what is pressed, what must be drawn.

A step is (keys, awaited text). Keys are typed as they are; `{F8}`, `{Entrée}`, `{Alt-Bas}` name the others.
"""
# ruff: noqa: INP001 - a developer's tool, run by its name

from dataclasses import dataclass
from typing import Final

Size = tuple[int, int]
BOTH: Final[tuple[Size, ...]] = ((80, 24), (140, 40))
THEMES: Final = ("clair", "sombre")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One screen of the product, drawn at each size in each theme.

    Attributes:
        nom: the beginning of its files' names.
        titre: what is to be seen, in French.
        interface: the front end.
        exemple: the beginning of the name of the shipped letter that is opened.
        sans: fields of that letter that are not answered yet.
        attendu: what must be drawn before the first key.
        pas: keys and what must be drawn after them.
        tailles: columns and rows.
    """

    nom: str
    titre: str
    interface: str = "plein"
    exemple: str = "a_"
    sans: tuple[str, ...] = ()
    attendu: str
    pas: tuple[tuple[str, str], ...] = ()
    tailles: tuple[Size, ...] = BOTH


SCENES: Final = (
    Scene(
        nom="invite-question",
        titre="L'interface « invite » : une question, après l'écho de la réponse précédente",
        interface="invite",
        sans=("motif_hospitalisation", "conclusion"),
        attendu="Est-ce le bon patient",
        pas=(
            (":aller motif_hospitalisation{Entrée}", "Motif de l'hospitalisation"),
            ("Dyspnée aiguë de repos{Entrée}", "-> Motif"),
        ),
    ),
    Scene(
        nom="invite-medicament",
        titre="L'interface « invite » : une ligne de traitement, relue avant d'entrer dans le tableau",
        interface="invite",
        attendu="Est-ce le bon patient",
        pas=(
            (":aller traitement_nouveau{Entrée}", "nouveau"),
            ("macrogol 10 g ; 1 sachet le matin ; encore 1 mois{Entrée}", "-> Durée"),
        ),
    ),
    Scene(
        nom="invite-score",
        titre="L'interface « invite » : l'estimation QLS et ce qui manque",
        interface="invite",
        sans=("motif_hospitalisation", "resultats_attendus"),
        attendu="Est-ce le bon patient",
        pas=(("{F6}", "Ne remplace pas le recueil HAS"),),
    ),
)
