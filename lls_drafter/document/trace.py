"""The page for the hospital's record: what was done with the letter. Never given to the patient.

It holds the fields printed as `trace`: hand-over and sendings as they happened, justifications, refusals and
oppositions, visibility, check-lists, the versions and their fingerprints.
"""

from collections.abc import Iterator
from datetime import date

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
    Title,
    is_empty,
)
from lls_drafter.document.coverage import other_information, unprinted
from lls_drafter.document.followup import recipient
from lls_drafter.document.heading import author_of, header_of
from lls_drafter.document.phrases import inline, join, labelled, own
from lls_drafter.document.view import Rendering, View
from lls_drafter.document.words import CANCELLED, say
from lls_drafter.letter.base import Impression
from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import Leaf, walk
from lls_drafter.letter.remise import OuiNonNa

TITLE = "Trace de la lettre de liaison"
NOTICE = "Pièce du dossier du patient. Ne pas remettre au patient ni joindre à la lettre."


def compose_trace(lettre: Lettre, *, today: date | None = None) -> Document:
    """Give the one-page trace of a letter; whatever it does not word itself comes last, by its field's name."""
    rendering = Rendering(draft=False, demanded=frozenset(), shown=frozenset({Impression.LETTRE, Impression.TRACE}))
    view = View.of(lettre, rendering)
    blocks: list[Block] = [
        Title((own(TITLE),), level=0),
        Paragraph((own(NOTICE, quiet=True),), Manner.QUIET),
        _summary(view, lettre),
    ]
    for title, composer in _SECTIONS:
        inside = tuple(composer(view))
        if inside:
            blocks += [Title((own(title),)), *inside]
    left = tuple(unprinted(_traced(lettre), blocks))
    if left:
        blocks += [Title((own("Autres éléments de trace"),)), *other_information(left)]
    return Document(
        title=TITLE,
        author=author_of(lettre),
        created=today,
        watermark=CANCELLED if lettre.statut is Statut.ANNULEE else "",
        header=header_of(lettre, draft=False),
        footer=NOTICE + (f" Imprimée le {format_date(today)}." if today else ""),
        parts=(Part("trace", tuple(blocks)),),
    )


def _traced(lettre: Lettre) -> Iterator[Leaf]:
    """Give the values that belong to the trace."""
    for leaf in walk(lettre):
        if leaf.impression is Impression.TRACE and not (isinstance(leaf.value, str) and not leaf.value.strip()):
            yield leaf


def _facts(*pairs: tuple[str, Inline]) -> Facts:
    """Give the pairs that say something."""
    return Facts(tuple(Fact(own(label).text, value) for label, value in pairs if not is_empty(value)))


def _summary(view: View, lettre: Lettre) -> Facts:
    """Give which letter this is the trace of, its state and its validation."""
    act = view["validation"]
    return _facts(
        ("Séjour", inline(view.at("sejour.numero"))),
        ("Entrée", inline(view.at("sejour.date_entree"))),
        ("Sortie", inline(view.at("sejour.date_sortie"))),
        ("Version", (own(f"{lettre.version}, {say(lettre.statut)}"),)),
        ("Date de la lettre", inline(view["date_lettre"])),
        (
            "Validée",
            join(
                (
                    (own("le "), *inline(act["le"])) if act else (),
                    labelled("par", inline(act["par"])),
                    labelled("compte", inline(act["compte"])),
                ),
                " – ",
            ),
        ),
        ("Par délégation de", inline(act["par_delegation_de"])),
        ("Empreinte", inline(act["empreinte"])),
        ("Annulation", inline(view["annulation"])),
    )


def _versions(view: View) -> Iterator[Block]:
    """Give the earlier versions and their fingerprints."""
    lines = [
        join(
            (
                (own("version "), *inline(row["version"])),
                (own("validée le "), *inline(row["validee_le"])) if row["validee_le"] else (),
                inline(row["empreinte"]),
            ),
            " – ",
        )
        for row in view["versions_precedentes"]
    ]
    if lines:
        yield List(tuple(lines))


