"""The circuit of letters for a person: when they are validated, handed over, sent; week-ends; choices; channels."""

from collections.abc import Iterator, Mapping
from typing import Final

from lls_drafter.audit.figures import count_words, interval_words, mean_words, number, wrapped
from lls_drafter.audit.flow import Acte, Circuit, Classe, Cote, Ecart, Part, Weekend
from lls_drafter.audit.flow_days import Calendrier
from lls_drafter.audit.statistics import SMALL
from lls_drafter.letter.remise import Canal

ACTS: Final[Mapping[Acte, str]] = {
    Acte.VALIDATION: "Validation",
    Acte.REMISE: "Remise au patient",
    Acte.ENVOI: "Envoi au médecin traitant",
}
CLASSES: Final[Mapping[Classe, str]] = {
    Classe.AVANT: "avant la sortie",
    Classe.JOUR: "le jour même",
    Classe.UN_DEUX: "1-2 jours",
    Classe.TROIS_SEPT: "3-7 jours",
    Classe.HUIT: "8 jours et plus",
    Classe.AUCUN: "aucune trace",
}
SHORT: Final[Mapping[Classe, str]] = {
    Classe.AVANT: "avant",
    Classe.JOUR: "jour",
    Classe.UN_DEUX: "1-2 j",
    Classe.TROIS_SEPT: "3-7 j",
    Classe.HUIT: "8 j +",
    Classe.AUCUN: "jamais",
}
CHOICES: Final[Mapping[str, str]] = {
    "remise_refusee": "lettre refusée par le patient",
    "remise_impossible": "remise impossible, avec son motif",
    "opposition_dmp": "opposition au DMP",
    "opposition_mssante_patient": "opposition à la messagerie du patient",
    "opposition_mssante_ps": "opposition à la messagerie entre professionnels",
    "opposition_medecin_traitant": "opposition à l'envoi au médecin traitant",
}
CHANNELS: Final[Mapping[Canal, str]] = {
    Canal.MSSANTE: "MSSanté (professionnels)",
    Canal.MSSANTE_CITOYENNE: "MSSanté citoyenne (Mon espace santé)",
    Canal.DMP: "DMP",
    Canal.COURRIER: "courrier",
    Canal.FAX: "télécopie",
    Canal.REMIS_EN_MAIN: "remis en main",
    Canal.AUTRE: "autre canal",
}
CALENDARS: Final[Mapping[Calendrier, str]] = {
    Calendrier.FRANCE: "jours fériés nationaux",
    Calendrier.ALSACE_MOSELLE: "jours fériés nationaux, et ceux d'Alsace-Moselle",
}
WEEK, REST = "jours ouvrés", "samedi, dimanche, férié"
FEW: Final = f"moins de {SMALL}"
DELAYS_NOTE: Final = (
    "jour : le jour de la sortie ; jamais : aucune trace dans la lettre ; s. o. : refus ou impossibilité de la remise,"
    " pas de médecin traitant ou opposition à l'envoi. Remise et envoi : lettres retrouvées."
)
CHOICES_NOTE: Final = f"Un choix de {FEW} patients (ou d'aucun), ou qu'une soustraction redonnerait, n'est pas chiffré."
_LABEL, _CELL, _LAST = 25, 7, 18


def flow_lines(circuit: Circuit) -> Iterator[str]:
    """Give the circuit of the letters of one grid."""
    yield ""
    yield "Délais après la sortie (nombre de lettres)"
    heads = ("n", *SHORT.values(), "s. o.", "le jour même")
    yield _cells("", *heads)
    for one in circuit.delais:
        counts = (str(part.n) for part in one.tranches)
        yield _cells(ACTS[one.acte], str(one.n), *counts, str(one.sans_objet), part_words(one.jour_meme))
    yield from wrapped(DELAYS_NOTE, "  ")
    if circuit.muettes:
        yield from wrapped(f"sans date de sortie, ou d'une source qui ne le dit pas : {circuit.muettes}", "  ")
    yield from _weekend(circuit.weekend)
    yield from _channels(circuit)
    yield from _choices(circuit)


def part_words(part: Part) -> str:
    """Give a rate with its interval, or the counts when there are too few letters."""
    if part.taux is None:
        return f"{part.nombre}/{part.n}"
    return f"{number(part.taux)} % [{interval_words(part.intervalle)}]"


def gap_words(gap: Ecart) -> str:
    """Give a difference in points with its interval, and whether chance alone can make it."""
    low, high = gap.intervalle.bas, gap.intervalle.haut
    chance = " : le hasard suffit à l'expliquer" if low <= 0 <= high else ""
    return f"{gap.valeur:+.1f} pts [{low:+.1f} ; {high:+.1f}]".replace(".", ",") + chance


def _weekend(weekend: Weekend | None) -> Iterator[str]:
    """Give what week-ends and holidays change."""
    yield ""
    if weekend is None:
        yield f"Jour de la sortie : rien n'est comparé ({FEW} sorties un jour ouvré, ou un autre jour)"
        return
    yield f"Jour de la sortie ({CALENDARS[weekend.calendrier]})"
    for name, side in ((WEEK, weekend.semaine), (REST, weekend.weekend)):
        yield from wrapped(f"{name} : {_side(side)}", "  ")
    gaps = {"score (estimation)": weekend.score, **{ACTS[acte]: gap for acte, gap in weekend.jour_meme.items()}}
    for name, gap in gaps.items():
        if gap is not None:
            yield from wrapped(f"écart, {name[:1].lower()}{name[1:]} : {gap_words(gap)}", "  ")


def _side(side: Cote) -> str:
    """Give one kind of days."""
    acts = ", ".join(f"{ACTS[acte].lower()} {part_words(part)}" for acte, part in side.jour_meme.items())
    return (
        f"{count_words(side.effectif, 'sortie')}, score (estimation) {mean_words(side.score)} ; le jour même : {acts}"
    )


def _channels(circuit: Circuit) -> Iterator[str]:
    """Give the channels used."""
    used = [one for one in circuit.canaux if one.part.nombre]
    if not used:
        return
    yield ""
    base = count_words(used[0].part.n, "lettre")
    yield f"Envois tracés, par canal (sur {base} ; une lettre peut en avoir plusieurs)"
    for one in used:
        rate = f"   {part_words(one.part)}" if one.part.taux is not None else ""
        yield f"  {CHANNELS[one.canal]:<42}{one.part.nombre:>6}{rate}"


def _choices(circuit: Circuit) -> Iterator[str]:
    """Give the choices of patients."""
    told = [one for one in circuit.choix if one.nombre is not None]
    yield ""
    yield f"Refus et oppositions (sur {count_words(circuit.choix[0].n, 'lettre')})"
    for one in told:
        rate = f"   {number(one.taux)} %" if one.taux is not None else ""
        yield f"  {CHOICES[one.cle]:<50}{one.nombre:>6}{rate}"
    few = [CHOICES[one.cle] for one in circuit.choix if one.nombre is None]
    if few:
        yield from wrapped(f"non chiffrés : {', '.join(few)}", "  ")
    yield from wrapped(CHOICES_NOTE, "  ")


def _cells(name: str, *cells: str) -> str:
    """Lay one line of the delays out."""
    *counts, last = cells
    laid = "".join(cell.rjust(_CELL) for cell in counts)
    return f"  {name:<{_LABEL}}{laid}{last.rjust(_LAST - 1)}".rstrip()
