"""Scanned pages made small: enough to know one's own paper again, too little to read it all or to use it."""

import io

from PIL import Image, UnidentifiedImageError

LONGEST = 480
"""Pixels along the longer side."""

_DOTS_PER_INCH = 80.0


def small_page(jpeg: bytes) -> bytes | None:
    """Give the page as PDF of one page; None for bytes that are no JPEG."""
    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as page:
            page.thumbnail((LONGEST, LONGEST))
            page.convert("RGB").save(made, "PDF", resolution=_DOTS_PER_INCH)
    except (OSError, UnidentifiedImageError):
        return None
    return made.getvalue()
