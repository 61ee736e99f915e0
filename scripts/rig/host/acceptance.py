"""What a clerk at a window would put to the hall for a visitor, over the bus: the acceptance screens come later.

The rig's own client asks; a hall lets it only while it has the rig's door. Values are sealed here and opened here.
"""

import threading
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Literal, TypeAlias

from PIL import Image, ImageDraw

from broker.bus import Bus
from broker.catalogue import Catalogue
from broker.catalogue.people import Persona
from broker.catalogue.services import MatterCode, Way
from broker.errors import BrokerAway, NoAnswer
from broker.messages import ApplicationGiven, CardFacts, CasesGiven, Refused, Reply
from broker.messages import applications as v
from broker.messages import case_requests as m
from broker.sealed import Visit
from broker.terms import CaseId, CounterCode, FieldKey, MaterialCode, PersonaCode, RequestId
from scripts.rig.host.refusals import NoSuchThing, RigRefusal

_ANSWER_SECONDS = 10.0
_LIFE = timedelta(seconds=60)
_FOR_EVER = "长期"
_SIGNED = v.Signature(aspect=3.0, strokes=(((0.1, 0.6), (0.3, 0.2), (0.5, 0.7)), ((0.6, 0.2), (0.9, 0.8))))

Step: TypeAlias = Literal["look", "fill", "way", "page", "sign", "submit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One step with an application that is open: what it needs of values, materials and a way."""

    step: Step
    case: CaseId
    values: Mapping[FieldKey, str] = field(default_factory=dict[FieldKey, str], repr=False)
    materials: tuple[MaterialCode, ...] = ()
    way: Way | m.Later | None = None


@dataclass(slots=True)
class Acceptance:
    """Applies for the catalogue's fictional people, one visit's keys each; `hall_time` is the hall's own clock."""

    bus: Bus
    catalogue: Catalogue
    hall_key: str
    hall_time: Callable[[], datetime]
    new_request_id: Callable[[], str]
    _visits: dict[PersonaCode, Visit] = field(default_factory=dict[PersonaCode, Visit])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, persona: str, counter: str, owner: MatterCode, answers: tuple[int, ...]) -> v.ApplicationView:
        """Open an application at a window. Raises `RigRefusal` with the hall's sentence."""
        if CounterCode(counter) not in self.catalogue.counters_by_code:
            raise NoSuchThing("window", counter)
        person, visit = self._person(persona)
        request_id, until = self._carried()
        asked = m.OpenApplication(
            request_id=request_id,
            valid_until=until,
            card=visit.seal(facts_of(person)),
            owner=owner,
            answers=answers,
            consent=True,
            counter=CounterCode(counter),
        )
        return self._asked(asked, visit)

    def go_on(self, persona: str, wanted: Wanted) -> v.ApplicationView:
        """Take one step with a person's application. Raises `RigRefusal` with the hall's sentence."""
        person, visit = self._person(persona)
        return self._asked(self._request(wanted, person, visit), visit)

    def cases(self, persona: str) -> v.CaseList:
        """Give a person's own cases, drafts first, then the newest. Raises `RigRefusal`."""
        person, visit = self._person(persona)
        request_id, until = self._carried()
        asked = m.ListCases(request_id=request_id, valid_until=until, card=visit.seal(facts_of(person)))
        reply = self._answered(asked)
        if not isinstance(reply, CasesGiven):
            raise RigRefusal(f"the hall answers {reply.kind}")
        return visit.open(reply.cases, v.CaseList)

    def _request(self, wanted: Wanted, person: Persona, visit: Visit) -> m.CaseRequest:
        request_id, until = self._carried()
        card, case = visit.seal(facts_of(person)), wanted.case
        about = {"request_id": request_id, "valid_until": until, "card": card, "case": case}
        match wanted.step:
            case "look":
                return m.LookAtApplication.model_validate(about)
            case "fill":
                values = visit.seal(v.FieldValues(values=wanted.values))
                return m.FillFields.model_validate(about | {"values": values})
            case "way":
                return m.ChooseWay.model_validate(about | {"material": _one(wanted), "way": wanted.way})
            case "page":
                page = {"material": _one(wanted), "number": 1, "of": 1, "page": visit.seal(blank_page())}
                return m.HandInPage.model_validate(about | page)
            case "sign":
                signed = {"materials": wanted.materials, "signature": visit.seal(_SIGNED)}
                return m.SignCommitment.model_validate(about | signed)
            case "submit":
                return m.SubmitApplication.model_validate(about | {"signature": visit.seal(_SIGNED)})

    def _asked(self, request: m.CaseRequest, visit: Visit) -> v.ApplicationView:
        reply = self._answered(request)
        if not isinstance(reply, ApplicationGiven):
            raise RigRefusal(f"the hall answers {reply.kind}")
        return visit.open(reply.application, v.ApplicationView)

    def _answered(self, request: m.CaseRequest) -> Reply:
        try:
            reply = self.bus.request(request, timeout_seconds=_ANSWER_SECONDS)
        except (BrokerAway, NoAnswer) as fault:
            raise RigRefusal("the hall does not answer on the bus") from fault
        if isinstance(reply, Refused):
            raise RigRefusal(f"{reply.reason}: {reply.sentence.en}")
        return reply

    def _person(self, persona: str) -> tuple[Persona, Visit]:
        person = self.catalogue.personas_by_code.get(PersonaCode(persona))
        if person is None:
            raise NoSuchThing("persona", persona, " ".join(self.catalogue.personas_by_code))
        with self._lock:
            return person, self._visits.setdefault(person.code, Visit(self.hall_key))

    def _carried(self) -> tuple[RequestId, datetime]:
        return RequestId(self.new_request_id()), self.hall_time().astimezone(UTC) + _LIFE


def facts_of(person: Persona) -> CardFacts:
    """Give what a reader would read from a person's card."""
    begins, _, ends = person.valid.partition(" 至 ")
    return CardFacts.model_validate(
        {
            "card_kind": "resident",
            "number": person.idno,
            "name": person.name,
            "birth": person.birth,
            "valid_until": None if ends == _FOR_EVER else ends,
            "sex": person.sex,
            "nation": person.nation,
            "address": person.address,
            "issuer": person.issuer,
            "valid_from": begins,
        }
    )


@cache
def blank_page() -> v.ScanPage:
    """Give a page as a window's camera takes it: lines on white, with nothing of anybody on it."""
    picture = Image.new("L", (827, 1169), 255)
    pen = ImageDraw.Draw(picture)
    for y in range(140, 1040, 60):
        pen.line((90, y, 737, y), fill=40, width=3)
    data = BytesIO()
    picture.save(data, "JPEG", quality=80)
    coded = b64encode(data.getvalue()).decode("ascii")
    return v.ScanPage(jpeg=coded, width=827, height=1169, sharpness=0.9, brightness=0.8)


def _one(wanted: Wanted) -> MaterialCode:
    if len(wanted.materials) != 1:
        raise RigRefusal("name one material")
    return wanted.materials[0]
