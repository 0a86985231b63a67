"""The medication part in words: the HAS six-column table, what was said of each list, the recap of changes.

Source: HAS guide on medication reconciliation (2018); its columns and filling rules are known from a secondary source.
"""

from collections.abc import Iterator

from lls_drafter.document.blocks import Block, Cell, Column, Inline, List, Paragraph, Run, Table, Title, is_empty
from lls_drafter.document.people import letter_of
from lls_drafter.document.phrases import inline, join, labelled, missing_item, own
from lls_drafter.document.view import View
from lls_drafter.document.words import (
    NO_DISCHARGE_TREATMENT,
    NO_HOME_TREATMENT,
    NOTHING_HERE,
    UNKNOWN,
    lower_first,
)
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import Devenir, LigneTraitement, ReponseListe

_BEFORE = "Traitement avant hospitalisation"
_AFTER = "Traitement à la sortie"
SIX_COLUMNS = (
    Column("Nom, dosage, forme [DCI]", 172, _BEFORE, "Avant"),
    Column("Posologie", 134, _BEFORE, "Posologie avant"),
    Column("Devenir du traitement", 92, "", "Devenir"),
    Column("Nom, dosage, forme [DCI]", 172, _AFTER, "Sortie"),
    Column("Posologie et durée", 184, _AFTER, "Posologie et durée"),
    Column("Commentaires", 246),
)
"""The columns of the table, in their printed order."""
_NOTHING: Cell = ((Run(NOTHING_HERE),),)
_EMPTY: Cell = ((),)

_RECAP = (
    (Devenir.ARRETE, "Arrêté(s)"),
    (Devenir.AJOUTE, "Ajouté(s)"),
    (Devenir.MODIFIE, "Modifié(s)"),
    (Devenir.POURSUIVI, "Poursuivi(s)"),
)


def compose_lists(view: View) -> Iterator[Block]:
    """Give what was said of the home list and of the discharge list as wholes, and the sources."""
    before = _list_state(view, "entree", "traitement habituel avant l'hospitalisation")
    after = _list_state(view, "sortie", "traitement à la sortie")
    sources = labelled("Sources de la liste d'entrée", inline(view.at("bilan_medicamenteux.entree.sources")))
    other = labelled("Sources de la liste de sortie", inline(view.at("bilan_medicamenteux.sortie.sources")))
    yield from (Paragraph(line) for line in (before, after, sources, other) if not is_empty(line))


def _list_state(view: View, side: str, name: str) -> Inline:
    """Say that a list is empty, could not be had, or was not answered; nothing when its drugs are in the table."""
    answer = _list_answer(view, side)
    filled = any(
        getattr(row, "avant" if side == "entree" else "sortie") is not None
        for row in letter_of(view).volet_medicamenteux
    )
    if answer is ReponseListe.INCONNU:
        return (own(f"{name[0].upper()}{name[1:]} : {lower_first(UNKNOWN)}."),)
    if answer is ReponseListe.AUCUN:
        return (own(f"{NO_HOME_TREATMENT}." if side == "entree" else NO_DISCHARGE_TREATMENT, strong=True),)
    if filled:
        return ()
    mark = missing_item(view, name)
    return mark if view.rendering.draft else labelled(f"{name[0].upper()}{name[1:]}", mark)


def _list_answer(view: View, side: str) -> ReponseListe | None:
    """Give what was answered of a list: it is read from the letter itself, since the code is no text to print."""
    balance = letter_of(view).bilan_medicamenteux
    state = getattr(balance, side) if balance is not None else None
    return state.reponse if state is not None else None


def compose_table(view: View) -> Iterator[Block]:
    """Give the six-column table, one row per drug in the order of the letter; nothing when there is no drug."""
    rows = [_row(row) for row in view["volet_medicamenteux"]]
    if not rows:
        return
    if _list_answer(view, "entree") is ReponseListe.AUCUN:
        first: Cell = ((own(NO_HOME_TREATMENT),),)
        rows.insert(0, (first, _EMPTY, _EMPTY, _EMPTY, _EMPTY, _EMPTY))
    yield Table(SIX_COLUMNS, tuple(rows), caption="Volet médicamenteux")


