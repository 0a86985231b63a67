"""The JSON of audits with the figures that a test wants, in the form of `lls audit --json`."""

import json
from pathlib import Path
from typing import Any

from lls_drafter.audit.report_file import Audit, read_audit

TITLES = {
    f"QLS-{number:02d}": title
    for number, title in enumerate(
        (
            "Lettre de liaison à la sortie retrouvée",
            "Lettre de liaison à la sortie datée du jour de la sortie",
            "Remise au patient de la lettre de liaison",
            "Identification et envoi au médecin traitant (si applicable)",
            "Identification du patient dans la lettre de liaison",
            "Date d'entrée et date de sortie",
            "Identification du signataire de la lettre de liaison",
            "Motif de l'hospitalisation",
            "Synthèse médicale du séjour",
            "Actes techniques et examens complémentaires",
            "Traitements médicamenteux de sortie",
            "Planification des soins",
        ),
        1,
    )
}


def criterion(name: str, counts: tuple[int, int], *, measured: bool = True) -> dict[str, Any]:
    """Give one criterion: so many of so many."""
    part, whole = counts
    rate = round(100 * part / whole, 1) if measured and whole >= 30 else None
    return {
        "id": name,
        "titre": TITLES[name],
        "indispensable": name in {"QLS-01", "QLS-02"},
        "mesure": measured,
        "conformes": part,
        "n": whole,
        "taux": rate,
        "intervalle": None,
        "precedent": None,
        "evolution": None,
        "references": {"nation": 72.0},
        "sans_objet": [],
    }


def audit_data(counts: dict[str, tuple[int, int]] | None = None, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Give an audit of 200 letters, 90 % of them right, but for `counts`; `changes` replace keys of its top."""
    stays = changes.get("base") == "sejours"
    known = dict.fromkeys(TITLES, (180, 200)) | (counts or {})
    lines = [criterion(name, one, measured=stays or name != "QLS-01") for name, one in known.items()]
    table = {
        "grille": {
            "id": "qls_mco_12",
            "version": "1",
            "empreinte": "sha256:abc",
            "titre": "Grille à 12 critères",
            "certitude": "estimation",
            "avertissement": "Estimation ; ne remplace pas le recueil HAS.",
        },
        "effectif": 200,
        "trouvees": 200,
        "score": {"valeur": 61.0, "intervalle": [55.0, 67.0], "n": 200, "nature": "estimation", "precedent": None},
        "note_evolution": "",
        "criteres": lines,
        "references": [{"id": "nation", "titre": "Nation 2021", "annee": 2021, "score": 55.9, "score_formule": 59.2}],
        "groupes": [],
        "causes": [{"critere": "QLS-05", "echecs": 9, "hypotheses": ["7 des 9 échecs viennent du modèle X"]}],
    }
    whole = {
        "format": 1,
        "base": "lettres",
        "periode": {"depuis": "2026-01-01", "jusqua": "2026-03-31"},
        "jugees": 200,
        "tableaux": [table],
    }
    return whole | changes


def written(path: Path, data: object) -> Path:
    """Write data as JSON."""
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def read(folder: Path, counts: dict[str, tuple[int, int]] | None = None, **changes: Any) -> Audit:  # noqa: ANN401 - JSON
    """Give such an audit as read back."""
    return read_audit(written(folder / "audit.json", audit_data(counts, **changes)))


LATER = {"depuis": "2027-01-01", "jusqua": "2027-03-31"}
"""The same quarter a year later."""
