"""The published language of the hall: topics, messages, the service catalogue, and the client that speaks them.

It imports nothing of ours. Everybody else may import it (of `hardware` only the nodes, settings and entry point).
"""
