"""Traditional Chinese."""

from kiosk.wording.aiding.texts import AidingTexts

AIDING = AidingTexts(
    call="請人幫忙",
    call_off="不用幫忙了",
    calling="正在呼叫工作人員",
    called="已呼叫工作人員，請在此稍候",
    coming="工作人員正在過來",
    not_called="暫時呼叫不到，請到導辦台",
    seated="輪椅模式",
    standing="退出輪椅模式",
    voice_on="朗讀",
    voice_off="靜音",
    pause="。",
)
