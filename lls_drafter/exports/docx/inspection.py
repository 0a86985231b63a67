"""One look at a whole paper: its marks are taken in hand, and every fault is told, in the order of the file."""

from collections.abc import Iterable

from lxml import etree

from lls_drafter.document.faults import Fault, Gravite
from lls_drafter.exports.docx.anchors import Placed, describe_anchors, free_controls, replace_anchor
from lls_drafter.exports.docx.geometry import text_width, what_cuts
from lls_drafter.exports.docx.headers import Margins, PageKind, read_margins
from lls_drafter.exports.docx.marks import BODY, Found, Mark, Trouble, find_marks, is_anchor_name, unknown_field
from lls_drafter.exports.docx.names import IDENTITY, Kind, kind_of, proposed
from lls_drafter.exports.docx.opc import Package
from lls_drafter.exports.docx.package_checks import package_faults
from lls_drafter.exports.docx.slots import AnchorSlot, FieldSlot, Slots
from lls_drafter.exports.docx.stories import Para, Where, paragraphs
from lls_drafter.exports.docx.story_checks import clinical_fault, story_faults
from lls_drafter.exports.docx.style_sheet import EMPTY, complete
from lls_drafter.exports.docx.xml import XML_SPACE, val, w

_MOST_ERRORS = 100
_MOST_ANCHORS = 200
_MOST_NAMED = 6
_LONGEST = 20_000  # characters of a paragraph
_NARROW = 5_100  # twentieths of a point, 9 cm: six columns of drugs are unreadable below
_DRAWING_NAME = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_LARGEST_ID = 2_000_000_000
_NOTES = {"footnotes": "note de bas de page", "endnotes": "note de fin"}
_MESSAGES = {
    Kind.LIST: (
        "« {} » est une liste : un champ simple n'en imprime rien",
        "placer la section par son ancre (« [[…]] »), ou la laisser dans « [[corps]] »",
    ),
    Kind.BLOCK: (
        "« {} » réunit plusieurs champs : un champ simple n'en imprime rien",
        "nommer l'un d'eux : « {{{{ {} }}}} »",
    ),
    Kind.NEVER: ("« {} » ne s'imprime jamais dans la lettre", "retirer ce champ"),
    Kind.INS: (
        "« {} » ne s'imprime que si l'identité est qualifiée, et jamais si elle est secrète",
        "vérifier que le papier reste lisible quand ce champ est vide",
    ),
    Kind.CLINICAL: (
        "« {} » est un texte clinique : il s'imprimera deux fois, ici et dans le corps",
        "placer plutôt la section par son ancre (« [[…]] »)",
    ),
}
_ADVICE = frozenset({Kind.INS, Kind.CLINICAL})


