"""What a kiosk offers, looked up in the catalogue once: sections, matters, queues, windows, papers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from broker.catalogue import Catalogue
from broker.catalogue.hall import Counter, Queue, Section
from broker.catalogue.matters import matter as find_matter
from broker.catalogue.papers import Material
from broker.catalogue.services import Life, MatterCode, Package, Service
from broker.terms import MaterialCode, QueueLetter, SectionCode, ServiceCode
from kiosk.flow.pinyin import WordTable
from kiosk.flow.search import SearchIndex

NOT_FROM_A_KIOSK = frozenset({QueueLetter("V")})
"""Help by video is given where the visitor is, not at a window of this hall."""

IDENTITY_CARD = MaterialCode("ID")

LIVES: tuple[Life, ...] = ("enterprise", "person", "project")
"""Whose life a package belongs to, in the order they are offered."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The catalogue, arranged as a visitor walks through it; `reusable` papers serve a second time (复用)."""

    catalogue: Catalogue
    services: Mapping[ServiceCode, Service]
    by_section: Mapping[SectionCode, tuple[Service, ...]]
    packages_by_section: Mapping[SectionCode, tuple[Package, ...]]
    packages_by_life: Mapping[Life, tuple[Package, ...]]
    plain_queues: Mapping[SectionCode, tuple[Queue, ...]]
    search: SearchIndex
    words: WordTable
    reusable: frozenset[MaterialCode]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections, in the catalogue's order."""
        return self.catalogue.sections

    def matter(self, code: MatterCode) -> Service | Package | None:
        """Give the matter or the package of this code; None for one nobody knows."""
        return find_matter(self.catalogue, code)

    def queue(self, letter: QueueLetter) -> Queue:
        """Give the queue of this letter. Raises `UnknownCode`."""
        return self.catalogue.queue(letter)

    def windows(self, letter: QueueLetter) -> tuple[Counter, ...]:
        """Give every window that serves this queue, in the catalogue's order; none for a letter nobody knows."""
        return self.catalogue.windows_by_queue.get(letter, ())

    def guide_desk(self) -> Counter | None:
        """Give the window where people help, if the hall has one."""
        return next((counter for counter in self.catalogue.counters if counter.type == "guide"), None)

    def to_bring(self, service: ServiceCode | None) -> tuple[Material, ...]:
        """Give the papers a visitor should have in hand, whatever the situation: the card first.

        What the hall writes itself, calls up or asks another department for is not among them, nor what only some
        situations need: the window tells.
        """
        known = self.catalogue.materials_by_code
        card = [known[IDENTITY_CARD]] if IDENTITY_CARD in known else []
        if service is None or service not in self.services:
            return tuple(card)
        codes = _always_handed_in(self.services[service])
        return (*card, *(known[code] for code in codes if code in known and code != IDENTITY_CARD))


def arrange(catalogue: Catalogue, hot: Sequence[ServiceCode] = ()) -> Offer:
    """Arrange a catalogue for a kiosk. `hot` are the matters most asked for: they stand first in their section."""
    rank = {code: place for place, code in enumerate(hot)}
    services = sorted(catalogue.services, key=lambda service: rank.get(service.code, len(rank)))
    with_matter = {service.queue for service in services}
    plain = [queue for queue in catalogue.queues if queue.letter not in with_matter | NOT_FROM_A_KIOSK]
    codes = [section.code for section in catalogue.sections]
    return Offer(
        catalogue=catalogue,
        services={service.code: service for service in services},
        by_section={code: tuple(service for service in services if service.section == code) for code in codes},
        packages_by_section={code: _packages(catalogue, code) for code in codes},
        packages_by_life={life: _packages_of(catalogue, life) for life in LIVES},
        plain_queues={code: tuple(queue for queue in plain if queue.section == code) for code in codes},
        search=SearchIndex((it.code, it.name_zh, it.name_en) for it in (*services, *catalogue.packages)),
        words=WordTable((catalogue.to_json(),)),
        reusable=frozenset(_reusable(catalogue)),
    )


def _packages(catalogue: Catalogue, section: SectionCode) -> tuple[Package, ...]:
    """Give the packages (一件事) that belong to a section: those whose queue does."""
    return tuple(package for package in catalogue.packages if catalogue.queue(package.queue).section == section)


def _packages_of(catalogue: Catalogue, life: Life) -> tuple[Package, ...]:
    """Give the packages of a company's, a person's or a project's life, the province's own first."""
    return tuple(
        sorted(
            (package for package in catalogue.packages if package.life == life),
            key=lambda package: not package.province_13,
        )
    )


def _reusable(catalogue: Catalogue) -> Iterator[MaterialCode]:
    for service in catalogue.services:
        for situation in service.situations:
            yield from (use.m for use in situation.materials if "复用" in use.how)
    for package in catalogue.packages:
        yield from (use.m for use in package.materials if "复用" in use.how)


def _always_handed_in(service: Service) -> list[MaterialCode]:
    """Give the materials every situation of the service wants handed in, in the order of the first."""
    wanted = [
        [use.m for use in situation.materials if use.how[0] == "提交" and not use.generated and use.when is None]
        for situation in service.situations
    ]
    return [code for code in wanted[0] if all(code in others for others in wanted)]
