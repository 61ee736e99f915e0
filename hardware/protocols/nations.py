"""Nationalities (民族) by the two digits of GB/T 3304, as identity cards carry them."""

# in the standard's order: the place is the code
_NAMES = (
    "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜",
    "满", "侗", "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳",
    "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土",
    "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米",
    "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固", "京", "塔塔尔",
    "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
)  # fmt: skip

NATIONS: dict[str, str] = {f"{place:02d}": name for place, name in enumerate(_NAMES, start=1)} | {
    "97": "其他",
    "98": "外国血统中国籍人士",
}


def nation_name(code: str) -> str:
    """Name a code; one that the standard lacks (57 and 58 occur) is shown as 其他(57), never refused."""
    return NATIONS.get(code, f"其他({code})")


def nation_code(name: str) -> str:
    """Find the code of a name as printed on cards. Raises ValueError for a name the standard lacks."""
    for code, known in NATIONS.items():
        if known == name:
            return code
    raise ValueError(f"no nationality of GB/T 3304: {name}")
