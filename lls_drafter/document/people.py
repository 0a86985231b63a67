"""Who and when, as blocks: letterhead, recipients, identity, stay, professionals, signature, distribution."""

from collections.abc import Iterator

from lls_drafter.document.blocks import (
    Block,
    Columns,
    Fact,
    Facts,
    Inline,
    List,
    Manner,
    Paragraph,
    Run,
    Title,
    is_empty,
)
from lls_drafter.document.ins_symbol import ins_symbol
from lls_drafter.document.phrases import describe, inline, join, labelled, missing, missing_item, own
from lls_drafter.document.view import View
from lls_drafter.document.withheld import has_situation, shows_ins
from lls_drafter.document.words import (
    FICTITIOUS,
    NO_PRESCRIPTION,
    NOT_QUALIFIED,
    TITLE,
    TITLE_DECEASED,
    say,
    say_age,
    say_birth,
    say_date_long,
)
from lls_drafter.letter.identifiants import NatureIns
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.personnes import (
    ContenuEnvoi,
    Destinataire,
    Praticien,
    RenvoiMedecinTraitant,
    RoleDestinataire,
)
from lls_drafter.letter.reponse import is_answered
from lls_drafter.letter.sejour import Situation

_NOT_PROFESSIONAL = frozenset(
    {
        RoleDestinataire.PATIENT,
        RoleDestinataire.PERSONNE_CONFIANCE,
        RoleDestinataire.REPRESENTANT_LEGAL,
        RoleDestinataire.TITULAIRE_AUTORITE_PARENTALE,
    }
)
_BESIDE_SYMBOL = 84
_NATURES = {
    NatureIns.NIR: "NIR",
    NatureIns.NIA: "NIA",
    NatureIns.TEST: "test",
    NatureIns.DEMONSTRATION: "démonstration",
}


def letter_of(view: View) -> Lettre:
    """Give the letter behind the view of a whole letter."""
    if not isinstance(view.value, Lettre):
        raise TypeError(type(view.value).__name__)
    return view.value


def title_of(lettre: Lettre) -> str:
    """Give the title that the letter's situation asks for."""
    return TITLE_DECEASED if has_situation(lettre, Situation.DECES) else TITLE


def compose_sender(view: View) -> Iterator[Block]:
    """Give the letterhead and, beside it, the recipients."""
    yield Columns(tuple(_sender(view)), tuple(_recipients(view)))


def _sender(view: View) -> Iterator[Block]:
    """Give the hospital and its ward."""
    place = view["etablissement"]
    lines = (
        inline(place["nom"], strong=True),
        inline(place["service"], strong=True),
        inline(place["adresse"]),
        labelled("Tél.", inline(place["telephone"])),
        labelled("FINESS", inline(place["finess"])),
    )
    yield from (Paragraph(line, Manner.SENDER) for line in lines if not is_empty(line))


def _recipients(view: View) -> Iterator[Block]:
    """Give each professional to whom the letter goes: the médecin traitant first, and alone when nobody is named.

    Who receives a part of it (the drug table, the patient's sheet) is on the distribution list only.
    """
    rows = [row for row in view["destinataires"] if row["role"].value not in _NOT_PROFESSIONAL and _has_letter(row)]
    rows.sort(key=lambda row: row["role"].value is not RoleDestinataire.MEDECIN_TRAITANT)
    blocks = [_address(view, row) for row in rows] if rows else [_doctor_address(view["medecin_traitant"])]
    for lines in blocks:
        yield from (Paragraph(line, Manner.RECIPIENT) for line in lines if not is_empty(line))


def _has_letter(row: View) -> bool:
    """Tell whether a recipient receives the letter itself, or nobody said what."""
    return not isinstance(row.value, Destinataire) or row.value.contenu in (None, ContenuEnvoi.LETTRE)


def _named_elsewhere(view: View, row: View) -> View | None:
    """Give the letter's médecin traitant or referring practitioner when the row names that role and nobody."""
    role, referrer = row["role"].value, view["praticien_adresseur"]
    if row["nom"]:
        return None
    if role is RoleDestinataire.MEDECIN_TRAITANT:
        return view["medecin_traitant"]
    known = role is RoleDestinataire.PRATICIEN_ADRESSEUR and isinstance(referrer.value, Praticien)
    return referrer if known and not row["structure"] else None


def _address(view: View, row: View) -> tuple[Inline, ...]:
    """Give a recipient's lines; who has no name here is the one of the letter."""
    doctor = _named_elsewhere(view, row)
    if doctor is not None:
        return _doctor_address(doctor)
    return (inline(row["nom"], strong=True), inline(row["structure"]), inline(row["adresse"]))


def _doctor_address(doctor: View) -> tuple[Inline, ...]:
    """Give a doctor's lines, none when there is no such doctor."""
    return (_name(doctor, strong=True), inline(doctor["adresse"]))


