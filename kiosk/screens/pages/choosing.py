"""The screens on which a visitor chooses: menu, matters of a section, search, result."""

from broker.catalogue.services import Life, Package, Service
from broker.messages import RenewalView
from broker.terms import ServiceCode
from kiosk.flow.events import (
    AskedReprint,
    AskedTicket,
    ChosePad,
    ChoseQueue,
    ChoseSection,
    ChoseService,
    Erased,
    OpenedCases,
    OpenedCertificateRenewal,
    OpenedGuides,
    OpenedMatter,
    OpenedPassed,
    OpenedRating,
    OpenedSearch,
    OpenedTogether,
    Pad,
    Typed,
)
from kiosk.flow.offer import Offer
from kiosk.flow.steps import Menu, Result, Search, SectionMatters, Together, Visit
from kiosk.screens.page import Block, Bullets, Button, Choice, Choices, Facts, Field, Key, Keypad, Notice, Page
from kiosk.screens.pages.applying.phrases import day
from kiosk.screens.pages.parts import Look, line_facts, map_button
from kiosk.screens.theme.colours import Tone

LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHARACTER_KEYS = 26
LETTER_COLUMNS, LETTER_COLUMNS_LARGE, LETTER_COLUMNS_SEATED = 9, 7, 10
CHARACTER_KEYS_LARGE = 20


def menu(step: Menu, look: Look) -> Page:
    """Greet, and show the ten sections; what the visitor already has stands first."""
    say, offer, visitor = look.say, look.offer, step.visit.visitor
    own: list[Choice] = []
    if visitor is not None:
        if not visitor.greeting.card_expired:
            own += [_renewal(look, renewal) for renewal in visitor.greeting.renewals]
        for ticket in visitor.greeting.tickets:
            passed = ticket.state == "no_show"
            label = (say.menu_passed if passed else say.menu_my_ticket).format(number=ticket.number)
            detail = look.matter(ticket.queue, ticket.service)
            tap = OpenedPassed(ticket) if passed else AskedReprint(ticket)
            own.append(Choice(label, tap, detail, ticket.queue, own=True))
        if visitor.greeting.cases and not visitor.greeting.card_expired:
            count = say.applying.cases_count.format(count=len(visitor.greeting.cases))
            own.append(Choice(say.applying.cases_menu, OpenedCases(), count, "≡", own=True))
        if (last := visitor.greeting.rateable) is not None:
            window = last.counter.removeprefix("W").lstrip("0")
            detail = say.menu_rate_detail.format(number=last.number, window=window)
            own.append(Choice(say.menu_rate, OpenedRating(), detail, "★", own=True))
    sections = tuple(
        Choice(
            look.name(section),
            ChoseSection(section.code),
            "" if step.visit.large else say.section_floor.format(floor=section.floor),
        )
        for section in (offer.sections if offer else ())
    )
    title = say.menu_greeting.format(name=visitor.greeting.masked_name) if visitor else say.menu_title
    return look.page(
        title,
        Choices((*own, *sections), columns=2, page=step.page),
        subtitle=say.menu_title if visitor else "",
        actions=(
            Button(say.menu_search, OpenedSearch()),
            *((Button(say.menu_together, OpenedTogether()),) if offer and offer.catalogue.packages else ()),
            Button(say.menu_guides, OpenedGuides()),
        ),
        back=visitor is None,
        finish=True,
    )


def _renewal(look: Look, renewal: RenewalView) -> Choice:
    """Give the way to renew a certificate that ends soon: the first thing its holder is offered (N-03)."""
    say = look.say.applying
    name = str(renewal.owner) if look.offer is None else look.name(look.offer.services[ServiceCode(renewal.owner)])
    detail = say.renew_until.format(name=name, date=day(renewal.valid_until))
    return Choice(say.renew_menu, OpenedCertificateRenewal(renewal.owner, renewal.situation), detail, own=True)


def section_matters(step: SectionMatters, look: Look) -> Page:
    """Show a section's matters, what is done together there (一件事), and its queues that have no matter."""
    say, offer = look.say, look.offer
    services = offer.by_section.get(step.section, ()) if offer else ()
    packages = offer.packages_by_section.get(step.section, ()) if offer else ()
    queues = offer.plain_queues.get(step.section, ()) if offer and look.context.hall_open else ()
    items = (
        *(_matter(look, service) for service in services),
        *(_matter(look, package) for package in packages),
        *(Choice(look.name(queue), ChoseQueue(queue.letter), badge=queue.letter) for queue in queues),
    )
    section = offer.catalogue.sections_by_code.get(step.section) if offer else None
    return look.page(
        look.name(section) if section else say.section_title,
        Choices(items, page=step.page, empty=say.section_empty),
        subtitle=say.section_title,
        back=True,
        finish=True,
    )


