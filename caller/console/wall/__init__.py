"""The manager's live wall (M-S01): everything of the hall on one page, what needs a person first."""

from caller.console.wall.routes import WallPage

__all__ = ["WallPage"]
