"""The sentences of the judge: the schema's in French, the header's frequent ones too, never a value."""

from pathlib import Path

import pytest

from lls_drafter.cda.judge import wording
from lls_drafter.cda.judge.judging import Judge
from tests.cda.judge.distributions import GOOD, write_distribution


@pytest.mark.parametrize(
    ("changed", "into", "message", "integral"),
    [
        ('<code code="11490-0" codeSystem="1.2.3"/>', "", "élément inattendu ici ; attendu : code", None),
        ('<code code="11490-0" codeSystem="1.2.3"/>', '<code nom="DUPONT"/>', "attribut « nom » non admis", None),
        ("<title>", "DUPONT<title>", "texte non admis dans cet élément", None),
        ("<title>", "<lettre/><title>", "élément inattendu ici ; attendu : title, time", None),
        (
            "20260310",
            "né 'hier'",
            "attribut « value » : valeur « … » hors de ce que le schéma admet (pattern)",
            "attribut « value » : valeur « né 'hier' » hors de ce que le schéma admet (pattern)",
        ),
    ],
)
def test_schema_speaks_french_and_masks_values(
    tmp_path: Path, changed: str, into: str, message: str, integral: str | None
) -> None:
    """Each kind of refusal is one French sentence; the value is in `integral` alone."""
    judge = Judge.of(write_distribution(tmp_path / "ans"))
    (verdict,) = judge.judge(GOOD.replace(changed, into).encode(), profiles=["XSD"])

    assert (message, integral or message) == (verdict.message, verdict.integral)


@pytest.mark.parametrize(
    ("said", "french"),
    [
        (
            "(x): element hl7:id appears too often [max 1x].",
            "(x): élément « hl7:id » présent trop de fois (au plus 1).",
        ),
        ("(x): attribute @root SHALL be present.", "(x): attribut « root » obligatoire."),
        (
            "(x): Attribute @use SHALL be of data type 'set_cs'  - 'liste'",
            "(x): l'attribut « use » doit être du type « set_cs » (liste)",
        ),
        (
            (
                "(x): this element 'a' is not defined, or not defined with this content. This may concern the "
                "templateId, code or id. Expected in this context: hl7:id[not(@nullFlavor)] | hl7:code | hl7:id "
                "(rule-reference: d1)"
            ),
            "(x): élément « a » non défini, ou pas avec ce contenu. Attendu ici : id, code.",
        ),
        ("Une phrase déjà française.", "Une phrase déjà française."),
    ],
)
def test_frequent_english_is_said_in_french(said: str, french: str) -> None:
    """The header's sentences that come often are French; an unknown one stays whole."""
    assert french == wording.framed(said)
