"""Signing in to the console, with a password or with the badge at a window, and out again."""

from caller.console.login.routes import LoginPage

__all__ = ["LoginPage"]
