"""`lls configurer`: the questions asked once per seat, in plain lines; a new letter starts from the answers."""

import typing
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from lls_drafter.cli.context import Context
from lls_drafter.drafts import files
from lls_drafter.errors import ExitCode, UsageError
from lls_drafter.letter.paths import FieldPath, field_info, scalar_types
from lls_drafter.letter.remise import Canal
from lls_drafter.letter_files import messages_fr
from lls_drafter.places import expanded
from lls_drafter.settings import (
    EnvoiType,
    PlanDiffusion,
    Settings,
    load_layer,
    load_settings,
    settings_files,
    write_settings,
)
from lls_drafter.wizard.choose import Interface
from lls_drafter.wizard.keys import find_command, keymap

_KEYS = "touches."
_IDENTITY = ("civilite", "nom", "prenom", "fonction", "rpps", "telephone", "mssante")


@dataclass(frozen=True, slots=True)
class Question:
    """One line to ask: the setting's address and its words on screen."""

    path: str
    titre: str


def _questions() -> Iterator[Question]:
    """Give the questions in their order."""
    for name in ("nom", "finess", "service", "adresse", "telephone"):
        yield Question(f"etablissement.{name}", _title(f"etablissement.{name}"))
    yield Question("activite", _title("activite"))
    for name in _IDENTITY:
        yield Question(f"signataires[0].{name}", f"Signataire : {_title(f'signataires[0].{name}').lower()}")
    for name in ("mode", "par"):
        yield Question(f"diffusion.remise.{name}", f"Remise au patient : {_title(f'diffusion.remise.{name}').lower()}")
    yield Question("modele", _title("modele"))
    for name in ("interface", "theme", "verrou_minutes", "dossier_lettres"):
        yield Question(name, _title(name))


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--montrer", action="store_true", help="montrer les réglages en vigueur (site puis utilisateur)"
    )
    parser.add_argument(
        "--regler",
        metavar="CHEMIN=VALEUR",
        action="append",
        default=[],
        help="régler sans question, par exemple etablissement.service=Cardiologie, ou touches.apercu=F5",
    )
    parser.add_argument(
        "--envoi",
        metavar="DESTINATAIRE:CANAL",
        action="append",
        default=[],
        help="ajouter un envoi prévu, par exemple medecin_traitant:mssante",
    )
    parser.add_argument("--site", action="store_true", help="écrire les réglages du site (droits d'administration)")


def run(args: Namespace, context: Context) -> ExitCode:
    """Show the settings, change some without question, or ask them one by one."""
    if args.montrer:
        context.stdout.write(write_settings(load_settings()))
        return ExitCode.OK
    target = settings_files()[0 if args.site else 1]
    settings = load_layer(target)
    if args.regler or args.envoi:
        for text in args.regler:
            settings = _set(settings, text)
        if any(text.startswith(_KEYS) for text in args.regler):
            _check_keys(settings, alone=args.site)
        for text in args.envoi:
            settings = _add_sending(settings, text)
    else:
        settings = _ask(settings, context, target)
    _keep(settings, target)
    context.say(f"Réglages enregistrés : {target}")
    if settings.diffusion is None or not settings.diffusion.envois:
        context.say("Aucun envoi prévu d'office. En ajouter : lls configurer --envoi medecin_traitant:mssante")
    return ExitCode.OK


def _title(path: str) -> str:
    """Give the French title of a setting."""
    return field_info(path, Settings).title or path


def _ask(settings: Settings, context: Context, target: Path) -> Settings:
    """Ask each question; an empty line keeps what is there, « - » takes it out; each answer is kept at once."""
    context.say("Réglages de ce poste. Entrée garde la valeur entre crochets ; « - » l'efface ; Ctrl-D termine.")
    for question in _questions():
        settings = _ask_one(settings, question, context, target)
    return settings


def _ask_one(settings: Settings, question: Question, context: Context, target: Path) -> Settings:
    """Ask until the answer has the right shape, is empty, or the input ends."""
    path = FieldPath.parse(question.path)
    while True:
        present = path.read(settings)
        shown = "" if present is None else f" [{present}]"
        context.stdout.write(f"{question.titre}{_choices(question.path)}{shown} : ")
        context.stdout.flush()
        line = context.stdin.readline()
        text = line.strip()
        if not text:
            if not line:
                context.say()
            return settings
        try:
            settings = _replaced(settings, question.path, None if text == "-" else text)
        except UsageError as error:
            context.say(f"  {error.message}{f' ({error.hint})' if error.hint else ''}")
            continue
        _keep(settings, target)
        return settings


