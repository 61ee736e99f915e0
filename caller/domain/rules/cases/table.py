"""Command → its rule: the table of contents of what may be asked about cases."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from caller.domain.cases import commands as c
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.rules.cases import (
    acceptance,
    deadlines,
    decisions,
    filling,
    helping,
    materials,
    opening,
    papers,
    promising,
    results,
    submission,
)

CASE_RULES: Mapping[type[c.CaseCommand], Callable[[Hall, Any, Actor, datetime], list[AnyEvent]]] = MappingProxyType(
    {
        c.OpenCase: opening.open_case,
        c.NoteFields: filling.note_fields,
        c.ContestField: filling.contest,
        c.ReportCall: materials.report_call,
        c.ChooseWay: materials.choose_way,
        c.DeferMaterial: promising.defer,
        c.HandInPage: papers.hand_in,
        c.SignCommitment: promising.sign,
        c.ReportBreach: promising.report_breach,
        c.AskProof: materials.ask_proof,
        c.AnswerProof: materials.answer_proof,
        c.SubmitCase: submission.submit,
        c.AcceptCase: acceptance.accept,
        c.RefuseAcceptance: acceptance.refuse_acceptance,
        c.GiveNotice: acceptance.give_notice,
        c.PauseCase: acceptance.pause,
        c.ResumeCase: acceptance.resume,
        c.Approve: decisions.approve,
        c.Refuse: decisions.refuse,
        c.WithdrawCase: filling.withdraw,
        c.ReportSheet: results.report_sheet,
        c.ReportLeftSheet: results.report_left_sheet,
        c.VoidSheet: results.void_sheet,
        c.HandOut: results.hand_out,
        c.RateCase: results.rate,
        c.CheckDeadlines: deadlines.check_deadlines,
        c.CallHelp: helping.call_help,
        c.ComeToHelp: helping.come,
    }
)
