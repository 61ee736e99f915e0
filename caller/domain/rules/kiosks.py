"""Rules for what is posted and reported: notices, visits at kiosks, faults of devices."""

from datetime import datetime

from caller.domain import commands as c
from caller.domain import refusals
from caller.domain.events import AnyEvent, FaultBegan, FaultEnded, KioskVisited, NoticePosted, NoticeWithdrawn
from caller.domain.hall import Hall


def post_notice(hall: Hall, command: c.PostNotice, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Put a notice on chosen boards, with a start and an end."""
    del hall, actor
    if not command.text_zh.strip() or not command.zones or command.ends_at <= max(command.starts_at, now):
        raise refusals.BadNotice
    return [
        NoticePosted(
            at=now,
            notice_id=command.notice_id,
            zones=command.zones,
            text_zh=command.text_zh.strip(),
            text_en=command.text_en.strip(),
            starts_at=command.starts_at,
            ends_at=command.ends_at,
        )
    ]


def withdraw_notice(hall: Hall, command: c.WithdrawNotice, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Take a notice down."""
    del actor
    if command.notice_id not in hall.state.notices:
        raise refusals.NoSuchNotice
    return [NoticeWithdrawn(at=now, notice_id=command.notice_id)]


def report_visit(hall: Hall, command: c.ReportVisit, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Count a visit at a kiosk."""
    del hall, actor
    return [
        KioskVisited(
            at=now,
            kiosk=command.kiosk,
            outcome=command.outcome,
            last_screen=command.last_screen,
            lasted_seconds=command.lasted_seconds,
            language=command.language,
            large=command.large,
            with_card=command.with_card,
        )
    ]


def report_fault(hall: Hall, command: c.ReportFault, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Keep when a device's fault began and ended; hearing the same again changes nothing."""
    del actor
    running = next(
        (
            outage
            for outage in hall.state.outages
            if (outage.client, outage.device, outage.ended_at) == (command.client, command.device, None)
        ),
        None,
    )
    ended: list[AnyEvent] = [FaultEnded(at=now, client=command.client, device=command.device)] if running else []
    if command.what is None:
        return ended
    if running is not None and running.what == command.what:
        return []
    return [*ended, FaultBegan(at=now, client=command.client, device=command.device, what=command.what)]
