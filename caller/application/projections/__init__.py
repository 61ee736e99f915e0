"""What everyone sees of the hall, computed from it and never kept as truth."""

from caller.application.projections.projector import Projector

__all__ = ["Projector"]
