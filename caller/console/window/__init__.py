"""The clerk's caller (C-S02): call, recall, arrived, not come, park, pause, send on, done; and who is waiting."""

from caller.console.window.routes import WindowPage

__all__ = ["WindowPage"]
