"""The circuit of letters as data, for the JSON and the CSV of an audit."""

from collections.abc import Iterator
from typing import Any

from lls_drafter.audit.figures import interval_data, mean_data
from lls_drafter.audit.flow import Circuit, Cote, Ecart, Part, Weekend

Data = dict[str, Any]


def flow_data(circuit: Circuit) -> Data:
    """Give a circuit as plain data; a choice of too few patients has null for its number."""
    return {
        "muettes": circuit.muettes,
        "delais": [
            {
                "acte": one.acte.value,
                "n": one.n,
                "sans_objet": one.sans_objet,
                "classes": [{"classe": part.classe.value, "n": part.n, "taux": part.taux} for part in one.tranches],
                "jour_meme": _part(one.jour_meme),
            }
            for one in circuit.delais
        ],
        "weekend": _weekend(circuit.weekend) if circuit.weekend else None,
        "choix": [{"cle": one.cle, "nombre": one.nombre, "n": one.n, "taux": one.taux} for one in circuit.choix],
        "canaux": [{"canal": one.canal.value, **_part(one.part)} for one in circuit.canaux],
    }


def _part(part: Part) -> Data:
    """Give a share."""
    return {"nombre": part.nombre, "n": part.n, "taux": part.taux, "intervalle": interval_data(part.intervalle)}


def _weekend(weekend: Weekend) -> Data:
    """Give both sides and their differences."""
    return {
        "calendrier": weekend.calendrier.value,
        "semaine": _side(weekend.semaine),
        "weekend": _side(weekend.weekend),
        "ecarts": {
            "score": _gap(weekend.score),
            **{acte.value: _gap(weekend.jour_meme.get(acte)) for acte in weekend.semaine.jour_meme},
        },
    }


def _side(side: Cote) -> Data:
    """Give one side."""
    return {
        "effectif": side.effectif,
        "score": mean_data(side.score),
        "jour_meme": {acte.value: _part(part) for acte, part in side.jour_meme.items()},
    }


def _gap(gap: Ecart | None) -> Data | None:
    """Give one difference."""
    return {"valeur": gap.valeur, "intervalle": interval_data(gap.intervalle)} if gap else None


def flow_rows(circuit: Circuit) -> Iterator[Data]:
    """Give the lines of the CSV; `conformes` holds the number counted, `libelle` what of."""
    for one in circuit.delais:
        for part in one.tranches:
            yield {
                "section": f"delai_{one.acte.value}",
                "cle": part.classe.value,
                "libelle": "jours après la sortie",
                "conformes": part.n,
                "n": one.n,
                "taux": part.taux,
            }
        yield {"section": f"delai_{one.acte.value}", "cle": "sans_objet", "n": one.sans_objet}
    for channel in circuit.canaux:
        yield {"section": "canal", "cle": channel.canal.value, **_cells(channel.part)}
    for choice in circuit.choix:
        yield {
            "section": "choix",
            "cle": choice.cle,
            "libelle": "" if choice.nombre is not None else "trop peu de lettres",
            "conformes": choice.nombre,
            "n": choice.n,
            "taux": choice.taux,
        }
    if circuit.weekend is not None:
        yield from _weekend_rows(circuit.weekend)


def _weekend_rows(weekend: Weekend) -> Iterator[Data]:
    """Give the lines of the days of discharge."""
    for name, side in (("semaine", weekend.semaine), ("weekend", weekend.weekend)):
        interval = side.score.intervalle
        yield {
            "section": f"jours_{name}",
            "cle": "score",
            "libelle": "score (estimation)",
            "n": side.effectif,
            "taux": side.score.valeur,
            "ic_bas": interval.bas if interval else None,
            "ic_haut": interval.haut if interval else None,
        }
        for acte, part in side.jour_meme.items():
            yield {"section": f"jours_{name}", "cle": acte.value, "libelle": "le jour même", **_cells(part)}
    gaps = {"score": weekend.score, **{acte.value: gap for acte, gap in weekend.jour_meme.items()}}
    for name, gap in gaps.items():
        if gap is not None:
            yield {
                "section": "jours_ecart",
                "cle": name,
                "libelle": "points, fins de semaine et fériés moins jours ouvrés",
                "taux": gap.valeur,
                "ic_bas": gap.intervalle.bas,
                "ic_haut": gap.intervalle.haut,
            }


def _cells(part: Part) -> Data:
    """Give a share as cells."""
    interval = part.intervalle
    return {
        "conformes": part.nombre,
        "n": part.n,
        "taux": part.taux,
        "ic_bas": interval.bas if interval else None,
        "ic_haut": interval.haut if interval else None,
    }
