"""`builtin/extractive` as the gateway calls it: a runtime beside the language models."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from agents import extractive
from agents.citations import CitedText
from projects.llm.builtin import EXTRACTIVE, register
from projects.llm.calls import Delta
from projects.llm.models_client import ModelUnavailable


@dataclass(frozen=True)
class Asked:
    """What the answerer works on. embed: None where the embedding model does not know the question's language."""

    question: str
    passages: list
    embed: Callable | None


@dataclass(frozen=True)
class Quoted:
    """What it knows beyond the words: carried by its last delta."""

    text: CitedText
    refused: bool
    confidence: float
    nearest: list


async def run(request):
    """Yield the answer in pieces, markers placed; the last piece carries a Quoted."""
    answer = await asyncio.to_thread(_answer, request.context)
    text = CitedText()
    if answer.lead_in:
        yield Delta(text.add(answer.lead_in + "\n\n"))
    for part in answer:
        yield Delta(text.add(part.text, part.citations, answer.confidence))
    yield Delta("", Quoted(text, answer.refused, answer.confidence, answer.nearest))


def _answer(asked):
    try:
        return extractive.answer(asked.question, asked.passages, embed=asked.embed)
    except ModelUnavailable:  # it went away after the search: words alone decide
        return extractive.answer(asked.question, asked.passages)


def install():
    register(EXTRACTIVE, run)
