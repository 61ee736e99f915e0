"""Runs the console's web server in a thread of its own; who starts and stops it is `caller.__main__`."""

import socket
from dataclasses import dataclass
from threading import Thread

import uvicorn

from caller.console.app import ConsoleApp
from caller.console.live import Live

LOOPBACK = "127.0.0.1"
_GRACE_SECONDS = 2  # open streams would hold a stopping server for ever


@dataclass(frozen=True, slots=True)
class RunningConsole:
    """A web server that answers. `url` is what to open."""

    url: str
    port: int
    _server: uvicorn.Server
    _live: Live
    _thread: Thread

    def stop(self) -> None:
        """End all streams, finish what is being answered (two seconds at most) and give the port back."""
        self._live.stop()
        self._server.should_exit = True
        self._thread.join()


def serve(app: ConsoleApp, port: int = 0, *, host: str = LOOPBACK) -> RunningConsole:
    """Serve on `host`:`port`, port 0 for any free one. Raises OSError when the port is taken.

    The port listens when this returns: a browser that comes at once is answered as soon as the server runs.
    """
    listening = socket.create_server((host, port), backlog=512, reuse_port=False)
    port = int(listening.getsockname()[1])
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        lifespan="off",
        ws="none",
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, name="console-web", daemon=True)
    app.live.start()
    thread.start()
    return RunningConsole(url=f"http://{host}:{port}", port=port, _server=server, _live=app.live, _thread=thread)
