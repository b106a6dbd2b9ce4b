"""Writes ONNX files without the onnx library: the few messages of onnx.proto3 that an encoder needs.

https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3, encoded as https://protobuf.dev/programming-guides/encoding/ says.
"""

import struct
from pathlib import Path

import numpy as np

FUSED = "com.microsoft"  # ONNX Runtime's own operators
_OPSETS = {"": 17, FUSED: 1}
_IR_VERSION = 8
_TYPES = {np.dtype(np.float32): 1, np.dtype(np.int8): 3, np.dtype(np.int64): 7}
# Larger weights lie in a file beside the graph, aligned so that the runtime maps them instead of reading them.
_APART_BYTES = 1024
_ALIGNMENT = 65536


class Graph:
    """A graph under construction; nodes run in the order they are added and a value is known by its name.

    Weights go to path with the ending .bin as they come, so that no two large ones need be in memory at once.
    """

    def __init__(self, path: Path):
        self._path = path
        self._data = path.with_suffix(".bin").open("wb")
        self._nodes: list[bytes] = []
        self._weights: list[bytes] = []
        self._ends: list[bytes] = []

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self._data.close()

    def input(self, name: str, dtype, shape: list) -> str:
        """Declare an input; a dimension is a number or, where it varies, a name."""
        self._ends.append(_message(11, _value(name, dtype, shape)))
        return name

    def output(self, name: str, dtype, shape: list) -> None:
        """Declare the value called name an output."""
        self._ends.append(_message(12, _value(name, dtype, shape)))

    def weight(self, array: np.ndarray) -> str:
        """Add a constant: float32, int8 or int64."""
        name = f"w{len(self._weights)}"
        array = np.ascontiguousarray(array).reshape(np.shape(array))
        head = b"".join(_int(1, size) for size in array.shape) + _int(2, _TYPES[array.dtype]) + _text(8, name)
        content = _message(9, array.tobytes()) if array.nbytes <= _APART_BYTES else self._apart(array)
        self._weights.append(_message(5, head + content))
        return name

    def add(self, kind: str, *inputs: str, output: str = "", domain: str = "", **attributes) -> str:
        """Add a node and return the name of its (first) output; an empty input is one left out."""
        number = len(self._nodes)
        name = output or f"v{number}"
        fields = [_text(1, value) for value in inputs]
        fields += [_text(2, name)] + [_text(2, f"{name}.{rest}") for rest in range(1, _OUTPUTS.get(kind, 1))]
        fields += [_text(3, f"{kind}{number}"), _text(4, kind), _text(7, domain)]
        fields += [_message(5, _attribute(name, value)) for name, value in attributes.items()]
        self._nodes.append(_message(1, b"".join(fields)))
        return name

    def save(self) -> None:
        """Write the graph to its path."""
        graph = b"".join([*self._nodes, _text(2, "encoder"), *self._weights, *self._ends])
        opsets = [_message(8, _text(1, domain) + _int(2, version)) for domain, version in _OPSETS.items()]
        self._path.write_bytes(_int(1, _IR_VERSION) + _message(7, graph) + b"".join(opsets))

    def _apart(self, array: np.ndarray) -> bytes:
        self._data.seek(-(-self._data.tell() // _ALIGNMENT) * _ALIGNMENT)
        place = {"location": self._path.with_suffix(".bin").name, "offset": str(self._data.tell()), "length": str(array.nbytes)}
        self._data.write(array.data)
        return b"".join(_message(13, _text(1, key) + _text(2, value)) for key, value in place.items()) + _int(14, 1)


_OUTPUTS = {"DynamicQuantizeLinear": 3}


def _varint(number: int) -> bytes:
    digits = bytearray()
    number &= 2**64 - 1
    while number > 127:
        digits.append(number & 127 | 128)
        number >>= 7
    return bytes([*digits, number])


def _int(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)


def _message(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _text(field: int, text: str) -> bytes:
    return _message(field, text.encode())


def _value(name: str, dtype, shape: list) -> bytes:
    sizes = [_message(1, _text(2, size) if isinstance(size, str) else _int(1, size)) for size in shape]
    tensor = _int(1, _TYPES[np.dtype(dtype)]) + _message(2, b"".join(sizes))
    return _text(1, name) + _message(2, _message(1, tensor))


def _attribute(name: str, value: float | int | list[int]) -> bytes:
    if isinstance(value, float):
        return _text(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _int(20, 1)
    if isinstance(value, int):
        return _text(1, name) + _int(3, value) + _int(20, 2)
    return _text(1, name) + b"".join(_int(8, number) for number in value) + _int(20, 7)
