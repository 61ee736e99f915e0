"""A page that a visitor lays under the camera: nobody's, with lines that look like writing."""

from base64 import b64encode
from io import BytesIO

from PIL import Image, ImageDraw


def paper() -> str:
    """Give a page to lay under a camera, JPEG in Base64: a made-up paper with lines, nobody's."""
    picture = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(picture)
    for y in range(200, 1560, 70):
        pen.line((140, y, 1100 - (y % 3) * 120, y), fill="black", width=5)
    data = BytesIO()
    picture.save(data, "JPEG", quality=85)
    return b64encode(data.getvalue()).decode("ascii")
