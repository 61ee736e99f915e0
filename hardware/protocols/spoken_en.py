"""Sentences as an English voice says them: ticket numbers spelled sign by sign, other numbers as numbers."""

from hardware.ports.speaker import Cardinal, Part, Text, TicketCode


def pieces(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Each part as it is said: the pieces a folder of recorded clips is searched for."""
    return tuple(_said(part) for part in parts)


def phrase(parts: tuple[Part, ...]) -> str:
    """The whole sentence as it is said: "Ticket K 0 0 1, please go to window 44"."""
    sentence = ""
    for piece in pieces(parts):
        glued = not sentence or piece[:1] in {",", ".", "!", "?", ";", ":"}
        sentence += piece if glued else f" {piece}"
    return sentence


def _said(part: Part) -> str:
    match part:
        case Text(words):
            return " ".join(words.split())
        case TicketCode(code):
            return " ".join(code.upper())
        case Cardinal(number):
            return str(number)
