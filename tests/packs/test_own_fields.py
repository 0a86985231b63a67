"""A service's own fields: their types, what they need, where they print, what they cannot weaken."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from lls_drafter.document.blocks import Table
from lls_drafter.document.compose import CompositionRequest, compose
from lls_drafter.document.words import UNKNOWN
from lls_drafter.errors import LockedItemError, PackFieldError, PackSchemaError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.plan import Exigence, RubriqueLibre, TypeRubrique
from lls_drafter.letter.traitements import Devenir
from lls_drafter.packs.templates import load_template
from lls_drafter.rules.demanded import demanded_checklist
from lls_drafter.rules.engine import evaluate
from tests.document.letters import lines
from tests.packs.test_templates import HEAD, pack
from tests.rules.letters import DAY

FIELDS = """sections:
  - {id: coeur, titre: "Cœur", apres: examens}
rubriques:
  - {id: fevg, titre: "FEVG", type: nombre, unite: "%", minimum: 5, maximum: 90, obligatoire: true, dans: coeur}
  - {id: nyha, titre: "NYHA", type: choix, choix: [I, II], obligatoire: alerte, dans: coeur}
  - {id: controle, titre: "Contrôle", type: date, dans: coeur}
  - {id: tele, titre: "Télésuivi", type: oui_non, dans: coeur}
  - {id: suivi, titre: "Suivi", type: tableau, colonnes: ["Quoi", "Quand"], apres: coeur}
  - {id: note, titre: "Note", apres: suivi}
