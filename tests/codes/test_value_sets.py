"""Value sets of the product."""

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from lls_drafter.cda.strict.units import is_unit
from lls_drafter.codes import value_sets
from lls_drafter.codes.value_sets import Code, ValueSet, value_set
from lls_drafter.errors import ReferenceDataError

OFFICIAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "ans-jdv" / "2025-10"
NAMES = sorted(path.stem for path in Path(value_sets.__file__).parent.glob("jeux/*.yaml"))
UCUM = "2.16.840.1.113883.6.8"
UNITS = ("unite_mesure", "unite_prise")
AGENCY = [name for name in NAMES if name not in UNITS]
SVS = "{urn:ihe:iti:svs:2008}"


def official_set(oid: str) -> tuple[str, set[tuple[str | None, str | None, str]]]:
    """Give the revision of an official set and its codes, systems and labels; skip without them."""
    for path in sorted(OFFICIAL.glob("*.xml")):
        found = ET.fromstring(path.read_bytes()).find(f"{SVS}ValueSet")  # noqa: S314 - a file of the agency, on disk
        if found is not None and found.get("id") == oid:
            return (found.get("revisionDate") or "")[:10], {
                (c.get("code"), c.get("codeSystem"), " ".join((c.get("displayName") or "").split()))
                for c in found.iter(f"{SVS}Concept")
            }
    pytest.skip("reference data not beside the project")


def code_of(name: str, text: str) -> str | None:
    """Give the code that a text has in a set."""
    found = value_set(name).exact(text)
    return found.code if found else None


@pytest.mark.parametrize("name", AGENCY)
def test_our_codes_are_those_of_the_agency(name: str) -> None:
    """Code, system and label of each entry are those of the official set, of the revision that the file says."""
    ours = value_set(name)
    revision, official = official_set(ours.oid)

    assert official == {(c.code, c.systeme, c.libelle) for c in ours.codes}
    assert revision == str(ours.date)
    assert revision in ours.source
    assert name == ours.id


@pytest.mark.parametrize("name", NAMES)
def test_no_text_names_two_entries(name: str) -> None:
    """A code, a label, the letter's words and a short name say one entry of their set, and are written once."""
    ours = value_set(name)
    entries, key = ours.codes, ours.key
    texts = Counter(text for entry in entries for text in {key(name) for name in (entry.code, *entry.noms)})

    assert [] == [text for text, times in texts.items() if times > 1]
    assert [] == [entry for entry in entries if len(entry.alias) != len({key(alias) for alias in entry.alias})]
    assert [] == [entry for entry in entries for alias in entry.alias if key(alias) in map(key, entry.noms[:1])]


@pytest.mark.parametrize("name", NAMES)
def test_each_name_finds_its_entry(name: str) -> None:
    """Each code, label, word of the letter and short name is exact for its entry, and the search finds it."""
    ours = value_set(name)

    typed = str if ours.casse else str.upper

    assert [] == [(entry, text) for entry in ours.codes for text in entry.noms if ours.exact(typed(text)) is not entry]
    assert [] == [entry for entry in ours.codes if ours.exact(entry.code) is not entry]
    assert [] == [(entry, text) for entry in ours.codes for text in entry.noms if entry not in ours.search(text)]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("modalite_entree", "Urgences", "183452005"),
        ("modalite_sortie", "smr", "109"),
        ("modalite_sortie", "soins médicaux et de réadaptation (SMR)", "109"),
        ("voie_administration", "per os", "20053000"),
        ("voie_administration", "orale", "20053000"),
        ("voie_administration", "Par voie orale", "20053000"),
        ("voie_administration", "SC", "20066000"),
        ("voie_administration", "IV", "20045000"),
        ("voie_administration", "sublinguale", "20067000"),
        ("specialite", "cardio", "G15_10/SM04"),
        ("specialite", "Médecin généraliste", "G15_10/SM54"),
        ("specialite", "infirmière", "G15_60"),
        ("relation_patient", "fils", "SONC"),
        ("relation_patient", "épouse", "WIFE"),
        ("relation_patient", "sœur", "SIS"),
        ("titre_professionnel", "Dr", "DR"),
        ("civilite", "Mme", "MME"),
        ("type_allergie", "allergie médicamenteuse", "416098002"),
        ("secteur_activite", "SA01", "SA01"),
    ],
)
def test_what_people_type_finds_its_code(name: str, text: str, code: str) -> None:
    """What people type and means exactly one entry finds it."""
    assert code == code_of(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("modalite_sortie", "chez sa fille"),
        ("voie_administration", "intraveineuse lente"),
        ("voie_administration", "par sonde"),
        ("voie_administration", "en nébulisation"),
        ("voie_administration", ""),
        ("specialite", "praticien hospitalier"),
        ("specialite", "praticien hospitalier, cardiologie"),
        ("specialite", "interne de cardiologie"),
        ("specialite", "gériatre"),
        ("specialite", "urgentiste"),
        ("specialite", "gynécologue"),
        ("specialite", "médecin traitant"),
        ("relation_patient", "belle-mère"),
        ("relation_patient", "petite fille"),
        ("relation_patient", "belle-fille"),
        ("type_allergie", "médicamenteuse"),
        ("type_allergie", "intolérance"),
        ("moment_prise", "le matin"),
        ("moment_prise", "à jeun"),
        ("gravite", "sévère, puis modérée"),
    ],
)
def test_what_means_two_things_or_more_stays_text(name: str, text: str) -> None:
    """What is general, more precise than a code, or of two meanings gets no code: a wrong one is clinical harm."""
    assert code_of(name, text) is None


