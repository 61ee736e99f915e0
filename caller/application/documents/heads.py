"""The head that every document of a hall has."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from broker.catalogue import Catalogue
from broker.messages import Language
from caller.application.documents.sheets import Head, Mark
from caller.application.documents.words import Words

_VERSION_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Press:
    """What all documents of one moment share: catalogue, language, the hall's time, whether sandboxes had a part in it.

    `version` is the revision of the catalogue that a case is pinned to, where it is not today's.
    """

    catalogue: Catalogue
    language: Language
    now: datetime
    sandbox: bool = True
    version: str = ""

    @property
    def say(self) -> Words:
        """The texts of the language."""
        return Words(self.language)

    def local(self, moment: datetime) -> str:
        """Give a moment in the hall's own time."""
        return f"{moment.astimezone(ZoneInfo(self.catalogue.hall.timezone)):%Y-%m-%d %H:%M}"

    def head(self, code: str, title: str, subtitle: str = "", *, mark: Mark | None = None) -> Head:
        """Give the head of a document; `mark` is 样章 where sandboxes had a part, unless it is said otherwise."""
        say, hall = self.say, self.catalogue.hall
        stamped: Mark = ("样章" if self.sandbox else "") if mark is None else mark
        notes = {
            "": "",
            "样章": say(
                "沙箱样章：演示用，无法律效力", "SAMPLE from a sandbox: for demonstration, without legal effect"
            ),
            "样张": say(
                "样张：内容均为虚构，供填写参考", "SAMPLE: everything in it is made up, to show how it is filled in"
            ),
        }
        return Head(
            code=code,
            title=title,
            subtitle=subtitle,
            hall=say.name(hall),
            motto="" if self.language == "en" else say(hall.motto_zh, ""),
            language=self.language,
            version=(self.version or self.catalogue.revision_hash)[:_VERSION_DIGITS],
            made=self.local(self.now),
            mark=stamped,
            mark_note=notes[stamped],
        )
