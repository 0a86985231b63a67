"""Medication as it is written: one line of prescription, its posology, its duration, and two lists compared.

Pure: no file, no clock, no drug base. What a name means is asked of `reference` by `session`.
"""
