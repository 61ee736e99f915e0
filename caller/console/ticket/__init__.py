"""The public page of one ticket, behind the QR of its slip."""

from caller.console.ticket.routes import TicketPage

__all__ = ["TicketPage"]