def _name(person: View, *, strong: bool = False) -> Inline:
    """Give a professional's name: title, given name, family name."""
    parts = (person[name] for name in ("civilite", "prenom", "nom"))
    return join((inline(part, strong=strong) for part in parts if part), " ")


def compose_title(view: View) -> Iterator[Block]:
    """Give the title, the date, what the version replaces and changes, and that an example is one."""
    lettre = letter_of(view)
    yield Title((own(title_of(lettre)),), level=0)
    if lettre.fictive:
        yield Paragraph((own(FICTITIOUS, quiet=True),), Manner.QUIET)
    day = view["date_lettre"]
    if lettre.date_lettre is not None:
        place = (Run(say_date_long(lettre.date_lettre), fields=(day.path,)),)
        yield Paragraph((own("Lettre du "), *place))
    yield from _version(view, lettre)


def _version(view: View, lettre: Lettre) -> Iterator[Block]:
    """Give « annule et remplace la version 1 du … » and the list of changes."""
    if lettre.versions_precedentes or lettre.version > 1:
        nature = inline(view["nature"])
        line = [own(f"Version {lettre.version}", strong=True)]
        line += [own(" ("), *nature, own(")")] if nature else []
        earlier = list(view["versions_precedentes"])
        for index, version in enumerate(earlier):
            last = index == len(earlier) - 1
            line.append(own(" – annule et remplace la version " if last else " ; version précédente : "))
            line += inline(version["version"])
            line += (own(" du "), *inline(version["validee_le"])) if version["validee_le"] else ()
        yield Paragraph(tuple(line))
    changes = [inline(change) for change in view["changements"]]
    if changes:
        yield Paragraph((own("Changements depuis la version précédente : ", strong=True),))
        yield List(tuple(changes))


def compose_identity(view: View) -> Iterator[Block]:
    """Give the patient's traits, each labelled (RNIV), with the matricule only when the identity is qualified."""
    patient = view["patient"]
    lettre = letter_of(view)
    birth = say_birth(lettre.patient.sexe if lettre.patient is not None else None)
    facts = [
        ("Nom de naissance", inline(patient["nom_naissance"], strong=True)),
        ("Prénoms de naissance", inline(patient["prenoms_naissance"], strong=True)),
        ("Nom utilisé", inline(patient["nom_utilise"], strong=True)),
        ("Prénom utilisé", inline(patient["prenom_utilise"], strong=True)),
        (birth, _birth_date(view, lettre)),
        ("Sexe", inline(patient["sexe"])),
        ("Lieu de naissance", _place(patient["lieu_naissance"])),
        ("Statut INS", _status(patient["ins"], lettre)),
        ("IPP", inline(patient["ipp"])),
        ("Adresse", inline(patient["adresse"])),
        ("Téléphone", inline(patient["telephone"])),
    ]
    traits = Facts(_facts(facts), columns=2)
    symbol = ins_symbol(lettre)
    yield traits if symbol is None else Columns((traits,), (symbol,), share=_BESIDE_SYMBOL)


def _birth_date(view: View, lettre: Lettre) -> Inline:
    """Give the birth date with the age at discharge, at entry while there is none."""
    runs = inline(view["patient"]["date_naissance"], strong=True)
    birth = lettre.patient.date_naissance if lettre.patient is not None else None
    stay = lettre.sejour
    day = (stay.date_sortie or stay.date_entree) if stay is not None else None
    return (*runs, own(f" ({say_age(birth, day)})")) if birth is not None and day is not None and day >= birth else runs


def _place(place: View) -> Inline:
    """Give the birthplace and its code."""
    code = inline(place["code"])
    return join((inline(place["libelle"]), (own("("), *code, own(")")) if code else ()), " ")


def _status(ins: View, lettre: Lettre) -> Inline:
    """Give the status of the identity; the number, its nature and its OID only when they may leave."""
    if not shows_ins(lettre):
        words = "identité protégée" if has_situation(lettre, Situation.SECRET_IDENTITE) else NOT_QUALIFIED
        return (Run(own(words).text, fields=(ins["statut"].path,)),)
    status = Run(own("Identité qualifiée").text, fields=(ins["statut"].path,))
    if not ins["matricule"]:
        return (status,)
    nature = next((words for oid, words in _NATURES.items() if oid == ins["oid"].text), "")
    oid = inline(ins["oid"])
    detail = join(((own(nature),) if nature else (), labelled("OID", oid)), ", ")
    number = (own("matricule INS "), *inline(ins["matricule"], strong=True))
    return join(((status,), (*number, own(" ("), *detail, own(")")) if detail else number), " – ")


def _facts(pairs: list[tuple[str, Inline]]) -> tuple[Fact, ...]:
    """Give the pairs that say something."""
    return tuple(Fact(own(label).text, value) for label, value in pairs if not is_empty(value))


