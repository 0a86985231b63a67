"""A letter and its words become a CDA document."""
