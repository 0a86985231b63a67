"""The treatments: those of the discharge, and those that were stopped or given during the stay.

The row of the table is the truth: each entry links to it. What is written beside the link is only what the letter says
beyond doubt. Every entry is of mood EVN, as in the official example: the letter reports treatments, it is no
prescription.
"""

from collections.abc import Iterator
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.writer import product, regimen, timing
from lls_drafter.cda.writer.dosing import Mode
from lls_drafter.cda.writer.links import original_text, text_reference
from lls_drafter.cda.writer.regimen import Structured
from lls_drafter.cda.writer.writing import (
    NOT_APPLICABLE,
    Writing,
    code_of,
    coded,
    effective_time,
    entry,
    found,
    is_stopped,
    words_value,
)
from lls_drafter.cda.xml import Element, append, node, template_ids
from lls_drafter.letter.reponse import value_of
from lls_drafter.letter.synthese import TraitementAdministre
from lls_drafter.letter.text import is_blank
from lls_drafter.letter.traitements import Commentaires, LigneTraitement, Prescription, ReponseListe, Reprise

_COMMENT: Final = ("1.3.6.1.4.1.19376.1.5.3.1.4.2", "1.2.250.1.213.1.1.3.32", "2.16.840.1.113883.10.20.1.40")
_STOP: Final = (*oids.OBSERVATION, f"{oids.OBSERVATION[1]}.17")
_STOP_LABEL: Final = "Motif d'arrêt du traitement"
"""Our words for MED-052: other official examples label the same code otherwise, for another use."""


def discharge_entries(writing: Writing) -> tuple[Element, ...]:
    """Make the entries of the treatments at discharge: one per drug taken then.

    Without any: « no treatment » only when the letter says so, else « no information ».
    """
    rows = [(path, row) for path, row in _rows(writing) if not is_stopped(row)]
    taken = [_discharge(writing, row, row.sortie, path) for path, row in rows if row.sortie is not None]
    if taken:
        return tuple(node("entry", None, one) for one in taken)
    bilan = writing.lettre.bilan_medicamenteux
    answer = bilan.sortie.reponse if bilan is not None and bilan.sortie is not None else None
    # a drug whose discharge side is not filled in is no « no treatment », whatever was ticked
    none = answer is ReponseListe.AUCUN and not rows
    return (node("entry", None, _absence(writing, "no-known-medications" if none else "no-medication-info")),)


def stopped_entries(writing: Writing) -> tuple[Element, ...]:
    """Make the entries of the drugs stopped or suspended, then of those given during the stay.

    Without any, a section that has words (« aucun traitement terminé à signaler », « inconnu ») must hold an entry all
    the same: « no information », never « no treatment », which would be said of the patient. Empty without words.
    """
    rows = [(path, row) for path, row in _rows(writing) if is_stopped(row)]
    made = [_stopped(writing, row, side, path) for path, row in rows if (side := row.avant or row.sortie) is not None]
    given = value_of(writing.lettre.traitements_administres) or ()
    made += [_given(writing, one, number) for number, one in enumerate(given)]
    if not made and len(writing.links.text):
        made.append(_absence(writing, "no-medication-info"))
    return tuple(node("entry", None, one) for one in made)


def _rows(writing: Writing) -> Iterator[tuple[str, LigneTraitement]]:
    """Give the rows of the table with their addresses: by their places, as the words of the letter have them."""
    for place, row in enumerate(writing.lettre.volet_medicamenteux):
        yield f"volet_medicamenteux[{place}]", row


def _discharge(writing: Writing, row: LigneTraitement, side: Prescription, path: str) -> Element:
    """Make the administration of a drug taken at discharge."""
    own = f"{path}.sortie"
    line = regimen.line_of(side)
    structured = Structured(writing, own, regimen.dosing_of(side, line))
    made = _administration(writing, own, _row_of(writing, side, own), modes=structured.templates())
    append(
        made,
        timing.interval(writing, side.duree, line),
        structured.rhythm(),
        _route(writing, side, own),
        *structured.amounts(),
        product.consumable(side.medicament, writing.links.to_words(f"{own}.medicament")),
        *structured.subordinates(),
        *_comments(writing, row.commentaires, f"{path}.commentaires"),
    )
    return made


