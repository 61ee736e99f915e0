"""Reads identity cards through a serial SDT reader: find → select → read, and whether the card still lies there.

Responsible for the order of commands, their time-outs, and telling a new card from the one already read. Not
responsible for reopening a lost line (the link's), for trying again (the kiosk polls), for judging a card's validity
(the hall's), or for the photograph, which stays as it came.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from hardware.links import AdjustableLink
from hardware.ports.card_reader import Card, CardRemoved, NewCard, NoCard, SameCard, SamId, Sighting
from hardware.ports.faults import BadFrame, DeviceRefused, DeviceSilent
from hardware.protocols import id_card, sdt
from hardware.protocols.sdt import Answer, Body, Command, Status

_CHUNK = 4096

# After a read most readers find a card no more, whether it was taken away or not. `read_additional` asks the selected
# card for its additional address to see whether it still answers; `find` is for readers that find a lying card again.
Presence = Literal["read_additional", "find"]


@dataclass(frozen=True, slots=True)
class SdtTimeouts:
    """How long each answer is waited for, in seconds."""

    find_seconds: float = 1.0
    select_seconds: float = 1.0
    read_seconds: float = 3.0
    additional_address_seconds: float = 1.5
    other_seconds: float = 1.0

    def of(self, command: Command) -> float:
        """Give the time of one command."""
        match command:
            case Command.FIND:
                return self.find_seconds
            case Command.SELECT:
                return self.select_seconds
            case Command.READ | Command.READ_WITH_FINGERPRINT:
                return self.read_seconds
            case Command.READ_ADDITIONAL_ADDRESS:
                return self.additional_address_seconds
            case Command.RESET | Command.SELF_CHECK | Command.SAM_ID | Command.SET_BAUDRATE:
                return self.other_seconds


class SdtCardReader:
    """A `CardReader` on a serial line."""

    def __init__(
        self,
        link: AdjustableLink,
        *,
        device: str,
        timeouts: SdtTimeouts = SdtTimeouts(),
        presence: Presence = "read_additional",
        lying: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take an open line, the device's code for faults, and a monotonic clock in seconds.

        `lying`: a card that somebody else has read lies there; it is not read again before it was taken away.
        """
        self._link = link
        self._device = device
        self._timeouts = timeouts
        self._presence: Presence = presence
        self._clock = clock
        self._lies = lying
        self._number: str | None = None
        self._refinds: bool | None = None

    def poll(self) -> Sighting:
        """Look at the pad once and read what was newly put there.

        Raises `DeviceRefused` or `BadFrame` when a card is there and could not be read; the next poll starts anew.
        """
        found = self._find()
        if self._lies and self._number is None:
            # a reader that finds what lies there already will find it again and again; another one finds new cards only
            self._refinds = found if self._refinds is None else self._refinds
            if found and self._refinds:
                return SameCard()
        if not found:
            return self._after_nothing_found()
        card = self._read_found()
        if card is None:
            return self._forget()
        if self._lies and card.number == self._number:
            return SameCard()
        self._lies, self._number = True, card.number
        return NewCard(card)

    def sam_id(self) -> SamId:
        """Ask for the number of the security module."""
        answer = self._ask(Command.SAM_ID, Status.SUCCESS)
        try:
            return sdt.parse_sam_id(answer.data)
        except ValueError as wrong:
            raise self._bad(str(wrong), answer.data) from wrong

    def self_check(self) -> None:
        """Have the reader test itself. Raises `DeviceRefused` when it finds a fault."""
        self._ask(Command.SELF_CHECK, Status.SUCCESS)

    def reset(self) -> None:
        """Restart the security module; a card has to be found again."""
        self._lies, self._number = False, None
        self._ask(Command.RESET, Status.SUCCESS)

    def set_baudrate(self, baudrate: int) -> None:
        """Change the speed of the reader and then of the line. Raises KeyError for a speed readers don't have."""
        answer = self._exchange(sdt.baudrate_frame(baudrate), self._timeouts.of(Command.SET_BAUDRATE))
        self._expect(answer, Status.SUCCESS)
        self._link.set_baudrate(baudrate)

    def _find(self) -> bool:
        answer = self._ask(Command.FIND, Status.FOUND, Status.FIND_FAILED)
        return answer.status == Status.FOUND

    def _after_nothing_found(self) -> Sighting:
        if self._lies and self._presence == "read_additional" and self._still_answers():
            return SameCard()
        return self._forget()

    def _still_answers(self) -> bool:
        answer = self._ask(
            Command.READ_ADDITIONAL_ADDRESS,
            Status.SUCCESS,
            Status.NO_CONTENT,
            Status.READ_FAILED,
            Status.SELECT_FAILED,
            Status.FIND_FAILED,
            Status.COMMAND_ERROR,
        )
        # a reader without this command tells nothing: then the card counts as still there
        return answer.status in {Status.SUCCESS, Status.NO_CONTENT, Status.COMMAND_ERROR}

    def _forget(self) -> Sighting:
        removed = self._lies
        self._lies, self._number = False, None
        return CardRemoved() if removed else NoCard()

    def _read_found(self) -> Card | None:
        """Select and read; None when the card went away in between."""
        selected = self._ask(Command.SELECT, Status.SUCCESS, Status.SELECT_FAILED)
        if selected.status == Status.SELECT_FAILED:
            return None
        answer = self._ask(Command.READ, Status.SUCCESS)
        try:
            record = id_card.parse_record(answer.data)
            card = id_card.parse_text(record.text, record.photo)
            return id_card.with_additional_addresses(card, self._additional_addresses())
        except id_card.BadCardTextError as wrong:
            raise self._bad(str(wrong), answer.data) from wrong

    def _additional_addresses(self) -> tuple[str, ...]:
        """Ask for one address after the other until there is none, or the reader begins to repeat itself."""
        addresses: list[str] = []
        while len(addresses) < id_card.MOST_ADDITIONAL_ADDRESSES:
            answer = self._ask(Command.READ_ADDITIONAL_ADDRESS, Status.SUCCESS, Status.NO_CONTENT, Status.COMMAND_ERROR)
            if answer.status != Status.SUCCESS:
                break
            address = id_card.parse_address(answer.data)
            if address in addresses:
                break
            addresses.append(address)
        return tuple(addresses)

    def _ask(self, command: Command, *accepted: Status) -> Answer:
        answer = self._exchange(sdt.command_frame(command), self._timeouts.of(command))
        self._expect(answer, *accepted)
        return answer

    def _expect(self, answer: Answer, *accepted: Status) -> None:
        if answer.status not in accepted:
            raise DeviceRefused(device=self._device, code=answer.status)

    def _exchange(self, frame: bytes, timeout_seconds: float) -> Answer:
        """Send one frame and wait for one. Noise before it is skipped; a wrong checksum is not waited out."""
        self._link.discard_input()
        self._link.write(frame)
        decoder = sdt.FrameDecoder(sdt.LONGEST_ANSWER)
        received = b""
        deadline = self._clock() + timeout_seconds
        while (left := deadline - self._clock()) > 0:
            data = self._link.read(_CHUNK, left)
            received += data
            for arrival in decoder.feed(data):
                match arrival:
                    case Body():
                        return self._answer(arrival)
                    case sdt.WrongChecksum():
                        raise self._bad("wrong checksum", received)
                    case sdt.Noise():
                        continue
        if received:
            raise self._bad("no whole frame came", received)
        raise DeviceSilent(device=self._device, waited_seconds=timeout_seconds)

    def _answer(self, body: Body) -> Answer:
        try:
            return sdt.parse_answer(body)
        except ValueError as wrong:
            raise self._bad(str(wrong), body.data) from wrong

    def _bad(self, reason: str, frame: bytes) -> BadFrame:
        return BadFrame(device=self._device, reason=reason, frame=frame)
