"""The technicians' command line: one module per group of verbs, gathered by `__main__`."""
