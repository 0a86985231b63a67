"""Drugs as they are typed or pasted: a line is read, said back, and enters the table once that was seen.

    one name                 → a row, the rest is asked
    one line with posology   → said back first; the same text again accepts it
    several lines            → all said back; one key takes those read whole, then the others come one by one

A line of « drug ; posologie ; durée » is cut by the conversation itself, one part per question.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import (
    Commentaires,
    Devenir,
    Duree,
    LigneTraitement,
    Medicament,
    Prescription,
    ReponseListe,
)
from lls_drafter.medication.duration import dates_of
from lls_drafter.medication.fates import with_fate
from lls_drafter.medication.model import Compte, DureeLue
from lls_drafter.medication.order import Ordre, sort_rows
from lls_drafter.medication.posology import read_posology
from lls_drafter.medication.reading import Lecture, duree_of, medicament_of, prescription_of, say_lecture
from lls_drafter.medication.reconcile import fresh_keys, linked, receive
from lls_drafter.wizard.answers.model import Understood, Write, say
from lls_drafter.wizard.answers.scalars import pick, read_date
from lls_drafter.wizard.steps.model import Context, Step
from lls_drafter.wizard.steps.treatments import HOME_ID, NEW_ID, SUSPENDED, TABLE, drug_name, list_state

_ACCEPT = "Accepter : Entrée, ou « ok » en mode simple. Sinon, corriger la ligne ; « effacer » la retire."
_SHOWN = 60
_WORDS_OF_A_NAME = 3
_MOST_LINES = 200  # of a pasted list; forty drugs are many already
_TABLE_PATH = FieldPath.parse(TABLE)
_DISCHARGE_LIST = FieldPath.parse("bilan_medicamenteux.sortie.reponse")


def reference_day(lettre: Lettre, context: Context) -> date:
    """Give the day from which durations count: that of the discharge, today when it is not known."""
    return (lettre.sejour.date_sortie if lettre.sejour else None) or context.today


def read_drug(step: Step, text: str, lettre: Lettre, context: Context) -> Understood:
    """Add a drug taken before, or one of the discharge; several lines are a pasted list."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        return read_list(step, lines, lettre, context)
    lecture = context.read_drug(text)
    if not lecture.comprise and len(text.split()) > _WORDS_OF_A_NAME:
        return Understood(problem="Pas compris comme un médicament. « = » devant le texte l'ajoute tel quel.")
    if not lecture.comprise or lecture.nom_seul:
        drug = medicament_of(lecture) if lecture.comprise else Medicament(libelle=text)
        return _entered(step, [Prescription(medicament=drug)], lettre, echo=say(step, _named(drug, text)))
    said = tuple(_told(step, lecture, reference_day(lettre, context)))
    added = _entered(step, [_prescription(lecture, lettre, context)], lettre, echo=said[0])
    return Understood(writes=added.writes, echo=added.echo, ask=(f"Lu : {said[0]}", *said[1:], _ACCEPT))


def keep_drug(step: Step, text: str, lettre: Lettre) -> Understood:
    """Keep a drug as it is typed, unread: « = » before the text asks for it."""
    drug = Medicament(libelle=text)
    if step.id in (HOME_ID, NEW_ID):
        return _entered(step, [Prescription(medicament=drug)], lettre, echo=say(step, text))
    return Understood(writes=(Write(FieldPath(step.path.parts[:-1]), drug),), echo=say(step, text))


def read_name(step: Step, text: str, lettre: Lettre, context: Context) -> Understood:
    """Change the drug of one side: its facts are those of the new name; a whole line gives the whole side."""
    place = FieldPath(step.path.parts[:3])
    known = place.read(lettre)
    side = known if isinstance(known, Prescription) else Prescription()
    lecture = context.read_drug(text)
    if not lecture.comprise or lecture.nom_seul:
        drug = medicament_of(lecture) if lecture.comprise else Medicament(libelle=text)
        return Understood(writes=(Write(_drug_of(place), drug),), echo=say(step, _named(drug, text)))
    day = reference_day(lettre, context)
    read = prescription_of(lecture, jour=day)
    said = _told(step, lecture, day)
    return Understood(
        writes=(Write(place, read.replace(duree=read.duree or side.duree)),),
        echo=say(step, said[0]),
        ask=(f"Lu : {said[0]}", _ACCEPT),
    )


