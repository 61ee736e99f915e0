"""A scenario at a kiosk: the visitor looks at the glass and does what it asks for, until the papers are in the hand."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from broker.catalogue import Catalogue
from broker.catalogue.people import Scenario
from broker.catalogue.services import Package, Service
from broker.catalogue.trees import Question
from broker.messages.applications import ApplicationView
from broker.terms import FieldKey
from kiosk.wording import wording
from scripts.hallctl.rig import Refused
from scripts.scenarios.at_window import Get, Post, Stuck, view_of
from scripts.scenarios.counts import FINISHED
from scripts.scenarios.glass import LOOK_SECONDS, Glass
from scripts.scenarios.paper_page import paper
from scripts.scenarios.seen import Seen
from scripts.scenarios.values import value_for

_SAY = wording("zh-Hans")
_APPLYING, _ENTERING = _SAY.applying, _SAY.entering
_MOST_TAPS = 120
_FIRST_CHOICES = ("当场领取", "本人", "是")
_SYLLABLE = "shi"


@dataclass(slots=True)
class Visit:
    """One visitor at one kiosk; `told` is what happened, in order."""

    catalogue: Catalogue
    scenario: Scenario
    post: Post
    get: Get
    look_seconds: float = LOOK_SECONDS
    told: list[str] = field(default_factory=list[str])
    taps_to_first_paper: int = 0
    _glass: Glass = field(init=False)
    _answers: list[int] = field(init=False)
    _printed: set[str] = field(default_factory=set[str])
    _case: str | None = None
    _at: int = 0

    def __post_init__(self) -> None:
        """Stand before the kiosk."""
        self._glass = Glass(self.scenario.place, self.post, self.get, self.look_seconds)
        self._answers = list(self.scenario.answers)

    @property
    def glass(self) -> Glass:
        """The kiosk's glass, with what was counted on it."""
        return self._glass

    def play(self) -> ApplicationView:
        """Put the card on the reader, do the matter, take the papers and the card; the case at the end.

        Raises `Stuck`, and what the rig refuses.
        """
        before = self._come()
        try:
            while not self._done():
                self._next(before)
        finally:
            self.leave()
        return self._view()

    def go_to(self, step: str) -> None:
        """Do the matter until this screen stands there, and stay. Raises `Stuck`, and what the rig refuses."""
        before = self._come()
        while self._ready().step != step:
            self._next(before)

    def _come(self) -> set[str]:
        """Stand there with the card on the reader; give the cases that were there before."""
        self._glass.look()  # a kiosk that does not run is said at once
        before = {line["case"] for line in self._cases()}
        self._arrive()
        return before

    def _arrive(self) -> None:
        self._glass.until(lambda seen: seen.step == "Start", "the kiosk was free")
        self._glass.card(self.scenario.persona, "Menu")
        self._tell(f"{self.scenario.persona} puts the card on {self.scenario.place}")

    def leave(self) -> None:
        """Take the card: the visit ends, whatever stands on the glass."""
        with suppress(Refused):  # the card is gone, or the visit is over already
            self.post("/api/uncard", {"kiosk": self.scenario.place})
            self.post("/api/tap", {"kiosk": self.scenario.place, "target": _SAY.finish})

    def _done(self) -> bool:
        return len(self._printed) == len(self.scenario.expect.certificates)

    def _ready(self) -> Seen:
        return self._glass.until(lambda one: not one.works, "the hall worked")

    def _next(self, before: set[str]) -> None:
        if self._glass.taps > _MOST_TAPS:
            raise Stuck(f"{_MOST_TAPS} taps and no end: {self._glass.look().step}")
        seen = self._ready()
        if self._case is None and seen.step not in _BEFORE_CASE:
            self._case = next((line["case"] for line in self._cases() if line["case"] not in before), None)
        move = _MOVES.get(seen.step)
        if move is None:
            raise Stuck(f"nobody knows what to do on {seen.step}: {' | '.join(seen.texts)}")
        move(self, seen)

    # ------------------------------------------------------------------------------------------- to the form

    def menu(self, seen: Seen) -> None:
        """Go to the section of the matter, or to the case that was decided."""
        if self._case is not None:
            self._tap(_which(seen, _APPLYING.cases_menu))
            return
        self._tap(_which(seen, self._section()))

    def section(self, seen: Seen) -> None:
        """Choose the matter, on whatever page it stands."""
        name = self._matter().name_zh
        shown = next((text for text in seen.buttons if text.replace("\n", "") == name), None)
        self._tap(shown or _which(seen, _SAY.later))

    def asking(self, seen: Seen) -> None:
        """Answer as the scenario does; the common questions with no."""
        asked = next((one for one in self._questions() if one.ask_zh in "".join(seen.texts)), None)
        if asked is None:
            self._tap(_which(seen, _ENTERING.no))
            return
        if not self._answers:
            raise Stuck(f"the kiosk asks {asked.ask_zh}, the scenario has no answer left")
        self._tap(asked.options[self._answers.pop(0) - 1].zh)

    def matched(self, seen: Seen) -> None:
        """Do it here."""
        self._tap(_which(seen, _APPLYING.do_here))

    def consent(self, seen: Seen) -> None:
        """Agree that licences are called."""
        self._tap(_which(seen, _APPLYING.consent_yes))

    # ------------------------------------------------------------------------------------------- form and papers

    def form(self, seen: Seen) -> None:
        """Fill in what is asked, else go on."""
        fill = _APPLYING.form_fill.partition("{")[0]
        self._tap(seen.beginning(fill) or _which(seen, _APPLYING.form_next))

    def typing(self, seen: Seen) -> None:
        """Choose, or type a value that the rules take."""
        if seen.offers(_ENTERING.done):
            self._type(seen)
            self._tap(_ENTERING.done)
            return
        if seen.offers(_ENTERING.leave_empty) and not any(seen.offers(key) for key in ("1", "q")):
            self._tap(_ENTERING.leave_empty)
            return
        frame = {*_FRAME, _ENTERING.leave_empty}
        own = [text for text in seen.buttons if text not in frame]
        preferred = next((text for text in own if text in _FIRST_CHOICES), None)
        self._tap(preferred or own[0])

    def materials(self, seen: Seen) -> None:
        """Promise what may be promised, see to what else is open, then go on."""
        promise = seen.beginning(_APPLYING.materials_promise.partition("{")[0])
        if promise is not None:
            self._tap(promise)
        elif seen.offers(_APPLYING.form_next):
            self._tap(_APPLYING.form_next)
        else:
            self._open_material(seen)

    def material(self, seen: Seen) -> None:
        """Have one material by the first way that is offered: proof, scan, promise."""
        ways = (_APPLYING.take_prove, _APPLYING.take_scan, _APPLYING.take_promise, _APPLYING.take_call)
        way = next((one for one in ways if seen.offers(one)), None)
        if way == _APPLYING.take_scan:
            self.post("/api/scan", {"kiosk": self.scenario.place, "picture": paper(), "as_seen": False})
        self._tap(way or _which(seen, _SAY.back))
        if way == _APPLYING.take_prove:
            self._tell("proof is asked for")

    def camera(self, seen: Seen) -> None:
        """Take a good picture of the one page that lies there."""
        for label in (_ENTERING.keep_no, _ENTERING.enough_done, _ENTERING.shot_use):
            if seen.offers(label):
                self._tap(label)
                return
        self._glass.until(lambda one: _ENTERING.camera_good in one.texts, "a page was laid under the camera")
        self._tap(_ENTERING.camera_take)
        self._glass.until(lambda one: not one.offers(_ENTERING.camera_take), "the picture was taken")

    def promise(self, seen: Seen) -> None:
        """Read to the end, then sign."""
        self._tap(_APPLYING.promise_read_on if seen.offers(_APPLYING.promise_read_on) else _APPLYING.promise_sign)

    def signing(self, _seen: Seen) -> None:
        """Sign."""
        self._glass.sign(_ENTERING.sign_done)
        self._tell("signed")

    def review(self, seen: Seen) -> None:
        """Sign and hand in."""
        self._tap(_which(seen, _APPLYING.review_sign))

    # ------------------------------------------------------------------------------------------- results

    def paper(self, seen: Seen) -> None:
        """Print; take the sheet when it is there."""
        if seen.offers(_APPLYING.paper_print):
            self._tap(_APPLYING.paper_print)
            return
        if _APPLYING.paper_printed not in seen.texts:
            raise Stuck(f"{self.scenario.place}: {' | '.join(seen.texts)}")
        self._printed.add(f"{seen.texts}")
        self.taps_to_first_paper = self.taps_to_first_paper or self._glass.taps
        self._tell(f"printed after {self._glass.taps} taps and {self._glass.signatures} signatures")
        if not self._done():
            self._tap(_APPLYING.paper_on)

    def rate_case(self, seen: Seen) -> None:
        """Go back to the case: this visitor rates nothing."""
        self._tap(_which(seen, _SAY.back))

    def case_shown(self, seen: Seen) -> None:
        """Print the next certificate; before it is decided, go, and come back when it is."""
        names = [self.catalogue.certificate(code).name_zh for code in self.scenario.expect.certificates]
        wanted = [_APPLYING.case_print.format(paper=name) for name in names]
        if self._view().stage in FINISHED:
            begins = wanted[len(self._printed)]
            self._tap(seen.beginning(begins) or _which(seen, _SAY.later))
            return
        self.leave()
        self._decide()
        self._arrive()

    def cases(self, seen: Seen) -> None:
        """Open the case: the newest stands first."""
        name = self._matter().name_zh
        self._tap(seen.beginning(name) or _which(seen, name))

    def _decide(self) -> None:
        for request in self.get("/api/cases")["proofs"]:
            if request["case"] == self._case:
                self.post("/api/cases/prove", {"proof": request["proof"], "yes": True})
                self._tell(f"{request['proof']}: {request['department']} says yes")
        for _ in range(20):
            if self._view().stage in FINISHED:
                return
            for one in self.post("/api/cases/decide", {"case": self._case, "yes": True})["decided"]:
                self._tell(f"{one['case']}: approved by {one['by']}")

    # ------------------------------------------------------------------------------------------- small things

    def _tap(self, label: str) -> None:
        self._glass.tap(label)
        self._tell(f"{self._glass.taps:3} taps  {label}")

    def _type(self, seen: Seen) -> None:
        key = next(
            (key for key in self._form_keys() if self.catalogue.form_fields[key].zh in "".join(seen.texts)), None
        )
        if key is None:
            raise Stuck(f"no field of the form is called so: {' | '.join(seen.texts)}")
        if seen.offers("q"):
            for letter in _SYLLABLE:
                self._glass.key(letter)
            self._glass.key(self._word(seen))
            return
        for character in value_for(self.catalogue, self.scenario.expect.form, key):
            if character not in "- ":
                self._glass.key(character)

    def _word(self, before: Seen) -> str:
        offered = self._glass.look()
        return next(text for text in offered.buttons if text not in before.buttons and len(text) == 1)

    def _open_material(self, seen: Seen) -> None:
        names = {self.catalogue.material(one.material).name_zh for one in self._view().materials if _open(one.state)}
        shown = next((text for text in seen.buttons if text in names), None)
        self._tap(shown or _which(seen, _SAY.later))

    def _form_keys(self) -> list[FieldKey]:
        groups = self.catalogue.groups_of(self.catalogue.forms_by_code[self.scenario.expect.form])
        return [key for group in groups for key in group.fields]

    def _questions(self) -> list[Question]:
        owners = (self.scenario.owner, self.scenario.expect.owner)
        trees = (self.catalogue.trees_by_owner.get(owner) for owner in owners)
        return [question for tree in trees if tree is not None for question in tree.nodes]

    def _matter(self) -> Service | Package:
        return next(
            one for one in (*self.catalogue.services, *self.catalogue.packages) if one.code == self.scenario.owner
        )

    def _section(self) -> str:
        queue = self.catalogue.queue(self._matter().queue)
        return next(section.name_zh for section in self.catalogue.sections if section.code == queue.section)

    def _cases(self) -> list[Mapping[str, str]]:
        return self.get(f"/api/cases/of/{self.scenario.persona}")["cases"]

    def _view(self) -> ApplicationView:
        if self._case is None:
            raise Stuck("there is no case yet")
        wish = {"persona": self.scenario.persona, "step": "look", "case": self._case}
        return view_of(self.post("/api/cases/step", wish))

    def _tell(self, what: str) -> None:
        self.told.append(what)


