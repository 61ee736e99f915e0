"""The shelves of what can be read: guides by section, department and life event, published lists, forms, records."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from broker.catalogue.lists import LISTS, LISTS_BY_CODE, Listed, departments_of, kiosk_records, listed_name, names_only
from broker.catalogue.reform import province_thirteen
from broker.catalogue.services import Life, Package, Service
from broker.terms import ServiceCode
from kiosk.flow.events import (
    AskedPaper,
    ChoseService,
    Event,
    OpenedForm,
    OpenedGuide,
    OpenedItem,
    OpenedPackage,
    OpenedShelf,
    ToggledKeys,
)
from kiosk.flow.offer import LIVES, Offer
from kiosk.flow.papers import PaperWish
from kiosk.flow.search import SearchIndex
from kiosk.flow.shelves import Shelf, Spot
from kiosk.flow.steps import Browsing
from kiosk.screens.page import Block, Button, Choice, Choices, Field, Page
from kiosk.screens.pages.choosing import letters, life_name
from kiosk.screens.pages.parts import Look
from kiosk.wording import text_in

_SEARCHED = frozenset({Shelf.ITEMS, Shelf.LIST, Shelf.DEPARTMENT, Shelf.FORMS, Shelf.DEPARTMENTS})


def browsing(step: Browsing, look: Look) -> Page:
    """Show what stands on the shelf one is in front of."""
    say, here, offer = look.say.guiding, step.trail[-1], look.offer
    items = _SHELVES[here.shelf](here, look, offer) if offer is not None else ()
    if here.typed:
        items = _narrowed(items, _names_zh(here, look, offer), here.typed)
    elif here.shelf is Shelf.ITEMS:
        items = ()
    blocks: list[Block] = [Field(here.typed, look.say.search_hint)] if step.keys else []
    blocks.append(Choices(items, _columns(here), here.page, say.nothing if here.typed else ""))
    if step.keys:
        blocks.append(letters(step.visit))
    title, subtitle = _title(here, look)
    return look.page(title, *blocks, subtitle=subtitle, actions=_actions(step, look), back=True, finish=True)


def _columns(here: Spot) -> int:
    return 2 if here.shelf in {Shelf.SECTIONS, Shelf.DEPARTMENTS} else 1


def _actions(step: Browsing, look: Look) -> tuple[Button, ...]:
    say, here = look.say.guiding, step.trail[-1]
    actions: list[Button] = []
    if here.shelf in _SEARCHED and here.shelf is not Shelf.ITEMS:
        actions.append(Button(say.search_off if step.keys else say.search, ToggledKeys()))
    if here.shelf is Shelf.HUB:
        actions.append(Button(say.items, OpenedShelf(Spot(Shelf.ITEMS))))
    if here.shelf is Shelf.LIST and not step.keys:
        actions.append(Button(say.print_list, AskedPaper(PaperWish("list", list_code=here.key))))
    return tuple(actions)


def _title(here: Spot, look: Look) -> tuple[str, str]:
    """Give the shelf's name, and what is to be known of all that stands on it."""
    say, offer = look.say.guiding, look.offer
    if offer is None:
        return say.hub_title, ""
    catalogue = offer.catalogue
    match here.shelf:
        case Shelf.SECTION:
            named = next((section for section in offer.sections if section.code == here.key), None)
            return (look.name(named) if named else say.by_section), say.by_section
        case Shelf.DEPARTMENT:
            unit = next((unit for unit in catalogue.departments if unit.code == here.key), None)
            return (look.name(unit) if unit else say.by_department), say.by_department
        case Shelf.LIFE:
            life = _life_of(here)
            packages = offer.packages_by_life[life] if life else ()
            province = sum(package.province_13 for package in packages)
            return life_name(life, look) if life else say.by_life, _lives_count(
                province, len(packages) - province, look
            )
        case Shelf.LIST if here.key in LISTS_BY_CODE:
            each = LISTS_BY_CODE[here.key]
            lines = each.find(catalogue)
            return look.name(each), say.list_count.format(items=len(lines), departments=departments_of(lines))
        case _:
            return _plain_title(here.shelf, look)


def _plain_title(shelf: Shelf, look: Look) -> tuple[str, str]:
    say = look.say.guiding
    titles = {
        Shelf.SECTIONS: (say.by_section, ""),
        Shelf.DEPARTMENTS: (say.by_department, ""),
        Shelf.LIVES: (say.by_life, say.life_hint),
        Shelf.LISTS: (say.lists, say.hub_hint),
        Shelf.FORMS: (say.forms, say.forms_hint),
        Shelf.RECORDS: (say.records, say.records_hint),
        Shelf.ITEMS: (say.items, ""),
    }
    return titles.get(shelf, (say.hub_title, say.hub_hint))


def _lives_count(province: int, city: int, look: Look) -> str:
    """Say how many packages are the province's and how many the city's own; of none nothing is said."""
    say = look.say.guiding
    return (say.lives_count if province else say.lives_city).format(province=province, city=city)


def _names_zh(here: Spot, look: Look, offer: Offer | None) -> tuple[str, ...]:
    """Give what stands here by its Chinese names: pinyin finds it in whatever language it is shown."""
    chinese = replace(look, visit=replace(look.visit, language="zh-Hans"))
    return tuple(item.label for item in _SHELVES[here.shelf](here, chinese, offer)) if offer is not None else ()


