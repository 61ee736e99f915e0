"""What a check is: a name, and a function from a catalogue to what it finds wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broker.catalogue.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at `key` (`services[GJJ-001].queue`), with the reason in Chinese and English."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of mistake. `find` must bear a catalogue with any other mistake in it."""

    name: str
    find: "Callable[[Catalogue], Iterable[Finding]]"


def listed(codes: Iterable[str]) -> str:
    """Give codes as people read them in a sentence."""
    return ", ".join(sorted(codes))
