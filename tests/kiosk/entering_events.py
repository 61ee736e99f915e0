"""Everything a visitor may give, once each, with believable pictures: for tests of the flow and of the screens."""

from broker.messages import ScanPage, Signature
from broker.terms import FieldKey, MaterialCode
from kiosk.flow import events
from kiosk.flow.events import Event
from kiosk.flow.sights import Advice, CameraTrouble, Corners, Preview, Shot, Still

CORNERS: Corners = ((0.2, 0.12), (0.82, 0.1), (0.86, 0.9), (0.16, 0.88))
STROKE = ((0.2, 0.3), (0.4, 0.7), (0.6, 0.4))
PAGE = ScanPage(jpeg="", width=1240, height=1754, sharpness=300.0, brightness=200.0)


def still(width: int = 32, height: int = 24, grey: int = 120) -> Still:
    return Still(width, height, bytes([grey]) * (3 * width * height))


def preview(advice: Advice = Advice.GOOD) -> Preview:
    return Preview(still(), None if advice is Advice.LAY_PAPER else CORNERS, advice)


def shot(advice: Advice = Advice.GOOD, *, found: bool = True) -> Shot:
    return Shot(still(), still(24, 34, 230), CORNERS, found, advice, PAGE)


EVERY: tuple[Event, ...] = (
    events.ChoseBoard(events.Board.DIGITS),
    events.PickedWord("王", 4),
    events.EmptiedField(),
    events.GaveValue(),
    events.ChoseOption("是"),
    events.Drew(STROKE),
    events.WipedSignature(),
    events.GaveSignature(2.2),
    events.TookShot(),
    events.RetookShot(),
    events.UsedShot(),
    events.OpenedCorners(),
    events.PointedAt(0.1, 0.1),
    events.SetCorners(),
    events.DroppedPage(),
    events.FinishedPages(),
    events.AnsweredKeeping(keep=True),
    events.PreviewCame(preview()),
    events.ShotCame(shot()),
    events.CameraFailed(CameraTrouble.UNPLUGGED),
    events.FieldEntered(FieldKey("p_phone"), "13800138000"),
    events.Signed(Signature(aspect=2.2, strokes=(STROKE,))),
    events.PagesTaken(MaterialCode("ID"), (PAGE,)),
)
