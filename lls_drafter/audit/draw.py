"""A random sample that anybody can draw again: the letters whose keyed digests come first.

The seed decides alone: the same letters and seed give the same sample, whatever the order of the files, the system or
the number of processes; another seed gives another.
"""

import hashlib
from collections.abc import Sequence

from lls_drafter.audit.model import Jugement


def drawn(jugements: Sequence[Jugement], size: int, seed: int) -> frozenset[int]:
    """Give the numbers of the letters drawn; all of them when there are no more than `size`."""
    ordered = sorted(jugements, key=lambda one: (_weight(one, seed), one.numero))
    return frozenset(one.numero for one in ordered[:size])


def _weight(jugement: Jugement, seed: int) -> bytes:
    """Give the digest that ranks a letter; one without ids is known by its number."""
    who = jugement.serie or str(jugement.numero).encode()
    return hashlib.blake2b(b"%d\0%s" % (seed, who), digest_size=16).digest()
