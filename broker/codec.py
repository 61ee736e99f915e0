"""Bytes ↔ messages, by the contract. What does not fit is a `BadMessage`; nothing else ever comes out."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from broker.contract import BY_KIND
from broker.errors import BadMessage
from broker.messages import Message
from broker.topics import Topic


def encode(topic: Topic, message: Message) -> bytes:
    """Give the bytes of `message` for `topic`. Raises `BadMessage` when the contract has another message there."""
    row = BY_KIND[topic.kind]
    payload = message.model_dump_json().encode()
    if len(payload) > row.largest_bytes:
        raise BadMessage(topic=str(topic), reason=f"{len(payload)} bytes, at most {row.largest_bytes}")
    return payload


def decode(topic: Topic, payload: bytes) -> Message:
    """Read the message that came on `topic`. Raises `BadMessage`; the reason names fields, never their values."""
    row = BY_KIND[topic.kind]
    if len(payload) > row.largest_bytes:
        raise BadMessage(topic=str(topic), reason=f"{len(payload)} bytes, at most {row.largest_bytes}")
    try:
        message: Any = row.message.validate_json(payload)
    except ValidationError as error:
        places = ("/".join(map(_named, fault["loc"])) + ": " + fault["type"] for fault in error.errors()[:3])
        raise BadMessage(topic=str(topic), reason="; ".join(places)) from None
    if not isinstance(message, BaseModel):  # the contract's adapters give models only
        raise BadMessage(topic=str(topic), reason="not a message")
    return message  # pyright: ignore[reportReturnType] - every adapter of the contract is of a Message


def _named(part: int | str) -> str:
    """Name a place by the language's own words: what a sender made up (a key, a position) is not repeated."""
    return part if isinstance(part, str) and part in _words() else "*"


@cache
def _words() -> frozenset[str]:
    return frozenset(_words_of(Message))


def _words_of(kind: type[BaseModel]) -> Iterator[str]:
    for name, field in kind.model_fields.items():
        yield name
        if name == "kind" and isinstance(field.default, str):
            yield field.default
    for child in kind.__subclasses__():
        yield from _words_of(child)
