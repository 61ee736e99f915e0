"""The manager's notices (M-S19 in part): put a text on chosen boards from a start to an end, and take it down."""

from caller.console.notices.routes import NoticesPage

__all__ = ["NoticesPage"]
