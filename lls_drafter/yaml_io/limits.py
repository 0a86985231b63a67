"""How big a YAML text may be, for the reader and the writer alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is too much for a file that a person writes.

    Attributes:
        octets: bytes of the file.
        depth: nested mappings and lists.
        nodes: values, mappings and lists in all.
    """

    octets: int = 2_000_000
    depth: int = 32
    nodes: int = 100_000


DEFAULT_LIMITS = Limits()
