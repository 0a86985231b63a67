"""What is wrong with a template's own words and fields, all of it at once: the `MODELE-…` rules.

The Word file has rules of its own (`exports.docx`), and what a filled letter looks like in print is the canary's matter
(`session.selfcheck`).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from lls_drafter.document.compose_check import check_bloc
from lls_drafter.document.compose_literals import guarded_lines, unconditional_lines
from lls_drafter.document.demanded import AWAITED, DEMANDED
from lls_drafter.document.denials import Denial, denial_in, denied_of_another
from lls_drafter.document.faults import Fault, Gravite, fault_of
from lls_drafter.document.free_sections import is_free
from lls_drafter.document.template import Bloc, Template
from lls_drafter.errors import PackError, TemplateRenderError
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.plan import Section, TypeRubrique
from lls_drafter.letter.text import closest

_FREE = re.compile(r"\brubriques\.([A-Za-z0-9_-]+)")
_NEGATIVE = "MODELE-NEGATIF"
_BRACE = re.compile(r"[{}]")


def lint_template(template: Template) -> Iterator[Fault]:
    """Give every fault of a template's blocks, sections and phrases."""
    for bloc in (*template.blocs.values(), *template.formules.values()):
        yield from _bloc(bloc, template)
    yield from _shown_elsewhere(template)
    yield from _hidden(template)
    yield from _printed_twice(template)
    yield from _phrases(template)
    yield from _headings(template)


def _bloc(bloc: Bloc, template: Template) -> Iterator[Fault]:
    """Look at one block: what it may not hold, names that are nothing, negatives that nobody said."""
    try:
        check_bloc(bloc)
    except (PackError, TemplateRenderError) as error:
        yield fault_of(error, regle="MODELE-CODE", lieu=bloc.name)
        return
    yield from _unknown_free(bloc, template)
    yield from _negatives(bloc)


def _unknown_free(bloc: Bloc, template: Template) -> Iterator[Fault]:
    """Find fields of the service that the template does not have: they would print nothing, in silence."""
    known = [one.id for one in template.plan.rubriques]
    for found in _FREE.finditer(bloc.text):
        if found[1] not in known:
            near = closest(found[1], known)
            yield Fault(
                regle="MODELE-CHAMP",
                message=f"champ du service inconnu : « rubriques.{found[1]} »",
                correction=f"vouliez-vous « rubriques.{near[0]} » ?" if near else "le déclarer dans « rubriques »",
                lieu=str(bloc.at(_line(bloc.text, found.start()))),
            )


def _line(text: str, position: int) -> int:
    """Give the line of a place in a text."""
    return text.count("\n", 0, position) + 1


def _negatives(bloc: Bloc) -> Iterator[Fault]:
    """Find negatives written in the block itself, unless the letter says « aucun » there."""
    told: dict[Fault, None] = {}
    for said in unconditional_lines(bloc):
        found = denial_in(said.text)
        if found is not None:
            fault = Fault(
                regle=_NEGATIVE,
                message=f"le texte du modèle dit « {found.words} » sans que personne l'ait répondu",
                correction="l'écrire sous {% if champ is aucun %} … {% endif %}, ou laisser le champ le dire lui-même",
                lieu=str(bloc.at(said.line_at(found.start))),
                gravite=Gravite.ERREUR if found.is_certain else Gravite.CONSEIL,
            )
            told[fault] = None
    yield from told
    for said, fields in guarded_lines(bloc):
        if words := denied_of_another(said.text, fields):
            yield Fault(
                regle=_NEGATIVE,
                message=f"le texte du modèle dit « {words} » là où c'est d'un autre champ que la lettre dit « aucun »",
                correction="tester le champ dont il s'agit : {% if allergies is aucun %} … {% endif %}",
                lieu=str(bloc.at(said.line_at(0))),
            )


