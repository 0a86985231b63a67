"""Strict YAML: what is read as what, where everything stands, and what is refused with its reason."""

import time
from pathlib import Path

import pytest
import yaml

from lls_drafter import yaml_io
from lls_drafter.errors import Location, StructureError
from lls_drafter.yaml_io import Json, Limits, Position, has_comments, load, load_path, reader
from lls_drafter.yaml_io.messages import advise

LETTER = """\
# yaml-language-server: $schema=lettre.json
format: 1
patient:
  nom_naissance: MARTIN
  prénoms: [JEANNE, MARIE]
suites_a_donner:
  - qui: Médecin traitant
    quand: 2026-03-16
  - {qui: "Cardiologue", quand: "3 semaines"}
synthese: |
  Ligne une
  ligne deux : suite
"""


@pytest.fixture(params=["C", "Python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with both PyYAML parsers: a seat may have only the second."""
    if request.param == "C":
        monkeypatch.setattr(reader, "_Loader", pytest.importorskip("yaml.cyaml").CSafeLoader)
    else:
        monkeypatch.setattr(reader, "_Loader", yaml.SafeLoader)


def _refusal(source: bytes | str, limits: Limits = yaml_io.DEFAULT_LIMITS) -> StructureError:
    with pytest.raises(StructureError) as caught:
        load(source, name="lettre.yaml", limits=limits)
    return caught.value


def test_letter_is_a_plain_tree() -> None:
    """A letter file gives dictionaries, lists, texts and numbers, in the file's order."""
    expected: Json = {
        "format": 1,
        "patient": {"nom_naissance": "MARTIN", "prénoms": ["JEANNE", "MARIE"]},
        "suites_a_donner": [
            {"qui": "Médecin traitant", "quand": "2026-03-16"},
            {"qui": "Cardiologue", "quand": "3 semaines"},
        ],
        "synthese": "Ligne une\nligne deux : suite\n",
    }
    data = load(LETTER, name="lettre.yaml").data

    assert expected == data
    assert isinstance(data, dict)
    assert ["format", "patient", "suites_a_donner", "synthese"] == list(data)


def test_place_of_everything_is_known() -> None:
    """Each value and each key has its line and column, counted in characters from 1."""
    document = load(LETTER, name="lettre.yaml")

    assert Position(2, 1) == document.positions[()]
    assert Position(4, 18) == document.positions["patient", "nom_naissance"]
    assert Position(5, 21) == document.positions["patient", "prénoms", 1]
    assert Position(5, 3) == document.key_positions["patient", "prénoms"]
    assert Position(7, 10) == document.positions["suites_a_donner", 0, "qui"]
    assert Position(9, 26) == document.key_positions["suites_a_donner", 1, "quand"]
    assert Position(10, 11) == document.positions["synthese",]
    assert 15 == len(document.positions)
    assert set(document.positions) >= set(document.key_positions)


def test_place_of_what_is_absent_is_that_of_its_parent() -> None:
    """A missing field is shown where it should have been."""
    document = load(LETTER, name="lettre.yaml")

    assert Position(4, 3) == document.position(("patient", "sexe"))
    assert Position(4, 3) == document.key_position(("patient", "sexe", "code"))
    assert Location("lettre.yaml", 3, 1) == document.location(("patient",), of_key=True)
    assert Location("lettre.yaml", 4, 3) == document.location(("patient",))
    assert Position(1, 1) == load("", name="vide").position(("patient",))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None), ("null", None), ("~", None), ("true", True), ("false", False),
        ("0", 0), ("12", 12), ("-3", -3), ("2.5", 2.5), ("-0.25", -0.25), ("0.10", 0.1),
        ("999999999999999", 10**15 - 1),
        ("12:30", "12:30"), ("010", "010"), ("no", "no"), ("on", "on"), ("Oui", "Oui"), ("0750712184", "0750712184"),
        ("1_000", "1_000"), ("1e3", "1e3"), (".5", ".5"), ("5.", "5."), ("0x1F", "0x1F"), (".inf", ".inf"),
        ("+3", "+3"), ("-0", "-0"), ("00", "00"), ("01.5", "01.5"),
        ("True", "True"), ("NULL", "NULL"), ("Null", "Null"), ("=", "="),
        ("279035121518989", 279035121518989), ("1234567890123456", "1234567890123456"),
        ("0.123456789012345678", "0.123456789012345678"), ("9" * 320 + ".0", "9" * 320 + ".0"),
        ("2026-03-02", "2026-03-02"), ("2026-03-02T10:15:00+01:00", "2026-03-02T10:15:00+01:00"),
        ("٣", "٣"), ("1 g x3/j", "1 g x3/j"), ("<<", "<<"),
        ("'12'", "12"), ('"true"', "true"), ("''", ""), ('"~"', "~"), ("|-\n  12", "12"), (">-\n  null", "null"),
    ],
)  # fmt: skip
def test_scalar_is_read_without_surprise(written: str, value: Json) -> None:
    """Only nothing, true, false and plain exact numbers are not text; quotes always make a text."""
    data = load(f"a: {written}\n", name="x").data

    assert isinstance(data, dict)
    assert (type(value), value) == (type(data["a"]), data["a"])


