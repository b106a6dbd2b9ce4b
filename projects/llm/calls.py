"""What a call of an answer model is made of."""

import time
from dataclasses import dataclass, field
from typing import Any

from projects.llm.models import CatalogModel


@dataclass(frozen=True)
class Request:
    """A call of an answer model. `context` is for built-in models: what a prompt says in words to others.

    tools: functions that the model may call, as OpenAI's protocol describes them; may_call False: it has seen them, and
    must answer now.
    """

    project: Any
    user: Any
    messages: list[dict]
    purpose: str
    reference: str = ""
    temperature: float | None = None
    max_tokens: int | None = None
    context: Any = None
    tools: tuple = ()
    may_call: bool = True


@dataclass(frozen=True)
class ToolCall:
    """A call that a model wants made; arguments are JSON as the model wrote it, which may be none."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True)
class Delta:
    """A piece of a reply. `data` carries what a built-in model knows beyond the words.

    The last piece of a provider's reply carries its calls, whole, and why it ended ("stop", "length", "content_filter"…).
    """

    text: str
    data: Any = None
    calls: tuple[ToolCall, ...] = ()
    finish: str = ""


@dataclass
class Meter:
    """What is known of one call while it runs. Counts are None until the model tells them.

    audio_is_told: whether audio_s, the length of a recording, comes from the provider.
    """

    model: CatalogModel
    started: float = field(default_factory=time.monotonic)
    first_token_s: float | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    audio_s: float = 0
    audio_is_told: bool = False
    words: list[str] = field(default_factory=list)
    error: str = ""
