"""What the author of a letter is told of its patient's sheet; nothing of this is printed on the sheet.

Data, as the findings of a rule: what no program may decide (what an abbreviation means, which of two dates is right)
is left to the person who knows. A remark names fields; of the letter it quotes abbreviations only.
"""

from collections.abc import Iterator

from lls_drafter.document.blocks import Document
from lls_drafter.document.compose import CompositionRequest
from lls_drafter.document.coverage import name_of
from lls_drafter.document.patient_sheet.held import held_texts
from lls_drafter.document.patient_sheet.level import level_of
from lls_drafter.document.patient_sheet.plan import is_contradictory, is_taken, steps_agree
from lls_drafter.document.patient_sheet.sheet import compose_patient_sheet, leaving_day, sheet_rendering
from lls_drafter.document.patient_sheet.words import meaning_of, unexplained
from lls_drafter.document.view import View
from lls_drafter.document.words import typeset
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import LigneTraitement

_LONG_SENTENCE = 25  # words; our own limit


def remarks(request: CompositionRequest) -> tuple[str, ...]:
    """Give what to tell the author of a letter about its sheet, a French sentence each.

    Raises:
        ExportError: there is no sheet for this letter.
    """
    document = compose_patient_sheet(request)
    found = (
        *_abbreviations(document, request.lettre),
        *_held(request.lettre),
        *_rows(request.lettre, draft=request.brouillon),
        *_reader(request.lettre),
        *_level(document),
    )
    return tuple(typeset(sentence) for sentence in found)


def _abbreviations(document: Document, lettre: Lettre) -> Iterator[str]:
    """Tell the abbreviations that nothing explains."""
    tokens = unexplained(document.blocks, lettre)
    if tokens:
        told = ", ".join(f"{token} ({meaning})" if (meaning := meaning_of(token)) else token for token in tokens)
        yield f"Fiche du patient : abréviations que rien n'explique : {told}. Les écrire en toutes lettres."


def _held(lettre: Lettre) -> Iterator[str]:
    """Tell the texts that are left out, and why."""
    for path, reason in held_texts(lettre).items():
        yield f"Fiche du patient : « {name_of(path)} » n'y est pas imprimé : {reason}."


def _rows(lettre: Lettre, *, draft: bool) -> Iterator[str]:
    """Tell the rows that say two things at once, and the steps whose days do not add up."""
    view = View.of(lettre, sheet_rendering(lettre, draft=draft))
    for rank, row in enumerate(view["volet_medicamenteux"], start=1):
        if not isinstance(row.value, LigneTraitement):
            continue
        if is_contradictory(row.value):
            yield f"Fiche du patient : la ligne {rank} du tableau dit le médicament arrêté et le prescrit à la sortie."
        if is_taken(row.value) and not steps_agree(row["sortie"], leaving_day(lettre)):
            yield f"Fiche du patient : les paliers de la ligne {rank} ne finissent pas le dernier jour écrit."


def _reader(lettre: Lettre) -> Iterator[str]:
    """Tell that a minor's sheet is for the minor alone, when the letter is not for the legal representatives."""
    if lettre.visibilite is not None and lettre.visibilite.invisible_representants_legaux:
        yield (
            "Fiche du patient : la lettre est invisible aux représentants légaux ; "
            "remettre la fiche au patient lui-même."
        )


def _level(document: Document) -> Iterator[str]:
    """Tell how hard the sheet is to read, as an indication."""
    level = level_of(document.blocks)
    if level.lix is None:
        return
    yield (
        f"Fiche du patient : lisibilité {level.band} (indice LIX {level.lix} ; moins de 40 : facile, plus de 50 : "
        "difficile). C'est une indication, hors tableau."
    )
    if level.longest > _LONG_SENTENCE and level.place is not None:
        yield f"Fiche du patient : la phrase la plus longue a {level.longest} mots (« {name_of(level.place)} »)."
