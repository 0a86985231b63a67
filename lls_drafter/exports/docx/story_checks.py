"""What a story of a paper may not hold: revisions, hidden text, objects, fields that Word fills, clinical text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from lls_drafter.document.faults import Fault, Gravite
from lls_drafter.document.words import NEGATIVES
from lls_drafter.exports.docx.package_checks import merge_fault, object_fault
from lls_drafter.exports.docx.stories import Para, own
from lls_drafter.exports.docx.xml import is_on, local, val, w
from lls_drafter.letter.text import fold

_REVISIONS = frozenset(w(name) for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))
_REFORMATTED = frozenset(
    w(f"{name}Change") for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "numbering")
)
_OBJECTS = frozenset(w(name) for name in ("object", "altChunk", "subDoc", "control"))
_COMMENT = w("commentReference")
_DRAWING, _PICTURE = w("drawing"), w("pict")
_VML = "{urn:schemas-microsoft-com:vml}"
_TEXT_PATH = f"{_VML}textpath"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OTHER_TEXT = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
        "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    }
)
_SIGNS = ("{{", "[[", "{%")
_LINKED_FIELDS = frozenset({"INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "DATABASE", "IMPORT", "RD"})
_MERGED_FIELDS = frozenset({"MERGEFIELD", "MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "ADDRESSBLOCK", "GREETINGLINE"})
_DATES = frozenset({"DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE"})
_NEGATION = re.compile(
    r"\b(?:aucune?|pas d|absence d|sans|neant|ras)\b.{0,30}"
    r"\b(?:allergi|intoleran|antecedent|traitement|transfus|evenement indesirable|bmr|bhre|risque|complication)"
)
_DOSE = re.compile(r"\b[0-9]+(?:[.,][0-9]+)? ?(?:mg|µg|mcg|ui|cp|comprimes?|gelules?)\b")
_NEGATIVE_WORDS = tuple(fold(words) for words in NEGATIVES.values())


def story_faults(root: etree._Element, label: str, paras: Iterable[Para], hidden: frozenset[str]) -> Iterator[Fault]:
    """Give what is wrong with a story; `hidden` has the ids of the styles whose text is hidden."""
    places = {para.element: para.place for para in paras if not para.is_copy}
    yield from _elements(root, label, places)
    for para in paras:
        if not para.is_copy:
            yield from _word_fields(para)
            yield from _hidden_text(para, hidden)


def _place(element: etree._Element, label: str, places: Mapping[etree._Element, str]) -> str:
    """Give the place of the paragraph around an element, else the story's name."""
    return next((places[around] for around in element.iterancestors(w("p")) if around in places), label)


def _elements(root: etree._Element, label: str, places: Mapping[etree._Element, str]) -> Iterator[Fault]:
    """Tell what elements say that something is wrong; one fault of a kind for each place."""
    told: set[tuple[str, str]] = set()
    for element in root.iter(etree.Element):
        fault = _element(element)
        if fault is None or next(element.iterancestors(_FALLBACK), None) is not None:
            continue
        place = _place(element, label, places)
        if (fault.regle, place) not in told:
            told.add((fault.regle, place))
            yield replace(fault, lieu=place)


_REVISION = Fault(
    regle="PAPIER-REVISIONS",
    message="des modifications suivies ne sont ni acceptées ni refusées : du texte serait doublé ou perdu",
    correction="dans Word : onglet Révision, Accepter toutes les modifications",
    lieu="",
)
_REFORMATTING = Fault(
    regle="PAPIER-SUIVI",
    message="des changements de mise en forme sont suivis, et s'afficheraient dans chaque lettre",
    correction="dans Word : onglet Révision, Accepter toutes les modifications",
    lieu="",
    gravite=Gravite.CONSEIL,
)
_COMMENTED = Fault(
    regle="PAPIER-COMMENTAIRE",
    message="un commentaire est resté : Word l'imprime dans la marge de chaque lettre",
    correction="dans Word : onglet Révision, Supprimer tous les commentaires",
    lieu="",
    gravite=Gravite.CONSEIL,
)
_OUT_OF_TEXT = Fault(
    regle="PAPIER-CHAMP-HORS-TEXTE",
    message="un champ ou une ancre est écrit dans un dessin ou une équation, où rien ne le remplit",
    correction="l'écrire dans le texte, dans un tableau ou dans une zone de texte",
    lieu="",
)
_MUTE = Fault(
    regle="PAPIER-IMAGE-MUETTE",
    message="une image n'a pas de texte de remplacement : qui ne la voit pas ne saura pas ce qu'elle est",
    correction="clic droit sur l'image, Modifier le texte de remplacement",
    lieu="",
    gravite=Gravite.CONSEIL,
)


_TOLD: Mapping[str, Fault] = {
    **dict.fromkeys(_REVISIONS, _REVISION),
    **dict.fromkeys(_REFORMATTED, _REFORMATTING),
    **dict.fromkeys(_OBJECTS, object_fault("")),
    _COMMENT: _COMMENTED,
}


