"""`lls campagne plan` and `lls campagne point`: the action plan of an audit, and its review with a new one."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lls_drafter.cli.commands import _campaign_common, _letters
from lls_drafter.cli.context import Context
from lls_drafter.errors import ExitCode

_TARGET = 80.0


def configure_plan(parser: ArgumentParser) -> None:
    """Declare the arguments of the plan."""
    parser.add_argument("audit", metavar="AUDIT.json", type=Path, help="sortie de « lls audit DOSSIER --json »")
    _campaign_common.add_outputs(parser, ".docx pour imprimer, .csv pour le tableur")
    parser.add_argument(
        "--cible", metavar="POUR_CENT", type=_campaign_common.read_target, default=_TARGET, help="par défaut : 80"
    )
    _campaign_common.add_identity(parser, whole=False)
    _letters.add_packs(parser)


def run_plan(args: Namespace, context: Context) -> ExitCode:
    """Write the plan of an audit."""
    from lls_drafter.audit.report_file import read_audit  # noqa: PLC0415 - likewise
    from lls_drafter.campaign import plan_csv, plan_words  # noqa: PLC0415 - only for this action
    from lls_drafter.campaign.actions import read_propositions  # noqa: PLC0415 - likewise
    from lls_drafter.campaign.plan import Situation, make_plan  # noqa: PLC0415 - likewise
    from lls_drafter.campaign.word import landscape_file  # noqa: PLC0415 - likewise

    audit = read_audit(args.audit)
    plan = make_plan(audit, read_propositions(tuple(args.pack)), cible=args.cible)
    identity = _campaign_common.read_identity(args)
    _campaign_common.write_papers(
        args,
        context,
        {
            "docx": lambda: landscape_file(plan_words.plan_document(plan, identity)),
            "csv": lambda: plan_csv.write_plan(plan.lignes),
        },
        (args.audit,),
    )
    if all(one.taux is None for table in audit.tableaux for one in table.criteres):
        context.warn("effectif trop faible : aucun taux, le plan suit l'ordre de la grille")
    under = {one.critere for one in plan.lignes if one.situation == Situation.SOUS_LA_CIBLE}
    context.warn(f"{len(under)} critère{'s' * (len(under) > 1)} sous la cible ; actions : {plan.nature}")
    return ExitCode.OK


def configure_point(parser: ArgumentParser) -> None:
    """Declare the arguments of the review."""
    parser.add_argument("--depuis", metavar="PLAN.csv", type=Path, required=True, help="le plan tenu par le site")
    parser.add_argument("--audit", metavar="NOUVEAU.json", type=Path, required=True, help="le nouvel audit")
    _campaign_common.add_outputs(parser, ".docx pour imprimer, .csv pour le tableur")
    parser.add_argument(
        "--cible", metavar="POUR_CENT", type=_campaign_common.read_target, help="par défaut : celle du plan"
    )
    _campaign_common.add_identity(parser, whole=False)


def run_point(args: Namespace, context: Context) -> ExitCode:
    """Write the review of a plan."""
    from lls_drafter.audit.report_file import read_audit  # noqa: PLC0415 - likewise
    from lls_drafter.campaign import review_words  # noqa: PLC0415 - only for this action
    from lls_drafter.campaign.plan_csv import read_plan  # noqa: PLC0415 - likewise
    from lls_drafter.campaign.review import make_review  # noqa: PLC0415 - likewise
    from lls_drafter.campaign.word import landscape_file  # noqa: PLC0415 - likewise

    plan = read_plan(args.depuis)
    _campaign_common.need(plan or None, "ce plan n'a aucune ligne", "vérifier le fichier de --depuis")
    point = make_review(plan, read_audit(args.audit), today=context.clock.now().date(), cible=args.cible)
    identity = _campaign_common.read_identity(args)
    _campaign_common.write_papers(
        args,
        context,
        {
            "docx": lambda: landscape_file(review_words.review_document(point, identity)),
            "csv": lambda: review_words.review_csv(point),
        },
        (args.depuis, args.audit),
    )
    for reserve in point.reserves:
        context.warn(f"réserve : {reserve}")
    return ExitCode.OK
