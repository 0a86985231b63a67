"""`python -m lls_drafter` is `lls`."""

from lls_drafter.cli.main import entry

if __name__ == "__main__":
    entry()
