"""The first page: the way to the boards and to the sign-in."""

from caller.console.start.routes import StartPage

__all__ = ["StartPage"]
