"""An audit as one HTML file that stands alone: read without network nor script, printed on two pages.

- a Content-Security-Policy lets in this file's own style sheet only; no style attribute, no script, no link outside;
- the charts are inline SVG, each beside the table that says the same (`charts.py`, docs/adr/0027);
- no identity: figures, and names of units, templates and roles; the establishment as the settings name it;
- the same audit gives the same bytes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from lls_drafter.audit.page.circuit import circuit_sections
from lls_drafter.audit.page.criteria import criteria_section, score_section
from lls_drafter.audit.page.groups import causes_section, detail_section, rules_section, trend_section
from lls_drafter.audit.page.marks import said, section, words
from lls_drafter.audit.page.profile import Site, profile_section
from lls_drafter.audit.run import Bilan
from lls_drafter.audit.statistics import LEAST, SMALL
from lls_drafter.audit.table import Tableau
from lls_drafter.exports.html.shell import standalone

__all__ = ["Feuille", "Site", "render"]

_TITLE: Final = "Audit de la lettre de liaison à la sortie"
_SHEET: Final = Path(__file__).resolve().with_name("page.css")
_COMMENT: Final = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_BODY: Final = "<main>\n<h1>{heading}</h1>\n{main}</main>\n"
_WORTH: Final = (
    "Le score est une estimation : il ne remplace pas le recueil de la HAS, dont les poids n'ont pas pu être vérifiés."
    f" Sous {LEAST} lettres, aucun pourcentage ni score. Les groupes de moins de {SMALL} lettres sont réunis ; un"
    f" choix de moins de {SMALL} patients n'est pas chiffré. Taux : intervalle de Wilson à 95 %. Score : moyenne"
    " ± 1,96 écart-type/√n. Aucune identité de patient ni d'auteur n'est dans cette page."
)
_EXAMPLE_WORTH: Final = (
    "Ce sont des chiffres publiés : sans les lettres, il n'y a ni intervalle, ni mois, ni délais, ni détail par unité."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feuille:
    """What a page shows.

    Attributes:
        tableaux: one per grid.
        bilan: the audit they come from; None for published figures.
        site: the establishment, None when the settings do not say; not named beside extracts of others.
        source: where published figures come from; empty for an audit.
        notes: sentences to read with the figures, as plain text.
    """

    tableaux: tuple[Tableau, ...]
    bilan: Bilan | None = None
    site: Site | None = None
    source: str = ""
    notes: tuple[str, ...] = ()


def render(feuille: Feuille) -> bytes:
    """Give the HTML file."""
    bilan = feuille.bilan
    worth = _WORTH if bilan is not None else _EXAMPLE_WORTH
    site = None if bilan is not None and bilan.extraits else feuille.site
    caution = " ".join((*feuille.notes, worth))
    main = profile_section(site, bilan, feuille.source, caution) + _tables(feuille.tableaux)
    main += rules_section(bilan.regles) if bilan is not None else ""
    title = f"{_TITLE} – {site.nom}" if site and site.nom else _TITLE
    return standalone(title, _style(), _BODY.format(heading=words(_TITLE), main=main))


def _tables(tableaux: Sequence[Tableau]) -> str:
    """Give the sections of each grid."""
    if not tableaux:
        return section("vide", "Aucune lettre jugée", said("Rien n'a pu être compté : voir le périmètre."))
    return "".join(
        section(f"grille-{rank}", one.grille.titre, _table(one, f"grille-{rank}"))
        for rank, one in enumerate(tableaux, 1)
    )


def _table(tableau: Tableau, name: str) -> str:
    """Give the sections of one grid."""
    return (
        score_section(tableau, name)
        + criteria_section(tableau, name)
        + causes_section(tableau.causes, name)
        + trend_section(tableau, name)
        + (circuit_sections(tableau.circuit, name) if tableau.circuit is not None else "")
        + detail_section(tableau, name)
    )


@lru_cache(maxsize=1)
def _style() -> str:
    """Read the style sheet, without its comments."""
    return "\n" + _COMMENT.sub("", _SHEET.read_text(encoding="utf-8"))
