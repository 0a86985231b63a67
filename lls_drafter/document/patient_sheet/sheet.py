"""The patient's sheet: the letter's own values in plain words and large type, for somebody who goes home with it.

It is drawn from the letter and says nothing that the letter does not: the clinician's words are printed as they are,
never rewritten; a negative is only ever the wording of `aucun`. It is a choice among the letter's fields
(`patient_sheet_held.SHEET_FIELDS`), not the whole: the letter itself is given too.

    heading     whose sheet, which stay                     here
    why, done   reason, diagnosis, acts, implants           here
    drugs       the plan of the day, what is stopped        patient_sheet_plan, patient_sheet_after
    next        appointments, results, home, whom to call   patient_sheet_after
    words       abbreviations and medical words explained   patient_sheet_words

Source: the law asks that the information be understood (CSP R. 1112-1-2, I); the contents are our own proposal.
"""

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from lls_drafter.document.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Inline,
    List,
    Manner,
    Paragraph,
    Part,
    Run,
    Title,
    inlines,
    is_empty,
)
from lls_drafter.document.compose import CompositionRequest
from lls_drafter.document.demanded import not_demanded
from lls_drafter.document.heading import author_of, footer_of, header_of
from lls_drafter.document.patient_sheet.after import (
    compose_call,
    compose_handed,
    compose_home,
    compose_next,
    compose_stopped,
)
from lls_drafter.document.patient_sheet.held import held_back, held_texts
from lls_drafter.document.patient_sheet.plan import is_taken, plan_table
from lls_drafter.document.patient_sheet.words import compose_words
from lls_drafter.document.people import letter_of
from lls_drafter.document.phrases import inline, items, join, labelled, missing_item, own
from lls_drafter.document.view import Rendering, View
from lls_drafter.document.withheld import has_situation
from lls_drafter.document.words import (
    CANCELLED,
    DRAFT,
    FICTITIOUS,
    NO_DISCHARGE_TREATMENT,
    NO_PRESCRIPTION,
    UNKNOWN,
    say_birth,
    say_date_long,
    typeset,
)
from lls_drafter.errors import ExportError
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.personnes import Sexe
from lls_drafter.letter.sejour import Situation
from lls_drafter.letter.traitements import ReponseListe

TITLE = "Votre fiche de sortie d'hospitalisation"
HIDDEN_IDENTITY = "Identité protégée"
_ABOUT = f"{NO_PRESCRIPTION} Cette fiche ne remplace pas l'ordonnance. Elle accompagne votre lettre de liaison."
_HELD = "Certaines informations ne sont pas imprimées sur cet exemplaire."
_PLAN_NOTE = "Case vide : rien à prendre à ce moment-là. Phrase à la place des cases : suivez la phrase."
_RESULTS_IN_LETTER = "Les résultats sont dans votre lettre de liaison."
_AWAITED = frozenset(
    {
        "sejour.date_entree",
        "sejour.date_sortie",
        "motif_hospitalisation",
        "conclusion",
        "actes_examens",
        "actes_examens.libelle",
        "dispositifs_implantables",
        "dispositifs_implantables.denomination",
        "resultats_attendus",
        "resultats_attendus.examen",
        "resultats_attendus.responsable",
        "resultats_attendus.attendu_le",
        "suites_a_donner",
        "suites_a_donner.action",
        "suites_a_donner.qui",
        "suites_a_donner.quand",
        "consignes_patient.signes_alerte",
        "consignes_patient.contact",
        "remise_patient.prevue",
    }
)
"""What a draft of the sheet asks for; a final sheet is silent about what nobody answered."""


def compose_patient_sheet(request: CompositionRequest) -> Document:
    """Give the patient's sheet of a letter; it is always the patient's own copy, whatever the request says.

    Raises:
        ExportError: there is no sheet for this letter: a death, or a letter that the patient must not see yet.
    """
    lettre, draft = request.lettre, request.brouillon
    refuse_sheet(lettre)
    view = View.of(lettre, sheet_rendering(lettre, draft=draft))
    parts = [Part(f"fiche_{name}", tuple(blocks)) for name, blocks in _sections(view)]
    lines = tuple(inlines(block for part in parts for block in part.blocks))
    parts.append(Part("fiche_mots", tuple(compose_words(lines))))
    parts.append(Part("fiche_remise", tuple(compose_handed(view))))
    validation = lettre.validation
    return Document(
        title=TITLE,
        author=author_of(lettre),
        created=validation.le.date() if validation is not None else (lettre.date_lettre or request.today),
        watermark=CANCELLED if lettre.statut is Statut.ANNULEE else (DRAFT if draft else ""),
        header=_header(lettre, draft=draft),
        footer=footer_of(lettre, draft=draft, today=request.today),
        # empty: a paper that places a section of the letter has nothing to put there, and is not refused
        parts=(*parts, *(Part(section.id, ()) for section in request.template.plan.sections)),
        fields=MappingProxyType({}),
        large=True,
    )


