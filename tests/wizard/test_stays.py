"""A whole stay typed: the same letter whatever the front end, and few keys."""

import asyncio
import io
from pathlib import Path

from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.sejour import Activite
from lls_drafter.wizard import plain, prompt, script
from lls_drafter.wizard.conversation import Conversation
from lls_drafter.wizard.steps import Kind
from tests.wizard.seat import Seat, settled_seat
from tests.wizard.stays import DAY_HOSPITAL, HEART_FAILURE

Stay = tuple[tuple[str, str], ...]
END_OF_SERIES = ""


def typed_in_order(seat: Seat, stay: Stay) -> tuple[list[str], Conversation]:
    """Give the lines that a person types, one per question met; an empty line passes a question.

    The conversation must ask the questions of the stay in their order.
    """
    talk, lines, answers = Conversation(seat), [], list(stay)
    while talk.step.kind is not Kind.END:
        wanted = answers and (talk.step.id == answers[0][0])
        line = answers.pop(0)[1] if wanted else END_OF_SERIES
        lines.append(line)
        talk.submit(line)
        assert len(lines) < 300, talk.step.id
    assert [] == answers
    return lines, talk


def plain_letter(seat: Seat, lines: list[str]) -> Lettre:
    """Type the lines in the front end `simple`; a text of several lines ends with a full stop alone."""
    keys = "".join(
        f"{line}\n.\n" if "\n" in line or line.startswith("Réintroduction") else f"{line}\n" for line in lines
    )
    plain.run(seat, io.StringIO(keys), io.StringIO())
    return seat.reread()


async def invite_letter(seat: Seat, lines: list[str]) -> Lettre:
    """Type the lines in the front end `invite`; Alt-Enter goes to the next line of a text."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        for line in lines:
            keys.send_text(line.replace("\n", "\x1b\r") + "\r")
        keys.send_text("\r")
        await asyncio.wait_for(prompt.talk(seat, {}), 60)
    return seat.reread()


def scripted_letter(seat: Seat, stay: Stay, tmp_path: Path) -> Lettre:
    """Give the answers of a file, no question asked."""
    from lls_drafter import yaml_io

    path = tmp_path / "reponses.yaml"
    path.write_text(yaml_io.dump({"reponses": [{question: text} for question, text in stay]}), "utf-8")
    outcome = script.run(seat, script.read_script(path))
    assert () == outcome.problems
    return seat.reread()


def fresh(tmp_path: Path, name: str, activite: Activite) -> Seat:
    """Give a settled seat on a file of its own."""
    return settled_seat(tmp_path / f"{name}.lls.yaml", activite)


def test_day_hospital_takes_at_most_25_answers(tmp_path: Path) -> None:
    """With settings in place, the short stay (c) is written in 25 answers or fewer, empty ones counted."""
    lines, talk = typed_in_order(fresh(tmp_path, "c", Activite.HDJ), DAY_HOSPITAL)

    assert len(lines) <= 25
    left = [s.id for s in talk.state.steps if s.asked and not s.answered and not s.appends and s.kind is not Kind.END]
    assert [] == left


def test_heart_failure_leaves_no_question_unanswered(tmp_path: Path) -> None:
    """The long stay (a) is asked in the order of the clinic, each question once."""
    lines, talk = typed_in_order(fresh(tmp_path, "a", Activite.MCO), HEART_FAILURE)

    left = [s.id for s in talk.state.steps if s.asked and not s.answered and not s.appends and s.kind is not Kind.END]
    assert [] == left
    assert len(lines) <= len(HEART_FAILURE) + 10
    assert 13 == len(talk.state.lettre.volet_medicamenteux)


def test_same_answers_give_the_same_letter_in_both_fronts_and_scripted(tmp_path: Path) -> None:
    """Front ends differ by their keys, never by the letter they give."""
    for stay, activite in ((HEART_FAILURE, Activite.MCO), (DAY_HOSPITAL, Activite.HDJ)):
        lines, talk = typed_in_order(fresh(tmp_path, "ordre", activite), stay)
        expected = talk.state.lettre

        assert expected == plain_letter(fresh(tmp_path, "simple", activite), lines)
        assert expected == asyncio.run(invite_letter(fresh(tmp_path, "invite", activite), lines))
        assert expected == scripted_letter(fresh(tmp_path, "script", activite), stay, tmp_path)
