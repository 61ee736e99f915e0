"""The hall: a pure domain, one writer with a journal, and the web console that shows it.

It may import `broker`. It touches no device and no touchscreen: those are met on the bus.
"""
