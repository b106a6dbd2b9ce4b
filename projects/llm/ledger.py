"""The ledger of calls: a row for each, whether it ended well, failed or was broken off."""

import json
import time

from django.db.models import Sum

from projects.llm.models import ModelCall
from projects.threads import in_thread

# What the common vision models make of a picture of about a megapixel.
PICTURE_TOKENS = 1000


@in_thread
def write_down(request, meter):
    """Add the row of one call. What the provider did not count is estimated, and marked so."""
    model = meter.model
    exact = meter.tokens_out is not None or meter.audio_is_told
    tokens_in, tokens_out = meter.tokens_in or 0, meter.tokens_out or 0
    if not exact:
        tokens_in = sum(_prompt_tokens(message) for message in request.messages) + estimate_tokens(json.dumps(list(request.tools)))
        tokens_out = estimate_tokens("".join(meter.words))
    ModelCall.objects.create(
        project=request.project,
        user=request.user,
        model=model.pk,
        purpose=request.purpose,
        reference=request.reference,
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        audio_s=round(meter.audio_s),
        counted=ModelCall.Counted.EXACT if exact else ModelCall.Counted.ESTIMATED,
        input_usd_per_million=model.input_usd_per_million,
        output_usd_per_million=model.output_usd_per_million,
        audio_usd_per_minute=model.audio_usd_per_minute,
        cost_usd=model.cost_usd(tokens_in, tokens_out, round(meter.audio_s)),
        first_token_ms=None if meter.first_token_s is None else round(meter.first_token_s * 1000),
        latency_ms=round((time.monotonic() - meter.started) * 1000),
        error=meter.error,
    )


def tokens_of(reference):
    """Return (tokens in, tokens out) of all calls that were made for reference."""
    sums = ModelCall.objects.filter(reference=reference).aggregate(read=Sum("tokens_in"), written=Sum("tokens_out"))
    return sums["read"] or 0, sums["written"] or 0


def estimate_tokens(text):
    """Estimate tokens without a tokenizer: four Latin characters a token, about one and a half Thai ones."""
    wide = sum(1 for character in text if character >= "\u0e00")
    return round(wide / 1.5 + (len(text) - wide) / 4)


def _prompt_tokens(message):
    """Count a message: words, a list of parts with pictures among them, or calls of tools."""
    content, called = message.get("content") or "", message.get("tool_calls")
    if called:
        return estimate_tokens(json.dumps(called)) + estimate_tokens(content)
    if isinstance(content, str):
        return estimate_tokens(content)
    return sum(estimate_tokens(part["text"]) if part["type"] == "text" else PICTURE_TOKENS for part in content)
