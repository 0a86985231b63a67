"""The official checks of the ANS, run on any CDA document from an unpacked distribution.

Nothing of the distribution is in this product: neither its schematrons nor the compiler that it brings. An official
check is a floor: `lls_drafter.cda.strict` looks at what it lets through.
"""

from lls_drafter.cda.judge.judging import Judge
from lls_drafter.cda.judge.model import MASK, Niveau, Verdict

__all__ = ["MASK", "Judge", "Niveau", "Verdict"]