def refuse_sheet(lettre: Lettre) -> None:
    """Refuse the letters that have no patient's sheet.

    Raises:
        ExportError: one of them.
    """
    if has_situation(lettre, Situation.DECES):
        raise ExportError(
            "pas de fiche pour le patient : le séjour s'est terminé par un décès",
            hint="produire la lettre elle-même, ou vérifier les situations du séjour",
        )
    if lettre.visibilite is not None and lettre.visibilite.invisible_patient:
        raise ExportError(
            "pas de fiche pour le patient : cette lettre lui est encore invisible, avant une consultation d'annonce",
            hint="après l'annonce, changer « Invisible au patient » dans une nouvelle version",
        )


def sheet_rendering(lettre: Lettre, *, draft: bool) -> Rendering:
    """Give what this rendering asks for and holds back."""
    return Rendering(
        draft=draft, demanded=frozenset(), awaited=_AWAITED - not_demanded(lettre), withheld=held_back(lettre)
    )


def _header(lettre: Lettre, *, draft: bool) -> str:
    """Give the line of every page: the patient as in the letter, no name when the identity is secret."""
    if not has_situation(lettre, Situation.SECRET_IDENTITE):
        return header_of(lettre, draft=draft)
    return typeset(f"{HIDDEN_IDENTITY} · ") + header_of(lettre.replace(patient=None), draft=False)


def _sections(view: View) -> Iterator[tuple[str, Iterator[Block]]]:
    """Give the sections in their order, each with its title when it says something."""
    yield "titre", _heading(view)
    yield "motif", _titled("Pourquoi vous étiez à l'hôpital", _why(view))
    yield "actes", _titled("Ce qui a été fait", _done(view))
    yield "medicaments", _titled("Vos médicaments", _drugs(view))
    yield "suites", _titled("La suite : vos rendez-vous et ce qu'il reste à faire", compose_next(view))
    yield "domicile", _titled("À la maison", compose_home(view))
    yield "appeler", compose_call(view)


