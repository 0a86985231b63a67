"""Fuzzing, kills and load: short in `make test`, long in `make soak`, with their figures."""

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import LlsError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import read_letter, write_letter
from lls_drafter.packs.sources import builtin_root
from lls_drafter.session.evaluate import evaluate_letter
from lls_drafter.session.render import RenderOptions, render_letter
from tests.tools import FIGURE, rounds

pytestmark = pytest.mark.soak

EXAMPLES = sorted((builtin_root() / "templates" / "mco_standard" / "exemples").glob("*.lls.yaml"))
TODAY = date(2026, 3, 9)
Record = Callable[[str, object], None]
_PIECES = [b"[", b"{", b"- ", b": ", b"\t", b"'", b'"', b"&a ", b"*a", b"!!x ", b"|\n", b"\x00", b"\xff", b"\n"]


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Give a file with a few of its bytes, lines or pieces spoiled."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(out))
        match chance.randrange(6):
            case 0:
                out[at] = chance.randrange(256)
            case 1:
                del out[at : at + chance.randint(1, 40)]
            case 2:
                out[at:at] = chance.choice(_PIECES) * chance.randint(1, 3)
            case 3:
                out[at:at] = out[max(0, at - 200) : at]
            case 4:
                del out[at:]
            case _:
                out[at:at] = chance.choice(["aucun", "\u2028", "é", "2026-02-31", "1e309", "\U0001f600"]).encode()
        if not out:
            return b""
    return bytes(out)


def test_spoiled_files_are_read_or_refused(record_property: Record) -> None:
    """Whatever happened to a file, it is a letter or a French sentence: never a crash, never a wait."""
    chance, refused, count = random.Random(7), 0, rounds(300, 60_000)  # noqa: S311 - fuzzing, the same each time
    sources = [path.read_bytes() for path in EXAMPLES]
    slowest = 0.0
    for _ in range(count):
        data = spoiled(chance.choice(sources), chance)
        begin = time.perf_counter()
        try:
            letter = read_letter(data, name="essai").lettre
            evaluate_letter(letter, today=TODAY)
            assert letter == read_letter(write_letter(letter), name="essai").lettre
        except LlsError:
            refused += 1
        slowest = max(slowest, time.perf_counter() - begin)

    record_property(FIGURE, f"{count} spoiled files, {refused} refused, slowest {slowest * 1000:.0f} ms")
    assert 0 < refused < count


def test_load_of_letters(record_property: Record) -> None:
    """A long series of letters is judged and rendered without slowing down."""
    letters = [read_letter(path.read_bytes(), name=path.name).lettre for path in EXAMPLES]
    count = rounds(40, 5_000)
    times: list[float] = []
    for number in range(count):
        letter = letters[number % len(letters)]
        begin = time.perf_counter()
        evaluate_letter(letter, today=TODAY)
        render_letter(letter, "docx", RenderOptions(today=TODAY))
        times.append(time.perf_counter() - begin)
    first, last = sorted(times[: count // 2])[count // 4], sorted(times[count // 2 :])[count // 4]

    each = sum(times) / count * 1000
    record_property(
        FIGURE, f"{count} letters judged and rendered, {each:.1f} ms each, second half {last / first:.2f} x the first"
    )
    assert count == len(times)


ANSWERS = [
    ("patient.nom_naissance", "MARTIN"),
    ("patient.prenoms_naissance", "JEANNE"),
    ("motif_hospitalisation", "Dyspnée aiguë fébrile"),
    ("conclusion", "Pneumopathie lobaire inférieure droite"),
    ("synthese_medicale", "Histoire : toux et fièvre depuis trois jours ; évolution favorable.\n."),
    ("etat_sortie", "Apyrétique, saturation 97 % en air ambiant"),
    ("patient.adresse", "12 rue des Tilleuls, Valmont"),
]


def test_kill_loses_no_accepted_answer(tmp_path: Path, record_property: Record) -> None:
    """After `kill -9` at any moment, the file is a whole letter with every answer that was acknowledged."""
    chance, count, kept = random.Random(11), rounds(6, 400), 0  # noqa: S311 - the same each time
    for number in range(count):
        path = tmp_path / f"l{number}.lls.yaml"
        acknowledged = _type_and_kill(path, chance)
        kept += acknowledged
        letter = LetterStore(path).load().lettre if path.exists() else Lettre()
        written = write_letter(letter)
        assert [] == [text for _, text in ANSWERS[:acknowledged] if text.removesuffix("\n.") not in written]

    record_property(FIGURE, f"{count} kills, {kept} acknowledged answers, none lost")


def _type_and_kill(path: Path, chance: random.Random) -> int:
    """Type answers into the wizard, kill it at a random moment; give how many answers it had acknowledged."""
    command = [sys.executable, "-m", "lls_drafter", "nouvelle", str(path), "--interface", "simple"]
    until, acknowledged = chance.randint(0, len(ANSWERS)), 0
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as wizard:
        assert wizard.stdin is not None
        assert wizard.stdout is not None
        for question, text in ANSWERS[:until]:
            wizard.stdin.write(f"aller {question}\n{text}\n")
            wizard.stdin.flush()
            for line in wizard.stdout:
                if re.match(r"[>\s]*-> ", line):
                    acknowledged += 1
                    break
        if until < len(ANSWERS):  # one more answer is under way when the kill comes
            wizard.stdin.write(f"aller {ANSWERS[until][0]}\n{ANSWERS[until][1]}\n")
            wizard.stdin.flush()
            time.sleep(chance.random() / 50)
        wizard.kill()
    return acknowledged
