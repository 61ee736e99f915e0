"""The hall: a pure domain, one writer, a journal, and the web console that shows it.

It may import `broker`, never `hardware` or `kiosk`: it meets them only on the bus.
"""
