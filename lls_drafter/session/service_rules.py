"""What a letter's template adds to the rules that judge the letter: its own check-lists, and what it demands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

from lls_drafter.document.faults import Fault, fault_of
from lls_drafter.document.template import Template
from lls_drafter.errors import PackError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.packs.checklist_clashes import shared_id_error
from lls_drafter.packs.checklists import load_all, load_list_file
from lls_drafter.packs.sources import Layer, is_pack_file, layers
from lls_drafter.packs.templates import ResolvedTemplate, load_template
from lls_drafter.rules.clashes import SharedId, shared_ids
from lls_drafter.rules.demanded import demanded_checklist
from lls_drafter.rules.model import Certitude, Checklist, Finding, Niveau
from lls_drafter.session.templates import template_id

RULE_ABSENT = "MODELE-ABSENT"
EXPLANATION_ABSENT = "le modèle de la lettre est sur ce poste et se lit : ce que le service demande est vérifié"


RULE_SHARED = "MODELE-REGLE"


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


@dataclass(frozen=True, eq=False)
class LetterRules:
    """The rules that judge the letters of a template.

    Attributes:
        listes: the check-lists of all and those of the template, QLS grids included.
        service: what the template adds.
    """

    listes: tuple[Checklist, ...]
    service: ServiceRules

    @cached_property
    def content(self) -> tuple[Checklist, ...]:
        """Give the check-lists that judge the content, what the template demands included; no scored grid."""
        own = (self.service.liste,) if self.service.liste is not None else ()
        return (*(one for one in self.listes if one.indicateur is None), *own)

    @cached_property
    def shared(self) -> tuple[SharedId, ...]:
        """Give the rules that bear the id of another one."""
        return tuple(shared_ids(self.content))

    @cached_property
    def constats(self) -> tuple[Finding, ...]:
        """Give what there is to say of the template and of its lists."""
        return (*self.service.constats, *((_shared(self.shared),) if self.shared else ()))

    def told(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Give findings as they count: a justification does not tell which of two rules of one id it is about."""
        ambiguous = {name for one in self.shared for name in (one.item.id, one.autre_item.id)}
        for finding in findings:
            yield replace(finding, justifiable=False) if finding.regle in ambiguous else finding


def checklists(extra: tuple[Path, ...] = ()) -> tuple[Checklist, ...]:
    """Read all check-lists once per process and set of layers."""
    return _checklists(layers(extra), extra)


@cache
def _checklists(_layers: tuple[Layer, ...], extra: tuple[Path, ...]) -> tuple[Checklist, ...]:
    return load_all(extra)


def letter_rules(lettre: Lettre, extra: tuple[Path, ...] = ()) -> LetterRules:
    """Give the rules that judge a letter; a template that cannot be read is said, and keeps nothing from work."""
    return _letter_rules(template_id(lettre), layers(extra), extra)


@lru_cache(maxsize=64)
def _letter_rules(name: str, known_layers: tuple[Layer, ...], extra: tuple[Path, ...]) -> LetterRules:
    """Put the rules of a template together once per process and set of layers."""
    known = _checklists(known_layers, extra)
    try:
        service = rules_of(load_template(name, extra=extra))
    except PackError:
        service = ServiceRules((name,), None, (_absent(),))
    return LetterRules(service.pick(known), service)


def rules_of(template: Template) -> ServiceRules:
    """Give what a template adds to the rules."""
    checklist = demanded_checklist(template.plan, template.id, template.version)
    return ServiceRules((template.id, *template.etend), checklist)


def rule_faults(resolved: ResolvedTemplate, extra: tuple[Path, ...] = ()) -> Iterator[Fault]:
    """Give the faults of the rules that would judge the letters of a template: ids that two of them share.

    Lists that cannot be read are told where they are verified.
    """
    template, folder = resolved.template, resolved.chain[0].folder
    try:
        own = [load_list_file(path, extra=extra) for path in sorted(folder.glob("listes/*.yaml")) if is_pack_file(path)]
        known = [*(one for one in checklists(extra) if one.modele != template.id), *own]
    except PackError:
        return
    service = rules_of(template)
    for shared in LetterRules(service.pick(known), service).shared:
        yield fault_of(shared_id_error(shared), regle=RULE_SHARED, lieu=f"liste {shared.liste.id}")


def _shared(shared: tuple[SharedId, ...]) -> Finding:
    """Say that two rules have one id."""
    names = ", ".join(dict.fromkeys(f"« {one.item.id} »" for one in shared))
    return Finding(
        regle=RULE_SHARED,
        niveau=Niveau.ALERTE,
        chemin=FieldPath(("modele",)),
        message=f"Deux règles du service ont le même identifiant ({names}) : aucune justification ne vaut pour elles",
        source="réglages du poste",
        correction="« lls modeles verifier » les nomme ; le référent du modèle donne à l'une un autre identifiant.",
        certitude=Certitude.PROPOSITION,
        justifiable=True,
    )


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