def _drug_of(side: FieldPath) -> FieldPath:
    """Give the address of the drug of a side."""
    return FieldPath((*side.parts, "medicament"))


def read_list(step: Step, lines: Sequence[str], lettre: Lettre, context: Context) -> Understood:
    """Add a pasted list: first those lines that were read whole, together; else the first of the others alone."""
    if len(lines) > _MOST_LINES:
        return Understood(problem=f"{len(lines)} lignes : {_MOST_LINES} au plus à la fois. Coller la liste en parties.")
    day = reference_day(lettre, context)
    read = [(line, context.read_drug(line)) for line in lines]
    whole = [one for _, one in read if one.entiere]
    others = [(line, one) for line, one in read if not one.entiere]
    if whole:
        taken, rest = whole, [line for line, _ in others]
        ask = [f"Lu : {len(read)} lignes, dont {len(whole)} en entier."]
        ask += [f"  {number}. {text}" for number, (_, one) in enumerate(read, 1) for text in _told(step, one, day)]
        left = f" ; {len(rest)} à revoir ensuite, une à une" if rest else ""
        ask.append(f"Accepter les lignes lues en entier : Entrée, ou « ok » en mode simple{left}.")
    else:
        taken, rest = [read[0][1]], [line for line, _ in read[1:]]
        ask = [f"À revoir ({len(read)}) :", *(f"  {text}" for text in _told(step, read[0][1], day))]
        if not taken[0].comprise:
            taken = []
            ask.append("  Ligne non comprise : la corriger ; Entrée la laisse de côté.")
        else:
            ask.append(f"  {_ACCEPT}")
    added = _entered(
        step,
        [_prescription(one, lettre, context) for one in taken],
        lettre,
        echo=f"Laissé de côté : {_cut(lines[0])}",
    )
    echo = _counted_rows(added, len(taken), len(lettre.volet_medicamenteux)) if taken else added.echo
    return Understood(writes=added.writes, echo=echo, ask=tuple(ask), rest="\n".join(rest))


def _counted_rows(added: Understood, taken: int, before: int) -> str:
    """Say how many drugs of a list are new rows, and how many met the row of a home drug."""
    table = added.writes[0].value
    new = (len(table) if isinstance(table, tuple) else before) - before
    met, s, t = taken - new, "s" if new > 1 else "", "s" if taken - new > 1 else ""
    entered = f"{new} médicament{s} ajouté{s} au tableau"
    if not met:
        return entered
    joined = f"{met} médicament{t} rapproché{t} du traitement habituel"
    return f"{joined}, {new} ajouté{s} au tableau" if new else joined


def _prescription(lecture: Lecture, lettre: Lettre, context: Context) -> tuple[Prescription, Commentaires]:
    """Give one side of a row, and what the line says for the comments."""
    notes = Commentaires(indication=lecture.ligne.indication, cible_surveillance=lecture.ligne.surveillance)
    return prescription_of(lecture, jour=reference_day(lettre, context)), notes


def _entered(
    step: Step,
    drugs: Sequence[Prescription | tuple[Prescription, Commentaires]],
    lettre: Lettre,
    *,
    echo: str,
) -> Understood:
    """Put drugs on the side of the table that a question is about; a discharge drug meets its home row."""
    rows = lettre.volet_medicamenteux
    pairs = [one if isinstance(one, tuple) else (one, Commentaires()) for one in drugs]
    keys = fresh_keys(rows)
    if step.id == HOME_ID:
        added = tuple(_commented(LigneTraitement(cle=next(keys), avant=side), comments) for side, comments in pairs)
        table = (*rows, *added)
    else:
        table = _discharged(rows, pairs, lettre)
    writes = [Write(_TABLE_PATH, table)] if drugs else []
    if drugs:
        writes.append(Write(step.list_path or _DISCHARGE_LIST, ReponseListe.LISTE))
    return Understood(writes=tuple(writes), echo=echo)


