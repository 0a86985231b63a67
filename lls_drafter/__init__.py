"""lls-drafter: a drafting assistant, for the terminal, for the French letter of discharge from hospital.

`docs/dev/architecture.md` draws the house; `errors` lies under everything, `cli` is the door.
"""

__version__ = "0.1.0"
