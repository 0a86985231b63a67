"""`lls verifier`: what each letter lacks, with source and fix, and the QLS estimate."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lls_drafter import __version__
from lls_drafter.cli.commands import _letters
from lls_drafter.cli.context import Context
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import DraftError, ExitCode, LlsError
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter_files.codec import LetterFile
from lls_drafter.rules.model import Niveau, Verdict
from lls_drafter.rules.verdicts import is_justified
from lls_drafter.session.evaluate import Evaluation

JSON_FORMAT = 1
_TO_SHOW = {Verdict.NON_CONFORME: "non conforme", Verdict.A_FAIRE: "à faire"}


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("fichiers", metavar="FICHIER", type=Path, nargs="+", help="lettres à vérifier")
    parser.add_argument("--json", action="store_true", help="sortie JSON stable (schéma : lls schema verifier)")
    parser.add_argument("--conseils", action="store_true", help="montrer aussi les conseils")
    _letters.add_packs(parser)


def run(args: Namespace, context: Context) -> ExitCode:
    """Judge each file; the exit code is that of the worst."""
    entries: list[dict[str, Any]] = []
    codes: list[ExitCode] = []
    for path in args.fichiers:
        try:
            store = LetterStore(path)
            read = store.load()
            evaluation = _letters.judge(store, read, context, args.pack)
            waiting = _letters.waiting_texts(store, read.lettre, context)
        except DraftError as error:
            codes.append(error.exit_code)
            entries.append(_error_entry(path, error))
            if not args.json:
                context.complain(error)
            continue
        codes.append(ExitCode.OK if evaluation.validable else ExitCode.NOT_VALIDATABLE)
        if args.json:
            entries.append(_entry(path, read, evaluation, waiting))
        else:
            _letters.say_migration(read, context)
            _show(path, read, evaluation, context, with_advice=args.conseils)
            context.say(f"  {_conclusion(read.lettre, evaluation.missing, waiting)}")
    if args.json:
        report = {"format": JSON_FORMAT, "lls_drafter": __version__, "fichiers": entries}
        context.say(json.dumps(report, ensure_ascii=False, indent=2))
    return _letters.worst(codes)


def _entry(path: Path, read: LetterFile, evaluation: Evaluation, waiting: Sequence[str]) -> dict[str, Any]:
    """Give the JSON of one judged letter."""
    findings = []
    for finding in evaluation.findings:
        place = read.locate(finding.chemin)
        findings.append(
            {
                "regle": finding.regle,
                "niveau": finding.niveau.value,
                "chemin": str(finding.chemin),
                "ligne": place.line,
                "colonne": place.column,
                "message": finding.message,
                "source": finding.source,
                "certitude": finding.certitude.value,
                "correction": finding.correction,
                "justifiable": finding.justifiable,
                "justifie": is_justified(finding, read.lettre),
            }
        )
    return {
        "fichier": str(path),
        "constats": findings,
        "qls": _qls(evaluation),
        "textes_en_attente": list(waiting),
        "validable": evaluation.validable,
    }


def _qls(evaluation: Evaluation) -> dict[str, Any] | None:
    """Give the JSON of the estimate, null when there is no grid for the activity."""
    if evaluation.qls is None:
        return None
    report = evaluation.qls.report
    return {
        "grille": report.checklist.id,
        "certitude": report.checklist.certitude.value,
        "score": evaluation.qls.score,
        "score_projete": evaluation.qls.score_projete,
        "criteres": [
            {"id": r.item.id, "titre": r.item.titre, "verdict": r.verdict.value, "raison": r.raison}
            for r in report.results
        ],
    }


def _error_entry(path: Path, error: LlsError) -> dict[str, Any]:
    """Give the JSON of a file that cannot be used."""
    place = error.location
    return {
        "fichier": str(path),
        "erreur": {
            "message": error.message,
            "indication": error.hint,
            "ligne": place.line if place else None,
            "colonne": place.column if place else None,
        },
        "validable": False,
    }


def _show(path: Path, read: LetterFile, evaluation: Evaluation, context: Context, *, with_advice: bool) -> None:
    """Write the judgement of one letter for a person."""
    context.say(str(path))
    if read.comments:
        context.say("  Ce fichier contient des commentaires (« # ») : ils ne font pas partie de la lettre.")
    advice = 0
    for finding in evaluation.findings:
        if finding.niveau is Niveau.CONSEIL and not with_advice:
            advice += 1
            continue
        line = read.locate(finding.chemin).line
        for text in _letters.finding_lines(finding, line=line, justified=is_justified(finding, read.lettre)):
            context.say(text)
    if advice:
        context.say(f"  {advice} conseil{'s' if advice > 1 else ''} (les voir : --conseils)")
    for text in qls_lines(evaluation):
        context.say(f"  {text}")


def _conclusion(lettre: Lettre, blocking: int, waiting: Sequence[str]) -> str:
    """Say where the letter stands: what blocks it, and the questions whose text was not accepted."""
    many = "s" if blocking > 1 else ""
    reasons = [f"{blocking} point{many} bloquant{many}"] if blocking else []
    reasons += [f"un texte tapé n'a pas été accepté ({' ; '.join(waiting)})"] if waiting else []
    if reasons:
        return f"Ne peut pas être validée : {', et '.join(reasons)}."
    if lettre.statut is Statut.VALIDEE:
        return f"Validée, version {lettre.version} ; rien de bloquant."
    return "Annulée." if lettre.statut is Statut.ANNULEE else "Peut être validée."


def qls_lines(evaluation: Evaluation) -> list[str]:
    """Give the estimate for a person, always labelled as one."""
    if evaluation.qls is None:
        return ["QLS non calculé : grille non disponible pour cette activité ; le contrôle réglementaire reste fait."]
    score, projected = evaluation.qls.score, evaluation.qls.score_projete
    if score is None:
        return ["QLS : aucun critère ne s'applique à cette lettre."]
    lines = [
        f"QLS : {score} / 100"
        + (f", {projected} une fois faits les actes du jour" if projected != score else "")
        + " (estimation ; ne remplace pas le recueil HAS)"
    ]
    for result in evaluation.qls.report.results:
        word = _TO_SHOW.get(result.verdict)
        if word is not None:
            lines.append(
                f"  {result.item.id} {result.item.titre} : {word}" + (f" - {result.raison}" if result.raison else "")
            )
    return lines