def _discharged(
    rows: tuple[LigneTraitement, ...], drugs: Sequence[tuple[Prescription, Commentaires]], lettre: Lettre
) -> tuple[LigneTraitement, ...]:
    """Give the table with discharge drugs: a home row gets its discharge side, its fate is left to the person."""
    known = list_state(lettre, "entree").reponse is not ReponseListe.INCONNU
    before = {row.cle: row for row in rows}
    said = {id(side): comments for side, comments in drugs}
    table = []
    for met in receive(rows, [side for side, _ in drugs], keys=fresh_keys(rows), connue=known, complete=False):
        old = before.get(met.cle)
        left_open = old is not None and old.devenir is None and met.avant is not None
        row = old.replace(sortie=met.sortie) if old is not None and left_open else met
        comments = next((said[id(side)] for side, _ in drugs if row.sortie is side or row.sortie == side), None)
        new_side = old is None or old.sortie != row.sortie
        table.append(_commented(row, comments) if comments is not None and new_side else row)
    return tuple(table)


def _commented(row: LigneTraitement, said: Commentaires) -> LigneTraitement:
    """Give a row with the indication and the target that its line says; what is there already stays."""
    notes = row.commentaires or Commentaires()
    full = notes.replace(
        indication=notes.indication or said.indication,
        cible_surveillance=notes.cible_surveillance or said.cible_surveillance,
    )
    return row if full == Commentaires() else row.replace(commentaires=full)


def _named(drug: Medicament | None, text: str) -> str:
    """Give the name that enters the letter, with the DCI that the base knows."""
    if drug is None or drug.libelle is None:
        return text
    if drug.dci is None or fold(drug.dci) in fold(drug.libelle):
        return drug.libelle
    return f"{drug.libelle} [{drug.dci}]"


