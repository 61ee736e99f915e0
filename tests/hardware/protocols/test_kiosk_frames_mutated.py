"""Mutated frames of the card reader and the ticket printer: every outcome has a name, none is a crash or a hang.

A hundred thousand frames, a million with --deep; seeded, so that a failure comes again.
"""

import random
from collections import Counter
from collections.abc import Callable

import pytest

from hardware.drivers.ticket_printer import SlipComposer
from hardware.emulators.ticket_printer.print_head import PrintHead
from hardware.ports.ticket_printer import Alignment, Paper, PrinterStatus, Row, Rule, Size, Slip, Text
from hardware.protocols import escpos, id_card, sdt
from hardware.protocols.escpos import StatusDecoder
from hardware.protocols.escpos_commands import Command, CommandDecoder, Printable, Unknown
from hardware.protocols.glyphs import Glyphs, installed_fonts
from hardware.protocols.id_card import BadCardTextError, CardRecord
from hardware.protocols.sdt import Body, FrameDecoder, Noise, Status, WrongChecksum
from tests.hardware.made_up_cards import EVERY_KIND

FRAMES = 100_000
DEEP_FRAMES = 1_000_000
SEED = 20261123

Outcomes = Counter[str]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change a frame in one to three places: a bit, a byte, a gap, a repeat, an insertion, a cut."""
    frame = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(frame)) if frame else 0
        match chance.randrange(6):
            case 0 if frame:
                frame[at] ^= 1 << chance.randrange(8)
            case 1 if frame:
                frame[at] = chance.randrange(256)
            case 2:
                del frame[at : at + chance.randint(1, 8)]
            case 3:
                frame[at:at] = frame[at : at + chance.randint(1, 16)]
            case 4:
                frame[at:at] = chance.randbytes(chance.randint(1, 4))
            case _:
                del frame[max(at, 1) :]
    return bytes(frame)


def fed_in_pieces(data: bytes, chance: random.Random) -> list[bytes]:
    cut = chance.randint(0, len(data))
    return [data[:cut], data[cut:]]


def read_answer(data: bytes) -> str:
    try:
        answer = sdt.parse_answer(Body(data))
        record = id_card.parse_record(answer.data)
        return type(id_card.parse_text(record.text, record.photo)).__name__
    except BadCardTextError as broken:
        return str(broken)
    except ValueError as wrong:
        return str(wrong)


class Answers:
    """What a reader sends; half of the mutants get a right checksum again, so that the parsers behind see them."""

    def __init__(self) -> None:
        texts = [id_card.build_text(card) for card in EVERY_KIND]
        self._bodies = [bytes([0, 0, Status.SUCCESS]) + id_card.build_record(CardRecord(text, b"")) for text in texts]

    def __call__(self, chance: random.Random, outcomes: Outcomes) -> None:
        body = chance.choice(self._bodies)
        frame = sdt.frame(mutated(body, chance)) if chance.random() < 0.5 else mutated(sdt.frame(body), chance)
        decoder = FrameDecoder(sdt.LONGEST_ANSWER)
        arrivals = [arrival for piece in fed_in_pieces(frame, chance) for arrival in decoder.feed(piece)]
        for arrival in arrivals:
            match arrival:
                case Body(data=data):
                    outcomes[f"answer: {read_answer(data)}"] += 1
                case Noise():
                    outcomes["answer: noise"] += 1
                case WrongChecksum():
                    outcomes["answer: wrong checksum"] += 1
        if not arrivals:
            outcomes["answer: waits for the rest"] += 1
        assert decoder.pending <= 7 + sdt.LONGEST_ANSWER


def mutate_command(chance: random.Random, outcomes: Outcomes) -> None:
    decoder = FrameDecoder(sdt.LONGEST_COMMAND)
    frame = mutated(sdt.command_frame(chance.choice(list(sdt.Command))), chance)
    arrivals = [arrival for piece in fed_in_pieces(frame, chance) for arrival in decoder.feed(piece)]
    for arrival in arrivals:
        outcomes[f"command: {type(arrival).__name__}"] += 1
    if not arrivals:
        outcomes["command: waits for the rest"] += 1
    # a reader that was confused understands the next command, once the line has been quiet
    decoder.reset()
    assert decoder.feed(sdt.command_frame(sdt.Command.FIND)) == [Body(b"\x20\x01")]


def mutate_status(chance: random.Random, outcomes: Outcomes) -> None:
    fine = PrinterStatus(Paper.OK, online=True, cover_open=False, cutter_jammed=False, broken=False)
    stream = escpos.asb_bytes(fine) + bytes(escpos.status_answers(fine).values()) + b"\x00"
    decoder = StatusDecoder()
    for piece in fed_in_pieces(mutated(stream, chance), chance):
        for arrival in decoder.feed(piece):
            outcomes[f"status: {type(arrival).__name__}"] += 1
    outcomes["status: frames"] += 1


class Slips:
    """Lines of slips, printed on a head as far as they still say something."""

    def __init__(self) -> None:
        glyphs = Glyphs(installed_fonts())
        composer = SlipComposer(glyphs)
        items = (
            Text("叫号K001，请到四十四号窗口", Size.LARGE, Alignment.CENTRE, bold=True),
            Text("㐂𠮷"),
            Row("前面", "3 人"),
            Rule(),
        )
        self._lines = [composer.compose(Slip((item,))) for item in items]
        self._head = PrintHead(glyphs, width_dots=576)

    def __call__(self, chance: random.Random, outcomes: Outcomes) -> None:
        decoder = CommandDecoder()
        self._head.reset()
        frame = mutated(chance.choice(self._lines), chance)
        for piece in fed_in_pieces(frame, chance):
            for item, _ in decoder.feed(piece):
                match item:
                    case Printable():
                        strips = self._head.put(item)
                        outcomes["slip: character" if item.character else "slip: rubbish"] += 1
                    case Command():
                        strips = self._head.do(item)
                        outcomes["slip: command"] += 1
                    case Unknown():
                        strips = []
                        outcomes["slip: unknown command"] += 1
                assert all(strip.width == 576 for strip in strips)
        assert decoder.consumed + decoder.pending == len(frame)


Mutation = Callable[[random.Random, Outcomes], None]


@pytest.mark.req("H-02")
@pytest.mark.timeout(900)
def test_mutated_frames_have_named_outcomes(deep: bool, record_property: Callable[[str, object], None]) -> None:
    chance = random.Random(SEED)
    outcomes: Outcomes = Counter()
    shares: list[tuple[Mutation, float]] = [
        (Answers(), 0.4),
        (mutate_command, 0.3),
        (mutate_status, 0.25),
        (Slips(), 0.05),
    ]
    total = DEEP_FRAMES if deep else FRAMES
    for mutation, share in shares:
        for _ in range(round(total * share)):
            mutation(chance, outcomes)
    for name, count in sorted(outcomes.items()):
        record_property(name, count)
        print(f"{count:>9} {name}")  # noqa: T201 - the count is the result
    expected = {
        "answer: ResidentCard", "answer: HongKongMacauTaiwanCard", "answer: ForeignerCard2017",
        "answer: ForeignerCard2023", "answer: bad lengths", "answer: bad birth", "answer: bad number",
        "answer: bad name", "answer: wrong checksum", "answer: noise", "answer: waits for the rest",
        "answer: an answer has three status bytes",
        "command: Body", "command: Noise", "command: WrongChecksum", "command: waits for the rest",
        "status: RealTimeStatus", "status: AutomaticStatus", "status: PaperSensor", "status: Noise",
        "slip: character", "slip: rubbish", "slip: command", "slip: unknown command",
    }  # fmt: skip
    assert expected <= set(outcomes)
