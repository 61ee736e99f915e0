"""The emulator's end of a cable, as a pty or a TCP port, which can be pulled and put back at the same URL.

It carries bytes only; what they mean is the emulator's matter. A real line without a listener loses what is sent: so
does this one.
"""

import os
import select
import socket
import tempfile
import termios
import threading
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

OnBytes = Callable[[bytes], bytes]

_CHUNK = 4096
_WRITE_PATIENCE_SECONDS = 0.5
_SPEEDS = {getattr(termios, f"B{rate}"): rate for rate in (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)}


class _Plug(Protocol):
    """One plugged-in state of a cable; a new one is made every time the cable is put back."""

    def sources(self) -> list[int]:
        """Name the file descriptors to wait for."""
        ...

    def receive(self, ready: int) -> bytes:
        """Take what has arrived on a ready descriptor; may be empty."""
        ...

    def target(self) -> int | None:
        """Name the descriptor to write to, or None without a listener."""
        ...

    def baudrate(self) -> int | None:
        """Tell the speed that the other end has set, in baud, where the line knows one."""
        ...

    def close(self) -> None:
        """Let every descriptor go."""
        ...


class _PtyPlug:
    """A pseudo-terminal behind a symbolic link, so that its path outlives the terminal."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._master, self._slave = os.openpty()
        # our own hold on the far end keeps the near end readable while no driver has it open
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        if path.is_symlink():
            path.unlink()  # left by a process that was killed
        path.symlink_to(os.ttyname(self._slave))

    def sources(self) -> list[int]:
        return [self._master]

    def receive(self, ready: int) -> bytes:
        return os.read(ready, _CHUNK)

    def target(self) -> int | None:
        return self._master

    def baudrate(self) -> int | None:
        return _SPEEDS.get(termios.tcgetattr(self._slave)[4])

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        os.close(self._master)
        os.close(self._slave)


class _TcpPlug:
    """A listening port; the newest caller has the line, as with a serial device server."""

    def __init__(self, port: int) -> None:
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self._caller: socket.socket | None = None

    def sources(self) -> list[int]:
        return [self._listener.fileno()] + ([self._caller.fileno()] if self._caller else [])

    def receive(self, ready: int) -> bytes:
        if ready == self._listener.fileno():
            caller, _ = self._listener.accept()
            caller.settimeout(0)
            caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._hang_up()
            self._caller = caller
            return b""
        try:
            data = os.read(ready, _CHUNK)
        except ConnectionError:
            data = b""
        if not data:
            self._hang_up()
        return data

    def target(self) -> int | None:
        return self._caller.fileno() if self._caller else None

    def baudrate(self) -> int | None:
        return None

    def close(self) -> None:
        self._hang_up()
        self._listener.close()

    def _hang_up(self) -> None:
        if self._caller is not None:
            self._caller.close()
            self._caller = None


class Wire:
    """A cable's end with its own thread. `url` is what a driver opens; it stays the same when pulled and put back."""

    def __init__(self, on_bytes: OnBytes, url: str, make_plug: Callable[[], _Plug], first: _Plug) -> None:
        """Use `Wire.pty` or `Wire.tcp`."""
        self.url = url
        self._on_bytes = on_bytes
        self._make_plug = make_plug
        self._plug: _Plug | None = first
        self._watched: _Plug | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._turn = threading.Condition(threading.RLock())
        self._open = True
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._run, name=f"wire {url}", daemon=True)
        self._thread.start()

    @classmethod
    def pty(cls, on_bytes: OnBytes, path: Path | None = None) -> "Wire":
        """Make a pseudo-terminal; `path` is where its link lies, by default in a new temporary folder."""
        folder = tempfile.TemporaryDirectory(prefix="wire-") if path is None else None
        link = path or Path(folder.name if folder else "") / "tty"
        wire = cls(on_bytes, str(link), lambda: _PtyPlug(link), _PtyPlug(link))
        wire._folder = folder
        return wire

    @classmethod
    def tcp(cls, on_bytes: OnBytes, port: int = 0) -> "Wire":
        """Listen on a port of the loopback address; 0 takes a free one."""
        first = _TcpPlug(port)
        return cls(on_bytes, f"socket://127.0.0.1:{first.port}", lambda: _TcpPlug(first.port), first)

    @property
    def plugged(self) -> bool:
        """Whether the cable is in."""
        return self._plug is not None

    @property
    def baudrate(self) -> int | None:
        """The speed the driver has set, in baud; None where the line carries no speed (TCP)."""
        with self._turn:
            return self._plug.baudrate() if self._plug else None

    def send(self, data: bytes) -> None:
        """Send to whoever listens; without a listener the bytes are lost, as on a real line."""
        with self._turn:
            target = self._plug.target() if self._plug else None
            while data and target is not None:
                if not _writable(target, _WRITE_PATIENCE_SECONDS):
                    return  # nobody reads: a UART would have lost it too
                try:
                    data = data[os.write(target, data) :]
                except ConnectionError:
                    return  # the caller is gone; the reading side will notice and hang up

    def pull(self) -> None:
        """Pull the cable: when this returns the driver's line is dead and the URL cannot be opened."""
        with self._turn:
            plug, self._plug = self._plug, None
            if plug is None:
                return
            self._wake()
            # a descriptor that somebody still waits on would outlive its closing
            while self._watched is plug:
                self._turn.wait()
            plug.close()

    def plug(self) -> None:
        """Put the cable back, at the same URL."""
        with self._turn:
            if self._plug is None and self._open:
                self._plug = self._make_plug()
                self._wake()

    def close(self) -> None:
        """Pull the cable for good and end the thread."""
        if not self._open:
            return
        self._open = False
        self.pull()
        self._wake()
        if threading.current_thread() is not self._thread:
            self._thread.join()
            os.close(self._wake_read)
            os.close(self._wake_write)
        if self._folder is not None:
            self._folder.cleanup()

    def _wake(self) -> None:
        os.write(self._wake_write, b"!")

    def _run(self) -> None:
        while self._open:
            with self._turn:
                plug = self._watched = self._plug
                sources = plug.sources() if plug else []
            ready = _readable([self._wake_read, *sources])
            with self._turn:
                self._watched = None
                self._turn.notify_all()
            if self._wake_read in ready:
                os.read(self._wake_read, _CHUNK)
                continue  # the cable was pulled or put back: look again at what there is to wait for
            for source in ready:
                self._take(plug, source)

    def _take(self, plug: _Plug | None, source: int) -> None:
        with self._turn:
            if plug is None or plug is not self._plug or source not in plug.sources():
                return  # pulled, or replaced by a newer caller, while we looked
            data = plug.receive(source)
        if data and (answer := self._on_bytes(data)):
            self.send(answer)


def _readable(sources: list[int]) -> list[int]:
    """Wait until any of these descriptors can be read or has hung up. `select` would end at 1,024 of them."""
    waiting = select.poll()
    for source in sources:
        waiting.register(source, select.POLLIN)
    return [source for source, _ in waiting.poll()]


def _writable(target: int, patience_seconds: float) -> bool:
    waiting = select.poll()
    waiting.register(target, select.POLLOUT)
    return bool(waiting.poll(patience_seconds * 1000))
