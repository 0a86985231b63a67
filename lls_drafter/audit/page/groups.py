"""What can be looked into: the months, the units, templates, roles and sites, the causes as hypotheses, the rules."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lls_drafter.audit.causes import Cause
from lls_drafter.audit.figures import count_words, interval_words, number
from lls_drafter.audit.flow import Part
from lls_drafter.audit.flow_detail import Detail
from lls_drafter.audit.groups import Dimension, Groupe
from lls_drafter.audit.page import charts
from lls_drafter.audit.page.criteria import score_words
from lls_drafter.audit.page.marks import beside, bullets, details, label, said, section, table, words
from lls_drafter.audit.run import RegleComptee
from lls_drafter.audit.statistics import LEAST, SMALL
from lls_drafter.audit.table import Tableau
from lls_drafter.audit.words import DIMENSIONS, group_name

MOST_GROUPS: Final = 100
"""Groups of one dimension on a page; those of most letters are shown, and how many are not."""
_FEW_GROUPS: Final = 10
"""Up to so many units are shown at once, on paper too; more open on demand."""
_MOST_CAUSES: Final = 6
_MOST_RULES: Final = 10
_NOTE: Final = (
    f"Les groupes de moins de {SMALL} lettres sont réunis ; pas de score sous {LEAST} ; un critère qui s'applique à"
    " trop peu de lettres d'un groupe n'est pas donné. Aucun résultat par auteur."
    " Sur papier s'imprime ce qui est ouvert."
)


def trend_section(tableau: Tableau, name: str) -> str:
    """Give the score by month of discharge; nothing for a single month."""
    months = [one for one in tableau.groupes if one.dimension is Dimension.MOIS]
    drawn = [(_short(one.libelle), one.score.valeur, one.score.intervalle) for one in months if _is_month(one)]
    if not months:
        return ""
    rows = [
        (_long(one.libelle), str(one.effectif), score_words(one.score), interval_words(one.score.intervalle))
        for one in months
    ]
    data = table(
        "Score par mois de sortie", ["Mois", f"{tableau.base.unite.title()}s", "Score", "IC 95 %"], rows, kind="mois"
    )
    chart = charts.trend(drawn, tableau.cible) if len(drawn) > 1 else ""
    return section(f"{name}-mois", "Mois de sortie", beside(chart, data), level=3)


def _is_month(one: Groupe) -> bool:
    """Tell a month from « autres » and « sans date »."""
    return one.libelle[:4].isdecimal()


def _short(month: str) -> str:
    """Give « 09/25 »."""
    return f"{month[5:7]}/{month[2:4]}"


def _long(month: str) -> str:
    """Give « 09/2025 »; what is no month as it is."""
    return f"{month[5:7]}/{month[:4]}" if month[:4].isdecimal() else label(month)


def causes_section(causes: Sequence[Cause], name: str) -> str:
    """Give where failures gather, as hypotheses."""
    told = [_cause(one) for one in causes]
    more = details(f"Critères suivants ({len(told) - _MOST_CAUSES})", bullets(told[_MOST_CAUSES:]))
    inside = bullets(told[:_MOST_CAUSES]) + (more if len(told) > _MOST_CAUSES else "")
    shown = f"Les {_MOST_CAUSES} premiers critères sur {len(told)}. " if len(told) > _MOST_CAUSES else ""
    caution = "Ce sont des hypothèses à vérifier sur les dossiers : elles disent où regarder, pas pourquoi."
    note = said(shown + caution, "note")
    return section(f"{name}-causes", "Où regarder d'abord (hypothèses)", inside + note if told else "", level=3)


def _cause(cause: Cause) -> str:
    """Give the failures of one criterion."""
    told = " ; ".join(cause.hypotheses)
    start = f"<strong>{words(cause.critere.id)}</strong> {words(cause.critere.titre)} : "
    return start + words(count_words(cause.echecs, "échec") + (f" ; {told}" if told else "")) + "."


def detail_section(tableau: Tableau, name: str) -> str:
    """Give each dimension, closed: its groups, then the criteria of each."""
    made = "".join(_dimension(tableau, dimension) for dimension in DIMENSIONS if dimension is not Dimension.MOIS)
    return section(f"{name}-detail", "Détail", made + said(_NOTE, "note") if made else "", level=3)


def _dimension(tableau: Tableau, dimension: Dimension) -> str:
    """Give the groups of one dimension; nothing when there are none."""
    every = [one for one in tableau.groupes if one.dimension is dimension]
    if not every:
        return ""
    ranked = sorted(range(len(every)), key=lambda rank: (-every[rank].effectif, rank))
    groups = [every[rank] for rank in sorted(ranked[:MOST_GROUPS])]
    known = {one.libelle: one for one in tableau.details if one.dimension is dimension}
    rows = [
        (
            _name(one),
            str(one.effectif),
            score_words(one.score),
            interval_words(one.score.intervalle),
            charts.bar(one.score.valeur, one.score.intervalle, target=tableau.cible),
        )
        for one in groups
    ]
    title = DIMENSIONS[dimension]
    heads = ["Groupe", f"{tableau.base.unite.title()}s", "Score", "IC 95 %", "De 0 à 100"]
    left = len(every) - len(groups)
    note = (
        said(f"Les {MOST_GROUPS} plus grands ; dans --json et --csv, {count_words(left, 'autre')}.", "note")
        if left
        else ""
    )
    inside = table(title, heads, rows, kind="groupes") + note + "".join(_criteria(tableau, groups, known))
    opened = dimension is Dimension.UNITE and len(every) <= _FEW_GROUPS
    return details(f"{words(title)} ({len(every)})", inside, kind="dimension", opened=opened)


def _criteria(tableau: Tableau, groups: Iterable[Groupe], known: dict[str, Detail]) -> Iterator[str]:
    """Give the criteria of each group, closed; nothing for a group of which none may be told."""
    for one in groups:
        parts = known[one.libelle].parts if one.libelle in known else ()
        lines = [
            (words(f"{line.critere.id} {line.critere.titre}"), *_part(part))
            for line, part in zip(tableau.lignes, parts, strict=False)
            if part is not None
        ]
        if lines:
            heads = ["Critère", "Conformes", "Taux %", "De 0 à 100 %"]
            score = f", score {score_words(one.score)}" if one.score.valeur is not None else ""
            summary = f"{_name(one)} : {count_words(one.effectif, tableau.base.unite)}{score}".rstrip()
            yield details(summary, table(f"Critères, {one.libelle}", heads, lines, kind="groupe"))


def _part(part: Part) -> tuple[str, str, str]:
    """Give the cells of a share."""
    return (
        f"{part.nombre}/{part.n}",
        number(part.taux) if part.taux is not None else "",
        charts.bar(part.taux, part.intervalle) if part.taux is not None else "",
    )


def _name(one: Groupe) -> str:
    """Give the name of a group."""
    return label(group_name(one.libelle))


def rules_section(rules: Sequence[RegleComptee]) -> str:
    """Give the rules that most letters do not satisfy, and how often that is justified in writing; closed."""
    rows = [
        (
            f"{words(one.regle)} {words(one.titre)}",
            str(one.lettres),
            number(one.taux) if one.taux is not None else "",
            str(one.justifiees),
            number(one.taux_justifie) if one.taux_justifie is not None else "",
        )
        for one in rules[:_MOST_RULES]
    ]
    if not rows:
        return ""
    heads = ["Règle", "Lettres en défaut", "Taux %", "Justifiées par écrit", "Part justifiée %"]
    left = len(rules) - len(rows)
    more = said(f"Règles de plus, dans --json et --csv : {left}.", "note") if left > 0 else ""
    opened = details("Règles le plus souvent en défaut", table("Règles en défaut", heads, rows, kind="regles") + more)
    return section("regles", "Règles et justifications", opened)
