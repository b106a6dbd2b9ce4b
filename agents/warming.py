"""What would make the first question slow is loaded before it comes, off the event loop."""

import gc
import logging

from django.db import DatabaseError

from agents.definitions.library import sync
from agents.terms import thai_words
from documents.tokens import tokenize
from projects.llm import providers
from projects.llm.models import Provider
from projects.threads import in_thread

logger = logging.getLogger(__name__)


async def warm_up():
    """Load what answers need; then leave what has been loaded out of garbage collection, whose full rounds stop
    every answer for half a second while they look at millions of objects that stay."""
    await _load()
    gc.freeze()


@in_thread
def _load():
    """Load the word lists, agents whose files have changed, and LiteLLM where a provider is configured: elsewhere its 190 MB are saved."""
    tokenize("warm อุ่นเครื่อง")
    thai_words("อุ่นเครื่อง")
    try:
        sync()
        configured = any(provider.is_configured for provider in Provider.objects.filter(is_enabled=True))
    except DatabaseError:
        logger.warning("the database is away; providers are loaded when they are needed")
        return
    if configured:
        providers.load()
