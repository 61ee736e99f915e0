"""A hall on one table: a broker in memory, a caller that answers as it is told, and time that a test moves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from broker import topics
from broker.bus import HallClock
from broker.memory import MemoryBroker, MemoryBus
from broker.messages import (
    REQUEST,
    DisplayState,
    Done,
    HallTime,
    Health,
    LineState,
    Message,
    RatingLevel,
    RatingState,
    Refused,
    Reply,
    Request,
    Sentence,
    Shown,
)
from broker.terms import ClientCode, CounterCode, DeviceCode, HallCode, QueueLetter, RequestId
from broker.topics import Kind, Topic
from hardware.nodes.health import HealthBoard

HALL = HallCode("demo")
NODE = ClientCode("N-S08")
COUNTER = CounterCode("W44")
NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LEVELS = tuple(
    RatingLevel(stars=stars, name_zh=zh, name_en=en, good=stars > 2)
    for stars, zh, en in (
        (5, "非常满意", "Very satisfied"),
        (4, "满意", "Satisfied"),
        (3, "基本满意", "Fairly satisfied"),
        (2, "不满意", "Dissatisfied"),
        (1, "非常不满意", "Very dissatisfied"),
    )
)
REFUSED = Sentence(zh_hans="没有人在等候", zh_hant="沒有人在等候", en="Nobody is waiting")


@dataclass
class Ticking:
    """A monotonic clock that a test moves."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Table:
    """The caller's end of the bus, and what it has heard."""

    broker: MemoryBroker
    caller: MemoryBus
    bus: MemoryBus
    ticking: Ticking
    clock: HallClock
    shown: list[Shown] = field(default_factory=list[Shown])
    health: list[Health] = field(default_factory=list[Health])
    requests: list[Request] = field(default_factory=list[Request])
    answer: Callable[[Request], Reply | None] = lambda request: Done(request_id=request.request_id)
    now: datetime = NINE

    def hear(self, topic: Topic, message: Message) -> None:
        if isinstance(message, Shown):
            self.shown.append(message)
        elif isinstance(message, Health):
            self.health.append(message)
        elif topic.kind is Kind.REQUEST:
            request = REQUEST.validate_python(message)
            self.requests.append(request)
            reply = self.answer(request)
            if reply is not None:
                self.caller.publish(topics.reply(HALL, ClientCode(topic.name)), reply)

    def tell_time(self) -> None:
        self.caller.publish(topics.time(HALL), HallTime(now=self.now, open=True))
        self.clock.hear(self.now)

    def pass_time(self, seconds: float, *, told: bool = True) -> None:
        """Let time pass; `told` says whether the caller goes on telling it."""
        self.ticking.seconds += seconds
        self.now += timedelta(seconds=seconds)
        if told:
            self.tell_time()

    def display(self, *, revision: int = 1, **facts: object) -> DisplayState:
        """Publish the window's state, as the caller does."""
        given: dict[str, object] = {
            "counter": COUNTER,
            "revision": revision,
            "phase": "idle",
            "window_number": 44,
            "name_zh": "公积金提取窗口(一柜办结)",
            "name_en": "Housing fund",
            "staff_no": "4401",
            "staff_post_zh": "公积金受理员",
        }
        state = DisplayState.model_validate(given | facts)
        self.caller.publish(topics.display(HALL, COUNTER), state)
        return state

    def call(self, ticket: str, *, call_count: int = 1, revision: int = 2) -> DisplayState:
        return self.display(
            revision=revision, phase="calling", ticket=ticket, call_count=call_count, called_at=self.now
        )

    def line(self, queue: str, waiting: int, counters: tuple[str, ...] = ("W44",)) -> None:
        state = LineState(
            queue=QueueLetter(queue),
            revision=1,
            waiting=waiting,
            wait=None,
            open=True,
            counters=tuple(CounterCode(code) for code in counters),
        )
        self.caller.publish(topics.line(HALL, state.queue), state)

    def rating(self, phase: str, *, serving: str | None = None, seconds: float | None = None) -> None:
        state = RatingState.model_validate(
            {
                "counter": COUNTER,
                "revision": 1,
                "phase": phase,
                "staff_no": "4401",
                "staff_post_zh": "公积金受理员",
                "service_zh": "住房公积金提取",
                "serving_id": serving,
                "ends_at": None if seconds is None else self.now + timedelta(seconds=seconds),
                "levels": LEVELS,
                "reasons": ("服务态度", "办事效率"),
            }
        )
        self.caller.publish(topics.rating(HALL, COUNTER), state)

    def board(self, *devices: str) -> HealthBoard:
        return HealthBoard(self.bus, self.clock, map(DeviceCode, devices), monotonic=self.ticking)


def refuse(request: Request) -> Reply:
    return Refused(request_id=RequestId(request.request_id), reason="NobodyWaiting", sentence=REFUSED)


def laid_table() -> Table:
    """A table with nothing on it but the time."""
    broker = MemoryBroker()
    ticking = Ticking()
    caller = broker.connect(HALL, ClientCode("caller"))
    table = Table(broker, caller, broker.connect(HALL, NODE), ticking, HallClock(ticking))
    for kind in (Kind.SHOWN, Kind.HEALTH, Kind.REQUEST):
        caller.subscribe(topics.every(HALL, kind), table.hear)
    table.tell_time()
    return table
