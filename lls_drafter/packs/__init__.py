"""Packs: templates and check-lists as files, found by layers, read into frozen values."""
