"""The treatments: our six columns, another vendor's table, or entries alone; discharged, stopped, at home.

Stopped and discharged drugs never mix: the section says which they are. A drug's name stays as it is printed; its codes
(CIS, ATC) come from its entry, unless that entry names another drug.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lls_drafter.cda import oids
from lls_drafter.cda.reader.model import Nature
from lls_drafter.cda.reader.narrative import Row, Table, cells_text
from lls_drafter.cda.reader.reading import Reading, holding
from lls_drafter.cda.reader.regimen import say_regimen
from lls_drafter.cda.reader.section import Section
from lls_drafter.cda.reader.six_columns import is_six_columns, read_row
from lls_drafter.cda.reader.table import comment_of, drug_text, read_columns
from lls_drafter.cda.reader.values import (
    attribute,
    bounds,
    child,
    children,
    codes_of,
    day_of,
    first,
    label_of,
    text_of,
    type_of,
)
from lls_drafter.cda.xml import Element
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.synthese import TraitementAdministre
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import (
    BilanMedicamenteux,
    Commentaires,
    Duree,
    EtatListe,
    LigneTraitement,
    Medicament,
    Prescription,
    ReponseListe,
)

HOME_CODES = frozenset({"42346-7", "10160-0"})
"""Treatments at entry, history of medication use: what the patient takes at home."""
_NONE, _NO_INFORMATION = "no-known-medications", "no-medication-info"
_CIS = re.compile(r"[0-9]{8}", re.ASCII)
_ATC = re.compile(r"[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}", re.ASCII)
_LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class _Drug:
    """One drug of a section: how it is taken, what was said beside, and whether the narrative says it."""

    prescription: Prescription
    notes: Commentaires | None = None
    comment: str = ""


def read_discharge(reading: Reading, section: Section) -> None:
    """Read the treatments at discharge."""
    ours = _own_rows(reading, section)
    if ours is not None:
        reading.put("volet_medicamenteux", ours, section.titre)
        for side, name in (("entree", "avant"), ("sortie", "sortie")):
            if any(getattr(row, name) is not None for row in ours):
                _put_answer(reading, side, ReponseListe.LISTE, section)
        return
    drugs = () if reading.est_de_lls else tuple(_drugs(reading, section))
    rows = tuple(
        LigneTraitement(cle=f"a{number}", sortie=drug.prescription, commentaires=drug.notes)
        for number, drug in enumerate(drugs, start=1)
    )
    reading.put("volet_medicamenteux", rows, section.titre)
    _list_answer(reading, section, "sortie", has_rows=bool(rows))


def read_home(reading: Reading, section: Section) -> None:
    """Read the treatments at home."""
    known = reading.lettre.volet_medicamenteux
    rows = tuple(
        LigneTraitement(cle=f"a{number}", avant=drug.prescription, commentaires=drug.notes)
        for number, drug in enumerate(_drugs(reading, section), start=1)
    )
    if rows and known:
        for row in rows:
            text = row.avant.medicament.libelle if row.avant and row.avant.medicament else ""
            reading.leave(section.titre, Nature.TEXTE, "médicament d'une autre liste du document, à rapprocher", text)
        return
    reading.put("volet_medicamenteux", rows, section.titre)
    _list_answer(reading, section, "entree", has_rows=bool(rows))


def read_stopped(reading: Reading, section: Section) -> None:
    """Read the treatments stopped or given during the stay: never among those that the patient takes."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    if any(is_six_columns(table) for table in tables):
        _own_stopped(reading, section)
    if reading.est_de_lls:  # what was given and is over has a labelled line
        return
    drugs = tuple(_administered(drug) for drug in _drugs(reading, section))
    reading.add("traitements_administres", drugs, section.titre)


def _own_rows(reading: Reading, section: Section) -> tuple[LigneTraitement, ...] | None:
    """Give the rows of our own table with the codes of their entries, None when there is no such table."""
    tables = [block for block in section.blocks if isinstance(block, Table) and is_six_columns(block)]
    if not tables:
        return None
    section.take(tables)
    codes = _codes_by_row(reading, section)
    rows: list[LigneTraitement] = []
    for row in (row for table in tables for row in table.rows):
        read = read_row(row, f"a{len(rows) + 1}")
        if read is not None:
            rows.append(_coded(read, codes.get(row, ()), "sortie"))
    return tuple(rows)


