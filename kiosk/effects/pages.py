"""Draws the first page of a PDF as a picture for the preview: poppler's `pdftoppm`, fed by a pipe.

A process of its own because a document is the one thing here that a parser of C code has to chew: if it chokes, the
kiosk does not, and what it held of the document goes with it. Nothing is written to a file.
"""

import logging
import subprocess
from base64 import b64decode

from broker.messages import DocumentFile
from kiosk.flow.sights import Still

log = logging.getLogger(__name__)

DOTS_PER_INCH = 80
SECONDS_AT_MOST = 10.0
_COMMAND = ("pdftoppm", "-f", "1", "-l", "1", "-r", str(DOTS_PER_INCH), "-")
_DEPTH = b"255"


def first_page(file: DocumentFile) -> Still | None:
    """Give the first page as a picture; None where it cannot be drawn: the document can be printed all the same."""
    try:
        done = subprocess.run(
            _COMMAND, input=b64decode(file.pdf), capture_output=True, check=True, timeout=SECONDS_AT_MOST
        )
    except (OSError, ValueError, subprocess.SubprocessError) as fault:
        # the command's own words could name what the document says
        log.warning("no preview: %s", type(fault).__name__)
        return None
    return still_of(done.stdout)


def still_of(picture: bytes) -> Still | None:
    """Read a PPM of the binary kind (P6, 8 bits a colour), as pdftoppm writes it; None for anything else."""
    head = picture.split(None, 4)
    if len(head) < 5 or head[0] != b"P6" or head[3] != _DEPTH:  # noqa: PLR2004 - magic, width, height, depth, pixels
        return None
    width, height = int(head[1]), int(head[2])
    pixels = picture[-3 * width * height :]
    return Still(width, height, pixels) if len(pixels) == 3 * width * height else None
