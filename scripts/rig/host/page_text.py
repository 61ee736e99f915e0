"""What a person reads on a web page, as lines of text: tags, scripts and hidden parts left out."""

from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "template", "head", "svg"})
_IN_LINE = frozenset(
    {"span", "b", "strong", "em", "i", "a", "small", "kbd", "time", "abbr", "label", "mark", "sup", "button"}
)
_UNSEEN = frozenset({"stale-sign"})
"""Classes of the console that only show while a page has lost its line; a page just fetched has not."""
_EMPTY = frozenset({"br", "img", "input", "hr", "meta", "link", "wbr"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = [[]]
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hidden = tag in _SILENT or any(name == "hidden" or value in _UNSEEN for name, value in attrs)
        if tag not in _EMPTY:
            self._open.append((tag, hidden or self._is_hidden))
        if tag not in _IN_LINE:
            self.lines.append([])

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break
        if tag not in _IN_LINE:
            self.lines.append([])

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and not self._is_hidden:
            self.lines[-1].append(words)

    @property
    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def text_of(html: str) -> str:
    """Give the visible text of a page, one line for each block."""
    reader = _Reader()
    reader.feed(html)
    return "\n".join(" ".join(line) for line in reader.lines if line)
