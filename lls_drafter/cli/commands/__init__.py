"""One module a command: `configure(parser)` declares its arguments, `run(args, context)` gives the exit code."""