@pytest.mark.parametrize("key", ["no", "12:30", "2026-03-02", "010", '"1"', '"<<"', '""', "clé avec espaces"])
def test_key_is_the_text_as_written(key: str) -> None:
    """A key is text, whatever YAML 1.1 would make of it."""
    assert {key.strip('"'): 1} == load(f"{key}: 1", name="x").data


@pytest.mark.parametrize(
    ("source", "data"), [("", None), ("# rien\n", None), ("---\na: 1\n...\n", {"a": 1}), ("- 1", [1])]
)
def test_whole_text_may_be_anything_plain(source: str, data: Json) -> None:
    """An empty text is nothing; one document may have its marks."""
    assert data == load(source, name="x").data


@pytest.mark.parametrize(
    ("source", "line", "column", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "« a » figure deux fois (déjà à la ligne 1)"),
        ("x:\n  - {a: 1, a: 2}\n", 2, 12, "« a » figure deux fois"),
        ("M. Dupont a dit: 1\nM. Dupont a dit: 2\n", 2, 1, "une clé figure deux fois"),
        ("a: &repere 1\n", 1, 4, "ancre"),
        ("a: &repere [1]\n", 1, 4, "ancre"),
        ("a: *repere\n", 1, 4, "renvoi"),
        ("a: !!str 1\n", 1, 4, "étiquette"),
        ("a: !!map {}\n", 1, 4, "étiquette"),
        ("a: ! b\n", 1, 4, "étiquette"),
        ("a: !python/object x\n", 1, 4, "étiquette"),
        ("<<: {a: 1}\n", 1, 1, "fusion"),
        ("1: a\n", 1, 1, "une clé doit être un mot"),
        ("true: a\n", 1, 1, "une clé doit être un mot"),
        ("? \n: a\n", 1, 2, "une clé doit être un mot"),
        ("[a, b]: c\n", 1, 1, "ni un groupe"),
        ("{a: b}: c\n", 1, 1, "ni un groupe"),
        ("a: 1\n---\nb: 2\n", 2, 1, "plusieurs documents"),
        ("%YAML 1.1\n---\na: 1\n", 1, 1, "directive"),
        ('é: "ouvert\nb: 1\n', 1, 4, "guillemet jamais refermé"),
        ("a: 'l'examen'\n", 1, 7, "retrait ou syntaxe"),
        ("a: 'ouvert\n", 1, 4, "guillemet jamais refermé"),
        ("a: TA : 12/8\n", 1, 7, "« : » dans une valeur"),
        ("a: 1\n b: 2\n", 2, 3, "« : » oublié à la ligne précédente"),
        ("a\nb: 1\n", 2, 2, "« : » oublié à la ligne précédente"),
        ("a: 1\nb\n", 2, 1, "il manque « : »"),
        ("\ta: 1\n", 1, 1, "tabulation"),
        ("a:\n\t- b\n", 2, 1, "tabulation"),
        ("a: @b\n", 1, 4, "« @ »"),
        ("a: %b\n", 1, 4, "« % »"),
        ("a: [1, 2\nb: 3\n", 1, 4, "crochet"),
        ("a: {b: 1\nc: 2\n", 1, 4, "accolade"),
        ("- a\nb: 1\n", 2, 1, "liste mal formée"),
        ("a: 1\n- b\n", 2, 1, "retrait ou syntaxe"),
        ("a: - b\n", 1, 4, "tiret"),
        ("a: ]\n", 1, 4, "valeur illisible"),
        ("a: * b\n", 1, 5, "« * »"),
        ("a: & b\n", 1, 5, "« & »"),
        ("a: |texte\n  b\n", 1, 5, "« | »"),
    ],
)
def test_text_out_of_the_rules_is_refused_with_its_place(source: str, line: int, column: int, words: str) -> None:
    """What the program does not admit has a line, a column, a French sentence and a remedy."""
    error = _refusal(source)

    assert words in error.message
    assert Location("lettre.yaml", line, column) == error.location
    assert error.hint


