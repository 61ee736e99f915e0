"""One slip of the hand per check: what is changed, and at which key the checker must say so.

A check without a row here fails `test_every_check_has_a_corruption`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from broker.catalogue.checks.figures import COUNTS
from tests.broker.catalogue.editing import GONE, Edit, Value, at

HYGIENE = "services[WJW-001].situations[new].materials"


@dataclass(frozen=True, slots=True)
class Corruption:
    """The edits, the name of the check that must find them, the key it must name."""

    rule: str
    key: str
    edits: tuple[Edit, ...]


def slip(rule: str, path: str, value: Value, key: str | None = None, *more: Edit) -> Corruption:
    """Change one value; the error is expected at its own path unless `key` says otherwise."""
    return Corruption(rule, path if key is None else key, (Edit(path, value), *more))


def plus(*entries: object) -> Callable[[list[Any]], list[Any]]:
    return lambda old: [*old, *entries]


def again(position: int) -> Callable[[list[Any]], list[Any]]:
    return lambda old: [*old, old[position]]


def _first_twice(key: str, code: str) -> Corruption:
    first = at(f"{key}[1]")
    assert isinstance(first, dict)
    return Corruption(f"unique.{key}", f"{key}[{first[code]}]", (Edit(key, again(0)),))


def _one_more(old: float) -> float:
    return old + 1


CODES = (
    *(
        _first_twice(key, "code")
        for key in (
            *("adapters", "boards", "certificates", "clients", "complaint_categories", "databases", "departments"),
            *("documents", "elicences", "forms", "inspection_aspects", "inspection_methods", "inspection_subjects"),
            *("kiosks", "kpis", "materials", "packages", "personas", "proactive", "roles", "scenarios", "sections"),
            *("services", "windows"),
        )
    ),
    _first_twice("common_questions", "flag"),
    _first_twice("figures", "id"),
    _first_twice("queues", "letter"),
    _first_twice("staff", "no"),
    _first_twice("trees", "owner"),
    slip("unique.situations", "services[WJW-001].situations", again(0), "services[WJW-001].situations[new]"),
    slip("unique.item_codes", "catalogue.power", plus("FGW-005 另一件事"), "catalogue.power[FGW-005]"),
    slip("unique.item_names", "catalogue.power", plus("FGW-999 固定资产投资项目节能审查"), "catalogue.power[FGW-999]"),
    slip("unique.devices", "clients[N-S08].devices[LED-45].code", "LED-44", "clients[N-S08].devices[LED-44]"),
    slip("unique.badges", "staff[4401].badge", "SF-4501"),
    slip("item_lists", "catalogue.rongque", plus("XXX-001"), "catalogue.rongque[XXX-001]"),
    slip("queue_letters", "queues[K].letter", "I", "queues[I].letter"),
    slip("window_numbers", "windows[W44].code", "W99", "windows[W99].code"),
)

HALL = (
    slip("hall.timezone", "hall.timezone", "Mars/Base"),
    slip("hall.card_renewal", "hall.card_renewal", "GAJ-999"),
    slip("hall.languages", "languages[en].default", value=True, key="languages"),
    slip("hall.hours", "hall.hours.workdays", ["13:00-12:00"]),
    slip("hall.floors", "windows[W44].floor", 9),
    slip("calendar.moved_workdays", "calendar.workdays_moved", ["2026-11-24"]),
    slip("hall.reference_date", "reference_date", "2026-11-22"),
    slip("distribution.ticket_format", "distribution.ticket_format", "{number"),
    slip("distribution.classes", "distribution.classes", ["green", "green", "normal"]),
    slip("distribution.weights", "distribution.policy.weights.green", GONE, "distribution.policy.weights"),
    slip("distribution.promises", "distribution.normal_never_overtaken_more_than", 1_000),
    slip(
        "distribution.helps",
        "distribution.policy.helps",
        [{"queue": "K", "minutes": 30, "window": "W44"}],
        "distribution.policy.helps[0].window",
    ),
    slip("speech.places", "speech.call_zh", "请到窗口办理"),
    slip("rating.levels", "rating.levels", lambda old: old[::-1]),
    slip("supervision.thresholds", "supervision.yellow_at", 0.2),
    slip("resolution.ways", "resolution.kiosk", again(0)),
)

PAPERS = (
    slip("fields.source", "fields.p_name.from", "heaven"),
    slip("forms.repeated_fields", "forms[F-HYG-NEW].groups[3].fields", again(0), "forms[F-HYG-NEW].groups"),
    slip("fields.unused", "fields.zz", {"zh": "多余", "en": "Spare", "type": "text", "from": "manual"}),
    slip("groups.unused", "groups.zz", {"title_zh": "多余", "title_en": "Spare", "fields": ["p_name"]}),
    slip("forms.unused", "forms", lambda old: [*old, {**old[0], "code": "F-ZZ"}], "forms[F-ZZ]"),
    slip("certificates.unused", "certificates", lambda old: [*old, {**old[0], "code": "C-ZZ"}], "certificates[C-ZZ]"),
    slip("materials.twice", HYGIENE, again(1), f"{HYGIENE}[ID]"),
    slip("materials.core", f"{HYGIENE}[ID].defer", 5, f"{HYGIENE}[ID].core"),
    slip("materials.commit", f"{HYGIENE}[SITEMAP].commit", GONE),
    slip("materials.proof", "materials[RPC].verify_by", GONE, f"{HYGIENE}[RPC].how"),
    slip(
        "materials.called",
        "materials[BIZ].elicence",
        GONE,
        f"{HYGIENE}[BIZ].how",
        Edit("materials[BIZ].issuer", "applicant"),
    ),
    slip("materials.called_first", f"{HYGIENE}[BIZ].how", ["提交"]),
    slip("services.deferral_flags", "services[WJW-001].rongque", value=True),
)

SERVICES = (
    slip("services.department_code", "services[GJJ-003].code", "XXX-003", "services[XXX-003].code"),
    slip("services.limits", "services[WJW-001].promised", 30),
    slip("services.categories", "services[GJJ-002].category", "即办件"),
    slip(
        "services.printable",
        "certificates[C-HYG].kiosk",
        value=False,
        key="services[WJW-001].situations[new].certificate",
    ),
    slip("services.round_the_clock", f"{HYGIENE}[HEALTH].how", ["协查"]),
    slip("cross_province.channel", "cross_province.items", plus("WJW-001")),
    slip("queues.window", "windows[W52].queues", ["L"], "queues[U]"),
    slip("packages.item_departments", "packages[P01].items[SCJ-002].department", "FGW"),
    slip("packages.after", "packages[P01].after.fields", 59),
    slip("packages.before", "packages[P01].before.materials", 34),
    slip("packages.old_forms", "packages[P14].before_forms[1].fields", plus("zz"), "packages[P14].before_forms"),
    slip("packages.old_papers", "packages[P01].before_materials[3].now", "取消", "packages[P01].before_materials"),
    slip("packages.stages", "packages[P17].stages[prepare].days", 9, "packages[P17].stages"),
)

TREES = (
    slip("trees.ids", "trees[WJW-001].nodes", again(0), "trees[WJW-001].nodes[q1]"),
    slip("trees.start", "trees[WJW-001].start", "q9"),
    slip("trees.go", "trees[WJW-001].nodes[q1].options[1].go", "q9"),
    slip("trees.circles", "trees[WJW-001].nodes[q1].options[1].go", "q1", "trees[WJW-001].nodes[q1]"),
    slip(
        "trees.unreached",
        "trees[WJW-001].nodes[q1].options[2]",
        {"zh": "有变化", "en": "Changed", "result": "change"},
        "trees[WJW-001].nodes[q5]",
    ),
    slip("trees.results", "trees[WJW-001].nodes[q1].options[3].result", "nothing"),
    slip("trees.situations", "trees[WJW-001].nodes[q1].options[3].result", "new", "trees[WJW-001].nodes"),
    slip("trees.needed", "trees[WJW-001]", GONE),
    slip("trees.flags", "trees[MIN-001].then", [], "trees[MIN-001]"),
)

FIGURES = (
    *(slip(f"figures.{figure}", f"figures[{figure}].value", _one_more) for figure in COUNTS),
    slip("figures.named_sections", "sections[S05].origin", "seed", "sections"),
    slip(
        "figures.five_situations",
        "services[JTJ-001].situations[1].name_zh",
        "另一种",
        "services[JTJ-001].situations",
    ),
    slip("figures.fund_on_the_spot", "services[GJJ-001].promised", 1),
    slip("figures.project_limits", "services[FGW-003].promised", 4),
    slip("figures.pilots", "packages[P02].pilot", value=False, key="packages"),
    slip("figures.volumes", "load_test.bad", 15, "load_test.ratings"),
)

STAFF = (
    slip("staff.manned", "staff[5201].windows", [], "windows[W52]"),
    slip("staff.roles_of_types", "window_roles.cashier", GONE),
    slip("staff.allowed_by_role", "staff[4401].windows", plus("W60")),
    slip("staff.window_rules", "staff[1102].windows", plus("W57")),
    slip("staff.substitutes", "staff[7008].substitute", value=False, key="sections[S08]"),
    slip("staff.substitute_windows", "staff[7008].windows", plus("W15")),
    slip("staff.every_post", "staff[9501].roles", ["manager"], "staff", Edit("staff[9502].roles", ["manager"])),
)

DEVICES = (
    slip("devices.drivers", "clients[N-S08].devices[LED-44].driver", "ff68"),
    slip("devices.serves", "clients[K01].zones", ["S01"], "clients[K01]"),
    slip("devices.one_caller", "clients[technician].kind", "caller", "clients"),
    slip("devices.counters", "clients[N-S08].devices[LED-44].counter", "W01"),
    slip("devices.windows_equipped", "clients[N-S08].devices[LED-44]", GONE, "windows[W44]"),
    slip("devices.served_once", "clients[N-S07].counters", plus("W44")),
    slip("devices.kiosks_equipped", "clients[K01].devices[K01.card]", GONE, "clients[K01].devices"),
    slip("devices.zones", "clients[N-S08].zones", ["S99"]),
    slip("devices.boards_driven", "clients[LED-S08]", GONE, "boards[LED-S08]"),
    slip("devices.voices", "clients[N-S08].devices[SPK-S08]", GONE, "windows[W44]"),
)

PEOPLE = (
    slip("personas.identity_numbers", "personas[C01].idno", "990101198503120118"),
    slip("personas.phones", "personas[C01].phone", "13800000000"),
    slip("records.source", "records[C01].source", "elic:ZZZ"),
    slip("proactive.people_found", "proactive[PA3].expect_personas", []),
    slip("scenarios.path", "scenarios[E01].answers", [1, 2]),
    slip("scenarios.path", "scenarios[E01].expect.flags", ["pool"], "scenarios[E01].expect"),
    slip("scenarios.outcome", "scenarios[E01].expect.called", []),
    slip("scenarios.fields", "scenarios[E01].expect.fields_shown", 24),
    slip("scenarios.values", "records[C01]", GONE, "scenarios[E01].persona"),
    slip("scenarios.given", "scenarios[E01].expect.certificates", ["C-BIZ"]),
    slip("scenarios.place_serves", "scenarios[E08].place", "W14"),
)

GUIDES = (
    slip("guides.complete", "services[GJJ-001].basis", ""),
    slip("guides.complete", "services[BDC-001].fee_basis", ""),
    slip("guides.complete", "complaint.phone", "", "services[GJJ-001].queue"),
    slip("guides.signs", "windows[W23].floor", 2),
)

FILLING = (
    slip("filling.options", "fields.d_way.options", []),
    slip("filling.fields", "filling[1].field", "hy_manager"),
    slip("filling.questions", "filling[1].question", "q99"),
    slip("filling.questions", "filling[1].owner", "ZZZ-001"),
)
