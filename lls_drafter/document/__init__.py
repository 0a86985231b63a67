"""The letter in words: composed once, laid out by every exporter and preview."""