def _own_stopped(reading: Reading, section: Section) -> None:
    """Read the rows of the stopped drugs: those of the main table once more, with codes for their home side."""
    codes = _codes_by_row(reading, section)
    rows = list(reading.lettre.volet_medicamenteux)
    for table in section.blocks:
        if not (isinstance(table, Table) and is_six_columns(table)):
            continue
        section.take([table])
        for row in table.rows:
            read = read_row(row, f"a{len(rows) + 1}")
            if read is None:
                continue
            same = next((index for index, one in enumerate(rows) if _is_same(one, read)), None)
            if same is None:
                rows.append(_coded(read, codes.get(row, ()), "avant"))
            else:
                rows[same] = _coded(rows[same], codes.get(row, ()), "avant")
    if rows:
        reading.lettre = reading.lettre.replace(volet_medicamenteux=tuple(rows))
        reading.places.setdefault("volet_medicamenteux", section.titre)


def _is_same(one: LigneTraitement, other: LigneTraitement) -> bool:
    """Tell whether two rows say the same, codes and key apart."""
    return _bare(one) == _bare(other)


def _bare(row: LigneTraitement) -> LigneTraitement:
    """Give a row without its key and codes."""
    sides = {
        name: side.replace(medicament=side.medicament.replace(cis=None, atc=None))
        for name in ("avant", "sortie")
        if (side := getattr(row, name)) is not None and side.medicament is not None
    }
    return row.replace(cle="x", **sides)


def _codes_by_row(reading: Reading, section: Section) -> dict[Row, tuple[Element, ...]]:
    """Give the entries of a section by the row that they link to, else by the only row that has their drug's name."""
    found: dict[Row, tuple[Element, ...]] = {}
    tables = [block for block in section.blocks if isinstance(block, Table)]
    names = [(row, [fold(cell.text) for cell in row.cells]) for table in tables for row in table.rows]
    for entry in section.entries("substanceAdministration"):
        row = reading.row_of(reading.linked(entry)) or reading.row_of(reading.linked(_material_code(entry)))
        row = row or _row_named(entry, names)
        if row is not None:
            found[row] = (*found.get(row, ()), entry)
    return found


def _row_named(entry: Element, rows: Iterable[tuple[Row, Sequence[str]]]) -> Row | None:
    """Give the only row with a cell, folded, that is the name of an entry's drug, or begins with it as whole words."""
    name = fold(next(iter(_product_names(entry)), ""))
    if not name:
        return None
    same = [row for row, cells in rows if name in cells]
    begun = same or [
        row for row, cells in rows if any(one.startswith(name) and not one[len(name) :][:1].isalnum() for one in cells)
    ]
    return begun[0] if len(begun) == 1 else None


def _coded(row: LigneTraitement, entries: tuple[Element, ...], side: str) -> LigneTraitement:
    """Give a row with the codes of its entry on a side that has the drug; several entries say nothing sure."""
    standing: Prescription | None = getattr(row, side)
    if len(entries) != 1 or standing is None or standing.medicament is None:
        return row
    parted = _parted(standing.medicament, entries[0])
    drug = _with_codes(parted, entries[0])
    if drug is None:
        return row
    changed = {side: standing.replace(medicament=drug)}
    other: Prescription | None = row.avant if side == "sortie" else row.sortie
    if other is not None and other.medicament == standing.medicament:  # printed alike: the same parts, not the codes
        changed["avant" if side == "sortie" else "sortie"] = other.replace(medicament=parted)
    return row.replace(**changed)


def _parted(drug: Medicament, entry: Element) -> Medicament:
    """Give a printed name as our own letter has it: label, then brand in brackets; whole when that is not sure.

    The entry's name is the label. What follows it in brackets is the brand, or a DCI with whose first word the label
    begins (`document.treatments` chooses so): what may be one or the other stays in the label.
    """
    printed = drug.libelle or ""
    label = next(iter(_product_names(entry)), "")
    found = re.fullmatch(r"\s\(([^(),]+)\)", printed[len(label) :])
    if not label or re.sub(r"\s", " ", printed[: len(label)]) != label or found is None:
        return drug
    if fold(label).startswith(fold(found[1]).split(" ")[0]):
        return drug
    return drug.replace(libelle=printed[: len(label)], marque=found[1])