def _row(row: View) -> tuple[Cell, ...]:
    """Give the six cells of one drug."""
    fate = row["devenir"].value
    before, after = row["avant"], row["sortie"]
    home = (
        (_drug(before), _regimen(before))
        if before
        else _absent_side(
            before, applies=fate in {Devenir.POURSUIVI, Devenir.MODIFIE, Devenir.ARRETE}, none=fate is Devenir.AJOUTE
        )
    )
    discharge = (
        (_drug(after), _discharge_regimen(after))
        if after
        else _absent_side(
            after, applies=fate in {Devenir.POURSUIVI, Devenir.MODIFIE, Devenir.AJOUTE}, none=fate is Devenir.ARRETE
        )
    )
    return (*home, (_fate(row),), *discharge, _comments(row))


def _absent_side(side: View, *, applies: bool, none: bool) -> tuple[Cell, Cell]:
    """Give the two cells of a side without drug: a dash where none is meant, a mark where one is due."""
    if none:
        return _NOTHING, _NOTHING
    return ((missing_item(side, "médicament"),), _EMPTY) if applies else (_EMPTY, _EMPTY)


def _fate(row: View) -> Inline:
    """Give the status of a drug."""
    return inline(row["devenir"], strong=True) or missing_item(row, "devenir")


def _drug(side: View) -> Cell:
    """Give a drug: DCI first, its strength and form, the brand in brackets; every typed part, none twice."""
    return (drug_name(side),)


def drug_name(side: View) -> Inline:
    """Give the name of a drug on one line, the mark of a missing one when it has none."""
    drug = side["medicament"]
    texts = {name: drug[name] for name in ("dci", "libelle", "dosage", "forme", "marque") if drug[name]}
    if not texts:
        return missing_item(side, "nom du médicament")
    opening = _opening(texts)
    rest = [texts[name] for name in ("dosage", "forme") if name in texts and texts[name] is not opening]
    inside = [view for name, view in texts.items() if name in {"dci", "libelle", "marque"} and view is not opening]
    kept: list[View] = []
    for view in inside:
        if not any(_holds(other.text, view.text) for other in (opening, *kept)):
            kept.append(view)
    rest = [view for view in rest if not any(_holds(other.text, view.text) for other in (opening, *kept))]
    body = join((_covering(view, texts) for view in (opening, *rest)), ", ")
    return _with_brackets(body, [_covering(view, texts, strong=False) for view in kept])


def _opening(texts: dict[str, View]) -> View:
    """Give what a drug's name begins with: the DCI, unless the label as typed says it or begins with its first word."""
    label, substance = texts.get("libelle"), texts.get("dci")
    if label is None or substance is None:
        return label or substance or next(iter(texts.values()))
    first = fold(substance.text).split(" ")[0]
    says_it = _holds(label.text, substance.text) or fold(label.text).startswith(first)
    return label if says_it else substance


def _with_brackets(body: Inline, inside: list[Inline]) -> Inline:
    """Give a drug's name followed by its brand in brackets."""
    return (*body, own(" ("), *join(inside, ", "), own(")")) if inside else body


def _covering(part: View, texts: dict[str, View], *, strong: bool = True) -> Inline:
    """Give a part of a drug's name, with the addresses of the other parts that it already says."""
    covered = tuple(other.path for other in texts.values() if other is not part and _holds(part.text, other.text))
    return (Run(part.text, strong=strong, fields=(part.path, *covered)),)


def _holds(text: str, part: str) -> bool:
    """Tell whether a text says another one as whole words: « 2,5 mg » does not say « 5 mg », nor « 5 mg » « 5 »."""
    start = text.find(part)
    while start >= 0:
        before, after = text[:start][-1:], text[start + len(part) :][:2]
        glued_before = before.isalnum() or before in {"_", ".", ","}
        glued_after = after[:1].isalnum() or after[:1] == "_" or (after[:1] in {".", ","} and after[1:].isdigit())
        if not glued_before and not glued_after:
            return True
        start = text.find(part, start + 1)
    return False


def _regimen(side: View) -> Cell:
    """Give how a drug is taken: posologie, route, the words that were not understood, duration when said."""
    lines = [join((inline(side["posologie"]), _route(side["voie"])), ", ")]
    lines += _unread(side["non_lu"])
    lines.append(_duration(side["duree"]))
    return tuple(line for line in lines if not is_empty(line)) or _EMPTY


def _discharge_regimen(side: View) -> Cell:
    """Give the same for the discharge, where the law demands posologie and duration."""
    lines = [join((inline(side["posologie"]) or missing_item(side, "posologie"), _route(side["voie"])), ", ")]
    lines += _unread(side["non_lu"])
    lines.append(_duration(side["duree"]) or (own("Durée : "), *missing_item(side, "durée")))
    return tuple(line for line in lines if not is_empty(line))


