"""The catalogue a kiosk works by: fetched by hash, kept on disk for the next start, arranged away from the screen."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from broker.catalogue import Catalogue, catalogue_hash
from broker.messages import CatalogueCopy, Reply
from broker.terms import ServiceCode
from kiosk.effects.asking import Asker
from kiosk.effects.outlet import Tell
from kiosk.flow.news import OfferTold
from kiosk.flow.offer import Offer, arrange
from kiosk.wording.script import warm

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arranged:
    """A catalogue read, checked and arranged; `revision_hash` is that of its text."""

    offer: Offer
    revision_hash: str


def read_copy(copy: Path, hot: Sequence[ServiceCode]) -> Arranged | None:
    """Give the copy of the last start with the matters `hot` first; None when there is no sound one."""
    try:
        text = copy.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as fault:
        log.warning("the catalogue's copy cannot be read: %s", fault)
        return None
    return _arranged(text, hot)


class CatalogueKeeper:
    """Has the newest catalogue, or the one of the last start until then. `offer` is None before there is any."""

    def __init__(self, copy: Path, hot: Sequence[ServiceCode], asker: Asker, tell: Tell) -> None:
        """Take where the copy lies, the matters that stand first, and who is asked and told."""
        self._copy = copy
        self._hot = tuple(hot)
        self._asker = asker
        self._tell = tell
        self._hash: str | None = None
        self._in_force: str | None = None
        self._asked = False
        self.offer: Offer | None = None

    def load_copy(self, read: Arranged | None = None) -> None:
        """Take the copy of the last start, if there is a sound one; `read` when somebody has read it already."""
        arranged = read or read_copy(self._copy, self._hot)
        if arranged is not None:
            self._take(arranged)

    def notice(self, revision_hash: str) -> None:
        """Hear which catalogue is in force."""
        self._in_force = revision_hash

    def keep_up(self) -> None:
        """Fetch the catalogue in force unless it is ours or under way; called again and again: no loss is for good."""
        if self._in_force not in (None, self._hash) and not self._asked:
            self._asked = True
            self._asker.fetch_catalogue(self._hash, self._took)

    def _took(self, reply: Reply | None) -> None:
        self._asked = False
        if isinstance(reply, CatalogueCopy) and reply.document is not None and self._use(reply.document):
            draft = self._copy.with_suffix(".part")
            try:
                draft.write_text(reply.document, encoding="utf-8")
                draft.replace(self._copy)
            except OSError as fault:
                # the next start has to wait for the hall: a loss of seconds, not of a visitor's ticket
                log.warning("the catalogue's copy cannot be kept: %s", fault)

    def _use(self, text: str) -> bool:
        arranged = _arranged(text, self._hot)
        if arranged is not None:
            self._take(arranged)
        return arranged is not None

    def _take(self, arranged: Arranged) -> None:
        self.offer, self._hash = arranged.offer, arranged.revision_hash
        self._tell(OfferTold(self.offer))


def _arranged(text: str, hot: Sequence[ServiceCode]) -> Arranged | None:
    try:
        catalogue = Catalogue.from_json(text)
    except ValidationError as fault:
        log.error("a catalogue with %d errors was not taken", fault.error_count())  # noqa: TRY400
        return None
    arranged = Arranged(arrange(catalogue, hot), catalogue_hash(text))
    _warm(catalogue)
    return arranged


def _warm(catalogue: Catalogue) -> None:
    """Convert the names and the search keys, so that the switch to traditional characters is quick."""
    named = (catalogue.hall, *catalogue.sections, *catalogue.queues, *catalogue.services, *catalogue.materials)
    names = [entry.name_zh for entry in named]
    warm((*names, *dict.fromkeys("".join(names))))
