"""Is the journal whole? Numbers without gaps, the chain intact, replay from zero = snapshot and tail."""

from dataclasses import dataclass

from broker.catalogue import Catalogue
from caller.adapters.journal import codec
from caller.adapters.journal.journal import SqlJournal
from caller.domain.apply import apply
from caller.domain.hall import Hall


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the journal found. `faults` is empty when all is well, `digest` fingerprints the hall."""

    events: int
    faults: tuple[str, ...]
    digest: str

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(journal: SqlJournal, catalogue: Catalogue) -> Verdict:
    """Read the journal from its first event and hold everything it claims against itself."""
    faults: list[str] = []
    hall = Hall(catalogue)
    snapshot = journal.newest_snapshot()
    previous, expected = b"", 1
    at_snapshot: str | None = None
    for row in journal.rows_after(0):
        if row["seq"] != expected:
            faults.append(f"event {expected} is missing, {row['seq']} follows")
            expected = row["seq"]
        if codec.row_hash(previous, row) != row["hash"]:
            faults.append(f"the chain breaks at event {row['seq']}")
        apply(hall, codec.decode_event(row["type"], row["version"], row["payload"]))
        previous, expected = row["hash"], expected + 1
        if snapshot is not None and row["seq"] == snapshot[0]:
            at_snapshot = codec.digest(hall.state)
    if snapshot is not None and at_snapshot != codec.digest(Hall(catalogue, snapshot[1]).state):
        faults.append(f"the snapshot after event {snapshot[0]} is not what its events give")
    return Verdict(expected - 1, tuple(faults), codec.digest(hall.state))
