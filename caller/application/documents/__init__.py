"""What printed documents say, built from the catalogue and the facts of a case. Pure; setting them is an adapter's."""
