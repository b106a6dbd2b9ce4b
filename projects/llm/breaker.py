"""A circuit breaker per provider: after a run of failures, calls fail at once for a while."""

from contextlib import suppress

from django.core.cache import cache
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from projects.llm.errors import Unreachable

FAILURES = 5
OPEN_S = 30


async def check(model):
    """Raise Unreachable while the model's provider is given a rest."""
    if not model.is_builtin and await _failures(model) >= FAILURES:
        name = model.provider.name
        raise Unreachable(_("%(provider)s has failed several times in a row and is given half a minute's rest.") % {"provider": name})


async def record(model, *, failed):
    """Count a failure, or forget all of them after a success."""
    if not model.is_builtin:
        with suppress(RedisError):  # no answer fails because it could not be counted
            await _count(model, failed=failed)


async def _failures(model):
    try:
        return await cache.aget(_key(model)) or 0
    except RedisError:
        return 0


async def _count(model, *, failed):
    if not failed:
        await cache.adelete(_key(model))
    elif not await cache.aadd(_key(model), 1, OPEN_S):
        try:
            await cache.aincr(_key(model))
        except ValueError:  # it expired in between
            await cache.aadd(_key(model), 1, OPEN_S)


def _key(model):
    return f"breaker:{model.provider_id}"
