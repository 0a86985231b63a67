"""An audit as data: JSON, which the next run compares with, and CSV for a spreadsheet. No identity, no file name.

JSON: keys as documented in `docs/guide/qualite.md`; percentages and scores from 0 to 100, null where there are too few
letters; dates are ISO. CSV: UTF-8 with its mark, `;` between cells, CRLF, decimal commas; one line per figure.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from lls_drafter import __version__
from lls_drafter.audit.contributions_out import contribution_data, contribution_rows
from lls_drafter.audit.figures import interval_data, mean_data
from lls_drafter.audit.flow_outputs import flow_data, flow_rows
from lls_drafter.audit.matching import Flux
from lls_drafter.audit.report_file import JSON_FORMAT
from lls_drafter.audit.run import Bilan
from lls_drafter.audit.statistics import LEAST, SMALL, Intervalle, position
from lls_drafter.audit.table import Ligne, Tableau
from lls_drafter.exports.sheets import cell, sheet

Data = dict[str, Any]
COLUMNS: Final = (
    "section", "grille", "cle", "libelle", "conformes", "n", "taux", "ic_bas", "ic_haut", "precedent", "evolution",
)  # fmt: skip
FILES_COLUMNS: Final = ("numero", "etat", "fichier", "ligne_liste")


def to_json(bilan: Bilan) -> str:
    """Give the JSON text of an audit."""
    return json.dumps(report_data(bilan), ensure_ascii=False, indent=2)


def report_data(bilan: Bilan) -> Data:
    """Give an audit as plain data."""
    draw = bilan.tirage
    return {
        "format": JSON_FORMAT,
        "lls_drafter": __version__,
        "base": bilan.base.value,
        "periode": {
            "depuis": bilan.depuis.isoformat() if bilan.depuis else None,
            "jusqua": bilan.jusqua.isoformat() if bilan.jusqua else None,
        },
        "seuils": {"pourcentage": LEAST, "groupe": SMALL},
        "fichiers": bilan.fichiers,
        "jugees": bilan.jugees,
        "converties": bilan.converties,
        "ecartees": [{"etat": one.etat.value, "raison": one.raison, "n": one.n} for one in bilan.ecartees],
        "illisibles": [{"numero": one.numero, "raison": one.raison, "ligne": one.ligne} for one in bilan.illisibles],
        "sejours": _flow(bilan.flux) if bilan.flux else None,
        **contribution_data(bilan),
        "tirage": {"taille": draw.taille, "graine": draw.graine, "numeros": list(bilan.tirees)} if draw else None,
        "tableaux": [_table(one) for one in bilan.tableaux],
        "regles": [
            {
                "regle": one.regle,
                "titre": one.titre,
                "lettres": one.lettres,
                "justifiees": one.justifiees,
                "taux": one.taux,
                "taux_justifie": one.taux_justifie,
            }
            for one in bilan.regles
        ],
    }


def _flow(flux: Flux) -> Data:
    """Give where the stays of a list went."""
    return {
        "lus": flux.lus,
        "hors_periode": flux.hors_periode,
        "hors_champ": flux.hors_champ,
        "retrouves": flux.retrouves,
        "non_valides": flux.non_valides,
        "sans_lettre": flux.sans_lettre,
        "problemes": list(flux.problemes),
    }


def _table(table: Tableau) -> Data:
    """Give one table."""
    where = position(table.score, table.cible)
    return {
        "grille": {
            "id": table.grille.id,
            "version": table.grille.version,
            "empreinte": table.grille.empreinte,
            "titre": table.grille.titre,
            "certitude": table.grille.certitude,
            "avertissement": table.grille.avertissement,
        },
        "effectif": table.effectif,
        "trouvees": table.trouvees,
        "partielles": table.partielles,
        "score": {
            **mean_data(table.score),
            "position": where.value if where else None,
            "precedent": table.score_precedent,
            "evolution": table.evolution,
        },
        "cible": table.cible,
        "score_non_validees": mean_data(table.score_non_validees) if table.score_non_validees else None,
        "note_evolution": table.note_evolution,
        "criteres": [_line(line, table) for line in table.lignes],
        "references": [
            {"id": one.id, "titre": one.titre, "annee": one.annee, "score": one.score, "score_formule": one.formule}
            for one in table.references
        ],
        "groupes": [
            {"dimension": one.dimension.value, "libelle": one.libelle, "effectif": one.effectif, **mean_data(one.score)}
            for one in table.groupes
        ],
        "causes": [
            {"critere": one.critere.id, "echecs": one.echecs, "hypotheses": list(one.hypotheses)}
            for one in table.causes
        ],
        "circuit": flow_data(table.circuit) if table.circuit else None,
    }


def _line(line: Ligne, table: Tableau) -> Data:
    """Give one criterion."""
    return {
        "id": line.critere.id,
        "titre": line.critere.titre,
        "indispensable": line.critere.indispensable,
        "mesure": line.mesure,
        "conformes": line.conformes,
        "n": line.n,
        "taux": line.taux,
        "intervalle": interval_data(line.intervalle),
        "precedent": line.precedent,
        "evolution": line.evolution,
        "references": {one.id: rate for one, rate in zip(table.references, line.references, strict=True)},
        "sans_objet": [{"raison": one.raison, "n": one.n} for one in line.sans_objet],
        "non_mesures": line.non_mesures,
    }


def to_csv(bilan: Bilan) -> bytes:
    """Give the CSV of an audit; each reference set is one more column, called by its id."""
    sets = sorted({one.id for table in bilan.tableaux for one in table.references})
    columns = (*COLUMNS, *(f"reference_{one}" for one in sets))
    return sheet(columns, ({name: cell(value) for name, value in row.items()} for row in _rows(bilan)))


def _rows(bilan: Bilan) -> Iterator[Data]:
    """Give the lines: flow, criteria, score, groups, causes, rules."""
    yield {"section": "flux", "cle": "fichiers", "n": bilan.fichiers}
    yield {"section": "flux", "cle": "jugees", "n": bilan.jugees}
    yield {"section": "flux", "cle": "illisibles", "n": len(bilan.illisibles)}
    for one in bilan.ecartees:
        yield {"section": "flux", "cle": one.etat.value, "libelle": one.raison, "n": one.n}
    if bilan.flux is not None:
        for name, n in _flow(bilan.flux).items():
            if isinstance(n, int):
                yield {"section": "flux", "cle": f"sejours_{name}", "n": n}
    yield from contribution_rows(bilan)
    for table in bilan.tableaux:
        yield from _table_rows(table)
    for rule in bilan.regles:
        yield {
            "section": "regle",
            "cle": rule.regle,
            "libelle": rule.titre,
            "n": rule.lettres,
            "taux": rule.taux,
        }
        yield {
            "section": "regle_justifiee",
            "cle": rule.regle,
            "libelle": rule.titre,
            "conformes": rule.justifiees,
            "n": rule.lettres,
            "taux": rule.taux_justifie,
        }


def _table_rows(table: Tableau) -> Iterator[Data]:
    """Give the lines of one table."""
    grid = {"grille": table.grille.id}
    for line in table.lignes:
        yield {
            **grid,
            "section": "critere",
            "cle": line.critere.id,
            "libelle": line.critere.titre if line.mesure else f"{line.critere.titre} (non mesuré)",
            "conformes": line.conformes if line.mesure else None,
            "n": line.n,
            "taux": line.taux,
            **_ends(line.intervalle),
            "precedent": line.precedent,
            "evolution": line.evolution,
            **{f"reference_{one.id}": rate for one, rate in zip(table.references, line.references, strict=True)},
        }
        for why in line.sans_objet:
            yield {**grid, "section": "sans_objet", "cle": line.critere.id, "libelle": why.raison, "n": why.n}
    yield {
        **grid,
        "section": "score",
        "cle": "score",
        "libelle": "score (estimation)",
        "n": table.score.n,
        "taux": table.score.valeur,
        **_ends(table.score.intervalle),
        "precedent": table.score_precedent,
        "evolution": table.evolution,
        **{f"reference_{one.id}": one.score for one in table.references},
    }
    for group in table.groupes:
        yield {
            **grid,
            "section": f"score_{group.dimension.value}",
            "cle": group.libelle,
            "libelle": "score (estimation)",
            "n": group.effectif,
            "taux": group.score.valeur,
            **_ends(group.score.intervalle),
        }
    if table.circuit is not None:
        yield from ({**grid, **row} for row in flow_rows(table.circuit))
    for cause in table.causes:
        for text in cause.hypotheses:
            yield {**grid, "section": "hypothese", "cle": cause.critere.id, "libelle": text, "n": cause.echecs}


def _ends(interval: Intervalle | None) -> Data:
    """Give both ends of an interval as cells."""
    return {"ic_bas": interval.bas, "ic_haut": interval.haut} if interval else {}


def files_csv(bilan: Bilan, paths: tuple[str, ...]) -> bytes:
    """Give which number is which file, or which line of the list of stays: for this seat only."""
    return sheet(FILES_COLUMNS, _file_rows(bilan, paths))


def _file_rows(bilan: Bilan, paths: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Give the lines of the correspondence."""
    for number, (path, state) in enumerate(zip(paths, bilan.etats, strict=True), 1):
        yield {"numero": cell(number), "etat": state.value, "fichier": cell(path)}
    for one in bilan.absents:
        yield {"numero": cell(one.numero), "etat": "sans_lettre", "ligne_liste": cell(one.ligne)}
    for added in bilan.ajouts:
        yield {
            "numero": cell(added.numero),
            "etat": added.etat.value,
            "fichier": cell(added.fichier),
            "ligne_liste": cell(added.ligne),
        }
