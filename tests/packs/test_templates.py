"""Templates: found by layers, extended, and locked where the decree is."""

import shutil
from pathlib import Path

import pytest

from lls_drafter.errors import LockedItemError, PackCycleError, PackFileError, PackNotFoundError, PackSchemaError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.packs.sources import builtin_root, is_builtin, read_pack
from lls_drafter.packs.templates import check_template, list_templates, load_template, resolve_template
from tests.document.letters import letter

BUILTIN = ("chirurgie_ambulatoire", "mco_ambulatoire", "mco_cardiologie", "mco_standard")
DECREE = {
    "entete",
    "identite",
    "motif",
    "synthese",
    "examens",
    "traitements",
    "resultats",
    "suites",
    "remise",
    "signature",
}
HEAD = 'id: cardio\netend: mco_standard\nversion: "1"\ntitre: "Cardiologie"\n'


def pack(folder: Path, body: str = "", *, name: str = "cardio", head: str = HEAD, **blocs: str) -> tuple[Path, ...]:
    """Write a service's template and give the `--pack` folders."""
    place = folder / "templates" / name
    (place / "blocs").mkdir(parents=True, exist_ok=True)
    (place / "modele.yaml").write_text(head + body, encoding="utf-8")
    for bloc, text in blocs.items():
        (place / "blocs" / f"{bloc}.j2").write_text(text, encoding="utf-8")
    return (folder,)


@pytest.mark.parametrize("name", BUILTIN)
def test_builtin_templates_are_usable(name: str) -> None:
    """Every block of a built-in template compiles and names what exists."""
    check_template(load_template(name))


@pytest.mark.parametrize("name", BUILTIN)
def test_decree_is_locked_in_every_builtin_template(name: str) -> None:
    """The sections of the decree are locked, and none is hidden or conditional."""
    sections = {section.id: section for section in load_template(name).plan.sections}

    assert DECREE == {key for key, section in sections.items() if section.verrouille}
    assert all(not sections[key].cachee and sections[key].si is None for key in DECREE)


def test_list_gives_each_template_once() -> None:
    """The list has the built-in templates with their layer."""
    assert [(name, "intégré") for name in BUILTIN] == [(t.id, t.couche) for t in list_templates()]


def test_extension_adds_rewords_moves_and_hides(tmp_path: Path) -> None:
    """A service changes what is its own in a few lines."""
    extra = pack(
        tmp_path,
        """sections:
  - {id: consignes, titre: "Pour vous", avant: traitements}
  - {id: antecedents, cachee: true}
  - {id: motif, ajout: note.j2}
rubriques:
  - {id: fevg, titre: "FEVG", apres: examens, obligatoire: true}
""",
        note="~ Motif relu par le senior.\n",
    )

    template = load_template("cardio", extra=extra)

    ids = [section.id for section in template.plan.sections]
    assert ids.index("consignes") == ids.index("traitements") - 1
    assert ids.index("fevg") == ids.index("examens") + 1
    sections = {section.id: section for section in template.plan.sections}
    assert ("Pour vous", True) == (sections["consignes"].titre, sections["antecedents"].cachee)
    assert "{{ motif_hospitalisation }}\n\n~ Motif relu par le senior.\n" == template.blocs["motif"].text
    assert [("fevg", True)] == [(rubrique.id, rubrique.obligatoire) for rubrique in template.plan.rubriques]
    assert FieldPath.parse("rubriques.fevg.texte") in template.plan.demanded
    assert ("mco_standard",) == template.etend
    assert template.papier == builtin_root() / "templates" / "mco_standard" / "papier.docx"
    origins = resolve_template("cardio", extra=extra).origins
    assert str(origins["fevg.titre"].location).endswith("cardio/modele.yaml:10:23")
    assert str(origins["synthese.bloc"].location).endswith("mco_standard/modele.yaml:49:11")
    check_template(template)


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("{id: motif, cachee: true}", "cachee"),
        ("{id: motif, si: {situation: deces}}", "si"),
        ("{id: motif, bloc: autre.j2}", "bloc"),
        ("{id: motif, verrouille: false}", "verrouille"),
    ],
)
def test_locked_section_cannot_be_weakened(tmp_path: Path, section: str, key: str) -> None:
    """Hiding, conditioning or replacing a section of the decree is refused, naming both files and lines."""
    extra = pack(tmp_path, f"sections:\n  - {section}\n", autre="x")

    with pytest.raises(
        LockedItemError, match=f"verrouillée par .*mco_standard/modele.yaml:[0-9]+:[0-9]+ : « {key} »"
    ) as caught:
        load_template("cardio", extra=extra)

    assert str(caught.value.location).endswith("cardio/modele.yaml:6:5")


