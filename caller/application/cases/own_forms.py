"""A form for the swipe of a card (K-07): what the card says and what was written the last time; nothing else is asked.

No application is opened and nothing is kept. Licences are not called: for that a person agrees in an application.
"""

from broker.catalogue import Catalogue
from broker.terms import CaseId, FieldKey, FormCode
from caller.application.cases.asking import Asker
from caller.application.cases.filling import Value, Values, filled_from_card
from caller.application.cases.sources import FROM_LAST
from caller.application.outside import Outside
from caller.application.ports.outside import Holder, OutsideAway, Purpose
from caller.application.ports.vault import Vault
from caller.application.resilience import on_a_thread

_PURPOSE = "own form"


class OwnForms:
    """Fills forms nobody applies with yet. May be used from many threads."""

    def __init__(self, catalogue: Catalogue, vault: Vault, outside: Outside, wait_seconds: float) -> None:
        """Look into `vault`, else ask `outside`, at most `wait_seconds`."""
        self._catalogue = catalogue
        self._vault = vault
        self._outside = outside
        self._wait_seconds = wait_seconds

    def values(self, asker: Asker, form: FormCode) -> Values:
        """Give the values of a form for who asks. Raises `UnknownCode`, `VaultLocked`."""
        groups = self._catalogue.groups_of(self._catalogue.form(form))
        shown = tuple(key for group in groups if group.when is None for key in group.fields)
        asked = tuple(key for key in shown if self._catalogue.form_fields[key].source in FROM_LAST)
        return self._last_time(asker, asked) | filled_from_card(self._catalogue, shown, asker.card)

    def _last_time(self, asker: Asker, asked: tuple[FieldKey, ...]) -> Values:
        known = {key: self._vault.newest_values(asker.visitor.key, key) for key in asked}
        missing = [key for key, text in known.items() if not text]
        more = self._asked_outside(asker) if missing else {}
        return {key: Value(text, "上次申请") for key in asked if (text := known[key] or more.get(key))}

    def _asked_outside(self, asker: Asker) -> dict[FieldKey, str]:
        """Ask what the person wrote elsewhere, for a moment: what does not come in time stays empty on the paper."""
        purpose = Purpose(CaseId("none"), _PURPOSE, consent=True)
        databases, holder = self._outside.databases, Holder(asker.card.number)
        try:
            found = on_a_thread(lambda: databases.last_application(holder, purpose), self._wait_seconds)
        except (OutsideAway, TimeoutError):
            return {}
        return dict(found.values)
