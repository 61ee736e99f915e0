"""Papers that are printed free (G-05, K-07): asked of the hall, handed to the page printer, followed to the tray.

A paper with the visitor's own data in it comes sealed to the visit, like every personal thing.
"""

import logging
from base64 import b64decode
from binascii import Error as NotBase64
from itertools import count
from typing import TypeAlias

from broker.errors import NotForYou
from broker.messages import DocumentFile, DocumentGiven, FetchPaper, PaperGiven, Refused, Reply, Sealed
from kiosk.effects.asking import Asker
from kiosk.effects.keys import VisitKeys
from kiosk.effects.outlet import Tell
from kiosk.effects.paperwork import Outcome, Paperwork
from kiosk.flow.events import PaperComes, PaperFailed, PaperPrinted
from kiosk.flow.orders import PrintPaper
from kiosk.flow.printing import DocumentPrinted, PageTrouble

log = logging.getLogger(__name__)

_Pages: TypeAlias = PaperGiven | DocumentFile


class FreePapers:
    """Only what became of the newest order is told: who asked for one before has left it, it comes out all the same."""

    def __init__(self, asker: Asker, keys: VisitKeys, tell: Tell, paperwork: Paperwork) -> None:
        """Take the line to the hall, the visits' keys, who is told, and the way to the printer."""
        self._asker = asker
        self._keys = keys
        self._tell = tell
        self._paperwork = paperwork
        self._numbers = count(1)
        self._newest = 0

    def order(self, order: PrintPaper) -> None:
        """Fetch a paper and print it: `PaperPrinted` or `PaperFailed` is told, whatever happens."""
        number = self._newest = next(self._numbers)
        if self._paperwork.print_pages is None:
            self._tell(PaperFailed(order.wish, PageTrouble.ABSENT))
            return
        wish = order.wish
        self._asker.fetch(
            lambda request_id, until: FetchPaper(
                request_id=request_id,
                valid_until=until,
                paper=wish.kind,
                owner=wish.owner,
                form=wish.form,
                list_code=wish.list_code,
                language=order.language,
                card=order.card,
            ),
            lambda reply: self._took(number, order, reply),
        )

    def _took(self, number: int, order: PrintPaper, reply: Reply | None) -> None:
        try:
            given = self._opened(order.card, reply)
            pdf = None if given is None else b64decode(given.pdf, validate=True)
        except (NotForYou, NotBase64) as fault:
            log.warning("a paper cannot be printed: %s", type(fault).__name__)
            given = pdf = None
        if given is None or pdf is None:
            sentence = reply.sentence if isinstance(reply, Refused) else None
            self._say(number, PaperFailed(order.wish, sentence=sentence))
            return
        self._say(number, PaperComes(order.wish))
        self._paperwork.send(f"{given.name} {number}", pdf, lambda outcome: self._came_of(number, order, outcome))

    def _opened(self, card: Sealed | None, reply: Reply | None) -> _Pages | None:
        match reply:
            case PaperGiven():
                return reply
            case DocumentGiven(document=sealed) if card is not None:
                return self._keys.open(card, sealed, DocumentFile)
            case _:
                return None

    def _came_of(self, number: int, order: PrintPaper, outcome: Outcome) -> None:
        if isinstance(outcome, DocumentPrinted):
            self._say(number, PaperPrinted(order.wish))
        else:
            self._say(number, PaperFailed(order.wish, outcome.trouble))

    def _say(self, number: int, event: PaperComes | PaperPrinted | PaperFailed) -> None:
        if number == self._newest:
            self._tell(event)