def test_free_section_cannot_take_the_place_of_a_section(tmp_path: Path) -> None:
    """A free section named as a section of the decree would replace it."""
    extra = pack(tmp_path, 'rubriques:\n  - {id: motif, titre: "Motif"}\n')

    with pytest.raises(LockedItemError, match="« rubriques » l'affaiblirait"):
        load_template("cardio", extra=extra)


def test_template_from_nothing_is_refused(tmp_path: Path) -> None:
    """A service's template extends another, so that the decree's sections are there."""
    head = 'id: cardio\nversion: "1"\ntitre: "Cardiologie"\n'

    with pytest.raises(LockedItemError, match="n'étend aucun modèle") as caught:
        load_template("cardio", extra=pack(tmp_path, head=head))

    assert "ajouter « etend: mco_standard »" == caught.value.hint


def test_site_layer_extends_the_template_of_its_own_name(tmp_path: Path) -> None:
    """A site may change `mco_standard` under its own name, and only by extending it."""
    extends = 'id: mco_standard\netend: mco_standard\nversion: "2"\ntitre: "Local"\n'
    replaces = 'id: mco_standard\nversion: "2"\ntitre: "Local"\n'

    template = load_template("mco_standard", extra=pack(tmp_path / "a", name="mco_standard", head=extends))

    assert ("Local", "2") == (template.titre, template.version)
    with pytest.raises(LockedItemError, match="il en masque un autre"):
        load_template("mco_standard", extra=pack(tmp_path / "b", name="mco_standard", head=replaces))


def test_circle_is_refused(tmp_path: Path) -> None:
    """Templates that extend one another are an error, not an endless loop."""
    pack(tmp_path, head=HEAD.replace("etend: mco_standard", "etend: pneumo"))
    extra = pack(
        tmp_path,
        name="pneumo",
        head=HEAD.replace("id: cardio", "id: pneumo").replace("etend: mco_standard", "etend: cardio"),
    )

    with pytest.raises(PackCycleError, match="s'étendent en rond"):
        load_template("cardio", extra=extra)


@pytest.mark.parametrize(
    ("body", "message", "hint", "line"),
    [
        ("section: []\n", "clé inconnue : « section »", "vouliez-vous « sections » ?", 5),
        ("sections:\n  - {id: motif, titer: x}\n", "clé inconnue : « titer »", "vouliez-vous « titre » ?", 6),
        (
            "sections:\n  - {id: motif, champs: [motif_hospitalisatoin]}\n",
            "champ inconnu",
            "vouliez-vous « motif_hospitalisation » ?",
            6,
        ),
        ("sections:\n  - {id: nouvelle}\n", "section nouvelle sans titre", "ajouter « titre », vide au besoin", 6),
        (
            'sections:\n  - {id: x, titre: "", apres: motiff}\n',
            "section inconnue : « motiff »",
            "vouliez-vous « motif » ?",
            6,
        ),
        ("sections:\n  - {id: motif, verrouille: oui}\n", "« true » ou « false » est attendu", "sans guillemets", 6),
        ("sections:\n  - {id: Motif}\n", "identifiant mal formé", "lettres minuscules", 6),
        (
            'sections:\n  - {id: x, titre: "", bloc: ../../secret.j2}\n',
            "nom de fichier mal formé",
            "un nom simple en .j2",
            6,
        ),
        ('sections:\n  - {id: x, titre: "", bloc: absent.j2}\n', "bloc introuvable", "créer ce fichier", 6),
        (
            'sections:\n  - {id: x, titre: "", si: {situations: deces}}\n',
            "condition inconnue",
            "vouliez-vous « situation »",
            6,
        ),
        ("activites: [chirurgie]\n", "champ d'activité inconnu", "possibles : mco", 5),
        ("papier: papier.pdf\n", "nom de fichier mal formé", "un nom simple en .docx", 5),
        ("sections:\n  - {id: motif}\n  - {id: motif}\n", "section écrite deux fois", "réunir les deux", 7),
        (
            'rubriques:\n  - {id: x, titre: "X", type: nombres}\n',
            "mot inconnu pour « type »",
            "vouliez-vous « nombre »",
            6,
        ),
        ("sections: motif\n", "une liste est attendue", "écrire chaque élément", 5),
    ],
)
def test_template_errors_have_a_place_and_a_hint(tmp_path: Path, body: str, message: str, hint: str, line: int) -> None:
    """The author of a template is told what, where, and what to write instead."""
    with pytest.raises(PackSchemaError, match=message) as caught:
        load_template("cardio", extra=pack(tmp_path, body))

    assert caught.value.hint.startswith(hint)
    assert f"modele.yaml:{line}:" in str(caught.value.location)


def test_unknown_template_is_corrected() -> None:
    """The nearest name is proposed."""
    with pytest.raises(PackNotFoundError, match="modèle introuvable : « mco_standart »") as caught:
        load_template("mco_standart")

    assert "vouliez-vous « mco_standard » ?" == caught.value.hint


