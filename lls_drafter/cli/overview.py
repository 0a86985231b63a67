"""What `lls` is, at a glance: its commands with their line of help, and the answer to `lls --help`."""

from collections.abc import Mapping, Sequence

from lls_drafter import __version__

COMMANDS: Mapping[str, str] = {
    "nouvelle": "rédiger une nouvelle lettre",
    "importer": "compléter une lettre depuis un document CDA ou une lettre antérieure",
    "ouvrir": "reprendre une lettre où elle a été laissée",
    "file": "le tableau du soir : ce qui manque, la lettre suivante en une touche",
    "verifier": "dire ce qui manque, et l'estimation QLS",
    "rendre": "produire la lettre, la fiche du patient, la page de trace",
    "valider": "valider : dater du jour et figer cette version",
    "statut": "montrer ou changer l'état (à valider, à corriger, annulée)",
    "reviser": "commencer la version suivante d'une lettre validée",
    "remettre": "enregistrer la remise au patient",
    "envoyer": "enregistrer un envoi",
    "modeles": "les modèles de lettre : voir, adapter, vérifier, publier",
    "listes": "les listes de contrôle : cocher, voir, adapter, vérifier",
    "audit": "l'indicateur QLS sur un dossier de lettres : tableau, évolution, motifs d'échec",
    "campagne": "plan d'action, point d'étape, affichette, profil du site, depuis un audit",
    "formation": "apprendre sur des cas fictifs : écrire, trouver les défauts, progresser",
    "expliquer": "expliquer une règle, ou les lister",
    "medicaments": "installer la base de médicaments, dire son état, y chercher",
    "configurer": "régler ce poste une fois pour toutes",
    "valider-cda": "dire si un document CDA est conforme, et où il ne l'est pas",
    "schema": "donner le schéma JSON d'un type de fichier",
    "touches": "montrer les touches du clavier",
    "demo": "jouer un séjour fictif jusqu'aux documents",
}
"""Each command with its line in the help; its module is `cli.commands.<name>`, `-` being `_`."""

_INTRODUCTION = """lls aide à rédiger la lettre de liaison à la sortie d'hospitalisation.

Premiers pas :
  lls configurer          régler ce poste (établissement, signataires)
  lls nouvelle            rédiger une lettre
  lls demo                voir un exemple complet, sans rien saisir

Commandes :
"""

_CONCLUSION = """
Aide d'une commande : lls COMMANDE --help
L'estimation QLS ne remplace pas le recueil HAS. Aucune donnée ne quitte ce poste."""


def overview(argv: Sequence[str]) -> str | None:
    """Give the answer to `lls`, `lls --help` and `lls --version`, None for a command."""
    if not argv or argv[0] in ("-h", "--help", "aide"):
        lines = "\n".join(f"  {name:<12}{aide}" for name, aide in COMMANDS.items())
        return _INTRODUCTION + lines + "\n" + _CONCLUSION
    return f"lls-drafter {__version__}\n{_drug_base()}" if argv[0] in ("-V", "--version") else None


def _drug_base() -> str:
    """Give the line of the drug base: the day of its data, or that it is ours."""
    from lls_drafter.places import drug_base_file  # noqa: PLC0415 - not for the help

    path = drug_base_file()
    if not path.exists():
        return "base de médicaments : liste intégrée"
    from lls_drafter.reference.base_day import installed_day  # noqa: PLC0415 - only with a base

    day = installed_day(path)
    told = f"données du {day:%d/%m/%Y}" if day else "illisible (voir « lls medicaments etat »)"
    return f"base de médicaments : {told}"
