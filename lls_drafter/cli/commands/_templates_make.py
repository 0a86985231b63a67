"""Templates made: begun, verified, signed off."""

from argparse import Namespace
from pathlib import Path

from lls_drafter.cli.commands._templates_show import upgrade_lines
from lls_drafter.cli.context import Context
from lls_drafter.document.faults import Fault, Gravite
from lls_drafter.errors import ExitCode
from lls_drafter.packs.publication import StatutModele, standing
from lls_drafter.packs.templates import layer_of
from lls_drafter.session.pack_install import Destination, Installation, Installed, check_installation, install
from lls_drafter.session.selfcheck import Verification, verify_folder, verify_template
from lls_drafter.session.template_folder import SignOff, sign_off, start_template, upgrade_report

_WORDS = {Gravite.ERREUR: "ERREUR", Gravite.CONSEIL: "conseil"}


def start(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Begin a template, and say what comes next."""
    resolved = start_template(args.dossier, args.depuis, titre=args.titre, extra=packs)
    context.say(f"Modèle « {resolved.template.id} » commencé dans {args.dossier} ; il étend « {args.depuis} ».")
    context.say(f"  Papier à en-tête : ouvrir {args.dossier / 'papier.docx'} dans Word ou LibreOffice")
    context.say(f"  Contenu          : lls modeles assistant {args.dossier}")
    context.say(f"  Vérifier         : lls modeles verifier {args.dossier}")
    return ExitCode.OK


def verify(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Verify each template; gives 3 when one of them could not be published."""
    code = ExitCode.OK
    for text in args.modele:
        folder = Path(text)
        found = verify_folder(folder, packs) if folder.is_dir() else verify_template(text, packs)
        say_verification(text, found, context)
        if found.resolved is not None and folder.is_dir():
            lines = upgrade_lines(upgrade_report(folder, packs))
            if lines:
                context.say("La base de ce modèle a changé :")
            for line in lines:
                context.say(f"  {line}")
        if not found.is_sound:
            code = ExitCode.PACK
    return code


def say_verification(name: str, found: Verification, context: Context) -> None:
    """Write the faults of a template, and how it was verified."""
    for fault in found.faults:
        for line in fault_lines(fault):
            context.say(line)
    errors = sum(fault.gravite is Gravite.ERREUR for fault in found.faults)
    advice = len(found.faults) - errors
    if found.is_sound:
        told = f" ; {advice} conseil{'s' if advice > 1 else ''}" if advice else ""
        context.say(f"{name} : conforme, lettre témoin relue en {', '.join(found.formats)}{told}")
    else:
        context.say(f"{name} : {errors} erreur{'s' if errors > 1 else ''} à corriger")


def fault_lines(fault: Fault) -> tuple[str, ...]:
    """Give a fault as lines: rule, place, sentence, fix."""
    lines = [f"  {_WORDS[fault.gravite]:<8} {fault.regle}  {fault.lieu}", f"           {fault.message}"]
    return (*lines, f"           → {fault.correction}") if fault.correction else tuple(lines)


def publish(args: Namespace, context: Context, packs: tuple[Path, ...]) -> ExitCode:
    """Sign a template off, and put it where letters find it."""
    statut = StatutModele.PUBLIE
    if args.candidat or args.retirer:
        statut = StatutModele.CANDIDAT if args.candidat else StatutModele.RETIRE
    signing = SignOff(statut=statut, par=args.par, fonction=args.fonction, le=context.clock.now().date())
    wanted = None
    if args.installer:
        wanted = Installation(
            folder=args.dossier, destination=Destination(args.installer), replace=args.remplacer, packs=packs
        )
    if statut is StatutModele.RETIRE:
        return _withdraw(args.dossier, signing, wanted, context)
    if wanted is not None:
        check_installation(wanted)
    found = sign_off(args.dossier, signing, extra=packs)
    if not found.is_sound:
        say_verification(str(args.dossier), found, context)
        context.warn("lls : ce modèle ne peut pas être publié tant que ces erreurs sont là")
        return ExitCode.PACK
    context.say(f"{args.dossier.absolute().name} : {standing(args.dossier).say()}")
    if wanted is not None:
        _say_installed(install(wanted), context)
    elif layer_of(args.dossier, packs) is None:
        context.say("Ce dossier n'est pas l'un de ceux où les lettres cherchent leur modèle :")
        context.say("  ajouter « --installer utilisateur » (ce compte) ou « --installer site » (tout l'établissement).")
    return ExitCode.OK


def _say_installed(done: Installed, context: Context) -> None:
    """Say where a template is, and what was not taken along."""
    context.say(f"Installé dans {done.folder}")
    if done.left:
        context.say(f"  Non copié, aucune lettre ne s'en sert : {', '.join(done.left)}")


def _withdraw(folder: Path, signing: SignOff, wanted: Installation | None, context: Context) -> ExitCode:
    """Withdraw a template, and the one that is installed; its files stay: letters begun with it still print."""
    sign_off(folder, signing)
    context.say(f"{folder.absolute().name} : {standing(folder).say()}")
    if wanted is None or wanted.is_there:
        return ExitCode.OK
    if not wanted.target.is_dir():
        context.say(f"Rien à retirer dans {wanted.target}")
        return ExitCode.OK
    sign_off(wanted.target, signing)
    context.say(f"Retiré aussi dans {wanted.target}")
    return ExitCode.OK