def compose_stay(view: View) -> Iterator[Block]:
    """Give the dates and modes of entry and discharge."""
    stay = view["sejour"]
    facts = [
        ("Entrée", _moment(stay, "entree")),
        ("Modalité d'entrée", _mode(stay["modalite_entree"])),
        ("Sortie", _moment(stay, "sortie")),
        ("Modalité de sortie", _mode(stay["modalite_sortie"])),
        ("Destination à la sortie", inline(stay["destination_sortie"])),
        ("Numéro de séjour", inline(stay["numero"])),
        ("Unité fonctionnelle", inline(stay["uf"])),
        ("Protection juridique", inline(stay["protection_juridique"])),
    ]
    yield Facts(_facts(facts), columns=2)


def _moment(stay: View, side: str) -> Inline:
    """Give the date of entry or of discharge, and the time when it is known."""
    return join((inline(stay[f"date_{side}"]), inline(stay[f"heure_{side}"])), " à ")


def _mode(mode: View) -> Inline:
    """Give the label of a mode, or what stands for a missing one."""
    return inline(mode["libelle"]) or missing(mode)


def compose_professionals(view: View) -> Iterator[Block]:
    """Give the médecin traitant, the referrer, and the doctors of the stay."""
    signatory = view["signataire"]
    responsible = view["medecin_responsable"]
    facts = [
        ("Médecin traitant", _doctor(view["medecin_traitant"])),
        ("Praticien adresseur", _referrer(view["praticien_adresseur"])),
        (
            "Médecin ayant pris en charge le patient",
            describe(responsible)
            if responsible
            else _name(signatory) or missing(signatory["nom"], "médecin ayant pris en charge le patient"),
        ),
        ("Personne de confiance", inline(view["patient"]["personne_confiance"])),
        ("Directives anticipées", inline(view["patient"]["directives_anticipees"])),
    ]
    yield Facts(_facts(facts))


def _doctor(doctor: View) -> Inline:
    """Give the médecin traitant, the reason why there is none, or the mark of a missing one."""
    if not doctor:
        return missing(doctor)
    named = doctor["nom"] or doctor["aucun"]
    return join((() if named else missing_item(doctor, "nom du médecin traitant"), describe(doctor)), " ; ")


def _referrer(referrer: View) -> Inline:
    """Give the referrer, also when it is the médecin traitant."""
    if isinstance(referrer.value, RenvoiMedecinTraitant):
        return (Run(say(referrer.value), fields=(referrer.path,)),)
    return inline(referrer)


def compose_signature(view: View) -> Iterator[Block]:
    """Give the signatory, the declarative validation, and the place of a handwritten signature."""
    person = view["signataire"]
    name = _name(person, strong=True) or missing(person["nom"], "nom du signataire")
    lines = [
        join((name, inline(person["fonction"], what="fonction du signataire")), ", "),
        _contact(person),
        *(labelled("Cosignataire", describe(other)) for other in view["cosignataires"]),
        labelled("Rédigée par", describe(view["redacteur"]) if view["redacteur"] else ()),
        _validation(view),
    ]
    yield Title((own("Signature"),))
    yield from (Paragraph(line, Manner.SIGNATURE) for line in lines if not is_empty(line))
    yield Paragraph((own("Signature manuscrite :"),), Manner.HANDWRITING)
    yield Paragraph((own(NO_PRESCRIPTION, quiet=True),), Manner.QUIET)


def _contact(person: View) -> Inline:
    """Give how to reach the signatory; demanded as a whole, since one way is enough."""
    ways = {"rpps": "RPPS", "adresse": "", "telephone": "Tél.", "mssante": "MSSanté"}
    lines = [labelled(label, inline(person[name])) if label else inline(person[name]) for name, label in ways.items()]
    if not any(person[name] for name in ("adresse", "telephone", "mssante")):
        lines.append(missing_item(person, "coordonnées du signataire"))
    return join(lines, " – ")


def _validation(view: View) -> Inline:
    """Give who validated and when; a declaration, never an electronic signature."""
    act = view["validation"]
    if not act:
        return ()
    author = list(inline(act["par"]))
    writer = letter_of(view).redacteur
    declared = act["par"].text
    if act["par_delegation_de"]:
        if (
            writer is not None
            and writer.fonction
            and writer.nom
            and writer.nom in declared
            and writer.fonction not in declared
        ):
            author.append(own(f", {writer.fonction}"))
        senior = inline(act["par_delegation_de"])
        author += [
            own(", par délégation du " if act["par_delegation_de"].text.startswith("Dr") else ", par délégation de "),
            *senior,
        ]
    return (own("Validée le "), *inline(act["le"]), own(" par "), *author, own(" (validation déclarative)"))


def compose_distribution(view: View) -> Iterator[Block]:
    """Give the list of those who receive the letter."""
    lines = [_copy(view, row) for row in view["destinataires"]]
    if any(not is_empty(line) for line in lines):
        yield List(tuple(line for line in lines if not is_empty(line)))


def _copy(view: View, row: View) -> Inline:
    """Give one recipient; who has no name here is the one of the letter."""
    doctor = _named_elsewhere(view, row)
    name = _name(doctor) if doctor is not None else ()
    return join((name, describe(row)), " – ") if is_answered(row.value) else ()
