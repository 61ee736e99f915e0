"""A kiosk's loopback door, as the benches knock at it: texts, touches, strokes."""

import json
import urllib.request
from collections.abc import Mapping
from typing import Any

from scripts.rig.host.strokes import SIGNATURE

_PATIENCE_SECONDS = 30.0


class Door:
    """The kiosk's loopback door, as the rig uses it."""

    def __init__(self, url: str) -> None:
        """Talk to the door at `url`."""
        self._url = url

    def texts(self) -> dict[str, Any]:
        """Give what stands on the screen. Raises OSError, also when the kiosk's thread does not answer."""
        with urllib.request.urlopen(f"{self._url}/texts", timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310 - loopback
            return json.load(answer)

    def tap(self, text: str) -> dict[str, Any]:
        """Touch a button; give what stands there once it is drawn. Raises OSError when there is no such button."""
        return self._do("tap", {"text": text})

    def sign(self) -> dict[str, Any]:
        """Sign where the screen asks for it; give what stands there once it is drawn. Raises OSError where not."""
        return self._do("draw", {"strokes": SIGNATURE, "on_glass": True})

    def _do(self, what: str, wish: Mapping[str, object]) -> dict[str, Any]:
        request = urllib.request.Request(f"{self._url}/{what}", json.dumps(wish).encode())  # noqa: S310 - loopback
        with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310 - loopback
            return json.load(answer)
