"""The screens around the identity card: reading it, what went wrong with it, that it has expired."""

from kiosk.flow.applying.matching import renewal_of_cards
from kiosk.flow.events import CardTrouble, ChoseNoCard, Continued, OpenedRenewal
from kiosk.flow.steps import CardProblem
from kiosk.screens.page import Button, Drawing, Notice, Page, Picture
from kiosk.screens.pages.parts import Look, statement
from kiosk.screens.theme.colours import Tone


def reading_card(look: Look) -> Page:
    """Say that the card is being read, and to leave it where it is."""
    say = look.say
    text = statement(say.reading_text)
    return look.page(say.reading_title, Picture(Drawing.CARD), text, finish=True)


def card_problem(step: CardProblem, look: Look) -> Page:
    """Say what to do about a card that was not read."""
    say = look.say
    text = {
        CardTrouble.UNREADABLE: say.card_unreadable,
        CardTrouble.NOT_AN_IDENTITY_CARD: say.card_not_identity,
        CardTrouble.READER_AWAY: say.card_reader_away,
    }[step.trouble]
    return look.page(
        say.card_problem_title,
        Picture(Drawing.CARD),
        Notice(text, Tone.MIND),
        actions=(Button(say.go_on_without_card, ChoseNoCard(), primary=True),),
        back=True,
        finish=True,
    )


def card_expired(look: Look) -> Page:
    """Say that the card has expired, and what it still opens: its renewal and a number (K-01)."""
    say, renewal = look.say, renewal_of_cards(look.context)
    renew = () if renewal is None else (Button(say.card_renew, OpenedRenewal(), primary=True),)
    return look.page(
        say.card_expired_title,
        Picture(Drawing.ATTENTION),
        Notice(say.card_expired_renew if renew else say.card_expired_text, Tone.MIND),
        actions=(*renew, Button(say.card_expired_number, Continued(), primary=not renew)),
        finish=True,
    )
