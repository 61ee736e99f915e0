"""Asks the outside systems for one application, each on a thread of its own, and hands on what came of it.

The controller never waits for any of it, and neither does the visitor for longer than a moment: what comes later is
shown when it is there.
"""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from broker.terms import MaterialCode
from caller.application.cases.filling import Value, Values
from caller.application.cases.sources import Call, DatabaseCall, LastApplicationCall, LicenceCall, PaperCall
from caller.application.outside import Outside
from caller.application.ports.outside import Holder, NoLicence, OutsideAway, Purpose
from caller.domain.cases.words import CallFailure

log = logging.getLogger(__name__)

_THREADS = 16


@dataclass(frozen=True, slots=True)
class Got:
    """A material that was called, or why not."""

    material: MaterialCode
    failure: CallFailure | None
    valid_until: date | None = None
    sandbox: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What one call brought: values for the form, and what became of materials."""

    values: Values = field(default_factory=Values, repr=False)
    materials: tuple[Got, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """Whom the calls are about, what for, and on which day."""

    holder: Holder
    purpose: Purpose
    today: date


class Callers:
    """The threads that ask. Every system behind them has its guard."""

    def __init__(self, outside: Outside) -> None:
        """Ask the systems of `outside`."""
        self._outside = outside
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="outside call")

    def start(self, calls: Iterable[Call], about: About, land: Callable[[Result], None]) -> list[Future[None]]:
        """Have every call made; `land` is given each result on the thread that made the call."""
        return [self._threads.submit(self._make, call, about, land) for call in calls]

    def close(self) -> None:
        """Take no more calls; nobody waits for those under way."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _make(self, call: Call, about: About, land: Callable[[Result], None]) -> None:
        try:
            land(self._ask(call, about))
        except Exception as error:  # a pool would keep it to itself, and nobody would ever know
            log.critical("a call for %s ended in a defect: %s", about.purpose.case, type(error).__name__)
            raise

    def _ask(self, call: Call, about: About) -> Result:
        match call:
            case LicenceCall():
                return self._licence(call, about)
            case PaperCall():
                return Result(materials=(self._paper(call, about),))
            case DatabaseCall():
                return self._database(call, about)
            case LastApplicationCall():
                return self._last(call, about)
            case _:
                assert_never(call)

    def _licence(self, call: LicenceCall, about: About) -> Result:
        try:
            found = self._outside.library.call(call.kind, about.holder, about.purpose, about.today)
        except OutsideAway as away:
            failure = failure_of(away)
            return Result(materials=tuple(Got(code, failure) for code in call.materials))
        if isinstance(found, NoLicence):
            return Result(materials=tuple(Got(code, found.reason, sandbox=found.sandbox) for code in call.materials))
        return Result(
            {key: Value(found.values[key], "证照") for key in call.fields if found.values.get(key)},
            tuple(Got(code, None, found.valid_until, found.sandbox) for code in call.materials),
        )

    def _paper(self, call: PaperCall, about: About) -> Got:
        try:
            found = self._outside.databases.confirm(call.material, about.holder, about.purpose)
        except OutsideAway as away:
            return Got(call.material, failure_of(away))
        return Got(call.material, None if found.held else "not_found", sandbox=found.sandbox)

    def _database(self, call: DatabaseCall, about: About) -> Result:
        try:
            found = self._outside.databases.look_up(call.database, about.holder, about.purpose, about.today)
        except OutsideAway:
            return Result()
        return Result({key: Value(found.values[key], "共享库") for key in call.fields if found.values.get(key)})

    def _last(self, call: LastApplicationCall, about: About) -> Result:
        try:
            found = self._outside.databases.last_application(about.holder, about.purpose)
        except OutsideAway:
            return Result()
        return Result({key: Value(found.values[key], "上次申请") for key in call.fields if found.values.get(key)})


def failure_of(away: OutsideAway) -> CallFailure:
    """Give the reason that a visitor is told when a system did not answer."""
    return "slow" if away.what == "slow" else "away"


def wait_a_moment(started: Iterable[Future[None]], seconds: float) -> None:
    """Wait until all calls are done, at most `seconds`."""
    wait(list(started), timeout=seconds)
