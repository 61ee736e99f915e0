"""How long personal data is kept: the hall's own terms."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class KeepingTerms:
    """Days after which the vault shreds.

    A draft after its seven days and one more for the timer; scans and signatures `scan_days` after the case is closed;
    the form `form_days` after, because the next application is filled from it; a paper of the library `library_days`
    after it was handed in.
    """

    draft_days: int = 8
    scan_days: int = 30
    form_days: int = 730
    library_days: int = 365
    running_days: int = 3650

    def draft_until(self, today: date) -> date:
        """Give until when a draft that is touched today is kept."""
        return today + timedelta(days=self.draft_days)

    def running_until(self, today: date) -> date:
        """Give until when a case that was handed in is kept, unless it is closed before."""
        return today + timedelta(days=self.running_days)

    def scans_until(self, today: date) -> date:
        """Give until when scans and signatures of a case that is closed today are kept."""
        return today + timedelta(days=self.scan_days)

    def form_until(self, today: date) -> date:
        """Give until when the form of a case that is closed today is kept."""
        return today + timedelta(days=self.form_days)
