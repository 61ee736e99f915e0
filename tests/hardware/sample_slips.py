"""Slips as a hall gives them, in three languages, and one with everything a printer can trip over."""

from hardware.ports.ticket_printer import Alignment, Cut, Feed, QrCode, Row, Rule, Size, Slip, Text

QR_PAYLOAD = "https://hall.example/t/7F3K-9Q2M"

TICKET_ZH = Slip(
    (
        Text("示范市政务服务中心", Size.LARGE, Alignment.CENTRE),
        Text("取号凭条", alignment=Alignment.CENTRE),
        Text("K001", Size.HUGE, Alignment.CENTRE, bold=True),
        Text("住房公积金提取", Size.LARGE, Alignment.CENTRE),
        Rule(),
        Row("窗口", "W44、W45、W46", Size.LARGE, bold=True),
        Row("地点", "二楼公积金专区"),
        Row("前面", "3 人", Size.LARGE, bold=True),
        Row("预计等候", "约 12 至 18 分钟"),
        Row("取号时间", "2026-11-23 09:05"),
        Row("短信提醒", "否"),
        Rule(),
        Text("请备齐：居民身份证、购房合同、首付款发票（原件），银行卡；如由他人代办，还须带委托书。"),
        QrCode(QR_PAYLOAD),
        Text("扫码看排队进度；过号请到导办台。", alignment=Alignment.CENTRE),
        Cut(partial=True),
    )
)

TICKET_HANT = Slip(
    (
        Text("示範市政務服務中心", Size.LARGE, Alignment.CENTRE),
        Text("取號憑條", alignment=Alignment.CENTRE),
        Text("K002", Size.HUGE, Alignment.CENTRE, bold=True),
        Text("住房公積金提取", Size.LARGE, Alignment.CENTRE),
        Rule(),
        Row("窗口", "W44、W45、W46", Size.LARGE, bold=True),
        Row("地點", "二樓公積金專區"),
        Row("前面", "4 人", Size.LARGE, bold=True),
        Row("預計等候", "約 15 至 20 分鐘"),
        Rule(),
        QrCode(QR_PAYLOAD),
        Text("掃碼看排隊進度；過號請到導辦台。", alignment=Alignment.CENTRE),
        Cut(),
    )
)

TICKET_EN = Slip(
    (
        Text("Model City Service Hall", Size.LARGE, Alignment.CENTRE),
        Text("Queue ticket", alignment=Alignment.CENTRE),
        Text("K1000", Size.HUGE, Alignment.CENTRE, bold=True),
        Text("Withdraw from the housing fund", Size.LARGE, Alignment.CENTRE),
        Rule(),
        Row("Window", "W44, W45, W46", Size.LARGE, bold=True),
        Row("Where", "2nd floor, housing fund area"),
        Row("Ahead of you", "3", Size.LARGE, bold=True),
        Row("Expected wait", "12-18 min"),
        Row("Taken at", "2026-11-23 09:05"),
        Rule(),
        Text("Please have ready: identity card, purchase contract, invoice of the first payment, bank card."),
        QrCode(QR_PAYLOAD),
        Text("Scan to follow the queue.", alignment=Alignment.CENTRE),
        Cut(),
    )
)

# characters a GBK font lacks (in plain and in large letters), the yuan sign, a label and a value that are too long
AWKWARD = Slip(
    (
        Text("㐂𠮷先生,您好", Size.LARGE, Alignment.CENTRE),
        Text("申请人：㐂𠮷，工本费¥12.50。", bold=True),
        Text("右", alignment=Alignment.RIGHT),
        Row("一个非常非常长的栏目名称放不进半行纸里", "它的值也很长，要在右边自己的一栏里换行，不从最左边开始"),
        Row("地址", "示范市示范区一号路1号\n二号楼"),
        Text("直骨门（中国字形）\n\nABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ", bold=True),
        Text("二号楼", Size.HUGE, Alignment.CENTRE),
        Feed(2),
        Cut(),
    )
)

EVERY_SLIP = {"ticket_zh": TICKET_ZH, "ticket_hant": TICKET_HANT, "ticket_en": TICKET_EN, "awkward": AWKWARD}
