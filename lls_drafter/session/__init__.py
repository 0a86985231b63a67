"""The use cases that every front end calls, one file each; the only place with a clock and an id source."""