_FRAME = (
    _SAY.back, _SAY.finish, _SAY.large_type, _SAY.normal_type, _SAY.later, _SAY.earlier,
    "请人帮忙", "English", "繁體", "简体",
)  # fmt: skip
_BEFORE_CASE = frozenset({"Start", "Menu", "SectionMatters", "Asking", "Matched", "Consent"})
_MOVES: Mapping[str, Callable[[Visit, Seen], None]] = {
    "Menu": Visit.menu,
    "SectionMatters": Visit.section,
    "Asking": Visit.asking,
    "Matched": Visit.matched,
    "Consent": Visit.consent,
    "Form": Visit.form,
    "Typing": Visit.typing,
    "Materials": Visit.materials,
    "MaterialShown": Visit.material,
    "Camera": Visit.camera,
    "Promise": Visit.promise,
    "Signing": Visit.signing,
    "Review": Visit.review,
    "Paper": Visit.paper,
    "RateCase": Visit.rate_case,
    "CaseShown": Visit.case_shown,
    "MyCases": Visit.cases,
}


def _open(state: str) -> bool:
    return state.startswith("to_")


def _which(seen: Seen, label: str) -> str:
    if not seen.offers(label):
        raise Stuck(f"{seen.step} offers no {label}; it offers {'、'.join(seen.buttons)}")
    return label