def _matter(look: Look, it: Service | Package) -> Choice:
    tap = ChoseService(it.code) if isinstance(it, Service) else OpenedMatter(it.code)
    return Choice(look.name(it), tap, badge=it.queue)


def together(step: Together, look: Look) -> Page:
    """Show what is done together (一件事): whose life it belongs to, or the packages of one life."""
    say, offer = look.say, look.offer
    if step.life is None:
        choices = (
            tuple(_life(life, look, offer) for life in offer.packages_by_life if offer.packages_by_life[life])
            if offer
            else ()
        )
        title, hint = say.together_title, say.together_hint
    else:
        choices = tuple(_matter(look, package) for package in offer.packages_by_life[step.life]) if offer else ()
        title, hint = life_name(step.life, look), say.section_title
    return look.page(title, Choices(choices, page=step.page), subtitle=hint, back=True, finish=True)


def _life(life: Life, look: Look, offer: Offer) -> Choice:
    """Offer one life, with the first of its packages as an example."""
    packages = offer.packages_by_life[life]
    detail = look.say.together_example.format(name=look.name(packages[0]), count=len(packages))
    return Choice(life_name(life, look), OpenedTogether(life), detail)


def life_name(life: Life, look: Look) -> str:
    """Give the name of the life a package belongs to."""
    say = look.say.guiding
    return {"enterprise": say.enterprise, "person": say.person, "project": say.project}[life]


def search(step: Search, look: Look) -> Page:
    """Show what was typed, what was found, and the keys."""
    say, offer = look.say, look.offer
    known = (offer.matter(code) for code in step.found) if offer else ()
    found = tuple(_matter(look, it) for it in known if it is not None)
    by_letters = step.pad is Pad.LETTERS
    hint = say.search_hint if by_letters else say.search_hint_characters
    other = ChosePad(Pad.CHARACTERS if by_letters else Pad.LETTERS)
    switch = Button(say.search_characters if by_letters else say.search_letters, other)
    return look.page(
        say.search_title,
        Field(look.characters(step.typed), hint),
        Choices(found, 1, step.page, say.search_nothing if step.typed else ""),
        letters(step.visit) if by_letters else _characters(step, look),
        # letters find everything: where large type has to lie within reach, there is no room for the other keys
        actions=() if step.visit.seated and step.visit.large and by_letters else (switch,),
        back=True,
        finish=True,
    )


def _columns(visit: Visit) -> int:
    """Give how many keys stand side by side: in a wheelchair's reach few rows count more than wide keys."""
    if visit.seated:
        return LETTER_COLUMNS_SEATED
    return LETTER_COLUMNS_LARGE if visit.large else LETTER_COLUMNS


def letters(visit: Visit) -> Keypad:
    """Give the letters in the order of the alphabet: a telephone's rows of ten do not fit keys that are easy to hit."""
    keys = (*(Key(letter, Typed(letter)) for letter in LETTERS), Key("←", Erased()))
    return Keypad(keys, _columns(visit))


def _characters(step: Search, look: Look) -> Keypad:
    """Give the characters that can follow what was typed: every key leads to at least one matter."""
    large = step.visit.large
    at_most = CHARACTER_KEYS_LARGE if large else CHARACTER_KEYS
    following = look.offer.search.next_characters(step.typed, at_most=at_most) if look.offer else ()
    keys = (*(Key(look.characters(character), Typed(character)) for character in following), Key("←", Erased()))
    return Keypad(keys, _columns(step.visit))


def result(step: Result, look: Look) -> Page:
    """Show where it is done, how long it takes to get there and what to have ready, before a number is taken."""
    say, context, wanted = look.say, look.context, step.wanted
    line = context.lines.get(wanted.queue)
    may_take = context.hall_here and context.hall_open and (line is None or line.open)
    blocks: list[Block] = [Facts(line_facts(look, wanted.queue, line))]
    if not may_take:
        opens = line.opens_at if line is not None else None
        text = say.result_queue_opens.format(time=look.clock(opens)) if opens else say.result_queue_closed
        blocks.append(Notice(text, Tone.MIND))
    if context.printer_trouble is not None:
        blocks.append(Notice(say.result_printer, Tone.MIND))
    papers = look.offer.to_bring(wanted.service) if look.offer else ()
    names = tuple(look.name(paper) for paper in papers)
    more = (say.result_bring_more,) if wanted.service is not None else ()
    blocks.append(Bullets(say.result_bring, (*names, *more), step.page))
    return look.page(
        look.matter(wanted.queue, wanted.service),
        *blocks,
        actions=(
            *((Button(say.result_take, AskedTicket(), primary=True),) if may_take else ()),
            *map_button(look, wanted.queue),
        ),
        back=True,
        finish=True,
    )
