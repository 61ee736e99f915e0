"""The texts of a kiosk by name. A language is one value of this class: one that forgets a text does not start.

`{…}` are filled in by the pages; a test holds the three languages to the same ones. Plurals: a text that counts is
written so that it is right for one and for many.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.wording.aiding import AidingTexts
from kiosk.wording.applying import ApplyingTexts
from kiosk.wording.entering import EnteringTexts
from kiosk.wording.guiding import GuidingTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """All texts of one language."""

    # the foot
    language_name: str
    back: str
    finish: str
    large_type: str
    normal_type: str
    earlier: str
    later: str
    page_of: str
    chinese_only: str

    # start
    start_title: str
    start_card: str
    start_card_no_reader: str
    start_touch: str
    start_no_card: str
    start_take: str
    start_guide: str
    start_take_card: str
    start_privacy: str
    start_title_night: str
    start_night: str

    # nobody here
    closed_title: str
    closed_opens_today: str
    closed_opens_on: str
    closed_no_time: str
    weekdays: tuple[str, str, str, str, str, str, str]
    months: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    closed_help: str
    out_title: str
    out_text: str
    out_elsewhere: str
    wait_title: str
    wait_text: str
    wait_kept: str

    # guide desk
    guide_title: str
    guide_place: str
    guide_text: str
    guide_on: str

    # card
    reading_title: str
    reading_text: str
    card_problem_title: str
    card_unreadable: str
    card_not_identity: str
    card_reader_away: str
    card_expired_title: str
    card_expired_text: str
    card_expired_renew: str
    card_renew: str
    card_expired_number: str
    go_on: str
    go_on_without_card: str

    # menu
    menu_title: str
    menu_greeting: str
    menu_search: str
    menu_together: str
    menu_guides: str
    menu_my_ticket: str
    menu_rate: str
    menu_rate_detail: str
    section_title: str
    section_floor: str
    section_empty: str
    together_title: str
    together_hint: str
    together_example: str

    # search
    search_title: str
    search_hint: str
    search_hint_characters: str
    search_letters: str
    search_characters: str
    search_nothing: str

    # result
    result_windows: str
    result_ahead: str
    result_ahead_value: str
    result_wait: str
    result_wait_value: str
    result_wait_within: str
    result_wait_single: str
    result_no_promise: str
    result_no_wait: str
    result_queue_closed: str
    result_queue_opens: str
    result_bring: str
    result_bring_more: str
    result_take: str
    result_printer: str
    window_floor: str

    # ticket
    issuing_title: str
    issuing_text: str
    ticket_title: str
    ticket_caption: str
    ticket_printing: str
    ticket_printed: str
    ticket_not_printed: str
    ticket_unconfirmed: str
    ticket_another: str
    ticket_print_again: str
    ticket_title_unprinted: str
    reprint_title: str
    slip_out_of_paper: str
    slip_cover_open: str
    slip_unplugged: str
    slip_silent: str
    slip_broken: str
    holding_title: str
    holding_text: str
    holding_reprint: str
    holding_other: str
    menu_passed: str
    passed_title: str
    passed_may_return: str
    passed_too_late: str
    passed_return: str
    passed_new_number: str

    # rating
    rate_title: str
    rate_which: str
    rate_reasons: str
    rate_send: str
    rate_sending: str
    thanks_title: str
    thanks_text: str
    thanks_on: str

    # ends
    refused_title: str
    no_answer_title: str
    refused_no_answer: str
    understood: str
    timeout_title: str
    timeout_text: str
    timeout_seconds: str
    still_here: str
    removed_title: str
    removed_text: str
    removed_go_on: str

    # slip
    slip_title: str
    slip_matter: str
    slip_windows: str
    slip_ahead: str
    slip_wait: str
    slip_taken: str
    slip_bring: str
    slip_follow: str
    slip_keep: str
    slip_green: str

    reasons: Mapping[str, str]
    """The catalogue's reasons for a bad rating, by their Chinese name; empty where that name is the text."""

    # typing, signing, camera
    aiding: AidingTexts
    entering: EnteringTexts
    guiding: GuidingTexts
    applying: ApplyingTexts
