"""The answers of a session on paper, apart from what is handed out: table, key by criterion, what not to write."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from lls_drafter.document.blocks import Block, Box, Cell, Column, Document, Manner, Paragraph, Table, Title
from lls_drafter.document.compose import CompositionRequest, compose
from lls_drafter.letter.lettre import Lettre
from lls_drafter.packs.case_model import Case, Element, Interdit, Key
from lls_drafter.packs.templates import load_template
from lls_drafter.training.correction import label_of
from lls_drafter.training.handout import paper, words

_TABLE = "Volet médicamenteux"
_DEFAULT = "mco_standard"


def answers(
    case: Case, key: Key, modele: Lettre, titles: Mapping[str, str], *, extra: tuple[Path, ...] = ()
) -> Document:
    """Give the answers of a case.

    Args:
        case: the case.
        key: its key.
        modele: its good letter.
        titles: the title of each criterion, by id, in the grid's order.
        extra: folders of packs named on the command line.

    Raises:
        PackError: the letter's template is not on this seat, or is wrong.
    """
    blocks = (
        Title(words(f"Corrigé : {case.titre}"), 0),
        Box(
            words("À ne distribuer qu'à la fin"),
            (
                Paragraph(
                    words(
                        "Une bonne formulation n'est pas la seule : ce qui compte est que le lecteur apprenne la même "
                        "chose. La lettre modèle entière est dans un fichier à part."
                    )
                ),
            ),
        ),
        *_table(modele, extra),
        *_elements(case, key, titles),
        *_mistakes(case, key),
        *_unsaid(key),
    )
    return paper(case, f"Corrigé : {case.titre}", "Corrigé, cas fictif", blocks)


def _table(modele: Lettre, extra: tuple[Path, ...]) -> Iterator[Block]:
    """Give the six-column table of the good letter, as it prints there."""
    template = load_template(modele.modele.id if modele.modele is not None else _DEFAULT, extra=extra)
    document = compose(CompositionRequest(lettre=modele, template=template, brouillon=False))
    found = next((block for block in document.blocks if isinstance(block, Table) and block.caption == _TABLE), None)
    yield Title(words("Le tableau des traitements"))
    yield found if found is not None else Paragraph(words("Aucun médicament, ni avant ni à la sortie."))


def _columns(first: str, third: str) -> tuple[Column, ...]:
    """Give the columns of a table of points."""
    return (Column(first, 220), Column("Dans le dossier", 220), Column(third, 220), Column("Pourquoi", 340))


def _elements(case: Case, key: Key, titles: Mapping[str, str]) -> Iterator[Block]:
    """Give what the letter must hold, by criterion in the grid's order, then what a rule alone asks."""
    yield Title(words("Ce que la lettre doit contenir"))
    for name in (*titles, ""):
        mine = [one for one in key.elements if (one.critere if one.critere in titles else "") == name]
        if mine:
            yield Title(words(f"{name} {titles[name]}" if name else "Hors de la grille : règles de rédaction"), 2)
            yield Table(
                (
                    Column("Attendu", 260),
                    Column("Dans le dossier", 250),
                    Column("Par exemple", 240),
                    Column("Pourquoi", 250),
                ),
                tuple(_element(case, one) for one in mine),
                caption=f"Attendus {name}".rstrip(),
            )


def _element(case: Case, one: Element) -> tuple[Cell, ...]:
    """Give the row of one element."""
    rule = f" ({one.regle})" if one.regle else ""
    return (
        (words(one.attendu, strong=True),),
        (words(_quoted(case, one.piece, one.extrait)),),
        (words(one.formulation),),
        (words(f"{one.pourquoi}{rule}"),),
    )


def _mistakes(case: Case, key: Key) -> Iterator[Block]:
    """Give what would be wrong."""
    if not key.interdits:
        return
    yield Title(words("Ce qu'il ne faut pas écrire"))
    yield Table(
        _columns("Erreur", "À la place"),
        tuple(_mistake(case, one) for one in key.interdits),
        caption="Ce qu'il ne faut pas écrire",
    )


def _mistake(case: Case, one: Interdit) -> tuple[Cell, ...]:
    """Give the row of one mistake."""
    said = _quoted(case, one.piece, one.extrait) if one.piece else "le dossier n'en dit rien"
    rule = f" ({one.regle or one.critere})"
    return (
        (words(one.texte, strong=True),),
        (words(said),),
        (words(one.formulation),),
        (words(f"{one.pourquoi}{rule}"),),
    )


def _quoted(case: Case, piece: str, extrait: str) -> str:
    """Give the record's own words and where they stand, without the marks of bold."""
    said = extrait.replace("**", "")
    return f"{case.piece(piece).titre} : « {said} »" if said else case.piece(piece).titre


def _unsaid(key: Key) -> Iterator[Block]:
    """Give the questions that the record does not answer."""
    if not key.non_dits:
        return
    yield Title(words("Ce que le dossier ne dit pas"))
    yield Table(
        (Column("Question", 300), Column("Pourquoi", 700)),
        tuple(((words(label_of((one.champ,)), strong=True),), (words(one.pourquoi),)) for one in key.non_dits),
        caption="Ce que le dossier ne dit pas",
    )
    yield Paragraph(
        words("Un « aucun » y serait inventé : laisser sans réponse et demander, ou répondre « inconnu »."),
        Manner.QUIET,
    )
