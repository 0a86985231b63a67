"""What a letter is: frozen values in the terms of the law, without I/O and without a clock."""