def _choices(path: str) -> str:
    """Give the possible words of a setting that has a closed list."""
    words = _words(field_info(path, Settings).annotation)
    return f" ({', '.join(words)})" if words else ""


def _words(annotation: object) -> tuple[str, ...]:
    """Give the words of a closed list, declared as an enum or as a list of texts."""
    enums = [kind for kind in scalar_types(annotation) if hasattr(kind, "__members__")]
    if enums:
        return tuple(str(member.value) for kind in enums for member in kind.__members__.values())
    members = (annotation, *typing.get_args(annotation))
    closed = [member for member in members if typing.get_origin(member) is typing.Literal]
    return tuple(word for member in closed for word in typing.get_args(member))


def _set(settings: Settings, text: str) -> Settings:
    """Carry out one `--regler CHEMIN=VALEUR`."""
    path, sign, value = text.partition("=")
    if not sign:
        raise UsageError("réglage illisible", hint="l'écrire CHEMIN=VALEUR")
    if path.strip().startswith(_KEYS):
        return _with_key(settings, path.strip().removeprefix(_KEYS), value.strip())
    return _replaced(settings, path.strip(), value.strip() or None)


def _with_key(settings: Settings, name: str, key: str) -> Settings:
    """Give the settings with the key of one command changed, or given back to the product when empty."""
    command = find_command(name)
    if command is None:
        raise UsageError(f"commande inconnue : {name}", hint="« lls touches » montre les commandes et leurs touches")
    others = {word: own for word, own in settings.touches.items() if find_command(word) is not command}
    return settings.replace(touches={**others, command.name: key} if key else others)


def _check_keys(settings: Settings, *, alone: bool) -> None:
    """Refuse keys that an interface could not bind, those of the site taken into account.

    Raises:
        UsageError: see `keymap`.
    """
    below = {} if alone else load_layer(settings_files()[0]).touches
    for interface in (Interface.PLEIN, Interface.INVITE):
        keymap({**below, **settings.touches}, interface)


def _replaced(settings: Settings, path: str, value: str | None) -> Settings:
    """Give the settings with one value changed.

    Raises:
        UsageError: there is no such setting, or the value has not its shape.
    """
    try:
        kinds = scalar_types(field_info(path, Settings).annotation)
        if path == "dossier_lettres" and value is not None:  # wherever `lls` is started from
            value = str(expanded(value).absolute())
        words = _words(field_info(path, Settings).annotation)
        return FieldPath.parse(path).replace(settings, _converted(value, kinds, words))
    except (KeyError, ValueError) as error:
        if isinstance(error, ValidationError):
            sentence, hint = messages_fr.describe(messages_fr.errors_of(error)[0], Settings)
            choices = _choices(path).strip(" ()")
            said = field_info(path, Settings).description if path == "verrou_minutes" else None
            raise UsageError(
                "valeur non prévue" if choices else sentence, hint=f"choix : {choices}" if choices else said or hint
            ) from None
        raise UsageError("ce réglage n'existe pas", hint="voir « lls schema reglages »") from error


def _converted(value: str | None, kinds: tuple[type, ...], words: tuple[str, ...]) -> object:
    """Give the typed text as the setting's own type, when it can be; validation says the rest."""
    if value is not None and value.casefold() in words and not kinds:
        return value.casefold()
    for kind in kinds:
        if value is not None and hasattr(kind, "__members__"):
            return next((one for one in kind.__members__.values() if one.value == value.casefold()), value)
        if kind is bool and value in ("oui", "non"):
            return value == "oui"
        if kind is int and value is not None and value.isdigit():
            return int(value)
    return value


def _add_sending(settings: Settings, text: str) -> Settings:
    """Carry out one `--envoi DESTINATAIRE:CANAL`."""
    who, sign, channel = text.partition(":")
    if not sign:
        raise UsageError("envoi illisible", hint="l'écrire DESTINATAIRE:CANAL, par exemple medecin_traitant:mssante")
    try:
        sending = EnvoiType(destinataire=who.strip(), canal=Canal(channel.strip()), prevu="le jour de la sortie")
    except ValueError as error:
        raise UsageError("canal inconnu", hint="canaux possibles : " + ", ".join(Canal)) from error
    plan = settings.diffusion or PlanDiffusion()
    return settings.replace(diffusion=plan.replace(envois=(*plan.envois, sending)))


def _keep(settings: Settings, target: Path) -> None:
    """Write the settings file, private and in one step."""
    files.make_private_folder(target.parent)
    files.write_private(target, write_settings(settings).encode())
