"""`/window`: the clerk chooses a window and sits down, or works at the one where the hall says they sit.

Every action belongs to the person who sits at the window; that is checked here, the rest are the hall's own rules.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from broker.terms import CounterCode, QueueLetter, StaffNo, TicketId
from caller.console.acts import press, said
from caller.console.live import Channel
from caller.console.roles import Action
from caller.console.room import BadFields, Fields, Person, Room, read_fields
from caller.console.window.pauses import PAUSES
from caller.console.window.view import window_of, window_view
from caller.domain import commands as c

TEMPLATE = "window/page.html"


def _pause(counter: CounterCode, fields: Fields) -> c.Command:
    reason = fields.one("reason")
    if reason not in PAUSES:
        raise BadFields("reason")
    return c.PauseCounter(counter, reason)


def _transfer(counter: CounterCode, fields: Fields) -> c.Command:
    kind, _, code = fields.one("to").partition(":")
    if kind not in {"queue", "window"}:
        raise BadFields("to")
    return c.Transfer(
        counter=counter,
        to_queue=QueueLetter(code) if kind == "queue" else None,
        to_counter=CounterCode(code) if kind == "window" else None,
        reason=fields.one("reason"),
    )


ACTS: Mapping[str, Callable[[CounterCode, Fields], c.Command]] = MappingProxyType(
    {
        "next": lambda counter, _: c.CallNext(counter),
        "recall": lambda counter, _: c.Recall(counter),
        "arrived": lambda counter, _: c.StartServing(counter),
        "no-show": lambda counter, _: c.NoShow(counter),
        "park": lambda counter, _: c.Park(counter),
        "resume": lambda counter, fields: c.Resume(counter, TicketId(fields.one("ticket"))),
        "finish": lambda counter, _: c.Complete(counter),
        "pause": _pause,
        "reopen": lambda counter, _: c.ReopenCounter(counter),
        "transfer": _transfer,
        "leave": lambda counter, _: c.SignOut(counter),
    }
)
"""The last word of the address → the command: all that a clerk can do at the window."""


@dataclass(frozen=True, slots=True)
class WindowPage:
    """The clerk's page."""

    room: Room

    def router(self) -> APIRouter:
        """Give the routes of this page."""
        router = APIRouter(prefix="/window")
        router.add_api_route("", self.show, methods=["GET"])
        router.add_api_route("/{code}/stream", self.stream, methods=["GET"])
        router.add_api_route("/{code}/sit", self.sit, methods=["POST"])
        router.add_api_route("/{code}/{act}", self.act, methods=["POST"])
        return router

    def show(self, request: Request) -> Response:
        """Show the caller, or the choice of windows to who sits nowhere."""
        person = self.room.person(request, Action.SERVE)
        code = self.room.desk.read(partial(window_of, staff=person.staff.no))
        if code is None:
            return self._choice(request, person)
        now, view = self.room.desk.read(lambda scene: (scene.now, window_view(scene, code, person.staff.no)))
        catalogue = self.room.catalogue
        return self.room.page(
            request,
            TEMPLATE,
            view=view,
            now=now,
            stream=f"/window/{code}/stream",
            window=catalogue.counter(code),
            queues=catalogue.queues,
            windows=catalogue.counters,
            pauses=PAUSES,
        )

    def stream(self, request: Request, code: str) -> Response:
        """Keep the caller true. Who sits there no longer sees that, and nothing else."""
        counter, person = CounterCode(code), self.room.find(request, touch=False)
        if counter not in self.room.catalogue.counters_by_code:
            raise BadFields("code")
        staff = person.staff.no if person is not None else StaffNo("")
        key = f"{code}/{staff}"
        view = partial(window_view, code=counter, staff=staff)
        return self.room.stream(request, Channel(TEMPLATE, self.room.language(request), key, view), Action.SERVE)

    def sit(self, request: Request, code: str, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Sit down at a window, if the hall allows it (W-14)."""
        person = self.room.person_posting(request, fields, Action.SERVE)
        command = c.SignIn(counter=CounterCode(code), staff=person.staff.no)
        return press(self.room, request, person, command, fields, back="/window")

    def act(self, request: Request, code: str, act: str, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Do one of `ACTS` at the window where the person sits."""
        person = self.room.person_posting(request, fields, Action.SERVE)
        if act not in ACTS:
            raise BadFields("act")
        command = ACTS[act](CounterCode(code), fields)
        if self.room.desk.read(partial(window_of, staff=person.staff.no)) != code:
            sentence = self.room.say(request)("您不在这个窗口上岗。", "You are not signed in at this window.")
            return said(self.room, request, sentence, status=409, kind="refused", back="/window")
        return press(self.room, request, person, command, fields, back="/window")

    def _choice(self, request: Request, person: Person) -> Response:
        """Show the windows a person may serve, with who sits there."""
        taken = self.room.desk.read(
            lambda scene: {code: counter.staff for code, counter in scene.hall.counters.items()}
        )
        own = [self.room.catalogue.counter(code) for code in person.staff.windows]
        return self.room.page(request, "window/choice.html", windows=own, taken=taken)
