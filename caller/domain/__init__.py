"""The hall as a pure domain: facts in, facts out. No clock, no log, no thread, no I/O; time is an argument."""
