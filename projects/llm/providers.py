"""Calls to providers through LiteLLM, with its errors turned into ours."""

import asyncio
import os

from django.utils.translation import gettext as _

from projects.llm import wire
from projects.llm.calls import Delta, ToolCall
from projects.llm.errors import BrokeOff, ContextTooLong, GatewayError, KeyRefused, RateLimited, TimedOut, UnknownModel, Unreachable

CONNECT_TIMEOUT_S = 10


def load():
    """Import LiteLLM (seconds, ~190 MB): only where a provider is configured, and never on the event loop."""
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # its import would otherwise fetch a file
    import litellm

    litellm.telemetry = False
    litellm.drop_params = True
    litellm.suppress_debug_info = True
    return litellm


async def stream(request, model, meter):
    """Yield the Deltas of one call; the counts that the provider tells go into meter. Raises GatewayError."""
    litellm = await asyncio.to_thread(load)
    timeout_s = model.provider.timeout_s
    begun, fragments = False, Fragments()
    try:
        chunks = wire.decoded(await asyncio.wait_for(litellm.acompletion(**_arguments(request, model)), timeout_s))
        while True:
            try:
                async with asyncio.timeout(timeout_s):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                _read_counts(chunks, meter)
                finish = getattr(chunks, "received_finish_reason", "")
                if finish is None:
                    raise ConnectionError("the stream ended without a finish reason") from None
                yield Delta("", calls=fragments.whole(), finish=finish)
                return
            delta = chunk.choices[0].delta if chunk.choices else None
            fragments.add(getattr(delta, "tool_calls", None))
            text = getattr(delta, "content", None) or ""
            if text:
                begun = True
                yield Delta(text)
    except GatewayError:
        raise
    except Exception as error:
        if begun:
            raise BrokeOff(
                _("The connection to the model broke off in mid-answer. What had arrived is kept; ask again for the rest.")
            ) from error
        raise translate(error, litellm, model) from error


class Fragments:
    """Calls of tools as they arrive: several at once, each piece by piece, told apart by index or, failing that, by id."""

    def __init__(self):
        self._calls = {}

    def add(self, deltas):
        for delta in deltas or ():
            index = getattr(delta, "index", None)
            known = self._calls.get(index)
            if index is None or (known and delta.id and known["id"] and delta.id != known["id"]):
                index = len(self._calls) if delta.id or not self._calls else max(self._calls)
            call = self._calls.setdefault(index, {"id": "", "name": "", "arguments": []})
            call["id"] = call["id"] or delta.id or ""
            call["name"] += (delta.function.name or "") if not call["name"] else ""
            call["arguments"].append(delta.function.arguments or "")

    def whole(self):
        calls = enumerate(self._calls.values())
        return tuple(ToolCall(call["id"] or f"call_{number}", call["name"], "".join(call["arguments"])) for number, call in calls)


def _read_counts(chunks, meter):
    """Take the counts that the provider told; LiteLLM's own, made up where none were told, don't count as exact."""
    for chunk in getattr(chunks, "chunks", ()):
        usage = getattr(chunk, "usage", None) or getattr(chunk, "_hidden_params", {}).get("usage")
        if usage and usage.completion_tokens:
            meter.tokens_in, meter.tokens_out = usage.prompt_tokens, usage.completion_tokens


def _arguments(request, model):
    provider = model.provider
    route = "openai" if provider.kind == provider.Kind.COMPATIBLE else provider.kind
    tools = {"tools": list(request.tools), "tool_choice": "auto" if request.may_call else "none"} if request.tools else {}
    return tools | {
        "model": f"{route}/{model.provider_model}",
        "messages": request.messages,
        "temperature": request.temperature,
        "max_tokens": min(request.max_tokens or model.max_output_tokens, model.max_output_tokens),
        "stream": True,
        "stream_options": {"include_usage": True},
        # Some servers want no key, but the client refuses to send nothing.
        "api_key": provider.api_key or "none",
        "api_base": provider.base_url or None,
        "timeout": provider.timeout_s,
        "num_retries": 0,
        "max_retries": 0,
    }


def translate(error, litellm, model):
    """Return the GatewayError for whatever LiteLLM raised."""
    names = {"provider": model.provider.name, "model": model.provider_model}
    kinds = litellm.exceptions
    if isinstance(error, kinds.ContextWindowExceededError):
        return ContextTooLong(
            _("The question and its passages are longer than %(model)s can read. Lower “passages per answer” or start a new conversation.")
            % names
        )
    if isinstance(error, kinds.AuthenticationError | kinds.PermissionDeniedError):
        return KeyRefused(_("%(provider)s refused the key. An administrator can replace it under Model providers.") % names)
    if isinstance(error, kinds.RateLimitError):
        return RateLimited(_("%(provider)s is limiting requests. Try again in a moment.") % names, retry_after_s=_retry_after(error))
    if isinstance(error, kinds.NotFoundError):
        return UnknownModel(_("%(provider)s does not know the model “%(model)s”.") % names)
    if isinstance(error, kinds.Timeout | TimeoutError):
        return TimedOut(_("%(provider)s did not answer in time.") % names)
    if isinstance(error, kinds.APIConnectionError | kinds.InternalServerError | kinds.ServiceUnavailableError | OSError):
        return Unreachable(_("%(provider)s can’t be reached at the moment.") % names)
    if isinstance(error, kinds.BadRequestError):
        return GatewayError(_("%(provider)s refused the request for %(model)s.") % names)
    return GatewayError(_("%(provider)s answered in a way that could not be understood.") % names)


def _retry_after(error):
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return float(headers.get("retry-after", ""))
    except ValueError:
        return None
