"""The requirements table on small runs of its own: what it counts as proved, and when it fails a run."""

from pathlib import Path

import pytest

from tests.requirements_table import CODE, read_requirements

CONFTEST = """
from tests.requirements_table import Requirement, RequirementsTable

def pytest_addoption(parser):
    parser.addoption("--requirements", action="store_true")
    parser.addoption("--lane")

def pytest_configure(config):
    config.addinivalue_line("markers", "req(*codes): x")
    config.addinivalue_line("markers", "rig: x")
    wanted = (
        Requirement("Q-01", "a number by card", deferred=("the two answers",)),
        *[Requirement("Q-02", "a number without a card", in_process=True)] * IN_PROCESS_TOO,
    )
    config.pluginmanager.register(RequirementsTable(config, wanted))
"""

IN_PROCESS = """
@pytest.mark.req("Q-01")
@pytest.mark.parametrize("number", [1, 2])
def test_in_process(number):
    assert number
"""
ON_THE_RIG = """
@pytest.mark.rig
@pytest.mark.req("Q-01")
def test_on_the_rig():
    pass
"""
FAILING = """
@pytest.mark.req("Q-01")
@pytest.mark.parametrize("number", [1, 2])
def test_failing(number):
    assert number == 1
"""


def conftest(*, in_process_too: bool = False) -> str:
    return f"IN_PROCESS_TOO = {in_process_too}\n{CONFTEST}"


def run(pytester: pytest.Pytester, *tests: str, in_process_too: bool = False) -> pytest.RunResult:
    pytester.makeconftest(conftest(in_process_too=in_process_too))
    pytester.makepyfile("import pytest\n" + "".join(tests))
    return pytester.runpytest_inprocess("--requirements", "-p", "no:cacheprovider")


def test_a_requirement_is_proved_when_the_real_programs_were_driven(pytester: pytest.Pytester) -> None:
    result = run(pytester, IN_PROCESS, ON_THE_RIG)
    result.stdout.fnmatch_lines(
        [
            "Q-01*→*proved",
            "*passed*in process*::test_in_process",
            "*passed*real programs*::test_on_the_rig",
            "*later: the two answers",
            "1 of 1 requirements proved; missing: none",
        ]
    )
    assert result.ret == pytest.ExitCode.OK


@pytest.mark.parametrize(
    ("tests", "word"),
    [((), "NO TEST"), ((IN_PROCESS,), "NO REAL RUN"), ((ON_THE_RIG, FAILING), "FAILED")],
)
def test_a_requirement_that_is_not_proved_fails_the_run(
    pytester: pytest.Pytester, tests: tuple[str, ...], word: str
) -> None:
    result = run(pytester, "def test_other(): pass\n", *tests)
    result.stdout.fnmatch_lines([f"Q-01*→*{word}", "0 of 1 requirements proved; missing: Q-01"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_test_in_process_is_enough_only_where_the_list_says_so(pytester: pytest.Pytester) -> None:
    other = IN_PROCESS.replace("Q-01", "Q-02").replace("test_in_process", "test_without_a_card")
    result = run(pytester, IN_PROCESS, other, in_process_too=True)
    result.stdout.fnmatch_lines(["Q-01*→*NO REAL RUN", "Q-02*→*proved", "1 of 2 requirements proved; missing: Q-01"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize(("tests", "word"), [((), "NO TEST"), ((FAILING.replace("Q-01", "Q-02"),), "FAILED")])
def test_what_may_be_proved_in_process_is_not_proved_by_nothing(
    pytester: pytest.Pytester, tests: tuple[str, ...], word: str
) -> None:
    result = run(pytester, ON_THE_RIG, *tests, in_process_too=True)
    result.stdout.fnmatch_lines(["Q-01*→*proved", f"Q-02*→*{word}"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_code_that_is_none_stops_the_run(pytester: pytest.Pytester) -> None:
    result = run(pytester, ON_THE_RIG.replace("Q-01", "Q1"))
    result.stderr.fnmatch_lines(["*'Q1' is no requirement's code*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_the_list_of_requirements_is_in_order() -> None:
    requirements = read_requirements()
    codes = [requirement.code for requirement in requirements]
    assert len(set(codes)) == len(codes) == 58
    assert all(CODE.fullmatch(code) for code in codes)
    assert all(requirement.title for requirement in requirements)


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs in processes of their own import this project's tests."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


@pytest.mark.usefixtures("importable")
def test_what_the_first_lane_proved_counts_in_the_second(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(conftest())
    parts = pytester.makepyfile(test_parts="import pytest\n" + IN_PROCESS)
    programs = pytester.makepyfile(test_programs="import pytest\n" + ON_THE_RIG)
    first = pytester.runpytest_subprocess("--requirements", "--lane", "parts", "-n", "2", parts)
    assert first.ret == pytest.ExitCode.OK, "half a table says nothing yet"
    assert "Q-01" not in first.stdout.str()
    second = pytester.runpytest_subprocess("--requirements", "--lane", "programs", programs)
    second.stdout.fnmatch_lines(["*in process*test_parts.py::test_in_process", "*real programs*::test_on_the_rig"])
    assert second.ret == pytest.ExitCode.OK


@pytest.mark.usefixtures("importable")
def test_what_failed_in_the_first_lane_fails_the_table_of_the_second(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(conftest())
    parts = pytester.makepyfile(test_parts="import pytest\n" + FAILING)
    programs = pytester.makepyfile(test_programs="import pytest\n" + ON_THE_RIG)
    pytester.runpytest_subprocess("--requirements", "--lane", "parts", "-n", "2", parts)
    second = pytester.runpytest_subprocess("--requirements", "--lane", "programs", programs)
    second.stdout.fnmatch_lines(["Q-01*→*FAILED"])
    assert second.ret == pytest.ExitCode.TESTS_FAILED
