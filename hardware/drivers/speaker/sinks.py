"""Where a finished announcement goes: a folder of WAV files, or a program that plays them.

A sink returns when the sound has ended and raises a `DeviceError` child when nobody can have heard it.
"""

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol

from hardware.ports.faults import DeviceRefused, DeviceSilent, DeviceUnplugged
from hardware.protocols.sound import Wave, to_wav

_PATIENCE_SECONDS = 10.0


class Sink(Protocol):
    """An end for sound."""

    def play(self, sound: Wave, *, id: str, phrases: tuple[str, ...]) -> None:  # noqa: A002 - the announcement's word
        """Plays to the end."""
        ...


class CutSink(Sink, Protocol):
    """An end for sound that can be stopped in the midst of it."""

    def play_while(self, wanted: Callable[[], bool], sound: Wave, *, id: str, phrases: tuple[str, ...]) -> None:  # noqa: A002
        """Plays to the end or the next `cut`; nothing at all when it is not `wanted` any more as it begins."""
        ...

    def cut(self) -> None:
        """Stops what is being played, at once; from any thread. What was wanted must not be by then."""
        ...


class FileSink:
    """Keeps each announcement as `000001-ID.wav`, and beside it `000001-ID.txt` with the phrases, a line each.

    No real time passes. The text is in place before the WAV appears, and each appears whole. All texts stay; of the
    sounds only the newest, for a day's calls are hundreds of megabytes. The folder must exist: one that is gone is an
    unplugged loudspeaker.
    """

    def __init__(self, folder: Path, *, device: str, kept_sounds: int = 200) -> None:
        self._folder = folder
        self._device = device
        self._kept_sounds = kept_sounds
        self._number: int | None = None

    def play(self, sound: Wave, *, id: str, phrases: tuple[str, ...]) -> None:  # noqa: A002
        """Writes the two files."""
        safe = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in id)
        try:
            self._number = 1 + (self._last_number() if self._number is None else self._number)
            stem = f"{self._number:06d}-{safe}"
            self._write(f"{stem}.txt", "".join(f"{line}\n" for line in phrases).encode())
            self._write(f"{stem}.wav", to_wav(sound))
            for old in sorted(self._folder.glob("*.wav"))[: -self._kept_sounds]:
                old.unlink()
        except OSError as error:
            raise DeviceUnplugged(device=self._device) from error

    def play_while(self, wanted: Callable[[], bool], sound: Wave, *, id: str, phrases: tuple[str, ...]) -> None:  # noqa: A002
        """Writes the two files, if they are wanted."""
        if wanted():
            self.play(sound, id=id, phrases=phrases)

    def cut(self) -> None:
        """Files take no time: there is nothing to stop."""

    def _last_number(self) -> int:
        """The highest number of an earlier run, so that a restart overwrites nothing."""
        numbers = (entry.name[:6] for entry in self._folder.iterdir() if entry.suffix == ".txt")
        return max((int(number) for number in numbers if number.isdigit()), default=0)

    def _write(self, name: str, data: bytes) -> None:
        unfinished = self._folder / f".{name}.part"
        unfinished.write_bytes(data)
        unfinished.rename(self._folder / name)


class CommandSink:
    """Plays through a program (`aplay -q {file}`, `paplay {file}`) and waits for its end: real time passes."""

    def __init__(self, command: Sequence[str], *, device: str, patience_seconds: float = _PATIENCE_SECONDS) -> None:
        self._command = tuple(command)
        self._device = device
        self._patience_seconds = patience_seconds
        self._lock = Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._was_cut = False

    def play(self, sound: Wave, *, id: str, phrases: tuple[str, ...]) -> None:  # noqa: A002
        """Runs the program to its end; raises what `play_while` does."""
        self.play_while(lambda: True, sound, id=id, phrases=phrases)

    def cut(self) -> None:
        """Kills the program: a player that is asked politely would play its buffer to the end."""
        with self._lock:
            if self._running is not None:
                self._was_cut = True
                self._running.kill()

    def play_while(self, wanted: Callable[[], bool], sound: Wave, *, id: str, phrases: tuple[str, ...]) -> None:  # noqa: A002, ARG002
        """Runs the program to its end or the next `cut`.

        Raises:
            DeviceUnplugged: there is no such program.
            DeviceRefused: it ended with an exit code other than 0 (no sound card, say).
            DeviceSilent: it did not end within the sound's length and the patience; it is stopped.
        """
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            file.write(to_wav(sound))
            file.flush()
            program = self._start(wanted, [part.replace("{file}", file.name) for part in self._command])
            if program is not None:
                self._wait(program, sound.seconds + self._patience_seconds)

    def _start(self, wanted: Callable[[], bool], command: list[str]) -> subprocess.Popen[bytes] | None:
        nothing = subprocess.DEVNULL
        with self._lock:
            if not wanted():
                return None
            self._was_cut = False
            try:
                self._running = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
            except OSError as error:
                raise DeviceUnplugged(device=self._device) from error
            return self._running

    def _wait(self, program: subprocess.Popen[bytes], longest: float) -> None:
        try:
            code = program.wait(longest)
        except subprocess.TimeoutExpired as error:
            program.kill()
            program.wait()
            raise DeviceSilent(device=self._device, waited_seconds=longest) from error
        finally:
            with self._lock:
                self._running, was_cut = None, self._was_cut
        if code and not was_cut:
            raise DeviceRefused(device=self._device, code=code)
