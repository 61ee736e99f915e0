"""Looks for people's words in everything a hall keeps: its files and the memory of its kiosks' processes."""

import time
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

from broker.catalogue import Catalogue
from broker.catalogue.people import Persona
from tests.faults.memory import processes_of, remembered

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-32-le")
"""How a text lies in a file, and in Python's memory: Latin-1 (numbers: as in UTF-8), UCS-2, UCS-4."""

OUTSIDE: Mapping[str, str] = {
    "pages/*": "the emulated page printers with their trays: the certificate in the visitor's own hand bears the name",
    "paper/*.pdf": "copies of those sheets, made for who looks at them through the rig",
}
"""What of a rig's folder is not the hall's → why. Everything else is searched."""

_PROCESSES = 3
"""The watch, who has the screen, who waits."""
_LEAVES_SECONDS = 60.0
"""So long a process may finish what it has on its way to paper."""

_PAGE = b"%PDF"
_SPOOL, _DOCUMENT = "spool", "d*"
"""Where CUPS keeps what it is to print, and how it calls it: pages are packed, no word could be found in them."""


def words_of(catalogue: Catalogue, *typed: str) -> dict[bytes, str]:
    """Every made-up person's number, name, address and telephone, and what was typed, as it could lie → what it is."""
    words = {form: f"{typed_one} as typed" for typed_one in typed for form in forms_of(typed_one)}
    for person in catalogue.personas:
        words |= words_of_one(person)
    return words


def words_of_one(person: Persona) -> dict[bytes, str]:
    """One person's words, also grouped as screens and papers show them."""
    number, phone = person.idno, person.phone
    whats = {
        "idno": (number, f"{number[:6]} {number[6:14]} {number[14:]}", f"{number[6:14]} {number[14:]}"),
        "name": (person.name,),
        "address": (person.address,),
        "phone": (phone, f"{phone[:3]} {phone[3:7]} {phone[7:]}"),
    }
    return {
        form: f"{what} of {person.code}" for what, texts in whats.items() for text in texts for form in forms_of(text)
    }


def forms_of(text: str) -> set[bytes]:
    """Every way one text could lie somewhere."""
    return {*(text.encode(encoding) for encoding in ENCODINGS), text.encode("ascii", "backslashreplace")}


def files_of(state: Path) -> list[Path]:
    """Every file the hall keeps: all there are but those of the world outside."""
    kept = (file for file in sorted(state.rglob("*")) if file.is_file())
    return [file for file in kept if not any(fnmatch(str(file.relative_to(state)), outside) for outside in OUTSIDE)]


def found_in_files(state: Path, words: Mapping[bytes, str]) -> list[str]:
    """Say which file holds whose words, and which pages were left in the print spooler."""
    return [f"{file.relative_to(state)}: {what}" for file in files_of(state) for what in _held(file, words)]


def _held(file: Path, words: Mapping[bytes, str]) -> Iterator[str]:
    content = file.read_bytes()
    yield from sorted({what for word, what in words.items() if word in content})
    if content.startswith(_PAGE) or (file.parent.name == _SPOOL and file.match(_DOCUMENT)):
        yield "a page to print"


def found_in_memory(state: Path, kiosk: str, words: Mapping[bytes, str]) -> dict[int, set[str]]:
    """Say which of a kiosk's living processes has whose words in its memory."""
    found = {pid: remembered(pid, words) for pid in processes_of(state, kiosk)}
    return {pid: {words[word] for word in held} for pid, held in found.items() if held}


def until_forgotten(state: Path, kiosk: str, words: Mapping[bytes, str]) -> None:
    """Wait until a visit's process has ended: then nobody alive remembers, and again three processes stand there."""
    end = time.monotonic() + _LEAVES_SECONDS
    while (found := found_in_memory(state, kiosk, words)) or len(processes_of(state, kiosk)) != _PROCESSES:
        assert time.monotonic() < end, found or processes_of(state, kiosk)
