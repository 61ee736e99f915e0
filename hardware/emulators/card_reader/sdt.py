"""An identity card reader with a pad: speaks the SDT frames of the real ones, and reads cards that are made up.

It stands for the reader only: the cards are values from whoever holds the rig. It answers at the speed it is set to and
hears gibberish at any other, as far as the line knows a speed.
"""

import threading
from collections.abc import Callable

from hardware.emulators.breakable import EVERY_EMULATORS_FAULTS, Breakable
from hardware.emulators.wire import OnBytes, Wire
from hardware.ports.card_reader import Card, ForeignerCard2017, ForeignerCard2023, SamId
from hardware.protocols import id_card, sdt
from hardware.protocols.id_card import CardRecord
from hardware.protocols.sdt import Command, Status

_SPEEDS = {code: speed for speed, code in sdt.BAUDRATE_CODES.items()}
_NOISE = bytes.fromhex("00FFAAAA96AAAAAA96690000AAAAAA")
_SAM_ID = SamId(maker=5, model=1, made_on=20200101, serial=1234567, suffix=89)


class SdtReaderEmulator(Breakable):
    """The reader. Two switches choose the firmware.

    `refind`: a card that was read is found again while it lies there; `additional_address`: it knows that command.
    """

    faults = (
        *EVERY_EMULATORS_FAULTS,
        "wrong_checksum",
        "truncated",
        "cannot_authenticate",
        "read_failed",
        "self_test_failed",
        "slow",
    )

    def __init__(
        self,
        make_wire: Callable[[OnBytes], Wire] = Wire.pty,
        *,
        refind: bool = False,
        additional_address: bool = True,
        sam_id: SamId = _SAM_ID,
        slow_seconds: float = 10.0,
    ) -> None:
        """Plug into a new wire. `slow_seconds` is how late answers come under the fault `slow`."""
        super().__init__()
        self._refind = refind
        self._additional_address = additional_address
        self._sam_id = sam_id
        self._slow_seconds = slow_seconds
        self._decoder = sdt.FrameDecoder(sdt.LONGEST_COMMAND)
        self._late: set[threading.Timer] = set()
        self._card: CardRecord | None = None
        self._addresses: tuple[str, ...] = ()
        self._next_address = 0
        self._state = "idle"  # idle → found → selected → read
        self.baudrate = sdt.DEFAULT_BAUDRATE
        with self.lock:  # whoever is quick enough to speak first waits until the wire has its name
            self.wire = make_wire(self._on_bytes)

    def place(self, card: Card) -> None:
        """Put a card on the pad, in place of any that lies there. Raises ValueError when its texts are too long."""
        photo = card.photo.ljust(id_card.PHOTO_BYTES, b"\0")
        addresses = () if isinstance(card, ForeignerCard2017 | ForeignerCard2023) else card.additional_addresses
        record = CardRecord(id_card.build_text(card), photo)
        with self.lock:
            self._card, self._addresses, self._state = record, addresses, "idle"

    def remove(self) -> None:
        """Take the card off the pad."""
        with self.lock:
            self._card, self._addresses, self._state = None, (), "idle"

    @property
    def occupied(self) -> bool:
        """Whether a card lies on the pad."""
        return self._card is not None

    def close(self) -> None:
        """Take the emulator off its wire for good; answers that are late are never sent."""
        for timer in list(self._late):
            timer.cancel()
        super().close()

    def _on_bytes(self, data: bytes) -> bytes:
        with self.lock:
            if self.wire.baudrate not in {None, self.baudrate}:
                return b""  # at another speed a reader sees no head
            answers = b"".join(self._to(arrival) for arrival in self._decoder.feed(data))
            return self._spoiled(answers)

    def _spoiled(self, answers: bytes) -> bytes:
        """Do to the answers what the present faults do."""
        if not answers or "silent" in self.broken:
            return b""
        if "wrong_checksum" in self.broken:
            answers = answers[:-1] + bytes([answers[-1] ^ 0x5A])
        if "truncated" in self.broken:
            answers = answers[:-3]
        if "garbage" in self.broken:
            answers = _NOISE + answers
        if "slow" in self.broken:
            self._send_late(answers)
            return b""
        return answers

    def _send_late(self, answers: bytes) -> None:
        def send() -> None:
            self._late.discard(timer)
            self.wire.send(answers)

        timer = threading.Timer(self._slow_seconds, send)
        timer.daemon = True
        self._late.add(timer)
        timer.start()

    def _to(self, arrival: sdt.Arrival) -> bytes:
        match arrival:
            case sdt.Body(data=body):
                return self._to_command(body)
            case sdt.WrongChecksum():
                return sdt.answer_frame(Status.CHECKSUM_ERROR)
            case sdt.Noise():
                return b""

    def _to_command(self, body: bytes) -> bytes:
        if len(body) != 2:  # noqa: PLR2004 - command and parameter
            return sdt.answer_frame(Status.LENGTH_ERROR)
        code = int.from_bytes(body, "big")
        if code & 0xFF00 == Command.SET_BAUDRATE:
            return self._set_baudrate(code & 0xFF)
        handlers = {
            Command.RESET: self._reset,
            Command.SELF_CHECK: self._self_check,
            Command.SAM_ID: lambda: sdt.answer_frame(Status.SUCCESS, sdt.build_sam_id(self._sam_id)),
            Command.FIND: self._find,
            Command.SELECT: self._select,
            Command.READ: lambda: self._read(None),
            Command.READ_WITH_FINGERPRINT: lambda: self._read(b""),
            Command.READ_ADDITIONAL_ADDRESS: self._read_additional_address,
        }
        handler = handlers.get(Command(code)) if code in handlers else None
        return handler() if handler else sdt.answer_frame(Status.COMMAND_ERROR)

    def _set_baudrate(self, code: int) -> bytes:
        if code not in _SPEEDS:
            return sdt.answer_frame(Status.COMMAND_ERROR)
        self.baudrate = _SPEEDS[code]
        return sdt.answer_frame(Status.SUCCESS)

    def _reset(self) -> bytes:
        self._state = "idle"
        return sdt.answer_frame(Status.SUCCESS)

    def _self_check(self) -> bytes:
        return sdt.answer_frame(Status.SELF_TEST_FAILED if "self_test_failed" in self.broken else Status.SUCCESS)

    def _find(self) -> bytes:
        if self._card is None or (self._state == "read" and not self._refind):
            return sdt.answer_frame(Status.FIND_FAILED)
        self._state = "found"
        return sdt.answer_frame(Status.FOUND, sdt.FOUND_DATA)

    def _select(self) -> bytes:
        if self._card is None or self._state != "found":
            return sdt.answer_frame(Status.SELECT_FAILED)
        if "cannot_authenticate" in self.broken:
            return sdt.answer_frame(Status.CARD_REJECTED_MODULE)
        self._state = "selected"
        return sdt.answer_frame(Status.SUCCESS, sdt.SELECTED_DATA)

    def _read(self, fingerprint: bytes | None) -> bytes:
        if self._card is None or self._state not in {"selected", "read"} or "read_failed" in self.broken:
            return sdt.answer_frame(Status.READ_FAILED)
        self._state = "read"
        self._next_address = 0
        record = CardRecord(self._card.text, self._card.photo, fingerprint)
        return sdt.answer_frame(Status.SUCCESS, id_card.build_record(record))

    def _read_additional_address(self) -> bytes:
        if not self._additional_address:
            return sdt.answer_frame(Status.COMMAND_ERROR)
        if self._card is None or self._state not in {"selected", "read"}:
            return sdt.answer_frame(Status.READ_FAILED)
        if self._next_address == len(self._addresses):
            return sdt.answer_frame(Status.NO_CONTENT)
        address = self._addresses[self._next_address]
        self._next_address += 1
        return sdt.answer_frame(Status.SUCCESS, id_card.build_address(address))
