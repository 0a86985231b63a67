"""What a letter's template adds to the rules that judge the letter: its own check-lists, and what it demands."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lls_drafter.document.template import Template
from lls_drafter.errors import PackError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.packs.sources import Layer, layers
from lls_drafter.packs.templates import load_template
from lls_drafter.rules.demanded import demanded_checklist
from lls_drafter.rules.model import Certitude, Checklist, Finding, Niveau
from lls_drafter.session.templates import template_id

RULE_ABSENT = "MODELE-ABSENT"
EXPLANATION_ABSENT = "le modèle de la lettre est sur ce poste et se lit : ce que le service demande est vérifié"


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """What a template adds to the rules.

    Attributes:
        modeles: its id, then those of the templates that it extends: their check-lists apply.
        liste: what it demands beyond the law.
        constats: what there is to say of the template itself: it is not on this seat, or is wrong.
    """

    modeles: tuple[str, ...]
    liste: Checklist | None = None
    constats: tuple[Finding, ...] = ()

    def pick(self, known: Iterable[Checklist]) -> tuple[Checklist, ...]:
        """Give the check-lists for the letters of this template, one of each id: its own before the common one."""
        ranks: dict[str | None, int] = {name: rank for rank, name in enumerate(self.modeles)}
        ranks[None] = len(ranks)
        found: dict[str, Checklist] = {}
        for one in known:
            rank = ranks.get(one.modele)
            if rank is not None and (one.id not in found or rank < ranks[found[one.id].modele]):
                found[one.id] = one
        return tuple(found.values())


def service_rules(lettre: Lettre, extra: tuple[Path, ...] = ()) -> ServiceRules:
    """Give what a letter's template adds to the rules; one that cannot be read is said, and keeps nothing from work."""
    return _service_rules(template_id(lettre), layers(extra), extra)


@lru_cache(maxsize=64)
def _service_rules(name: str, _layers: tuple[Layer, ...], extra: tuple[Path, ...]) -> ServiceRules:
    """Read a template once per process and set of layers."""
    try:
        template = load_template(name, extra=extra)
    except PackError:
        return ServiceRules((name,), None, (_absent(),))
    return rules_of(template)


def rules_of(template: Template) -> ServiceRules:
    """Give what a template adds to the rules."""
    checklist = demanded_checklist(template.plan, template.id, template.version)
    return ServiceRules((template.id, *template.etend), checklist)


def _absent() -> Finding:
    """Say that the letter's template cannot be used on this seat."""
    return Finding(
        regle=RULE_ABSENT,
        niveau=Niveau.ALERTE,
        chemin=FieldPath(("modele",)),
        message="Le modèle de la lettre manque sur ce poste, ou est faux : ce qu'il demande n'est pas vérifié",
        source="réglages du poste",
        correction="« lls modeles liste » montre les modèles de ce poste ; « --pack DOSSIER » en ajoute.",
        certitude=Certitude.PROPOSITION,
        justifiable=True,
    )
