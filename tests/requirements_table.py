"""The table requirement → tests → result, as a pytest plugin: `scripts/test --requirements`.

`scripts/test` runs the tests in two lanes, one after the other: the first leaves what it proved in pytest's cache, the
second adds it and prints the table of both.

What has to be proved stands in requirements.toml beside this file; which test proves it stands on the test itself:
`@pytest.mark.req("Q-06")`, and `@pytest.mark.rig` where the real programs are driven.
A requirement is proved when all its tests passed and at least one of them drives the real programs. Where the list says
`in_process = true`, a passing test in process is proof enough: for what no test of the programs reaches yet.
"""

import re
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from tests.lanes import Lane

LIST = Path(__file__).with_name("requirements.toml")
CODE = re.compile(r"[A-Z]-\d\d")
EARLIER = "jiaohao/proofs"
"""Where in pytest's cache the lane before leaves what it proved."""
_PROPERTY = "req"
_REAL = "real"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of the list: `deferred` says which of its acceptance lines belong to later work, and why.

    `in_process` takes a test in process for proof, until one drives the real programs.
    """

    code: str
    title: str
    deferred: tuple[str, ...] = ()
    note: str = ""
    in_process: bool = False


@dataclass(slots=True)
class Proof:
    """What one test function says about a requirement; parametrised cases count together."""

    drives_programs: bool = False
    outcomes: list[str] = field(default_factory=list[str])

    @property
    def result(self) -> str:
        """`passed` when every case that ran passed, `failed` when one did not, `not run` when none ran."""
        if not self.outcomes:
            return "not run"
        return "passed" if set(self.outcomes) == {"passed"} else "failed"


def read_requirements(path: Path = LIST) -> tuple[Requirement, ...]:
    """The requirements to prove, in the order of the file."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Requirement(
            entry["code"],
            entry["title"],
            tuple(entry.get("deferred", ())),
            entry.get("note", ""),
            entry.get("in_process", False),
        )
        for entry in document["requirement"]
    )


def verdict(proofs: dict[str, Proof], *, in_process: bool = False) -> str:
    """One word for a requirement; only `proved` is good. `in_process`: a real run is not asked for."""
    results = {proof.result for proof in proofs.values()}
    if "failed" in results:
        return "FAILED"
    if "passed" not in results:
        return "NO TEST"
    passed = [proof for proof in proofs.values() if proof.result == "passed"]
    return "proved" if in_process or any(proof.drives_programs for proof in passed) else "NO REAL RUN"


class RequirementsTable:
    """Collects marks and outcomes, prints the table at the end, fails the run when a requirement is not proved."""

    def __init__(self, config: pytest.Config, requirements: tuple[Requirement, ...] | None = None) -> None:
        self._wanted = bool(config.getoption("--requirements"))
        self._lane = Lane.of(config)
        self._requirements = read_requirements() if requirements is None else requirements
        self._proofs: dict[str, dict[str, Proof]] = {}
        self._cache: pytest.Cache | None = None
        self._only_runs = hasattr(config, "workerinput")

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """The first lane forgets what an earlier run proved, the second takes what the first one left."""
        self._cache = getattr(session.config, "cache", None)
        if self._cache is None or self._only_runs:
            return
        if self._lane is Lane.PARTS:
            self._cache.set(EARLIER, {})
        elif self._lane is Lane.PROGRAMS:
            earlier = cast("Any", self._cache).get(EARLIER, {})
            self._proofs = _proofs_from(earlier)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Give every test its codes to carry, also from the process that runs it to the one that counts."""
        for item in items:
            drives_programs = item.get_closest_marker("rig") is not None
            for code in sorted(_codes(item)):
                item.user_properties.append((_PROPERTY, f"{code} {_REAL if drives_programs else ''}"))
                self._proof(code, item.nodeid, drives_programs=drives_programs)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        counts = report.when == "call" or report.outcome != "passed"
        for name, value in report.user_properties:
            if name == _PROPERTY:
                code, _, kind = str(value).partition(" ")
                proof = self._proof(code, report.nodeid, drives_programs=kind == _REAL)
                proof.outcomes += [report.outcome] if counts else []

    def _proof(self, code: str, nodeid: str, *, drives_programs: bool) -> Proof:
        proof = self._proofs.setdefault(code, {}).setdefault(nodeid.partition("[")[0], Proof())
        proof.drives_programs |= drives_programs
        return proof

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._only_runs:
            return
        if self._lane is Lane.PARTS:
            if self._cache is not None:
                self._cache.set(EARLIER, _written(self._proofs))
        elif self._wanted and session.exitstatus == pytest.ExitCode.OK and self._unproved():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self._wanted or self._lane is Lane.PARTS:
            return
        terminalreporter.section("requirement → tests → result")
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> list[str]:
        """The table as text, one requirement a block."""
        lines: list[str] = []
        for requirement in self._requirements:
            proofs = self._proofs.get(requirement.code, {})
            lines.append(f"{requirement.code}  {requirement.title}  →  {self._verdict(requirement)}")
            lines += [f"      {_row(test, proof)}" for test, proof in sorted(proofs.items())]
            lines += [f"      later: {line}" for line in requirement.deferred]
            lines += [f"      note: {requirement.note}"] if requirement.note else []
        unproved = self._unproved()
        count = len(self._requirements) - len(unproved)
        lines.append(
            f"{count} of {len(self._requirements)} requirements proved; missing: {', '.join(unproved) or 'none'}"
        )
        return lines

    def _unproved(self) -> list[str]:
        return [one.code for one in self._requirements if self._verdict(one) != "proved"]

    def _verdict(self, requirement: Requirement) -> str:
        return verdict(self._proofs.get(requirement.code, {}), in_process=requirement.in_process)


def _written(proofs: dict[str, dict[str, Proof]]) -> dict[str, dict[str, Any]]:
    return {code: {test: asdict(proof) for test, proof in tests.items()} for code, tests in proofs.items()}


def _proofs_from(written: dict[str, dict[str, Any]]) -> dict[str, dict[str, Proof]]:
    return {code: {test: Proof(**proof) for test, proof in tests.items()} for code, tests in written.items()}


def _row(test: str, proof: Proof) -> str:
    programs = "real programs" if proof.drives_programs else "in process   "
    return f"{proof.result:<8} {programs}  {test}"


def _codes(item: pytest.Item) -> set[str]:
    codes = {str(code) for marker in item.iter_markers("req") for code in marker.args}
    for code in codes:
        if CODE.fullmatch(code) is None:
            raise pytest.UsageError(f"{item.nodeid}: {code!r} is no requirement's code")
    return codes
