"""What a screen says, as values: a title, blocks from top to bottom, at most a few actions, the bar at the foot.

`kiosk.screens.pages` makes a page of a step, `kiosk.screens.layout` gives everything its place. A page knows no
millimetres and no colours beyond the tone of a notice.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from broker.messages import Language
from kiosk.flow.events import Event
from kiosk.flow.sights import Corners, Point, Still
from kiosk.screens.theme.colours import Tone
from kiosk.screens.theme.sizes import TextSize


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `centred` where it belongs to a drawing."""

    text: str
    size: TextSize = TextSize.BODY
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence in a tinted band: what a visitor must not overlook. `aloud` is False for the visitor's own affairs."""

    text: str
    tone: Tone = Tone.CALM
    aloud: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """One touchable row or tile: a label, perhaps a smaller second line, perhaps a queue's letter in front.

    `checked` makes it a box that is switched on or off here; None is a way to another screen, which a chevron says.
    `own` marks what is the visitor's own among what everybody is offered.
    """

    label: str
    tap: Event
    detail: str = ""
    badge: str = ""
    checked: bool | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """A list to choose from. What does not fit goes on further pages; `page` is the one shown, counted from 0."""

    items: tuple[Choice, ...]
    columns: int = 1
    page: int = 0
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list to read under a heading; pages like `Choices`."""

    heading: str
    items: tuple[str, ...]
    page: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One named figure of a `Facts` block; where room is short, those that are not `needed` are left out."""

    name: str
    value: str
    strong: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """Named figures, one below the other, on a card."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class FlowChart:
    """The steps of a matter from top to bottom, an arrow between each two."""

    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a floor and the windows in it; `goal` is where the visitor may go, `led` where the way leads."""

    name: str
    windows: str
    goal: bool = False
    led: bool = False


@dataclass(frozen=True, slots=True)
class Storey:
    """One floor; `here` stands where this kiosk does and is empty on the other floors."""

    name: str
    areas: tuple[Area, ...]
    here: str = ""


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """The floors one above the other, the lift beside them, the way to the first goal; `brief` for little room."""

    lift: str
    storeys: tuple[Storey, ...]
    brief: tuple[Storey, ...]


@dataclass(frozen=True, slots=True)
class BigNumber:
    """A number to be read from two metres, with a line above it; `small` where much else has to be said."""

    caption: str
    number: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """What has been typed so far; `hint` stands there while it is empty."""

    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Key:
    """One key. On a keyboard it is `span` columns wide, and `quiet` when it types nothing itself."""

    label: str
    tap: Event
    span: float = 1.0
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Keypad:
    """Keys in rows; every row is spread over the whole width, at most `columns` in a row."""

    keys: tuple[Key, ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What has been typed so far, in as many lines as it needs; `composing` is what is not settled yet.

    `hint` stands there while it is empty; `flawed` says that it will not do as it is.
    """

    text: str
    hint: str
    composing: str = ""
    flawed: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """Words to choose from, in one row above the keys. What does not fit goes on further pages, as with `Choices`."""

    items: tuple[Key, ...]
    page: int
    back: str
    on: str


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Keys at the lower end of the page, row by row; a row is at most `columns` wide. `tall` where there are few."""

    rows: tuple[tuple[Key, ...], ...]
    columns: int
    tall: bool = False


@dataclass(frozen=True, slots=True)
class LivePicture:
    """A picture as large as there is room for, with a paper's outline; `grips` lets its corners be moved by a touch."""

    still: Still | None
    corners: Corners | None = None
    grips: bool = False


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture of a paper, to know it again; `small` where much else has to be said."""

    still: Still
    small: bool = False


@dataclass(frozen=True, slots=True)
class SignaturePad:
    """Glass to write on, `aspect` times as wide as high; `hint` stands there while it is empty."""

    strokes: tuple[tuple[Point, ...], ...]
    hint: str
    aspect: float


@dataclass(frozen=True, slots=True)
class Countdown:
    """Seconds left of a time that runs out, as a number and a bar."""

    left: int
    whole: int
    text: str


class Drawing(Enum):
    """The kiosk's own line drawings."""

    CARD = "card"
    CLOCK = "clock"
    DONE = "done"
    ATTENTION = "attention"
    PRINTER = "printer"


@dataclass(frozen=True, slots=True)
class Picture:
    """A line drawing in the middle of the page."""

    drawing: Drawing


Entering: TypeAlias = Entry | Offers | Keyboard | SignaturePad
Block: TypeAlias = (
    Paragraph
    | Notice
    | Choices
    | Bullets
    | Facts
    | FlowChart
    | FloorPlan
    | BigNumber
    | Field
    | Keypad
    | Countdown
    | Picture
    | Entering
    | LivePicture
    | Thumbnail
)


@dataclass(frozen=True, slots=True)
class Button:
    """An action. One on a page is `primary`: the way on."""

    label: str
    tap: Event
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """The bar at the foot: the same places on every page. An entry of None leaves its place free.

    `reach` switches the wheelchair's reach where it is offered, `voice` the reading aloud of large type.
    """

    back: Button | None
    languages: tuple[Button, ...]
    spoken: str
    size: Button | None
    finish: Button | None
    help: Button | None = None
    reach: Button | None = None
    voice: Button | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A strong band under the head that is seen across the hall: a person is wanted here, or comes."""

    text: str
    coming: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One screen. `hall` and `clock` stand in the head; `seated` keeps what is touched within a wheelchair's reach."""

    hall: str
    clock: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    actions: tuple[Button, ...]
    foot: Foot
    turn_back: str
    turn_on: str
    page_of: str
    large: bool
    seated: bool = False
    band: Band | None = None
    language: Language = "zh-Hans"
    quiet: bool = False
    pause: str = ""
