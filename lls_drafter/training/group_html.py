"""The page of a group as one HTML file that loads and runs nothing: the same exporter as the letter's."""

from collections.abc import Mapping

from lls_drafter.exports import RenderRequest, render
from lls_drafter.letter.lettre import Lettre
from lls_drafter.training.group import Groupe
from lls_drafter.training.group_page import group_document


def group_html(groupe: Groupe, titles: Mapping[str, str]) -> bytes:
    """Give the HTML file.

    Args:
        groupe: the group, with one result at least.
        titles: the title of each criterion, by id.
    """
    return render("html", group_document(groupe, titles), RenderRequest(lettre=Lettre(fictive=True)))
