"""The observations of « Statut du document » and « Résultats d'évènements ».

Three states are kept apart: a value, « nobody knows » (null flavor UNK), « nobody answered » (NI). A `false` is written
only when somebody said so.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.writer.links import original_text, text_reference
from lls_drafter.cda.writer.writing import (
    NO_INFORMATION,
    UNKNOWN,
    Writing,
    code_of,
    coded,
    effective_time,
    entry,
    found,
    words_value,
)
from lls_drafter.cda.xml import Element, node, template_ids
from lls_drafter.document.words import say_negative, typeset
from lls_drafter.errors import MissingForExportError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.reponse import AUCUN, INCONNU, NON_RENSEIGNE, Absence, value_of
from lls_drafter.letter.sejour import Modalite, Sejour
from lls_drafter.letter.synthese import DeriveSang, MicroOrganismes, ProduitSanguin, RechercheMicroOrganismes
from lls_drafter.letter.text import is_blank

_OTHER_WAYS: Final = {"modalite_entree": "GEN-092.06.07", "modalite_sortie": "GEN-092.06.03"}
"""What a way that no code says is: another one; its words stay beside it."""


def status_of(lettre: Lettre) -> str:
    """Give the code of the document's status: approved once validated, cancelled letters closed, else in progress.

    Source: value set 93. Which code a validated letter carries is said nowhere that we could read: our proposal.
    """
    if lettre.statut is Statut.ANNULEE:
        return "29179001"
    return "9571008" if lettre.statut is Statut.VALIDEE else "385651009"


def status_entry(writing: Writing) -> Element:
    """Make the entry of the document's status."""
    made = _observation(writing, oids.STATUT_DOCUMENT, writing.links.to_text(), writing.moment.date())
    made.append(coded("value", entry("statut_document", status_of(writing.lettre)), kind="CD"))
    return node("entry", None, made)


def event_entries(writing: Writing) -> Iterator[Element]:
    """Make the entries of the events of the stay, in the model's order."""
    lettre = writing.lettre
    sejour = lettre.sejour or Sejour()
    yield _way(writing, oids.MODALITE_ENTREE, "modalite_entree", sejour.modalite_entree, sejour.date_entree)
    yield _way(writing, oids.MODALITE_SORTIE, "modalite_sortie", sejour.modalite_sortie, sejour.date_sortie)
    yield _said(writing, oids.SYNTHESE, writing.links.to_text(), lettre.synthese_medicale, sejour.date_sortie)
    yield from _optional(
        writing, oids.EVENEMENTS_INDESIRABLES, "evenements_indesirables", lettre.evenements_indesirables
    )
    yield from _germs(writing, lettre.micro_organismes or MicroOrganismes())
    yield from _blood(writing)


def _way(writing: Writing, what: oids.Evenement, name: str, way: Modalite | None, day: dt.date | None) -> Element:
    """Make the way of coming or leaving: its code, or « another » with its words.

    Raises:
        MissingForExportError: nobody gave it, and the model takes no null flavor here.
    """
    path = f"sejour.{name}"
    link = writing.links.to_words(path)
    made = _observation(writing, what, link, day)
    known = found(name, way.code, way.libelle) if way is not None else None
    if known is not None:
        made.append(coded("value", known, kind="CE"))
    elif way is not None and not is_blank(way.libelle or way.code or ""):
        made.append(coded("value", entry(name, _OTHER_WAYS[name]), original_text(link), kind="CE"))
    else:
        said = "d'entrée" if what is oids.MODALITE_ENTREE else "de sortie"
        raise MissingForExportError(
            f"export CDA impossible : la modalité {said} manque", hint="la compléter dans la lettre, puis recommencer"
        )
    return node("entry", None, made)


def _germs(writing: Writing, found_germs: MicroOrganismes) -> Iterator[Element]:
    """Make the search for resistant micro-organisms, and what it found."""
    answers = {
        RechercheMicroOrganismes.FAITE: "true",
        RechercheMicroOrganismes.NON_FAITE: "false",
        RechercheMicroOrganismes.INCONNUE: UNKNOWN,
        None: NO_INFORMATION,
    }
    answer = answers[found_germs.recherche]
    yield _yes_or_no(writing, oids.RECHERCHE_BMR, "micro_organismes.recherche", answer, found_germs.date)
    yield from _optional(writing, oids.GERMES, "micro_organismes.resultat", found_germs.resultat)


