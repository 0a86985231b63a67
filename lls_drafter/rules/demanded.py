"""What a template demands beyond the law, as a check-list: judged by the same engine as everything else."""

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.plan import Obligation, Plan
from lls_drafter.rules.conditions import Condition
from lls_drafter.rules.model import Certitude, Checklist, Item, Niveau
from lls_drafter.rules.scope import Chemin
from lls_drafter.rules.spec import read_check

PREFIX = "SERVICE-"


def demanded_checklist(plan: Plan, modele: str, version: str) -> Checklist | None:
    """Give the check-list of what a service demands, None when it demands nothing.

    Args:
        plan: what the template asks for.
        modele: the template's id.
        version: its version.
    """
    items = tuple(_item(one, modele) for one in plan.obligations())
    if not items:
        return None
    return Checklist(
        id=f"service_{modele}",
        version=version,
        titre=f"Champs demandés par le modèle « {modele} »",
        source=f"modèle « {modele} », version {version}",
        certitude=Certitude.PROPOSITION,
        items=items,
        modele=modele,
    )


def rule_of(one: Obligation) -> str:
    """Give the id of the rule: that of the service's own field, or the address of the letter's."""
    name = str(one.chemin.parts[1]) if one.chemin.parts[0] == "rubriques" else str(one.chemin)
    return PREFIX + name.upper().replace(".", "-").replace("_", "-")


def _item(one: Obligation, modele: str) -> Item:
    """Make the rule of one field."""
    titre = one.titre or Chemin.parse(str(one.chemin), Lettre).titre
    condition = getattr(one.section.si, "condition", None) if one.section is not None else None
    applies = condition if isinstance(condition, Condition) else None
    return Item(
        id=rule_of(one),
        titre=titre,
        famille="service",
        niveau=Niveau(one.exigence.value),
        source=f"modèle « {modele} »",
        certitude=Certitude.PROPOSITION,
        si=applies,
        sinon=f"sans objet ; le modèle le demande si : {applies.say()}" if applies is not None else "",
        verifie=(read_check({"type": "repondu", "chemin": str(one.chemin)}, Lettre),),
        message=f"« {titre} » : sans réponse, le service le demande",
        correction="Répondre ; « inconnu » est une réponse.",
        aide="Demandé par le modèle du service, en plus de la réglementation.",
    )
