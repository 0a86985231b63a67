"""`lls demo`: a fictional stay from typed answers to every output, no question asked."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from lls_drafter.cli.commands.verifier import qls_lines
from lls_drafter.cli.context import Context
from lls_drafter.drafts import files
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode, ExportError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.remise import Comprehension, EnvoiFait, IssueRemise, ModeRemise, RemiseFaite
from lls_drafter.session.create import DEFAULT_TEMPLATE, new_letter
from lls_drafter.session.demo import demo_answers, demo_names, demo_settings
from lls_drafter.session.evaluate import Evaluation
from lls_drafter.session.life import Refusal, Signing, validate_letter
from lls_drafter.session.register import record_hand_over, record_sending
from lls_drafter.session.render import FORMATS, RenderOptions, is_available, render_letter, suffix_of
from lls_drafter.session.templates import template_mark
from lls_drafter.session.work import Work
from lls_drafter.wizard import script


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "-o",
        "--sortie",
        metavar="DOSSIER",
        type=Path,
        default=Path("demo"),
        help="dossier de la démonstration (par défaut : demo)",
    )
    parser.add_argument("--brouillon", action="store_true", help="s'arrêter à la lettre rédigée, avant la validation")


def run(args: Namespace, context: Context) -> ExitCode:
    """Type the answers, judge, validate, hand over, send, and write every format."""
    folder: Path = args.sortie
    answers, path = demo_names(folder)
    today = context.clock.now().date()
    files.make_private_folder(folder)
    _clear(path)
    files.write_private(answers, demo_answers(today).encode())
    fictive = new_letter(
        demo_settings(), clock=context.clock, ids=context.ids, modele=template_mark(DEFAULT_TEMPLATE)
    ).replace(fictive=True)
    work = Work(fictive, LetterStore(path), demo_settings(), context.clock)
    outcome = script.run(work, script.read_script(answers))
    context.say(f"Séjour fictif : {len(script.read_script(answers))} réponses tapées ({answers})")
    for line in (*outcome.problems, *outcome.blocking):
        context.say(f"  {line}")
    lettre = work.lettre if args.brouillon else _lived(work, context)
    _tell(work.evaluate(lettre), context)
    _write_all(lettre, folder, today, context)
    context.say(f"Démonstration écrite dans {folder}")
    return ExitCode.OK if work.evaluate(lettre).validable else ExitCode.NOT_VALIDATABLE


def _clear(path: Path) -> None:
    """Take away the letter of a former demonstration, and its versions: they are this command's own files."""
    store = LetterStore(path)
    store.forget_bookmark()
    for old in (path, *store.frozen_path(1).parent.glob("v*.lls.yaml")):
        try:
            old.unlink(missing_ok=True)
        except OSError as error:
            raise files.storage_error(error, old) from error


def _lived(work: Work, context: Context) -> Lettre:
    """Take the letter through its day: validated, handed over, sent."""
    now = context.clock.now()
    signing = Signing(par="Dr Anne KELLER", compte="demo")
    validated = validate_letter(work.lettre, signing=signing, clock=context.clock)
    if isinstance(validated, Refusal):
        for finding in validated.findings:
            context.say(f"  bloquant {finding.regle} : {finding.message}")
        return work.lettre
    work.store.freeze(validated, standing=work.lettre)
    handed = record_hand_over(
        validated,
        RemiseFaite(
            date=now.date(),
            heure=now.time().replace(second=0, microsecond=0),
            mode=ModeRemise.MAIN_PROPRE,
            par="Dr Anne KELLER",
            issue=IssueRemise.REMISE,
            comprehension_verifiee=Comprehension.OUI,
        ),
    )
    act = EnvoiFait(date=now.date(), heure=now.time().replace(second=0, microsecond=0), par="demo", trace="DEMO-0001")
    sent = handed
    for plan in validated.envois:
        if plan.destinataire and plan.canal:
            sent = record_sending(sent, destinataire=plan.destinataire, canal=plan.canal, act=act)
    work.save(sent, "fin", {})
    work.store.forget_bookmark()
    return sent


def _tell(evaluation: Evaluation, context: Context) -> None:
    """Write the findings and the estimate."""
    for finding in evaluation.findings:
        context.say(f"  {finding.niveau.value} {finding.regle} : {finding.message}")
    for line in qls_lines(evaluation):
        context.say(f"  {line}")


def _write_all(lettre: Lettre, folder: Path, today: date, context: Context) -> None:
    """Write every format of the product; say which ones this seat cannot make."""
    for name in filter(is_available, FORMATS):
        target = folder / f"lettre{suffix_of(name)}"
        try:
            files.write_private(
                target, render_letter(lettre, name, RenderOptions(today=today, now=context.clock.now()))
            )
        except ExportError as error:
            raise error.at(str(target)) from error
        context.say(f"  {target}")
    if not all(map(is_available, FORMATS)):
        context.say("  PDF non écrits : il manque un complément (pip install 'lls-drafter[pdf]')")