def _narrowed(items: tuple[Choice, ...], names_zh: tuple[str, ...], typed: str) -> tuple[Choice, ...]:
    """Give those whose name is meant by what was typed, the best first."""
    found = _index(names_zh, tuple(item.label for item in items)).find(typed)
    return tuple(items[int(at)] for at in found)


@lru_cache(maxsize=8)
def _index(names_zh: tuple[str, ...], labels: tuple[str, ...]) -> SearchIndex:
    """Give the index of a shelf; kept while letters are typed, for its readings take a while."""
    names = zip(names_zh, labels, strict=True)
    return SearchIndex((ServiceCode(str(at)), zh, label) for at, (zh, label) in enumerate(names))


# ------------------------------------------------------------ what stands there

Filled = Callable[[Spot, Look, Offer], tuple[Choice, ...]]


def _hub(_here: Spot, look: Look, _offer: Offer) -> tuple[Choice, ...]:
    say = look.say.guiding
    shelves = (
        (say.by_section, Shelf.SECTIONS, ""),
        (say.by_department, Shelf.DEPARTMENTS, ""),
        (say.by_life, Shelf.LIVES, say.life_hint),
        (say.lists, Shelf.LISTS, ""),
        (say.forms, Shelf.FORMS, say.forms_hint),
        (say.records, Shelf.RECORDS, say.records_hint),
    )
    return tuple(Choice(label, OpenedShelf(Spot(shelf)), detail) for label, shelf, detail in shelves)


def _sections(_here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    return tuple(
        Choice(look.name(section), OpenedShelf(Spot(Shelf.SECTION, section.code))) for section in offer.sections
    )


def _section(here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    return tuple(_service(service, look) for service in offer.services.values() if service.section == here.key)


def _departments(_here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    """Every unit that has a matter, in full or by name."""
    catalogue = offer.catalogue
    busy = {service.department for service in catalogue.services}
    busy |= {item.department for item in names_only(catalogue)}
    return tuple(
        Choice(look.name(unit), OpenedShelf(Spot(Shelf.DEPARTMENT, unit.code)))
        for unit in catalogue.departments
        if unit.code in busy
    )


def _department(here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    full = tuple(_service(service, look) for service in offer.services.values() if service.department == here.key)
    named = tuple(_line(listed_name(item), look) for item in names_only(offer.catalogue) if item.department == here.key)
    # whose they are stands in the title
    return (*full, *(replace(choice, detail="") for choice in named))


def _lives(_here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    thirteen = province_thirteen(offer.catalogue)
    choices: list[Choice] = []
    for life, packages in offer.packages_by_life.items():
        province = sum(package in thirteen for package in packages)
        count = _lives_count(province, len(packages) - province, look)
        choices.append(Choice(life_name(life, look), OpenedShelf(Spot(Shelf.LIFE, life)), count))
    return tuple(choices)


def _life_shelf(here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    """Give the packages of one life, those of the province marked."""
    say = look.say.guiding

    def choice(package: Package) -> Choice:
        mark = say.province if package.province_13 else say.city
        return Choice(look.name(package), OpenedPackage(package.code), mark, own=package.province_13)

    life = _life_of(here)
    return tuple(choice(package) for package in offer.packages_by_life[life]) if life else ()


def _life_of(here: Spot) -> Life | None:
    return next((life for life in LIVES if life == here.key), None)


def _lists(_here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    say = look.say.guiding

    def count(lines: tuple[Listed, ...]) -> str:
        return say.list_count.format(items=len(lines), departments=departments_of(lines))

    return tuple(
        Choice(look.name(each), OpenedShelf(Spot(Shelf.LIST, each.code)), count(each.find(offer.catalogue)))
        for each in LISTS
    )


def _list(here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    each = LISTS_BY_CODE.get(here.key)
    return () if each is None else tuple(_line(line, look) for line in each.find(offer.catalogue))


def _forms(_here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    return tuple(Choice(look.name(form), OpenedForm(form.code)) for form in offer.catalogue.forms)


def _records(_here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    return tuple(
        Choice(look.name(service), ChoseService(service.code), badge=service.queue)
        for service in kiosk_records(offer.catalogue)
    )


def _items(_here: Spot, look: Look, offer: Offer) -> tuple[Choice, ...]:
    full = tuple(_service(service, look) for service in offer.services.values())
    return (*full, *(_line(listed_name(item), look) for item in names_only(offer.catalogue)))


def _service(service: Service, look: Look) -> Choice:
    return Choice(look.name(service), OpenedGuide(service.code))


def _line(line: Listed, look: Look) -> Choice:
    offer = look.offer
    unit = offer.catalogue.departments_by_code.get(line.department) if offer and line.department else None
    detail = "" if unit is None or look.visit.large else look.name(unit)
    known = offer is not None and line.code in offer.services
    tap: Event = OpenedGuide(ServiceCode(line.code)) if known else OpenedItem(line.code)
    return Choice(text_in(look.visit.language, line.name_zh, line.name_en), tap, detail)


_SHELVES: Mapping[Shelf, Filled] = {
    Shelf.HUB: _hub,
    Shelf.SECTIONS: _sections,
    Shelf.SECTION: _section,
    Shelf.DEPARTMENTS: _departments,
    Shelf.DEPARTMENT: _department,
    Shelf.LIVES: _lives,
    Shelf.LIFE: _life_shelf,
    Shelf.LISTS: _lists,
    Shelf.LIST: _list,
    Shelf.FORMS: _forms,
    Shelf.RECORDS: _records,
    Shelf.ITEMS: _items,
}
"""What stands on each shelf; a shelf without a row fails its test."""
