"""Hands memory that the process no longer uses back to the system."""

import ctypes
import gc


def give_back() -> None:
    """Free what loading left behind. Does nothing where the C library cannot (only glibc can)."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
