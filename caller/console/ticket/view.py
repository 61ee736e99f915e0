"""What somebody who holds a slip may see of its ticket: the number, where it stands, which windows. No person."""

from dataclasses import dataclass

from broker.messages import TicketView
from caller.application.ports import Scene
from caller.application.projections.tickets import ticket_view
from caller.console.matters import matter_of
from caller.console.words import PageLanguage, Text

STATES = {
    "waiting": Text("请等候", "Please wait"),
    "called": Text("请到窗口办理", "Please go to the window"),
    "serving": Text("正在办理", "Being served"),
    "parked": Text("请在窗口旁稍候", "Please wait beside the window"),
    "no_show": Text("已过号，请到自助机或导办台", "Your number was called: please come to a kiosk or the guide desk"),
    "completed": Text("已办结", "Done"),
    "cancelled": Text("已取消", "Cancelled"),
    "closed": Text("今日已结束，请重新取号", "The day is over: please take a new number"),
}
"""Where a ticket stands, in the words of its visitor."""


@dataclass(frozen=True, slots=True)
class SlipView:
    """A ticket as its page shows it. `windows` are the numbers people read; `at` the one it was called to."""

    ticket: TicketView
    state: Text
    matter: Text
    windows: tuple[int, ...]
    at: int | None

    @property
    def language(self) -> PageLanguage:
        """The language the ticket was taken in, as far as the console's pages speak it."""
        return "en" if self.ticket.language == "en" else "zh-CN"


def slip_view(scene: Scene, code: str) -> SlipView | None:
    """Give the page's facts for the code of a slip; None when the hall has no such ticket today."""
    ticket_id = scene.hall.by_code.get(code)
    ticket = scene.hall.tickets.get(ticket_id) if ticket_id is not None else None
    if ticket is None:
        return None
    view = ticket_view(scene.hall, ticket)
    catalogue = scene.catalogue
    return SlipView(
        ticket=view,
        state=STATES[view.state],
        matter=matter_of(catalogue, ticket),
        windows=tuple(catalogue.counter(window).number for window in view.counters),
        at=catalogue.counter(view.called_to).number if view.called_to is not None else None,
    )
