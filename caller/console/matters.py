"""What a ticket is about, in plain words for staff: its matter, its class, whether the person was identified."""

from collections.abc import Mapping
from types import MappingProxyType

from broker.catalogue import Catalogue
from broker.catalogue.rules import TicketClass
from broker.terms import PackageCode
from caller.console.words import Text
from caller.domain.tickets.ticket import Ticket

CLASSES: Mapping[TicketClass, Text] = MappingProxyType(
    {
        "returning": Text("回访", "Returning"),
        "appointment": Text("预约", "Appointment"),
        "green": Text("绿色通道", "Green channel"),
        "transferred": Text("转来", "Transferred"),
        "normal": Text("普通", "Normal"),
    }
)
_CLASS_REASONS: Mapping[str, Text] = MappingProxyType({"age": Text("年满 70 周岁", "Aged 70 or more")})
_LANGUAGES: Mapping[str, Text] = MappingProxyType(
    {"zh-Hant": Text("繁體中文", "Traditional Chinese"), "en": Text("英文", "English")}
)


def matter_of(catalogue: Catalogue, ticket: Ticket) -> Text:
    """Give what the visitor comes for: the service or package; of a ticket without one, the queue's name."""
    if ticket.service is not None:
        matter = catalogue.services_by_code.get(ticket.service) or catalogue.packages_by_code.get(
            PackageCode(ticket.service)
        )
        if matter is not None:
            return Text(matter.name_zh, matter.name_en)
    queue = catalogue.queue(ticket.queue)
    return Text(queue.name_zh, queue.name_en)


def class_reason_of(ticket: Ticket) -> Text | None:
    """Give why the ticket has its class, when there is something to say."""
    if ticket.class_reason is None:
        return None
    return _CLASS_REASONS.get(ticket.class_reason, Text(ticket.class_reason, ticket.class_reason))


def language_of(ticket: Ticket) -> Text | None:
    """Give the language the visitor chose, when it is not the hall's usual one."""
    return _LANGUAGES.get(ticket.language)