class Inspection:
    """What is found in a paper while it is read once.

    Attributes:
        faults: everything that is wrong, in order.
        anchors: name and place of each anchor that stands alone in the body.
        near: words between single brackets, with their places.
        free: ids of free sections named in fields, with their places.
        slots: the places to fill, by part name.
    """

    def __init__(self, package: Package, name: str) -> None:
        """Take the package; `run` looks at it."""
        self.package = package
        self.name = name
        self.faults: list[Fault] = []
        self.anchors: list[tuple[str, str]] = []
        self.near: list[tuple[str, str]] = []
        self.free: list[tuple[str, str]] = []
        self.slots: dict[str, Slots] = {}
        self.fields: dict[str, set[str]] = {}
        self._wanted: list[tuple[str, Para]] = []
        self._placed: list[Placed] = []
        self._meant_body = False

    def run(self) -> None:
        """Look at everything."""
        self.faults += package_faults(self.package, self.name)
        self.styles_part = self._part("styles", "styles.xml", EMPTY)
        self.sheet = complete(self.package.tree(self.styles_part))
        if self.sheet.changed:
            self.package.keep(self.styles_part)
        self.properties_part = self.package.related("", "core-properties") or self._add_properties()
        self.margins: Margins = read_margins(self.package, self.sheet.ids)
        for part, label, where in self._stories():
            self._story(part, f"{self.name}, {label}", where)
        self._missing_body()
        self._page_margins()
        self._style_advice()

    def _part(self, kind: str, name: str, empty: bytes) -> str:
        """Give a part that the document names by its kind, made when there is none."""
        found = self.package.related(self.package.document, kind)
        if found is not None:
            return found
        folder = self.package.document.rpartition("/")[0]
        self.package.add(self.package.document, kind, f"{folder}/{name}".lstrip("/"), empty)
        return self.package.related(self.package.document, kind) or ""

    def _add_properties(self) -> str:
        """Make the part of the file's properties; each letter writes its own."""
        self.package.add("", "core-properties", "docProps/core.xml", b"<x/>")
        return self.package.related("", "core-properties") or ""

    def _stories(self) -> Iterable[tuple[str, str, Where]]:
        """Give every story: its part, its name in French, its kind."""
        yield self.package.document, "corps", Where.BODY
        for part in self.margins.headers:
            yield part, self.margins.labels[part], Where.HEADER
        for part in self.margins.footers:
            yield part, self.margins.labels[part], Where.FOOTER
        for kind, label in _NOTES.items():
            notes = self.package.related(self.package.document, kind)
            if notes is not None:
                yield notes, label, Where.NOTE

    def _story(self, part: str, label: str, where: Where) -> None:
        """Look at one story and take its marks in hand."""
        root = self.package.tree(part)
        paras = paragraphs(root, label, where)
        self.slots[part] = Slots()
        self.fields[part] = set()
        for para in paras:
            if sum(fault.gravite is Gravite.ERREUR for fault in self.faults) > _MOST_ERRORS:
                break
            self._paragraph(para, part)
        self.faults += story_faults(root, label, paras, self.sheet.hidden)
        for name, para in self._wanted:
            self._placed.append(replace_anchor(name, para, self.slots[part], self.sheet.ids["LLS Intervalle"]))
        self._wanted.clear()

    def _paragraph(self, para: Para, part: str) -> None:
        """Look at the marks of one paragraph."""
        if len(para.text) > _LONGEST:
            self._tell("DEMESURE", "un paragraphe est démesuré", "un papier ne contient pas de longs textes", para)
            return
        found = find_marks(para.text)
        fields = tuple(mark for mark in found.fields if self._field(mark, para))
        self.fields[part] |= {mark.name for mark in fields}
        if not para.is_copy:
            for trouble in found.troubles:
                self._trouble(trouble, para)
            self.near += [(name, para.place) for name in found.near_anchors]
            clinical = clinical_fault(found.rest, para.place)
            self.faults += [clinical] if clinical is not None else []
            self._anchors(found, para)
        if fields:
            _gather(para, fields, self.slots[part])

    def _field(self, mark: Mark, para: Para) -> bool:
        """Tell whether a field can be filled; say what is wrong with it otherwise."""
        kind = kind_of(mark.name)
        if not para.is_copy:
            if kind is Kind.UNKNOWN:
                self._trouble(unknown_field(mark.name, near=proposed(mark.name)), para)
            elif kind is not Kind.PLAIN:
                message, correction = _MESSAGES[kind]
                near = proposed(mark.name) if kind is Kind.BLOCK else ""
                gravity = Gravite.CONSEIL if kind in _ADVICE else Gravite.ERREUR
                self._tell(kind.value, message.format(mark.name), correction.format(near), para, gravity)
            root, _, rest = mark.name.partition(".")
            if root == "rubriques" and rest:
                self.free.append((rest.partition(".")[0], para.place))
        return kind is Kind.PLAIN or kind in _ADVICE

    def _anchors(self, found: Found, para: Para) -> None:
        """Look at the anchors of one paragraph."""
        for name in found.anchors:
            self._meant_body |= name.casefold() == BODY
            if not is_anchor_name(name):
                correction = f"écrire « [[{name.casefold()}]] » : lettres minuscules sans accent, chiffres et « _ »"
                self._tell("ANCRE-FORME", f"ancre mal écrite : « [[{name[:60]}]] »", correction, para)
            elif para.where is not Where.BODY or para.in_box:
                where = "une zone de texte" if para.in_box else f"un{'e' * (para.where is Where.NOTE)} {para.where}"
                correction = "la mettre dans le corps du document, seule dans son paragraphe"
                self._tell("ANCRE-PLACE", f"l'ancre « [[{name}]] » est dans {where}", correction, para)
            elif not found.alone:
                message = f"il y a du texte à côté de l'ancre « [[{name}]] » : il serait perdu"
                self._tell("ANCRE-VOISINE", message, "laisser l'ancre seule dans son paragraphe", para)
            else:
                self._anchor(name, para)
        self._meant_body |= BODY in found.near_anchors
        if BODY in found.near_anchors:
            trouble = Trouble("ANCRE-FORME", f"ancre mal écrite : « [{BODY}] »", f"écrire « [[{BODY}]] »")
            self._trouble(trouble, para)
            self.near = [one for one in self.near if one[0] != BODY]

    def _anchor(self, name: str, para: Para) -> None:
        """Take one anchor that stands well, unless it is there already or something would cut the letter."""
        first = next((place for known, place in self.anchors if known == name), None)
        if first is not None:
            message = f"ancre « [[{name}]] » présente deux fois"
            self._tell("ANCRE-DOUBLE", message, f"n'en garder qu'une ; l'autre est là : {first}", para)
            return
        if len(self.anchors) >= _MOST_ANCHORS:
            self._tell("DEMESURE", "le papier a trop d'ancres", f"{_MOST_ANCHORS} au plus", para)
            return
        self.anchors.append((name, para.place))
        cut = what_cuts(para.element)
        if cut is not None:
            self._tell("ANCRE-COUPEE", f"l'ancre « [[{name}]] » est {cut[0]} : la lettre serait coupée", cut[1], para)
        elif name == BODY and text_width(para.element, self.sheet.by_id) < _NARROW:
            message = "l'ancre « [[corps]] » est à l'étroit : le tableau des traitements y sera illisible"
            self._tell("LARGEUR", message, "lui laisser au moins 9 cm de large", para, Gravite.CONSEIL)
        self._wanted.append((name, para))

    def _trouble(self, trouble: Trouble, para: Para) -> None:
        """Keep what is wrong with a mark."""
        self._tell(trouble.rule, trouble.message, trouble.correction, para)

    def _tell(
        self, rule: str, message: str, correction: str, para: Para | str, gravite: Gravite = Gravite.ERREUR
    ) -> None:
        """Keep one fault."""
        lieu = para if isinstance(para, str) else para.place
        self.faults.append(
            Fault(regle=f"PAPIER-{rule}", message=message, correction=correction, lieu=lieu, gravite=gravite)
        )

    def _missing_body(self) -> None:
        """Tell that the letter has no place, unless a fault has said that it is badly marked."""
        if not self._meant_body and not any(fault.regle == "PAPIER-ANCRE-FORME" for fault in self.faults):
            hint = "écrire « [[corps]] » seul dans un paragraphe, là où la lettre doit venir"
            self._tell("ANCRE-ABSENTE", "le papier n'a pas d'ancre « [[corps]] »", hint, self.name)

    def _page_margins(self) -> None:
        """Tell pages that name no patient, a missing mention, missing page numbers, and what the program adds."""
        for label in self.margins.made:
            message = f"le papier n'a pas d'{label}" if label.startswith("en-tête") else f"le papier n'a pas de {label}"
            what = "l'identité du patient" if label.startswith("en-tête") else "les mentions de la lettre et la page"
            hint = "l'écrire dans le papier, pour en choisir l'apparence"
            message += f" : le programme y mettra {what}"
            self._tell("MARGE-AJOUTEE", message, hint, self.name, Gravite.CONSEIL)
        told: set[tuple[str, str]] = set()
        for shown in self.margins.shown:
            fields = self.fields.get(shown.header, set()) | self.fields.get(shown.footer, set())
            missing = [name for name in IDENTITY if name not in fields]
            if "document.entete" in fields or not missing or (shown.header, shown.footer) in told:
                continue
            told.add((shown.header, shown.footer))
            first = shown.page is PageKind.FIRST
            self._tell(
                "IDENTITE-PREMIERE" if first else "IDENTITE",
                f"ni l'en-tête ni le pied de page ne nomment le patient : il manque {', '.join(missing)}",
                "mettre « {{ document.entete }} » dans l'en-tête",
                f"{self.name}, {self.margins.labels[shown.header]}",
                Gravite.CONSEIL if first else Gravite.ERREUR,
            )
        if not any("document.pied" in fields for fields in self.fields.values()):
            self._tell(
                "MENTION",
                "aucun champ « {{ document.pied }} » : les pages ne diraient pas que la lettre ne vaut pas ordonnance",
                "mettre « {{ document.pied }} » dans le pied de page",
                self.name,
            )
        if not any(self._is_numbered(part) for part in (*self.margins.headers, *self.margins.footers)):
            hint = "insérer les numéros de page (Insertion, Numéro de page), de préférence « Page X / Y »"
            self._tell("PAGES", "les pages ne sont pas numérotées", hint, self.name, Gravite.CONSEIL)

    def _is_numbered(self, part: str) -> bool:
        """Tell whether a header or footer shows the number of its page."""
        root = self.package.tree(part)
        codes = [element.text or "" for element in root.iter(w("instrText"))]
        codes += [val(element, "instr") for element in root.iter(w("fldSimple"))]
        return "PAGE" in " ".join(codes).upper().split()

    def _style_advice(self) -> None:
        """Say which styles and which language the program gives to the paper."""
        added = self.sheet.added
        if added:
            hint = "rien à faire, sauf pour en choisir l'apparence : les créer alors dans Word sous ces noms"
            names = ", ".join(f"« {name} »" for name in added[:_MOST_NAMED])
            names += f" et {len(added) - _MOST_NAMED} autres" if len(added) > _MOST_NAMED else ""
            self._tell("STYLES", f"styles ajoutés par le programme : {names}", hint, self.name, Gravite.CONSEIL)
        if self.sheet.language:
            hint = "dans Word : tout sélectionner, onglet Révision, Langue, « français (France) », Par défaut"
            message = f"la langue du papier n'est pas le français (« {self.sheet.language} ») : le programme la corrige"
            self._tell("LANGUE", message, hint, self.name, Gravite.CONSEIL)

    @property
    def next_drawing(self) -> int:
        """Give the first id that no drawing of the paper has."""
        ids = [
            element.get("id") or "" for part in self.slots for element in self.package.tree(part).iter(_DRAWING_NAME)
        ]
        return max((int(one) for one in ids if one.isdecimal() and len(one) < 10), default=0) % _LARGEST_ID + 1

    def finish_anchors(self) -> tuple[AnchorSlot, ...]:
        """Say what each anchor is, now that the paper has no error."""
        return describe_anchors(self._placed, self.slots[self.package.document], self.sheet.by_id)


def _gather(para: Para, fields: tuple[Mark, ...], slots: Slots) -> None:
    """Bring each field of a paragraph into the run where it begins, as one place to fill."""
    starts = {mark.start: slots.put(FieldSlot(mark.name)) for mark in fields}
    inside = {position for mark in fields for position in range(mark.start, mark.end)}
    position = 0
    for piece in para.pieces:
        span = range(position, position + len(piece.text))
        position = span.stop
        if not any(at in inside for at in span):
            continue
        if piece.is_text:
            free_controls(piece.node)
            kept = (
                starts.get(at) or (character if at not in inside else "")
                for at, character in zip(span, piece.text, strict=True)
            )
            piece.node.text = "".join(kept)
            piece.node.set(XML_SPACE, "preserve")
        else:
            _remove(piece.node)


def _remove(node: etree._Element) -> None:
    """Take out an element that stood inside a field: a tab, a soft hyphen, a line break."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
