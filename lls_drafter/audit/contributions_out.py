"""What is counted beside the letters, in words, as data and as rows: how many, from where."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from lls_drafter.audit.contributions import ExtraitCompte
from lls_drafter.audit.figures import count_words, period_words
from lls_drafter.audit.model import Origine
from lls_drafter.audit.run import Bilan

Data = dict[str, Any]
_MOST_SITES: Final = 40
_WORDS: Final = {
    Origine.LETTRE: "lettres de ce logiciel",
    Origine.CDA: "documents CDA",
    Origine.PAPIER: "papier",
    Origine.EXTRAIT: "extraits d'autres sites",
}


def source_words(bilan: Bilan) -> str:
    """Give what was looked at: letter files, extracts, files of readings by hand; those that are none are not said."""
    readings = bilan.papier.fichiers if bilan.papier is not None else 0
    parts = [
        count_words(len(bilan.extraits), "extrait") if bilan.extraits else "",
        (f"{readings} saisies papier" if readings > 1 else "1 saisie papier") if readings else "",
    ]
    others = [one for one in parts if one]
    files = [count_words(bilan.fichiers, "fichier")] if bilan.fichiers or not others else []
    return ", ".join((*files, *others))


def contribution_lines(bilan: Bilan) -> Iterator[str]:
    """Say what those that count were made from, when it is not of one kind; and what must be known of each kind."""
    if len(bilan.origines) > 1:
        yield "  dont " + ", ".join(f"{_WORDS[one]} : {n}" for one, n in bilan.origines)
    if any(one is Origine.CDA for one, _ in bilan.origines):
        yield "  documents CDA : ni remise ni envoi n'y figurent ; ce qu'ils ne disent pas n'est pas mesuré (n. m.)"
        yield "  documents CDA : champ d'activité supposé MCO"
    partial = sum(one.partielles for one in bilan.tableaux)
    if partial:
        words = "1 document dont un critère n'est pas mesuré compte dans les taux, pas dans le score"
        many = f"{partial} documents dont un critère n'est pas mesuré comptent dans les taux, pas dans le score"
        yield f"  {words if partial == 1 else many}"
    if bilan.papier is not None:
        files = f"{bilan.papier.fichiers} fichier{'s' if bilan.papier.fichiers > 1 else ''}"
        read, counted = count_words(bilan.papier.lues, "lettre"), count_words(bilan.papier.jugees, "comptée")
        yield f"  papier : {files}, {read}, dont {counted}"
        if bilan.papier.inconnus:
            yield f"  papier : {bilan.papier.inconnus} « je ne sais pas », comptés non conformes"
    for one in bilan.extraits[:_MOST_SITES]:
        yield f"  extrait de {one.site or 'site non dit'}{_period(one)} : {_counted(one, bilan)}"
    if len(bilan.extraits) > _MOST_SITES:
        yield f"  et {count_words(len(bilan.extraits) - _MOST_SITES, 'autre')} (voir --json)"
    if len({(one.depuis, one.jusqua) for one in bilan.extraits}) > 1:
        yield "  attention : les extraits ne portent pas sur la même période"
    sites = Counter(one.site for one in bilan.extraits if one.site)
    for site in sorted(one for one in sites if sites[one] > 1):
        yield f"  attention : {sites[site]} extraits de {site} ; une lettre qui est dans deux extraits compte deux fois"


def contribution_data(bilan: Bilan) -> Data:
    """Give the keys of the JSON."""
    paper = bilan.papier
    return {
        "origines": {one.value: n for one, n in bilan.origines},
        "papier": {
            "fichiers": paper.fichiers,
            "lues": paper.lues,
            "jugees": paper.jugees,
            "inconnus": paper.inconnus,
        }
        if paper is not None
        else None,
        "extraits": [
            {
                "site": one.site,
                "effectif": one.effectif,
                "depuis": one.depuis.isoformat() if one.depuis else None,
                "jusqua": one.jusqua.isoformat() if one.jusqua else None,
                "fichiers": one.fichiers,
                "illisibles": one.illisibles,
            }
            for one in bilan.extraits
        ],
    }


def contribution_rows(bilan: Bilan) -> Iterator[Data]:
    """Give the lines of the CSV."""
    for one, n in bilan.origines:
        yield {"section": "flux", "cle": f"origine_{one.value}", "n": n}
    if bilan.papier is not None:
        yield {"section": "flux", "cle": "papier_lues", "n": bilan.papier.lues}
        yield {"section": "flux", "cle": "papier_inconnus", "n": bilan.papier.inconnus}
    for extract in bilan.extraits:
        yield {"section": "extrait", "cle": extract.site or "site non dit", "n": extract.effectif}


def _counted(one: ExtraitCompte, bilan: Bilan) -> str:
    """Give what one extract counts, and the files that it was made from."""
    return f"{count_words(one.effectif, bilan.base.unite)}, sur {count_words(one.fichiers, 'fichier')}"


def _period(one: ExtraitCompte) -> str:
    """Give the period of an extract."""
    said = period_words(one.depuis, one.jusqua)
    return f", {said}" if said else ""
