"""The quality indicator over many letters: one pure function per letter, then counts. No identity comes out of here."""
