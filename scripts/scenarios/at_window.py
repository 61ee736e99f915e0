"""A scenario at a window: what a clerk and a visitor do there, put to the running hall over the bus by the rig.

One walk for all of them: it does what the case still needs, whatever that is, as a clerk would who looks at the screen.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from broker.catalogue import Catalogue
from broker.catalogue.people import Scenario
from broker.messages.applications import ApplicationView
from broker.terms import MaterialCode
from scripts.scenarios.counts import FINISHED, filled_by_the_hall, in_state
from scripts.scenarios.values import written

_CALLS_SECONDS = 30.0
_LOOK_SECONDS = 0.1
_MOST_ROUNDS = 20

Post = Callable[[str, Mapping[str, object]], Mapping[str, Any]]
Get = Callable[[str], Mapping[str, Any]]


class Stuck(Exception):
    """Raised when a scenario cannot go on. The text says where."""


@dataclass(slots=True)
class Walk:
    """One visitor's matter at one window; `told` is what happened, in order."""

    catalogue: Catalogue
    scenario: Scenario
    post: Post
    get: Get
    told: list[str] = field(default_factory=list[str])

    def play(self) -> ApplicationView:
        """Walk from the first answer to the certificates; the case at the end. Raises `Stuck`."""
        view = self._called(self._open())
        view = self._written(view)
        view = self._proved(view)
        view = self._promised(view)
        view = self._handed_in(view)
        view = self._step(view, "submit", "the application is signed and handed in")
        return self._decided(view)

    def _open(self) -> ApplicationView:
        it = self.scenario
        wish = {"persona": it.persona, "window": it.place, "owner": it.owner, "answers": it.answers}
        view = view_of(self.post("/api/cases/open", wish))
        self._tell(f"{it.persona} at {it.place} asks for {it.owner}: case {view.case}, {view.owner} {view.situation}")
        return view

    def _called(self, view: ApplicationView) -> ApplicationView:
        deadline = time.monotonic() + _CALLS_SECONDS
        while in_state(view, "calling"):
            if time.monotonic() > deadline:
                raise Stuck(f"the licence library still does not answer for {', '.join(in_state(view, 'calling'))}")
            time.sleep(_LOOK_SECONDS)
            view = self._step(view, "look")
        self._tell(f"the hall filled {filled_by_the_hall(view)} of {len(view.fields)} fields")
        self._list("called", in_state(view, "called"))
        return view

    def _written(self, view: ApplicationView) -> ApplicationView:
        values = written(self.catalogue, view)
        if not values:
            return view
        return self._step(view, "fill", f"{len(values)} fields are asked and written", values=values)

    def _proved(self, view: ApplicationView) -> ApplicationView:
        for material in in_state(view, "to_prove"):
            view = self._step(view, "way", f"{material}: proof is asked for", materials=[material], way="协查")
        for request in self.get("/api/cases")["proofs"]:
            if request["case"] == view.case:
                answer = self.post("/api/cases/prove", {"proof": request["proof"], "yes": True})
                self._tell(f"{request['proof']}: {request['department']} says yes ({answer['by']})")
        return self._step(view, "look")

    def _promised(self, view: ApplicationView) -> ApplicationView:
        promised = in_state(view, "to_promise")
        if not promised:
            return view
        return self._step(view, "sign", f"promised: {' '.join(promised)}", materials=promised)

    def _handed_in(self, view: ApplicationView) -> ApplicationView:
        for material in in_state(view, "to_hand_in"):
            view = self._step(view, "page", f"{material}: one page is scanned", materials=[MaterialCode(material)])
        return view

    def _decided(self, view: ApplicationView) -> ApplicationView:
        for _ in range(_MOST_ROUNDS):
            if view.stage in FINISHED:
                self._list("certificates", [f"{one.certificate} {one.serial}" for one in view.certificates])
                return view
            for one in self.post("/api/cases/decide", {"case": view.case, "yes": True})["decided"]:
                self._tell(f"{one['case']}: approved by {one['by']}")
            view = self._step(view, "look")
        raise Stuck(f"{view.case} is still at {view.stage} after {_MOST_ROUNDS} rounds of decisions")

    def _step(self, view: ApplicationView, step: str, said: str = "", **more: object) -> ApplicationView:
        wish = {"persona": self.scenario.persona, "case": view.case, "step": step, **more}
        after = view_of(self.post("/api/cases/step", wish))
        if said:
            self._tell(said)
        return after

    def _list(self, what: str, of: Sequence[str]) -> None:
        if of:
            self._tell(f"{what}: {' '.join(of)}")

    def _tell(self, what: str) -> None:
        self.told.append(what)


def view_of(facts: Mapping[str, Any]) -> ApplicationView:
    """Read an application as the rig's API gives it."""
    return ApplicationView.model_validate(facts)
