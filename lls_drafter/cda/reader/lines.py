"""The narrative of our own documents: labelled values, our tables, our sentences, back to the fields that they print.

Only for documents that this program wrote. What a service's own template words otherwise stays text, and is told.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from lls_drafter.cda.reader.entries import (
    absence_of,
    day_said,
    enum_said,
    hour_said,
    made,
    merged,
    read_entry,
    read_list,
)
from lls_drafter.cda.reader.narrative import Cell, Line, Paragraph, Row, Table, clean, plain, values
from lls_drafter.cda.reader.our_people import read_person
from lls_drafter.cda.reader.our_screening import read_screening
from lls_drafter.cda.reader.reading import Reading
from lls_drafter.cda.reader.section import Section
from lls_drafter.document.words import NO_DISCHARGE_TREATMENT, NO_HOME_TREATMENT, UNKNOWN
from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.personnes import MedecinTraitant, PersonneConfiance, Praticien, RenvoiMedecinTraitant
from lls_drafter.letter.sejour import Mesure, Modalite, ProtectionJuridique
from lls_drafter.letter.suites import EtatSuite, ResultatAttendu, SuiteADonner
from lls_drafter.letter.synthese import (
    ActeExamen,
    Allergie,
    DeriveSang,
    DispositifEnPlace,
    DispositifImplantable,
    EvenementIndesirable,
    GrossesseAllaitement,
    Materiel,
    Oxygene,
    ProduitSanguin,
    TraitementAdministre,
    Vaccination,
)
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import BilanMedicamenteux, EtatListe, ReponseListe

M = TypeVar("M", bound=LlsModel)

Reader = Callable[[Reading, Line, str], bool]
"""Reads a labelled value into the letter; tells whether it was understood whole."""


def _text(address: str) -> Reader:
    """Make the reader of a text."""

    def read(reading: Reading, line: Line, section: str) -> bool:
        answer = absence_of(line, address)
        reading.put(address, answer if answer is not None else clean("".join(values(line))), section)
        return True

    return read


def _several(address: str, kind: type[LlsModel]) -> Reader:
    """Make the reader of a list."""

    def read(reading: Reading, line: Line, section: str) -> bool:
        found = read_list(line, kind, address)
        if found is None:
            return False
        reading.put(address, found, section)
        return True

    return read


def _one(address: str, kind: type[LlsModel]) -> Reader:
    """Make the reader of one thing."""

    def read(reading: Reading, line: Line, section: str) -> bool:
        found = absence_of(line, address) or read_entry(line, kind, address)
        if found is None:
            return False
        reading.put(address, found, section)
        return True

    return read


def _moment(side: str) -> Reader:
    """Make the reader of the day and hour of entry or discharge."""

    def read(reading: Reading, line: Line, section: str) -> bool:
        said = values(line)
        day = day_said(said[0]) if said else None
        reading.put(f"sejour.date_{side}", day, section)
        if len(said) > 1:
            reading.put(f"sejour.heure_{side}", hour_said(said[1]), section)
        return day is not None

    return read


def _mode(side: str) -> Reader:
    """Make the reader of the way of coming or leaving: the words; the code comes with the observation."""

    def read(reading: Reading, line: Line, section: str) -> bool:
        reading.put(f"sejour.modalite_{side}", Modalite(libelle=clean("".join(values(line)))), section)
        return True

    return read


def _person(address: str, kind: type[Praticien] = Praticien) -> Reader:
    """Make the reader of a professional."""

    def read(reading: Reading, line: Line, section: str) -> bool:
        found = absence_of(line, address) or read_person(line, kind, reading.addresses)
        if found is None:
            return False
        reading.put(address, found, section)
        return True

    return read


def _referrer(reading: Reading, line: Line, section: str) -> bool:
    """Read the referrer, also when it is the médecin traitant."""
    said = values(line)
    if len(said) == 1 and (known := enum_said(RenvoiMedecinTraitant, said[0])) is not None:
        return reading.put("praticien_adresseur", known, section)
    return _person("praticien_adresseur")(reading, line, section)


LABELS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "antecedents": _text("antecedents"),
        "allergies et intolerances": _several("allergies", Allergie),
        "grossesse et allaitement": _one("grossesse_allaitement", GrossesseAllaitement),
        "evenements indesirables": _several("evenements_indesirables", EvenementIndesirable),
        "micro-organismes multiresistants ou emergents": read_screening,
        "produits sanguins": _several("produits_sanguins", ProduitSanguin),
        "derives du sang": _several("derives_du_sang", DeriveSang),
        "dispositifs medicaux implantables": _several("dispositifs_implantables", DispositifImplantable),
        "dispositifs en place": _several("dispositifs_en_place", DispositifEnPlace),
        "risques lies a l'hospitalisation": _text("risques_hospitalisation"),
        "mesures": _several("mesures_sortie", Mesure),
        "oxygenotherapie": _one("oxygene", Oxygene),
        "materiel et services a domicile": _several("materiel_domicile", Materiel),
        "vaccinations": _several("vaccinations", Vaccination),
        "traitements du sejour, termines": _several("traitements_administres", TraitementAdministre),
        "suivi medico-social": _text("volet_social"),
        "personne de confiance": _one("patient.personne_confiance", PersonneConfiance),
        "directives anticipees": _text("patient.directives_anticipees"),
        "medecin traitant": _person("medecin_traitant", MedecinTraitant),
        "praticien adresseur": _referrer,
        "destination a la sortie": _text("sejour.destination_sortie"),
        "numero de sejour": _text("sejour.numero"),
        "unite fonctionnelle": _text("sejour.uf"),
        "protection juridique": _one("sejour.protection_juridique", ProtectionJuridique),
        "entree": _moment("entree"),
        "sortie": _moment("sortie"),
        "modalite d'entree": _mode("entree"),
        "modalite de sortie": _mode("sortie"),
        "diagnostic retenu": _text("conclusion"),
        "signes d'alerte": _text("consignes_patient.signes_alerte"),
        "qui appeler": _text("consignes_patient.contact"),
        "conseils": _text("consignes_patient.conseils"),
    }
)
"""By label: of a row of two cells, or of a paragraph that begins with it in bold."""
_PATIENT: Final[Mapping[str, Reader]] = MappingProxyType(
    {"adresse": _text("patient.adresse"), "telephone": _text("patient.telephone"), "ipp": _text("patient.ipp")}
)
"""In the table of the patient's identity only."""
_TRAITS = frozenset(
    {"nom de naissance", "prenoms de naissance", "nom utilise", "prenom utilise", "ne le", "nee le", "ne(e) le", "sexe",
     "lieu de naissance", "statut ins"}
)  # fmt: skip
"""Read from the header, where they are data."""
_EXAMS = ("date", "acte ou examen", "resultat principal")
_RESULTS = ("examen", "attendu le", "suivi par", "transmission")
_STEPS = ("quoi", "qui", "quand", "etat")
_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "actes techniques et examens complementaires": "actes_examens",
        "resultats attendus": "resultats_attendus",
        "suites a donner": "suites_a_donner",
    }
)


