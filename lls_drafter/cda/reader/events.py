"""The observations of the events of the stay. A negative is one only where both the code and the words say so."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.reader.model import Nature
from lls_drafter.cda.reader.narrative import Row, Table, cells_text
from lls_drafter.cda.reader.reading import Reading
from lls_drafter.cda.reader.section import Section
from lls_drafter.cda.reader.values import attribute, child, day_of, lines_of, text_of
from lls_drafter.cda.xml import Element
from lls_drafter.codes.value_sets import value_set
from lls_drafter.document.words import NEGATIVES
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.reponse import AUCUN, INCONNU, Absence, is_answered
from lls_drafter.letter.sejour import Modalite
from lls_drafter.letter.synthese import (
    DeriveSang,
    EvenementIndesirable,
    MicroOrganisme,
    ProduitSanguin,
    RechercheMicroOrganismes,
)
from lls_drafter.letter.text import fold

_NEGATIVE_WORDS = frozenset({"aucun", "aucune", "neant", "non", "aucun evenement indesirable"})
_NO_DETAIL = "sans détail dans le document repris"
_OTHER = frozenset({"GEN-092.06.07", "GEN-092.06.03"})
_Answer = Absence | str | None


def read_events(reading: Reading, section: Section) -> None:
    """Read the events of a section; rows of the narrative that an observation says are taken."""
    found: dict[str, Element] = {}
    for observation in section.entries("observation"):
        code = attribute(child(observation, "code"), "code") or ""
        found.setdefault(code, observation)
    for code, read in _READERS.items():
        if code in found:
            read(reading, section, found[code])
    _blood(reading, section, found)
    _derivatives(reading, section, found)
    if not reading.est_de_lls:
        _leave_rows(reading, section, found)


def _leave_rows(reading: Reading, section: Section, found: Mapping[str, Element]) -> None:
    """Tell the rows of the tables that no observation says."""
    said = {row for observation in found.values() if (row := _row(reading, section, observation)) is not None}
    for block in section.blocks:
        if isinstance(block, Table) and any(row in said for row in block.rows):
            section.take([block])
            for row in block.rows:
                if row not in said and cells_text(row):
                    reading.leave(section.titre, Nature.TEXTE, "ligne du texte sans valeur codée", cells_text(row))


def _row(reading: Reading, section: Section, observation: Element) -> Row | None:
    """Give the row of an observation: the one that it links to, else the one that has its name."""
    linked = reading.row_of(reading.linked(observation))
    if linked is not None:
        return linked
    name = fold(attribute(child(observation, "code"), "displayName") or "")
    rows = (row for block in section.blocks if isinstance(block, Table) for row in block.rows)
    return next((row for row in rows if name and row.cells and fold(row.cells[0].text) == name), None)


def _said(reading: Reading, section: Section, observation: Element) -> str:
    """Give the words of an observation's row, its label apart."""
    row = _row(reading, section, observation)
    if row is None:
        return ""
    return " ; ".join(filter(None, (cell.text for cell in row.cells[1:])))


def _way(name: str) -> Callable[[Reading, Section, Element], None]:
    """Make the reader of the way of coming or leaving."""

    def read(reading: Reading, section: Section, observation: Element) -> None:
        value = child(observation, "value")
        code = attribute(value, "code")
        entry = value_set(name).by_code(code or "")
        if code is not None and entry is None:
            reading.leave(
                section.titre, Nature.CODE, f"{name.replace('_', ' ')} : code inconnu", champ=f"sejour.{name}"
            )
        words = reading.linked(value)
        label = text_of(words) if words is not None and code in _OTHER else ""
        standing: Modalite | None = getattr(reading.lettre.sejour, name, None)
        if standing is not None and standing.code is None and entry is not None:
            if code not in _OTHER:  # our narrative gives the words, this the code
                reading.lettre = FieldPath(("sejour", name, "code")).replace(reading.lettre, entry.code)
        elif entry is not None:
            mode = Modalite(code=None if label else entry.code, libelle=label or entry.ecrit)
            reading.put(f"sejour.{name}", mode, section.titre)
        day = day_of(attribute(child(observation, "effectiveTime"), "value"))
        reading.put(f"sejour.date_{name.removeprefix('modalite_')}", day, section.titre)

    return read


def _summary(reading: Reading, section: Section, observation: Element) -> None:
    """Read the summary of the stay."""
    text = lines_of(child(observation, "value")) or text_of(reading.linked(observation))
    reading.put("synthese_medicale", text, section.titre)


def _told(observation: Element | None) -> _Answer:
    """Give what an observation in words says: its text, explicitly none, unknown, or nothing."""
    value = child(observation, "value")
    if value is None:
        return None
    if attribute(value, "nullFlavor") == "UNK":
        return INCONNU
    text = lines_of(value)
    negatives = {*_NEGATIVE_WORDS, *map(fold, NEGATIVES.values())}
    return AUCUN if fold(text).rstrip(".") in negatives else text or None