def _headings(template: Template) -> Iterator[Fault]:
    """Find negatives in titles, headings and units: they print over any answer."""
    own = {one.id: one.titre for one in template.plan.rubriques}
    for section in template.plan.sections:
        if own.get(section.id) != section.titre and (found := denial_in(section.titre)) is not None:
            yield _denying(found, f"titre de la section {section.id}", found.is_certain)
    for one in template.plan.rubriques:
        # « Absence de fièvre : non » is what somebody answered, if hard to read; « Fièvre : aucune » never is
        is_asked = one.type is TypeRubrique.OUI_NON
        if (found := denial_in(one.titre)) is not None:
            yield _denying(found, f"titre du champ {one.id}", found.is_certain and not (is_asked and found.is_asked))
        for heading in (*one.colonnes, one.unite):
            if (found := denial_in(heading)) is not None:
                yield _denying(found, f"colonne ou unité du champ {one.id}", found.is_certain)


def _denying(found: Denial, place: str, is_certain: bool) -> Fault:  # noqa: FBT001 - three callers
    """Say that a title denies something."""
    return Fault(
        regle=_NEGATIVE,
        message=f"{place} : « {found.words} » serait imprimé sans que personne l'ait répondu",
        correction="nommer ce qui est demandé (« Allergies ») ; la réponse dira si c'est « aucune »",
        lieu=place,
        gravite=Gravite.ERREUR if is_certain else Gravite.CONSEIL,
    )


def _hidden(template: Template) -> Iterator[Fault]:
    """Find what somebody demands and the template hides: nobody would see that it is missing."""
    for section in template.plan.sections:
        if not section.cachee:
            continue
        wanted = [str(path) for path in section.champs if str(path) in DEMANDED] + list(map(str, section.obligatoires))
        awaited = [str(path) for path in section.champs if str(path) in AWAITED]
        if wanted:
            yield _hides(section, wanted, Gravite.ERREUR)
        elif awaited:
            yield _hides(section, awaited, Gravite.CONSEIL)


def _hides(section: Section, names: list[str], gravite: Gravite) -> Fault:
    """Say that a hidden section holds something that is asked for."""
    return Fault(
        regle="MODELE-CACHE",
        message=f"la section cachée « {section.id} » porte un champ demandé : {', '.join(names)}",
        correction="ne pas la cacher, ou n'y rien rendre obligatoire",
        lieu=f"section {section.id}",
        gravite=gravite,
    )


def _printed_twice(template: Template) -> Iterator[Fault]:
    """Find fields that two sections print."""
    owners: list[tuple[FieldPath, str]] = []
    for section in template.plan.sections:
        for path in section.champs:
            other = next((name for known, name in owners if _overlap(known, path) and name != section.id), None)
            if other is not None:
                yield Fault(
                    regle="MODELE-DOUBLON",
                    message=f"« {path} » est imprimé par deux sections : {other} et {section.id}",
                    correction="le laisser à l'une des deux",
                    lieu=f"section {section.id}",
                )
            owners.append((path, section.id))


def _shown_elsewhere(template: Template) -> Iterator[Fault]:
    """Find fields of the service that a block shows outside the section that prints them anyway."""
    homes = {
        path.parts[1]: section.id for section in template.plan.sections for path in section.champs if is_free(path)
    }
    for name, bloc in template.blocs.items():
        for found in _FREE.finditer(bloc.text):
            home = homes.get(found[1])
            if home is not None and home != name:
                yield Fault(
                    regle="MODELE-DOUBLON",
                    message=f"« rubriques.{found[1]} » est imprimé ici, et par la section {home}",
                    correction=f"l'ôter de ce bloc, ou écrire « dans: {name} » au champ",
                    lieu=str(bloc.at(_line(bloc.text, found.start()))),
                )


def _overlap(one: FieldPath, other: FieldPath) -> bool:
    """Tell whether two sections that print these addresses print the same thing."""
    if one.parts == ("rubriques",) or other.parts == ("rubriques",):
        return False  # the free sections without a place, and one that has its own
    return one == other


def _phrases(template: Template) -> Iterator[Fault]:
    """Find ready phrases whose marks to fill in are not pairs."""
    for phrase in template.plan.phrases:
        signs = _BRACE.findall(phrase.texte)
        broken = len(signs) % 2 == 1 or any(a == b for a, b in pairwise(signs)) or signs[:1] == ["}"]
        if broken:
            yield Fault(
                regle="MODELE-PHRASE",
                message=f"phrase prête « {phrase.nom} » : une accolade n'est pas fermée",
                correction="écrire {ce qui est à compléter} entre deux accolades",
                lieu=f"phrase {phrase.nom}",
            )
