"""Words of a hall in traditional characters, where OpenCC reads another word or another place says it otherwise.

Kept once, for screens and papers: whoever converts a text of the catalogue passes the result through `house_words`.
"""

_MISREAD = {"換髮": "換發", "網籤": "網簽", "刻制": "刻製", "汙": "污"}
"""换发 is to issue anew, not hair; 网签 is to sign, not a slip; 刻制 is to cut a seal; 污 is how laws write it."""

_OWN_WORDS = {"打印": "列印", "信息": "資訊", "臺": "台"}
"""What the kiosk's own texts, written by hand, say: one word for one thing on one screen."""

_QUOTES = {"“": "「", "”": "」"}


def house_words(converted: str) -> str:
    """Give a converted text with this hall's words; it stays as long as it was."""
    for wrong, right in {**_MISREAD, **_OWN_WORDS, **_QUOTES}.items():
        converted = converted.replace(wrong, right)
    return converted
