"""The command line `lls`: arguments, the error boundary, and one module a command."""
