"""Any value that a tool or a model gave, as JSON that the database keeps."""

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

DEEPEST = 40


def as_stored(value: Any, depth: int = 0) -> Any:
    """Return value in JSON's types: no NUL, no half characters, no infinities; what is too deep becomes None."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode(errors="replace").decode()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return as_stored(float(value))
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if depth == DEEPEST:
        return None
    if isinstance(value, Mapping):
        return {as_stored(str(key)): as_stored(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_stored(each, depth + 1) for each in value]
    if hasattr(value, "item"):  # a scalar of numpy
        return as_stored(value.item(), depth + 1)
    return as_stored(str(value))


def as_lines(value: Any, name: str = "") -> Iterator[str]:
    """Yield nested data as lines of text, each value with its name."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from as_lines(each, str(key).replace("_", " "))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from as_lines(each, name)
    elif value is not None and value != "":
        yield f"{name}: {value}." if name else f"{value}."
