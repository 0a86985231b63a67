"""Two readings compared, for a person and as data."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from lls_drafter import __version__
from lls_drafter.audit.concordance import INCONNU, Accord, Concordance
from lls_drafter.audit.figures import count_words, interval_data, interval_words, number, wrapped
from lls_drafter.audit.model import CONFORME, NON_APPLICABLE, NON_CONFORME
from lls_drafter.audit.statistics import LEAST

FORMAT: Final = 1
_WORDS: Final = {
    CONFORME: "oui",
    NON_CONFORME: "non",
    NON_APPLICABLE: "sans objet",
    INCONNU: "je ne sais pas",
}
_KEYS: Final = {
    CONFORME: "conforme",
    NON_CONFORME: "non_conforme",
    NON_APPLICABLE: "non_applicable",
    INCONNU: "inconnu",
}
_MOST: Final = 20
NOTHING: Final = (
    "Rien à comparer : aucun numéro des deux côtés. Une saisie faite avec « --numeros AUDIT.json » se compare au même"
    " dossier, ou avec « --correspondance » de cet audit."
)


def concordance_lines(found: Concordance) -> Iterator[str]:
    """Give the report, in 100 columns."""
    one, other = found.noms
    yield f"Double lecture : {found.communes} lettres lues des deux côtés"
    yield from wrapped(f"A : {one}", "  ")
    yield from wrapped(f"B : {other}", "  ")
    for name, numbers in zip("AB", found.seules, strict=True):
        if numbers:
            yield from wrapped(f"seulement dans {name} : {_numbers(numbers)}", "  ")
    if found.douteuses:
        yield from wrapped(
            f"Attention, mois ou unité différents (peut-être pas la même lettre) : {_numbers(found.douteuses)}", "  "
        )
    if not found.ensemble.n:
        yield from wrapped(NOTHING)
        return
    yield ""
    yield f"{'Critère':<10}{'n':>6}{'accords':>9}{'accord %':>10}{'IC 95 %':>10}{'kappa':>8}  IC 95 %"
    for line in (*found.criteres, found.ensemble):
        yield _line(line)
    if any(line.n < LEAST for line in found.criteres):
        yield from wrapped(f"Sous {LEAST} lettres comparées : ni pourcentage ni kappa, seulement des comptes.")
    if any(line.constant for line in found.criteres):
        yield from wrapped("kappa « - » : une seule et même réponse des deux côtés, il n'a pas de sens.")
    yield from wrapped("« Je ne sais pas » est compté comme « non ».")
    yield from _disagreements(found)


def _line(line: Accord) -> str:
    """Give the line of one criterion."""
    name = line.critere.id if line.critere else "Ensemble"
    kappa = "-" if line.kappa is None else f"{line.kappa:.2f}".replace(".", ",")
    interval = line.kappa_intervalle
    ends = f"{interval[0]:.2f} à {interval[1]:.2f}".replace(".", ",") if interval and line.kappa is not None else ""
    rate = number(line.taux)
    cells = f"{line.n:>6}{line.accords:>9}{rate:>10}{interval_words(line.intervalle):>10}{kappa:>8}"
    return f"{name:<10}{cells}  {ends}".rstrip()


def _disagreements(found: Concordance) -> Iterator[str]:
    """Give the disagreements by number, A first."""
    yield ""
    if not found.desaccords:
        yield "Aucun désaccord."
        return
    yield "Désaccords (A, puis B)"
    for numero, those in groupby(found.desaccords, key=lambda one: one.numero):
        said = " ; ".join(f"{one.critere.id} {_WORDS[one.premier]}, {_WORDS[one.second]}" for one in those)
        yield from wrapped(f"n° {numero} : {said}", "  ")


def concordance_data(found: Concordance) -> dict[str, Any]:
    """Give the same as plain data."""
    return {
        "format": FORMAT,
        "lls_drafter": __version__,
        "lectures": list(found.noms),
        "communes": found.communes,
        "seules": [list(one) for one in found.seules],
        "douteuses": list(found.douteuses),
        "seuils": {"pourcentage": LEAST},
        "criteres": [_accord(one) for one in found.criteres],
        "ensemble": _accord(found.ensemble),
        "desaccords": [
            {
                "numero": one.numero,
                "critere": one.critere.id,
                "premier": _KEYS[one.premier],
                "second": _KEYS[one.second],
            }
            for one in found.desaccords
        ],
    }


def _accord(line: Accord) -> dict[str, Any]:
    """Give one line of figures."""
    return {
        "id": line.critere.id if line.critere else None,
        "n": line.n,
        "accords": line.accords,
        "taux": line.taux,
        "intervalle": interval_data(line.intervalle),
        "kappa": line.kappa,
        "kappa_intervalle": list(line.kappa_intervalle) if line.kappa_intervalle else None,
    }


def _numbers(numbers: tuple[int, ...]) -> str:
    """Give numbers, not too many."""
    shown = ", ".join(str(one) for one in numbers[:_MOST])
    return shown + (f" et {count_words(len(numbers) - _MOST, 'autre')}" if len(numbers) > _MOST else "")
