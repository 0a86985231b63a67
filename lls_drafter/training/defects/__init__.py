"""Defects planted in a good letter: what a ward gets wrong, one rule at a time, each found again by the rules.

ways.py (by rule) ─┐
kinds.py (by kind) ┴─▶ edits ─▶ planting.py: tried on the letter, kept when its rule newly fails ─▶ `Planted`
"""
