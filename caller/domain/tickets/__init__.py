"""Tickets: their states and moves, the lines they stand in, who is next, how long it will take."""
