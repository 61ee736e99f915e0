"""The reuse library (M-03): papers a person let the hall keep, taken from one case and lent to the next."""

import hashlib
from datetime import date, timedelta

from broker.terms import MaterialCode
from caller.application.cases.terms import KeepingTerms
from caller.application.ports.vault import KeptPaper, Vault
from caller.domain.cases.case import Case


class Library:
    """Keeps and lends papers. A paper is kept with the person's consent alone, and lent to nobody else."""

    def __init__(self, vault: Vault, terms: KeepingTerms) -> None:
        """Keep papers in `vault`."""
        self._vault = vault
        self._terms = terms

    def keep(self, case: Case, material: MaterialCode, today: date) -> None:
        """Put the scanned pages of a case's material into its visitor's library. Raises `VaultLocked`."""
        names = self._vault.page_names(case.record, material)
        pages = [page for name in names if (page := self._vault.blob(case.record, "page", name)) is not None]
        until = today + timedelta(days=self._terms.library_days)
        paper = KeptPaper(
            material=material,
            pages=len(pages),
            digest=hashlib.sha256(b"".join(pages)).hexdigest(),
            kept_on=today,
            valid_until=until,
            from_case=case.record,
        )
        self._vault.keep_paper(case.visitor, paper, pages, until)

    def lend(self, case: Case, material: MaterialCode, until: date) -> None:
        """Put the pages of the visitor's kept paper into a case. Raises `VaultLocked`."""
        self._vault.drop_pages(case.record, material)
        for number, page in enumerate(self._vault.paper_pages(case.visitor, material), start=1):
            name = f"{material}/{number:02}"
            self._vault.keep_blob(case.record, case.visitor, kind="page", name=name, data=page, until=until)

    def lend_what_is_used(self, case: Case, until: date) -> None:
        """Put in the pages of every paper a case uses again and has none of: it began so, nobody had to choose it.

        Raises `VaultLocked`.
        """
        for code, material in case.materials.items():
            if material.state == "reused" and not self._vault.page_names(case.record, code):
                self.lend(case, code, until)
