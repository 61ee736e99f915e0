"""English."""

from kiosk.wording.aiding.texts import AidingTexts

AIDING = AidingTexts(
    call="Help",
    call_off="Cancel help",
    calling="Calling a member of staff",
    called="Staff have been called. Please wait here",
    coming="Somebody is coming to you",
    not_called="Nobody can be called just now. Please go to the guide desk",
    seated="Wheelchair",
    standing="Standing",
    voice_on="Speak",
    voice_off="Mute",
    pause=". ",
)
