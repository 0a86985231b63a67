"""The patient's own sheet, drawn from the letter: `sheet` composes it, its rooms give its parts."""