@pytest.mark.parametrize("source", ['a: "\\d"\n', 'a: "\\x4"\n'])
def test_backslash_is_explained(source: str) -> None:
    """A backslash between double quotes, as in a Windows path, is explained."""
    error = _refusal(source)

    assert "barre oblique" in error.message
    assert "guillemets simples" in error.hint


def test_problem_not_in_the_table_has_general_advice() -> None:
    """A sentence that a later parser may say is still answered in French."""
    advice = advise("while doing something new", "found something new", "a: ", "b")

    assert "illisible" in advice.message
    assert "retrait" in advice.hint


def test_messages_never_quote_the_text() -> None:
    """A syntax error in a patient's text does not repeat it."""
    for source in (
        'nom: "DUPONT\n',
        "DUPONT: 1: 2\n",
        "- DUPONT\nb: 1\n",
        "M. DUPONT, né en 1948: 1\n" * 2,
        "a: *DUPONT",
    ):
        error = _refusal(source)

        assert "DUPONT" not in error.message + error.hint


@pytest.mark.parametrize("source", [b"\xef\xbb\xbfa: \xc3\xa9", "\ufeffa: é", "a: é\r\n".encode(), "a: é\r"])
def test_utf8_is_read_with_its_mark_or_not(source: bytes | str) -> None:
    """A byte-order mark and Windows line ends change nothing."""
    assert {"a": "é"} == load(source, name="x").data


@pytest.mark.parametrize(
    ("source", "words", "hint", "place"),
    [
        ("a: 1\nb: fièvre\n".encode("cp1252"), "octet 0xE8 à la ligne 2", "Windows-1252", (2, 6)),
        (b"\xef\xbb\xbfa: \xc3\xa9\xff", "octet 0xFF à la ligne 1", "UTF-8", (1, 5)),
        (b"a: \x81\n", "octet 0x81", "Enregistrer le fichier en UTF-8.", (1, 4)),
        ("a: é".encode("utf-16"), "UTF-16", "UTF-8", (1, 1)),
        ("a: été".encode("utf-16-le"), "UTF-16", "UTF-8", (1, 1)),
        ("a: été".encode("utf-16-be"), "UTF-16", "UTF-8", (1, 1)),
        (b"a: 1\nb: x\0y\n", "caractère nul", "retaper", (2, 5)),
        ("a: é\x07\n", "U+0007", "retaper", (1, 5)),
        ("a: \ud83d", "U+D83D", "retaper", (1, 4)),
        (b"PK\x03\x04\x14\x00", "document", ".yaml", (None, None)),
        (b"%PDF-1.7\n", "document", ".yaml", (None, None)),
    ],
)
def test_file_that_is_not_utf8_text_is_explained(
    source: bytes | str, words: str, hint: str, place: tuple[int | None, int | None]
) -> None:
    """What the file seems to be is said, and where it shows."""
    error = _refusal(source)

    assert words in error.message
    assert hint in error.hint
    assert Location("lettre.yaml", *place) == error.location


@pytest.mark.parametrize("source", ["[" * 200_000, "- " * 200_000, "a: " + "[" * 200_000, '{"a": ' * 200_000])
def test_hostile_nesting_is_refused_at_once(source: str) -> None:
    """200,000 levels neither crash nor take long."""
    start = time.perf_counter()
    error = _refusal(source)

    assert "32 niveaux" in error.message
    assert time.perf_counter() - start < 2


