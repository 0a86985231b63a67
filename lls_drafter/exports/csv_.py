"""The medication table as a flat CSV file, one line per drug, for pharmacists and their spreadsheets.

- UTF-8 with its mark, `;` between cells, CRLF between lines, quotes where needed; the columns never change their
  names nor their order (`docs/dev/json.md`), a new one comes last;
- values are those of the letter: codes as in the file (`arrete`), ISO dates, `oui` and `non`, texts of a list
  separated by ` ; `; an empty cell is what nobody answered;
- `bilan_entree`, `bilan_sortie` say of each list whether it is there, `aucun`, `inconnu` or `non_renseigne`: a letter
  without a drug has one line, with them and no drug;
- a text that a spreadsheet would compute (`=…`, `-…`), or show as a date or another number (`1-0-1`, `007`), has an
  apostrophe before it. To read it back: take one apostrophe away from a text that begins with one and is *shielded*.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from lls_drafter.document.blocks import Document
from lls_drafter.exports import RenderRequest
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.traitements import LigneTraitement, ReponseListe

_SIDE: Final = (
    ("libelle", "medicament.libelle"),
    ("dci", "medicament.dci"),
    ("marque", "medicament.marque"),
    ("dosage", "medicament.dosage"),
    ("forme", "medicament.forme"),
    ("cis", "medicament.cis"),
    ("atc", "medicament.atc"),
    ("restriction", "medicament.restriction"),
    ("base", "medicament.base"),
    ("posologie", "posologie"),
    ("voie", "voie"),
    ("duree", "duree.texte"),
    ("debut", "duree.debut"),
    ("fin_incluse", "duree.fin_incluse"),
    ("total_jours", "duree.total_jours"),
    ("non_lu", "non_lu"),
)
_ROW: Final[Mapping[str, FieldPath]] = MappingProxyType(
    {
        column: FieldPath.parse(address)
        for column, address in (
            ("cle", "cle"),
            *((f"avant_{name}", f"avant.{address}") for name, address in _SIDE),
            ("devenir", "devenir"),
            *((f"sortie_{name}", f"sortie.{address}") for name, address in _SIDE),
            ("motif", "commentaires.motif"),
            ("indication", "commentaires.indication"),
            ("cible_surveillance", "commentaires.cible_surveillance"),
            ("commentaire", "commentaires.libre"),
            ("suspendu", "suspendu"),
            ("reprise_quand", "reprise.quand"),
            ("reprise_par", "reprise.par"),
        )
    }
)
_LETTER: Final[Mapping[str, FieldPath]] = MappingProxyType(
    {
        "statut": FieldPath.parse("statut"),
        "version": FieldPath.parse("version"),
        "date_lettre": FieldPath.parse("date_lettre"),
        "patient_ipp": FieldPath.parse("patient.ipp"),
        "patient_nom_naissance": FieldPath.parse("patient.nom_naissance"),
        "patient_prenoms_naissance": FieldPath.parse("patient.prenoms_naissance"),
        "patient_date_naissance": FieldPath.parse("patient.date_naissance"),
        "date_sortie": FieldPath.parse("sejour.date_sortie"),
    }
)
_LISTS: Final[Mapping[str, Callable[[LigneTraitement], bool]]] = MappingProxyType(
    {"entree": lambda row: row.avant is not None, "sortie": lambda row: row.sortie is not None}
)
COLUMNS: Final = (*_LETTER, *(f"bilan_{side}{part}" for side in _LISTS for part in ("", "_sources")), "ligne", *_ROW)
"""The first line: what tells the letter, what was said of the two lists, then the row."""

_SHIELDED = re.compile(
    r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]"  # a spreadsheet computes it
    r"|(?=.*\d)(?!0\Z|[1-9]\d{0,14}\Z)[\d\s.,:/\-+%eE]+\Z"  # or shows it as a date, a time, another number
)


def render(_document: Document | None, request: RenderRequest) -> bytes:
    """Give the CSV file of a letter's medication table."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_lines(request.lettre))
    return out.getvalue().encode("utf-8-sig")


def shielded(text: str) -> str:
    """Give a text that a spreadsheet shows as it is written: an apostrophe before what it would read as something else.

    A text that has apostrophes before such a beginning gets one more, so that taking one away always gives the text.
    """
    return f"'{text}" if _SHIELDED.match(text.lstrip("'")) else text


def unshielded(text: str) -> str:
    """Give a cell's text as it was before `shielded`."""
    return text[1:] if text.startswith("'") and shielded(text[1:]) == text else text


def _lines(lettre: Lettre) -> Iterator[dict[str, str]]:
    """Give the lines: one per drug, or one alone that says that there is none."""
    always = {column: _cell(path.read(lettre)) for column, path in _LETTER.items()}
    for side, has in _LISTS.items():
        always[f"bilan_{side}"] = _said(lettre, side, has)
        always[f"bilan_{side}_sources"] = _cell(FieldPath.parse(f"bilan_medicamenteux.{side}.sources").read(lettre))
    for number, row in enumerate(lettre.volet_medicamenteux, 1):
        yield {**always, "ligne": str(number), **{column: _cell(path.read(row)) for column, path in _ROW.items()}}
    if not lettre.volet_medicamenteux:
        yield always


def _said(lettre: Lettre, side: str, has: Callable[[LigneTraitement], bool]) -> str:
    """Give what was said of one list; a list whose drugs are in the table is one, whoever forgot to say so."""
    said = FieldPath.parse(f"bilan_medicamenteux.{side}.reponse").read(lettre)
    if said is None and any(map(has, lettre.volet_medicamenteux)):
        said = ReponseListe.LISTE
    return str(said) if said is not None else "non_renseigne"


def _cell(value: object) -> str:
    """Give one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return shielded(" ; ".join(map(str, value)) if isinstance(value, tuple) else str(value))
