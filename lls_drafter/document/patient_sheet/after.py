"""What the patient's sheet says beside the plan of the day: drugs no longer taken, what comes next, whom to call."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from lls_drafter.document.blocks import Block, Box, Inline, List, Manner, Paragraph, Run, Title, is_empty
from lls_drafter.document.followup import compose_hand_over
from lls_drafter.document.patient_sheet.plan import is_taken
from lls_drafter.document.people import letter_of
from lls_drafter.document.phrases import inline, items, join, labelled, missing_item, own, split_lines
from lls_drafter.document.treatments import drug_name
from lls_drafter.document.view import View
from lls_drafter.document.withheld import has_situation
from lls_drafter.letter.dates import format_date, format_date_long
from lls_drafter.letter.reponse import Absence
from lls_drafter.letter.sejour import Situation
from lls_drafter.letter.suites import EtatSuite, SuiteADonner
from lls_drafter.letter.traitements import Devenir, LigneTraitement

EMERGENCY = "Urgence : appelez le 15 ou le 112. Personnes sourdes ou malentendantes : 114."
EMERGENCY_NOTE = "Numéros d'urgence nationaux, donnés pour information : ils ne viennent pas de votre lettre."
_BOTH_SAID = "La lettre le dit arrêté, et le prescrit aussi à la sortie : faites préciser avant de le prendre."
_NO_DATE = "date non imprimée sur l'exemplaire remis au patient"
_PHONE = re.compile(r"(?<!\d)0\d(?: \d{2}){4}(?!\d)")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_GROUPS: tuple[tuple[EtatSuite | None, str], ...] = (
    (EtatSuite.A_PRENDRE_PAR_LE_PATIENT, "C'est à vous de le faire ou de prendre rendez-vous"),
    (EtatSuite.PRIS, "C'est déjà organisé, le rendez-vous est pris"),
    (EtatSuite.A_PROGRAMMER_PAR_LE_SERVICE, "L'hôpital l'organise"),
    (None, "À faire"),
    (EtatSuite.FAIT, "C'est déjà fait"),
)

Teller = Callable[[View], Iterator[Inline]]


def _rows(view: View, kept: Callable[[LigneTraitement], bool]) -> Iterator[View]:
    """Give the medication rows of one kind."""
    for row in view["volet_medicamenteux"]:
        if isinstance(row.value, LigneTraitement) and kept(row.value):
            yield row


def compose_stopped(view: View) -> Iterator[Block]:
    """Give the drugs stopped and those suspended, then those of which nothing says what becomes of them."""
    yield from _drugs(view, "Médicaments arrêtés", _is_stopped, _stopped)
    yield from _drugs(view, "Médicaments suspendus : arrêtés pour un temps", _is_suspended, _suspended)
    yield from _drugs(view, "Médicaments à faire préciser", _is_unsaid, _unsaid)


def _drugs(view: View, title: str, kept: Callable[[LigneTraitement], bool], tell: Teller) -> Iterator[Block]:
    """Give the rows of one kind as a list under a title; nothing when there is none."""
    told = (tuple(line for line in tell(row) if not is_empty(line)) for row in _rows(view, kept))
    lines = tuple(join(lines, "\n") for lines in told if lines)
    if lines:
        yield Title((own(title),), level=2)
        yield List(lines)


def _is_stopped(row: LigneTraitement) -> bool:
    """Tell whether a drug is stopped for good."""
    return row.devenir is Devenir.ARRETE and not row.suspendu and row.sortie is None


def _is_suspended(row: LigneTraitement) -> bool:
    """Tell whether a drug is to be taken again later."""
    return bool(row.suspendu)


def _is_unsaid(row: LigneTraitement) -> bool:
    """Tell whether a row says neither to take a drug nor to stop it, or both."""
    return not (is_taken(row) or _is_stopped(row) or _is_suspended(row))


def _stopped(row: View) -> Iterator[Inline]:
    """Give one stopped drug and why; whether it may be taken again is only said in the clinician's words."""
    notes = row["commentaires"]
    reason = inline(notes["motif"]) or missing_item(notes["motif"], "motif de l'arrêt")
    yield join((drug_name(row["avant"]), (own("arrêté"),)), " : ")
    yield labelled("Pourquoi", reason)
    yield labelled("À savoir", inline(notes["libre"]))
    yield labelled("Surveillance", inline(notes["cible_surveillance"]))


def _suspended(row: View) -> Iterator[Inline]:
    """Give one suspended drug: why, when and by whose word it is taken again, and how it will be."""
    notes, rule, side = row["commentaires"], row["reprise"], row["sortie"]
    yield join((drug_name(_drug_side(row)), (own("ne pas prendre pour le moment"),)), " : ")
    yield labelled("Pourquoi", inline(notes["motif"]))
    when = join((inline(rule["quand"]), labelled("décidé par", inline(rule["par"]))), ", ")
    yield (own("À reprendre : ", strong=True), *(when or missing_item(rule, "quand et par qui")))
    yield labelled("Quand vous le reprendrez", join((inline(side["posologie"]), inline(side["duree"]["texte"])), ", "))
    yield inline(side["non_lu"])
    yield labelled("À savoir", inline(notes["libre"]))


def _unsaid(row: View) -> Iterator[Inline]:
    """Give one drug of which the letter says neither to take it nor to stop it, or both; nothing of an empty row."""
    before, after = row["avant"], row["sortie"]
    if after:
        yield join((drug_name(after), drug_name(before) if before else ()), " / ")
        yield (own(_BOTH_SAID),)
    elif before:
        yield (*drug_name(before), own(" : "), *missing_item(after, "traitement à la sortie"))


