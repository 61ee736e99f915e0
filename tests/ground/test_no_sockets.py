"""The guard that keeps unit tests off the network is itself tested: a guard that never bites proves nothing."""

import socket
import threading
from collections.abc import Iterator

import pytest

from tests.no_sockets import Policy, SocketRefused, apply


@pytest.fixture
def loopback() -> Iterator[None]:
    apply(Policy.LOOPBACK)
    yield
    apply(Policy.NOTHING)


def test_a_unit_test_opens_no_socket() -> None:
    with socket.socket() as opened, pytest.raises(SocketRefused, match=r"127\.0\.0\.1"):
        opened.bind(("127.0.0.1", 0))


def test_a_unit_test_connects_to_nobody() -> None:
    with socket.socket(socket.AF_INET6) as opened, pytest.raises(SocketRefused, match="::1"):
        opened.connect(("::1", 9))


def test_threads_of_a_unit_test_are_watched_too() -> None:
    refused: list[SocketRefused] = []

    def connect() -> None:
        with socket.socket() as opened:
            try:
                opened.connect(("127.0.0.1", 9))
            except SocketRefused as refusal:
                refused.append(refusal)

    thread = threading.Thread(target=connect)
    thread.start()
    thread.join()
    assert refused


def test_unix_sockets_are_nobodys_business() -> None:
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"x")
        assert right.recv(1) == b"x"


def test_loopback_is_open_where_it_is_allowed(loopback: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


@pytest.mark.parametrize("host", ["192.0.2.1", "0.0.0.0"])  # noqa: S104 - what must be refused
def test_nobody_leaves_this_machine(loopback: None, host: str) -> None:
    with socket.socket() as opened, pytest.raises(SocketRefused, match=host):
        opened.connect((host, 9))


def test_nobody_asks_for_a_name(loopback: None) -> None:
    with pytest.raises(SocketRefused, match="example"):
        socket.create_connection(("example.invalid", 9))
