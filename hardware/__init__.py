"""Devices and nothing else: ports, links, protocols, drivers, emulators, and the nodes that tie devices to topics.

Import order, from the edge inwards: nodes > factory > drivers | emulators | settings > links > protocols > ports.
Only `__main__`, `nodes` and `settings` may import `broker`; drivers and emulators never import each other.
"""
