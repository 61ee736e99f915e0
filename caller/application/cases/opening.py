"""Opening an application: where the answers lead, what can be filled at once, and everything called that is needed."""

import copy
import secrets
import threading
from concurrent.futures import Future
from datetime import date

from broker.catalogue import Catalogue
from broker.catalogue.arrivals import Arrival, arrive_fully
from broker.catalogue.matters import form_in, matter
from broker.catalogue.wanted import fields_shown
from broker.messages import case_requests as m
from broker.terms import CaseId, FieldKey, RecordId, VisitorKey
from caller.application.cases.asking import Asker, put
from caller.application.cases.calling import About, Callers, wait_a_moment
from caller.application.cases.filling import Arrived, Value, Values, filled_at_once
from caller.application.cases.landing import Forms, Landing
from caller.application.cases.sources import FROM_LAST, calls_for
from caller.application.cases.terms import KeepingTerms
from caller.application.outside import Outside
from caller.application.ports import Desk, Scene
from caller.application.ports.outside import Holder, OutsideAway, Purpose
from caller.application.ports.vault import Vault
from caller.application.resilience import on_a_thread
from caller.domain.cases import commands as c
from caller.domain.cases.case import Case
from caller.domain.cases.refusals import AnswersDoNotEnd, CardHasExpired
from caller.domain.cases.words import FieldFact, Reusable


class Opening:
    """Opens applications and calls what they need."""

    def __init__(
        self,
        *,
        desk: Desk,
        catalogue: Catalogue,
        vault: Vault,
        forms: Forms,
        outside: Outside,
        callers: Callers,
        terms: KeepingTerms,
        wait_seconds: float,
    ) -> None:
        """Open with `desk`; a visitor waits at most `wait_seconds` for what is called."""
        self._desk = desk
        self._catalogue = catalogue
        self._vault = vault
        self._forms = forms
        self._outside = outside
        self._callers = callers
        self._terms = terms
        self._wait_seconds = wait_seconds
        self._lock = threading.Lock()
        self._under_way: dict[CaseId, list[Future[None]]] = {}

    def open(self, asker: Asker, request: m.OpenApplication) -> CaseId:
        """Open an application or take up the draft of the same matter. Raises `Refusal`, `NotDone`, `HallAway`."""
        arrival = arrive_fully(self._catalogue, request.owner, request.answers)
        if arrival is None:
            raise AnswersDoNotEnd(request.owner)
        if asker.visitor.card_expired and request.owner != self._catalogue.hall.card_renewal:
            raise CardHasExpired
        today = self._desk.read(lambda scene: scene.hall.calendar.day_of(scene.now))
        record = RecordId(secrets.token_hex(12))
        values = self._at_once(asker, request, arrival, today)
        known = self._forms.begin(record, asker.visitor.key, values, self._terms.draft_until(today))
        case: Case | None = None
        try:
            put(self._desk, asker, self._command(asker, request, record, known, today))
            case = self._desk.read(lambda scene: _draft(scene, asker.visitor.key, arrival))
        finally:
            if case is None or case.record != record:
                self._vault.forget_case(record)
        if case is None:
            raise AnswersDoNotEnd(request.owner)
        self.call(asker, case, today)
        return case.case_id

    def call(self, asker: Asker, case: Case, today: date) -> None:
        """Have everything called that an application still lacks, and wait a moment for it."""
        if not case.consent:
            return
        empty = tuple(key for key, one in case.fields.items() if not one.filled)
        materials = tuple(code for code, one in case.materials.items() if one.state == "calling")
        if not (empty or materials):
            return
        about = About(Holder(asker.card.number), Purpose(case.case_id, case.matter.owner, consent=True), today)
        landing = Landing(self._desk, self._forms, case.case_id, until=self._terms.draft_until(today), today=today)
        started = self._callers.start(calls_for(self._catalogue, empty, materials), about, landing.land)
        with self._lock:
            self._under_way[case.case_id] = started
        wait_a_moment(started, self._wait_seconds)

    def resume(self, asker: Asker, case: Case, today: date) -> None:
        """Call again what is still to be called and nobody is calling: the program that did has ended."""
        calling = any(material.state == "calling" for material in case.materials.values())
        with self._lock:
            busy = any(not call.done() for call in self._under_way.get(case.case_id, ()))
        if calling and not busy:
            self.call(asker, case, today)

    def _command(
        self, asker: Asker, request: m.OpenApplication, record: RecordId, known: tuple[FieldFact, ...], today: date
    ) -> c.OpenCase:
        papers = self._vault.papers(asker.visitor.key, today)
        return c.OpenCase(
            owner=request.owner,
            answers=request.answers,
            channel="kiosk" if request.counter is None else "window",
            place=request.counter or asker.client,
            visitor=asker.visitor.key,
            masked_name=asker.visitor.masked_name,
            language=asker.language,
            record=record,
            consent=request.consent,
            known=known,
            reusable=tuple(Reusable(paper.material, paper.kept_on) for paper in papers),
            breach_until=self._listed_until(asker, request, today) if request.consent else None,
        )

    def _listed_until(self, asker: Asker, request: m.OpenApplication, today: date) -> date | None:
        """Ask the credit database, for a moment. What it does not say in time is asked again before a promise."""
        purpose = Purpose(CaseId("new"), request.owner, consent=True)
        try:
            return self.broken_promise(asker, purpose, today, self._wait_seconds)
        except (OutsideAway, TimeoutError):
            return None

    def broken_promise(self, asker: Asker, purpose: Purpose, today: date, seconds: float) -> date | None:
        """Ask the credit database until when it lists the visitor. Raises `OutsideAway`, `TimeoutError`."""
        holder = Holder(asker.card.number)
        return on_a_thread(lambda: self._outside.databases.broken_promise(holder, purpose, today), seconds)

    def _at_once(self, asker: Asker, request: m.OpenApplication, arrival: Arrival, today: date) -> Values:
        it = matter(self._catalogue, arrival.owner)
        form = None if it is None else form_in(it, arrival.situation)
        if form is None:
            raise AnswersDoNotEnd(request.owner)
        wanted = fields_shown(self._catalogue, form, arrival.flags)
        at = Arrived(arrival.owner, request.owner, arrival.situation, arrival.flags, request.answers)
        return self._last_time(asker.visitor.key, wanted) | filled_at_once(
            self._catalogue, wanted, at, asker.card, today
        )

    def _last_time(self, visitor: VisitorKey, wanted: tuple[FieldKey, ...]) -> Values:
        asked = (key for key in wanted if self._catalogue.form_fields[key].source in FROM_LAST)
        found = ((key, self._vault.newest_values(visitor, key)) for key in asked)
        return {key: Value(text, "上次申请") for key, text in found if text}


def _draft(scene: Scene, visitor: VisitorKey, at: Arrival) -> Case | None:
    """Give a copy of the visitor's newest draft of the matter the answers led to."""
    drafts = [
        case
        for case in scene.hall.state.cases.of(visitor)
        if case.draft and (case.matter.owner, case.matter.situation, case.flags) == (at.owner, at.situation, at.flags)
    ]
    return copy.deepcopy(drafts[-1]) if drafts else None