def test_depth_is_limited_exactly() -> None:
    """The deepest level admitted is read, the next one refused."""
    limits = Limits(depth=3)

    assert [[[]]] == load("[[[]]]", name="x", limits=limits).data
    assert Location("lettre.yaml", 1, 4) == _refusal("[[[[]]]]", limits).location


def test_number_of_values_is_limited_exactly() -> None:
    """The last value admitted is read, the next one refused."""
    limits = Limits(nodes=4)

    assert [1, 2, 3] == load("[1, 2, 3]", name="x", limits=limits).data
    assert "plus de 4 valeurs" in _refusal("[1, 2, 3, 4]", limits).message


def test_size_is_limited_exactly() -> None:
    """The last byte admitted is read, the next one refused."""
    limits = Limits(octets=4)

    assert {"a": 1} == load(b"a: 1", name="x", limits=limits).data
    assert "trop gros" in _refusal(b"a: 12", limits).message
    assert "trop gros" in _refusal("a: 12", limits).message


def test_path_is_read_and_named(tmp_path: Path) -> None:
    """A file is read, and its errors name it as asked."""
    path = tmp_path / "lettre.lls.yaml"
    path.write_text(LETTER, encoding="utf-8")

    assert str(path) == load_path(path).name
    assert "lettre" == load_path(path, name="lettre").name
    assert load(LETTER, name="x").data == load_path(path).data


def test_big_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of 50 MB is refused by its size alone, in no time."""
    path = tmp_path / "gros.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    start = time.perf_counter()
    with pytest.raises(StructureError, match="plus de 2000 ko"):
        load_path(path)
    assert time.perf_counter() - start < 0.5


def test_file_that_cannot_be_opened_is_explained(tmp_path: Path) -> None:
    """A missing file, or a folder in its place, is one French sentence."""
    with pytest.raises(StructureError, match="introuvable"):
        load_path(tmp_path / "absent.yaml")
    with pytest.raises(StructureError, match="pas un fichier"):
        load_path(tmp_path)
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    with pytest.raises(StructureError, match="ne peut pas être lu"):
        load_path(tmp_path / "fichier" / "dedans.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "a: 1 # note\n",
        "# note\na: 1\n",
        "a: 1\n# fin",
        "a: | # note\n  texte\n",
        "a: |\n  texte\n# note\nb: 1\n",
        "a:\n  # note\n  - b\n",
        "a: [1, # note\n  2]\n",
        'a: "é😀" # note\n',
        "# seulement",
        'a: "non fermé',
    ],
)
def test_comment_is_seen(text: str) -> None:
    """A comment anywhere is seen, so that a rewriting keeps a copy; so is a text that cannot be read."""
    assert has_comments(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: 1\n",
        'a: "n° #4"\n',
        "a: 'avec # dièse'\n",
        "a: b#c\n",
        "a: |\n  # texte\n  fin # aussi\n\nb: 1\n",
        "a: >\n  # texte\n",
        '"# clé": 1\n',
    ],
)
def test_sign_inside_a_text_is_no_comment(text: str) -> None:
    """A # that belongs to a value is not a comment."""
    assert not has_comments(text)


def test_our_own_header_is_no_comment() -> None:
    """The lines that the program writes itself are not a person's comments; the others are."""
    header = "# yaml-language-server: $schema=lettre.json\n# Lettre de liaison"

    assert not has_comments(f"{header}\na: 1\n", header=header)
    assert not has_comments(f"\ufeff{header}\r\na: 1\r\n", header=header)
    assert has_comments(f"{header}\n# à revoir\na: 1\n", header=header)


def test_letter_is_read_fast_enough(request: pytest.FixtureRequest) -> None:
    """A letter of 14 kB is read in a few milliseconds with the C parser (about 2; the bound is for slow machines)."""
    line = "  - {libelle: FUROSÉMIDE 40 mg comprimé, posologie: 1 le matin et à midi, duree: 3 mois, voie: orale}\n"
    source = "volet:\n" + line * 130
    best = min(_seconds(source) for _ in range(5))

    assert best < (0.02 if request.node.callspec.params["parser"] == "C" else 0.5)


def _seconds(source: str) -> float:
    start = time.perf_counter()
    load(source, name="x")
    return time.perf_counter() - start
