"""The process that owns every emulated device of a hall: what they are, how they break, a page to work them with."""
