"""Cases at their departments: decided by approvers, proof requests answered."""

from caller.console.cases.routes import CasesPage

__all__ = ["CasesPage"]
