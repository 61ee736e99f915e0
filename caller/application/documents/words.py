"""The fixed texts of documents: Chinese written once, traditional characters made of it, English beside it.

A text is chosen with `Words(language)("…", "…")`; `{}` places are filled by who calls.
"""

from dataclasses import dataclass
from datetime import date

from broker.messages import Language
from caller.application.documents.script import Named, name_in, text_in


@dataclass(frozen=True, slots=True)
class Words:
    """Chooses between a Chinese and an English text."""

    language: Language

    def __call__(self, zh: str, en: str) -> str:
        """Give the text."""
        return text_in(self.language, zh, en)

    def name(self, named: Named) -> str:
        """Give the name of something of the catalogue."""
        return name_in(self.language, named)

    def day(self, day: date) -> str:
        """Give a date as people write it."""
        if self.language == "en":
            return f"{day.day} {day:%B %Y}"
        return f"{day.year}年{day.month}月{day.day}日"

    def working_days(self, days: int) -> str:
        """Give a limit in working days; 0 is on the spot."""
        if days == 0:
            return self("当场办结", "on the spot")
        return self(f"{days} 个工作日", f"{days} working day" + ("s" if days > 1 else ""))

    def joined(self, texts: list[str]) -> str:
        """Give texts as one list."""
        return self("、", ", ").join(texts)
