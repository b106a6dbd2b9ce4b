"""What is said to a language model: instructions, the passages, and as much history as fits."""

import json

from agents.untrusted import Fence

INSTRUCTIONS = """\
You answer questions from the sources below and from nothing else.
- Answer in the language of the question, briefly and exactly; keep names, numbers and dates as the sources write them.
- If the sources do not hold the answer, say so in one sentence and stop. Never guess.
- Do not write citation numbers: they are added afterwards, sentence by sentence.
- {warning}"""
WITH_TOOLS = """\
You answer from the sources below and from the results of tools, and from nothing else.
- Use a tool where the sources do not hold the answer, or where it does the work better: figures, tables, comparisons.
- Answer in the language of the question, briefly and exactly; keep names, numbers and dates as the sources and tools write them.
- If neither sources nor tools give the answer, say so in one sentence and stop. Never guess, and never make up what a tool would return.
- Tables and charts that a tool returns are shown to the reader below your answer: do not repeat them.
- Do not write citation numbers: they are added afterwards, sentence by sentence.
- {warning}"""
# For models that have no way of their own to call a tool.
IN_WORDS = """\
You can use the tools below. To use one, reply with nothing but one JSON object in a fence:
```json
{{"tool": "NAME", "arguments": {{...}}}}
```
Its result comes next; then use another, or answer in plain words.
{tools}"""
NO_MORE_TOOLS = "No more tools can be used. Answer now from what is known, and say plainly what is missing."


def build(project, question, passages, told, *, fence=None, persona="", instructions=INSTRUCTIONS, hints=()):
    """Return the chat messages for question. passages None: nothing was searched. told: the Memory of what was said.

    Sources stand between fences that no document can know, so that text in them cannot end them.
    """
    fence = fence or Fence()
    system = [project.system_prompt, persona, instructions.format(warning=fence.warning), *hints]
    asked = question if passages is None else f"{fence.around(sources(passages))}\n\n{question}"
    return [
        {"role": "system", "content": "\n\n".join(filter(None, system))},
        *_said(told, fence),
        {"role": "user", "content": asked},
    ]


def sources(passages):
    """Return passages as a model reads them."""
    return "\n\n".join(_source(number, passage) for number, passage in enumerate(passages, 1)) or "(nothing was found)"


def in_words(specs):
    """Return how tools are called by a model that has no way of its own to do so. specs: as in a Request."""
    told = [f"- {each['name']}: {each['description']}\n  arguments (JSON schema): {json.dumps(each['parameters'])}" for each in specs]
    return IN_WORDS.format(tools="\n".join(told))


def _source(number, passage):
    where = [passage.document_name, *passage.heading_path]
    if passage.page_start:
        where.append(f"page {passage.page_start}")
    return f"Source {number}: {' › '.join(where)}\n{passage.text}"


def _said(told, fence):
    """Return what was said, oldest first; the summary of the beginning is text that nobody vouches for."""
    summary = [{"role": "user", "content": f"What was said before, in short:\n{fence.around(told.summary)}"}] if told.summary else []
    return [*summary, *({"role": each.role, "content": each.content} for each in told.messages)]
