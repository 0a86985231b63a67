"""Sets of line numbers as whole numbers: one bit per line, so that « and » and « or » are one machine operation.

In the file, a small set is its numbers (four bytes each), a large one its bits.
"""

import struct
from collections.abc import Iterable, Iterator

_NUMBERS, _BITS = b"\x00", b"\x01"


def encode(ids: Iterable[int]) -> bytes:
    """Give the bytes of a set of line numbers, the shorter of its two forms."""
    found = sorted(set(ids))
    if not found:
        return b""
    length = found[-1] // 8 + 1
    if 4 * len(found) <= length:
        return _NUMBERS + struct.pack(f"<{len(found)}I", *found)
    return _BITS + _as_bits(found, length).to_bytes(length, "little")


def decode(data: bytes) -> int:
    """Give the set that bytes hold.

    Raises:
        ValueError: the bytes are none of the two forms.
    """
    if not data:
        return 0
    form, body = data[:1], data[1:]
    if form == _BITS:
        return int.from_bytes(body, "little")
    if form != _NUMBERS or len(body) % 4:
        raise ValueError("neither numbers nor bits")
    found = struct.unpack(f"<{len(body) // 4}I", body)
    highest = max(found)
    if highest >> 24:
        raise ValueError("a line number beyond any index")
    return _as_bits(found, highest // 8 + 1)


def _as_bits(found: Iterable[int], length: int) -> int:
    """Give a set as one whole number of `length` bytes."""
    bits = bytearray(length)
    for number in found:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def members(bits: int, most: int) -> Iterator[int]:
    """Give the lowest numbers of a set, in order, `most` of them at most."""
    while bits and most:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
        most -= 1


def first(bits: int) -> int:
    """Give the lowest number of a set that is not empty."""
    return (bits & -bits).bit_length() - 1
