"""Cards of nobody: the number of the standard's own example, and one of every other kind."""

from datetime import date

from hardware.ports.card_reader import (
    Card,
    ForeignerCard2017,
    ForeignerCard2023,
    HongKongMacauTaiwanCard,
    Nation,
    ResidentCard,
    Sex,
    Validity,
)

BLANK_PHOTO = bytes(1024)

RESIDENT = ResidentCard(
    name="张三",
    sex=Sex.MALE,
    nation=Nation("01", "汉"),
    birth=date(1949, 12, 31),
    address="北京市朝阳区示例路1号",
    number="11010519491231002X",
    authority="北京市公安局朝阳分局",
    validity=Validity(date(2020, 1, 1), None),
    photo=BLANK_PHOTO,
)
# a name outside the basic plane, a nation the standard lacks, addresses written later
RARE = ResidentCard(
    name="𠮷㐂",
    sex=Sex.UNSTATED,
    nation=Nation("57", "其他(57)"),
    birth=date(1880, 1, 1),
    address="贵州省某县",
    number="440524188001010014",
    authority="某县公安局",
    validity=Validity(date(2016, 2, 29), date(2036, 2, 28)),
    additional_addresses=("贵州省某县新村1号", "贵州省某县新村2号"),
    photo=bytes(range(256)) * 4,
)
HONG_KONG = HongKongMacauTaiwanCard(
    name="李示范",
    sex=Sex.FEMALE,
    birth=date(1990, 1, 1),
    address="示范市示范区一号路1号",
    number="810000199001010019",
    authority="示范市公安局",
    validity=Validity(date(2021, 5, 1), date(2026, 5, 1)),
    travel_permit_number="H00000000",
    issue_count="01",
    photo=BLANK_PHOTO,
)
FOREIGNER_2017 = ForeignerCard2017(
    name_english="SAMPLE, PERSON",
    name_chinese="范示例",
    sex=Sex.MALE,
    birth=date(1970, 6, 15),
    number="CAN110070061500",
    country="CAN",
    validity=Validity(date(2018, 1, 1), date(2028, 1, 1)),
    card_version="01",
    agency_code="1100",
    photo=BLANK_PHOTO,
)
FOREIGNER_2023 = ForeignerCard2023(
    name_english="SAMPLE, ALEXANDRA CHRISTINE MARGUERITE ANNE",
    name_chinese="",
    sex=Sex.FEMALE,
    birth=date(1981, 8, 3),
    number="911124198108030024",
    country="CAN",
    validity=Validity(date(2023, 12, 1), date(2033, 12, 1)),
    renewal_count="01",
    earlier_permit="002",
    photo=BLANK_PHOTO,
)

EVERY_KIND: tuple[Card, ...] = (RESIDENT, RARE, HONG_KONG, FOREIGNER_2017, FOREIGNER_2023)
