"""The checker: a table of small checks, one file per area. All of them run; each finds all there is to find."""

from collections.abc import Iterator

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks import (
    codes,
    devices,
    figures,
    filling,
    guides,
    hall,
    papers,
    people,
    references,
    scenarios,
    services,
    staff,
    trees,
)
from broker.catalogue.checks.check import Check, Finding

CHECKS: tuple[Check, ...] = (
    *codes.CHECKS,
    *references.CHECKS,
    *hall.CHECKS,
    *papers.CHECKS,
    *services.CHECKS,
    *trees.CHECKS,
    *figures.CHECKS,
    *guides.CHECKS,
    *staff.CHECKS,
    *devices.CHECKS,
    *people.CHECKS,
    *filling.CHECKS,
    *scenarios.CHECKS,
)


def check(catalogue: Catalogue) -> Iterator[tuple[Check, Finding]]:
    """Give everything that is wrong with a catalogue, with the check that found it."""
    for each in CHECKS:
        for finding in each.find(catalogue):
            yield each, finding


__all__ = ["CHECKS", "Check", "Finding", "check"]
