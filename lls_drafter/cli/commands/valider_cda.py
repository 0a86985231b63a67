"""`lls valider-cda`: our checks on CDA documents, and the official ones when a distribution of the ANS is at hand."""

import json
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lls_drafter import __version__
from lls_drafter.cda.judge import Judge, Verdict
from lls_drafter.cda.strict import Ecart, check
from lls_drafter.cda.xml import parse
from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.drafts.files import storage_error
from lls_drafter.errors import ExitCode, LlsError, UsageError

JSON_FORMAT = 1
_OURS: Final = "contrôles de lls-drafter"
_WORDS: Final = {"erreur": "ERREUR", "avertissement": "alerte", "information": "info"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """One fault, whoever found it."""

    profil: str
    regle: str
    niveau: str
    chemin: str
    ligne: int | None
    message: str
    correction: str


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("fichiers", metavar="FICHIER", type=Path, nargs="+", help="documents CDA (*.xml)")
    parser.add_argument(
        "--ans",
        metavar="DOSSIER",
        type=Path,
        help="exécuter aussi les contrôles officiels : dossier décompressé de l'outil « TestContenuCDA » de l'ANS",
    )
    parser.add_argument(
        "--profil",
        metavar="NOM",
        action="append",
        default=[],
        help="avec --ans : ne faire que ce contrôle officiel (répétable ; XSD, IHE, CI-SIS_LDL-SES_2022.01…)",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="les contrôles de lls-drafter : faits sans --ans et avec ; avec --profil, seulement si on le demande",
    )
    parser.add_argument(
        "--montrer-valeurs",
        action="store_true",
        help="montrer dans les messages les valeurs du document : ce peuvent être des données du patient",
    )
    parser.add_argument("--json", action="store_true", help="sortie JSON stable")


def run(args: Namespace, context: Context) -> ExitCode:
    """Judge each file; the exit code is that of the worst."""
    if args.profil and args.ans is None:
        raise UsageError("--profil demande --ans", hint="lls valider-cda --ans DOSSIER --profil NOM FICHIER")
    with nullcontext() if args.ans is None else _prepare(args, context) as judge:
        return _run(args, context, judge)


def _run(args: Namespace, context: Context, judge: Judge | None) -> ExitCode:
    """Judge each file."""
    entries: list[dict[str, Any]] = []
    codes: list[ExitCode] = []
    for path in args.fichiers:
        try:
            profiles, faults = _faults(path, judge, args)
        except LlsError as error:
            codes.append(error.exit_code)
            entries.append({"fichier": str(path), "erreur": {"message": error.message, "indication": error.hint}})
            if not args.json:
                context.complain(error)
            continue
        wrong = any(fault.niveau == "erreur" for fault in faults)
        codes.append(ExitCode.NOT_VALIDATABLE if wrong else ExitCode.OK)
        entries.append(_entry(path, profiles, faults))
        if not args.json:
            _show(path, profiles, faults, context)
    if args.json:
        remarks = [] if judge is None else list(judge.remarks)
        report = {"format": JSON_FORMAT, "lls_drafter": __version__, "remarques": remarks, "fichiers": entries}
        context.say(json.dumps(report, ensure_ascii=False, indent=2))
    elif len(codes) > 1:
        context.say(_summary(codes))
    return _letters.worst(codes)


def _prepare(args: Namespace, context: Context) -> Judge:
    """Make the judge, and say what was mended in our copy of the distribution."""
    if not args.json:
        context.warn("Préparation des contrôles officiels (dix à vingt secondes la première fois)…")
    judge = Judge.of(args.ans)
    if judge.remarks and not args.json:
        many = "s" if len(judge.remarks) > 1 else ""
        context.warn(
            f"{len(judge.remarks)} remarque{many} sur la distribution : noms de fichiers remis d'accord ou fichiers "
            "absents, dans notre copie seulement (le détail : --json)"
        )
    return judge


def _faults(path: Path, judge: Judge | None, args: Namespace) -> tuple[tuple[str, ...], tuple[_Fault, ...]]:
    """Give the checks done on a file, and what they found."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise storage_error(error, path) from error
    root = parse(source, name=str(path))
    profiles: list[str] = []
    faults: list[_Fault] = []
    if args.strict or not args.profil:
        profiles.append(_OURS)
        faults += [_of_ours(found) for found in check(root)]
    if judge is not None:
        profiles += judge.named(args.profil) or judge.profiles_of(source, name=str(path))
        verdicts = judge.judge(source, name=str(path), profiles=args.profil)
        faults += [_of_official(verdict, shown=args.montrer_valeurs) for verdict in verdicts]
    return tuple(profiles), tuple(faults)


def _of_ours(found: Ecart) -> _Fault:
    """Give a fault found by our own checks."""
    return _Fault(
        profil=_OURS,
        regle=found.regle,
        niveau=found.niveau.value,
        chemin=found.chemin,
        ligne=found.ligne,
        message=found.message,
        correction=found.correction,
    )


def _of_official(verdict: Verdict, *, shown: bool) -> _Fault:
    """Give a fault found by an official check."""
    return _Fault(
        profil=verdict.profil,
        regle=verdict.regle,
        niveau=verdict.niveau.value,
        chemin=verdict.chemin,
        ligne=verdict.ligne,
        message=verdict.integral if shown else verdict.message,
        correction="",
    )


def _entry(path: Path, profiles: Sequence[str], faults: Sequence[_Fault]) -> dict[str, Any]:
    """Give the JSON of one file."""
    return {
        "fichier": str(path),
        "controles": list(profiles),
        "constats": [
            {
                "controle": fault.profil,
                "regle": fault.regle,
                "niveau": fault.niveau,
                "chemin": fault.chemin,
                "ligne": fault.ligne,
                "message": fault.message,
                "correction": fault.correction,
            }
            for fault in faults
        ],
        "conforme": all(fault.niveau != "erreur" for fault in faults),
    }


def _show(path: Path, profiles: Sequence[str], faults: Sequence[_Fault], context: Context) -> None:
    """Write the judgement of one file for a person: check after check, then the count."""
    context.say(str(path))
    for profile in dict.fromkeys((*profiles, *(fault.profil for fault in faults))):
        own = [fault for fault in faults if fault.profil == profile]
        context.say(f"  {profile} : {_counted(own)}")
        for fault in own:
            place = f"{fault.chemin}" + (f" (ligne {fault.ligne})" if fault.ligne else "")
            context.say(f"    {_WORDS[fault.niveau]:<7} {fault.regle}  {place}")
            context.say(f"            {fault.message}")
            if fault.correction:
                context.say(f"            → {fault.correction}")
    context.say(f"  {_conclusion(faults)}")


def _counted(faults: Sequence[_Fault]) -> str:
    """Say how many faults of each level."""
    counts = Counter(fault.niveau for fault in faults)
    words = [
        f"{counts[level]} {word}{'s' if counts[level] > 1 else ''}"
        for level, word in (("erreur", "erreur"), ("avertissement", "avertissement"), ("information", "information"))
        if counts[level]
    ]
    return ", ".join(words) or "rien à redire"


def _conclusion(faults: Sequence[_Fault]) -> str:
    """Say in one sentence what the file is worth; a check passed is no proof of quality."""
    if any(fault.niveau == "erreur" for fault in faults):
        return f"Non conforme : {_counted(faults)}."
    return f"Conforme aux contrôles faits ({_counted(faults)})."


def _summary(codes: Sequence[ExitCode]) -> str:
    """Say how many files there were, and how many are wrong or could not be judged."""
    wrong = sum(code is ExitCode.NOT_VALIDATABLE for code in codes)
    unread = sum(code not in (ExitCode.OK, ExitCode.NOT_VALIDATABLE) for code in codes)
    return (
        f"{len(codes)} fichiers : {len(codes) - wrong - unread} conformes, {wrong} non conformes, {unread} non jugés."
    )
