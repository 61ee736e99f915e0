"""The texts of a matter done at the kiosk, by name; `{…}` are filled in by the pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyingTexts:
    """All of them in one language."""

    # guided questions and what they came to
    do_not_know: str
    unsure_title: str
    unsure_text: str
    unsure_back: str
    match_days: str
    match_at_once: str
    match_days_value: str
    match_fee: str
    match_no_fee: str
    match_certificates: str
    match_papers: str
    way_generated: str
    way_called: str
    way_reused: str
    way_proved: str
    way_promised: str
    way_promised_only: str
    way_handed_in: str
    do_here: str
    print_list: str
    not_here_no_card: str
    not_here_expired: str
    not_here_channel: str
    not_here_printer: str

    # consent
    consent_title: str
    consent_text: str
    consent_what: str
    consent_database: str
    consent_yes: str
    consent_no: str

    # the hall works
    works_opening: str
    works_looking: str
    works_saving: str
    works_handing_in: str
    works_submitting: str
    works_text: str
    calling_title: str
    calling_slow: str
    calling_on: str

    # the form
    form_page: str
    form_empty: str
    form_unknown: str
    form_sign_later: str
    form_next: str
    form_fill: str
    form_contested: str
    field_value: str
    field_source: str
    field_since: str
    field_wrong: str
    field_wrong_text: str
    field_wrong_done: str
    field_change: str
    source_card: str
    source_licence: str
    source_database: str
    source_before: str
    source_answers: str
    source_system: str
    source_own: str

    # materials
    materials_title: str
    materials_open: str
    materials_done: str
    materials_promise: str
    materials_again: str
    state_generated: str
    state_calling: str
    state_called: str
    state_called_from: str
    state_reused: str
    state_reused_on: str
    state_to_promise: str
    state_promised: str
    state_promised_only: str
    state_to_prove: str
    state_proving: str
    state_proved: str
    state_to_hand_in: str
    state_handed_in: str
    state_deferred: str
    take_scan: str
    take_call: str
    take_anew: str
    reuse_offered: str
    reuse_since: str
    take_reuse: str
    take_reuse_plain: str
    take_promise: str
    take_prove: str
    take_later: str
    take_later_holds: str
    take_window: str
    no_camera: str
    material_core: str
    material_state: str
    material_valid: str
    sandbox: str

    # the promise
    promise_title: str
    promise_part: str
    promise_papers: str
    promise_by: str
    promise_no_date: str
    promise_law: str
    promise_basis: str
    promise_true: str
    promise_check: str
    promise_blocked: str
    promise_read_on: str
    promise_sign: str

    # review and result
    review_title: str
    review_text: str
    review_all: str
    review_sign: str
    review_line: str
    review_plain: str

    # paper
    paper_fetching: str
    paper_ready: str
    paper_promised: str
    paper_print: str
    paper_printing: str
    paper_printed: str
    paper_no_picture: str
    paper_failed: str
    paper_not_started: str
    paper_lost: str
    paper_spent: str
    paper_later: str
    paper_on: str
    page_out_of_paper: str
    page_jammed: str
    page_out_of_toner: str
    page_cover_open: str
    page_unplugged: str
    page_silent: str
    page_absent: str
    page_hall_silent: str
    page_broken: str

    # cases
    case_stage: str
    case_department: str
    case_due: str
    case_clock: str
    case_rating: str
    case_rated: str
    case_begun: str
    case_rate: str
    case_hand_in: str
    case_print: str
    case_nothing: str
    case_on: str
    cases_title: str
    renew_menu: str
    renew_until: str
    cases_menu: str
    cases_count: str
    cases_none: str
    cases_none_hint: str
    cases_draft: str
    cases_line: str
    cases_missing: str
    rate_case_title: str
    stage_received: str
    stage_accepted: str
    stage_told_once: str
    stage_not_accepted: str
    stage_review: str
    stage_visit: str
    stage_experts: str
    stage_decision: str
    stage_done: str
    stage_issued: str
    stage_refused: str
    stage_withdrawn: str
    draft_kept: str
    doc_form: str
    doc_certificate: str
