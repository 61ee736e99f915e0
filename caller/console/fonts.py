"""Where the pages' typeface lies: Noto Sans SC, as packed in `justmytype-intl-cjk`, with mainland China's shapes."""

from importlib.resources import files
from pathlib import Path


def noto_sans_sc() -> Path:
    """Give the font file, all weights in one."""
    return Path(str(files("justmytype_intl_cjk"))) / "fonts" / "ofl" / "notosanssc" / "NotoSansSC[wght].ttf"
