"""The usual changes of a service's template, each tried on a copy and written only if it can be put together.

`modele.yaml` keeps its author's comments and order (`yaml_io.edit`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import MappingProxyType

from lls_drafter.document.template import FORMULES, Template
from lls_drafter.drafts.sheets import SheetLine, read_sheet
from lls_drafter.errors import DraftError, Location, PackFieldError, PackNotFoundError, UsageError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, field_info
from lls_drafter.letter.text import closest
from lls_drafter.packs.pack_reader import IDENTIFIER
from lls_drafter.packs.sources import pack_files
from lls_drafter.packs.templates import MAIN, ResolvedTemplate, resolve, resolve_folder
from lls_drafter.session.checklist_file import append_item, line_to_tick
from lls_drafter.session.evaluate import DISCHARGE_CHECKLIST
from lls_drafter.session.pack_copy import tried
from lls_drafter.session.pack_text import read_own, write_pack_file
from lls_drafter.yaml_io import Json
from lls_drafter.yaml_io.edit import YamlText

_CSV_KEYS = ("nom", "texte", "champ")
_LARGEST = 1_000_000  # bytes of a file of phrases
_LONGEST = 100_000  # characters: no answer of a letter is longer
_LIST_HEAD = """\
# Points que le service ajoute à la liste de contrôle de sortie, pour ses lettres.
id: {id}
version: "1"
etend: {id}
titre: "Check-list de sortie, avec les points du service"
items: []
"""


@dataclass(slots=True)
class TemplateEditor:
    """A service's template being changed.

    Attributes:
        folder: its folder.
        packs: folders of packs named on the command line.
    """

    folder: Path
    packs: tuple[Path, ...] = ()

    @property
    def resolved(self) -> ResolvedTemplate:
        """Give the template as it stands on disk.

        Raises:
            PackError: it is wrong.
        """
        return resolve_folder(self.folder, extra=self.packs)

    @property
    def template(self) -> Template:
        """Give the template as it stands on disk.

        Raises:
            PackError: it is wrong.
        """
        return self.resolved.template

    def add_field(self, field: Mapping[str, Json]) -> None:
        """Add a field of the service, as a block of `rubriques`.

        Raises:
            UsageError: its id is not one, or is taken.
            PackError: the template would be wrong.
        """
        name = str(field.get("id", ""))
        if not IDENTIFIER.fullmatch(name):
            raise UsageError("identifiant mal formé", hint="lettres minuscules sans accent, chiffres et « _ »")
        taken = {one.id for one in self.template.plan.sections} | {one.id for one in self.template.plan.rubriques}
        if name in taken:
            raise UsageError(f"« {name} » existe déjà dans ce modèle", hint="choisir un autre identifiant")
        self._change(lambda text: text.append(("rubriques",), {key: one for key, one in field.items() if one != ""}))

    def demand(self, address: str) -> str:
        """Demand a field of the letter; gives the section that prints it.

        Raises:
            PackFieldError: no letter has such a field, or no section prints it.
        """
        try:
            field_info(address, Lettre)
            section = self.template.plan.section_of(FieldPath.parse(address))
        except (KeyError, ValueError) as error:
            near = closest(address, Lettre.model_fields)
            hint = f"vouliez-vous « {near[0]} » ?" if near else "voir les champs avec « lls schema lettre »"
            raise PackFieldError(f"champ inconnu : « {address} »", hint=hint) from error
        if section is None:
            raise PackFieldError(f"aucune section n'imprime « {address} »", hint="nommer un champ imprimé de la lettre")
        self._patch(section.id, lambda text, path: text.append((*path, "obligatoires"), address))
        return section.id

    def reword(self, section: str, titre: str) -> None:
        """Give another title to a section or to a field of the service.

        Raises:
            PackError: there is no such section.
        """
        self._patch(section, lambda text, path: text.set((*path, "titre"), titre))

    def move(self, section: str, apres: str) -> None:
        """Put a section after another one.

        Raises:
            PackError: one of them does not exist.
        """
        self._require(apres)
        self._patch(section, lambda text, path: text.set((*path, "apres"), apres))

    def hide(self, section: str) -> None:
        """Hide a section, as long as it is empty.

        Raises:
            LockedItemError: the section is of those that the decree asks for.
        """
        self._patch(section, lambda text, path: text.set((*path, "cachee"), True))  # noqa: FBT003 - a YAML value

    def say(self, formule: str, texte: str) -> None:
        """Word the opening or the closing sentence.

        Raises:
            PackError: the sentence holds what no block may.
        """
        if formule not in FORMULES:
            raise UsageError("formule inconnue", hint="possibles : " + ", ".join(FORMULES))
        self._change(lambda text: text.set(("formules", formule), texte))

    def add_reason(self, texte: str, devenirs: tuple[str, ...] = (), atc: str = "") -> None:
        """Add a ready reason for stopping or changing a drug.

        Raises:
            PackError: a fate that has no reason.
        """
        motif: dict[str, Json] = {"texte": texte}
        motif |= {"devenir": list(devenirs)} if devenirs else {}
        motif |= {"atc": atc} if atc else {}
        self._change(lambda text: text.append(("motifs",), motif))

    def add_phrases(self, path: Path) -> int:
        """Add the ready phrases of a CSV file (`nom;texte;champ`); gives how many.

        Raises:
            UsageError: the file cannot be read, or has not these columns.
            PackError: a phrase is wrong.
        """
        rows = _csv_rows(path)

        def add(text: YamlText) -> None:
            for row in rows:
                text.append(("phrases",), {key: row[key] for key in _CSV_KEYS if row.get(key)})

        self._change(add)
        return len(rows)

    def put_paper(self, source: Path, unite: str = "") -> str:
        """Copy a Word file into the template as its paper, or as that of one functional unit; gives its name there.

        Raises:
            TemplateRenderError: it is no Word file that can be filled.
            UsageError: the file is not there.
        """
        from lls_drafter.exports.docx.paper import read_paper  # noqa: PLC0415 - for this change only

        if not source.is_file():
            raise UsageError("fichier introuvable", hint="donner le chemin d'un document Word (.docx)")
        read_paper(source)
        own = self.resolved.chain[0].papiers
        name = self._paper_name(unite, own) if unite else "papier.docx"
        paper = {name: source.read_bytes()}
        if not unite:
            self._change(lambda text: text.set(("papier",), name), paper)
        elif unite not in own:
            self._change(lambda text: text.append(("papiers",), {"uf": [unite], "papier": name}), paper)
        else:
            self._change(None, paper)
        return name

    def _paper_name(self, unite: str, own: Mapping[str, str]) -> str:
        """Give the file of a unit's paper: the one that it has here, else one that no other unit has.

        Raises:
            UsageError: it shares its paper with other units.
        """
        if unite in own:
            others = [unit for unit, name in own.items() if name == own[unite] and unit != unite]
            if others:
                raise UsageError(
                    f"le papier de l'unité « {unite} » est aussi celui d'autres unités : {', '.join(others)}",
                    hint="les séparer d'abord dans « papiers », dans modele.yaml",
                )
            return own[unite]
        safe = "".join(sign for sign in unite if sign.isascii() and sign.isalnum()) or "uf"
        names = (f"papier_{safe}{f'_{number}' if number > 1 else ''}.docx" for number in count(1))
        return next(name for name in names if not (self.folder / name).exists())

    def add_checklist_line(self, identifiant: str, titre: str) -> Path:
        """Add a line to tick to the discharge check-list of this service's letters; gives the file.

        Raises:
            UsageError: the id is taken.
            PackError: the list would be wrong.
        """
        path = self.folder / "listes" / f"{DISCHARGE_CHECKLIST}.yaml"
        item = line_to_tick(identifiant, titre, f"Point {identifiant} de la check-list : répondu « non »")
        append_item(path, item, self.packs, head=_LIST_HEAD.format(id=DISCHARGE_CHECKLIST))
        return path

    def _require(self, section: str) -> None:
        """Refuse an id that is no section of the template."""
        known = [one.id for one in self.template.plan.sections] + [one.id for one in self.template.plan.rubriques]
        if section not in known:
            near = closest(section, known)
            hint = f"vouliez-vous « {near[0]} » ?" if near else "sections : " + ", ".join(known)
            raise PackFieldError(f"section inconnue : « {section} »", hint=hint)

    def _patch(self, section: str, act: "Callable[[YamlText, tuple[str | int, ...]], None]") -> None:
        """Change the patch of a section, made when the file has none."""
        self._require(section)
        own = {one.id for one in self.template.plan.rubriques}

        def change(text: YamlText) -> None:
            for key in ("sections", "rubriques"):
                index = text.index_of((key,), section)
                if index is not None:
                    act(text, (key, index))
                    return
            key = "rubriques" if section in own else "sections"
            text.append((key,), {"id": section})
            act(text, (key, text.index_of((key,), section) or 0))

        self._change(change)

    def _change(
        self, act: Callable[[YamlText], None] | None, papers: Mapping[str, bytes] = MappingProxyType({})
    ) -> None:
        """Change `modele.yaml`, and papers that it names: tried on a copy first, then each file put in one step."""
        path = self.folder / MAIN
        if not path.is_file():
            raise PackNotFoundError(
                f"ce dossier n'est pas un modèle : il n'a pas de fichier {MAIN}",
                hint="« lls modeles nouveau DOSSIER --depuis mco_standard » en crée un",
            )
        own = read_own(path)
        data = own.data
        if act is not None:
            text = YamlText(own.text, name=str(path))
            act(text)
            data = own.written(text.text())
        with tried(self.folder) as copy:
            for name, paper in papers.items():
                write_pack_file(copy / name, paper)
            write_pack_file(copy / MAIN, data)
            self._check(copy)
        for name, paper in papers.items():
            write_pack_file(self.folder / name, paper)
        own.replace(data)

    def _check(self, copy: Path) -> None:
        """Refuse a changed copy of this template that could not be put together in its place.

        Raises:
            PackError: it is wrong.
        """
        from lls_drafter.document.compose_check import check_blocs  # noqa: PLC0415 - Jinja2 is slow

        here = self.folder.resolve()
        others = tuple(path for _, path in pack_files("templates", self.packs) if path.parent.resolve() != here)
        check_blocs(resolve(copy.name, (*others, copy / MAIN)).template)


def _csv_rows(path: Path) -> list[Mapping[str, str]]:
    """Read a CSV file of phrases; one wrong line and none is taken.

    Raises:
        UsageError: it cannot be read, has not the columns, or has a wrong line.
    """
    try:
        lines = read_sheet(path, _LARGEST)
    except DraftError as error:
        raise UsageError("fichier de phrases illisible", hint="donner le chemin d'un fichier CSV") from error
    heading = next(lines, SheetLine(1, ()))
    names = [name.strip().lower() for name in heading.cases or ()]
    if not {"nom", "texte"} <= set(names):
        raise UsageError(
            "le fichier de phrases n'a pas les colonnes attendues",
            hint="première ligne : nom;texte;champ (le champ peut rester vide)",
        )
    found = [dict(zip(names, _phrase_cells(path, line, len(names)), strict=False)) for line in lines]
    return [row for row in found if row.get("nom") and row.get("texte")]


def _phrase_cells(path: Path, line: SheetLine, width: int) -> list[str]:
    """Give the cells of one line.

    Raises:
        UsageError: it has more of them than the heading, a quote that nobody closes, or a text that no letter takes.
    """
    cells = line.cases
    if cells is None or any(cell.strip() for cell in cells[width:]):
        raise UsageError(
            "une ligne du fichier de phrases a plus de cases que la première"
            if cells is not None
            else "une ligne du fichier de phrases a des guillemets non refermés",
            hint="mettre entre guillemets un texte qui contient « ; » ou « , »",
            location=Location(str(path), line.numero),
        )
    if any(len(cell) > _LONGEST for cell in cells):
        raise UsageError("une phrase est trop longue", location=Location(str(path), line.numero))
    return [cell.strip() for cell in cells]
