"""The rules: a command becomes events, or a `Refusal` is raised. Nothing here changes the hall."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from caller.domain import commands as c
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.rules import counters, feedback, kiosks, serving, visitors
from caller.domain.rules.cases import CASE_RULES

Rule = Callable[[Hall, Any, c.Actor, datetime], list[AnyEvent]]

RULES: Mapping[type[c.Command], Rule] = MappingProxyType(
    {
        c.IssueTicket: visitors.issue,
        c.ReportSlip: visitors.report_slip,
        c.ReturnToQueue: visitors.return_to_queue,
        c.CallNext: serving.call_next,
        c.Recall: serving.recall,
        c.StartServing: serving.start,
        c.Complete: serving.complete,
        c.NoShow: serving.no_show,
        c.Park: serving.park,
        c.Resume: serving.resume,
        c.Transfer: serving.transfer,
        c.PauseCounter: counters.pause,
        c.ReopenCounter: counters.reopen,
        c.SignIn: counters.sign_in,
        c.SignOut: counters.sign_out,
        c.Rate: feedback.rate,
        c.LapseRating: feedback.lapse,
        c.BeginDay: counters.begin_day,
        c.PostNotice: kiosks.post_notice,
        c.WithdrawNotice: kiosks.withdraw_notice,
        c.ReportVisit: kiosks.report_visit,
        c.ReportFault: kiosks.report_fault,
        **CASE_RULES,
    }
)
"""Command → its rule: the table of contents of what may be asked."""


def decide(hall: Hall, command: c.Command, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Give what happens when `actor` asks `command` at `now` (UTC, the caller's clock). Raises a `Refusal`."""
    return RULES[type(command)](hall, command, actor, now)
