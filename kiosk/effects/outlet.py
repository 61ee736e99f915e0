"""Where workers put what they have to tell: the kiosk's inbox. They only post frozen values and never look back."""

from collections.abc import Callable
from typing import TypeAlias

from kiosk.flow.events import Event
from kiosk.flow.news import News

Tell: TypeAlias = Callable[[Event | News], None]
"""Posts an event or a piece of news; from any thread, returns at once."""
