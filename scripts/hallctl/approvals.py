"""`approve`, `prove`: what departments decide and answer, at their own page of the console."""

from typing import Annotated, Literal

import typer

from scripts.hallctl.rig import Rig
from scripts.hallctl.telling import STATE, AsJson, State, refusals_told, tell

app = typer.Typer()

Case = Annotated[str, typer.Argument(metavar="CASE", help="a case's number; of a package: all items that wait")]
Proof = Annotated[str, typer.Argument(metavar="REQUEST", help="the number of a request for proof (协查)")]
Answer = Annotated[Literal["yes", "no"], typer.Argument(metavar="yes|no")]
Reason = Annotated[str, typer.Argument(metavar="[REASON]", help="why not, as the applicant is told")]


@app.command()
def approve(case: Case, answer: Answer, reason: Reason = "", *, state: State = STATE, as_json: AsJson = False) -> None:
    """Decide as an approver of the case's department: hallctl approve 20261123-0001 yes.

    A complex case goes to the experts first. Exit code 1 when the case does not wait, or the hall refuses.
    """
    with refusals_told(as_json=as_json):
        wish = {"case": case, "yes": answer == "yes", "reason": reason}
        facts = Rig.of(state).post("/api/cases/decide", wish)
        word = "approved" if answer == "yes" else "refused"
        tell(facts, "\n".join(f"{one['case']}: {word} by {one['by']}" for one in facts["decided"]), as_json=as_json)


@app.command()
def prove(proof: Proof, answer: Answer, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Answer a request for proof as the department that was asked: hallctl prove 20261123-0001-p1 yes."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).post("/api/cases/prove", {"proof": proof, "yes": answer == "yes"})
        word = "proved" if answer == "yes" else "not proved"
        tell(facts, f"{proof} of {facts['case']}: {word} by {facts['by']}", as_json=as_json)
