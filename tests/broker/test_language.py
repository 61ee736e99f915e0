"""Topics, codec, sealed data: what is built reads back, what is not of the language is named and nothing else."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker import topics
from broker.codec import decode, encode
from broker.contract import BY_KIND, ROWS
from broker.errors import BadMessage, NotForYou
from broker.messages import CallNext, DisplayState, Done, HallTime, Sealed
from broker.sealed import HallSealer, Visit, new_key_text, public_text
from broker.terms import ClientCode, CounterCode, HallCode, QueueLetter, RequestId, TicketNumber, ZoneCode
from broker.topics import Kind, Topic

HALL = HallCode("H1")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
EVERY = [
    topics.request(HALL, ClientCode("K01")),
    topics.reply(HALL, ClientCode("K01")),
    topics.display(HALL, CounterCode("W44")),
    topics.board(HALL, ZoneCode("entrance")),
    topics.announce(HALL, ZoneCode("S08")),
    topics.line(HALL, QueueLetter("K")),
    topics.rating(HALL, CounterCode("W44")),
    topics.shown(HALL, ClientCode("N-S08")),
    topics.time(HALL),
    topics.catalogue(HALL),
    topics.health(HALL, ClientCode("K01")),
    topics.help_at(HALL, ClientCode("K01")),
]


@pytest.mark.req("H-05")
def test_every_topic_reads_back_and_has_its_row() -> None:
    assert {topic.kind for topic in EVERY} == set(Kind) == set(BY_KIND)
    assert len(ROWS) == len(BY_KIND)
    for topic in EVERY:
        assert topics.parse(str(topic)) == topic


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hall/v1/H1",
        "hall/v2/H1/time",
        "hall/v1/H1/time/extra",
        "hall/v1/H1/display",
        "hall/v1/H1/display/",
        "hall/v1/H1/display/W 44",
        "hall/v1/H1/display/+",
        "hall/v1/H1/nothing/W44",
        "hall/v1/H1/display/W44/more",
        "hall/v1//display/W44",
    ],
)
def test_what_is_no_topic_is_named(text: str) -> None:
    with pytest.raises(BadMessage) as fault:
        topics.parse(text)
    assert fault.value.topic == text


@given(st.text(max_size=80))
def test_any_text_is_a_topic_or_a_bad_message(text: str) -> None:
    with suppress(BadMessage):
        assert str(topics.parse(text)) == text


@pytest.mark.req("H-05")
def test_unknown_fields_are_let_pass_and_wrong_ones_named_without_their_value() -> None:
    topic = topics.display(HALL, CounterCode("W44"))
    state = DisplayState(
        counter=CounterCode("W44"),
        revision=3,
        phase="calling",
        window_number=44,
        name_zh="公积金提取窗口",
        name_en="Fund withdrawal",
        ticket=TicketNumber("K001"),
        call_count=1,
        called_at=NOW,
    )
    payload = encode(topic, state)
    assert decode(topic, payload) == state
    newer = payload[:-1] + b',"colour":"green"}'
    assert decode(topic, newer) == state
    with pytest.raises(BadMessage) as fault:
        decode(topic, payload.replace(b'"calling"', b'"secret-990101"'))
    assert "phase" in fault.value.reason
    assert "990101" not in str(fault.value)


@given(st.binary(max_size=300), st.sampled_from(EVERY))
def test_any_bytes_are_a_message_or_a_bad_message(payload: bytes, topic: Topic) -> None:
    with pytest.raises(BadMessage):
        decode(topic, payload)


def test_what_is_too_large_goes_neither_out_nor_in() -> None:
    topic = topics.request(HALL, ClientCode("K01"))
    with pytest.raises(BadMessage, match="at most"):
        decode(topic, b" " * 4_200_000)
    huge = CallNext(request_id=RequestId("x" * 8), valid_until=NOW, counter=CounterCode("W" * 4_200_000))
    with pytest.raises(BadMessage, match="at most"):
        encode(topic, huge)


@pytest.mark.req("K-14")
def test_sealed_data_opens_for_one_reader_only() -> None:
    private = new_key_text()
    sealer = HallSealer(private)
    assert public_text(private) == sealer.public
    visit, stranger = Visit(sealer.public), Visit(sealer.public)
    content = HallTime(now=NOW, open=True)
    sealed = visit.seal(content)
    assert b"2026" not in sealed.model_dump_json().encode()
    assert sealer.open(sealed, HallTime) == content
    back = sealer.seal(content, sealed.visit_public)
    assert visit.open(back, HallTime) == content
    changed = Sealed(visit_public=sealed.visit_public, boxed="A" + sealed.boxed[1:])
    for attempt in (
        lambda: stranger.open(back, HallTime),
        lambda: HallSealer(new_key_text()).open(sealed, HallTime),
        lambda: sealer.open(changed, HallTime),
        lambda: sealer.open(sealed, Done),
        lambda: sealer.open(Sealed(visit_public="?", boxed=""), HallTime),
    ):
        with pytest.raises(NotForYou):
            attempt()


@pytest.mark.req("K-14", "H-05")
@pytest.mark.parametrize("made_up", ["陈明 990101199001010011", "a" * 500])
def test_the_reason_repeats_nothing_that_a_sender_made_up(made_up: str) -> None:
    payload = f'{{"client": "K01", "online": true, "devices": {{"{made_up}": {{}}}}}}'.encode()
    with pytest.raises(BadMessage) as caught:
        decode(topics.health(HALL, ClientCode("K01")), payload)
    assert caught.value.reason == "devices/*/state: missing; devices/*/since: missing"


@pytest.mark.req("H-05")
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"request_id": "line\nbreak-1"}, "call_next/request_id: string_pattern_mismatch"),
        ({"request_id": "nul\x00-00001"}, "call_next/request_id: string_pattern_mismatch"),
        ({"valid_until": "9999-12-31T23:59:59Z"}, "call_next/valid_until: less_than"),
        ({"valid_until": "2026-11-23T01:00:00"}, "call_next/valid_until: timezone_aware"),
    ],
)
def test_an_id_that_no_journal_keeps_and_a_time_that_no_zone_holds_are_refused(
    changed: dict[str, str], reason: str
) -> None:
    asked = {"kind": "call_next", "request_id": "request-1", "valid_until": "2026-11-23T01:00:00Z", "counter": "W44"}
    with pytest.raises(BadMessage) as caught:
        decode(topics.request(HALL, ClientCode("N-S08")), json.dumps(asked | changed).encode())
    assert caught.value.reason == reason
