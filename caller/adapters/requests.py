"""Who may ask what, and what it means to the hall: one client's request becomes one command."""

import secrets
from collections.abc import Callable, Mapping
from types import MappingProxyType

from broker import messages as m
from broker.catalogue.devices import Client
from broker.terms import ClientCode, CounterCode, KioskCode
from caller.domain import commands as c
from caller.domain.cases.commands import CallHelp, ReportLeftSheet


class NotAllowedError(Exception):
    """Raised when a client asks what its row of the device list does not allow."""


Identifier = Callable[[m.Request], c.Visitor]

AtCounter = (
    m.CallNext
    | m.Recall
    | m.StartServing
    | m.Complete
    | m.NoShow
    | m.Park
    | m.PauseCounter
    | m.ReopenCounter
    | m.TransferToCounter
)


SAME_WORD: Mapping[type[m.Request], Callable[[CounterCode], c.Command]] = MappingProxyType(
    {
        m.CallNext: c.CallNext,
        m.Recall: c.Recall,
        m.StartServing: c.StartServing,
        m.Complete: c.Complete,
        m.NoShow: c.NoShow,
        m.Park: c.Park,
        m.ReopenCounter: c.ReopenCounter,
    }
)
"""Requests that say nothing but the counter, and their commands of the same name."""


def command_of(client: Client | None, request: m.Request, identify: Identifier) -> c.Command:
    """Translate a request. `identify` opens a sealed card.

    Raises `NotAllowedError`, and what `identify` raises.
    """
    if client is None:
        raise NotAllowedError("not in the device list")
    if client.kind == "kiosk":
        return _of_kiosk(client.code, request, identify)
    if client.kind == "node":
        return _of_node(client, request)
    raise NotAllowedError(f"a {client.kind} asks nothing of the hall")


def _of_kiosk(code: ClientCode, request: m.Request, identify: Identifier) -> c.Command:
    match request:
        case m.IssueTicket():
            visitor = identify(request) if request.card is not None else None
            return c.IssueTicket(
                request.queue, request.service, request.situation, request.language, visitor, secrets.token_urlsafe(9)
            )
        case m.ReportSlip():
            return c.ReportSlip(request.ticket_id, request.printed, request.fault)
        case m.ReturnToQueue():
            return c.ReturnToQueue(request.ticket_id, identify(request).key)
        case m.Rate(channel="kiosk"):
            visitor = identify(request)
            return c.Rate(request.serving_id, request.stars, request.reasons, "kiosk", None, visitor.key)
        case m.ReportUsage():
            return c.ReportVisit(
                kiosk=code,
                outcome=request.outcome,
                last_screen=request.last_screen,
                lasted_seconds=request.lasted_seconds,
                language=request.language,
                large=request.large,
                with_card=request.with_card,
            )
        case m.ReportLeftSheet():
            return ReportLeftSheet(serial=request.serial, printed=request.printed, fault=request.fault)
        case m.CallHelp():
            return CallHelp(kiosk=KioskCode(code), screen=request.screen, wanted=request.wanted)
        case _:
            raise NotAllowedError("not a kiosk's business")


def _of_node(client: Client, request: m.Request) -> c.Command:
    counter = getattr(request, "counter", None)
    if counter not in client.counters:
        raise NotAllowedError("not a counter of this node")
    if isinstance(request, m.Rate) and request.channel == "rater":
        return c.Rate(request.serving_id, request.stars, request.reasons, "rater", request.counter, None)
    if isinstance(request, AtCounter):
        return _at_counter(request)
    raise NotAllowedError("not a window's business")


def _at_counter(request: AtCounter) -> c.Command:
    match request:
        case m.PauseCounter():
            return c.PauseCounter(request.counter, request.reason)
        case m.TransferToCounter():
            return c.Transfer(request.counter, None, request.to_counter, request.reason)
        case _:
            return SAME_WORD[type(request)](request.counter)
