"""Recordings to words with their times, through a provider."""

import asyncio
import math
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from projects.llm import background, breaker, providers
from projects.llm.calls import Meter, Request
from projects.llm.errors import GatewayError, NotConfigured, RecordingRefused, RecordingTooLarge
from projects.llm.ledger import write_down
from projects.llm.models import CatalogModel, Provider

# An hour of speech is not heard in the time in which a chat answers.
TIMEOUT_S = 600
# Who is asked in OpenAI's way. The others have no such endpoint, and must not be sent to OpenAI's.
ROUTES = {
    Provider.Kind.OPENAI: "openai",
    Provider.Kind.GROQ: "groq",
    Provider.Kind.VLLM: "openai",
    Provider.Kind.LITELLM_PROXY: "openai",
    Provider.Kind.COMPATIBLE: "openai",
}
# Providers tell the format by the name.
SUFFIXES = {"audio/mpeg": "mp3", "audio/wav": "wav", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/flac": "flac", "audio/webm": "webm"}


class Segment(NamedTuple):
    """A stretch of speech; times in seconds from the start."""

    start_s: float
    end_s: float
    text: str


def transcribe(request: Request, model: CatalogModel, path: Path, media_type: str, should_stop=lambda: False) -> list[Segment]:
    """Return what is said in the recording at path, in order; for an untimed model one segment that starts at 0.

    Raises GatewayError, CancelledError once should_stop says so. Call it from a thread.
    """
    limit = settings.TRANSCRIPTION_MAX_BYTES
    if path.stat().st_size > limit:
        raise RecordingTooLarge(
            _("The recording is larger than the %(limit)s MB that can be transcribed. Split it, or save it as MP3 at a lower quality.")
            % {"limit": f"{limit / 2**20:g}"}
        )
    if model.provider.kind not in ROUTES:
        raise NotConfigured(_("%(provider)s can’t transcribe: choose a model of another provider.") % {"provider": model.provider.name})
    file = (f"recording.{SUFFIXES.get(media_type, 'mp3')}", path.read_bytes())
    return background.run(_metered(request, model, file), should_stop)


async def _metered(request, model, file):
    await breaker.check(model)
    meter = Meter(model)
    try:
        segments = await _call(model, file, meter)
    except GatewayError as error:
        meter.error = error.code
        await breaker.record(model, failed=error.retryable)
        raise
    except asyncio.CancelledError:
        meter.error = "stopped"
        raise
    else:
        await breaker.record(model, failed=False)
        return segments
    finally:
        await asyncio.shield(write_down(request, meter))


async def _call(model, file, meter):
    litellm = await asyncio.to_thread(providers.load)
    timeout_s = max(model.provider.timeout_s, TIMEOUT_S)
    try:
        reply = await asyncio.wait_for(litellm.atranscription(**_arguments(model, file, timeout_s)), timeout_s)
        segments = _segments(reply)
        _read_counts(reply, segments, meter)
        return segments
    except Exception as error:
        raise _translate(error, litellm, model) from error


def _translate(error, litellm, model):
    names = {"provider": model.provider.name, "model": model.provider_model}
    if getattr(error, "status_code", 0) == 413:
        return RecordingTooLarge(
            _("The recording is larger than %(provider)s takes. Split it, or save it as MP3 at a lower quality.") % names
        )
    if getattr(error, "status_code", 0) == 400:
        return RecordingRefused(
            _("%(provider)s refused the recording: damaged, or too long for %(model)s. Split it, or save it as MP3.") % names
        )
    return providers.translate(error, litellm, model)


def _arguments(model, file, timeout_s):
    provider = model.provider
    return {
        "model": f"{ROUTES[provider.kind]}/{model.provider_model}",
        "file": file,
        "response_format": "json" if CatalogModel.UNTIMED in model.capabilities else "verbose_json",
        "api_key": provider.api_key or "none",
        "api_base": provider.base_url or None,
        "timeout": timeout_s,
        "max_retries": 0,
    }


def _segments(reply):
    """Return the segments of a reply, which may be anything: times are made finite and never run backwards."""
    found, now = [], 0.0
    for row in getattr(reply, "segments", None) or []:
        row = row if isinstance(row, dict) else vars(row)
        start = max(now, _seconds(row.get("start")))
        found.append(Segment(start, max(start, _seconds(row.get("end"))), clean(row.get("text"))))
        now = start
    return found or [Segment(0.0, _duration(reply), clean(getattr(reply, "text", "")))]


def _read_counts(reply, segments, meter):
    usage = getattr(reply, "usage", None)
    if getattr(usage, "type", "") == "tokens":
        meter.tokens_in, meter.tokens_out = int(usage.input_tokens or 0), int(usage.output_tokens or 0)
    meter.words.extend(segment.text for segment in segments)
    told = _duration(reply)
    meter.audio_s, meter.audio_is_told = told or segments[-1].end_s, told > 0


def _duration(reply):
    usage = getattr(reply, "usage", None)
    return _seconds(getattr(reply, "duration", None)) or _seconds(getattr(usage, "seconds", None))


def _seconds(value):
    """Return value as seconds within a day, 0 for what is no such number."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return 0.0
    return min(number, 86_400.0) if math.isfinite(number) and number > 0 else 0.0


def clean(text):
    """Return what a model wrote as text that can be stored: without halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode() if isinstance(text, str) else ""
