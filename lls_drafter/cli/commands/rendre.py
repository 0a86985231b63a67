"""`lls rendre`: write the letter in the formats asked for; the final form only for a validated version."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.document.withheld import Copy
from lls_drafter.drafts import files
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftError, DraftStateError, ExitCode, ExportError, LlsError, UsageError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.session.render import (
    FORMATS,
    PdfEngine,
    RenderOptions,
    is_final,
    name_of,
    render_letter,
    said_of_sheets,
    stem_of,
)

STDOUT = Path("-")
_NOT_TEXT = {"docx": "un document Word", "pdf": "un fichier PDF"}


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("fichiers", metavar="FICHIER", type=Path, nargs="+", help="lettres à produire")
    parser.add_argument(
        "--vers", metavar="FORMATS", default="docx", help="formats séparés par des virgules : " + ", ".join(FORMATS)
    )
    parser.add_argument(
        "-o",
        "--sortie",
        metavar="DOSSIER",
        type=Path,
        help="dossier de sortie (par défaut : celui de la lettre ; « - » : à l'écran)",
    )
    parser.add_argument(
        "--brouillon", action="store_true", help="forme de travail, marquée BROUILLON, pour une lettre non validée"
    )
    parser.add_argument("--version-figee", metavar="N", type=int, help="réimprimer une version figée")
    parser.add_argument(
        "--copie-patient", action="store_true", help="l'exemplaire du patient, là où il diffère (personne détenue)"
    )
    parser.add_argument("--modele", metavar="ID", help="modèle à utiliser (par défaut : celui de la lettre)")
    parser.add_argument(
        "--moteur",
        choices=[str(engine) for engine in PdfEngine],
        default=str(PdfEngine.TYPST),
        help="du PDF : typst (par défaut), ou libreoffice pour le papier Word du service",
    )
    _letters.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Render each file; the exit code is that of the worst."""
    wanted = [name.strip() for name in args.vers.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise UsageError("format inconnu", hint="formats possibles : " + ", ".join(FORMATS))
    codes = []
    for path in args.fichiers:
        try:
            _render_one(path, wanted, args, context)
            codes.append(ExitCode.OK)
        except LlsError as error:
            context.complain(error if error.location else error.at(str(path)))
            codes.append(error.exit_code)
    return _letters.worst(codes)


def _render_one(path: Path, wanted: list[str], args: Namespace, context: Context) -> None:
    """Render one letter in each format."""
    store = LetterStore(path)
    read = store.load()
    _letters.say_migration(read, context)
    lettre = _version(store, read.lettre, args.version_figee)
    draft = not is_final(lettre)
    if draft and not args.brouillon:
        raise DraftStateError(
            "cette lettre n'est pas validée : seule une forme de travail est possible",
            hint="ajouter « --brouillon », ou la valider avec « lls valider »",
        )
    now = context.clock.now()
    options = RenderOptions(
        today=now.date(),
        now=now,
        modele=args.modele,
        packs=tuple(args.pack),
        copy=Copy.PATIENT if args.copie_patient else Copy.FULL,
        current=read.lettre,
        engine=PdfEngine(args.moteur),
    )
    for name in wanted:
        data = render_letter(lettre, name, options)
        if args.sortie == STDOUT:
            _to_screen(data, name, context)
            continue
        target = _target(path, lettre, name, args, draft=draft)
        _write(target, data)
        context.say(str(target))
    for sentence in said_of_sheets(lettre, wanted, options):
        context.warn(sentence)


def _version(store: LetterStore, lettre: Lettre, number: int | None) -> Lettre:
    """Give the letter itself, or the frozen version asked for."""
    if number is None:
        return lettre
    for frozen in store.frozen(lettre):
        if frozen.version == number:
            return frozen
    raise UsageError(f"il n'y a pas de version figée {number} de cette lettre", hint="voir « lls statut »")


def _target(path: Path, lettre: Lettre, name: str, args: Namespace, *, draft: bool) -> Path:
    """Name an output after the letter's file: no identity in file names."""
    stem = stem_of(path)
    if args.version_figee is not None:
        stem += f".v{lettre.version}"
    if args.copie_patient:
        stem += ".patient"
    folder = args.sortie if args.sortie is not None else path.parent
    return Path(folder) / name_of(stem, name, draft=draft)


def _write(target: Path, data: bytes) -> None:
    """Write one output, private and in one step."""
    try:
        files.make_private_folder(target.parent)
        files.write_private(target, data)
    except DraftError as error:
        raise ExportError(error.message, hint=error.hint, location=error.location) from error


def _to_screen(data: bytes, name: str, context: Context) -> None:
    """Write a text format to the terminal; a Word or PDF file has no place there."""
    if (kind := _NOT_TEXT.get(FORMATS[name].exporter)) is not None:
        raise UsageError(f"{kind} ne s'affiche pas à l'écran", hint="choisir --vers txt, ou un dossier de sortie")
    text = data.decode()
    try:
        text.encode(getattr(context.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError as error:
        raise ExportError(
            "cet écran ne sait pas montrer tous les caractères de la lettre (encodage)",
            hint="choisir un dossier de sortie, ou PYTHONIOENCODING=utf-8",
        ) from error
    context.stdout.write(text)
