"""Value sets as data (code, label, system, source, date) and their search."""
