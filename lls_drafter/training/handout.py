"""A session on paper: the objectives, the record and the exercise sheet in one document, the answers in another.

Thirty minutes for a group, without any computer. Blocks only: the Word file is made by the exporter of letters.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from lls_drafter.document.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Inline,
    List,
    Manner,
    Paragraph,
    Part,
    Run,
    Table,
    Title,
)
from lls_drafter.document.treatments import SIX_COLUMNS
from lls_drafter.packs.case_model import Case, Difficulte
from lls_drafter.training.piece_blocks import piece_blocks, tied

_BLANK: Final[Cell] = ((Run("\N{NO-BREAK SPACE}"),),) * 3  # as high as a hand writes
_BLANK_ROWS: Final = 15
"""Of the table to fill in: the same for all cases, or it would tell how many drugs there are."""
_TIMES: Final = (
    ("5 min", "Les objectifs, et le tour du dossier : quelles pièces, qui écrit, à quelle date."),
    ("10 min", "Lire le dossier, seul ou à deux, un crayon à la main."),
    ("10 min", "Remplir la feuille : le tableau des traitements, puis un mot par critère."),
    ("5 min", "Corriger ensemble : ce qui manque, ce qui est faux, ce que le dossier ne dit pas."),
)
_LINE: Final = "\N{HORIZONTAL ELLIPSIS}" * 14


def handout(case: Case, titles: Mapping[str, str]) -> Document:
    """Give what is handed out: objectives, record, exercise sheet. Nothing of the key.

    Args:
        case: the case.
        titles: the title of each criterion, by id, in the grid's order.
    """
    blocks = (*_front(case), *_record(case), *_sheet(case, titles))
    return paper(case, f"Séance de formation : {case.titre}", "Cas fictif", blocks)


def paper(case: Case, title: str, header: str, blocks: tuple[Block, ...]) -> Document:
    """Give a document of a case, with what must be said of it on each page."""
    review = f"relu par {case.relecture.par}" if case.relecture is not None else "non relu par un clinicien"
    return Document(
        title=title,
        author=case.auteur,
        header=f"{header} : {case.titre}",
        footer=f"Cas « {case.id} », version {case.version}, {review}. {case.auteur}, licence {case.licence}.",
        parts=(Part("seance", blocks),),
    )


def words(text: str, *, strong: bool = False) -> Inline:
    """Give a text as a line."""
    return (Run(tied(text), strong=strong),)


def _front(case: Case) -> Iterator[Block]:
    """Give the first page: what, for whom, how long."""
    yield Title(words(case.titre), 0)
    yield Facts(
        (
            Fact("Niveau", words("débutant" if case.niveau is Difficulte.DEBUTANT else case.niveau.value)),
            Fact("Spécialité", words(case.specialite)),
            Fact("Durée", words(f"séance de 30 minutes ; seul, à l'écran : {case.duree_minutes} minutes")),
            Fact("Matériel", words("ce dossier, un crayon")),
        ),
        columns=2,
    )
    yield Box(
        words("Tout est fictif"),
        (
            Paragraph(
                words(
                    "Le patient, les soignants et l'hôpital n'existent pas. Tout ce qui est utile à la lettre est dans "
                    "le dossier ; ce qui n'y est pas ne s'invente pas."
                )
            ),
        ),
    )
    yield Title(words("Objectifs"))
    yield List(tuple(words(one.texte) for one in case.objectifs))
    yield Title(words("Déroulé de la séance"))
    yield Table(
        (Column("Temps", 130), Column("Que faire", 870)),
        tuple((((words(time, strong=True)),), (words(what),)) for time, what in _TIMES),
        caption="Déroulé de la séance",
    )


def _record(case: Case) -> Iterator[Block]:
    """Give the record, piece by piece."""
    yield Title(words("Le dossier"), new_page=True)
    yield Paragraph(
        words("Pièces : " + " · ".join(f"{number}. {one.titre}" for number, one in enumerate(case.pieces, 1))),
        Manner.QUIET,
    )
    for number, piece in enumerate(case.pieces, 1):
        yield Title(words(f"{number}. {piece.titre}"))
        yield from piece_blocks(piece.texte, piece.titre)


def _sheet(case: Case, titles: Mapping[str, str]) -> Iterator[Block]:
    """Give the sheet to fill in: the six-column table, then a line per criterion."""
    yield Title(words("Feuille d'exercice"), new_page=True)
    yield Facts((Fact("Pseudonyme", words(_LINE)), Fact("Date", words(_LINE))), columns=2)
    yield Title(words("Le tableau des traitements"), 2)
    yield Paragraph(
        words(
            "Une ligne par médicament : ce qu'il prenait avant, ce qu'il devient (poursuivi, modifié, arrêté, ajouté), "
            "ce qu'il prend à la sortie avec sa durée, et le motif de ce qui change. Toutes les lignes ne servent pas."
        ),
        Manner.QUIET,
    )
    yield Table(SIX_COLUMNS, ((_BLANK,) * len(SIX_COLUMNS),) * _BLANK_ROWS, caption="Tableau à remplir")
    yield Title(words("Les douze critères"), 2, new_page=True)
    yield Paragraph(
        words(f"Ce que la lettre de « {case.titre} » doit dire, ou ce qu'il faut faire, critère par critère."),
        Manner.QUIET,
    )
    yield Table(
        (Column("Critère", 340), Column("Ce que la lettre doit dire, ou ce qu'il faut faire", 660)),
        tuple(((words(f"{name} {title}"),), _BLANK) for name, title in titles.items()),
        caption="Les douze critères",
    )
