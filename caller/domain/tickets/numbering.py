"""Ticket numbers: `K001` per queue and day. They never wrap within a day: after K999 comes K1000."""

from datetime import date

from broker.catalogue import Catalogue
from broker.terms import QueueLetter, TicketId, TicketNumber


def number_of(catalogue: Catalogue, queue: QueueLetter, serial: int) -> TicketNumber:
    """Write the ticket number of the `serial`-th ticket of a queue, by the catalogue's `ticket_format`."""
    return TicketNumber(catalogue.distribution.ticket_format.format(letter=queue, number=serial))


def id_of(day: date, number: TicketNumber) -> TicketId:
    """Give the identity of a ticket over all days: `20261123-K001`."""
    return TicketId(f"{day:%Y%m%d}-{number}")
