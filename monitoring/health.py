"""Is what the product stands on there? Cheap enough to be asked every second."""

from collections.abc import Callable

import httpx
from django.conf import settings
from django.core.cache import cache
from django.db import connection

MODELS_TIMEOUT_S = 2


def failing() -> list[str]:
    """Return the names of the services that do not answer now, in the order of CHECKS."""
    return [name for name, check in CHECKS.items() if not _passes(check)]


def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_redis() -> None:
    cache.get("health")


def ask_models() -> dict:
    """Return what the model server says of itself. Raises httpx.HTTPError if it does not answer."""
    with models_http() as client:
        answer = client.get("/health")
    answer.raise_for_status()
    return answer.json()


def models_http() -> httpx.Client:
    url = settings.MODELS_URL
    if url.startswith("unix://"):
        transport = httpx.HTTPTransport(uds=url.removeprefix("unix://"))
        return httpx.Client(transport=transport, base_url="http://models", timeout=MODELS_TIMEOUT_S)
    return httpx.Client(base_url=url, timeout=MODELS_TIMEOUT_S)


CHECKS: dict[str, Callable] = {"database": ask_database, "redis": ask_redis, "models": ask_models}


def _passes(check: Callable) -> bool:
    try:
        check()
    except Exception:  # noqa: BLE001 - whatever goes wrong means "not now"
        return False
    return True