def test_check_names_the_block_and_the_line(tmp_path: Path) -> None:
    """A block that places what does not exist is found before any letter meets it."""
    extra = pack(tmp_path, 'sections:\n  - {id: x, titre: "X", bloc: x.j2}\n', x="texte\n[[tableau]]\n")

    with pytest.raises(PackSchemaError, match=r"bloc inconnu : « \[\[tableau\]\] »") as caught:
        check_template(load_template("cardio", extra=extra))

    assert "cardio/blocs/x.j2:2" == str(caught.value.location)


def test_condition_of_a_section_follows_the_letter(tmp_path: Path) -> None:
    """`si:` is the rules' language; it holds while the section is empty."""
    extra = pack(tmp_path, 'sections:\n  - {id: x, titre: "X", champs: [conclusion], si: {situation: grossesse}}\n')
    section = next(s for s in load_template("cardio", extra=extra).plan.sections if s.id == "x")

    pregnant = letter(sejour={"situations": ["grossesse"]})
    assert [False, True, True] == [section.applies(one) for one in (Lettre(), pregnant, letter(conclusion="x"))]


def test_fingerprint_follows_everything_that_is_printed(tmp_path: Path) -> None:
    """The fingerprint is stable, and changes with a block, a key or the paper."""
    base = pack(tmp_path / "a", 'sections:\n  - {id: x, titre: "X", bloc: x.j2}\n', x="un\n")
    same = pack(tmp_path / "b", 'sections:\n  - {id: x, titre: "X", bloc: x.j2}\n', x="un\n")
    text = pack(tmp_path / "c", 'sections:\n  - {id: x, titre: "X", bloc: x.j2}\n', x="deux\n")
    paper = pack(tmp_path / "d", 'papier: p.docx\nsections:\n  - {id: x, titre: "X", bloc: x.j2}\n', x="un\n")
    source = builtin_root() / "templates" / "mco_standard" / "papier.docx"
    shutil.copy(source, tmp_path / "d" / "templates" / "cardio" / "p.docx")

    prints = [load_template("cardio", extra=extra).empreinte for extra in (base, same, text, paper)]

    assert prints[0] == prints[1]
    assert 3 == len(set(prints))
    assert prints[0].startswith("sha256:")


def test_missing_paper_is_told(tmp_path: Path) -> None:
    """A template without its Word file cannot be used, and says so."""
    with pytest.raises(PackSchemaError, match="le papier du modèle"):
        load_template("cardio", extra=pack(tmp_path, "papier: absent.docx\n"))


@pytest.mark.parametrize("name", ["modele.yaml", "listes/maliste.yaml"])
def test_file_that_is_a_link_out_of_its_template_is_refused(tmp_path: Path, name: str) -> None:
    """What a link leads to may change under nobody's eyes: the file itself must be there."""
    folder = pack(tmp_path / "pack")[0] / "templates" / "cardio"
    (folder / "listes").mkdir()
    outside = tmp_path / "dehors.yaml"
    outside.write_text(HEAD, encoding="utf-8")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(outside)

    with pytest.raises(PackFileError, match="est un lien vers un autre dossier"):
        read_pack(folder / name)


def test_folder_of_lists_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """A whole folder that lies elsewhere is no part of the template either."""
    folder = pack(tmp_path / "pack")[0] / "templates" / "cardio"
    (tmp_path / "dehors").mkdir()
    (tmp_path / "dehors" / "maliste.yaml").write_text("id: maliste\n", encoding="utf-8")
    (folder / "listes").symlink_to(tmp_path / "dehors")

    with pytest.raises(PackFileError, match="est un lien vers un autre dossier"):
        read_pack(folder / "listes" / "maliste.yaml")


def test_template_folder_that_is_a_link_is_read(tmp_path: Path) -> None:
    """An administrator may put a whole template elsewhere, and link it."""
    folder = pack(tmp_path / "pack")[0] / "templates" / "cardio"
    (tmp_path / "layer" / "templates").mkdir(parents=True)
    (tmp_path / "layer" / "templates" / "cardio").symlink_to(folder)

    assert "cardio" == load_template("cardio", extra=(tmp_path / "layer",)).id


def test_only_our_own_packs_count_as_built_in(tmp_path: Path) -> None:
    """A folder elsewhere in a checkout, however it is named, is a service's: it must extend another template."""
    root = builtin_root()
    names = ("templates/mco_standard", "checklists/qls_mco_12.yaml", "docs/exemples/site/templates/mco_standard")
    link = tmp_path / "lien"
    link.symlink_to(root / "templates")

    assert [True, True, False] == [is_builtin(root / name) for name in names]
    assert [False, True] == [
        is_builtin(root / "templates" / ".." / "docs" / "cardio"),
        is_builtin(link / "mco_standard"),
    ]