def _route(route: View) -> Inline:
    """Give the route after the word « voie », unless it says it already."""
    runs = inline(route)
    return runs if is_empty(runs) or "voie" in route.text.casefold() else (own("voie "), *runs)


def _unread(words: View) -> list[Inline]:
    """Give the words of a prescription that were not understood, as typed."""
    runs = inline(words)
    return [] if is_empty(runs) else [(own("Mots repris tels quels : « "), *runs, own(" »"))]


def _duration(duration: View) -> Inline:
    """Give a duration as said, its first day, its last day included and its total."""
    end = duration["fin_incluse"]
    start = duration["debut"]
    days = duration["total_jours"]
    dates: Inline = ()
    if end:
        dates = (
            *((own("du "), *inline(start), own(" ")) if start else ()),
            own("au " if start else "jusqu'au "),
            *inline(end),
            own(" inclus"),
        )
    elif start:
        dates = (own("à partir du "), *inline(start))
    total = (
        (own("soit "), *inline(days), own(" jour au total" if days.value == 1 else " jours au total")) if days else ()
    )
    said = inline(duration["texte"])
    return labelled("Durée", join((said, dates, total), ", "))


def _comments(row: View) -> Cell:
    """Give the comments in their order: reason, indication, target and monitoring, resumption, free text."""
    notes = row["commentaires"]
    reason = inline(notes["motif"])
    if is_empty(reason) and row["devenir"].value is Devenir.ARRETE:
        reason = missing_item(row, "motif de l'arrêt")
    lines = [
        labelled("Motif", reason),
        labelled("Indication", inline(notes["indication"])),
        labelled("Surveillance", inline(notes["cible_surveillance"])),
        _resumption(row),
        inline(notes["libre"]),
    ]
    return tuple(line for line in lines if not is_empty(line)) or _EMPTY


def _resumption(row: View) -> Inline:
    """Give the rule of resumption of a suspended drug, or the mark that it has none."""
    rule = inline(row["reprise"])
    suspended = isinstance(row.value, LigneTraitement) and row.value.suspendu
    if not suspended:
        return labelled("Reprise", rule)
    return (own("Suspendu, à reprendre : ", strong=True), *(rule or missing_item(row, "quand et par qui")))


def compose_recap(view: View) -> Iterator[Block]:
    """Give the drugs by status under the table: what was stopped and why, added, changed, continued."""
    lines = [
        line
        for line in (_recap_line(view, fate, label, with_reason=True) for fate, label in _RECAP)
        if not is_empty(line)
    ]
    if lines:
        yield Title((own("Récapitulatif des changements"),), level=2)
        yield List(tuple(lines))


def compose_changes(view: View) -> Iterator[Block]:
    """Give the changes alone, for the box that is read first, with the new posologie; nothing when no drug changed."""
    lines = [
        _recap_line(view, fate, label, with_reason=False) for fate, label in _RECAP if fate is not Devenir.POURSUIVI
    ]
    lines = [line for line in lines if not is_empty(line)]
    if lines:
        yield Paragraph((own("Changements de traitement", strong=True),))
        yield List(tuple(lines))


def _recap_line(view: View, fate: Devenir, label: str, *, with_reason: bool) -> Inline:
    """Give the drugs of one status on one line, with the reason of the change, or else how they are now taken."""
    drugs: list[Inline] = []
    for row in view["volet_medicamenteux"]:
        if row["devenir"].value is not fate:
            continue
        name = _short_name(row["sortie"] or row["avant"])
        if with_reason:
            reason = inline(row["commentaires"]["motif"])
            drugs.append((*name, own(" ("), *reason, own(")")) if reason else name)
        else:
            taken = join((inline(row["sortie"]["posologie"]), inline(row["sortie"]["duree"]["texte"])), ", ")
            drugs.append(labelled_drug(name, taken))
    many = "s" if len(drugs) > 1 else ""
    return (own(f"{label.replace('(s)', many)} : ", strong=True), *join(drugs, " ; ")) if drugs else ()


def labelled_drug(name: Inline, posology: Inline) -> Inline:
    """Give a drug and how it is taken."""
    return (*name, own(" : "), *posology) if posology else name


def _short_name(side: View) -> Inline:
    """Give a drug's name without emphasis."""
    return tuple(Run(run.text, missing=run.missing, fields=run.fields) for run in drug_name(side))