def _drug_side(row: View) -> View:
    """Give the side that names the drug: the discharge one when it is there."""
    return row["sortie"] or row["avant"]


def compose_next(view: View) -> Iterator[Block]:
    """Give the actions by who does them, then the results that are awaited and who will tell."""
    yield from _steps(view["suites_a_donner"])
    results = view["resultats_attendus"]
    told = [line for line in _results(results) if not is_empty(line)]
    if told:
        yield Title((own("Résultats attendus"),), level=2)
        yield from _listed(results, told)


def _steps(steps: View) -> Iterator[Block]:
    """Give the actions grouped by who acts."""
    if not isinstance(steps.value, tuple) or not steps.value:
        yield from (Paragraph(line) for line in items(steps) if not is_empty(line))
        return
    for state, title in _GROUPS:
        lines = tuple(_step(row) for row in steps if row["etat"].value is state)
        lines = tuple(line for line in lines if not is_empty(line))
        if lines:
            yield Title((own(title),), level=2)
            yield List(lines)


def _step(row: View) -> Inline:
    """Give one action: what, when, by or with whom."""
    head = join((inline(row["action"], strong=True), _when(row)), "\n")
    return join((head, labelled("Qui", _dialled(inline(row["qui"]))), inline(row["precision"])), "\n")


def _when(row: View) -> Inline:
    """Give the day in full and the delay as typed; or that they are not printed on this copy."""
    said, day = row["quand"], row["date"]
    if said.path in row.rendering.withheld:
        step = row.value
        return (own(_NO_DATE),) if isinstance(step, SuiteADonner) and (step.quand or step.date) else ()
    full: Inline = ()
    if isinstance(day.value, dt.date):
        full = (Run(format_date_long(day.value), strong=True, fields=(day.path,)),)
        if said.text == format_date(day.value):
            return full
    return join((full, inline(said)), ", ")


def _results(results: View) -> Iterator[Inline]:
    """Give each awaited result: what, when, who follows it and how it will be told."""
    if not isinstance(results.value, tuple) or not results.value:
        yield from items(results)
        return
    for row in results:
        came = inline(row["recu_le"])
        awaited = labelled("Attendu le", inline(row["attendu_le"])) if is_empty(came) else labelled("Reçu le", came)
        yield join(
            (
                inline(row["examen"], strong=True),
                awaited,
                labelled("Qui s'en occupe", inline(row["responsable"])),
                labelled("Comment le résultat sera donné", inline(row["transmission"])),
            ),
            "\n",
        )


def _listed(view: View, lines: list[Inline]) -> Iterator[Block]:
    """Give entries as a list, an answer without entries as a sentence."""
    if isinstance(view.value, tuple) and view.value:
        yield List(tuple(lines))
    else:
        yield from (Paragraph(line) for line in lines)


def compose_home(view: View) -> Iterator[Block]:
    """Give what is needed at home: oxygen, equipment, devices to look after, advice; what there is none of, last."""
    none: list[Inline] = []
    for name in ("oxygene", "materiel_domicile", "dispositifs_en_place"):
        field = view[name]
        if field.absence is Absence.AUCUN:
            none.append((*inline(field), own(".")))
        elif field:
            yield Title((own(field.title),), level=2)
            yield List(items(field))
    if none:
        yield Paragraph(join(none, " "))
    advice = inline(view.at("consignes_patient.conseils"))
    if not is_empty(advice):
        yield Title((own("Conseils"),), level=2)
        yield from (Paragraph(line) for line in split_lines(advice) if not is_empty(line))


def compose_call(view: View) -> Iterator[Block]:
    """Give the warning signs and whom to call, in a frame; emergency numbers are said to be ours."""
    told, place = view["consignes_patient"], view["etablissement"]
    lines = [
        _headed("Ces signes doivent vous alerter", inline(told["signes_alerte"])),
        _headed("Qui appeler", _dialled(inline(told["contact"]))),
        _service(place, told["contact"].text),
        (own(EMERGENCY, strong=True),),
        (own(EMERGENCY_NOTE, quiet=True),),
    ]
    inside = tuple(Paragraph(line) for line in lines if not is_empty(line))
    yield Box((own("Quand et qui appeler"),), inside)


def _service(place: View, contact: str) -> Inline:
    """Give the ward's telephone, unless the contact already says it."""
    phone = place["telephone"]
    if not phone or phone.text in contact:
        return ()
    return _headed("Téléphone du service", _dialled(inline(phone)))


def _headed(label: str, value: Inline) -> Inline:
    """Give a value after its label in bold; nothing when there is no value."""
    return () if is_empty(value) else (own(f"{label} : ", strong=True), *value)


def _dialled(runs: Inline) -> Inline:
    """Give runs whose telephone numbers are never cut at the end of a line: only the kind of space changes."""
    return tuple(
        replace(run, text=_PHONE.sub(lambda found: found[0].replace(" ", _NO_BREAK), run.text)) for run in runs
    )


def compose_handed(view: View) -> Iterator[Block]:
    """Give who signs the letter, the plan of the hand-over, and the place to write when the sheet was explained."""
    person = view["signataire"]
    name = join((inline(person[part]) for part in ("civilite", "prenom", "nom") if person[part]), " ")
    if not is_empty(name):
        yield Paragraph(labelled("Médecin qui signe votre lettre", name), Manner.SIGNATURE)
    if not has_situation(letter_of(view), Situation.SECRET_IDENTITE):
        yield from compose_hand_over(view)
    yield Paragraph((own("Fiche expliquée le : ……………………  par : ……………………"),), Manner.HANDWRITING)
