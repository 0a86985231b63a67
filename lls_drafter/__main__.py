"""`python -m lls_drafter` is `lls`."""

import sys

from lls_drafter.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
