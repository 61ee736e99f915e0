"""What a printer says is the matter (`printer-state-reasons`, RFC 8011 5.4.12 and PWG 5100.9), in the port's words."""

from collections.abc import Iterable

from hardware.ports.document_printer import DocumentTrouble, Supply

_TROUBLES = {
    "cover-open": DocumentTrouble.COVER_OPEN,
    "door-open": DocumentTrouble.COVER_OPEN,
    "interlock-open": DocumentTrouble.COVER_OPEN,
    "media-jam": DocumentTrouble.JAMMED,
    "media-empty": DocumentTrouble.OUT_OF_PAPER,
    "media-needed": DocumentTrouble.OUT_OF_PAPER,
    "input-tray-missing": DocumentTrouble.OUT_OF_PAPER,
    "toner-empty": DocumentTrouble.OUT_OF_TONER,
    "marker-supply-empty": DocumentTrouble.OUT_OF_TONER,
    "connecting-to-device": DocumentTrouble.GONE,
    "offline": DocumentTrouble.GONE,
    "shutdown": DocumentTrouble.GONE,
    "timed-out": DocumentTrouble.GONE,
    "paused": DocumentTrouble.HELD,
    "moving-to-paused": DocumentTrouble.HELD,
    "spool-area-full": DocumentTrouble.BROKEN,
    "other": DocumentTrouble.BROKEN,
}
_LOW = {
    "media-low": Supply.PAPER_LOW,
    "toner-low": Supply.TONER_LOW,
    "marker-supply-low": Supply.TONER_LOW,
}
_SOFT = frozenset({DocumentTrouble.GONE, DocumentTrouble.BROKEN})
_ORDER = tuple(dict.fromkeys(_TROUBLES.values()))
"""What must be mended first stands first: under an open cover nothing else can be seen to."""


def read_reasons(reasons: Iterable[str]) -> tuple[tuple[DocumentTrouble, ...], frozenset[Supply]]:
    """Give what keeps the printer from printing, the first to mend first, and what will soon be missing.

    A keyword may end in its severity. Printers give it by what they do at that moment (an empty tray is a `-report`
    while nothing is printed, an `-error` when a job waits for it), so a trouble that is known here counts with any;
    being looked for is news only. An error that is not known here still is one.
    """
    troubles: set[DocumentTrouble] = set()
    low: set[Supply] = set()
    for reason in reasons:
        word, _, severity = reason.rpartition("-")
        if severity not in {"error", "warning", "report"}:
            word, severity = reason, ""
        trouble = _TROUBLES.get(word)
        if word in _LOW:
            low.add(_LOW[word])
        elif trouble is not None and not (trouble in _SOFT and severity in {"warning", "report"}):
            troubles.add(trouble)
        elif severity == "error":
            troubles.add(DocumentTrouble.BROKEN)
    return tuple(trouble for trouble in _ORDER if trouble in troubles), frozenset(low)
