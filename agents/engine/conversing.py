"""Answers with a language model: it reads the sources, calls tools as far as the limits go, and says the answer."""

import logging
from collections import Counter

from django.utils.translation import gettext as _

from agents.builtin_answerer import Quoted
from agents.engine import frames, recording
from agents.engine.composing import compose
from agents.engine.dialogue import Dialogue, wire_name
from agents.engine.making import Making
from agents.engine.replying import Reply, reply_to
from agents.engine.router import Route, route_of
from agents.engine.searching import search
from agents.engine.stepping import Wanted, take_steps
from agents.errors import NoReply
from agents.models import Run, Step
from projects.llm.errors import ContextTooLong, GatewayError
from projects.llm.ledger import tokens_of
from projects.threads import in_thread

logger = logging.getLogger(__name__)
MOST_FAILURES = 2  # of one tool: the first is the model's to correct, the second is told to the reader


async def answer(making: Making) -> None:
    """Fill making.draft. Raises LostLease, GatewayError, NoReply, AwaitsDecision."""
    route = await route_of(making)
    passages = await _found(making, route)
    await Conversing(making, passages, route).answer()


async def _found(making, route):
    """Return the passages of a first search, None if there is to be none."""
    if making.equipment.search is None or route is Route.DATABASE:
        await frames.move(making.run, Run.State.ANSWERING)
        return None
    await frames.move(making.run, Run.State.RETRIEVING)
    return (await search(making, Run.State.ANSWERING)).passages


class Conversing:
    """failures: of each tool in a row. last: no more tools may be used; why: what the reader is told of that."""

    def __init__(self, making: Making, passages, route):
        self.making = making
        self.tools = dict(making.equipment.tools) if making.equipment.specific else {}
        self.dialogue = Dialogue(making, passages, route, native=making.model.calls_tools)
        self.failures: Counter = Counter()
        self.last, self.why = False, ""
        self.used = (0, 0)

    async def answer(self):
        if self.dialogue.steps:
            self.used = await in_thread(tokens_of)(str(self.making.run.pk))
        for step in self.dialogue.steps:
            self._count(step)
        while True:
            self._look_at_limits()
            reply = await self._reply()
            if not reply.wanted or self.last:
                return self._end(reply)
            await self._act(reply)

    async def _reply(self) -> Reply:
        """Ask the model; once with less to read if it was too much, and in words if it can't be offered tools otherwise."""
        try:
            return await self._ask()
        except ContextTooLong:
            if self.dialogue.squeezed:
                raise
            self.dialogue.squeezed = True
            return await self._ask()
        except GatewayError as error:
            if type(error) is not GatewayError or not (self.tools and self.dialogue.native) or self.making.draft.text:
                raise
            logger.warning("%s was refused tools; they are described in words", self.making.model.pk)
            self.dialogue.native = False
            return await self._ask()

    async def _ask(self):
        dialogue, last = self.dialogue, self.last
        offered = [_as_offered(each) for each in self.tools.values()]
        messages = dialogue.messages([] if last and not dialogue.native else offered, last=last)
        self.making.draft.messages = messages
        native = {"tools": tuple(offered), "may_call": not last} if dialogue.native and offered else {}
        spelled = bool(offered) and not dialogue.native
        return await reply_to(self.making, self.making.request(messages, **native), spelled=spelled)

    async def _act(self, reply):
        """Make the calls of a reply; what was said before them is a thought."""
        run, before = self.making.run, self.used
        await frames.move(run, Run.State.WORKING)
        self.used = await in_thread(tokens_of)(str(run.pk))
        tokens = tuple(now - then for now, then in zip(self.used, before, strict=True))
        if reply.text.strip():
            thought = Step(run=run, kind=Step.Kind.THOUGHT, state=Step.State.DONE, name="thought", text=reply.text.strip(), duration_ms=0)
            thought.tokens_in, thought.tokens_out = tokens
            await in_thread(recording.begin)(run, [thought])
            self.dialogue.steps.append(thought)
            tokens = (0, 0)
        wanted = [self._allowed(each, tokens if number == 0 else (0, 0), number) for number, each in enumerate(reply.wanted)]
        for step in await take_steps(self.making, wanted):
            self.dialogue.steps.append(step)
            self._count(step)
        await frames.move(run, Run.State.ANSWERING)

    def _allowed(self, wanted, tokens, number) -> Wanted:
        """Return the call, with why it can't be made if the limits or the failures before it forbid it."""
        error = wanted.error
        if self._steps_left() <= number:
            error = _("There are no steps left for this.")
        elif self.failures[wanted.name] >= MOST_FAILURES:
            error = _("This tool has failed twice and can’t be used any more.")
        return Wanted(wanted.name, wanted.arguments, wanted.call_id, error, tokens)

    def _count(self, step):
        if step.kind != Step.Kind.TOOL:
            return
        if step.state != Step.State.FAILED:
            self.failures[step.name] = 0
            return
        self.failures[step.name] += 1
        if self.failures[step.name] == MOST_FAILURES:
            names = {"tool": recording.title_of(step), "error": step.error}
            self.making.draft.notes.append(_("%(tool)s could not be used: %(error)s") % names)
            known = self.tools.pop(step.name, None)
            self.last = self.last or known is None or not self.tools

    def _steps_left(self):
        return self.making.equipment.limits.steps - sum(step.kind == Step.Kind.TOOL for step in self.dialogue.steps)

    def _look_at_limits(self):
        limits = self.making.equipment.limits
        if self.last or not self.dialogue.steps:
            return
        if self._steps_left() <= 0:
            self.why = _("The limit of %(n)s steps for one answer was reached; this is what was known by then.") % {"n": limits.steps}
        elif not self.making.seconds_left:
            self.why = _("The time for one answer, %(n)s seconds, was used up; this is what was known by then.") % {"n": limits.seconds}
        elif sum(self.used) >= limits.tokens:
            self.why = _("The limit of %(n)s tokens for one answer was reached; this is what was known by then.") % {"n": limits.tokens}
        self.last = bool(self.why)

    def _end(self, reply):
        """The reply is the answer; where the model had none left to give, what the tools stated is."""
        draft = self.making.draft
        draft.text = "" if reply.wanted else reply.text
        if not draft.text.strip():
            done = [step for step in self.dialogue.steps if step.kind == Step.Kind.TOOL and step.state == Step.State.DONE]
            text = compose(draft, [recording.remembered(step) for step in done])
            if not text.markdown:
                raise NoReply(filtered=reply.finish == "content_filter")
            draft.quoted = Quoted(text, False, None, [])
        if self.why:
            draft.notes.append(self.why)
        if reply.finish == "length":
            draft.notes.append(_("The answer ends here because the model may write no more at once."))


def _as_offered(equipped):
    spec = equipped.spec()
    return spec | {"function": spec["function"] | {"name": wire_name(equipped.name)}}