def _element(element: etree._Element) -> Fault | None:
    """Tell what one element says that is wrong; the place is for the caller to say."""
    tag = str(element.tag)
    if tag in _TOLD:
        return _TOLD[tag]
    if tag in _OTHER_TEXT or tag == _TEXT_PATH:
        written = (element.text or "") + (element.get("string") or "")
        return _OUT_OF_TEXT if any(sign in written for sign in _SIGNS) else None
    if tag in (_DRAWING, _PICTURE):
        return _MUTE if _is_mute(element) else None
    return None


def _is_mute(drawing: etree._Element) -> bool:
    """Tell whether a picture says nothing to who cannot see it, and is not marked as decoration."""
    if drawing.tag == _PICTURE:
        pictures = [shape for shape in drawing.iter(f"{_VML}shape") if shape.find(f"{_VML}imagedata") is not None]
        return any(not (shape.get("alt") or "").strip() for shape in pictures)
    names = [element for element in drawing.iter(etree.Element) if local(element) in {"docPr", "decorative", "blip"}]
    if not any(local(element) == "blip" for element in names):
        return False
    if any(local(element) == "decorative" and element.get("val") in ("1", "true") for element in names):
        return False
    first = next((element for element in names if local(element) == "docPr"), None)
    return first is None or not ((first.get("descr") or "") + (first.get("title") or "")).strip()


def _word_fields(para: Para) -> Iterator[Fault]:
    """Tell the fields of Word that fetch another file, belong to a mail merge, or show the day of opening."""
    codes = []
    for element in own(para.element):
        if element.tag == w("instrText"):
            codes.append(element.text or "")
        elif element.tag == w("fldSimple"):
            codes.append(f"\n{val(element, 'instr')}")
        elif element.tag == w("fldChar"):
            codes.append("\n")
    lines = [line.split() for line in "".join(codes).splitlines()]
    words = {line[0].upper() for line in lines if line}
    if any(sign in code for code in codes for sign in _SIGNS):
        yield Fault(
            regle="PAPIER-CHAMP-HORS-TEXTE",
            message="un champ ou une ancre est écrit dans le code d'un champ de Word, où rien ne le remplit",
            correction="l'écrire dans le texte",
            lieu=para.place,
        )
    if words & _LINKED_FIELDS:
        yield Fault(
            regle="PAPIER-LIEN",
            message="un champ de Word va chercher un autre fichier",
            correction="cliquer dedans et faire Ctrl+Maj+F9 : il devient du texte",
            lieu=para.place,
        )
    if words & _MERGED_FIELDS:
        yield merge_fault(para.place)
    if words & _DATES:
        yield Fault(
            regle="PAPIER-DATE",
            message="un champ de Word donne une date, qui change quand on rouvre ou réimprime la lettre",
            correction="écrire « {{ date_lettre }} » à sa place",
            lieu=para.place,
            gravite=Gravite.CONSEIL,
        )


def _hidden_text(para: Para, hidden: frozenset[str]) -> Iterator[Fault]:
    """Tell text that does not print; a field or an anchor that does not is an error."""
    whole = val(para.element.find(f"{w('pPr')}/{w('pStyle')}")) in hidden
    unseen = "".join(piece.text for piece in para.pieces if whole or _is_hidden(piece.node, hidden))
    if unseen.strip():
        marked = any(sign in unseen for sign in ("{", "}", "[", "]"))
        yield Fault(
            regle="PAPIER-TEXTE-CACHE",
            message="un champ ou une ancre est en texte masqué" if marked else "du texte masqué est resté",
            correction="le sélectionner, puis décocher « Masqué » dans les options de police (Ctrl+D)",
            lieu=para.place,
            gravite=Gravite.ERREUR if marked else Gravite.CONSEIL,
        )


def _is_hidden(node: etree._Element, hidden: frozenset[str]) -> bool:
    """Tell whether a run is hidden, by itself or by its style."""
    run = next(node.iterancestors(w("r")), None)
    properties = run.find(w("rPr")) if run is not None else None
    if properties is None:
        return False
    return is_on(properties.find(w("vanish"))) or val(properties.find(w("rStyle"))) in hidden


def clinical_fault(rest: str, place: str) -> Fault | None:
    """Tell words of the paper itself that speak of a patient: they would print on every letter."""
    words = fold(rest)
    if any(negative in words for negative in _NEGATIVE_WORDS):
        gravity, message = Gravite.ERREUR, "le papier affirme une absence, pour tous les patients"
    elif _NEGATION.search(words) or _DOSE.search(words):
        gravity, message = (
            Gravite.CONSEIL,
            "le papier semble contenir du texte clinique, le même pour tous les patients",
        )
    else:
        return None
    return Fault(
        regle="PAPIER-TEXTE-CLINIQUE",
        message=message,
        correction="l'effacer : ce qui dépend du patient vient de la lettre, par une ancre",
        lieu=place,
        gravite=gravity,
    )