def _titled(title: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """Give blocks under a title; nothing when there is none."""
    inside = tuple(blocks)
    if inside:
        yield Title((own(title),))
        yield from inside


def _heading(view: View) -> Iterator[Block]:
    """Give the title, whose sheet it is, its stay, and what it is not."""
    lettre = letter_of(view)
    yield Title((own(TITLE),), level=0)
    if lettre.fictive:
        yield Paragraph((own(FICTITIOUS, quiet=True),), Manner.QUIET)
    yield Facts(tuple(Fact(own(label).text, value) for label, value in _whose(view, lettre) if not is_empty(value)))
    yield Paragraph(_stay(view, lettre))
    yield from _version(view, lettre)
    yield Paragraph((own(_ABOUT, strong=True),))
    if held_texts(lettre):
        yield Paragraph((own(_HELD),))


def _whose(view: View, lettre: Lettre) -> Iterator[tuple[str, Inline]]:
    """Give the patient's names and birth date, each labelled; the number of the identity is not for this sheet."""
    if has_situation(lettre, Situation.SECRET_IDENTITE):
        yield "Fiche de", (own(HIDDEN_IDENTITY),)
        return
    patient = view["patient"]
    yield "Nom de naissance", inline(patient["nom_naissance"], strong=True)
    yield "Prénoms", inline(patient["prenoms_naissance"], strong=True)
    yield "Nom utilisé", inline(patient["nom_utilise"], strong=True)
    yield "Prénom utilisé", inline(patient["prenom_utilise"], strong=True)
    sexe = lettre.patient.sexe if lettre.patient is not None else None
    yield say_birth(sexe), inline(patient["date_naissance"], strong=True)


def _stay(view: View, lettre: Lettre) -> Inline:
    """Give « Vous avez été hospitalisée du … au … : hospital, ward »."""
    stay, place = view["sejour"], view["etablissement"]
    sexe = lettre.patient.sexe if lettre.patient is not None else None
    agreement = {Sexe.F: "e", Sexe.M: ""}.get(sexe, "(e)") if sexe is not None else "(e)"
    if has_situation(lettre, Situation.SECRET_IDENTITE):
        agreement = "(e)"
    entry, leaving = inline(stay["date_entree"]), inline(stay["date_sortie"])
    days = join(((own("du "), *entry) if entry else (), (own("au "), *leaving) if leaving else ()), " ")
    if entry and leaving and stay["date_entree"].value == stay["date_sortie"].value:
        days = (own("le "), Run(entry[0].text, fields=(*entry[0].fields, *leaving[0].fields)))
    where = join((inline(place["nom"]), inline(place["service"])), ", ")
    lead = own(f"Vous avez été hospitalisé{agreement}")
    return (*join(((lead,), days), " "), *((own(" : "), *where) if where else ()), own("."))


def _version(view: View, lettre: Lettre) -> Iterator[Block]:
    """Give the date of the sheet, and what to do with an earlier one."""
    if lettre.date_lettre is not None:
        day = Run(say_date_long(lettre.date_lettre), fields=(view["date_lettre"].path,))
        yield Paragraph((own("Fiche du "), day))
    earlier = lettre.versions_precedentes[-1] if lettre.versions_precedentes else None
    if earlier is not None:
        before = f" (du {format_date(earlier.validee_le)})" if earlier.validee_le is not None else ""
        words = f"Version {lettre.version}. N'utilisez plus la fiche d'une version précédente{before}."
        yield Paragraph((own(words, strong=True),))


def _why(view: View) -> Iterator[Block]:
    """Give the reason of the stay and the diagnosis, in the clinician's words."""
    for label, name in (("Motif", "motif_hospitalisation"), ("Diagnostic retenu", "conclusion")):
        line = labelled(label, inline(view[name]))
        if not is_empty(line):
            yield Paragraph((Run(line[0].text, strong=True), *line[1:]))


def _done(view: View) -> Iterator[Block]:
    """Give the acts with their day, then the implants; results stay in the letter."""
    acts = view["actes_examens"]
    rows = list(acts)
    lines = tuple(
        join((inline(row["libelle"]), (own("le "), *inline(row["date"])) if row["date"] else ()), ", ") for row in rows
    )
    yield from _entries(rows, tuple(line for line in lines if not is_empty(line)), acts)
    if any(row["resultat"] for row in rows):
        yield Paragraph((own(_RESULTS_IN_LETTER),))
    implants = view["dispositifs_implantables"]
    placed = list(implants)
    if placed:
        yield Paragraph((own("Matériel posé dans votre corps :", strong=True),))
    yield from _entries(placed, tuple(_implant(row) for row in placed), implants)


def _implant(row: View) -> Inline:
    """Give one implant: what, where, when, what it asks; its references are in the letter and on its card."""
    card = row["carte_remise"]
    given = Run("carte d'implant remise : gardez-la sur vous", fields=(card.path,)) if card.value is True else None
    return join(
        (
            join((inline(row["denomination"], strong=True), inline(row["cote"])), ", "),
            (own("posé le "), *inline(row["date"])) if row["date"] else (),
            labelled("suivi", inline(row["suivi"])),
            (given,) if given is not None else (),
        ),
        " ; ",
    )


def _entries(rows: list[View], lines: tuple[Inline, ...], field: View) -> Iterator[Block]:
    """Give the entries of a field as a list, or its answer without entries as a sentence."""
    if rows:
        yield from (List(lines),) if lines else ()
    else:
        yield from (Paragraph(line) for line in items(field) if not is_empty(line))


def _drugs(view: View) -> Iterator[Block]:
    """Give the state of the list, the plan of the day, and what is no longer taken."""
    lettre = letter_of(view)
    balance = lettre.bilan_medicamenteux
    said = balance.sortie.reponse if balance is not None and balance.sortie is not None else None
    taken = any(is_taken(row) for row in lettre.volet_medicamenteux)
    if said is ReponseListe.INCONNU:
        yield Paragraph((own(f"{UNKNOWN}.", strong=True),))
    elif not taken and said is ReponseListe.AUCUN:
        yield Paragraph((own(NO_DISCHARGE_TREATMENT, strong=True),))
    elif not taken:
        yield Paragraph((own("Traitement à la sortie : "), *missing_item(view, "traitement à la sortie")))
    table = plan_table(view["volet_medicamenteux"], leaving_day(lettre))
    if table is not None:
        yield Paragraph((own(_PLAN_NOTE),))
        yield table
    yield from compose_stopped(view)


def leaving_day(lettre: Lettre) -> date | None:
    """Give the day near which the days of a treatment lie: of discharge, else of the letter."""
    return (lettre.sejour.date_sortie if lettre.sejour is not None else None) or lettre.date_lettre
