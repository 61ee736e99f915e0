"""Ways to spoil a JSON payload: seeded, each with a name, so that a failure can be sent again."""

import json
import random
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

Facts: TypeAlias = dict[str, Any]
Mutation: TypeAlias = Callable[[Facts, random.Random], bytes]

ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**18, 10**400, 1e308,
    "", " ", "\x00", "K" * 100, "\u202e", "𠮷", [], [[]], {}, {"kind": 1},
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-11-23T09:00:00", "W99", "../../etc",
)  # fmt: skip
RAW_NUMBERS = ("NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1E9999999", "0x10", "00", "1.", "9" * 5_000)


def _text(facts: Facts) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode()


def _key(facts: Facts, randomness: random.Random) -> str:
    return randomness.choice(sorted(facts))


def flip_bits(facts: Facts, randomness: random.Random) -> bytes:
    data = bytearray(_text(facts))
    for _ in range(randomness.randint(1, 6)):
        data[randomness.randrange(len(data))] ^= 1 << randomness.randrange(8)
    return bytes(data)


def truncate(facts: Facts, randomness: random.Random) -> bytes:
    data = _text(facts)
    return data[: randomness.randrange(len(data))]


def repeat_parts(facts: Facts, randomness: random.Random) -> bytes:
    data = _text(facts)
    at = randomness.randrange(len(data))
    return data[:at] + data[at : at + 40] * randomness.randint(2, 30) + data[at:]


def swap_type(facts: Facts, randomness: random.Random) -> bytes:
    return _text(facts | {_key(facts, randomness): randomness.choice(ODD_VALUES)})


def odd_number(facts: Facts, randomness: random.Random) -> bytes:
    key = _key(facts, randomness)
    raw = randomness.choice(RAW_NUMBERS)
    return _text(facts | {key: "@@"}).replace(b'"@@"', raw.encode())


def nest(facts: Facts, randomness: random.Random) -> bytes:
    depth = randomness.choice((50, 500, 5_000))
    opening, closing = randomness.choice((("[", "]"), ('{"a":', "}")))
    inside = opening * depth + "1" + closing * depth
    if randomness.random() < 0.3:
        return inside.encode()
    return _text(facts | {_key(facts, randomness): "@@"}).replace(b'"@@"', inside.encode())


def wrong_kind(facts: Facts, randomness: random.Random) -> bytes:
    kinds = ("call_next", "complete", "issue_ticket", "rate", "done", "ticket_given", "refused", "", "x" * 90, 7)
    return _text(facts | {"kind": randomness.choice(kinds)})


def huge_string(facts: Facts, randomness: random.Random) -> bytes:
    return _text(
        facts | {_key(facts, randomness): randomness.choice("a叫\\") * randomness.choice((300, 9_000, 60_000))}
    )


def not_utf8(facts: Facts, randomness: random.Random) -> bytes:
    data = _text(facts)
    at = randomness.randrange(len(data))
    return data[:at] + randomness.choice((b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\x80")) + data[at:]


def lone_surrogate(facts: Facts, randomness: random.Random) -> bytes:
    return _text(facts | {_key(facts, randomness): "@@"}).replace(b"@@", rb"\ud800 x")


def without_key(facts: Facts, randomness: random.Random) -> bytes:
    gone = _key(facts, randomness)
    return _text({key: value for key, value in facts.items() if key != gone})


def more_keys(facts: Facts, randomness: random.Random) -> bytes:
    return _text(facts | {f"more-{randomness.getrandbits(20)}": randomness.choice(ODD_VALUES[:12])})


def noise(facts: Facts, randomness: random.Random) -> bytes:
    return randomness.randbytes(randomness.choice((0, 1, 7, 300)))


MUTATIONS: Mapping[str, Mutation] = MappingProxyType(
    {
        each.__name__: each
        for each in (
            flip_bits, truncate, repeat_parts, swap_type, odd_number, nest, wrong_kind, huge_string, not_utf8,
            lone_surrogate, without_key, more_keys, noise,
        )
    }
)  # fmt: skip