def _stopped(writing: Writing, row: LigneTraitement, side: Prescription, path: str) -> Element:
    """Make the administration of a drug that is no longer taken: its reason, its resumption, in words."""
    own = f"{path}.{'avant' if side is row.avant else 'sortie'}"
    made = _administration(writing, own, _row_of(writing, side, own), modes=(Mode.NORMAL,))
    append(
        made,
        timing.past(writing, side.duree),
        _route(writing, side, own),
        product.consumable(side.medicament, writing.links.to_words(f"{own}.medicament")),
        _reason(writing, row, path),
        *_comments(writing, row.commentaires, f"{path}.commentaires", without=("motif",)),
        *_comments(writing, row.reprise, f"{path}.reprise"),
    )
    return made


def _given(writing: Writing, one: TraitementAdministre, number: int) -> Element:
    """Make the administration of a drug given during the stay and over at discharge."""
    path = f"traitements_administres[{number}]"
    made = _administration(writing, path, writing.links.to_row(path), modes=(Mode.NORMAL,))
    name = one.medicament if one.medicament is not None and not is_blank(one.medicament) else ""
    append(
        made,
        timing.period(writing, one.periode),
        product.named(name, writing.links.to_words(f"{path}.medicament")),
    )
    return made


def _absence(writing: Writing, code: str) -> Element:
    """Make the administration that says that there is no treatment, or that none is known."""
    link = writing.links.to_text()
    return node(
        "substanceAdministration",
        {"classCode": "SBADM", "moodCode": "EVN"},
        *template_ids(*oids.MEDICATION, Mode.NORMAL),
        writing.id("traitements", writing.links.section, code),
        coded("code", entry("absence_traitement", code), original_text(link)),
        text_reference(link),
        node("statusCode", {"code": "completed"}),
        timing.bounds(None, None, flavors=(NOT_APPLICABLE, NOT_APPLICABLE)),
        product.no_product(),
    )


def _row_of(writing: Writing, side: Prescription, path: str) -> str:
    """Give the reference of the row of a drug: by its name, since a cell of several lines is a row of its own."""
    return writing.links.to_row(f"{path}.medicament" if product.name_of(side.medicament) else path)


def _administration(writing: Writing, path: str, link: str, *, modes: tuple[str, ...]) -> Element:
    """Make an administration up to its times."""
    return node(
        "substanceAdministration",
        {"classCode": "SBADM", "moodCode": "EVN"},
        *template_ids(*oids.MEDICATION, *modes),
        writing.id(path),
        code_of("DRUG", "Médicament", oids.ACT_CODE),
        text_reference(link),
        node("statusCode", {"code": "completed"}),
    )


def _route(writing: Writing, side: Prescription, path: str) -> Element | None:
    """Make the route when the letter's words are exactly one of the value set; None otherwise."""
    known = found("voie_administration", None, side.voie)
    if known is None:
        return None
    return node(
        "routeCode",
        {"code": known.code, "displayName": known.libelle, "codeSystem": known.systeme, "codeSystemName": "EDQM"},
        original_text(writing.links.to_words(f"{path}.voie")),
    )


def _reason(writing: Writing, row: LigneTraitement, path: str) -> Element | None:
    """Make the reason of a stop; none when nobody gave it."""
    motif = row.commentaires.motif if row.commentaires is not None else None
    if motif is None or is_blank(motif):
        return None
    observation = node(
        "observation",
        {"classCode": "OBS", "moodCode": "EVN"},
        *template_ids(*_STOP),
        writing.id(path, "motif"),
        code_of("MED-052", _STOP_LABEL, oids.CISIS),
        text_reference(writing.links.to_words(f"{path}.commentaires.motif")),
        node("statusCode", {"code": "completed"}),
        effective_time(None),
        words_value(motif),
    )
    return node("entryRelationship", {"typeCode": "COMP"}, observation)


def _comments(
    writing: Writing, said: Commentaires | Reprise | None, path: str, *, without: tuple[str, ...] = ()
) -> Iterator[Element]:
    """Make a comment for each text beside a drug: reason, indication, monitoring, resumption; linked, never copied."""
    if said is None:
        return
    for name in type(said).model_fields:
        text = getattr(said, name)
        if name in without or not isinstance(text, str) or is_blank(text):
            continue
        act = node(
            "act",
            {"classCode": "ACT", "moodCode": "EVN"},
            *template_ids(*_COMMENT),
            code_of("48767-8", "Commentaire", oids.LOINC),
            text_reference(writing.links.to_words(f"{path}.{name}")),
            node("statusCode", {"code": "completed"}),
        )
        yield node("entryRelationship", {"typeCode": "SUBJ", "inversionInd": "true"}, act)
