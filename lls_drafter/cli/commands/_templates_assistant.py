"""`lls modeles assistant`: the usual changes of a template by questions, for a referent who does not read YAML."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lls_drafter.cli.commands._questions import LeftError, Questions
from lls_drafter.cli.commands._templates_make import say_verification
from lls_drafter.cli.context import Context
from lls_drafter.document.template import FORMULES
from lls_drafter.errors import ExitCode, LlsError
from lls_drafter.letter.plan import TypeRubrique
from lls_drafter.letter.text import fold
from lls_drafter.session.selfcheck import verify_folder
from lls_drafter.session.template_edits import TemplateEditor
from lls_drafter.wizard.answers.free import typed_number
from lls_drafter.yaml_io import Json

_TYPES = {
    TypeRubrique.TEXTE: "un texte",
    TypeRubrique.CHOIX: "un choix dans une liste",
    TypeRubrique.DATE: "une date",
    TypeRubrique.NOMBRE: "un nombre, avec son unité",
    TypeRubrique.OUI_NON: "oui ou non",
    TypeRubrique.TABLEAU: "un petit tableau",
}


@dataclass(frozen=True, slots=True)
class Assistant(Questions):
    """One conversation about one template."""

    editor: TemplateEditor

    def section(self, question: str) -> str:
        """Ask for a section of the template."""
        plan = self.editor.template.plan
        return self.pick(question, {one.id: f"{one.titre or '(sans titre)'} ({one.id})" for one in plan.sections})

    def add_field(self) -> str:
        """Ask all that a new field needs."""
        titre = self.ask("Nom du champ, tel qu'il sera demandé et imprimé")
        name = self.ask("Identifiant", _identifier(titre))
        kind = TypeRubrique(self.pick("Ce que l'on y écrit", {one.value: words for one, words in _TYPES.items()}))
        field: dict[str, Json] = {"id": name, "titre": titre, "type": kind.value}
        field |= self._details(kind)
        field["aide"] = self.ask("Aide pour qui remplit (facultatif)")
        if self.yes("Obligatoire avant de valider la lettre ?"):
            field["obligatoire"] = True
        place = self.section("Imprimé après quelle section")
        self.editor.add_field({**field, "apres": place})
        return f"Champ « {titre} » ajouté après « {place} »."

    def _details(self, kind: TypeRubrique) -> dict[str, Json]:
        """Ask what a type needs."""
        if kind is TypeRubrique.CHOIX:
            return {"choix": _listed(self.ask("Réponses possibles, séparées par « ; »"))}
        if kind is TypeRubrique.TABLEAU:
            return {"colonnes": _listed(self.ask("Titres des colonnes, séparés par « ; »"))}
        if kind is TypeRubrique.NOMBRE:
            unit = self.ask("Unité (facultatif, par exemple %)")
            found: dict[str, Json] = {"unite": unit}
            for key, words in (("minimum", "Plus petite valeur"), ("maximum", "Plus grande valeur")):
                number = self._number(f"{words} possible (facultatif)", unit)
                found |= {key: number} if number is not None else {}
            return found
        return {}

    def _number(self, question: str, unit: str) -> int | float | None:
        """Ask for a number, with or without its unit, until it is one; None for nothing."""
        while text := self.ask(question):
            try:
                value = Decimal(typed_number(text, unit).replace(",", "."))
            except ValueError as error:
                self.context.say(str(error))
                continue
            return int(value) if value == value.to_integral_value() else float(value)
        return None

    def demand(self) -> str:
        """Ask which field of the letter becomes mandatory."""
        address = self.ask("Champ de la lettre à rendre obligatoire (par exemple etat_sortie)")
        return f"« {address} » est maintenant demandé, dans la section « {self.editor.demand(address)} »."

    def reword(self) -> str:
        """Ask for another title."""
        section = self.section("Section à renommer")
        self.editor.reword(section, self.ask("Nouveau titre"))
        return f"Section « {section} » renommée."

    def move(self) -> str:
        """Ask where a section goes."""
        section = self.section("Section à déplacer")
        self.editor.move(section, self.section("À mettre après"))
        return f"Section « {section} » déplacée."

    def hide(self) -> str:
        """Ask which section is hidden."""
        section = self.section("Section à cacher tant qu'elle est vide")
        self.editor.hide(section)
        return f"Section « {section} » cachée ; remplie, elle s'imprime quand même."

    def phrases(self) -> str:
        """Ask for a CSV file of ready phrases."""
        count = self.editor.add_phrases(Path(self.ask("Fichier CSV (colonnes nom;texte;champ)")).expanduser())
        return f"{count} phrase{'s' if count > 1 else ''} ajoutée{'s' if count > 1 else ''}."

    def sentence(self) -> str:
        """Ask for the opening or the closing sentence."""
        words = {"appel": "la formule d'appel (« Cher confrère, »)", "politesse": "la formule de politesse"}
        formule = self.pick("Formule", {name: words[name] for name in FORMULES})
        self.context.say("Accords possibles : {{ accord.votre_patient }}, né{{ accord.e }}…")
        self.editor.say(formule, self.ask("Texte"))
        return "Formule enregistrée."

    def paper(self) -> str:
        """Ask for a Word file."""
        source = Path(self.ask("Document Word de l'en-tête (.docx)")).expanduser()
        unit = self.ask("Pour une seule unité fonctionnelle ? Son numéro, ou Entrée pour toutes")
        return f"Papier enregistré : {self.editor.put_paper(source, unit)}."

    def reason(self) -> str:
        """Ask for a reason of stopping or changing a drug."""
        texte = self.ask("Motif, tel qu'il entrera dans la lettre")
        both = {"arrete": "un arrêt", "modifie": "une modification", "": "les deux"}
        fate = self.pick("Pour", both)
        atc = self.ask("Début de code ATC, pour une seule classe (facultatif)").upper()
        self.editor.add_reason(texte, (fate,) if fate else (), atc)
        return "Motif ajouté."

    def line(self) -> str:
        """Ask for a line of the discharge check-list."""
        titre = self.ask("Point à cocher, en une phrase")
        path = self.editor.add_checklist_line(self.ask("Identifiant court", "S1"), titre)
        return f"Point ajouté à la liste de contrôle ({path.name})."


_MENU: tuple[tuple[str, Callable[[Assistant], str]], ...] = (
    ("Ajouter un champ", Assistant.add_field),
    ("Rendre obligatoire un champ de la lettre", Assistant.demand),
    ("Renommer une section", Assistant.reword),
    ("Déplacer une section", Assistant.move),
    ("Cacher une section vide", Assistant.hide),
    ("Ajouter des phrases prêtes (fichier CSV)", Assistant.phrases),
    ("Formule d'appel ou de politesse", Assistant.sentence),
    ("Papier à en-tête (document Word)", Assistant.paper),
    ("Ajouter un motif d'arrêt ou de modification", Assistant.reason),
    ("Ajouter un point à la liste de contrôle de sortie", Assistant.line),
)


def assist(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Offer the changes until the person has done, then verify the template."""
    talk = Assistant(context, TemplateEditor(args.dossier, packs))
    context.say(f"Modèle « {talk.editor.template.id} » : {talk.editor.template.titre}")
    try:
        while True:
            if not _turn(talk):
                break
    except LeftError:
        pass
    found = verify_folder(args.dossier, packs)
    say_verification(str(args.dossier), found, context)
    return ExitCode.OK if found.is_sound else ExitCode.PACK


def _turn(talk: Assistant) -> bool:
    """Offer the menu once; gives whether to go on."""
    talk.context.say()
    for number, (words, _) in enumerate(_MENU, start=1):
        talk.context.say(f"{number:>3}. {words}")
    talk.context.say("  0. Vérifier et terminer")
    text = talk.ask("Que changer")
    if text in ("0", ""):
        return False
    if not text.isdecimal() or not 1 <= int(text) <= len(_MENU):
        talk.context.say(f"Donner un numéro de 0 à {len(_MENU)}.")
        return True
    try:
        talk.context.say(_MENU[int(text) - 1][1](talk))
    except LlsError as error:
        talk.context.complain(error)
        talk.context.say("Rien n'a été changé.")
    return True


def _identifier(titre: str) -> str:
    """Propose an id made of a title."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(titre)).split()
    return "_".join(words)[:40].lstrip("_0123456789")


def _listed(text: str) -> list[Json]:
    """Give the parts of a line."""
    return [part.strip() for part in text.split(";") if part.strip()]
