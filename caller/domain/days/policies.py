"""The policies that days are run under, by the name a technician types. The hall's own comes from its catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from caller.domain.days.plan import KINDS
from caller.domain.tickets.dispatch import ClassTerms, Policy, longest_wait_first, weighted

ADOPTED = weighted(
    ClassTerms(name=KINDS[0], ordinary=True),
    ClassTerms(name=KINDS[1], weight=4.0, head_start=5.0, growth=0.15),
    ClassTerms(name=KINDS[2], weight=2.0, head_start=10.0),
)
"""The adopted policy with its promises: nobody is overtaken more than 5 times, half of a line's calls may jump."""

KEEN = replace(ADOPTED, exponent=1.0, help=0.5)
"""Short matters and long lines count more: shorter waits on the reference day, harder on who comes for long matters."""

LONGEST_WAIT_FIRST = longest_wait_first(KINDS, KINDS[0])


@dataclass(frozen=True, slots=True)
class Way:
    """How a hall may be run: under a policy, its windows with all their matters or with one each."""

    name: str
    what: str
    policy: Policy
    fixed: bool = False


POLICIES: Mapping[str, Way] = MappingProxyType(
    {
        way.name: way
        for way in (
            Way("fixed", "one matter to a window, first come first served", LONGEST_WAIT_FIRST, fixed=True),
            Way("longest", "the longest wait first, at all windows", LONGEST_WAIT_FIRST),
            Way("free", "the adopted policy without its promises", ADOPTED.unbounded),
            Way("adopted", "the adopted policy with its promises", ADOPTED),
            Way("keen", "short matters and long lines count more than adopted", KEEN),
        )
    }
)
