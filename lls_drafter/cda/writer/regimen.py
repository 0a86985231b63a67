"""A posology as the structured part of an administration, when it can be one; nothing at all otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lls_drafter.cda.writer import doses, timing
from lls_drafter.cda.writer.dosing import Dosing, Mode, Taking, understand
from lls_drafter.cda.writer.links import reference, text_reference
from lls_drafter.cda.writer.product import no_product
from lls_drafter.cda.writer.writing import OTHER, Writing
from lls_drafter.cda.xml import Element, node, template_ids
from lls_drafter.codes.value_sets import Code
from lls_drafter.letter.text import fold, is_blank
from lls_drafter.letter.traitements import Prescription
from lls_drafter.medication.model import DureeLue, Ligne
from lls_drafter.medication.regimens import is_whole, read

_STRUCTURED: Final = "1.3.6.1.4.1.19376.1.9.1.3.6"
_SUBORDINATE: Final = "1.2.250.1.213.1.1.3.42.1"
_CHECKED_SITES: Final = frozenset({
    "64262003", "66480008", "16217661000119109", "16217701000119102", "91774008", "91775009", "11207009", "61396006",
    "723980000", "723979003",
})  # fmt: skip
"""Arms, shoulders, thighs, buttocks: the sites of a vaccine, the only ones that the official checks take here.

Source: jdv-immunization-approach-site-code-cisis, state of October 2025. The set of the model (686) is wider.
"""


def line_of(side: Prescription) -> Ligne | None:
    """Give the posology of a prescription as read; None when there is none, or a word of it was not understood."""
    if side.posologie is None or is_blank(side.posologie) or side.non_lu:
        return None
    line = read(side.posologie)
    return line if is_whole(line) else None


def dosing_of(side: Prescription, line: Ligne | None) -> Dosing | None:
    """Give the administrations of a prescription.

    None when the posology cannot be said exactly, or when its route or its length is not the prescription's.
    """
    if line is None or not _same_route(side, line) or not _same_length(side, line):
        return None
    return understand(line)


def _same_route(side: Prescription, line: Ligne) -> bool:
    """Tell whether the posology gives no other route than the prescription's."""
    return line.voie is None or side.voie is None or is_blank(side.voie) or fold(side.voie) == fold(line.voie)


def _same_length(side: Prescription, line: Ligne) -> bool:
    """Tell whether the duration is read whole, is not « one dose », and is that of the posology when both give one.

    Why: « 14 jours, puis arrêt progressif » and « au long cours, si besoin » change what is taken.
    """
    texte = side.duree.texte if side.duree is not None else None
    other = read(texte) if texte is not None and not is_blank(texte) else None
    if other is not None and other != Ligne(other.texte, duree=other.duree, lu=other.lu):
        return False
    given = [one for one in (line.duree, other.duree if other is not None else None) if one is not None]
    return len(set(given)) < 2 and not any(one.unique for one in given) and not any(_by_steps(one) for one in given)


def _by_steps(length: DureeLue) -> bool:
    """Tell whether a length is also a count of what is dispensed or renewed: how long is then not only said by it."""
    return length.quantite is not None and length.nombre is None and length.fin is None


@dataclass(frozen=True, slots=True)
class Structured:
    """The structured parts of one administration of a letter: each gives nothing when the posology stays in words.

    Attributes:
        writing: the section.
        path: the address of the prescription.
        dosing: what can be said exactly; None for a posology in words.
    """

    writing: Writing
    path: str
    dosing: Dosing | None

    def templates(self) -> tuple[str, ...]:
        """Give the templates of the way of dosing; a posology in words has the normal one."""
        return (Mode.NORMAL,) if self.dosing is None else (_STRUCTURED, self.dosing.mode)

    def rhythm(self) -> Element | None:
        """Make the second `effectiveTime`, in the normal mode only."""
        alone = self._alone()
        return timing.rhythm(alone, self._link()) if alone is not None else None

    def amounts(self) -> Iterator[Element]:
        """Make the site, the dose, the rate and the maximum, in the schema's order."""
        if self.dosing is None:
            return
        if self.dosing.site is not None:
            yield _site(self.dosing.site, self._link())
        alone = self._alone()
        if alone is not None:
            yield from _quantities(alone, self._link())
        if self.dosing.ceiling is not None:
            yield doses.max_quantity(self.dosing.ceiling, self._link())

    def subordinates(self) -> Iterator[Element]:
        """Make the subordinate administrations, in the other modes."""
        if self.dosing is None or self.dosing.mode is Mode.NORMAL:
            return
        for rank, taking in enumerate(self.dosing.takings, start=1):
            yield self._subordinate(taking, rank, self.dosing.mode)

    def _subordinate(self, taking: Taking, rank: int, mode: Mode) -> Element:
        """Make one subordinate administration; its product is the main one's."""
        link = self._link()
        precondition = None
        if taking.condition:
            criterion = node("criterion", None, node("text", None, taking.condition))
            precondition = node("precondition", None, criterion)
        administration = node(
            "substanceAdministration",
            {"classCode": "SBADM", "moodCode": "EVN"},
            *template_ids(_SUBORDINATE, mode),
            self.writing.id(self.path, f"prise-{rank}"),
            text_reference(link),
            node("statusCode", {"code": "completed"}),
            timing.rhythm(taking, link),
            *_quantities(taking, link),
            no_product(),
            precondition,
        )
        sequence = node("sequenceNumber", {"value": str(rank)})
        return node("entryRelationship", {"typeCode": "COMP"}, sequence, administration)

    def _alone(self) -> Taking | None:
        """Give the only taking of the normal mode."""
        return self.dosing.takings[0] if self.dosing is not None and self.dosing.mode is Mode.NORMAL else None

    def _link(self) -> str:
        """Give the reference of the posology's words."""
        return self.writing.links.to_words(f"{self.path}.posologie")


def _site(site: Code, link: str) -> Element:
    """Make the site: its code, beside « another » when it is not one that the official checks take."""
    coded = {"code": site.code, "displayName": site.libelle, "codeSystem": site.systeme}
    words = node("originalText", None, site.libelle, reference(link))
    if site.code in _CHECKED_SITES:
        return node("approachSiteCode", coded, words)
    return node("approachSiteCode", {"nullFlavor": OTHER}, words, node("translation", coded))


def _quantities(taking: Taking, link: str) -> Iterator[Element]:
    """Make the dose or the rate of a taking."""
    if taking.dose is not None:
        yield doses.quantity("doseQuantity", taking.dose, link)
    if taking.rate is not None:
        yield doses.quantity("rateQuantity", taking.rate, link)
