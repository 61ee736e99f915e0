"""What can be read at a kiosk, as shelves: sections, departments, life events, lists, forms, records. Pure."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


class Shelf(Enum):
    """What kind of things stand on a shelf; the key of a `Spot` says which of them."""

    HUB = "hub"
    SECTIONS = "sections"
    SECTION = "section"
    DEPARTMENTS = "departments"
    DEPARTMENT = "department"
    LIVES = "lives"
    LIFE = "life"
    LISTS = "lists"
    LIST = "list"
    FORMS = "forms"
    RECORDS = "records"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Spot:
    """One shelf, and the page of it that is looked at. `typed` narrows it by pinyin or characters."""

    shelf: Shelf
    key: str = ""
    page: int = 0
    typed: str = ""


Trail: TypeAlias = tuple[Spot, ...]
"""The shelves one came by, the nearest last."""
