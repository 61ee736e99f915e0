"""The texts of guides, lists, forms and records by name."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidingTexts:
    """All of them in one language."""

    open: str
    hub_title: str
    hub_hint: str
    by_section: str
    by_department: str
    by_life: str
    life_hint: str
    lists: str
    forms: str
    forms_hint: str
    records: str
    records_hint: str
    items: str
    enterprise: str
    person: str
    project: str
    province: str
    city: str
    lives_count: str
    lives_city: str
    list_count: str
    search: str
    search_off: str
    print_list: str
    nothing: str
    part_of: str
    part_name: str
    part_basis: str
    part_steps: str
    part_limits: str
    part_fee: str
    part_materials: str
    part_sample: str
    part_window: str
    code: str
    department: str
    basis: str
    legal: str
    promised: str
    days: str
    hours: str
    minutes: str
    on_spot: str
    no_legal: str
    fee: str
    fee_each: str
    fee_basis: str
    free: str
    deferrable: str
    sample_text: str
    open_hours: str
    complaint: str
    next_part: str
    earlier_part: str
    do_it: str
    print_guide: str
    print_flow: str
    print_sample: str
    window_title: str
    window_text: str
    before_after: str
    measure_fields: str
    measure_materials: str
    measure_handed_in: str
    measure_days: str
    measure_visits: str
    measure_steps: str
    change: str
    change_cut: str
    now_only: str
    filled: str
    filled_value: str
    old_papers: str
    old_paper: str
    struck: str
    form_title: str
    form_blank: str
    form_filled: str
    form_sample: str
    form_text: str
    form_card: str
    paper_title: str
    paper_fetching: str
    paper_printing: str
    paper_done: str
    paper_failed_title: str
    paper_elsewhere: str
    paper_not_given: str
    out_of_paper: str
    jammed: str
    out_of_toner: str
    cover_open: str
    broken: str
    unplugged: str
    silent: str
    no_printer: str
    way: str
    way_here: str
    way_up: str
    way_down: str
    way_elsewhere: str
    map_open: str
    map_title: str
    map_here: str
    map_place: str
    map_lift: str
    map_floor: str
    map_windows: str
    map_others: str
    map_note: str

    ways: Mapping[str, str]
    """How a material is had, by the catalogue's word for it; empty where that word is the text."""

    steps: Mapping[str, str]
    """The steps of a route by the catalogue's word; empty where that word is the text."""
