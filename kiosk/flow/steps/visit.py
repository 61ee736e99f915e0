"""One person's time at the kiosk, which every step carries."""

from dataclasses import dataclass

from broker.messages import Greeting, Language, Sealed
from broker.terms import QueueLetter, ServiceCode
from kiosk.flow.orders import Outcome

DEFAULT_LANGUAGE: Language = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who put a card on the pad, as far as a kiosk may know: the sealed card and the hall's greeting."""

    card: Sealed
    greeting: Greeting


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's time at the kiosk.

    `size_chosen` is whether the visitor chose the type size and not the age. `seated` keeps everything to touch within
    a wheelchair's reach, `quiet` stops the voice of large type, `calling` is a call for help
    that the hall has not heard yet.
    """

    language: Language = DEFAULT_LANGUAGE
    large: bool = False
    size_chosen: bool = False
    visitor: Visitor | None = None
    card_on_pad: bool = False
    outcome: Outcome = "looked"
    seated: bool = False
    quiet: bool = False
    calling: bool = False

    def wishes(self) -> "Visit":
        """Give a visit of nobody with the same wishes about the screen."""
        return Visit(
            self.language,
            self.large,
            self.size_chosen,
            seated=self.seated,
            quiet=self.quiet,
            calling=self.calling,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor chose: a queue, and the matter unless the queue has none."""

    queue: QueueLetter
    service: ServiceCode | None = None
