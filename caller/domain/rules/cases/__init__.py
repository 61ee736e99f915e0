"""Rules of the paper side: one file per part of a case's life."""

from caller.domain.rules.cases.table import CASE_RULES

__all__ = ["CASE_RULES"]
