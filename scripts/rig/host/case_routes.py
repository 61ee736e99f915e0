"""What the rig's API lets people do with matters: apply at a window, decide, answer requests for proof."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from broker.catalogue.services import MatterCode, Way
from broker.messages import Later
from broker.terms import CaseId, FieldKey, MaterialCode
from scripts.rig.host.acceptance import Acceptance, Wanted
from scripts.rig.host.approvers import Approvers


class _Wish(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OpenWish(_Wish):
    """Apply for a person at a window."""

    persona: str
    window: str
    owner: MatterCode
    answers: tuple[int, ...] = Field(default=(), max_length=40)


class StepWish(_Wish):
    """One step with a person's application."""

    persona: str
    step: Literal["look", "fill", "way", "page", "sign", "submit"]
    case: CaseId
    values: dict[FieldKey, str] = {}
    materials: tuple[MaterialCode, ...] = ()
    way: Way | Later | None = None


class DecideWish(_Wish):
    """An approver's yes or no."""

    case: str
    yes: bool
    reason: str = Field(default="", max_length=300)


class ProveWish(_Wish):
    """A department's answer to a request for proof."""

    proof: str
    yes: bool


@dataclass(frozen=True, slots=True)
class CaseRoutes:
    """The routes, by path."""

    acceptance: Acceptance
    approvers: Approvers

    def looks(self) -> dict[str, Callable[..., Any]]:
        """Give what may be looked at."""
        return {"/api/cases": self.approvers.waiting, "/api/cases/of/{persona}": self.of}

    def wishes(self) -> dict[str, Callable[..., Any]]:
        """Give what may be done."""
        return {
            "/api/cases/open": self.open,
            "/api/cases/step": self.step,
            "/api/cases/decide": self.decide,
            "/api/cases/prove": self.prove,
        }

    def of(self, persona: str) -> dict[str, Any]:
        """Show a person's own cases."""
        return self.acceptance.cases(persona).model_dump(mode="json")

    def open(self, wish: OpenWish) -> dict[str, Any]:
        """Apply."""
        return self.acceptance.open(wish.persona, wish.window, wish.owner, wish.answers).model_dump(mode="json")

    def step(self, wish: StepWish) -> dict[str, Any]:
        """Take one step."""
        wanted = Wanted(step=wish.step, case=wish.case, values=wish.values, materials=wish.materials, way=wish.way)
        return self.acceptance.go_on(wish.persona, wanted).model_dump(mode="json")

    def decide(self, wish: DecideWish) -> dict[str, Any]:
        """Decide."""
        return self.approvers.decide(wish.case, yes=wish.yes, reason=wish.reason)

    def prove(self, wish: ProveWish) -> dict[str, Any]:
        """Answer."""
        return self.approvers.prove(wish.proof, yes=wish.yes)
