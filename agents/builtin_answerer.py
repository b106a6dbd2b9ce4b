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
    """What the answerer works on. embed: None where the embedding model does not know the question's language.

    begun: what stands before the quotations. indexes: what each passage is called in its citations, if not by its
    place in passages. may_refuse: whether to say that nothing was found, where something stands before.
    """

    question: str
    passages: list
    embed: Callable | None
    begun: CitedText | None = None
    indexes: list[int] | None = None
    may_refuse: bool = True


@dataclass(frozen=True)
class Quoted:
    """What it knows beyond the words: carried by its last delta."""

    text: CitedText
    refused: bool
    confidence: float
    nearest: list


async def run(request):
    """Yield the answer in pieces, markers placed; the last piece carries a Quoted."""
    asked = request.context
    answer = await asyncio.to_thread(_answer, asked)
    text = asked.begun or CitedText()
    if text.markdown and answer.refused:
        yield Delta("", Quoted(text, asked.may_refuse, answer.confidence if asked.may_refuse else None, answer.nearest))
        return
    gap = "\n\n" if text.markdown else ""
    if answer.lead_in:
        yield Delta(text.add(gap + answer.lead_in + "\n\n"))
    for part in answer:
        yield Delta(text.add(part.text, _called(asked, part.citations), answer.confidence))
    yield Delta("", Quoted(text, answer.refused, answer.confidence, answer.nearest))


def _called(asked, spans):
    return spans if asked.indexes is None else [(asked.indexes[passage], start, end) for passage, start, end in spans]


def _answer(asked):
    try:
        return extractive.answer(asked.question, asked.passages, embed=asked.embed)
    except ModelUnavailable:  # it went away after the search: words alone decide
        return extractive.answer(asked.question, asked.passages)


def install():
    register(EXTRACTIVE, run)