def _material_code(entry: Element) -> Element | None:
    """Give the code of an entry's product."""
    return child(entry, "consumable", "manufacturedProduct", "manufacturedMaterial", "code")


def _product_names(entry: Element) -> tuple[str, ...]:
    """Give the names of an entry's product."""
    material = child(entry, "consumable", "manufacturedProduct", "manufacturedMaterial")
    names = (text_of(child(material, "name")), attribute(child(material, "code"), "displayName"))
    return tuple(name for name in names if name)


def _with_codes(drug: Medicament, entry: Element) -> Medicament | None:
    """Give a drug with the codes of its entry; None when the entry names another drug."""
    words = set(re.findall(r"\w+", fold(drug.libelle or "")))
    names = _product_names(entry)
    if names and not _says(words, names):
        return None
    codes = dict(reversed(tuple(codes_of(_material_code(entry)))))
    cis, atc = codes.get(oids.CIS, ""), codes.get(oids.ATC, "")
    return drug.replace(cis=cis if _CIS.fullmatch(cis) else drug.cis, atc=atc if _ATC.fullmatch(atc) else drug.atc)


def _lead(name: str) -> set[str]:
    """Give the words that name a drug: those before its strength or the first comma, never its form."""
    words = re.findall(r"[^\W\d]\w*", re.split(r"[\d,(]", fold(name), maxsplit=1)[0])
    return {word for word in words if len(word) >= _LONG_WORD} or set(words)


def _says(words: set[str], names: Iterable[str]) -> bool:
    """Tell whether words hold one of some names of a drug, whole."""
    leads = [lead for name in names if (lead := _lead(name))]
    return any(lead <= words for lead in leads)


def _drugs(reading: Reading, section: Section) -> Iterator[_Drug]:
    """Give the drugs of a section: the rows of its tables with their entries, then the entries without a row."""
    by_row = _codes_by_row(reading, section)
    used: set[Element] = set()
    for block in section.blocks:
        if not isinstance(block, Table):
            continue
        for row in block.rows:
            entries = by_row.get(row, ())
            drug = _from_row(reading, section, row, block, entries)
            if drug is not None:
                yield drug
            elif cells_text(row):
                reading.leave(section.titre, Nature.TEXTE, "ligne d'un tableau sans médicament", cells_text(row))
            used.update(entries if drug is not None else ())
        section.take([block])
    named = _named_in_tables(section)
    for entry in section.entries("substanceAdministration"):
        if entry in used or _absence(entry) is not None:
            continue
        if any(_says(words, _product_names(entry)) for words in named):  # the same drug, once
            reading.leave(section.titre, Nature.CODE, "entrée sans lien sûr avec sa ligne : la ligne fait foi")
        else:
            drug = _from_entry(reading, section, entry)
            if drug is not None:
                yield drug


