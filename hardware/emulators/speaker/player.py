"""A stand-in for `aplay` with a loudspeaker behind it: takes as long as the sound and notes when it began and ended.

Run as a program by the loudspeaker's command: `python -m hardware.emulators.speaker.player FOLDER SPEED FILE`.
"""

import json
import os
import sys
import time
from pathlib import Path

from hardware.protocols.sound import NotSoundError, from_wav

NOTES = "heard.jsonl"
PLAYING = "playing"
FAULT = "fault"
_HANGS_SECONDS = 3600.0
_NO_SUCH_DEVICE = 1
_NOISE = 3


def main() -> int:
    """Plays one file; the exit code is aplay's: 0, or 1 when there is no sound card."""
    folder, speed, file = Path(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3])
    fault = (folder / FAULT).read_text(encoding="utf-8") if (folder / FAULT).exists() else ""
    if fault == "unplugged":
        return _NO_SUCH_DEVICE
    if fault == "garbage":
        return _NOISE
    if fault == "silent":
        time.sleep(_HANGS_SECONDS)
    try:
        sound = from_wav(file.read_bytes())
    except NotSoundError:
        return _NOISE
    began = time.monotonic()
    (folder / PLAYING).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(sound.seconds / speed)
    note = {"began": began, "ended": time.monotonic(), "seconds": sound.seconds, "peak": sound.peak}
    with (folder / NOTES).open("a", encoding="utf-8") as notes:
        notes.write(json.dumps(note) + "\n")
    (folder / PLAYING).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
