"""Brings what was found into the vault and before the controller: values here, facts about them there."""

import threading
import uuid
from collections.abc import Mapping
from datetime import date

from broker.catalogue import Catalogue
from broker.terms import CaseId, FieldKey, MaterialCode, RecordId, RequestId, VisitorKey
from caller.application.cases.asking import HALL
from caller.application.cases.calling import Got, Result
from caller.application.cases.derived import calculated
from caller.application.cases.filling import Value, Values
from caller.application.ports import Desk
from caller.application.ports.vault import Vault
from caller.domain.cases.case import Case
from caller.domain.cases.commands import NoteFields, ReportCall
from caller.domain.cases.words import FieldFact


class Forms:
    """The values of forms: one writer at a time, whatever thread a value comes from."""

    def __init__(self, catalogue: Catalogue, vault: Vault) -> None:
        """Keep values in `vault`."""
        self._catalogue = catalogue
        self._vault = vault
        self._lock = threading.Lock()

    def begin(self, record: RecordId, owner: VisitorKey, values: Values, until: date) -> tuple[FieldFact, ...]:
        """Keep a new form; gives the facts for the journal."""
        texts = {key: value.text for key, value in values.items()}
        with self._lock:
            self._vault.keep_values(record, owner, texts, until)
        return facts_of(values)

    def write(
        self, case: Case, values: Values, *, until: date, today: date, only_empty: bool = False
    ) -> tuple[FieldFact, ...]:
        """Write values into a form, an empty text empties a field; work out again what follows from them.

        Gives the facts for the journal. With `only_empty` nothing that is there already is touched: what the visitor
        wrote meanwhile stays.
        """
        with self._lock:
            known = dict(self._vault.values(case.record))
            taken = {key: value for key, value in values.items() if not (only_empty and known.get(key))}
            for key, value in taken.items():
                known[key] = value.text
            derived = calculated(self._catalogue, tuple(case.fields), known, today)
            more = {key: Value(text, "系统") for key, text in derived.items() if known.get(key) != text}
            known.update(derived)
            self._vault.keep_values(
                case.record, case.visitor, {key: text for key, text in known.items() if text}, until
            )
        return facts_of(taken | more)

    def values(self, record: RecordId) -> Mapping[FieldKey, str]:
        """Give the values of a form. Raises `VaultLocked`."""
        return self._vault.values(record)


def facts_of(values: Values) -> tuple[FieldFact, ...]:
    """Give what the journal may know of values: that they are there, and from where."""
    return tuple(FieldFact(key, value.source, bool(value.text)) for key, value in values.items())


class Landing:
    """Where the results of one application's calls arrive, on the callers' threads."""

    def __init__(self, desk: Desk, forms: Forms, case: CaseId, *, until: date, today: date) -> None:
        """Bring results to the case `case`, whose values are kept until `until`."""
        self._desk = desk
        self._forms = forms
        self._case = case
        self._until = until
        self._today = today

    def land(self, result: Result) -> None:
        """Take one result. Raises `HallAway` when the controller is gone, `VaultLocked`."""
        case = self._desk.read(lambda scene: scene.hall.state.cases.cases[self._case])
        if result.values:
            facts = self._forms.write(case, result.values, until=self._until, today=self._today, only_empty=True)
            if facts:
                self._tell(NoteFields(case_id=self._case, visitor=None, fields=facts))
        for got in result.materials:
            self._tell(self._report(got))

    def _report(self, got: Got) -> ReportCall:
        return ReportCall(
            case_id=self._case,
            material=MaterialCode(got.material),
            failure=got.failure,
            valid_until=got.valid_until,
            sandbox=got.sandbox,
        )

    def _tell(self, command: NoteFields | ReportCall) -> None:
        # a refusal is no fault here: the visitor withdrew, or chose another way while the library was slow
        self._desk.ask(command, actor=HALL, request_id=RequestId(uuid.uuid4().hex))
