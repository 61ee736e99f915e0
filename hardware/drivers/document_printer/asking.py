"""The questions that printing over IPP takes, to a queue or to a printer: each one request and its answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from hardware.links.http_post import post
from hardware.ports.faults import BadFrame, DeviceRefused, DeviceSilent, DeviceUnplugged
from hardware.protocols import ipp
from hardware.protocols.ipp import Attribute, Group, JobState, Operation, Tag, Value

A4 = "iso_a4_210x297mm"
"""Said with every job: a queue's own default is Letter."""

NO_ANSWER = (DeviceUnplugged, DeviceSilent, BadFrame, DeviceRefused)
_OVER = frozenset({JobState.CANCELED, JobState.ABORTED, JobState.COMPLETED})
_OF_PRINTER = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "device-uri")
_LAST_ONES = 8
"""So many jobs that are over are looked at: programs that are no more had at most one each under way."""
_OF_JOB = ("job-id", "job-name", "job-state", "job-media-sheets-completed", "job-impressions-completed")

Attributes = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Job:
    """A job as a queue or a printer tells of it."""

    number: int
    name: str
    state: int
    sheets: int

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in _OVER

    @property
    def completed(self) -> bool:
        """Whether all of it was printed, as who was asked believes."""
        return self.state == JobState.COMPLETED


class Asker:
    """Asks. `device` is the code for faults, `seconds` how long one answer is waited for."""

    def __init__(self, *, device: str, seconds: float, user: str) -> None:
        """Take who asks."""
        self._device = device
        self._seconds = seconds
        self._who = Attribute("requesting-user-name", Tag.NAME, (user,))
        self._ids = count(1)

    def printer(self, url: str) -> Attributes:
        """Ask a queue or a printer how it is. Raises one of `NO_ANSWER`."""
        asked = Attribute("requested-attributes", Tag.KEYWORD, _OF_PRINTER)
        return self._ask(url, Operation.GET_PRINTER_ATTRIBUTES, self._who, asked).first(Group.PRINTER)

    def send(self, url: str, name: str, pdf: bytes) -> int:
        """Hand a document over; gives the job's number. Raises one of `NO_ANSWER`."""
        answer = self._ask(
            url,
            Operation.PRINT_JOB,
            self._who,
            Attribute("job-name", Tag.NAME, (name,)),
            Attribute("document-format", Tag.MIME_TYPE, ("application/pdf",)),
            job=(
                Attribute("copies", Tag.INTEGER, (1,)),
                Attribute("media", Tag.KEYWORD, (A4,)),
                Attribute("sides", Tag.KEYWORD, ("one-sided",)),
            ),
            data=pdf,
        )
        return whole(answer.first(Group.JOB), "job-id")

    def job(self, url: str, number: int) -> Job | None:
        """Look at a job; None when nobody says."""
        asked = Attribute("requested-attributes", Tag.KEYWORD, _OF_JOB)
        try:
            answer = self._ask(url, Operation.GET_JOB_ATTRIBUTES, _number(number), self._who, asked)
        except NO_ANSWER:
            return None
        return next(_jobs(answer), None)

    def job_named(self, url: str, name: str) -> Job | None:
        """Find a job at a printer by its name, which is unique; None when there is none, or nobody says."""
        asked = Attribute("requested-attributes", Tag.KEYWORD, _OF_JOB)
        for which in ("not-completed", "completed"):
            filtered = Attribute("which-jobs", Tag.KEYWORD, (which,))
            try:
                answer = self._ask(url, Operation.GET_JOBS, self._who, asked, filtered)
            except NO_ANSWER:
                return None
            found = next((job for job in _jobs(answer) if job.name == name), None)
            if found is not None:
                return found
        return None

    def own_jobs(self, url: str) -> tuple[Job, ...]:
        """Give this user's jobs at a queue or a printer, with the last that are over. Raises one of `NO_ANSWER`."""
        asked = Attribute("requested-attributes", Tag.KEYWORD, _OF_JOB)
        own = Attribute("my-jobs", Tag.BOOLEAN, (True,))
        found: dict[int, Job] = {}
        for which, limit in (("completed", _LAST_ONES), ("not-completed", 0)):
            filtered = Attribute("which-jobs", Tag.KEYWORD, (which,))
            few = (Attribute("limit", Tag.INTEGER, (limit,)),) if limit else ()
            answer = self._ask(url, Operation.GET_JOBS, self._who, asked, filtered, own, *few)
            found |= {job.number: job for job in _jobs(answer)}
        return tuple(found.values())

    def cancel(self, url: str, number: int) -> bool:
        """Have a job taken back; False when nobody hears. A job that is over already counts as heard."""
        try:
            self._ask(url, Operation.CANCEL_JOB, _number(number), self._who)
        except DeviceRefused:
            return True
        except (DeviceUnplugged, DeviceSilent, BadFrame):
            return False
        return True

    def _ask(
        self,
        url: str,
        operation: Operation,
        *attributes: Attribute,
        job: tuple[Attribute, ...] = (),
        data: bytes = b"",
    ) -> ipp.Answer:
        body = ipp.request(operation, next(self._ids), url, *attributes, job=job, data=data)
        raw = post(url, body, content_type="application/ipp", device=self._device, timeout_seconds=self._seconds)
        try:
            answer = ipp.answer(raw)
        except ipp.BadIpp as error:
            raise BadFrame(device=self._device, reason=error.reason) from error
        if not answer.succeeded:
            raise DeviceRefused(device=self._device, code=answer.status)
        return answer


def whole(attributes: Attributes, name: str) -> int:
    """Give a number among the attributes, 0 where it is missing."""
    value = attributes.get(name, (0,))[0]
    return value if isinstance(value, int) else 0


def text(attributes: Attributes, name: str) -> str:
    """Give a text among the attributes, empty where it is missing."""
    value = attributes.get(name, ("",))[0]
    return value if isinstance(value, str) else ""


def _jobs(answer: ipp.Answer) -> Iterator[Job]:
    for kind, found in answer.groups:
        if kind == Group.JOB:
            sheets = max(whole(found, "job-media-sheets-completed"), whole(found, "job-impressions-completed"))
            yield Job(whole(found, "job-id"), text(found, "job-name"), whole(found, "job-state"), sheets)


def _number(job: int) -> Attribute:
    return Attribute("job-id", Tag.INTEGER, (job,))
