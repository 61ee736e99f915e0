"""The map of the hall's floors (G-10): sections and windows by floor, this kiosk, the lift, where to go.

The catalogue knows floors and sections, no places in metres: the map is a scheme, and says so.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeAlias

from broker.catalogue.hall import Counter, Kiosk
from kiosk.flow.steps import HallMap
from kiosk.flow.way import floor_of, way_text
from kiosk.screens.page import Area, FloorPlan, Notice, Page, Paragraph, Storey
from kiosk.screens.pages.parts import Look
from kiosk.screens.theme.sizes import TextSize
from kiosk.wording import form_for, text_in

Fill: TypeAlias = Callable[[tuple[Counter, ...], tuple[Counter, ...], Look], tuple[Area, ...]]
"""Gives the areas of a floor of its windows and those to go to."""


def hall_map(step: HallMap, look: Look) -> Page:
    """Show the floors from the top to the ground, and the way in words above them."""
    say, offer = look.say.guiding, look.offer
    if offer is None:
        return look.page(say.map_title, back=True, finish=True)
    way = way_text(offer, look.context.kiosk, step.queue, look.visit.language)
    goals = offer.windows(step.queue)
    floors = sorted({window.floor for window in offer.catalogue.counters}, reverse=True)
    kiosk = None if look.context.kiosk is None else offer.catalogue.kiosks_by_code.get(look.context.kiosk)
    plan = FloorPlan(
        say.map_lift,
        tuple(_storey(floor, _areas, goals, kiosk, look) for floor in floors),
        tuple(_storey(floor, _brief, goals, kiosk, look) for floor in floors),
    )
    return look.page(
        say.map_title,
        *((Notice(way),) if way else ()),
        Paragraph(say.map_note, TextSize.SMALL),
        plan,
        subtitle="" if look.visit.large else look.name(offer.queue(step.queue)),
        back=True,
        finish=True,
    )


def _storey(floor: int, fill: Fill, goals: tuple[Counter, ...], kiosk: Kiosk | None, look: Look) -> Storey:
    say, offer = look.say.guiding, look.offer
    windows = tuple(window for window in offer.catalogue.counters if window.floor == floor) if offer else ()
    here = ""
    if kiosk is not None and floor_of(kiosk) == floor:
        place = text_in(look.visit.language, kiosk.place_zh, kiosk.place_en)
        here = say.map_here if fill is _brief else say.map_place.format(place=place)
    return Storey(say.map_floor.format(floor=floor), fill(windows, goals, look), here)


def _areas(windows: tuple[Counter, ...], goals: tuple[Counter, ...], look: Look) -> tuple[Area, ...]:
    """Give every section of a floor; where the visitor has to go, only the windows meant."""
    areas: list[Area] = []
    for section in look.offer.sections if look.offer else ():
        here = tuple(window for window in windows if window.section == section.code)
        meant = tuple(window for window in here if window in goals)
        if here:
            areas.append(
                Area(
                    look.name(section),
                    _windows(meant or here, look),
                    goal=bool(meant),
                    led=bool(meant) and goals[0] == meant[0],
                )
            )
    return tuple(areas)


def _brief(windows: tuple[Counter, ...], goals: tuple[Counter, ...], look: Look) -> tuple[Area, ...]:
    """Give the section to go to by name, where it is one, and all others of the floor as one area."""
    meant = tuple(area for area in _areas(windows, goals, look) if area.goal)
    at = tuple(window for window in windows if window in goals)
    rest = tuple(window for window in windows if window not in goals)
    goal = (
        (
            Area(
                meant[0].name if len(meant) == 1 else "",
                _windows(at, look),
                goal=True,
                led=any(area.led for area in meant),
            ),
        )
        if at
        else ()
    )
    name = look.say.guiding.map_others if goal else ""
    return (*goal, Area(name, _windows(rest, look))) if rest else goal


def _windows(windows: Iterable[Counter], look: Look) -> str:
    """Give windows by their numbers, neighbours as a span: 8–13, 59."""
    numbers = sorted({window.number for window in windows})
    spans: list[str] = []
    for _, run in groupby(enumerate(numbers), key=lambda at: at[1] - at[0]):
        first, *others = (number for _, number in run)
        spans.append(f"{first}–{others[-1]}" if others else str(first))
    comma = ", " if look.visit.language == "en" else "、"
    return form_for(look.say.guiding.map_windows, len(numbers)).format(windows=comma.join(spans))
