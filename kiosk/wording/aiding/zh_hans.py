"""Simplified Chinese."""

from kiosk.wording.aiding.texts import AidingTexts

AIDING = AidingTexts(
    call="请人帮忙",
    call_off="不用帮忙了",
    calling="正在呼叫工作人员",
    called="已呼叫工作人员，请在此稍候",
    coming="工作人员正在过来",
    not_called="暂时呼叫不到，请到导办台",
    seated="轮椅模式",
    standing="退出轮椅模式",
    voice_on="朗读",
    voice_off="静音",
    pause="。",
)
