"""The texts of keyboards, signature and camera by name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteringTexts:
    """All of them in one language."""

    pause: str

    # typing
    done: str
    leave_empty: str
    erase: str
    empty: str
    space: str
    pinyin: str
    latin: str
    capitals: str
    digits: str
    more_words: str
    fewer_words: str
    yes: str
    no: str
    yuan: str
    square_metres: str
    span: str
    year: str
    month: str
    day: str
    hint_text: str
    hint_choice: str
    hint_phone: str
    hint_idno: str
    hint_uscc: str
    hint_date: str
    hint_money: str
    hint_number: str
    flaw_empty: str
    flaw_unfinished: str
    flaw_phone: str
    flaw_idno: str
    flaw_uscc: str
    flaw_date: str
    flaw_money: str
    flaw_number: str
    flaw_choice: str

    # signing
    sign_title: str
    sign_hint: str
    sign_wipe: str
    sign_done: str

    # camera
    camera_title: str
    camera_lay: str
    camera_still: str
    camera_dark: str
    camera_bright: str
    camera_blurred: str
    camera_small: str
    camera_good: str
    camera_take: str
    camera_taking: str
    camera_starting: str
    camera_absent: str
    camera_unplugged: str
    camera_silent: str
    camera_pages: str
    camera_finish: str
    shot_title: str
    shot_good: str
    shot_again_please: str
    shot_guessed: str
    shot_use: str
    shot_again: str
    shot_corners: str
    corners_title: str
    corners_hint: str
    corners_done: str
    enough_title: str
    enough_text: str
    enough_done: str
    enough_more: str
    enough_drop: str
    code_found: str

    # keeping a paper for later
    keep_title: str
    keep_text: str
    keep_yes: str
    keep_no: str
    keep_no_text: str
