"""Everything behind applications, made from the settings: vault, outside systems, papers. Sandboxes are the default."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from broker.terms import HallCode
from caller.adapters.applications import Applications
from caller.adapters.cursor_file import CursorFile
from caller.adapters.rig_door import DoorPage
from caller.adapters.sandbox import (
    Dials,
    SandboxDatabases,
    SandboxLibrary,
    SandboxMessenger,
    SandboxOutbox,
    SandboxSealer,
)
from caller.adapters.sandbox.door import SandboxPage, SmsPage
from caller.adapters.vault import SqlVault
from caller.adapters.visitors import Visitors
from caller.application.cases.intake import Intake
from caller.application.cases.marks import Marks
from caller.application.cases.news import News
from caller.application.cases.papers import PaperDesk
from caller.application.cases.terms import KeepingTerms
from caller.application.controller import Controller
from caller.application.outside import SEAL_PATIENCE, GuardedSealer, Outside, guarded
from caller.application.ports import Clock, Journal
from caller.application.resilience import Guard
from caller.settings import CasesSettings


@dataclass(slots=True)
class CaseSystems:
    """What a hall that takes applications has beside its controller."""

    applications: Applications
    vault: SqlVault
    outside: Outside
    terms: KeepingTerms
    pages: dict[str, DoorPage]
    news: News
    cursor: CursorFile

    @classmethod
    def open(
        cls,
        settings: CasesSettings,
        *,
        hall: HallCode,
        controller: Controller,
        visitors: Visitors,
        clock: Clock,
        secret: bytes,
        public_url: str,
    ) -> "CaseSystems":
        """Open the vault and stand everything up. Raises OSError, ValueError."""
        catalogue = controller.catalogue
        vault = SqlVault(settings.vault, settings.vault_key.read_text(encoding="utf-8").strip())
        dials = Dials(catalogue)
        messenger = SandboxMessenger(dials)
        outside = guarded(
            Outside(
                SandboxLibrary(catalogue, dials),
                SandboxDatabases(catalogue, dials),
                messenger,
                SandboxOutbox(dials, settings.outbox),
            )
        )
        terms = KeepingTerms(
            scan_days=settings.keep_scans_days,
            form_days=settings.keep_forms_days,
            library_days=settings.keep_library_days,
        )
        applications = Applications(
            intake=Intake(desk=controller, catalogue=catalogue, vault=vault, outside=outside, terms=terms),
            papers=cache(lambda: _paper_desk(settings, vault, Marks(secret), public_url, dials)),
            visitors=visitors,
            controller=controller,
            clock=clock,
            pages_of=page_count,
        )
        pages: dict[str, DoorPage] = {"/sandbox": SandboxPage(dials), "/sms": SmsPage(messenger)}
        cursor = CursorFile(settings.vault.with_name("news.seq"))
        news = News(hall=hall, desk=controller, vault=vault, outside=outside, cursor=cursor, terms=terms)
        controller.follow(news.tell)
        return cls(applications, vault, outside, terms, pages, news, cursor)

    def begin(self, journal: Journal) -> None:
        """Begin the news with what happened since the last program. Before the controller runs. Raises OSError."""
        self.news.begin(journal.events_after(self.cursor.read()))

    def close(self) -> None:
        """Serve nothing more and close the vault."""
        self.news.stop()
        self.applications.close()
        self.vault.close()


def _paper_desk(settings: CasesSettings, vault: SqlVault, marks: Marks, public_url: str, dials: Dials) -> PaperDesk:
    # what sets and signs documents takes seconds to load: a restart of the hall does not wait for it
    from caller.adapters.documents import PdfSealer, TypstPapers  # noqa: PLC0415

    own = PdfSealer(settings.seal_key, settings.seal_chain, sandbox=True)
    return PaperDesk(
        vault=vault,
        papers=TypstPapers(settings.fonts),
        sealer=GuardedSealer(SandboxSealer(own, dials), Guard("seal", SEAL_PATIENCE)),
        marks=marks,
        public_url=public_url,
    )


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)
