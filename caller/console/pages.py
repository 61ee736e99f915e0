"""Templates to HTML: a whole page for a browser that comes, and its live regions alone for one that is already there.

A live region is a template block whose name starts with `live_`; it is filled from the page's view alone, so that one
drawing serves everybody who looks at the same thing.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from broker.catalogue import Catalogue
from caller.console.words import PageLanguage, Text, speaker

_LIVE = "live_"


class Pages:
    """Draws the console's pages. Times are shown in the hall's own zone."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Take the hall's name and time zone from the catalogue."""
        self._catalogue = catalogue
        self._zone = ZoneInfo(catalogue.hall.timezone)
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["clock"] = self._clock
        self._templates.filters["day_and_clock"] = self._day_and_clock
        self._templates.filters["iso"] = _iso

    def whole(self, template: str, language: PageLanguage, **facts: object) -> str:
        """Give a page as HTML."""
        return self._templates.get_template(template).render(self._facts(language, facts))

    def regions(self, template: str, language: PageLanguage, view: object) -> Mapping[str, str]:
        """Give the live regions of a page as HTML, by name without the `live_`."""
        page = self._templates.get_template(template)
        facts = self._facts(language, {"view": view})
        return {
            name.removeprefix(_LIVE): "".join(block(page.new_context(facts)))
            for name, block in page.blocks.items()
            if name.startswith(_LIVE)
        }

    def _facts(self, language: PageLanguage, facts: Mapping[str, object]) -> dict[str, object]:
        return {
            "say": speaker(language),
            "tell": _teller(language),
            "language": language,
            "hall": self._catalogue.hall,
            **facts,
        }

    def _clock(self, at: datetime) -> str:
        return at.astimezone(self._zone).strftime("%H:%M")

    def _day_and_clock(self, at: datetime) -> str:
        return at.astimezone(self._zone).strftime("%m-%d %H:%M")


def _teller(language: PageLanguage) -> Callable[[Text], str]:
    return lambda text: text.in_language(language)


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
