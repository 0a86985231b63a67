"""The blocks that templates place by name (`[[tableau_traitements]]`): those whose words are the program's own.

To add one: a function from the view of the letter to blocks, and its line in `COMPOSED`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from lls_drafter.document.blocks import Block, Paragraph, is_empty
from lls_drafter.document.followup import (
    compose_exams,
    compose_first_steps,
    compose_hand_over,
    compose_list,
    compose_results,
    compose_sendings,
    compose_steps,
)
from lls_drafter.document.free_sections import compose_placeless
from lls_drafter.document.people import (
    compose_distribution,
    compose_identity,
    compose_professionals,
    compose_sender,
    compose_signature,
    compose_stay,
    compose_title,
)
from lls_drafter.document.phrases import missing
from lls_drafter.document.treatments import compose_changes, compose_lists, compose_recap, compose_table
from lls_drafter.document.view import UnknownFieldError, View
from lls_drafter.document.words import lower_first

Composer = Callable[[View], Iterator[Block]]


COMPOSED: Mapping[str, Composer] = MappingProxyType(
    {
        "entete": compose_sender,
        "titre": compose_title,
        "identite": compose_identity,
        "sejour_dates": compose_stay,
        "professionnels": compose_professionals,
        "changements_traitement": compose_changes,
        "premieres_suites": compose_first_steps,
        "tableau_examens": compose_exams,
        "etat_listes": compose_lists,
        "tableau_traitements": compose_table,
        "recapitulatif_traitements": compose_recap,
        "tableau_resultats": compose_results,
        "tableau_suites": compose_steps,
        "rubriques_libres": compose_placeless,
        "remise_prevue": compose_hand_over,
        "envois_prevus": compose_sendings,
        "bloc_signature": compose_signature,
        "diffusion": compose_distribution,
    }
)
"""The blocks by name; their names are none of the letter's fields."""


def compose_named(name: str, letter: View) -> Iterator[Block]:
    """Give the block of a name, or any field of the letter by its address: a list one entry to a line.

    Raises:
        UnknownFieldError: neither a block nor a field.
    """
    composer = COMPOSED.get(name)
    return composer(letter) if composer is not None else compose_list(letter.at(name))


def is_known(name: str, letter: View) -> bool:
    """Tell whether a template may place that name."""
    if name in COMPOSED:
        return True
    try:
        letter.at(name)
    except UnknownFieldError:
        return False
    return True


def compose_fields(fields: Iterable[View], name: str) -> Iterator[Block]:
    """Give fields one after the other, for a section without text of its own; a draft calls a missing one `name`."""
    for view in fields:
        if view:
            yield from compose_list(view)
        elif not is_empty(line := missing(view, lower_first(name))):
            yield Paragraph(line)