def _adverse(reading: Reading, section: Section, observation: Element) -> None:
    """Read the adverse events."""
    if is_answered(reading.lettre.evenements_indesirables):
        return
    answer = _told(observation)
    value = (EvenementIndesirable(description=answer),) if answer and not isinstance(answer, Absence) else answer
    reading.put("evenements_indesirables", value, section.titre)


def _search(reading: Reading, section: Section, observation: Element) -> None:
    """Read whether resistant micro-organisms were searched."""
    if reading.lettre.micro_organismes is not None:
        return
    answer = _yes_or_no(reading, section, observation)
    searched = {
        True: RechercheMicroOrganismes.FAITE,
        False: RechercheMicroOrganismes.NON_FAITE,
        INCONNU: RechercheMicroOrganismes.INCONNUE,
    }
    if answer is not None:
        reading.put("micro_organismes.recherche", searched[answer], section.titre)


def _germs(reading: Reading, section: Section, observation: Element) -> None:
    """Read what was found; « none » only where a search was done."""
    known = reading.lettre.micro_organismes
    if known is not None and is_answered(known.resultat):
        return
    answer = _told(observation)
    searched = known is not None and known.recherche is RechercheMicroOrganismes.FAITE
    if answer is AUCUN and not searched:
        reading.leave(section.titre, Nature.CONTRADICTION, "« aucun » micro-organisme, sans recherche faite : à relire")
        return
    value = (MicroOrganisme(germe=answer),) if answer and not isinstance(answer, Absence) else answer
    reading.put("micro_organismes.resultat", value, section.titre)


_READERS: Final[Mapping[str, Callable[[Reading, Section, Element], None]]] = MappingProxyType(
    {
        oids.MODALITE_ENTREE.code: _way("modalite_entree"),
        oids.MODALITE_SORTIE.code: _way("modalite_sortie"),
        oids.SYNTHESE.code: _summary,
        oids.EVENEMENTS_INDESIRABLES.code: _adverse,
        oids.RECHERCHE_BMR.code: _search,
        oids.GERMES.code: _germs,
    }
)


def _blood(reading: Reading, section: Section, found: Mapping[str, Element]) -> None:
    """Read the transfusion with its accidents."""
    if is_answered(reading.lettre.produits_sanguins) or oids.TRANSFUSION.code not in found:
        return
    answer = _yes_or_no(reading, section, found[oids.TRANSFUSION.code])
    accident = _told(found.get(oids.ACCIDENTS_TRANSFUSIONNELS.code))
    if answer is True and reading.est_de_lls:  # our line says which, and was not understood: it is told
        return
    if answer is True:
        known = {} if accident is None else {"accident": accident}
        product = ProduitSanguin.model_validate({"type": f"produits sanguins, {_NO_DETAIL}", **known})
        reading.put("produits_sanguins", (product,), section.titre)
        return
    _without(reading, section, "produits_sanguins", answer=answer, outcome=accident)


def _derivatives(reading: Reading, section: Section, found: Mapping[str, Element]) -> None:
    """Read the blood derivatives with their adverse events."""
    if is_answered(reading.lettre.derives_du_sang) or oids.DERIVES_DU_SANG.code not in found:
        return
    answer = _yes_or_no(reading, section, found[oids.DERIVES_DU_SANG.code])
    event = _told(found.get(oids.EVENEMENTS_DERIVES.code))
    if answer is True and reading.est_de_lls:
        return
    if answer is True:
        known = {} if event is None else {"evenement": event}
        product = DeriveSang.model_validate({"type": f"dérivés du sang, {_NO_DETAIL}", **known})
        reading.put("derives_du_sang", (product,), section.titre)
        return
    _without(reading, section, "derives_du_sang", answer=answer, outcome=event)


def _without(reading: Reading, section: Section, name: str, *, answer: bool | Absence | None, outcome: _Answer) -> None:
    """Write that nothing was given, or that nobody knows; an outcome without product is told."""
    if outcome is not None and not isinstance(outcome, Absence):
        reading.leave(
            section.titre, Nature.CONTRADICTION, f"{name.replace('_', ' ')} : un accident sans produit", outcome
        )
        return
    if answer is not None:
        reading.put(name, AUCUN if answer is False else INCONNU, section.titre)


def _yes_or_no(reading: Reading, section: Section, observation: Element) -> bool | Absence | None:
    """Give a yes or no, unknown, or nothing; a code that its words gainsay is told and gives nothing."""
    value = child(observation, "value")
    if attribute(value, "nullFlavor") == "UNK":
        return INCONNU
    answer = {"true": True, "1": True, "false": False, "0": False}.get(attribute(value, "value") or "")
    words = set(_tokens(_said(reading, section, observation)))
    gainsaid = (answer is True and "non" in words) or (answer is False and "oui" in words)
    if gainsaid and not reading.est_de_lls:
        name = attribute(child(observation, "code"), "displayName") or "observation"
        reading.leave(section.titre, Nature.CONTRADICTION, f"{name.lower()} : le texte et le code se contredisent")
        return None
    return answer


def _tokens(text: str) -> Iterator[str]:
    """Give the words of a text, folded."""
    return (found[0] for found in re.finditer(r"\w+", fold(text)))
