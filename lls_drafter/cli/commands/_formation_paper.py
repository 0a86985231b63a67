"""`lls formation papier CAS`: a session of thirty minutes without a computer; the answers in a file of their own."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.commands import _formation
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode, UsageError

_SUFFIX = ".docx"


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    _formation.add_case(parser)
    parser.add_argument(
        "--vers", metavar="FICHIER.docx", type=Path, required=True, help="le document à distribuer : dossier et feuille"
    )
    parser.add_argument("--corrige", action="store_true", help="écrire aussi le corrigé, à côté : FICHIER-corrige.docx")
    _formation.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Write the hand-out, and the answers when they are asked for; nothing is written when something is wrong."""
    from lls_drafter.drafts.files import write_private  # noqa: PLC0415 - for this action only
    from lls_drafter.packs.cases import load_case, load_key, load_model  # noqa: PLC0415 - likewise
    from lls_drafter.training.criteria import criterion_titles  # noqa: PLC0415 - likewise
    from lls_drafter.training.handout import handout  # noqa: PLC0415 - likewise
    from lls_drafter.training.handout_docx import word_file  # noqa: PLC0415 - likewise

    target: Path = args.vers
    if target.suffix.lower() != _SUFFIX:
        raise UsageError("un fichier .docx est attendu", hint=f"« --vers {target.stem or 'seance'}{_SUFFIX} »")
    packs = tuple(args.pack)
    case, titles = load_case(args.cas, extra=packs), criterion_titles()
    made = {target: word_file(handout(case, titles))}
    if args.corrige:
        from lls_drafter.session.render import RenderOptions, render_letter  # noqa: PLC0415 - for this output only
        from lls_drafter.training.handout_answers import answers  # noqa: PLC0415 - likewise

        modele = load_model(case)
        told = answers(case, load_key(case), modele, titles, extra=packs)
        made[_beside(target, "corrige")] = word_file(told)
        options = RenderOptions(today=context.clock.now().date(), packs=packs)
        made[_beside(target, "lettre-modele")] = render_letter(modele, "docx", options)
    for path, data in made.items():
        write_private(path, data)
        context.say(f"Document Word : {path}")
    return ExitCode.OK


def _beside(target: Path, what: str) -> Path:
    """Give the file beside the hand-out that holds an answer."""
    return target.with_name(f"{target.stem}-{what}{target.suffix}")