def test_search_finds_by_each_word_typed() -> None:
    """The search takes the words in any order, from the labels and from what people type."""
    assert ["160849004", "127"] == [c.code for c in value_set("modalite_sortie").search("domicile")]
    assert ["20066000"] == [c.code for c in value_set("voie_administration").search("cutanee sous-")]
    assert 391 == len(value_set("specialite").search(""))


@pytest.mark.parametrize("name", UNITS)
def test_each_unit_is_one_of_ucum(name: str) -> None:
    """Each unit is one that the strict checks accept, in the system of UCUM; an annotation is one lower-case word."""
    ours = value_set(name)
    annotated = [entry.code.strip("{}") for entry in ours.codes if entry.code.startswith("{")]

    assert [] == [entry.code for entry in ours.codes if not is_unit(entry.code)]
    assert {UCUM} == {entry.systeme for entry in ours.codes}
    assert [] == [word for word in annotated if not (word.isascii() and word.isalpha() and word.islower() and word[1:])]
    assert "proposition" == ours.certitude
    assert "UCUM" in ours.source
    assert "proposition lls-drafter" in ours.source


@pytest.mark.parametrize(
    ("text", "code"),
    [("G/L", "10*9/L"), ("g/L", "g/L"), ("g/l", None), ("\u03bcmol/L", "umol/L"), ("\u00b5mol/L", "umol/L")],
)
def test_capitals_tell_units_apart(text: str, code: str | None) -> None:
    """« G/L » is a thousand million, « g/L » a gram: they are never one; both signs « micro » are."""
    assert code == code_of("unite_mesure", text)


def test_search_of_units_shows_both() -> None:
    """Who types « g/l » is shown each unit that it may be."""
    assert {"g/L", "10*9/L"} <= {entry.code for entry in value_set("unite_mesure").search("g/l")}


def test_a_set_says_where_it_comes_from() -> None:
    """A set tells its source, the certainty of its codes and what is a proposal of ours."""
    for name in AGENCY:
        ours = value_set(name)
        proposes = any(entry.alias or entry.usage for entry in ours.codes)

        assert "Agence du numérique en santé" in ours.source
        assert "officiel" == ours.certitude
        assert proposes == ("proposition lls-drafter" in ours.source)


def test_exact_of_a_set_made_by_hand() -> None:
    """A set's own code comes before another entry's word: the code is what a machine writes."""
    first, second = Code("A", "bêta", "1.2"), Code("B", "a", "1.2")
    ours = ValueSet(
        id="x", titre="x", oid="1", source="x", certitude="proposition", date="2026-01-01", codes=(first, second)
    )

    assert first is ours.exact("A")
    assert second is ours.exact("a")


def test_unknown_set_is_an_error() -> None:
    """A set that the product does not have is a broken installation."""
    with pytest.raises(ReferenceDataError, match="jeu de valeurs inutilisable"):
        value_set("couleurs")
