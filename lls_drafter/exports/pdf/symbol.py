"""A square code for scanners as vector squares: exact at any resolution."""

from itertools import groupby

from lls_drafter.document.blocks import Symbol

_MODULE = 0.6 * 72 / 25.4
"""Points: the side of a module; 0.5 mm is the least that common readers take from paper."""
QUIET = 2
"""Modules left white on each side; the standard asks for one."""


def symbol_width(symbol: Symbol) -> float:
    """Give the width of a code with its white edges, in points."""
    return (len(symbol.modules) + 2 * QUIET) * _MODULE


def symbol_svg(symbol: Symbol) -> str:
    """Give a code as one SVG path on white: neighbouring modules of a row are one rectangle, so that no seam shows."""
    side = len(symbol.modules) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(symbol.modules)
        for x, length in _dark(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def _dark(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Give where dark modules begin, and how many follow."""
    found = []
    at = 0
    for dark, group in groupby(row):
        length = len(list(group))
        if dark:
            found.append((at, length))
        at += length
    return found
