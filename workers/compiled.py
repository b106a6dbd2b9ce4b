"""Runs a model folder with ONNX Runtime and keeps its converted graph, by content and form, under MODELS_DIR/cache."""

import ctypes
import hashlib
import logging
import os
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from workers import graph
from workers.folders import models_dir

log = logging.getLogger(__name__)

# Raised when graph.build makes something else of the same files.
GRAPH_VERSION = 2
# Texts of one caller that wait for a thread: enough to keep the threads busy, few enough to let another caller in.
AHEAD = 8
_MADV_PAGEOUT = 21


class CompiledEncoder:
    """One graph that any number of threads run at once, each its own text.

    A text on one thread costs less CPU than a batch on several: nothing is padded, its activations stay in the
    cache, and no thread waits for another. A query is run by whoever asks, so it waits for no passage.
    """

    def __init__(self, folder: Path, precision: str, threads: int):
        path = converted(folder, precision)
        try:
            self._session = _session(path)
        except OSError:  # a crash left it damaged
            path.unlink()
            self._session = _session(converted(folder, precision))
        self.dimensions = self._session.get_outputs()[0].shape[1]
        self._weights = path.with_suffix(".bin")
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="passages")
        self.rest()

    def infer(self, ids: list[int]) -> np.ndarray:
        """Return the unit vector (dimensions,) float32 of one text's ids, in the calling thread."""
        return self._session.run(None, {"input_ids": np.array([ids], np.int64)})[0][0]

    def infer_each(self, texts: Iterable[list[int]]) -> Iterator[np.ndarray]:
        """Yield the vectors of many texts' ids in their order; callers take turns on the threads given at the start."""
        ahead = deque()
        for ids in texts:
            ahead.append(self._threads.submit(self.infer, ids))
            if len(ahead) > AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def rest(self) -> None:
        """Let go of memory that only work needs; the next text takes it back."""
        _release_pages(self._weights)


def _session(path: Path):
    """Raises OSError where path or its weights are not what converted() wrote."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The arena keeps the largest buffers for good; without it they go back to the system after work.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors share no base of their own
        raise OSError(f"{path.name} cannot be loaded: {error}") from error


def converted(folder: Path, precision: str) -> Path:
    """Return the converted graph of folder, made on first use. ONNX Runtime reads its weights by memory mapping."""
    cache = models_dir() / "cache"
    path = cache / f"{_digest(folder)}-{precision}.onnx"
    if path.is_file():
        return path
    cache.mkdir(parents=True, exist_ok=True)
    log.info("Converting %s to %s", folder.name, precision)
    with tempfile.TemporaryDirectory(dir=cache) as draft:
        made = Path(draft) / path.name  # the graph names the file of its weights
        graph.build(folder, precision, made)
        # The weights go first: a crash between the two leaves no graph that lacks them.
        os.replace(made.with_suffix(".bin"), path.with_suffix(".bin"))
        os.replace(made, path)
    return path


def _digest(folder: Path) -> str:
    digest = hashlib.sha256(str(GRAPH_VERSION).encode())
    for name in ("config.json", "modules.json", "1_Pooling/config.json", "model.safetensors"):
        if (folder / name).is_file():
            with (folder / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:24]


def _release_pages(path: Path) -> None:
    """Let the system take path's mapped pages: work leaves behind every word vector it met. They come back on demand."""
    maps = Path("/proc/self/maps")
    if not maps.is_file():
        return
    libc = ctypes.CDLL(None)
    for line in maps.read_text().splitlines():
        span, *_, name = line.split(None, 5) if line.endswith(path.name) else ("", "")
        if span and name == str(path):
            start, end = (int(part, 16) for part in span.split("-"))
            libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _MADV_PAGEOUT)
