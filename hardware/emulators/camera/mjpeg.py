"""A camera over a dark plate, as MJPEG over loopback HTTP: it shows what is laid under it, else the bare plate.

Like a sensor it never gives the same picture twice in a row, unless it is told to hang.
"""

import io
import threading
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer

from PIL import Image, ImageDraw

FAULTS = ("unplugged", "silent", "dark", "frozen")
PLATE = (40, 44, 48)
SIZE = (1920, 1440)
_BOUNDARY = b"picture"
_PICTURE_SECONDS = 0.05
_DARK = 0.06
_PAPER_WHITE = 0.88
"""White paper under the lamp, of a sensor's full white: a camera is set so that paper is not blown out."""
_QUALITY = 92


class CameraEmulator:
    """The emulated camera. `url` is what a driver opens; `show` and `clear` change what lies on the plate."""

    faults: tuple[str, ...] = FAULTS

    def __init__(self, port: int = 0) -> None:
        """Begin to serve on loopback, with nothing on the plate. Raises OSError when the port is taken."""
        self._lock = threading.Lock()
        self._broken: frozenset[str] = frozenset()
        self._pictures = _bare_pictures()
        self._stop = threading.Event()
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, name="camera", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """What a driver opens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/camera.mjpg"

    def show(self, photograph: bytes) -> None:
        """Lay something under the camera: what it then sees, as JPEG or PNG. Raises OSError when it is no picture."""
        with Image.open(io.BytesIO(photograph)) as opened:
            pictures = _alternating(opened.convert("RGB"))
        with self._lock:
            self._pictures = pictures

    def lay(self, page: bytes) -> None:
        """Lay a sheet on the plate, slightly turned: a picture of the page itself. Raises OSError when it is none."""
        with Image.open(io.BytesIO(page)) as opened:
            sheet = opened.convert("RGB").point(_lit)
        height = round(SIZE[1] * 0.8)
        sheet = sheet.resize((round(sheet.width * height / sheet.height), height), Image.Resampling.LANCZOS)
        turned = sheet.convert("RGBA").rotate(4, Image.Resampling.BICUBIC, expand=True)
        scene = _bare_plate()
        scene.paste(turned, ((SIZE[0] - turned.width) // 2, (SIZE[1] - turned.height) // 2), turned)
        with self._lock:
            self._pictures = _alternating(scene)

    def clear(self) -> None:
        """Take everything off the plate."""
        with self._lock:
            self._pictures = _bare_pictures()

    def break_(self, fault: str) -> None:
        """Begin a fault. Raises ValueError for one that this camera does not know."""
        if fault not in FAULTS:
            raise ValueError(f"a camera has no fault {fault!r}, but {', '.join(FAULTS)}")
        with self._lock:
            self._broken |= {fault}

    def fix(self) -> None:
        """End every fault."""
        with self._lock:
            self._broken = frozenset()

    def close(self) -> None:
        """Switch the camera off for good."""
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # ------------------------------------------------------------------------------------------------------- serving

    @property
    def is_plugged(self) -> bool:
        """Whether anybody can reach it."""
        return "unplugged" not in self._broken and not self._stop.is_set()

    def wait_a_picture(self) -> None:
        """Let the time between two pictures pass."""
        self._stop.wait(_PICTURE_SECONDS)

    def picture(self, number: int) -> bytes | None:
        """Give the JPEG of a moment; None while the camera is silent."""
        with self._lock:
            broken, pictures = self._broken, self._pictures
        if "silent" in broken:
            return None
        plain, dark = pictures[0 if "frozen" in broken else number % len(pictures)]
        return dark if "dark" in broken else plain


def _bare_plate() -> Image.Image:
    plate = Image.new("RGB", SIZE, PLATE)
    # a matt plate is not one grey
    draw = ImageDraw.Draw(plate)
    for row in range(0, SIZE[1], 24):
        draw.line([(0, row), (SIZE[0], row)], fill=(43, 47, 51), width=2)
    return plate


@cache
def _bare_pictures() -> "tuple[tuple[bytes, bytes], ...]":
    return _alternating(_bare_plate())


def _alternating(scene: Image.Image) -> tuple[tuple[bytes, bytes], ...]:
    """Give the scene twice, one grey apart, each also as it looks without light."""
    brighter = scene.point(_one_more)
    return tuple((_jpeg(one), _jpeg(one.point(_darkened))) for one in (scene, brighter))


def _one_more(value: int) -> int:
    return value + 1 if value < 128 else value - 1  # noqa: PLR2004 - the middle of 0 … 255


def _lit(value: int) -> int:
    return round(value * _PAPER_WHITE)


def _darkened(value: int) -> int:
    return round(value * _DARK)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], camera: CameraEmulator) -> None:
        super().__init__(address, _Stream)
        self.camera = camera


class _Stream(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        camera = _camera_of(self.server)
        if not camera.is_plugged:
            self.close_connection = True
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={_BOUNDARY.decode()}")
        self.end_headers()
        number = 0
        try:
            while camera.is_plugged:
                jpeg = camera.picture(number)
                if jpeg is not None:
                    head = b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % (_BOUNDARY, len(jpeg))
                    self.wfile.write(head + jpeg + b"\r\n")
                number += 1
                camera.wait_a_picture()
        except OSError:
            # who looked has hung up
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
        """Stay quiet: who looks at the camera is nobody's business."""


def _camera_of(server: BaseServer) -> CameraEmulator:
    if not isinstance(server, _Server):
        raise TypeError("this stream belongs to a camera")
    return server.camera
