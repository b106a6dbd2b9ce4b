"""The one door to answer models: what may be called, with whose key, and what it cost.

Every call is metered: a row in the ledger (ModelCall), written whether it ends well, fails or is broken off.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator

from django.utils.translation import gettext as _

from projects.llm import breaker, providers
from projects.llm.builtin import EXTRACTIVE, runtime_of
from projects.llm.calls import Delta, Meter, Request
from projects.llm.errors import GatewayError, NotConfigured, UnknownModel
from projects.llm.ledger import write_down
from projects.llm.models import CatalogModel
from projects.threads import in_thread

ATTEMPTS = 3
BACKOFF_S = 0.5
LONGEST_WAIT_S = 20


def choose(project, wanted=""):
    """Return the model for a question: the one wanted, else the project's, else the default.

    Raises UnknownModel or NotConfigured, saying which one and what to do.
    """
    for model_id in filter(None, (wanted.replace("\x00", ""), project.llm_model)):
        model = CatalogModel.objects.select_related("provider").filter(pk=model_id, kind=CatalogModel.Kind.LLM, is_enabled=True).first()
        if model is None:
            raise UnknownModel(_("There is no model “%(model)s”. Choose one from the list.") % {"model": model_id})
        if not (model.is_builtin or model.provider.is_configured):
            raise NotConfigured(
                _("“%(model)s” needs a key or an address for %(provider)s: an administrator sets it under Model providers.")
                % {"model": model.label, "provider": model.provider.name}
            )
        return model
    default = CatalogModel.objects.select_related("provider").filter(kind=CatalogModel.Kind.LLM, is_default=True, is_enabled=True).first()
    usable = default and (default.is_builtin or default.provider.is_configured)
    return default if usable else CatalogModel.objects.get(pk=EXTRACTIVE)


async def stream(request: Request, model: CatalogModel) -> AsyncIterator[Delta]:
    """Yield the reply to request piece by piece.

    Before the first piece, a passing fault is tried again with back-off and then the model's fall-backs
    are asked in turn. Afterwards nothing is asked twice: BrokeOff is raised. Raises GatewayError.
    """
    for candidate in await _with_fallbacks(model):
        try:
            async for delta in _stream_patiently(request, candidate):
                yield delta
            return
        except GatewayError as error:
            failure = error
            if not error.retryable or error.extra.get("begun"):
                raise
    raise failure


async def complete(request: Request, model: CatalogModel) -> str:
    """Return the whole reply to request. Raises GatewayError."""
    return "".join([delta.text async for delta in stream(request, model)])


async def _stream_patiently(request, model):
    for attempt in range(ATTEMPTS):
        meter = Meter(model)
        try:
            async for delta in _stream_once(request, model, meter):
                yield delta
            return
        except GatewayError as error:
            if not error.retryable or meter.words or attempt == ATTEMPTS - 1:
                error.extra["begun"] = bool(meter.words)
                raise
            wait_s = getattr(error, "retry_after_s", None) or BACKOFF_S * 2**attempt * random.uniform(0.8, 1.2)  # noqa: S311
            if wait_s > LONGEST_WAIT_S:
                raise
            await asyncio.sleep(wait_s)


async def _stream_once(request, model, meter):
    await breaker.check(model)
    source = runtime_of(model.pk)(request) if model.is_builtin else providers.stream(request, model, meter)
    try:
        async for delta in source:
            said = delta.text or "".join(call.name + call.arguments for call in delta.calls)
            if said:
                if meter.first_token_s is None:
                    meter.first_token_s = time.monotonic() - meter.started
                meter.words.append(said)
            yield delta
    except GatewayError as error:
        meter.error = error.code
        await breaker.record(model, failed=error.retryable)
        raise
    except (asyncio.CancelledError, GeneratorExit):
        meter.error = "stopped"
        raise
    else:
        await breaker.record(model, failed=False)
    finally:
        await asyncio.shield(write_down(request, meter))


@in_thread
def _with_fallbacks(model):
    """Return model and its usable fall-backs, in order and without going round in circles."""
    chain = []
    while model and model not in chain:
        if model.is_builtin or model.provider.is_configured:
            chain.append(model)
        model = CatalogModel.objects.select_related("provider").filter(pk=model.fallback_id, is_enabled=True).first()
    return chain