def read_lines(reading: Reading, section: Section) -> None:
    """Read all that is worded as this program words it; the blocks that were understood whole are taken."""
    title = fold(section.titre)
    for block in section.left:
        if isinstance(block, Table):
            if _table(reading, block, section.titre):
                section.take([block])
        elif block.is_title and not _list_state(reading, block.line, section.titre):
            title = fold(plain(block.line)).rstrip(" :")
        elif not block.is_title and _paragraph(reading, block, section.titre, title):
            section.take([block])


def _table(reading: Reading, table: Table, section: str) -> bool:
    """Read a table; tells whether all of it was understood."""
    if any(len(row.cells) != len(table.headings) for row in table.rows if table.head):
        return False
    for headings, address, read in _TABLES:
        if table.headings == headings:
            return _put_rows(reading, address, (read(row) for row in table.rows), section)
    if table.head or not table.rows:
        return False
    labels = {fold(row.cells[0].text) for row in table.rows if row.cells}
    identity = "nom de naissance" in labels
    understood = [_labelled(reading, row, section, identity=identity) for row in table.rows]
    return all(understood)


def _labelled(reading: Reading, row: Row, section: str, *, identity: bool) -> bool:
    """Read a row of a label and its value; one without value says nothing."""
    if len(row.cells) != 2 or not row.cells[0].is_heading:
        return False
    label, line = fold(row.cells[0].text), _flat(row.cells[1])
    if identity and label in _TRAITS:
        return True
    if label == "medecin ayant pris en charge le patient":
        return _in_charge(reading, line, section)
    reader = (_PATIENT.get(label) if identity else None) or LABELS.get(label)
    if reader is None:
        return False
    return reader(reading, line, section) if values(line) else True


def _in_charge(reading: Reading, line: Line, section: str) -> bool:
    """Read the doctor in charge, unless that is the signatory, named once more by the name alone."""
    found = read_person(line, Praticien, reading.addresses)
    told = set(dict(found).items()) - {("civilite", found.civilite)} if found is not None else set()
    more = any(value for name, value in told if name not in {"nom", "prenom"})
    return reading.put("medecin_responsable", found, section) if more else found is not None


def _flat(cell: Cell) -> Line:
    """Give the lines of a cell as one."""
    return tuple(piece for line in cell.lines for piece in line)


def _put_rows(reading: Reading, address: str, rows: Iterable[LlsModel | None], section: str) -> bool:
    """Write the rows of one of our tables when all of them were understood."""
    found = tuple(rows)
    kept = tuple(row for row in found if row is not None)
    reading.put(address, kept, section)
    return len(kept) == len(found)