def _hand_over(view: View) -> Iterator[Block]:
    """Give the hand-over as it happened, or how it did not."""
    act = view.at("remise_patient.faite")
    if not act:
        yield Paragraph((own("Acte non enregistré."),))
        return
    yield _facts(
        ("Issue", inline(act["issue"])),
        ("Date", join((inline(act["date"]), inline(act["heure"])), " à ")),
        ("Mode", inline(act["mode"])),
        ("Par", inline(act["par"])),
        ("À", inline(act["a"])),
        ("Motif de non-remise", inline(act["motif"])),
        ("Compréhension vérifiée", inline(act["comprehension_verifiee"])),
    )


def _sendings(view: View) -> Iterator[Block]:
    """Give each sending, planned or done."""
    lines = []
    for row in view["envois"]:
        act = row["fait"]
        done = join(
            (
                (own("envoyé le "), *join((inline(act["date"]), inline(act["heure"])), " à ")),
                (own("par "), *inline(act["par"])) if act["par"] else (),
                labelled("référence", inline(act["trace"])),
            ),
            ", ",
        )
        lines.append(
            join(
                (recipient(view, row), inline(row["canal"]), done if act else (own("envoi non enregistré"),)),
                " – ",
            )
        )
    if lines:
        yield List(tuple(lines))


def _rights(view: View) -> Iterator[Block]:
    """Give the patient's information, oppositions, and who may see the document."""
    pairs = [("Patient informé de l'alimentation du DMP", inline(view["information_dmp"]))]
    for name in ("dmp", "mssante_patient", "mssante_ps", "medecin_traitant"):
        opposition = view["oppositions"][name]
        said = opposition["opposition"]
        words = inline(said)
        pairs.append((opposition.title, join((words, inline(opposition["motif"])), " – ")))
    pairs += [
        (field.title, inline(field))
        for field in (
            view["visibilite"][name] for name in ("masque_ps", "invisible_patient", "invisible_representants_legaux")
        )
    ]
    facts = _facts(*pairs)
    if facts.facts:
        yield facts


def _recipients(view: View) -> Iterator[Block]:
    """Give what each recipient was to receive, and whether the patient agreed."""
    lines = []
    for row in view["destinataires"]:
        content = labelled("contenu", inline(row["contenu"]))
        agreed = labelled("accord du patient", inline(row["accord_patient"]))
        if content or agreed:
            lines.append(join((inline(row["role"]), inline(row["nom"]), content, agreed), " – "))
    if lines:
        yield List(tuple(lines))


def _justifications(view: View) -> Iterator[Block]:
    """Give why rules are not satisfied, in writing."""
    lines = []
    for row in view["justifications"]:
        who = join((inline(row["par"]), inline(row["le"])), ", ")
        lines.append(join(((*inline(row["regle"], strong=True), own(" : "), *inline(row["motif"])), who), " – "))
    if lines:
        yield List(tuple(lines))


def _checklists(view: View) -> Iterator[Block]:
    """Give each check-list: its counts, then its lines."""
    for checklist in view["listes"]:
        answers = list(checklist["reponses"])
        given = [row["reponse"].value for row in answers]
        counts = ", ".join(f"{given.count(box)} {say(box)}" for box in OuiNonNa)
        yield Paragraph((own(f"{checklist.path.parts[-1]} : {counts}", strong=True),))
        lines = []
        for row in answers:
            notes = [
                inline(row["commentaire"]),
                labelled("action", inline(row["action_corrective"])),
                labelled("par", inline(row["par"])),
                inline(row["le"]),
            ]
            together = row["avec_patient"]
            notes.append(() if together.value is None else labelled("avec le patient", inline(together)))
            lines.append((own(f"{row.path.parts[-1]} : "), *join((inline(row["reponse"]), *notes), " – ")))
        if lines:
            yield List(tuple(lines))


_SECTIONS = (
    ("Remise au patient", _hand_over),
    ("Envois", _sendings),
    ("Destinataires", _recipients),
    ("Information et oppositions", _rights),
    ("Justifications", _justifications),
    ("Versions précédentes", _versions),
    ("Listes de contrôle", _checklists),
)