"""
ANSWERS = {
    "fevg": {"titre": "FEVG", "texte": "38", "unite": "%"},
    "nyha": {"titre": "NYHA", "texte": "II"},
    "tele": {"titre": "Télésuivi", "texte": "inconnu"},
    "suivi": {"titre": "Suivi", "colonnes": ["Quoi", "Quand"], "lignes": [{"cellules": ["Écho", "juin"]}]},
    "note": {"titre": "Note", "texte": "Une ligne.\nUne autre."},
}


def field(extra: tuple[Path, ...], name: str) -> RubriqueLibre:
    """Give a field of the template « cardio »."""
    return next(one for one in load_template("cardio", extra=extra).plan.rubriques if one.id == name)


def test_types_are_read(tmp_path: Path) -> None:
    """Each type keeps what it needs."""
    extra = pack(tmp_path, FIELDS)

    fevg = field(extra, "fevg")
    assert (TypeRubrique.NOMBRE, "%", Decimal(5), Decimal(90), Exigence.BLOQUANT) == (
        fevg.type,
        fevg.unite,
        fevg.minimum,
        fevg.maximum,
        fevg.exigence,
    )
    assert (("I", "II"), Exigence.ALERTE) == (field(extra, "nyha").choix, field(extra, "nyha").exigence)
    assert "rubriques.suivi.lignes" == str(field(extra, "suivi").chemin)


def test_fields_print_in_their_section_with_unit_and_table(tmp_path: Path) -> None:
    """Fields of one section are labelled values; a table has its headings; a text alone has its paragraphs."""
    template = load_template("cardio", extra=pack(tmp_path, FIELDS))
    lettre = Lettre.model_validate_json(json.dumps({"rubriques": ANSWERS}))

    document = compose(CompositionRequest(lettre=lettre, template=template, brouillon=False))

    printed = {part.id: part for part in document.parts}
    assert ["Cœur", "FEVG", "38 %", "NYHA", "II", "Télésuivi", UNKNOWN] == lines(document, "coeur")
    tables = [block for block in printed["suivi"].blocks if isinstance(block, Table)]
    assert ["Quoi", "Quand"] == [column.heading for column in tables[0].columns]
    assert ["Note", "Une ligne.", "Une autre."] == lines(document, "note")
    assert "autres_informations" not in printed


def test_national_template_prints_the_fields_of_a_service() -> None:
    """The same letter with a template that does not know the fields loses none of them."""
    lettre = Lettre.model_validate_json(json.dumps({"rubriques": ANSWERS}))

    document = compose(CompositionRequest(lettre=lettre, template=load_template("mco_standard"), brouillon=False))

    said = " ".join(lines(document, "rubriques_service"))
    assert [] == [word for word in ("FEVG", "38 %", "NYHA", "Écho", "juin", "Une autre.") if word not in said]
    assert [] == [part.id for part in document.parts if part.id == "autres_informations"]


def test_draft_marks_a_field_that_is_demanded(tmp_path: Path) -> None:
    """A demanded field that nobody answered is seen in a draft; one that is not demanded says nothing."""
    template = load_template("cardio", extra=pack(tmp_path, FIELDS))

    document = compose(CompositionRequest(lettre=Lettre(), template=template, brouillon=True))

    said = " ".join(lines(document, "coeur"))
    assert "[à compléter : FEVG]" in said
    assert "contrôle" not in said.lower()


def test_demanded_fields_are_judged_by_the_rules(tmp_path: Path) -> None:
    """What a template demands is a check-list of its own: bloquant or alerte, and « inconnu » is an answer."""
    template = load_template("cardio", extra=pack(tmp_path, FIELDS))
    checklist = demanded_checklist(template.plan, template.id, template.version)
    assert checklist is not None

    found = {one.regle: one.niveau.value for one in evaluate(checklist, Lettre(), today=DAY).findings}
    answered = Lettre.model_validate_json(json.dumps({"rubriques": {"fevg": {"titre": "FEVG", "texte": "inconnu"}}}))

    assert {"SERVICE-CHAMP-FEVG": "bloquant", "SERVICE-CHAMP-NYHA": "alerte"} == found
    assert ["SERVICE-CHAMP-NYHA"] == [one.regle for one in evaluate(checklist, answered, today=DAY).findings]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('rubriques:\n  - {id: x, titre: "X", type: choix, choix: [A]}\n', "au moins deux réponses"),
        ('rubriques:\n  - {id: x, titre: "X", type: choix, choix: [A, A]}\n', "au moins deux réponses"),
        ('rubriques:\n  - {id: x, titre: "X", type: tableau}\n', "de 1 à 8 colonnes"),
        ('rubriques:\n  - {id: x, titre: "X", unite: "%"}\n', "« unite » ne va qu'avec « type: nombre »"),
        ('rubriques:\n  - {id: x, titre: "X", type: nombre, minimum: 9, maximum: 1}\n', "dépasse le maximum"),
        ('rubriques:\n  - {id: x, titre: "X", type: nombre, minimum: "9"}\n', "un nombre est attendu"),
        ('rubriques:\n  - {id: x, titre: "X", obligatoire: parfois}\n', "mot inconnu pour « obligatoire »"),
        ("rubriques:\n  - {id: x, titre: ' '}\n", "clé manquante : « titre »"),
        ('rubriques:\n  - {id: x, titre: "X", cachee: true}\n', "un champ du service ne se cache pas"),
        ('rubriques:\n  - {id: Cote, titre: "X"}\n', "identifiant mal formé"),
        ('motifs:\n  - {texte: "t", devenir: [poursuivi]}\n', "devenir sans motif"),
        ("papiers:\n  - {papier: p.docx}\n", "ce papier n'est celui d'aucune unité"),
    ],
)
def test_field_that_could_not_be_asked_is_refused(tmp_path: Path, body: str, message: str) -> None:
    """The author is told before any letter meets the template."""
    with pytest.raises(PackSchemaError, match=message):
        load_template("cardio", extra=pack(tmp_path, body))


def test_inherited_field_is_not_hidden(tmp_path: Path) -> None:
    """Hiding a field of the base would say nothing to anyone: the author is told what to do instead."""
    head = HEAD.replace("mco_standard", "mco_ambulatoire")
    extra = pack(tmp_path, "sections:\n  - {id: intervention, cachee: true}\n", head=head)

    with pytest.raises(PackSchemaError, match="ne se cache pas : « intervention »") as caught:
        load_template("cardio", extra=extra)
    assert "le retirer de « rubriques »" in caught.value.hint
    assert str(caught.value.location).endswith("modele.yaml:6:32")


def test_field_in_an_unknown_section_is_refused(tmp_path: Path) -> None:
    """`dans` names a section of the template."""
    with pytest.raises(PackFieldError, match="section inconnue : « cœurs »") as caught:
        load_template("cardio", extra=pack(tmp_path, 'rubriques:\n  - {id: x, titre: "X", dans: "cœurs"}\n'))

    assert caught.value.hint


def test_field_is_patched_key_by_key(tmp_path: Path) -> None:
    """A higher layer changes what it names of a field, and nothing else."""
    low = pack(tmp_path / "bas", FIELDS)
    head = HEAD.replace("mco_standard", "cardio")
    high = pack(tmp_path / "haut", 'rubriques:\n  - {id: fevg, titre: "FEVG (%)", maximum: 80}\n', head=head)

    fevg = field((*low, *high), "fevg")

    assert ("FEVG (%)", "%", Decimal(5), Decimal(80), TypeRubrique.NOMBRE) == (
        fevg.titre,
        fevg.unite,
        fevg.minimum,
        fevg.maximum,
        fevg.type,
    )


def test_locked_field_cannot_be_weakened(tmp_path: Path) -> None:
    """A field in a section that a lower layer locked keeps its demand."""
    body = 'rubriques:\n  - {id: fevg, titre: "FEVG", obligatoire: true}\nsections:\n  - {id: verrou, titre: "V"}\n'
    low = pack(tmp_path / "bas", body)
    lock = pack(
        tmp_path / "milieu",
        "sections:\n  - {id: fevg, verrouille: true}\n",
        head=HEAD.replace("mco_standard", "cardio"),
    )
    weak = pack(
        tmp_path / "haut",
        "rubriques:\n  - {id: fevg, obligatoire: alerte}\n",
        head=HEAD.replace("mco_standard", "cardio"),
    )

    with pytest.raises(LockedItemError, match="« obligatoire » l'affaiblirait"):
        load_template("cardio", extra=(*low, *lock, *weak))


def test_phrases_reasons_and_formulas_come_with_the_template(tmp_path: Path) -> None:
    """Ready words of a service travel with its template, its own reasons limited to a class and a fate."""
    body = """formules: {appel: "Cher confrère,", politesse: "Au sujet de {{ accord.votre_patient }}, cordialement,"}
