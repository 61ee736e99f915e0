"""What mosquitto is started with: its configuration, who may do what, and everybody's password. Starts nothing.

The access list says of every client what its row of the contract says and nothing else: whatever a client may not
publish mosquitto throws away, whatever it may not read never reaches it.
"""

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from broker.catalogue.devices import Client
from broker.contract import ROWS, Role, Row, Scope
from broker.terms import ClientCode, HallCode
from broker.topics import WITHOUT_NAME, Topic, every

_HASHER = "mosquitto_passwd"
_PRIVATE = 0o600
_LARGEST_PACKET_BYTES = 8_388_608


class PasswordsNotHashed(Exception):
    """Raised when `mosquitto_passwd` is missing or fails: without it no client could log in. `said` is its output."""

    def __init__(self, said: str) -> None:
        """Keep what the program said."""
        super().__init__(f"{_HASHER}: {said}")
        self.said = said


@dataclass(frozen=True, slots=True)
class TlsListener:
    """A second listener for other machines. All paths are PEM files."""

    host: str
    port: int
    certificate: Path
    private_key: Path


@dataclass(frozen=True, slots=True)
class BrokerFiles:
    """The files of one broker. `store` is the folder where it keeps what is retained."""

    configuration: Path
    access_list: Path
    passwords: Path
    store: Path

    @classmethod
    def in_folder(cls, folder: Path) -> "BrokerFiles":
        """Name the files that belong into `folder`."""
        return cls(folder / "mosquitto.conf", folder / "aclfile", folder / "passwords", folder / "store")


def configuration(
    files: BrokerFiles,
    *,
    port: int,
    host: str = "127.0.0.1",
    tls: TlsListener | None = None,
    run_as: str | None = None,
) -> str:
    """Give the text of mosquitto.conf.

    Kept on disk within a second of every change: the default of half an hour loses as much at a power cut. Queues are
    bounded, but far above what a hall has in the air. `run_as` is needed only by root, who otherwise becomes the user
    `mosquitto` and could not read a private folder.
    """
    lines = [
        "# Written from the contract and the hall's list of programs: change those, not this.",
        f"listener {port} {host}",
        *(_tls_lines(tls) if tls is not None else ()),
        *((f"user {run_as}",) if run_as is not None else ()),
        "allow_anonymous false",
        f"password_file {files.passwords}",
        f"acl_file {files.access_list}",
        "persistence true",
        f"persistence_location {files.store}/",
        "autosave_interval 1",
        "max_inflight_messages 0",
        "max_queued_messages 100000",
        f"max_packet_size {_LARGEST_PACKET_BYTES}",
        "set_tcp_nodelay true",
        "log_dest stderr",
        "log_type error",
        "log_type warning",
    ]
    return "\n".join(lines) + "\n"


def access_list(hall: HallCode, clients: Iterable[Client], rows: Iterable[Row] = ROWS) -> str:
    """Give the text of the access list: one block a client, one line a topic it may publish or read."""
    table = tuple(rows)
    blocks = (
        "\n".join((f"user {client.code}", *(f"topic {way} {topic}" for way, topic in rights(hall, client, table))))
        for client in clients
    )
    return "# Written from the contract and the hall's list of programs: change those, not this.\n\n" + "".join(
        f"{block}\n\n" for block in blocks
    )


def rights(hall: HallCode, client: Client, rows: Iterable[Row] = ROWS) -> Iterator[tuple[str, str]]:
    """Give what one client may do: `write` or `read`, and the topic or filter."""
    role = Role(client.kind)
    for row in rows:
        for way, scopes in (("write", row.publishes), ("read", row.reads)):
            if role in scopes:
                for topic in _topics(hall, client, row, scopes[role]):
                    yield way, topic


def write(
    files: BrokerFiles,
    *,
    hall: HallCode,
    clients: Iterable[Client],
    passwords: Mapping[ClientCode, str],
    port: int,
    run_as: str | None = None,
    tls: TlsListener | None = None,
) -> None:
    """Write all that mosquitto needs; secrets are readable by their owner only.

    Raises `PasswordsNotHashed`; KeyError when a client has no password; OSError.
    """
    known = tuple(clients)
    files.store.mkdir(parents=True, exist_ok=True, mode=0o700)
    files.configuration.write_text(configuration(files, port=port, run_as=run_as, tls=tls), encoding="utf-8")
    files.access_list.write_text(access_list(hall, known), encoding="utf-8")
    files.access_list.chmod(_PRIVATE)
    write_passwords(files.passwords, {client.code: passwords[client.code] for client in known})


def write_passwords(file: Path, passwords: Mapping[ClientCode, str]) -> None:
    """Write everybody's hashed password, by one run of mosquitto's own tool. Raises `PasswordsNotHashed`, OSError."""
    beside = file.with_name(f".{file.name}.new")
    beside.unlink(missing_ok=True)
    beside.touch(mode=_PRIVATE)
    beside.write_text("".join(f"{code}:{password}\n" for code, password in passwords.items()), encoding="utf-8")
    try:
        done = subprocess.run([_HASHER, "-U", str(beside)], capture_output=True, text=True, check=False)
    except OSError as missing:
        beside.unlink()
        raise PasswordsNotHashed(str(missing)) from missing
    if done.returncode:
        beside.unlink()
        raise PasswordsNotHashed(done.stderr.strip() or done.stdout.strip())
    beside.chmod(_PRIVATE)
    beside.replace(file)


def _topics(hall: HallCode, client: Client, row: Row, scope: Scope) -> tuple[str, ...]:
    if row.kind in WITHOUT_NAME or scope is Scope.ALL:
        return (every(hall, row.kind),)
    names: Mapping[Scope, tuple[str, ...]] = {
        Scope.OWN: (client.code,),
        Scope.COUNTERS: client.counters,
        Scope.ZONES: client.zones,
    }
    return tuple(str(Topic(hall, row.kind, name)) for name in names[scope])


def _tls_lines(tls: TlsListener) -> tuple[str, ...]:
    return (
        f"listener {tls.port} {tls.host}",
        f"certfile {tls.certificate}",
        f"keyfile {tls.private_key}",
    )
