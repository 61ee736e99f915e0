"""Public boards as pages: the hall's (L-3) and each section's (L-2), without signing in."""

from caller.console.board.routes import BoardPage

__all__ = ["BoardPage"]
