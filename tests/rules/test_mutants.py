"""One thing spoilt at a time in complete letters: each must be found, at the field that mends it."""

from pathlib import Path
from typing import Any, Final

import pytest

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter_files import codec
from lls_drafter.packs.checklists import load_checklist
from lls_drafter.rules.cases import base_letter, put
from lls_drafter.rules.engine import evaluate_all
from lls_drafter.rules.model import Finding, Niveau
from lls_drafter.rules.spec import SpecError

_EXAMPLES: Final = Path(__file__).parents[2] / "templates" / "mco_standard" / "exemples"
LETTERS: Final[dict[str, Lettre]] = {"base": base_letter()} | {
    path.name.removesuffix(".lls.yaml"): codec.read_letter(path.read_bytes(), name=path.name).lettre
    for path in sorted(_EXAMPLES.glob("*.lls.yaml"))
}
_LISTS: Final = (load_checklist("reglementaire"), load_checklist("medicaments"))

# Taken out of any letter, each of these must be missed.
MANDATORY: Final = (
    "patient.nom_naissance", "patient.prenoms_naissance", "patient.date_naissance", "patient.sexe",
    "patient.lieu_naissance", "sejour.date_entree", "sejour.date_sortie", "sejour.modalite_entree",
    "sejour.modalite_sortie", "sejour.situations", "signataire.nom", "signataire.fonction", "signataire.rpps",
    "signataire", "medecin_traitant", "praticien_adresseur", "motif_hospitalisation", "conclusion",
    "synthese_medicale", "etat_sortie", "allergies", "evenements_indesirables", "micro_organismes",
    "micro_organismes.recherche", "micro_organismes.statut_contact_bhre", "produits_sanguins", "derives_du_sang",
    "dispositifs_implantables", "actes_examens", "resultats_attendus", "suites_a_donner", "consignes_patient",
    "volet_social", "information_dmp", "date_lettre",
)  # fmt: skip
SPOILT: Final[tuple[tuple[str, Any], ...]] = (
    ("motif_hospitalisation", "bilan"),
    ("motif_hospitalisation", "  "),
    ("date_lettre", "2020-01-01"),
    ("sejour.date_sortie", "2020-01-01"),
    ("patient.date_naissance", "2040-01-01"),
    ("signataire.rpps", "99900000004"),
    ("evenements_indesirables", []),
    ("evenements_indesirables", [{}]),
    ("produits_sanguins", [{"quantite": "1 unité"}]),
    ("derives_du_sang", [{"type": "albumine"}]),
    ("dispositifs_implantables", [{"denomination": "prothèse"}]),
    ("resultats_attendus", [{"examen": "biopsie"}]),
    ("resultats_attendus", [{"responsable": "Dr X"}]),
    ("suites_a_donner", [{"action": "consultation"}]),
    ("allergies", [{"substance": "iode"}]),
    ("bilan_medicamenteux.sortie.reponse", "inconnu"),
)
ROW_FIELDS: Final = ("sortie.posologie", "sortie.duree", "sortie.medicament", "devenir")


def _mutants() -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = []
    for name, lettre in LETTERS.items():
        found += [(name, path, None) for path in MANDATORY if FieldPath.parse(path).read(lettre) is not None]
        found += [(name, path, value) for path, value in SPOILT]
        for row in lettre.volet_medicamenteux:
            base = f"volet_medicamenteux[{row.cle}]"
            if row.sortie is not None:
                found += [(name, f"{base}.{field}", None) for field in ROW_FIELDS]
                found += [(name, f"{base}.sortie.posologie", text) for text in ("idem", "10U le soir", "1 si besoin")]
            if row.devenir == "arrete":
                found.append((name, f"{base}.commentaires.motif", None))
    return found


MUTANTS: Final = _mutants()


def _spoilt(name: str, path: str, value: object) -> Lettre | None:
    """Give a letter with one field spoilt, None when the letter says nothing there."""
    data = codec.letter_to_data(LETTERS[name])
    try:
        put(data, path, value)
    except SpecError:
        return None
    return codec.letter_from_data(data)


def _findings(lettre: Lettre, original: Lettre) -> tuple[Finding, ...]:
    assert original.sejour is not None
    assert original.sejour.date_sortie is not None
    reports = evaluate_all(_LISTS, lettre, today=original.sejour.date_sortie)
    return tuple(finding for report in reports for finding in report.findings)


def test_there_are_enough_mutants() -> None:
    """The check below is about several letters and many faults."""
    assert len(LETTERS) >= 2
    assert len(MUTANTS) >= 60


@pytest.mark.parametrize(("name", "path", "value"), MUTANTS)
def test_spoilt_field_is_found(name: str, path: str, value: object) -> None:
    """A mandatory element taken out or spoilt gives a finding that starts at that very field."""
    original = LETTERS[name]
    lettre = _spoilt(name, path, value)
    assert lettre is not None
    before = {(one.regle, one.chemin) for one in _findings(original, original)}
    new = [one for one in _findings(lettre, original) if (one.regle, one.chemin) not in before]

    assert any(one.chemin.starts_with(FieldPath.parse(path)) for one in new), [(o.regle, str(o.chemin)) for o in new]


@pytest.mark.parametrize("name", LETTERS)
def test_complete_letter_raises_nothing(name: str) -> None:
    """The letters before they are spoilt have nothing bloquant and no alert."""
    lettre = LETTERS[name]

    assert [] == [one.regle for one in _findings(lettre, lettre) if one.niveau is not Niveau.CONSEIL]


@pytest.mark.parametrize("path", ["evenements_indesirables", "produits_sanguins", "derives_du_sang", "actes_examens"])
def test_unknown_is_an_answer(path: str) -> None:
    """« inconnu » answers a question that has no better answer: nothing bloquant is raised."""
    lettre = FieldPath.parse(path).replace(LETTERS["base"], Absence.INCONNU)

    assert [] == [one.regle for one in _findings(lettre, lettre) if one.niveau is Niveau.BLOQUANT]
