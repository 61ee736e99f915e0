"""A loudspeaker to listen to: the folder a file sink writes to, and a player program for a command sink.

It notes what it heard, when each sound began and ended, and breaks like a sound card: gone, hanging, or refusing.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from hardware.emulators.speaker.player import FAULT, NOTES, PLAYING

_FAULTS = ("unplugged", "silent", "garbage")


@dataclass(frozen=True, slots=True)
class Heard:
    """One sound from the player: when it began and ended (monotonic seconds), its length and its loudest sample."""

    began: float
    ended: float
    seconds: float
    peak: float


@dataclass(frozen=True, slots=True)
class Recording:
    """One announcement from the file sink."""

    name: str
    phrases: tuple[str, ...]
    sound_file: Path

    @property
    def wav(self) -> bytes:
        """The bytes of the sound; empty when the sink has made room for newer ones."""
        return self.sound_file.read_bytes() if self.sound_file.exists() else b""


_HEARD = TypeAdapter(Heard)


class Loudspeaker:
    """The emulated loudspeaker. `recordings_folder` is what a file sink is given, `command` what a command sink is."""

    faults: tuple[str, ...] = _FAULTS

    def __init__(self, folder: Path, *, speed: float = 1.0) -> None:
        """`folder` is its own; `speed` lets a test hear faster than real time."""
        self._folder = folder
        self._speed = speed
        self._fault: str | None = None
        self.recordings_folder = folder / "recordings"
        self._notes_folder = folder / "player"
        self.recordings_folder.mkdir(parents=True, exist_ok=True)
        self._notes_folder.mkdir(exist_ok=True)

    @property
    def command(self) -> tuple[str, ...]:
        """The player, as `aplay -q {file}` would be written."""
        return (
            sys.executable,
            "-m",
            "hardware.emulators.speaker.player",
            str(self._notes_folder),
            f"{self._speed:g}",
            "{file}",
        )

    def recordings(self) -> tuple[Recording, ...]:
        """What the file sink wrote, oldest first. A text whose sound is still being written is not there yet."""
        newest = max((file.stem for file in self.recordings_folder.glob("*.wav")), default="")
        return tuple(
            Recording(text.stem, tuple(text.read_text(encoding="utf-8").splitlines()), text.with_suffix(".wav"))
            for text in sorted(self.recordings_folder.glob("*.txt"))
            if text.stem <= newest
        )

    def heard(self) -> tuple[Heard, ...]:
        """What the player played to the end, oldest first."""
        notes = self._notes_folder / NOTES
        if not notes.exists():
            return ()
        return tuple(_HEARD.validate_json(note) for note in notes.read_text(encoding="utf-8").splitlines())

    @property
    def playing(self) -> bool:
        """Whether the player is in the midst of a sound."""
        note = self._notes_folder / PLAYING
        process = note.read_text(encoding="utf-8") if note.exists() else ""
        return bool(process) and Path("/proc", process).exists()

    def break_(self, fault: str) -> None:
        """`unplugged`: no sound card and no folder. `silent`: the player hangs. `garbage`: it ends in error."""
        if fault not in _FAULTS:
            raise ValueError(f"a loudspeaker has no fault {fault!r}, but {', '.join(_FAULTS)}")
        self.fix()
        self._fault = fault
        (self._notes_folder / FAULT).write_text(fault, encoding="utf-8")
        if fault == "unplugged":
            self.recordings_folder.rename(self._folder / "recordings.gone")

    def fix(self) -> None:
        """Makes it whole again."""
        (self._notes_folder / FAULT).unlink(missing_ok=True)
        if self._fault == "unplugged":
            (self._folder / "recordings.gone").rename(self.recordings_folder)
        self._fault = None