def _cell_values(cell: Cell) -> dict[str, str]:
    """Give the values of a cell by the words before each; the first without words is under « »."""
    told: dict[str, str] = {}
    for line in cell.lines:
        before = ""
        for piece in merged(line):
            if piece.is_value:
                told.setdefault(fold(before).strip(" :"), clean(piece.text))
                before = ""
            else:
                before += piece.text
    return told


def _made(kind: type[M], found: Mapping[str, object]) -> M | None:
    """Make an entry of what was said; None of nothing, and of what an entry does not admit."""
    return made(kind, {name: value for name, value in found.items() if value not in (None, "")})


def _exam(row: Row) -> ActeExamen | None:
    """Give one act or examination."""
    day, name, result = map(_cell_values, row.cells)
    return _made(ActeExamen, {
        "date": day_said(day.get("", "")), "libelle": name.get(""), "code": name.get("code ccam"),
        "resultat": result.get(""),
    })  # fmt: skip


def _result(row: Row) -> ResultatAttendu | None:
    """Give one pending result."""
    exam, day, who, _ = map(_cell_values, row.cells)
    informed = {"information du patient faite": True, "information du patient non faite": False}
    ways = [value for line in row.cells[3].lines for value in values(line)]
    told = [way for way in ways if fold(way) in informed]
    others = [way for way in ways if fold(way) not in informed]
    return _made(ResultatAttendu, {
        "examen": exam.get(""), "resultat": exam.get("resultat"), "attendu_le": day_said(day.get("", "")),
        "recu_le": day_said(day.get("recu le", "")), "responsable": who.get(""),
        "transmission": clean(others[0]) if others else None,
        "patient_informe": informed[fold(told[0])] if told else None,
    })  # fmt: skip


def _step(row: Row) -> SuiteADonner | None:
    """Give one action of the plan."""
    what, who, when, state = (tuple(value for line in cell.lines for value in values(line)) for cell in row.cells)
    dates = _cell_values(row.cells[2])
    bold = [piece.text for line in row.cells[0].lines for piece in line if piece.is_value and piece.is_bold]
    plain_words = [text for text in what if text not in bold]
    said = dates.get("")
    return _made(SuiteADonner, {
        "action": clean(bold[0]) if bold else None, "precision": clean(plain_words[0]) if plain_words else None,
        "qui": clean(who[0]) if who else None, "quand": said, "date": day_said(dates.get("le", "")) if when else None,
        "etat": enum_said(EtatSuite, state[0]) if state else None,
    })  # fmt: skip


_TABLES: Final[tuple[tuple[tuple[str, ...], str, Callable[[Row], LlsModel | None]], ...]] = (
    (_EXAMS, "actes_examens", _exam),
    (_RESULTS, "resultats_attendus", _result),
    (_STEPS, "suites_a_donner", _step),
)
"""Our tables: their headings, their field, who reads a row."""


def _paragraph(reading: Reading, paragraph: Paragraph, section: str, title: str) -> bool:
    """Read a paragraph: a label in bold and its value, the state of a list, an answer without entries."""
    line = paragraph.line
    label = fold(line[0].text).rstrip(" :") if line and line[0].is_bold else ""
    if label in LABELS and len(values(line)) > 1:
        return LABELS[label](reading, line[1:], section)
    if _list_state(reading, line, section):
        return True
    address = _TITLES.get(title)
    answer = absence_of(line, address) if address is not None else None
    return address is not None and answer is not None and reading.put(address, answer, section)


def _list_state(reading: Reading, line: Line, section: str) -> bool:
    """Read what is said of the list of drugs at home, or at discharge, as a whole."""
    words = fold(plain(line)).rstrip(".")
    unknown = fold(UNKNOWN)
    answers = {
        fold(NO_HOME_TREATMENT): ("entree", ReponseListe.AUCUN),
        fold(NO_DISCHARGE_TREATMENT).rstrip("."): ("sortie", ReponseListe.AUCUN),
        f"traitement habituel avant l'hospitalisation : {unknown}": ("entree", ReponseListe.INCONNU),
        f"traitement a la sortie : {unknown}": ("sortie", ReponseListe.INCONNU),
    }
    if words in answers:
        side, answer = answers[words]
        _put_list(reading, side, {"reponse": answer}, section)
        return True
    for side, name in (("entree", "sources de la liste d'entree"), ("sortie", "sources de la liste de sortie")):
        if words.startswith(name) and values(line):
            _put_list(reading, side, {"sources": tuple(map(clean, values(line)))}, section)
            return True
    return False


def _put_list(reading: Reading, side: str, changes: Mapping[str, object], section: str) -> None:
    """Complete what is said of a whole list."""
    state = reading.lettre.bilan_medicamenteux or BilanMedicamenteux()
    known: EtatListe = getattr(state, side) or EtatListe()
    reading.lettre = reading.lettre.replace(bilan_medicamenteux=state.replace(**{side: known.replace(**changes)}))
    reading.places[f"bilan_medicamenteux.{side}"] = section
