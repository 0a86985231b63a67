"""What a template demands beyond the law, as a check-list: judged by the same engine as everything else."""

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.plan import Obligation, Plan
from lls_drafter.rules.conditions import Condition
from lls_drafter.rules.model import Certitude, Checklist, Item, Niveau
from lls_drafter.rules.scope import Chemin
from lls_drafter.rules.spec import read_check

PREFIX = "SERVICE-"
_OWN = {"texte": "CHAMP-", "lignes": "TABLEAU-"}


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
    """Give the id of the rule: `SERVICE-` and the address of a field of the letter.

    The service's own fields have prefixes of their own (`SERVICE-CHAMP-`, `SERVICE-TABLEAU-`), which no address begins
    with: a service may well name one of them `conclusion`, and demand the letter's too.
    """
    name, parts = str(one.chemin), one.chemin.parts
    if len(parts) == 3 and parts[0] == "rubriques" and parts[2] in _OWN:
        name = f"{_OWN[str(parts[2])]}{parts[1]}"
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
