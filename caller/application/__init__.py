"""The hall at work: the controller that is its only writer, and what everyone sees of it."""
