"""`python -m bench`: measure every case, or those whose names are given, and print one table."""

import argparse
import sys

from bench import audit, audit_page, cda, frappes, functions, pdf, plein, posologie, processes, recherche
from bench.cases import CASES, outcome
from bench.table import table

REGISTERED = (processes, functions, pdf, cda, audit, audit_page, posologie, recherche, plein)


def main() -> int:
    """Print the table; 1 with `--strict` when a limit is not kept or a case was not measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="CASE", help="only these cases")
    parser.add_argument("--list", action="store_true", help="name the cases and stop")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a limit is not kept")
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.names if name not in CASES]:
        parser.error(f"no such case: {', '.join(unknown)} (see --list)")
    if arguments.list:
        print(*CASES, sep="\n")
        return 0
    outcomes = [outcome(name) for name in arguments.names or CASES]
    print(*table(outcomes), sep="\n")
    if not arguments.names:
        print()
        frappes.main()
        print()
        plein.main()
        print()
        recherche.main()
        print()
        posologie.main()
    kept = all(one.measure is not None and one.measure.within for one in outcomes)
    return 1 if arguments.strict and not kept else 0


if __name__ == "__main__":
    sys.exit(main())
