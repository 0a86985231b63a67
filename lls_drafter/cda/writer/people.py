"""Persons and organisations of the header: names, identifiers, addresses, telephones.

A name that the letter holds in one text (« Paul DURAND », « Dr Luc WEBER, rhumatologue ») stays whole, as the family
name: parting it would be guessing.
"""

import re
from collections.abc import Iterator

from lls_drafter.cda import oids
from lls_drafter.cda.writer.writing import NO_INFORMATION, coded, entry, found, null
from lls_drafter.cda.xml import Element, node
from lls_drafter.codes.value_sets import value_set
from lls_drafter.errors import MissingForExportError
from lls_drafter.letter.identifiants import normalize_finess, normalize_rpps
from lls_drafter.letter.personnes import Etablissement, Praticien
from lls_drafter.letter.text import is_blank

_NOT_DIALED = re.compile(r"[^0-9+]+")
_ONE_NUMBER = re.compile(r"[+]?[0-9]{4,15}")
_ONE_MAIL = re.compile(r"[^\s@,;:<>]+@[^\s@,;:<>]+")


def professional_id(person: Praticien | None) -> Element:
    """Make the `id` of a professional: `8` and the RPPS number, or the null flavor « no information »."""
    if person is None or person.rpps is None:
        return null("id", NO_INFORMATION)
    return node("id", {"root": oids.PROFESSIONNEL, "extension": f"8{normalize_rpps(person.rpps)}"})


def structure_id(house: Etablissement) -> Element:
    """Make the `id` of the hospital: `1` and the FINESS number.

    Raises:
        MissingForExportError: it has none.
    """
    if house.finess is None:
        raise MissingForExportError(
            "export CDA impossible : le numéro FINESS de l'établissement manque",
            hint="le donner une fois pour toutes : lls configurer",
        )
    return node("id", {"root": oids.STRUCTURE, "extension": f"1{normalize_finess(house.finess)}"})


def speciality(person: Praticien) -> Element | None:
    """Make the `code` of a profession or speciality when what was typed is exactly one; None otherwise."""
    known = found("specialite", None, person.fonction)
    return coded("code", known) if known is not None else None


def person_name(person: Praticien, what: str) -> Element:
    """Make the `name` of a professional.

    Args:
        person: who.
        what: in what capacity, for the message: « du signataire ».

    Raises:
        MissingForExportError: no name.
    """
    if person.nom is None or is_blank(person.nom):
        raise MissingForExportError(
            f"export CDA impossible : le nom {what} manque", hint="le compléter, puis recommencer"
        )
    civilite = value_set("civilite").exact(person.civilite or "")
    titre = value_set("titre_professionnel").exact(person.civilite or "")
    return node(
        "name",
        None,
        node("family", None, person.nom),
        node("given", None, person.prenom) if person.prenom else None,
        node("prefix", None, civilite.code) if civilite is not None else None,
        node("suffix", None, titre.code) if titre is not None else None,
    )


def whole_name(text: str) -> Element:
    """Make the `name` of somebody that the letter names in one text."""
    return node("name", None, node("family", None, text))


def address(text: str | None, *, use: str | None = None) -> Element | None:
    """Make an `addr` of a free text, one line of it per `streetAddressLine` (seven at most); None without text."""
    if text is None or is_blank(text):
        return None
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    lines = [*lines[:6], ", ".join(lines[6:])] if len(lines) > 7 else lines
    return node("addr", {"use": use} if use else None, *(node("streetAddressLine", None, line) for line in lines))


def telecoms(telephone: str | None, mail: str | None = None, *, use: str = "WP") -> Iterator[Element]:
    """Make the `telecom` of a telephone number and of a mail address.

    A text that is not one number (« 03 … ou 06 … ») is left to the narrative: a machine would dial something else.
    """
    number = _NOT_DIALED.sub("", telephone or "")
    if telephone and _ONE_NUMBER.fullmatch(number) and not re.search("[^0-9+ .()\u00a0\u202f-]", telephone):
        yield node("telecom", {"value": f"tel:{number}", "use": use})
    if mail and _ONE_MAIL.fullmatch(mail.strip()):
        yield node("telecom", {"value": f"mailto:{mail.strip()}"})


def organisation(tag: str, house: Etablissement, *, sector: bool = False) -> Element:
    """Make an element of the hospital's, with its address; `sector` adds the setting that some places demand."""
    setting = entry("cadre_exercice", "ETABLISSEMENT") if sector else None
    return node(
        tag,
        None,
        structure_id(house),
        node("name", None, house.nom) if house.nom else None,
        *telecoms(house.telephone),
        address(house.adresse),
        coded("standardIndustryClassCode", setting) if setting is not None else None,
    )
