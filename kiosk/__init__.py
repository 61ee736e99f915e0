"""The touchscreen where a visitor takes a number: a pure flow and thin screens.

It may import `hardware` and `broker`. It never meets `caller` but on the bus.
"""
