"""Reads glyphs from an X11 bitmap font (.pcf, .pcf.gz): the only fonts with true dots at 16 and 24.

Only what a panel needs: one glyph's bitmap and where it stands in its cell. Layout: "The X11 PCF bitmap font format",
X.Org's font file documentation.
"""

from __future__ import annotations

import gzip
import struct
from dataclasses import dataclass
from pathlib import Path

_METRICS = 1 << 2
_BITMAPS = 1 << 3
_ENCODINGS = 1 << 5
_ACCELERATORS = 1 << 1
_COMPRESSED_METRICS = 0x100
_NO_GLYPH = 0xFFFF
_MAGIC = b"\x01fcp"


class FontMissingError(FileNotFoundError):
    """The font is not installed. `path` is where it should be, `package` the Debian package that brings it."""

    def __init__(self, path: Path, package: str) -> None:
        super().__init__(f"{path} is missing: install the Debian package {package}")
        self.path = path
        self.package = package


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Rows of dots, most significant bit left; `left` and `top` say where it stands in the font's cell."""

    rows: tuple[int, ...]
    width: int
    left: int
    top: int
    advance: int


@dataclass(frozen=True, slots=True)
class _Table:
    format: int
    offset: int

    @property
    def order(self) -> str:
        return ">" if self.format & 4 else "<"


class PcfFont:
    """One font file; glyphs are cut out when first asked for."""

    def __init__(self, path: Path, *, package: str) -> None:
        """Raises `FontMissingError` when the file is not there, ValueError when it is no PCF."""
        if not path.is_file():
            raise FontMissingError(path, package)
        raw = path.read_bytes()
        self._data = gzip.decompress(raw) if path.suffix == ".gz" else raw
        if self._data[:4] != _MAGIC:
            raise ValueError(f"{path} is no PCF font")
        self._tables = self._read_tables()
        accelerators = self._tables[_ACCELERATORS]
        self.ascent, self.descent = self._unpack(accelerators, "ii", accelerators.offset + 12)
        encodings = self._tables[_ENCODINGS]
        self._ranges = self._unpack(encodings, "HHHH", encodings.offset + 4)
        self._cache: dict[int, Bitmap | None] = {}

    def glyph(self, code: int) -> Bitmap | None:
        """The glyph of a code (two bytes, high first), or None."""
        if code not in self._cache:
            self._cache[code] = self._cut(code)
        return self._cache[code]

    def _cut(self, code: int) -> Bitmap | None:
        index = self._index(code)
        if index is None:
            return None
        left, right, advance, ascent, descent = self._metrics(index)
        height, width = ascent + descent, right - left
        bitmaps = self._tables[_BITMAPS]
        count = int(self._unpack(bitmaps, "i", bitmaps.offset + 4)[0])
        start = int(self._unpack(bitmaps, "i", bitmaps.offset + 8 + 4 * index)[0]) + bitmaps.offset + 8 + 4 * count + 16
        padding = 1 << (bitmaps.format & 3)
        stride = -(-width // (8 * padding)) * padding
        rows = tuple(
            int.from_bytes(self._row(bitmaps, start + row * stride, stride), "big") >> (8 * stride - width)
            for row in range(height)
        )
        return Bitmap(rows, width, left, self.ascent - ascent, advance)

    def _row(self, bitmaps: _Table, start: int, stride: int) -> bytes:
        row = self._data[start : start + stride]
        if not bitmaps.format & 8:
            row = bytes(int(f"{byte:08b}"[::-1], 2) for byte in row)
        unit = 1 << (bitmaps.format >> 4 & 3)
        if bool(bitmaps.format & 4) != bool(bitmaps.format & 8) and unit > 1:
            row = b"".join(row[at : at + unit][::-1] for at in range(0, stride, unit))
        return row

    def _index(self, code: int) -> int | None:
        first_low, last_low, first_high, last_high = self._ranges
        high, low = divmod(code, 256)
        if not (first_low <= low <= last_low and first_high <= high <= last_high):
            return None
        encodings = self._tables[_ENCODINGS]
        position = (high - first_high) * (last_low - first_low + 1) + low - first_low
        index = int(self._unpack(encodings, "H", encodings.offset + 14 + 2 * position)[0])
        return None if index == _NO_GLYPH else index

    def _metrics(self, index: int) -> tuple[int, int, int, int, int]:
        """Left, right, advance, ascent, descent of a glyph."""
        table = self._tables[_METRICS]
        if table.format & _COMPRESSED_METRICS:
            start = table.offset + 6 + 5 * index
            left, right, advance, ascent, descent = (value - 0x80 for value in self._data[start : start + 5])
        else:
            left, right, advance, ascent, descent = self._unpack(table, "hhhhh", table.offset + 8 + 12 * index)
        return left, right, advance, ascent, descent

    def _read_tables(self) -> dict[int, _Table]:
        tables: dict[int, _Table] = {}
        (count,) = struct.unpack_from("<I", self._data, 4)
        for number in range(count):
            kind, form, _, offset = struct.unpack_from("<IIII", self._data, 8 + 16 * number)
            tables[kind] = _Table(form, offset)
        return tables

    def _unpack(self, table: _Table, shape: str, offset: int) -> tuple[int, ...]:
        return struct.unpack_from(table.order + shape, self._data, offset)
