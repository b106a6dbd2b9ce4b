"""What a model reads of a run: the question with its sources, what it thought, the calls it made and what they returned."""

import json
import re

from agents import prompts
from agents.engine.making import Making
from agents.engine.recording import remembered
from agents.engine.router import Route
from agents.memory import Memory
from agents.models import Step
from agents.untrusted import Fence
from projects.llm.ledger import estimate_tokens

_FOREIGN = re.compile(r"[^A-Za-z0-9_-]")
LONGEST_RESULT = 24_000  # characters
SHARE_OF_RESULTS = 0.5  # of the window; the rest is for sources, history and the answer
LEFT_OUT = "(left out: there was no room for it)"
HINTS = {
    Route.DATABASE: "The answer is likely in the data: use the tools for it.",
    Route.BOTH: "The answer likely needs both the documents and the data: use both, and put what they give into one answer.",
}


class Dialogue:
    """native: the model calls tools by the protocol's own means. squeezed: it has complained that it was too long."""

    def __init__(self, making: Making, passages, route, *, native: bool):
        self.making, self.passages, self.route, self.native = making, passages, route, native
        self.fence = Fence()
        self.squeezed = False
        self.steps: list[Step] = [step for step in making.past if step.call_id or step.kind == Step.Kind.THOUGHT]

    def messages(self, tools, *, last=False) -> list[dict]:
        """Return the messages of the next call; last: no more tools may be used."""
        base = self._base(tools)
        spoken = [message for step in self.steps for message in self._spoken(step)]
        self._fit(spoken)
        return [*base, *spoken, *([{"role": "user", "content": prompts.NO_MORE_TOOLS}] if last else [])]

    def _base(self, tools):
        making = self.making
        passages, told = self.passages, making.told
        if self.squeezed:
            passages, told = passages and passages[: max(1, len(passages) // 3)], Memory(told.summary, [])
        hints = [HINTS.get(self.route, "")]
        if tools and not self.native:
            hints.append(prompts.in_words([each["function"] for each in tools]))
        return prompts.build(
            making.project,
            making.question,
            passages,
            told,
            fence=self.fence,
            persona=making.equipment.system_prompt,
            instructions=prompts.WITH_TOOLS if tools or self.steps else prompts.INSTRUCTIONS,
            hints=hints,
        )

    def _spoken(self, step):
        if step.kind == Step.Kind.THOUGHT:
            return [{"role": "assistant", "content": step.text}]
        arguments = json.dumps(step.arguments, ensure_ascii=False)
        if not self.native:
            call = json.dumps({"tool": step.name, "arguments": step.arguments}, ensure_ascii=False)
            return [{"role": "assistant", "content": f"```json\n{call}\n```"}, {"role": "user", "content": self.reading(step)}]
        function = {"name": wire_name(step.name), "arguments": arguments}
        return [
            {"role": "assistant", "content": None, "tool_calls": [{"id": step.call_id, "type": "function", "function": function}]},
            {"role": "tool", "tool_call_id": step.call_id, "content": self.reading(step)},
        ]

    def reading(self, step) -> str:
        """Return what the model reads of a step's result: text that nobody vouches for, so between fences."""
        if step.state == Step.State.DECLINED:
            return "The person declined this call. Do not make it again."
        if step.error:
            return f"ERROR\n{self.fence.around(step.error)}\nCorrect the call and make it once more, or answer without it."
        result = remembered(step)
        if result.passages:
            text = prompts.sources(result.passages)
        else:
            stated = "\n".join(each.text for each in result.statements)
            text = "\n\n".join(filter(None, [stated, json.dumps(result.data, ensure_ascii=False) if result.data else ""]))
        longest = LONGEST_RESULT // 4 if self.squeezed else LONGEST_RESULT
        cut = text[:longest] + ("\n(cut off here)" if len(text) > longest else "")
        return self.fence.around(cut or "(nothing)")

    def _fit(self, spoken):
        """Leave out the oldest results until the rest fits in its share of the window."""
        room = round(self.making.model.context_window * SHARE_OF_RESULTS * (0.3 if self.squeezed else 1))
        sizes = [estimate_tokens(message["content"] or "") for message in spoken]
        for number, message in enumerate(spoken):
            if sum(sizes) <= room:
                return
            if message["role"] != "assistant":
                message["content"], sizes[number] = LEFT_OUT, 0


def wire_name(name: str) -> str:
    """Return a tool's name in the letters that providers accept, and no longer than they accept."""
    return _FOREIGN.sub("_", name.replace(".", "__"))[:64]
