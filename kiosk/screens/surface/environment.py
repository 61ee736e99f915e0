"""What Kivy must be told before it is imported: it reads its environment and settings once, at import.

Touches come as mouse events from Xorg; letting Kivy read the touch panel itself as well gives double taps.
"""

import os
from collections.abc import MutableMapping
from pathlib import Path

from kiosk.screens.theme.panel import Panel


def prepare(home: Path, *, headless: bool, environ: MutableMapping[str, str] = os.environ) -> None:
    """Set Kivy's environment. `home` is its folder for settings; `headless` draws real pixels without a display."""
    home.mkdir(parents=True, exist_ok=True)
    environ["KIVY_HOME"] = str(home)
    environ["KIVY_NO_ARGS"] = "1"
    environ["KIVY_NO_FILELOG"] = "1"
    environ["KIVY_LOG_MODE"] = "MIXED"
    # where Mesa draws without a graphics card: both cores of a small machine at one picture, and no more than that
    environ.setdefault("LP_NUM_THREADS", "2")
    if headless:
        environ["SDL_VIDEODRIVER"] = "offscreen"


def configure(panel: Panel, *, fullscreen: bool) -> None:
    """Set Kivy's own settings; call after `prepare` and before a window is imported."""
    from kivy.config import Config  # noqa: PLC0415 - importing it reads the environment

    settings = {
        ("kivy", "log_level"): "warning",
        ("kivy", "exit_on_escape"): "0",
        ("graphics", "width"): str(panel.width_px),
        ("graphics", "height"): str(panel.height_px),
        ("graphics", "resizable"): "0",
        ("graphics", "multisamples"): "0",
        ("graphics", "fullscreen"): "auto" if fullscreen else "0",
        ("graphics", "show_cursor"): "0" if fullscreen else "1",
    }
    for (section, key), value in settings.items():
        Config.set(section, key, value)
    Config.remove_section("input")
    Config.add_section("input")
    Config.set("input", "mouse", "mouse,disable_multitouch")
