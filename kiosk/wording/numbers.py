"""The form a text takes with a number: English says one day and two days, Chinese says 天 to both."""


def form_for(text: str, count: float) -> str:
    """Give the form of `text` for a count. A text of two forms parts them by "|", the one for a single thing first."""
    one, _, many = text.partition("|")
    return one if count == 1 or not many else many
