"""What the file of a paper may not carry besides its text: macros, objects, links that leave it, a signature."""

from collections.abc import Iterator

from lls_drafter.document.faults import Fault, Gravite
from lls_drafter.exports.docx.opc import MAIN_TYPE, Package
from lls_drafter.exports.docx.xml import is_on, w

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_LINKS = {
    "attachedTemplate": (
        "le papier est attaché à un modèle qui est hors du fichier",
        "dans Word : onglet Développeur, Modèle de document, choisir « Normal » et enregistrer",
    ),
    "image": (
        "une image est liée et non incorporée",
        "dans Word : Fichier, Informations, Modifier les liens vers les fichiers, Rompre la liaison",
    ),
    "mailMergeSource": (
        "le papier est lié à une source de publipostage",
        "dans Word : onglet Publipostage, Démarrer la fusion, Document Word normal",
    ),
}
_OTHER_LINK = (
    "le papier est lié à un autre fichier",
    "dans Word : Fichier, Informations, Modifier les liens vers les fichiers, Rompre la liaison",
)
_DRAWN_TEXT = ("word/diagrams/", "word/charts/")
_OBJECTS = ("/embeddings/", "/activeX/")


def package_faults(package: Package, name: str) -> Iterator[Fault]:
    """Give what is wrong with a paper's package; `name` is the file's."""
    yield from _kind(package, name)
    for part, data in package.parts.items():
        if part.endswith((".xml", ".rels")) and any(doctype in data for doctype in _DOCTYPES):
            yield xml_fault(name, part, "elle déclare un type de document ou des entités")
        if part.startswith(_DRAWN_TEXT) and (b"{{" in data or b"[[" in data):
            yield Fault(
                regle="PAPIER-CHAMP-HORS-TEXTE",
                message="un champ ou une ancre est écrit dans un schéma ou un graphique, où rien ne le remplit",
                correction="l'écrire dans le texte, dans un tableau ou dans une zone de texte",
                lieu=f"{name}, {part}",
            )
    if any(place in part for part in package.parts for place in _OBJECTS):
        yield object_fault(name)
    yield from _links(package, name)
    yield from _settings(package, name)


def xml_fault(name: str, part: str, reason: str) -> Fault:
    """Say that a part cannot be read."""
    return Fault(
        regle="PAPIER-XML",
        message=f"une partie du papier n'est pas écrite par Word : {reason}",
        correction="rouvrir le papier dans Word ou LibreOffice et l'enregistrer de nouveau au format .docx",
        lieu=f"{name}, {part}",
    )


def object_fault(place: str) -> Fault:
    """Say that an object is embedded."""
    return Fault(
        regle="PAPIER-OBJET",
        message="un objet est incorporé (classeur, équation ancienne, contrôle, document inséré)",
        correction="le remplacer par du texte ou par une image",
        lieu=place,
    )


def _kind(package: Package, name: str) -> Iterator[Fault]:
    """Tell a document with macros, a Word template, a signed document."""
    main = package.content_type(package.document)
    if "macroenabled" in main.casefold() or any(part.casefold().endswith("vbaproject.bin") for part in package.parts):
        yield Fault(
            regle="PAPIER-MACRO",
            message="le papier contient des macros (.docm)",
            correction="l'enregistrer au format « Document Word (.docx) », sans macros",
            lieu=name,
        )
    elif main and main != MAIN_TYPE:
        yield Fault(
            regle="PAPIER-FORMAT",
            message="le papier est un modèle Word (.dotx), pas un document Word (.docx)",
            correction="l'ouvrir dans Word et l'enregistrer au format « Document Word (.docx) »",
            lieu=name,
        )
    if any(part.startswith("_xmlsignatures/") for part in package.parts):
        yield Fault(
            regle="PAPIER-SIGNE",
            message="le papier est signé numériquement : remplir ses champs romprait la signature",
            correction="dans Word : Fichier, Informations, Afficher les signatures, Supprimer la signature",
            lieu=name,
        )


def _links(package: Package, name: str) -> Iterator[Fault]:
    """Tell what leaves the file: each link once, web addresses together."""
    web = 0
    seen: set[str] = set()
    for part in [part for part in package.parts if part.endswith(".rels")]:
        folder, _, file = part.rpartition("_rels/")
        for relation in package.relations(folder + file.removesuffix(".rels")):
            if not relation.external:
                continue
            web += relation.kind == "hyperlink"
            kind = relation.kind.replace("mailMergeHeaderSource", "mailMergeSource")
            if relation.kind == "hyperlink" or kind in seen:
                continue
            seen.add(kind)
            message, correction = _LINKS.get(kind, _OTHER_LINK)
            yield Fault(regle="PAPIER-LIEN", message=message, correction=correction, lieu=name)
    if web:
        yield Fault(
            regle="PAPIER-LIEN-WEB",
            message=f"le papier contient {web} lien{'s' * (web > 1)} hypertexte{'s' * (web > 1)}",
            correction="rien à faire si l'adresse imprimée suffit ; sinon, clic droit, Supprimer le lien hypertexte",
            lieu=name,
            gravite=Gravite.CONSEIL,
        )


def _settings(package: Package, name: str) -> Iterator[Fault]:
    """Tell the settings that would follow each letter: tracked changes, forbidden editing, mail merge."""
    part = package.related(package.document, "settings")
    if part is None:
        return
    settings = package.tree(part)
    if is_on(settings.find(w("trackRevisions"))):
        yield Fault(
            regle="PAPIER-SUIVI",
            message="le suivi des modifications est resté activé : chaque lettre s'ouvrirait avec lui",
            correction="dans Word : onglet Révision, désactiver le suivi des modifications",
            lieu=name,
            gravite=Gravite.CONSEIL,
        )
    protection = settings.find(w("documentProtection"))
    if protection is not None and protection.get(w("enforcement")) in ("1", "true", "on"):
        yield Fault(
            regle="PAPIER-PROTECTION",
            message="le papier interdit les modifications : personne ne pourrait corriger une lettre dans Word",
            correction="dans Word : onglet Révision, Restreindre la modification, Désactiver la protection",
            lieu=name,
            gravite=Gravite.CONSEIL,
        )
    if settings.find(w("mailMerge")) is not None:
        yield merge_fault(name)


def merge_fault(place: str) -> Fault:
    """Say that nothing fills the fields of a mail merge."""
    return Fault(
        regle="PAPIER-PUBLIPOSTAGE",
        message="le papier est préparé pour un publipostage : rien n'en remplit les champs",
        correction="écrire les champs entre accolades (« {{ patient.ipp }} »), et revenir à un document Word normal",
        lieu=place,
    )
