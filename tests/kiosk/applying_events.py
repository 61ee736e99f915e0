"""Every event of a matter done at the kiosk, once each, for tests of the flow and of the screens."""

from broker.messages import CaseList, DocumentFile
from broker.terms import CaseId, FieldKey, MaterialCode
from kiosk.flow import events
from kiosk.flow.events import Event
from kiosk.flow.printing import PageTrouble
from kiosk.flow.sights import Still
from tests.kiosk import applications, world

FILE = DocumentFile(name="C-HYG", pages=1, pdf="")

EVERY: tuple[Event, ...] = (
    events.OpenedMatter(applications.HYGIENE),
    events.OpenedCertificateRenewal(applications.HYGIENE, world.renewal().situation),
    events.ChoseAnswer(1),
    events.ChoseAnswer(99),
    events.AskedPerson(),
    events.AskedHere(),
    events.AskedListPrint(),
    events.GaveConsent(agreed=True),
    events.OpenedField(FieldKey("p_name")),
    events.OpenedField(FieldKey("hy_manager")),
    events.Contested(),
    events.ChangedOwn(),
    events.OpenedMaterial(MaterialCode("PLAN")),
    events.TookWay("提交"),
    events.TookWay("承诺"),
    events.TookWay("调用"),
    events.TookWay("容缺"),
    events.OpenedPromise(),
    events.AskedSignature(),
    events.OpenedDocument("D-COMMIT"),
    events.OpenedRenewal(),
    events.AskedPrint(),
    events.OpenedCases(),
    events.OpenedCase(CaseId("case-1")),
    events.OpenedCaseRating(),
    events.ApplicationCame(applications.fresh()),
    events.ApplicationSeen(applications.fresh()),
    events.ApplicationCame(applications.granted()),
    events.CasesCame(CaseList(cases=(applications.line(),))),
    events.DocumentCame(FILE),
    events.ThumbnailCame(MaterialCode("PLAN"), Still(1, 1, b"abc")),
    events.CaseRated(),
    events.DocumentPrinted("case-1 C-HYG:SF2026-000001", 1),
    events.DocumentFailed("case-1 C-HYG:SF2026-000001", PageTrouble.JAMMED, started=True),
)
