"""The scenes of `docs/ecrans`, as data: which letter is opened, what is pressed, what must be drawn.

A step is (keys, awaited text). Keys are typed as they are; `{F8}`, `{Entrée}`, `{Alt-Bas}` name the others.
"""
# ruff: noqa: INP001 - a developer's tool, run by its name

from dataclasses import dataclass
from typing import Final

Size = tuple[int, int]
BOTH: Final[tuple[Size, ...]] = ((80, 24), (140, 40))
SMALL: Final[tuple[Size, ...]] = ((80, 24),)
THEMES: Final = ("clair", "sombre")
LETTER: Final = "lettre.lls.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One screen of the product, drawn at each size in each theme.

    Attributes:
        nom: the beginning of its files' names.
        titre: what is to be seen, in French.
        interface: the front end.
        exemple: the beginning of the name of the shipped letter that is opened.
        sans: fields of that letter that are not answered yet.
        commande: what is asked of `lls`; the other examples lie beside the letter, in a folder named `service`.
        attendu: what must be drawn before the first key.
        pas: keys and what must be drawn after them.
        tailles: columns and rows.
    """

    nom: str
    titre: str
    interface: str = "plein"
    exemple: str = "a_"
    sans: tuple[str, ...] = ()
    commande: tuple[str, ...] = ("ouvrir", LETTER)
    attendu: str
    pas: tuple[tuple[str, str], ...] = ()
    tailles: tuple[Size, ...] = BOTH


_UNFINISHED: Final = ("motif_hospitalisation", "resultats_attendus", "etat_sortie")

SCENES: Final = (
    Scene(
        nom="plein-formulaire",
        titre="Le plein écran : le menu de la lettre, le formulaire, l'aide du champ",
        sans=_UNFINISHED,
        attendu="/100 (estimation)",
        pas=((":aller patient.adresse{Entrée}", "Adresse"),),
    ),
    Scene(
        nom="plein-score",
        titre="Le score est un menu : chaque critère mène au champ qui le complète",
        sans=_UNFINISHED,
        attendu="/100 (estimation)",
        pas=(("{F6}", "Entrée y aller"), ("{Bas}{Bas}{Bas}", "Critères QLS")),
    ),
    Scene(
        nom="plein-tableau",
        titre="Le tableau des traitements, une cellule en main",
        attendu="/100 (estimation)",
        pas=(
            (":aller volet_medicamenteux[a3].devenir{Entrée}", "Traitements - question"),
            ("{Droite}", "À la sortie"),
        ),
    ),
    Scene(
        nom="plein-ajout",
        titre="Une ligne de traitement, relue avant d'entrer dans le tableau",
        attendu="/100 (estimation)",
        pas=(
            (":aller traitement_nouveau{Entrée}", "Autre nouveau traitement"),
            ("bisoprolol 2,5 mg : 1 le matin au long cours", "Lu : BISOPROLOL"),
        ),
    ),
    Scene(
        nom="plein-texte",
        titre="Un long texte : ce qui est à reprendre est souligné pendant la frappe",
        attendu="/100 (estimation)",
        pas=(
            (":aller synthese_medicale{Entrée}", "Synthèse - question"),
            ("{Alt-Entrée}Suite : MTX 10 mg/j, [à compléter].", "Passage resté"),
        ),
    ),
    Scene(
        nom="plein-securite",
        titre="L'écran de sécurité : une lettre par réponse",
        sans=("produits_sanguins", "derives_du_sang", "dispositifs_implantables"),
        attendu="/100 (estimation)",
        pas=((":aller securite{Entrée}", "Écran de sécurité - question"),),
    ),
    Scene(
        nom="plein-liste-de-controle",
        titre="La liste de contrôle de sortie, et ce que la lettre propose",
        sans=("listes",),
        attendu="/100 (estimation)",
        pas=((":aller liste_sortie{Entrée}", "Liste de contrôle de sortie - question"),),
    ),
    Scene(
        nom="plein-relecture",
        titre="La lettre telle qu'elle s'imprimera ; Entrée reprend le passage",
        attendu="/100 (estimation)",
        pas=(("{F5}", "Entrée modifier ce passage"),),
    ),
    Scene(
        nom="plein-commandes",
        titre="Les commandes, les parties et les questions, en quelques lettres",
        attendu="/100 (estimation)",
        pas=(("{F9}", "Entrée choisir"), ("trait", "trait")),
    ),
    Scene(
        nom="file-du-soir",
        titre="Le tableau du soir : les sorties, et ce qui manque à chacune",
        commande=("file", "service", "--tous"),
        attendu="QLS",
    ),
    Scene(
        nom="invite-question",
        titre="L'interface « invite » : une question, après l'écho de la réponse précédente",
        interface="invite",
        tailles=SMALL,
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
        tailles=SMALL,
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
        tailles=SMALL,
        sans=("motif_hospitalisation", "resultats_attendus"),
        attendu="Est-ce le bon patient",
        pas=(("{F6}", "Ne remplace pas le recueil HAS"),),
    ),
)
