"""`hallctl simulate` and the plans it reads."""

import json

import pytest
from typer.testing import CliRunner

from broker.catalogue import load
from caller.domain.days import ADOPTED, draw, figures, run, tally
from scripts.hallctl import simulate
from scripts.hallctl.bench import dispatch
from scripts.hallctl.bench.devices import REFERENCE
from scripts.hallctl.days import hall_plan, reference_plan


def ask(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(simulate.app, list(words))
    return done.exit_code, done.output


@pytest.mark.req("Q-05")
def test_policies_stand_side_by_side() -> None:
    code, said = ask("--days", "1", "--policy", "fixed", "--policy", "adopted", "--json")
    facts = json.loads(said)
    assert code == 0
    assert facts["policies"]["adopted"]["mean"] < facts["policies"]["fixed"]["mean"]
    assert facts["policies"]["adopted"]["overtaken_over"] == 0
    assert facts["tickets"] == facts["policies"]["fixed"]["tickets"]


def test_the_table_has_a_row_for_each_policy() -> None:
    code, said = ask("--days", "1", "--load", "0.5", "--policy", "longest", "--policy", "free")
    lines = said.splitlines()
    assert code == 0
    assert [line.split()[0] for line in lines] == ["mean", "longest", "free"]
    assert len({len(line) for line in lines}) == 1


def test_a_window_less_makes_people_wait_longer() -> None:
    few, many = (
        json.loads(ask("--days", "1", "--policy", "adopted", "--json", *words)[1])["policies"]["adopted"]["mean"]
        for words in ((), ("--without", "w34", "--late", "w35=120"))
    )
    assert few < many


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--policy", "dice"), "no such policy: dice"),
        (("--without", "w99"), "no such window: w99"),
        (("--late", "w01=soon"), "WINDOW=MINUTES"),
        (tuple(word for at in range(40) for word in ("--without", f"w{at:02}")), "nobody would serve s00"),
    ],
)
def test_what_cannot_be_run_is_refused(words: tuple[str, ...], said: str) -> None:
    code, output = ask(*words)
    assert code == 1
    assert said in output


@pytest.mark.req("Q-05")
def test_the_reference_hall_has_a_day_of_its_own() -> None:
    catalogue = load(REFERENCE)
    plan = hall_plan(catalogue, 0.8, reference_plan(0.87))
    assert [matter.code for matter in plan.matters] == [queue.letter for queue in catalogue.queues]
    assert sum(matter.share for matter in plan.matters) == pytest.approx(1.0)
    done = run(plan, draw(plan, 1), ADOPTED)
    assert all(done.visits[number].matter in plan.desks[done.windows[number]].matters for number in done.order)
    assert figures(tally(done), lasts=plan.lasts).overtaken_over == 0


def test_another_load_of_the_day_is_not_made_up() -> None:
    with pytest.raises(ValueError, match=r"0\.8, 0\.87, 0\.93"):
        reference_plan(0.85)


def test_the_bench_of_dispatch_measures_what_it_says() -> None:
    measures = {measure.name: measure for measure in dispatch.run(days=1)}
    assert measures["dispatch: overtaken more than 5 times"].ok
    kept, free = (measures[f"dispatch: {how}mean wait at 0.87"] for how in ("", "without promises, "))
    assert (kept.bound, kept.floor) == ("<= 0.5", free.floor)
    assert kept.value != free.value
