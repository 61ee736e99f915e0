"""The table requirement → tests → result, as a pytest plugin: `scripts/test --requirements`.

What has to be proved stands in requirements.toml beside this file; which test proves it stands on the test itself:
`@pytest.mark.req("Q-06")`, and `@pytest.mark.rig` where the real programs are driven.
A requirement is proved when all its tests passed and at least one of them drives the real programs.
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("requirements.toml")
CODE = re.compile(r"[A-Z]-\d\d")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of the list: `deferred` says which of its acceptance lines belong to later work, and why."""

    code: str
    title: str
    deferred: tuple[str, ...] = ()
    note: str = ""


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
        Requirement(entry["code"], entry["title"], tuple(entry.get("deferred", ())), entry.get("note", ""))
        for entry in document["requirement"]
    )


def verdict(proofs: dict[str, Proof]) -> str:
    """One word for a requirement; only `proved` is good."""
    results = {proof.result for proof in proofs.values()}
    if "failed" in results:
        return "FAILED"
    if "passed" not in results:
        return "NO TEST"
    passed = [proof for proof in proofs.values() if proof.result == "passed"]
    return "proved" if any(proof.drives_programs for proof in passed) else "NO REAL RUN"


class RequirementsTable:
    """Collects marks and outcomes, prints the table at the end, fails the run when a requirement is not proved."""

    def __init__(self, config: pytest.Config, requirements: tuple[Requirement, ...] | None = None) -> None:
        self._wanted = bool(config.getoption("--requirements"))
        self._requirements = read_requirements() if requirements is None else requirements
        self._proofs: dict[str, dict[str, Proof]] = {}
        self._by_test: dict[str, list[Proof]] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            function = item.nodeid.partition("[")[0]
            drives_programs = item.get_closest_marker("rig") is not None
            for code in _codes(item):
                proof = self._proofs.setdefault(code, {}).setdefault(function, Proof())
                proof.drives_programs |= drives_programs
                self._by_test.setdefault(item.nodeid, []).append(proof)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.outcome == "passed":
            return
        for proof in self._by_test.get(report.nodeid, ()):
            proof.outcomes.append(report.outcome)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._wanted and session.exitstatus == pytest.ExitCode.OK and self._unproved():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self._wanted:
            return
        terminalreporter.section("requirement → tests → result")
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> list[str]:
        """The table as text, one requirement a block."""
        lines: list[str] = []
        for requirement in self._requirements:
            proofs = self._proofs.get(requirement.code, {})
            lines.append(f"{requirement.code}  {requirement.title}  →  {verdict(proofs)}")
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
        codes = [requirement.code for requirement in self._requirements]
        return [code for code in codes if verdict(self._proofs.get(code, {})) != "proved"]


def _row(test: str, proof: Proof) -> str:
    programs = "real programs" if proof.drives_programs else "in process   "
    return f"{proof.result:<8} {programs}  {test}"


def _codes(item: pytest.Item) -> set[str]:
    codes = {str(code) for marker in item.iter_markers("req") for code in marker.args}
    for code in codes:
        if CODE.fullmatch(code) is None:
            raise pytest.UsageError(f"{item.nodeid}: {code!r} is no requirement's code")
    return codes
