"""Conversations found by words, each with the words that were found in their surroundings."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from agents.history import conversations_of, words_of
from agents.models import Conversation, Message

MOST = 50
BEFORE, AFTER = 60, 140  # characters around the first word found


@dataclass(frozen=True)
class Found:
    """message: the latest one that holds a word, None if only the title does. snippet: [(text, whether it is a word found)]."""

    conversation: Conversation
    message: UUID | None
    title: list[tuple[str, bool]]
    snippet: list[tuple[str, bool]]


def find(user, text, project=None, limit=MOST):
    """Return up to limit conversations of the person, in the order of `conversations_of`; two queries."""
    words = words_of(text)
    if not words:
        return []
    conversations = list(conversations_of(user, project, text)[:limit])
    said = _latest_mentions(conversations, words)
    return [_found(each, said.get(each.pk), words) for each in conversations]


def _latest_mentions(conversations, words):
    """Return {conversation id: (message id, content)} of the latest message of each that holds one of the words."""
    holds = Q()
    for word in words:
        holds |= Q(content__icontains=word)
    messages = Message.objects.filter(holds, conversation__in=conversations)
    latest = messages.order_by("conversation_id", "-created_at").distinct("conversation_id")
    return {conversation: (pk, content) for conversation, pk, content in latest.values_list("conversation_id", "pk", "content")}


def _found(conversation, said, words):
    message, content = said or (None, "")
    return Found(conversation, message, marked(str(conversation), words), marked(_around(content, words), words))


def _around(content, words):
    line = " ".join(content.split())
    first = re.search(_any_of(words), line, re.IGNORECASE)
    at = first.start() if first else 0
    start, end = max(0, at - BEFORE), at + AFTER
    return ("… " if start else "") + line[start:end] + (" …" if end < len(line) else "")


def marked(text, words):
    """Return text in pieces: [(piece, whether it is one of the words)], empty ones left out."""
    pieces = re.split(f"({_any_of(words)})", text, flags=re.IGNORECASE)
    return [(piece, bool(number % 2)) for number, piece in enumerate(pieces) if piece]


def _any_of(words):
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