def _blood(writing: Writing) -> Iterator[Element]:
    """Make the transfusion and the blood derivatives, each with its adverse outcomes."""
    products = writing.lettre.produits_sanguins
    accidents = [one.accident for one in value_of(products) or ()]
    yield _given(writing, oids.TRANSFUSION, "produits_sanguins", products)
    yield from _outcome(writing, oids.ACCIDENTS_TRANSFUSIONNELS, "produits_sanguins", "accident", accidents)
    derivatives = writing.lettre.derives_du_sang
    events = [one.evenement for one in value_of(derivatives) or ()]
    yield _given(writing, oids.DERIVES_DU_SANG, "derives_du_sang", derivatives)
    yield from _outcome(writing, oids.EVENEMENTS_DERIVES, "derives_du_sang", "evenement", events)


def _given(
    writing: Writing, what: oids.Evenement, path: str, answer: Absence | Sequence[ProduitSanguin | DeriveSang]
) -> Element:
    """Make whether products were given, on their day when they have only one."""
    return _yes_or_no(writing, what, path, _told(answer), _only([one.date for one in value_of(answer) or ()]))


def _told(answer: Absence | Sequence[object]) -> str:
    """Give what a list says as yes, no, unknown or no information."""
    if isinstance(answer, Absence):
        return {AUCUN: "false", INCONNU: UNKNOWN, NON_RENSEIGNE: NO_INFORMATION}[answer]
    return "true" if answer else NO_INFORMATION


def _only(days: Sequence[dt.date | None]) -> dt.date | None:
    """Give the day when there is only one."""
    distinct = set(days)
    return next(iter(distinct)) if len(distinct) == 1 else None


def _optional(
    writing: Writing, what: oids.Evenement, path: str, answer: Absence | Sequence[object]
) -> Iterator[Element]:
    """Make an observation in words, as the narrative says it; none when nobody answered."""
    if answer is NON_RENSEIGNE or (not isinstance(answer, Absence) and not answer):
        return
    text = None if answer is INCONNU else writing.links.words_of(path)
    yield _said(writing, what, writing.links.to_row(path), text)


def _outcome(
    writing: Writing, what: oids.Evenement, products: str, name: str, answers: Sequence[Absence | str]
) -> Iterator[Element]:
    """Make the adverse outcome of products: what happened, or that nothing did when that was said of each of them."""
    values = [one for one in answers if not isinstance(one, Absence)]
    if values:
        text: str | None = " ; ".join(values)
    elif answers and all(one is AUCUN for one in answers):
        text = typeset(say_negative(f"{products}.{name}"))
    elif INCONNU in answers and NON_RENSEIGNE not in answers:
        text = None
    else:
        return
    first = next(index for index, one in enumerate(answers) if not values or not isinstance(one, Absence))
    yield _said(writing, what, writing.links.to_words(FieldPath((products, first, name))), text)


def _said(writing: Writing, what: oids.Evenement, link: str, text: str | None, day: dt.date | None = None) -> Element:
    """Make an observation in words; without words it is unknown."""
    made = _observation(writing, what, link, day)
    made.append(words_value(text))
    return node("entry", None, made)


def _yes_or_no(writing: Writing, what: oids.Evenement, path: str, answer: str, day: dt.date | None) -> Element:
    """Make an observation that is true, false, or has a null flavor."""
    made = _observation(writing, what, writing.links.to_row(path), day)
    key = "value" if answer in {"true", "false"} else "nullFlavor"
    made.append(node("value", {"xsi:type": "BL", key: answer}))
    return node("entry", None, made)


def _observation(writing: Writing, what: oids.Evenement, link: str, day: dt.date | None) -> Element:
    """Make an observation without its value."""
    return node(
        "observation",
        {"classCode": "OBS", "moodCode": "EVN"},
        *template_ids(*oids.OBSERVATION, *what.modeles),
        writing.id(what.code),
        code_of(what.code, what.libelle, oids.CISIS),
        text_reference(link),
        node("statusCode", {"code": "completed"}),
        effective_time(writing.time(day)),
    )
