"""Letters as files: the strict YAML codec, its French messages, migrations and fingerprint."""
