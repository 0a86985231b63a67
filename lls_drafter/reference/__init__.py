"""Reference data of this seat: the national drug base, our own short list, and their search."""
