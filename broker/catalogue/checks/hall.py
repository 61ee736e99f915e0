"""The hall's own settings: time zone, languages, floors, calendar, wording of slips and voice, rating levels."""

import string
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding, listed
from broker.catalogue.checks.codes import twice

_SATURDAY = 5
_LEVELS = (5, 4, 3, 2, 1)
_MOST_OVERTAKINGS = 20
_MOST_PRIORITY = 0.5
_TICKET_EXAMPLE = {"letter": "K", "number": 1}


def _timezone(c: Catalogue) -> Iterator[Finding]:
    try:
        ZoneInfo(c.hall.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zh = f"不认识的时区“{c.hall.timezone}”,例如应写 Asia/Shanghai"
        yield Finding("hall.timezone", zh, f"{c.hall.timezone} is no time zone; write for example Asia/Shanghai")


def _languages(c: Catalogue) -> Iterator[Finding]:
    if sum(language.default for language in c.languages) != 1:
        yield Finding("languages", "默认语言(default = true)须恰好一个", "exactly one language is the default")


def _hours(c: Catalogue) -> Iterator[Finding]:
    spans = {"workdays": c.hall.hours.workdays, "extended": c.hall.hours.extended}
    spans["extended_saturday"] = c.hall.hours.extended_saturday
    for name, listed_spans in spans.items():
        ends = [moment for span in listed_spans for moment in (span.start, span.end)]
        if ends != sorted(set(ends)):
            zh = "时段须先开始后结束,并按先后排列、互不重叠"
            yield Finding(f"hall.hours.{name}", zh, "spans start before they end, in order, without overlap")


def _floors(c: Catalogue) -> Iterator[Finding]:
    places = [(f"sections[{section.code}].floor", section.floor) for section in c.sections]
    places += [(f"windows[{counter.code}].floor", counter.floor) for counter in c.counters]
    for key, floor in places:
        if not 1 <= floor <= c.checker.floors:
            zh = f"没有 {floor} 楼,楼层为 1 至 {c.checker.floors}(checker.toml 的 floors)"
            yield Finding(key, zh, f"there is no floor {floor}, only 1 to {c.checker.floors} (floors in checker.toml)")


def _moved_workdays(c: Catalogue) -> Iterator[Finding]:
    for day in c.calendar.workdays_moved:
        if day.weekday() < _SATURDAY:
            zh = f"{day} 不是周末,不必调休上班"
            yield Finding("calendar.workdays_moved", zh, f"{day} is no weekend: it is a workday anyway")
    for day in sorted(set(c.calendar.workdays_moved) & set(c.calendar.holidays)):
        zh = f"{day} 既是放假日又是上班日"
        yield Finding("calendar.workdays_moved", zh, f"{day} is a holiday and a workday at once")


def _reference_date(c: Catalogue) -> Iterator[Finding]:
    if c.reference_date is not None and c.reference_date.weekday() >= _SATURDAY:
        yield Finding("reference_date", f"{c.reference_date} 不是工作日", f"{c.reference_date} is no working day")


def _ticket_format(c: Catalogue) -> Iterator[Finding]:
    text = c.distribution.ticket_format
    try:
        shown = text.format(**_TICKET_EXAMPLE)
    except (KeyError, IndexError, ValueError):
        shown = ""
    if not shown.startswith("K") or not shown.removeprefix("K").isdigit():
        zh = "号码格式须为队列字母加数字,例如 {letter}{number:03d}"
        yield Finding("distribution.ticket_format", zh, "must give letter and digits, as {letter}{number:03d} does")


def _classes(c: Catalogue) -> Iterator[Finding]:
    classes = c.distribution.classes
    if twice(classes) or "normal" not in classes:
        zh = "叫号次序中每类恰写一次,并须有 normal(普通)"
        yield Finding("distribution.classes", zh, "every class stands once, and normal is among them")


def _weights(c: Catalogue) -> Iterator[Finding]:
    key = "distribution.policy.weights"
    weights = c.distribution.policy.weights
    missing = set(c.distribution.classes) - weights.keys()
    if missing:
        yield Finding(key, f"缺 {listed(missing)}", f"{listed(missing)} has no weight")
    normal = weights.get("normal")
    if normal is not None and (normal.weight, normal.head_start_minutes, normal.growth) != (1, 0, 0):
        yield Finding(
            f"{key}.normal", "普通号是比较的基准,权重 1,不提前", "normal is what the others are weighed against"
        )


def _promises(c: Catalogue) -> Iterator[Finding]:
    rules = c.distribution
    if rules.normal_never_overtaken_more_than > _MOST_OVERTAKINGS:
        zh = f"普通号被越过的次数上限不得超过 {_MOST_OVERTAKINGS}"
        en = f"more than {_MOST_OVERTAKINGS} overtakings are no promise"
        yield Finding("distribution.normal_never_overtaken_more_than", zh, en)
    if not 0 < rules.share_of_priority_max <= _MOST_PRIORITY:
        zh, en = "优先号占比须大于 0,不超过一半", "must be above 0 and at most a half"
        yield Finding("distribution.share_of_priority_max", zh, en)


def _helps(c: Catalogue) -> Iterator[Finding]:
    for at, rule in enumerate(c.distribution.policy.helps):
        key = f"distribution.policy.helps[{at}]"
        if rule.queue not in c.queues_by_letter:
            yield Finding(f"{key}.queue", f"没有队列 {rule.queue}", f"there is no queue {rule.queue}")
        window = c.counters_by_code.get(rule.window)
        if window is None:
            yield Finding(f"{key}.window", f"没有窗口 {rule.window}", f"there is no window {rule.window}")
        elif rule.queue in window.queues:
            zh, en = f"{rule.window} 本来就办 {rule.queue}", f"{rule.window} serves {rule.queue} anyway"
            yield Finding(f"{key}.window", zh, en)


def _speech(c: Catalogue) -> Iterator[Finding]:
    wanted = {
        "greet_zh": frozenset[str](),
        "call_zh": frozenset({"ticket", "window"}),
        "call_en": frozenset({"ticket", "window"}),
        "remind_zh": frozenset({"ticket", "ahead"}),
        "farewell_zh": frozenset[str](),
    }
    for name, names in wanted.items():
        places = _places(getattr(c.speech, name))
        if places != names:
            needed = listed("{" + place + "}" for place in names) or "—"
            zh = f"用语里的空位须恰好是 {needed}"
            yield Finding(f"speech.{name}", zh, f"the places to fill in must be exactly {needed}")


def _places(text: str) -> frozenset[str] | None:
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    except ValueError:
        return None


def _rating_levels(c: Catalogue) -> Iterator[Finding]:
    if tuple(level.stars for level in c.rating.levels) != _LEVELS:
        zh = "评价等级须为 5、4、3、2、1 星各一,从高到低"
        yield Finding("rating.levels", zh, "the levels are 5, 4, 3, 2 and 1 stars, in this order")


def _thresholds(c: Catalogue) -> Iterator[Finding]:
    marks = (c.supervision.remind_at, c.supervision.yellow_at, c.supervision.red_over)
    if list(marks) != sorted(set(marks)):
        zh = "提醒、黄牌、红牌的界限须依次增大"
        yield Finding("supervision.yellow_at", zh, "reminder, yellow and red card come at growing shares of the limit")


def _resolution(c: Catalogue) -> Iterator[Finding]:
    for name, ways in (("kiosk", c.resolution.kiosk), ("window", c.resolution.window)):
        if twice(ways):
            yield Finding(f"resolution.{name}", "取得方式重复", "a way stands here twice")


def _card_renewal(c: Catalogue) -> Iterator[Finding]:
    code = c.hall.card_renewal
    if code is not None and code not in c.services_by_code:
        yield Finding("hall.card_renewal", f"没有事项 {code}", f"there is no service {code}")


CHECKS: tuple[Check, ...] = (
    Check("hall.card_renewal", _card_renewal),
    Check("hall.timezone", _timezone),
    Check("hall.languages", _languages),
    Check("hall.hours", _hours),
    Check("hall.floors", _floors),
    Check("calendar.moved_workdays", _moved_workdays),
    Check("hall.reference_date", _reference_date),
    Check("distribution.ticket_format", _ticket_format),
    Check("distribution.classes", _classes),
    Check("distribution.weights", _weights),
    Check("distribution.promises", _promises),
    Check("distribution.helps", _helps),
    Check("speech.places", _speech),
    Check("rating.levels", _rating_levels),
    Check("supervision.thresholds", _thresholds),
    Check("resolution.ways", _resolution),
)
