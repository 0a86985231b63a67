"""`lls medicaments lire`: what the grammar understands of lines of prescription; nothing is written anywhere."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import fields
from datetime import date

from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode
from lls_drafter.medication.data import line_data
from lls_drafter.medication.model import Ligne
from lls_drafter.medication.reading import Faits, Lecture, say_lecture

_STDIN = "-"


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "lignes",
        metavar="LIGNE",
        nargs="+",
        help="une ligne par médicament, entre guillemets ; « - » : l'entrée standard",
    )
    parser.add_argument("--json", action="store_true", help="répondre en JSON, un objet par ligne")


def run(args: Namespace, context: Context) -> ExitCode:
    """Read the lines and say what was understood; a line that is not understood is no error."""
    from lls_drafter.session.drugs import DrugDesk  # noqa: PLC0415 - for this action only

    desk = DrugDesk()
    text = context.stdin.read() if args.lignes == [_STDIN] else "\n".join(args.lignes)
    # str.splitlines would also part on signs that a pasted line may hold
    lines = text.removesuffix("\n").split("\n") if text else []
    today = context.clock.now().date()
    read = [desk.read(line.rstrip("\r")) for line in lines]
    if desk.warning:
        context.warn(f"attention : {desk.warning}")
    if args.json:
        context.say(json.dumps([reading_data(one, today) for one in read], ensure_ascii=False, indent=2))
        return ExitCode.OK
    for one in read:
        for line in told(one, today):
            context.say(line)
    return ExitCode.OK


def reading_data(lecture: Lecture, today: date) -> dict[str, object]:
    """Give a line as data, with the facts of the base in `medicament`."""
    data = line_data(lecture.ligne, phrase=say_lecture(lecture, jour=today))
    drug = data["medicament"]
    if isinstance(drug, dict):
        facts = lecture.faits
        known = {one.name: getattr(facts, one.name) for one in fields(Faits) if one.name not in _PROPOSED}
        proposed = {f"{name}_propose": getattr(facts, name) for name in _PROPOSED}
        given = {name: value for name, value in {**known, **proposed}.items() if value}
        data["medicament"] = {**drug, "connu": facts.connu, **given}
    return data


_PROPOSED = ("dosage", "forme", "voie")
"""What the base proposes and the line does not say; the line's own words keep their names."""


def told(lecture: Lecture, today: date) -> list[str]:
    """Give what was understood of a line, in words."""
    line = lecture.ligne
    if not line.texte.strip():
        return []
    if line.nom is None and line.posologie is None and line.duree is None:
        return [f"Non compris : {_shown(line)}"]
    lines = [say_lecture(lecture, jour=today) or f"(sans médicament) — {_regimen(line)}"]
    if line.surveillance:
        lines.append(f"    surveillance : {line.surveillance}")
    if line.non_lu:
        words = " · ".join(part.texte for part in line.non_lu)
        lines.append(f"    non compris, gardé tel quel : {words}")
    if line.nom is not None and not lecture.faits.connu:
        near = ", ".join(lecture.faits.propositions)
        beside = f" ; proches : {near}" if near else ""
        lines.append(f"    pas dans la base de médicaments (accepté tel quel){beside}")
    return lines


def _regimen(line: Ligne) -> str:
    data = line_data(line)
    return str(data["phrase"])


def _shown(line: Ligne) -> str:
    """Give a line that was not understood, cut for the screen when it is long."""
    text = " ".join(line.texte.split())
    return text if len(text) <= 200 else f"{text[:200]}… ({len(text)} caractères)"
