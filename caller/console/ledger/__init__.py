"""Promises and certificate numbers: what is open, what was broken, which numbers are void."""

from caller.console.ledger.routes import LedgerPage

__all__ = ["LedgerPage"]
