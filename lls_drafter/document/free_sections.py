"""The service's own sections and fields, as blocks: a text, a value with its unit, or a table.

A letter carries them whole (`letter.synthese.Rubrique`): with a template that does not know them they print under their
own title, among the free sections that have no place.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lls_drafter.document.blocks import Block, Cell, Column, Fact, Facts, Inline, Paragraph, Run, Table, Title, is_empty
from lls_drafter.document.followup import compose_list
from lls_drafter.document.phrases import inline, missing, own
from lls_drafter.document.view import View
from lls_drafter.document.words import lower_first
from lls_drafter.letter.paths import FieldPath

FREE = "rubriques"
_WHOLE = 1000


@dataclass(frozen=True, slots=True)
class FreeField:
    """One of the service's own fields in the section that prints it.

    Attributes:
        view: the view of `rubriques.<id>`.
        titre: as the template names it; the letter's own title wins.
        table: whether its answer is the rows of a table.
    """

    view: View
    titre: str
    table: bool = False

    @property
    def is_answered(self) -> bool:
        """Tell whether somebody answered."""
        return bool(self.view["texte"]) or bool(self.view["lignes"])


def is_free(path: FieldPath) -> bool:
    """Tell whether an address is the answer of one of the service's own fields."""
    return len(path.parts) == 3 and path.parts[0] == FREE


def free_fields(view: View, paths: Iterable[FieldPath], titles: Mapping[str, str]) -> tuple[FreeField, ...]:
    """Give the service's own fields at some addresses of a section, all of them such fields (`is_free`)."""
    return tuple(
        FreeField(view[FREE][str(path.parts[1])], titles.get(str(path.parts[1]), ""), path.parts[2] == "lignes")
        for path in paths
    )


def compose_alone(one: FreeField) -> Iterator[Block]:
    """Give a field that has a section of its own, without its title; a draft marks it when it is demanded."""
    view = one.view
    if view["lignes"]:
        yield _table(view, "")
    if view["texte"] and not view["unite"]:
        yield from compose_list(view["texte"])
    elif not is_empty(value := _value(one)):
        yield Paragraph(value)


def compose_together(fields: Iterable[FreeField]) -> Iterator[Block]:
    """Give several fields of one section: labelled values, each table under its title."""
    facts: list[Fact] = []
    for one in fields:
        titre = one.view["titre"]
        if one.view["lignes"]:
            if facts:
                yield Facts(tuple(facts))
                facts = []
            yield Title(inline(titre), level=2)
            yield _table(one.view, titre.text)
        if not is_empty(value := _value(one)):
            kept = bool(titre)
            facts.append(Fact(titre.text if kept else own(one.titre).text, value, (titre.path,) if kept else ()))
    if facts:
        yield Facts(tuple(facts))


def compose_placeless(view: View) -> Iterator[Block]:
    """Give the free sections that the template gives no place of their own, each under its title."""
    for section in view[FREE]:
        if section.path.parts[-1] in view.rendering.placed:
            continue
        one = FreeField(section, "")
        if one.is_answered:
            yield Title(inline(section["titre"]))
            yield from compose_alone(one)


def _value(one: FreeField) -> Inline:
    """Give the answer with its unit; the mark of a demanded one that nobody gave, nothing for a table that is there."""
    view = one.view
    if view["texte"]:
        unit = inline(view["unite"]) if view["texte"].text else ()
        return (*inline(view["texte"]), own(" "), *unit) if unit else inline(view["texte"])
    if view["lignes"]:
        return ()
    return missing(view["lignes" if one.table else "texte"], lower_first(one.titre or view["titre"].text))


def _table(view: View, caption: str) -> Table:
    """Give the rows of a table under its headings; a row may have more cells than there are headings."""
    headings = list(view["colonnes"])
    rows = [list(row["cellules"]) for row in view["lignes"]]
    count = max([len(headings), *map(len, rows), 1])
    columns = tuple(
        Column(headings[index].text, _WHOLE // count, fields=(headings[index].path,))
        if index < len(headings)
        else Column("", _WHOLE // count)
        for index in range(count)
    )
    empty: Cell = ((Run(""),),)
    cells = tuple(tuple((inline(cell),) for cell in row) + (empty,) * (count - len(row)) for row in rows)
    return Table(columns, cells, caption)
