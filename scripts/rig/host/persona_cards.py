"""A persona of the catalogue → the identity card that an emulated reader is given. Every one of them is made up."""

from datetime import date

from broker.catalogue.people import Persona
from hardware.ports.card_reader import Nation, ResidentCard, Sex, Validity
from hardware.protocols.nations import nation_code

_FOR_EVER = "长期"
_BLANK_PHOTO = bytes(1024)


def card_of(persona: Persona) -> ResidentCard:
    """Give the card. Raises ValueError when the persona's nation or validity cannot stand on one."""
    begins, _, ends = persona.valid.partition(" 至 ")
    return ResidentCard(
        name=persona.name,
        sex=Sex.MALE if persona.sex == "男" else Sex.FEMALE,
        nation=Nation(nation_code(persona.nation), persona.nation),
        birth=persona.birth,
        address=persona.address,
        number=persona.idno,
        authority=persona.issuer,
        validity=Validity(date.fromisoformat(begins), None if ends == _FOR_EVER else date.fromisoformat(ends)),
        photo=_BLANK_PHOTO,
    )
