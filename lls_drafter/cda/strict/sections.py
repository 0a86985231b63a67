"""The body: which sections, how each is declared, and that each has its words."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.strict.model import Fault, Source, Table
from lls_drafter.cda.strict.tree import Document, Kind, find, find_all, has_words, is_root, missing_templates, templates

SECTIONS: Final = Table("Rubriques")


def _label(section: oids.Section) -> str:
    """Give a section of the model as a message names it."""
    return f"« {section.nom} » ({section.code})"


@SECTIONS.error(
    "CDA-SECTION-OBLIGATOIRE",
    "les rubriques obligatoires du modèle sont là",
    "écrire la rubrique, même pour dire que l'information n'est pas connue",
    Source.CONTROLE,
)
def mandatory(document: Document) -> Iterator[Fault]:
    """Look for the sections that the model demands."""
    if document.kind is not Kind.LEVEL_3:
        return
    for section in oids.SECTIONS:
        if section.obligatoire and next(document.of(section), None) is None:
            yield Fault(document.root, f"la rubrique {_label(section)} manque")


@SECTIONS.error(
    "CDA-SECTION-UNIQUE",
    "chaque rubrique du modèle n'est là qu'une fois",
    "réunir les deux rubriques de même code",
    Source.EXEMPLE,
)
def unique(document: Document) -> Iterator[Fault]:
    """Look for doubled sections."""
    seen: Counter[str] = Counter()
    for section, known in document.sections:
        if known is None:
            continue
        seen[known.code] += 1
        if seen[known.code] == 2:
            yield Fault(section, f"la rubrique {_label(known)} est là plusieurs fois")


@SECTIONS.error(
    "CDA-SECTION-CODE",
    "le code d'une rubrique du modèle, son système LOINC et ses modèles déclarés vont ensemble",
    "écrire le code du modèle et le système 2.16.840.1.113883.6.1",
    Source.CONTROLE,
)
def codes(document: Document) -> Iterator[Fault]:
    """Look at the codes of sections."""
    for section, known in document.sections:
        code = find(section, "code")
        if known is None:
            continue
        if code is None or not code.get("code"):
            yield Fault(section, f"le code de la rubrique {_label(known)} manque")
            continue
        if code.get("codeSystem") != oids.LOINC:
            yield Fault(code, f"le système de codes de la rubrique n'est pas LOINC ({oids.LOINC})")
        if code.get("code") != known.code:
            yield Fault(code, f"le code attendu pour cette rubrique est {known.code}")
        declared = templates(section)
        for other in oids.SECTIONS:
            if other is not known and declared.intersection(other.modeles):
                yield Fault(section, f"la rubrique {_label(known)} déclare un modèle de la rubrique {_label(other)}")


@SECTIONS.error(
    "CDA-SECTION-MODELES",
    "chaque rubrique du modèle déclare tous ses modèles, le français compris",
    "ajouter les templateId manquants : sans eux, aucun contrôle officiel de la rubrique ne joue",
    Source.EXEMPLE,
)
def declared(document: Document) -> Iterator[Fault]:
    """Look at the templates of sections."""
    for section, known in document.sections:
        if known is None:
            continue
        for root in missing_templates(section, known.modeles):
            yield Fault(section, f"la rubrique {_label(known)} ne déclare pas le modèle {root}")


@SECTIONS.error(
    "CDA-SECTION-IDENTIFIANT",
    "chaque rubrique du modèle a un identifiant et un seul",
    "donner à la rubrique un identifiant (UUID)",
    Source.EXEMPLE,
)
def ids(document: Document) -> Iterator[Fault]:
    """Look at the ids of sections."""
    for section, known in document.sections:
        marks = find_all(section, "id")
        if known is not None and (len(marks) != 1 or not is_root(marks[0].get("root"))):
            yield Fault(section, f"la rubrique {_label(known)} n'a pas un identifiant et un seul")


@SECTIONS.error("CDA-SECTION-TITRE", "chaque rubrique a un titre", "donner un titre à la rubrique", Source.EXEMPLE)
def titled(document: Document) -> Iterator[Fault]:
    """Look at the titles of sections."""
    for section, _ in document.sections:
        if not has_words(find(section, "title")):
            yield Fault(section, "la rubrique n'a pas de titre")


@SECTIONS.error(
    "CDA-SECTION-TEXTE",
    "chaque rubrique a un texte qui n'est pas vide : c'est lui que lit le médecin",
    "écrire dans text ce que disent les entrées",
    Source.EXEMPLE,
)
def told(document: Document) -> Iterator[Fault]:
    """Look at the narratives."""
    for section, _ in document.sections:
        if not has_words(find(section, "text")) and find(section, "component/section") is None:
            yield Fault(section, "la rubrique n'a pas de texte, ou il est vide")


@SECTIONS.warning(
    "CDA-NEGATION",
    "aucune entrée n'est niée (negationInd) : une négation renverse ce que disent son code et sa valeur",
    "dire l'absence par sa valeur (false, code d'absence), et retirer negationInd",
    Source.EXEMPLE,
)
def negations(document: Document) -> Iterator[Fault]:
    """Look for negated entries."""
    for section, _ in document.sections:
        for one in find_all(section, "entry//*"):
            if one.get("negationInd") not in {None, "false", "0"}:
                yield Fault(one, "l'entrée est niée")


_NEEDED: Final = (
    (oids.STATUT, "entry/observation"),
    (oids.EVENEMENTS, "entry/observation"),
    (oids.TRAITEMENTS_ADMINISTRES, "entry/substanceAdministration"),
    (oids.TRAITEMENTS_SORTIE, "entry/substanceAdministration"),
    (oids.DISPOSITIFS, "entry/supply"),
    (oids.ALLERGIES, "entry/act"),
)


@SECTIONS.error(
    "CDA-SECTION-ENTREES",
    "les rubriques codées ont au moins une entrée, celle des résultats n'en a aucune",
    "écrire l'entrée (« aucun » et « inconnu » ont les leurs), ou retirer la rubrique facultative",
    Source.CONTROLE,
)
def entries(document: Document) -> Iterator[Fault]:
    """Look for the entries of sections."""
    for section, path in _NEEDED:
        for one in document.of(section):
            if find(one, path) is None:
                yield Fault(one, f"la rubrique {_label(section)} n'a aucune entrée {path.rpartition('/')[2]}")
    for one in document.of(oids.RESULTATS):
        if find(one, "entry") is not None:
            yield Fault(one, f"la rubrique {_label(oids.RESULTATS)} n'admet pas d'entrée")
