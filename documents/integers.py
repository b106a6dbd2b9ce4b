"""Whole numbers in few bytes that numpy reads without a loop.

A list is a byte that says how wide its numbers are, then the numbers, 1, 2 or 4 bytes each. A few
that don't fit the width are marked by its highest value and follow behind, 4 bytes each.
"""

import struct

import numpy as np

_TYPES = {1: np.dtype("u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}
# Numbers below it take one byte each where all of a list are.
NARROW = 0xFF
_MARKS = {1: NARROW, 2: 0xFFFF, 4: 0xFFFFFFFF}
_CODES = {1: "B", 2: "H", 4: "I"}
_EXCEPTIONS = 8
FEW = 16


def encode(values: np.ndarray) -> bytes:
    """Return numbers ≥ 0 and < 2**32 - 1, packed."""
    count = len(values)
    if count == 0:
        return b""
    if count <= FEW:
        return _encode_few(values.tolist())
    width = _best_width(values, count)
    mark, kind = _MARKS[width], _TYPES[width]
    large = values >= mark
    exceptions = values[large]
    if not len(exceptions):
        return bytes((width,)) + values.astype(kind).tobytes()
    head = struct.pack("<BI", width | _EXCEPTIONS, len(exceptions))
    return head + np.where(large, mark, values).astype(kind).tobytes() + exceptions.astype(_TYPES[4]).tobytes()


def decode(data: bytes, kind: type = np.int64) -> np.ndarray:
    """Return the numbers of encode, in a kind that holds them."""
    if not data:
        return np.empty(0, kind)
    width = data[0]
    if width < _EXCEPTIONS:
        return np.frombuffer(data, _TYPES[width], offset=1).astype(kind)
    width -= _EXCEPTIONS
    exceptions = struct.unpack_from("<I", data, 1)[0]
    count = (len(data) - 5 - 4 * exceptions) // width
    values = np.frombuffer(data, _TYPES[width], count, 5).astype(kind)
    values[values == _MARKS[width]] = np.frombuffer(data, _TYPES[4], exceptions, len(data) - 4 * exceptions)
    return values


def encode_ordinals(ordinals: np.ndarray) -> bytes:
    """Return ascending, distinct whole numbers ≥ 0, packed as gaps; the first as 8 bytes before them."""
    if not len(ordinals):
        return b""
    return struct.pack("<q", int(ordinals[0])) + encode(np.diff(ordinals, prepend=ordinals[0]))


def decode_ordinals(data: bytes) -> np.ndarray:
    if not data:
        return np.empty(0, np.int64)
    gaps = decode(data[8:])
    gaps[0] = struct.unpack_from("<q", data)[0]
    return np.cumsum(gaps, out=gaps)


def _encode_few(values: list[int]) -> bytes:
    """Return what encode would make of a short list, for which numpy takes several times as long."""
    if max(values) < NARROW:
        return bytes((1, *values))
    count = len(values)
    sizes = [(width * count + 4 * sum(value >= _MARKS[width] for value in values), width) for width in (1, 2)]
    _size, width = min(*sizes, (4 * count, 4))
    mark, kind = _MARKS[width], _CODES[width]
    exceptions = [value for value in values if value >= mark]
    if not exceptions:
        return struct.pack(f"<B{count}{kind}", width, *values)
    marked = [min(value, mark) for value in values]
    head = struct.pack("<BI", width | _EXCEPTIONS, len(exceptions))
    return head + struct.pack(f"<{count}{kind}{len(exceptions)}I", *marked, *exceptions)


def _best_width(values: np.ndarray, count: int) -> int:
    top = int(values.max())
    if top < _MARKS[1]:
        return 1
    sizes = {width: width * count + 4 * int(np.count_nonzero(values >= _MARKS[width])) for width in (1, 2)}
    return min(sizes | {4: 4 * count}, key=(sizes | {4: 4 * count}).get)
