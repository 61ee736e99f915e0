"""What the processes of a kiosk say to each other: no line is lost between one who listens and the next."""

import socket

import pytest

from kiosk.app.line import Handover, Line, Said

pytestmark = pytest.mark.sockets


def test_who_stops_listening_after_one_line_misses_none_of_those_that_came_with_it() -> None:
    ours, theirs = socket.socketpair()
    watch, process = Line(ours), Line(theirs)
    said = (
        Said(word="take", handover=Handover(pages_left=True)),
        Said(word="alone"),
        Said(word="rest", handover=Handover(pages_left=True)),
    )
    for one in said:
        watch.say(one)
    watch.close()
    first = next(iter(process.hear()))
    assert (first, *process.hear()) == said
    process.close()
