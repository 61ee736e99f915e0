"""Keeps a kiosk small for months: glibc is told to share one heap among the threads and to give memory back.

By default every thread gets a heap of its own and large blocks stay with the process once they were used; with pictures
of 8 MB that adds up. Where the C library is another one nothing is done.
"""

import ctypes
import logging

log = logging.getLogger(__name__)

# malloc.h
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_BLOCK_BYTES = 65_536


def be_frugal() -> None:
    """Set glibc's allocator; call before threads are started."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        log.info("this C library has no mallopt: its own settings hold")
        return
    for option, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _BLOCK_BYTES), (_TRIM_THRESHOLD, _BLOCK_BYTES)):
        mallopt(option, value)
