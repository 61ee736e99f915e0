"""Every paper of a case that bears a QR: by which name its code is made, how it stands, of which day it is. Pure."""

from datetime import date
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from caller.application.cases.declared import declared_at
from caller.domain.cases.case import Case

PaperStanding: TypeAlias = Literal["valid", "flagged", "void"]

SIGNED = frozenset({"D-COMMIT", "D-DEFER", "D-ONCE"})
"""What the applicant signs; the other papers with a code are what the authority declares."""


def coded_as(case: Case, document: str) -> str:
    """Give the name a code is made of: a once-only notice bears its number, for a later one takes its place."""
    return f"D-ONCE:{len(case.notices)}" if document == "D-ONCE" else document


def paper_standing(case: Case, coded: str, zone: ZoneInfo) -> tuple[PaperStanding, date | None]:
    """Tell how a paper stands and its day. Void, without a day, is what the case has not, or has not any more."""
    signed = coded.partition(":")[0] in SIGNED
    day = None if signed and case.stage == "已撤回" else _day_of(case, coded, zone)
    if day is None:
        return "void", None
    if coded == "D-COMMIT" and any(one.state == "broken" for one in case.commitments.values()):
        return "flagged", day
    return "valid", day


def _day_of(case: Case, coded: str, zone: ZoneInfo) -> date | None:
    if coded == "D-COMMIT":
        # a promise that is withdrawn takes its certificate along: the paper stands for nothing any more
        over = any(one.state == "withdrawn" for one in case.commitments.values())
        return None if over else max((one.made_on for one in case.commitments.values()), default=None)
    if coded == "D-DEFER":
        over = any(one.state == "broken" for one in case.deferrals.values())
        return None if over else max((one.made_on for one in case.deferrals.values()), default=None)
    if coded.startswith("D-ONCE"):
        known = case.notices and coded == coded_as(case, "D-ONCE")
        return case.notices[-1].at.astimezone(zone).date() if known else None
    at = declared_at(case, coded)
    return None if at is None else at.astimezone(zone).date()
