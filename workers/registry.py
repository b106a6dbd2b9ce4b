"""Which models this server has, and the ones it holds in memory."""

import json
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workers.encoder import load_encoder
from workers.errors import ModelUnavailable, UnknownModel
from workers.folders import PACKAGED, card, download, locate, locate_local, models_dir
from workers.memory import give_back
from workers.reranker import load_reranker

log = logging.getLogger(__name__)

EMBEDDING, RERANKER = "embedding", "reranker"
_LOADERS = {EMBEDDING: load_encoder, RERANKER: load_reranker}
# Models beyond the configured ones that stay in memory; the one unused for longest goes first.
ON_DEMAND = 2


@dataclass
class Slot:
    """A model by id. state: idle (on disk), loading, ready or unavailable; reason says why the last."""

    id: str
    kind: str
    state: str = "idle"
    reason: str = ""
    model: object = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Registry:
    """Configured models are loaded by start(); others under MODELS_DIR on first use."""

    def __init__(self, environ: Mapping[str, str] = os.environ):
        self._slots: dict[str, Slot] = {}
        self.default = {}
        for kind, variable, fallback in ((EMBEDDING, "EMBEDDING_MODEL", PACKAGED), (RERANKER, "RERANKER_MODEL", "")):
            names = [name.strip() for name in environ.get(variable, "").split(",") if name.strip()] or [fallback]
            self.default[kind] = names[0]
            for name in filter(None, names):
                self._slots[name] = Slot(name, kind)
        self._configured = list(self._slots)
        self._slots.setdefault(PACKAGED, Slot(PACKAGED, EMBEDDING))
        self._recent: OrderedDict[str, None] = OrderedDict()
        self._guard = threading.Lock()

    def start(self) -> None:
        """Load the configured models; those to be fetched from the hub load in the background."""
        for name in self._configured:
            slot = self._slots[name]
            try:
                locate(name)
            except ModelUnavailable:
                slot.state = "loading"
                threading.Thread(target=self._fetch, args=(slot,), daemon=True).start()
            else:
                self._try(slot, lambda slot=slot: _LOADERS[slot.kind](slot.id))

    def get(self, name: str, kind: str):
        """Return the model called name, by default the first configured of its kind, loading it if need be.

        Raises UnknownModel if there is no such id of this kind, ModelUnavailable if it cannot be loaded.
        """
        name = name or self.default[kind]
        slot = self._known(name)
        if slot is None or slot.kind != kind:
            raise UnknownModel(f'This server has no {kind} model "{name}". GET /v1/models lists those it has.')
        with slot.lock:
            if slot.state == "idle":
                self._load(slot)
        if slot.state != "ready":
            raise ModelUnavailable(slot.reason or f'The model "{name}" is still loading: try again in a moment.')
        self._note_use(slot)
        return slot.model

    def describe(self) -> list[dict]:
        """Return what can be asked for: the configured models, then those under MODELS_DIR."""
        for name in sorted(_under_models_dir()):
            self._known(name)
        return [_description(slot) for slot in list(self._slots.values())]

    def rest(self) -> None:
        """Give memory back that only work needs; safe while models are in use."""
        for slot in list(self._slots.values()):
            if hasattr(slot.model, "rest"):
                slot.model.rest()
        give_back()

    def _known(self, name: str) -> Slot | None:
        with self._guard:
            if name not in self._slots and (folder := locate_local(name)):
                self._slots[name] = Slot(name, _kind(folder))
            return self._slots.get(name)

    def _load(self, slot: Slot) -> None:
        self._try(slot, lambda: _LOADERS[slot.kind](slot.id))

    def _fetch(self, slot: Slot) -> None:
        def fetch_and_load():
            folder = download(slot.id)
            model = _LOADERS[slot.kind](folder)
            model.name = slot.id
            return model

        self._try(slot, fetch_and_load)  # without slot.lock: nobody should wait for a download

    def _try(self, slot: Slot, load: Callable[[], object]) -> None:
        slot.state = "loading"
        try:
            slot.model = load()
            slot.state = "ready"
        except ModelUnavailable as error:
            slot.state, slot.reason = "unavailable", str(error)
            log.warning("%s: %s", slot.id, error)

    def _note_use(self, slot: Slot) -> None:
        if slot.id in self._configured:
            return
        with self._guard:
            self._recent[slot.id] = None
            self._recent.move_to_end(slot.id)
            while len(self._recent) > ON_DEMAND:
                oldest, _ = self._recent.popitem(last=False)
                self._slots[oldest].model, self._slots[oldest].state = None, "idle"


def _under_models_dir() -> list[str]:
    root = models_dir()
    found = [*root.glob("*/config.json"), *root.glob("*/*/config.json")]
    folders = {path.parent for path in found if path.parent.relative_to(root).parts[0] != "cache"}
    # A folder inside a model's own folder (1_Pooling) is no model.
    return [str(folder.relative_to(root)) for folder in folders if folder.parent not in folders]


def _kind(folder: Path) -> str:
    architectures = json.loads((folder / "config.json").read_text()).get("architectures") or []
    return RERANKER if any("SequenceClassification" in name for name in architectures) else EMBEDDING


def _description(slot: Slot) -> dict:
    entry = {"id": slot.id, "object": "model", "owned_by": "local", "kind": slot.kind, "state": slot.state}
    if slot.reason:
        entry["reason"] = slot.reason
    if slot.model is not None:
        about = slot.model
    else:
        try:
            about = card(slot.id, locate(slot.id))
        except (ModelUnavailable, OSError, ValueError):
            return entry
    entry |= {"max_tokens": about.max_tokens, "languages": sorted(about.languages)}
    return entry | {key: getattr(about, key) for key in ("dimensions", "text_tokens", "precision") if hasattr(about, key)}
