"""Training of interns: cases, exercises, corrections, progress. Everything here is fictional."""
