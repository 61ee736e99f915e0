"""How slips look on paper: printed on the emulator over its wire and held against pictures that were looked at."""

from collections.abc import Iterator

import pytest

from hardware.drivers.ticket_printer import EscposTicketPrinter, SlipComposer
from hardware.emulators.ticket_printer import EscposPrinterEmulator
from hardware.links import open_link
from hardware.ports.ticket_printer import Printed
from hardware.protocols.glyphs import Glyphs, installed_fonts
from tests.golden_pictures import GoldenPictures
from tests.hardware.sample_slips import EVERY_SLIP


@pytest.fixture(scope="module")
def emulator() -> Iterator[EscposPrinterEmulator]:
    printer = EscposPrinterEmulator(Glyphs(installed_fonts()))
    yield printer
    printer.close()


@pytest.mark.req("Q-03", "H-03")
@pytest.mark.parametrize("name", EVERY_SLIP)
def test_slips_look_as_they_were_looked_at(
    emulator: EscposPrinterEmulator, golden_pictures: GoldenPictures, name: str
) -> None:
    link = open_link(emulator.url, device="K01.ticket", baudrate=115200)
    printer = EscposTicketPrinter(link, SlipComposer(Glyphs(installed_fonts())), device="K01.ticket")
    assert isinstance(printer.print(EVERY_SLIP[name]), Printed)
    golden_pictures.check(emulator.slips[-1].image, f"slips/{name}")
    link.close()
