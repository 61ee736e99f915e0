"""The hall's connections to the outside, one module each."""