def _told(step: Step, lecture: Lecture, day: date) -> list[str]:
    """Give what was understood of a line, and what was not."""
    line = lecture.ligne
    if not lecture.comprise:
        return [f"non compris : {_cut(line.texte)}"]
    told = [say_lecture(lecture, jour=day, duration=step.id != HOME_ID)]
    if line.surveillance:
        told[0] += f" ; surveillance : {line.surveillance}"
    if line.non_lu:
        told[0] += " ; NON COMPRIS, gardé tel quel : " + " · ".join(part.texte for part in line.non_lu)
    if not lecture.faits.connu:
        near = ", ".join(lecture.faits.propositions)
        told[0] += " (hors base" + (f" ; proches : {near})" if near else ")")
    return told


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def read_fate(step: Step, text: str, lettre: Lettre, context: Context) -> Understood:
    """Say what became of a drug; « poursuivi » copies it to the discharge side, « arrêté » empties that side.

    Several lines are the discharge list, pasted here: each home drug meets its line.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        return replace(read_list(step, lines, lettre, context), goto=step.id)
    found = pick(step.choices, text)
    row = FieldPath(step.path.parts[:2]).read(lettre)
    if len(found) != 1 or not isinstance(row, LigneTraitement):
        return Understood(problem="Répondre p (poursuivi), m (modifié), a (arrêté) ou s (suspendu, à reprendre).")
    suspended = found[0].value == SUSPENDED
    fate = Devenir.ARRETE if suspended else Devenir(str(found[0].value))
    changed = with_fate(row, fate, suspendu=suspended)
    line = changed.ligne
    if fate is Devenir.ARRETE:
        line = linked(line, lettre.volet_medicamenteux)
    rows = tuple(line if other.cle == row.cle else other for other in lettre.volet_medicamenteux)
    return Understood(
        writes=(Write(_TABLE_PATH, rows),),
        echo=f"{drug_name(row.avant) or 'Médicament'} : {found[0].label}",
        remark="Le traitement à la sortie est retiré de la ligne (« annuler » le rend)."
        if changed.sortie_retiree is not None and line.sortie is None
        else "",
        ask=_lost(changed.sortie_retiree, line.sortie),
    )


def _lost(before: Prescription | None, after: Prescription | None) -> tuple[str, ...]:
    """Say what a fate takes from the discharge side, before it does; nothing when it takes nothing."""
    if before is None:
        return ()
    done = (
        f"remplace « {_side(before)} » par « {_side(after)} »" if after is not None else f"retire « {_side(before)} »"
    )
    return (f"À la sortie : {done}. La même touche une seconde fois confirme.",)


def _side(side: Prescription) -> str:
    """Give one side of a row in a few words: drug, posology, duration."""
    length = side.duree.texte if side.duree is not None else None
    return ", ".join(part for part in (drug_name(side), side.posologie, length) if part) or "ligne sans médicament"


def read_duration(step: Step, text: str, lettre: Lettre, context: Context) -> Understood:
    """Keep a duration as it is said, with its dates when they can be told."""
    read = read_posology(text)
    row = FieldPath(step.path.parts[:2]).read(lettre)
    if read.duree is None or read.non_lu or read.posologie is not None or not isinstance(row, LigneTraitement):
        return Understood(writes=(Write(step.path, text),), echo=say(step, text))
    kept = duree_of(read.duree, jour=reference_day(lettre, context))
    assert kept is not None  # noqa: S101 - there is a duration, for the type checker
    around = FieldPath(step.path.parts[:-1])
    return Understood(
        writes=(Write(around, kept.replace(texte=text)),), echo=say(step, f"{text}{_dates_in_words(kept)}")
    )


def read_count(step: Step, text: str, lettre: Lettre, context: Context) -> Understood:
    """Say from when « 5 jours » counts: from today (`a`), in all (`t`), or the day when the treatment began."""
    known = step.path.read(lettre)
    read = read_posology(known.texte or "").duree if isinstance(known, Duree) else None
    if not isinstance(known, Duree) or read is None:
        return Understood(problem="La durée n'est plus là : la donner d'abord.")
    day = reference_day(lettre, context)
    found = pick(step.choices, text)
    if len(found) == 1:
        return _counted(step, known, _count(read, Compte(str(found[0].value))), day, None)
    begun = read_date(step, text, lettre, context)
    start = begun.writes[0].value if begun.writes else None
    if not isinstance(start, date):
        return Understood(problem="Répondre a (à partir de la sortie), t (au total), ou la date de début.")
    if start > day:
        return Understood(problem="Ce jour est après la sortie : pour une durée à venir, répondre a.")
    return _counted(step, known, _count(read, Compte.TOTAL), day, start)


def _count(read: DureeLue, compte: Compte) -> DureeLue:
    return DureeLue(
        nombre=read.nombre, nombre_max=read.nombre_max, unite=read.unite, compte=compte,
        quantite=read.quantite, renouvellements=read.renouvellements,
    )  # fmt: skip


def _counted(step: Step, known: Duree, read: DureeLue, day: date, start: date | None) -> Understood:
    """Write a duration whose count is known, in words that say it."""
    kept = duree_of(read, jour=day, debut=start)
    assert kept is not None  # noqa: S101 - there is a duration, for the type checker
    words = kept.texte or known.texte or ""
    dates = dates_of(read, near=day, debut=start)
    if dates.fin_incluse is not None and dates.fin_incluse < day:
        return Understood(problem="Le traitement serait déjà fini : vérifier la date de début.")
    return Understood(writes=(Write(step.path, kept),), echo=say(step, f"{words}{_dates_in_words(kept)}"))


def _dates_in_words(kept: Duree) -> str:
    """Give the dates of a duration in brackets."""
    parts = []
    if kept.debut is not None:
        parts.append(f"du {kept.debut:%d/%m/%Y}")
    if kept.fin_incluse is not None:
        parts.append(f"{'au' if kept.debut else 'jusqu’au'} {kept.fin_incluse:%d/%m/%Y} inclus")
    return f" ({' '.join(parts)})" if parts else ""


def read_order(step: Step, text: str, lettre: Lettre, _context: Context) -> Understood:
    """Put the rows of the table in one order, for all of them."""
    found = pick(step.choices, text)
    if len(found) != 1:
        return Understood(problem="Répondre par le numéro d'un ordre.")
    rows = sort_rows(lettre.volet_medicamenteux, Ordre(str(found[0].value)))
    return Understood(writes=(Write(_TABLE_PATH, tuple(rows)),), echo=say(step, found[0].label))
