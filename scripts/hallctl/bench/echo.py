"""Answers every request at once with a ticket that was made up before: no domain, no journal, nothing but the bus.

`python -m scripts.hallctl.bench.echo SETTINGS` runs until SIGTERM; SETTINGS is a client's broker settings as JSON. The
answer has the size of a real one, so that the clients do the same work for both.
"""

import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from broker import topics
from broker.client import MqttBus
from broker.messages import REQUEST, Message, TicketGiven, TicketView, WaitForecast
from broker.settings import BrokerSettings
from broker.terms import ClientCode, CounterCode, HallCode, QueueLetter, TicketId, TicketNumber
from broker.topics import Kind, Topic
from scripts.hallctl.bench.processes import Running
from scripts.hallctl.bench.stage import Stage

ECHO = HallCode("echo")
"""The hall under whose topics it is asked, on the broker of the hall that is measured."""
ECHO_CLIENT = ClientCode("technician")


def start_echo(stage: Stage) -> None:
    """Start it beside the hall. Raises `ProgramDied`."""
    settings = stage.folder / "echo.json"
    settings.write_text(stage.settings(ECHO_CLIENT, ECHO).model_dump_json(), encoding="utf-8")
    arguments = ["scripts.hallctl.bench.echo", str(settings)]
    stage.start(Running.module("echo", arguments, stage.folder / "echo.log")).first_line()


def answer_everything(bus: MqttBus) -> None:
    """Begin to answer."""
    ticket = TicketView(
        ticket_id=TicketId("20261123-K0001"),
        number=TicketNumber("K0001"),
        code="made-up-word",
        queue=QueueLetter("K"),
        service=None,
        ticket_class="normal",
        state="waiting",
        counters=tuple(CounterCode(f"W{number}") for number in range(44, 50)),
        ahead=9,
        wait=WaitForecast(low_minutes=10, high_minutes=20),
        issued_at=datetime.now(UTC),
        language="zh-Hans",
    )

    def answer(topic: Topic, message: Message) -> None:
        request = REQUEST.validate_python(message)
        reply = TicketGiven(request_id=request.request_id, ticket=ticket)
        bus.publish(topics.reply(bus.hall, ClientCode(topic.name)), reply)

    bus.subscribe(topics.every(bus.hall, Kind.REQUEST), answer)


def _say_ready(connected: bool) -> None:  # noqa: FBT001 - a watcher's one word
    if connected:
        sys.stdout.write("ready\n")
        sys.stdout.flush()


def main() -> None:
    """Answer until told to end."""
    settings = BrokerSettings.model_validate_json(Path(sys.argv[1]).read_text(encoding="utf-8"))
    stopping = Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stopping.set())
    bus = MqttBus(settings, last_will=False)
    answer_everything(bus)
    bus.watch(_say_ready)
    bus.connect()
    stopping.wait()
    bus.close()


if __name__ == "__main__":
    main()