phrases:
  - {nom: poids, texte: "Prise de {2} kg", champ: consignes_patient.signes_alerte}
motifs:
  - {texte: "bradycardie", devenir: [arrete], atc: c07}
"""
    template = load_template("cardio", extra=pack(tmp_path, body))
    lettre = Lettre.model_validate_json('{"patient": {"sexe": "F"}}')

    document = compose(CompositionRequest(lettre=lettre, template=template, brouillon=False))

    assert ["poids"] == [phrase.nom for phrase in template.plan.phrases]
    assert [True, False, False] == [
        template.plan.motifs[0].fits(atc, fate)
        for atc, fate in (("C07AB07", Devenir.ARRETE), ("C03", Devenir.ARRETE), ("C07AB07", Devenir.MODIFIE))
    ]
    assert "Cher confrère," in lines(document, "entete")
    assert "Au sujet de votre patiente, cordialement," == lines(document, "signature")[0]


def test_paper_of_a_unit_is_its_own(tmp_path: Path) -> None:
    """The letters of a functional unit have its letterhead, the others the common one."""
    extra = pack(tmp_path, 'papiers:\n  - {uf: ["2143"], papier: papier_2143.docx}\n')
    folder = tmp_path / "templates" / "cardio"
    (folder / "papier_2143.docx").write_bytes(load_template("mco_standard").papier.read_bytes())

    template = load_template("cardio", extra=extra)

    assert folder / "papier_2143.docx" == template.paper_for("2143")
    assert template.papier == template.paper_for("9999") == template.paper_for(None)
