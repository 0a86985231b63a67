"""Files that mean harm, or are broken: one clear refusal or a partial reading, never a crash, never a value told."""

import copy
import random
from pathlib import Path

import pytest
from lxml import etree

from lls_drafter.cda import xml
from lls_drafter.cda.reader import read_document
from lls_drafter.cda.xml import Element, parse
from lls_drafter.errors import DraftError, LlsError
from lls_drafter.letter_files.codec import letter_to_data, write_letter
from lls_drafter.session.import_sources import read_cda
from tests.cda.letters import exportable, written
from tests.cda.reader.documents import clinical, drug, read, section
from tests.document.letters import example
from tests.tools import rounds

SECRET = "DUPONT-SECRET"  # noqa: S105 - a name that no message may quote
BOMB = """<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<ClinicalDocument xmlns="urn:hl7-org:v3"><title>&c;</title></ClinicalDocument>"""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "bien form"),
        (BOMB.encode(), "DOCTYPE|bien form"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "DOCTYPE|bien form"),
        (b'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd"><ClinicalDocument xmlns="urn:hl7-org:v3"/>', "DOCTYPE"),
        (b"<ClinicalDocument>", "bien form"),
        (f"<ClinicalDocument><title>{SECRET}".encode(), "bien form"),
        (f'<?xml version="1.0" encoding="UTF-8"?><a>{SECRET}é</a>'.encode("latin-1"), "bien form"),
        (f'<?xml version="1.0" encoding="x-none"?><a>{SECRET}</a>'.encode(), "bien form"),
        (f"<ClinicalDocument><title>{SECRET}</title></ClinicalDocument>".encode(), "CDA"),
        (f'<ClinicalDocument xmlns="urn:hl7-org:v4">{SECRET}</ClinicalDocument>'.encode(), "CDA"),
        (b"\x00\x01\x02", "bien form"),
        (b"format: 1\n", "bien form"),
        (b"%PDF-1.7\n", "bien form"),
        (("<a>" * 5000 + "</a>" * 5000).encode(), "bien form"),
    ],
)
def test_bad_file_is_one_sentence(data: bytes, message: str, tmp_path: Path) -> None:
    """A file that is no document, or a dangerous one, is refused in one sentence that quotes nothing of it."""
    path = tmp_path / "document.xml"
    path.write_bytes(data)

    with pytest.raises(DraftError, match=message) as caught:
        read_cda(path)

    assert SECRET not in f"{caught.value.message} {caught.value.hint} {caught.value.location}"


def test_too_large_a_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the limit is refused by its size, before anything of it is read."""
    path = tmp_path / "document.xml"
    with path.open("wb") as out:
        out.truncate(xml.MAX_BYTES + 1)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("the file was opened"))

    with pytest.raises(DraftError, match="trop gros"):
        read_cda(path)


def test_a_document_of_a_million_elements_is_refused() -> None:
    """A document with more elements than any letter is refused before it is read."""
    with pytest.raises(LlsError, match="éléments"):
        read(clinical(section("42349-1", "<br/>" * 60_000)))


def test_deep_narrative_is_read() -> None:
    """Words nested as deep as the parser lets are read whole."""
    lecture = read(clinical(section("42349-1", "<content>" * 200 + "Chute" + "</content>" * 200)))

    assert "Chute" == lecture.lettre.motif_hospitalisation


def test_large_document_is_read_in_time() -> None:
    """A table of 1,000 rows and as many entries takes seconds, not minutes."""
    rows = "".join(f'<tr><td ID="r{n}">Drogue {n}</td><td>1 cp</td></tr>' for n in range(1000))
    head = "<thead><tr><th>Médicament</th><th>Posologie</th></tr></thead>"
    entries = [drug(f"Drogue {n}", "#rien") for n in range(1000)]
    lecture = read(clinical(section("10183-2", f"<table>{head}<tbody>{rows}</tbody></table>", *entries)))

    assert 1000 == len(lecture.lettre.volet_medicamenteux)


def test_names_of_another_namespace_are_not_ours() -> None:
    """An element that only looks like HL7's is no value."""
    fake = '<patient xmlns="urn:autre"><name><family qualifier="BR">MARTIN</family></name></patient>'

    assert read(clinical(patient=fake)).lettre.patient is None


def test_hidden_characters_do_not_enter() -> None:
    """Direction marks and zero-width characters of a document are cleaned as those of any text."""
    lecture = read(clinical(section("42349-1", "Do\u200bse \u202e05 mg")))

    assert "Dose 05 mg" == lecture.lettre.motif_hospitalisation


def _spoilt(root: Element, chance: random.Random) -> None:
    """Spoil some elements of a document."""
    for _ in range(chance.choice([1, 5, 40])):
        element = chance.choice(list(root.iter()))
        parent = element.getparent()
        match chance.randrange(6):
            case 0 if parent is not None:
                parent.remove(element)
            case 1:
                element.text = chance.choice(["", "x" * 5000, "\n", "31/02/2026", "– ; :", "aucun"])
            case 2 if element.attrib:
                name = chance.choice(list(element.attrib))
                element.set(name, chance.choice(["", "#", "20269999", "9" * 40, "true", ":"]))
            case 3 if parent is not None:
                parent.append(copy.deepcopy(element))
            case 4:
                element.tag = chance.choice(["{urn:hl7-org:v3}td", "{urn:hl7-org:v3}tr", "sans", "{urn:x}section"])
            case _:
                etree.strip_attributes(element, "ID", "code", "value")


@pytest.mark.soak
def test_spoilt_document_never_crashes() -> None:
    """Our own documents spoilt at random are read as far as they go, into a letter that can be written."""
    for number in range(rounds(40, 3000)):
        chance = random.Random(number)  # noqa: S311 - spoilt the same way each time
        root = parse(_documents()[number % 5], name="x")
        _spoilt(root, chance)
        try:
            lettre = read_document(root).lettre
        except LlsError:
            continue

        assert "format" in letter_to_data(lettre)
        assert write_letter(lettre)


def _documents() -> list[bytes]:
    """Give the shipped examples as documents."""
    if not _WRITTEN:
        _WRITTEN.extend(written(exportable(example(name))) for name in "abcde")
    return _WRITTEN


_WRITTEN: list[bytes] = []
