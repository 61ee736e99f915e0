"""What a visitor may press on any screen to be helped: a person, a lower screen, the voice."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class CalledHelp:
    """A person is wanted at this kiosk (请人帮忙); with `wanted` False no longer."""

    wanted: bool = True


@dataclass(frozen=True, slots=True)
class ToggledSeated:
    """Everything to touch in the lower part of the panel, for who sits in a wheelchair; or not."""


@dataclass(frozen=True, slots=True)
class ToggledVoice:
    """The voice that reads pages aloud in large type, on or off."""


AidTap: TypeAlias = CalledHelp | ToggledSeated | ToggledVoice