def _named_in_tables(section: Section) -> list[set[str]]:
    """Give the words of the drug of each row of a section's tables."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    texts = (drug_text(row, table) or cells_text(row) for table in tables for row in table.rows)
    return [set(re.findall(r"\w+", fold(text))) for text in texts]


def _from_row(reading: Reading, section: Section, row: Row, table: Table, entries: tuple[Element, ...]) -> _Drug | None:
    """Give the drug of a row; None for a row without drug."""
    read = read_columns(row, table)
    if read is None and not entries:
        return None
    names = [name for entry in entries for name in _product_names(entry)]
    text = drug_text(row, table) if read is not None else first(names)
    if not text:
        return None
    if read is None:
        prescription, notes = Prescription(posologie=cells_text(row)), None
    else:
        prescription, notes = read
    if prescription.posologie is None and len(entries) == 1:
        prescription = _structured(reading, section, entries[0], prescription)
    return _Drug(
        prescription.replace(medicament=_checked(reading, section, text, entries)), notes, comment_of(row, table)
    )


def _checked(reading: Reading, section: Section, text: str, entries: tuple[Element, ...]) -> Medicament:
    """Give a drug by its printed name, with its codes; an entry that names another drug is told."""
    drug = Medicament(libelle=text)
    if len(entries) != 1:
        return drug
    coded = _with_codes(drug, entries[0])
    if coded is None:
        reading.leave(
            section.titre, Nature.CONTRADICTION, "médicament : le texte et le code ne disent pas le même, code laissé"
        )
    return coded or drug


def _from_entry(reading: Reading, section: Section, entry: Element) -> _Drug | None:
    """Give the drug of an entry without a row: its own words when the narrative has some, else its structure."""
    paragraph = holding(section.blocks, reading.linked(entry))
    said = text_of(paragraph.element) if paragraph is not None else ""
    name = first(_product_names(entry)) or said
    if not name:
        reading.leave(section.titre, Nature.CODE, "traitement sans nom de médicament ni texte")
        return None
    if paragraph is not None:
        section.take([paragraph])
    prescription = Prescription(posologie=said if said and fold(said) != fold(name) else None)
    if prescription.posologie is None:
        prescription = _structured(reading, section, entry, prescription)
    return _Drug(prescription.replace(medicament=_checked(reading, section, name, (entry,))))


def _structured(reading: Reading, section: Section, entry: Element, standing: Prescription) -> Prescription:
    """Give a prescription completed by an entry's structure, where the narrative said no regimen."""
    regimen = say_regimen(entry)
    if regimen is None and (child(entry, "doseQuantity") is not None or len(children(entry, "effectiveTime")) > 1):
        reading.leave(section.titre, Nature.CODE, "posologie codée sans texte, non lue : à saisir")
    times = [one for one in children(entry, "effectiveTime") if type_of(one) == "IVL_TS"]
    low, high = bounds(times[0]) if times else (None, None)
    duree = standing.duree
    if duree is None and (day_of(low) or day_of(high)):
        duree = Duree(debut=day_of(low), fin_incluse=day_of(high))
    route = standing.voie or label_of(child(entry, "routeCode"), "voie_administration")
    return standing.replace(posologie=regimen, voie=route, duree=duree)


def _administered(drug: _Drug) -> TraitementAdministre:
    """Give a drug as one of the stay."""
    side = drug.prescription
    name = side.medicament.libelle if side.medicament is not None else None
    regimen = ", ".join(filter(None, (side.posologie, side.voie))) or None
    return TraitementAdministre(
        medicament=name, posologie=regimen, periode=_period(side.duree) or None, precision=drug.comment or None
    )


def _period(duree: Duree | None) -> str:
    """Give the days of a treatment in words."""
    if duree is None:
        return ""
    begin = f"du {format_date(duree.debut)}" if duree.debut else ""
    end = f"au {format_date(duree.fin_incluse)}" if duree.fin_incluse else ""
    return ", ".join(filter(None, (" ".join(filter(None, (begin, end))), duree.texte)))


def _absence(entry: Element) -> str | None:
    """Give the code of an entry that stands for no drug, None for a drug."""
    code = child(entry, "code")
    return attribute(code, "code") if attribute(code, "codeSystem") == oids.ABSENCE else None


def _list_answer(reading: Reading, section: Section, side: str, *, has_rows: bool) -> None:
    """Read what is said of a list as a whole: drugs, or explicitly none. « No information » answers nothing."""
    said = {_absence(entry) for entry in section.entries("substanceAdministration")} - {None}
    if has_rows and said:
        reading.leave(section.titre, Nature.CONTRADICTION, "des médicaments, et un code qui dit qu'il n'y en a pas")
    if _NO_INFORMATION in said:
        reading.leave(section.titre, Nature.CODE, "aucune information sur les traitements : la question reste")
    answer = ReponseListe.LISTE if has_rows else (ReponseListe.AUCUN if said == {_NONE} else None)
    if answer is None:
        return
    if answer is ReponseListe.AUCUN:
        section.take(section.blocks)
    _put_answer(reading, side, answer, section)


def _put_answer(reading: Reading, side: str, answer: ReponseListe, section: Section) -> None:
    """Write what is said of a list as a whole, unless something is already."""
    state = reading.lettre.bilan_medicamenteux or BilanMedicamenteux()
    known: EtatListe = getattr(state, side) or EtatListe()
    if known.reponse is None:
        reading.lettre = reading.lettre.replace(
            bilan_medicamenteux=state.replace(**{side: known.replace(reponse=answer)})
        )
        reading.places[f"bilan_medicamenteux.{side}"] = section.titre
