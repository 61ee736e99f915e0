"""Who is next at a window, and which window takes who arrives: one rule for the hall, its forecast and its simulation.

A free window takes, of all heads (the first of each class in each line it serves), the one with the greatest

    score = b · (now - since + h + g · longest ordinary wait) · (mean minutes / minutes of the line) ** exponent
            + help · people in the line · minutes of the line / windows for it      (at windows of two lines or more)
            - preference · place in the window's own list

with b, h, g of the class. Ties go to who came earlier. No window is kept idle for anybody. Two promises stand above
the score: a ticket that was overtaken as often as is allowed goes first in its line, and priority tickets jump over
ordinary ones in at most their share of a line's calls. Who is held back by a promise lends its score to who goes in
its stead, so that the line is not slower for it.

`reasons.py` says the same at leisure, with the reasons; `pick` is what runs ten thousand times a second.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import inf

from caller.domain.tickets.dispatch.line import Line, Waiting
from caller.domain.tickets.dispatch.policy import Policy
from caller.domain.tickets.dispatch.window import Window

_NEVER_HELD = 10**9
_FEWEST_SERVERS = 0.05


class Dispatch:
    """All lines and windows under one policy. It knows no clock: `now` comes with every question, in minutes."""

    def __init__(self, policy: Policy, lines: Sequence[Line], windows: Sequence[Window]) -> None:
        """Take lines and windows as they are; windows that are open already are counted."""
        self.policy = policy
        self.lines = lines
        self.windows = windows
        self.line_at = {line.code: at for at, line in enumerate(lines)}
        self.window_at = {window.code: at for at, window in enumerate(windows)}
        self.weights = [terms.weight for terms in policy.classes]
        self.ordinary = [at for at, terms in enumerate(policy.classes) if terms.ordinary]
        self.most = _NEVER_HELD if policy.overtaken_most is None else policy.overtaken_most
        self._grows = any(terms.growth for terms in policy.classes)
        share = policy.priority_share
        self._earned = None if share is None or share >= 1 else share / (1 - share)
        self._credit_most = max(1.0, float(policy.overtaken_most or 1))
        self._known: dict[str, list[Waiting]] = {}
        self._private_at: set[int] = set()
        self._takers: list[list[int]] = [[] for _ in lines]
        for at, window in enumerate(windows):
            for line in window.lines:
                self._takers[line].append(at)
        self.roots: list[float] = []
        self.learn({})
        self._count_servers(range(len(lines)))

    def copy(self) -> "Dispatch":
        """Give the same hall once more, to be run ahead without touching this one."""
        twin = Dispatch.__new__(Dispatch)
        twin.__dict__.update(self.__dict__)
        twin.lines = [line.copy() for line in self.lines]
        twin.windows = [window.copy() for window in self.windows]
        twin._known = {clerk: known[:] for clerk, known in self._known.items()}  # noqa: SLF001 - its own kind
        twin._private_at = self._private_at.copy()  # noqa: SLF001 - its own kind
        return twin

    def learn(self, minutes: Mapping[int, float]) -> None:
        """Take what a ticket of a line takes a window now, by line; the others stay as they are."""
        for at, value in minutes.items():
            self.lines[at].minutes = value
        shares = sum(line.share for line in self.lines) or 1.0
        mean = sum(line.share * line.minutes for line in self.lines) / shares
        self.roots = [(mean / line.minutes) ** self.policy.exponent for line in self.lines]

    # ------------------------------------------------------------ windows

    def open(self, at: int) -> None:
        """A window begins to call."""
        self.windows[at].open = True
        self._count_servers(self.windows[at].lines)

    def close(self, at: int) -> None:
        """A window calls nobody any more."""
        window = self.windows[at]
        window.open, window.idle_since = False, None
        self._count_servers(window.lines)

    def seat(self, at: int, clerk: str | None) -> None:
        """Somebody sits down at a window, or nobody sits there any more.

        Who was sent to this window waits for it as long as somebody sits there, and is everybody's otherwise.
        """
        window = self.windows[at]
        before, window.clerk = window.clerk, clerk
        if before is None and clerk is not None:
            for line in self.lines:
                for waiting in [waiting for waiting in line if waiting.only == at]:
                    self._move(waiting, line, self._private(at, waiting.line))
        if before is not None and clerk is None:
            for index, line in window.private.items():
                for waiting in list(line):
                    self._move(waiting, line, self.lines[index])

    def _move(self, waiting: Waiting, old: Line, new: Line) -> None:
        others = old.others_before(waiting)
        old.leave(waiting)
        new.join(waiting, others_first=others)

    def _count_servers(self, lines: Iterable[int]) -> None:
        """Count the windows for these lines: one of k lines is a k-th, a comprehensive one counts if it is alone."""
        for at in lines:
            open_ones = [self.windows[taker] for taker in self._takers[at] if self.windows[taker].open]
            own = sum(1 / len(window.lines) for window in open_ones if not window.comprehensive)
            self.lines[at].servers = own or sum(1 / len(window.lines) for window in open_ones) or _FEWEST_SERVERS

    # ------------------------------------------------------------ tickets

    def line_of(self, waiting: Waiting) -> Line:
        """Give the line where a ticket stands, or would: its own, or that of the window it was sent to."""
        if waiting.only is None or self.windows[waiting.only].clerk is None:
            return self.lines[waiting.line]
        return self._private(waiting.only, waiting.line)

    def _private(self, at: int, index: int) -> Line:
        private, model = self.windows[at].private, self.lines[index]
        if index not in private:
            private[index] = Line(model.code, len(self.policy.classes), minutes=model.minutes)
            private[index].marks = model.marks
            self._private_at.add(at)
        return private[index]

    def join(self, waiting: Waiting, *, others_first: int = 0) -> None:
        """A ticket begins to wait; it may let others go first."""
        self.line_of(waiting).join(waiting, others_first=others_first)
        if waiting.knows is not None:
            self._known.setdefault(waiting.knows, []).append(waiting)

    def leave(self, waiting: Waiting) -> None:
        """A ticket waits no longer, without a call. Raises KeyError."""
        self.line_of(waiting).leave(waiting)
        self._forget(waiting)

    def called(self, waiting: Waiting) -> None:
        """A ticket was called: count whom it overtook, and its class's share. Raises KeyError."""
        line = self.line_of(waiting)
        jumps = waiting.kind not in self.ordinary and self.jumps(line, waiting.rank)
        line.call(waiting)
        self._forget(waiting)
        own = self.lines[waiting.line]
        if line is not own:
            own.overtake(waiting.rank)
        elif self._earned is not None:
            if waiting.kind in self.ordinary:
                line.credit = min(self._credit_most, line.credit + self._earned)
            elif jumps:
                line.credit -= 1.0
        self.pass_by(waiting.line)

    def forget_shares(self) -> None:
        """Begin a new day's account of whose turn it is."""
        for line in self.lines:
            line.credit = 1.0

    def pass_by(self, index: int) -> None:
        """Somebody of a queue was called: who stands aside has one less to wait for."""
        self.lines[index].pass_by()
        for at in self._private_at:
            if index in self.windows[at].private:
                self.windows[at].private[index].pass_by()

    def _forget(self, waiting: Waiting) -> None:
        if waiting.knows is not None:
            self._known[waiting.knows].remove(waiting)

    def jumps(self, line: Line, rank: int) -> bool:
        """Tell whether calling the ticket of this rank would overtake an ordinary one."""
        return any(line.by_class[kind] and line.by_class[kind][0][1] < rank for kind in self.ordinary)

    def breaks_promise(self, waiting: Waiting) -> bool:
        """Tell whether a call of this ticket out of turn would overtake somebody once more than is promised."""
        line = self.lines[waiting.line]
        return line.overtaken >= self.most and bool(line.order) and line.order[0].rank < waiting.rank

    def spent(self, line: Line) -> bool:
        """Tell whether the priority tickets of a line have had their share for now."""
        return self._earned is not None and line.credit < 1.0

    # ------------------------------------------------------------ who, and where

    def head_starts(self, now: float) -> list[float]:
        """Give the minutes each class is ahead now; they grow with the longest ordinary wait."""
        classes = self.policy.classes
        if not self._grows:
            return [terms.head_start for terms in classes]
        longest = self.longest_ordinary(now)
        return [terms.head_start + terms.growth * longest for terms in classes]

    def longest_ordinary(self, now: float) -> float:
        """Give how long the ordinary ticket that waits longest has waited; 0 when none does."""
        first = now
        for line in self.lines:
            by_class = line.by_class
            for kind in self.ordinary:
                if by_class[kind] and by_class[kind][0][0] < first:
                    first = by_class[kind][0][0]
        return now - first

    def pick(self, at: int, now: float) -> Waiting | None:
        """Give who is next at a window, without reasons; None when nobody waits that it may call."""
        window = self.windows[at]
        own = window.lines
        lines, roots = self.lines, self.roots
        starts: list[float] | None = None
        help_weight = self.policy.help if len(own) > 1 else 0.0
        preference, lost = self.policy.preference, 0.0
        best: Waiting | None = None
        best_score = -inf
        for index in own if not window.helps else (*own, *self.helped(window, now)):
            line = lines[index]
            if line.order or line.aside:
                starts = starts or self.head_starts(now)
                found, score = self.first(line, now, starts)
                score = score * roots[index] - lost
                if help_weight:
                    score += help_weight * len(line.order) * line.minutes / line.servers
                if score > best_score or (score == best_score and best is not None and _earlier(found, best)):
                    best, best_score = found, score
            lost += preference
        if window.private or window.clerk in self._known:
            for found, score in self._for_this_one(at, now, help_weight):
                if score > best_score or (score == best_score and best is not None and _earlier(found, best)):
                    best, best_score = found, score
        return best

    def first(self, line: Line, now: float, starts: Sequence[float]) -> tuple[Waiting, float]:
        """Give who of a line that is not empty would go, and the score of its class before what the line adds."""
        score = -inf
        best: Waiting | None = None
        weights = self.weights
        for kind, heads in enumerate(line.by_class):
            if heads:
                head = heads[0]
                value = weights[kind] * (now - head[0] + starts[kind])
                if value > score or (value == score and best is not None and _earlier(head[2], best)):
                    score, best = value, head[2]
        if best is None:
            best = min((aside.waiting for aside in line.aside), key=lambda waiting: (waiting.since, waiting.rank))
            return best, weights[best.kind] * (now - best.since + starts[best.kind])
        if line.overtaken >= self.most:
            best = line.order[0]
        elif self._earned is not None and line.credit < 1.0 and best.kind not in self.ordinary:
            best = self._ordinary_instead(line, best)
        return best, score

    def _ordinary_instead(self, line: Line, priority: Waiting) -> Waiting:
        """Give the ordinary ticket that goes instead of a priority one which would jump over it."""
        heads = [line.by_class[kind][0] for kind in self.ordinary if line.by_class[kind]]
        overtaken = [head for head in heads if head[1] < priority.rank]
        return min(overtaken)[2] if overtaken else priority

    def _for_this_one(self, at: int, now: float, help_weight: float) -> Iterable[tuple[Waiting, float]]:
        """Give who was sent to this window, and who knows its clerk, with their scores."""
        starts = self.head_starts(now)
        for index, found, score in self.sent_to(at, now, starts):
            yield found, score * self.roots[index] + self.urge(index, help_weight)
        for waiting in self.acquainted(at):
            minutes = now - waiting.since + starts[waiting.kind] + self.policy.first_contact
            score = self.weights[waiting.kind] * minutes * self.roots[waiting.line]
            yield waiting, score + self.urge(waiting.line, help_weight)

    def sent_to(self, at: int, now: float, starts: Sequence[float]) -> Iterable[tuple[int, Waiting, float]]:
        """Give who was sent to this window and breaks nobody's promise in the queue's own line: line, ticket, score."""
        for index, private in self.windows[at].private.items():
            if private.order or private.aside:
                found, score = self.first(private, now, starts)
                if not self.breaks_promise(found):
                    yield index, found, score

    def urge(self, index: int, help_weight: float) -> float:
        """Give what the length of a line adds to the score of whoever stands in it."""
        line = self.lines[index]
        return help_weight * len(line.order) * line.minutes / line.servers if help_weight else 0.0

    def acquainted(self, at: int) -> list[Waiting]:
        """Give the tickets that know this window's clerk and may be called out of turn without breaking a promise."""
        found: list[Waiting] = []
        window = self.windows[at]
        for waiting in self._known.get(window.clerk or "", ()):
            line = self.line_of(waiting)
            if waiting.line not in window.lines or line is not self.lines[waiting.line] or line.others_before(waiting):
                continue
            if not self.breaks_promise(waiting) and not (self.spent(line) and self.jumps(line, waiting.rank)):
                found.append(waiting)
        return found

    def helped(self, window: Window, now: float) -> list[int]:
        """Give the lines that a window helps now."""
        return [
            rule.line
            for rule in window.helps
            if rule.line not in window.lines and self.longest(self.lines[rule.line], now) > rule.minutes
        ]

    def longest(self, line: Line, now: float) -> float:
        """Give how long the ticket that waits longest in a line has waited."""
        return now - min((heads[0][0] for heads in line.by_class if heads), default=now)

    def place(self, waiting: Waiting, now: float) -> int | None:
        """Give the idle window that takes who arrives: its clerk known, the least flexible, the longest idle."""
        if waiting.only is not None and self.windows[waiting.only].clerk is not None:
            return waiting.only if self.windows[waiting.only].idle_since is not None else None
        best: int | None = None
        best_key: tuple[bool, tuple[bool, int], float] | None = None
        for at in self._takers[waiting.line]:
            window = self.windows[at]
            if window.idle_since is not None and window.idle_since <= now:
                key = (not window.clerk or window.clerk != waiting.knows, window.flexibility, window.idle_since)
                if best_key is None or key < best_key:
                    best, best_key = at, key
        return best


def _earlier(one: Waiting, other: Waiting) -> bool:
    return (one.since, one.rank) < (other.since, other.rank)
