"""The posology grammar's front door: text to structure, structure to French."""

from lls_drafter.medication.line import read_line, read_posology
from lls_drafter.medication.sentence import say, say_dose, say_duration

__all__ = ["read_line", "read_posology", "say", "say_dose", "say_duration"]
