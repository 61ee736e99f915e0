"""The settings of dispatch: what makes one ticket go before another, and what no settings may do to anybody.

All figures are plain numbers, times in minutes. The formula that they are the letters of stands in `dispatch.py`.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTerms:
    """How one class of tickets ranks.

    Its waiting time counts `weight` times, as if it had come `head_start` minutes and `growth` times the longest
    ordinary wait earlier. The ordinary class is the one that the others overtake.
    """

    name: str
    weight: float = 1.0
    head_start: float = 0.0
    growth: float = 0.0
    ordinary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Who goes first. With all terms at rest it is "longest wait first"; a list of one line is "first come".

    `exponent` prefers short matters, `help` long lines (at windows that serve more than one), `preference` takes
    minutes off for every place later in a window's own list, `first_contact` is the head start at the window whose
    clerk the visitor knows. `overtaken_most` is how often later arrivals of its own line may be called before a
    ticket; `priority_share` the part of a line's calls that may jump over ordinary tickets. None of the two is for
    comparisons alone.
    """

    classes: tuple[ClassTerms, ...]
    exponent: float = 0.0
    help: float = 0.0
    preference: float = 0.0
    first_contact: float = 10.0
    overtaken_most: int | None = None
    priority_share: float | None = None

    def class_at(self, name: str) -> int:
        """Give the index of a class. Raises KeyError."""
        for at, terms in enumerate(self.classes):
            if terms.name == name:
                return at
        raise KeyError(name)

    @property
    def unbounded(self) -> "Policy":
        """The same policy without its promises: what these cost is measured against it."""
        return replace(self, overtaken_most=None, priority_share=None)


def weighted(*classes: ClassTerms, overtaken_most: int | None = 5, priority_share: float | None = 0.5) -> Policy:
    """Give the adopted policy for these classes."""
    return Policy(
        classes=classes, exponent=0.5, help=0.25, overtaken_most=overtaken_most, priority_share=priority_share
    )


def longest_wait_first(names: tuple[str, ...], ordinary: str) -> Policy:
    """Give the policy that looks at nothing but the waiting time."""
    return Policy(classes=tuple(ClassTerms(name=name, ordinary=name == ordinary) for name in names))
