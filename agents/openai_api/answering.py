"""Carrying a run to a client: as chunks while it is made, or whole once it has ended.

A client that goes away stops the run.
"""

import asyncio
import logging
import time

from django.db.models import Sum
from django.http import JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from accounts.errors import PlatformError
from agents import runs
from agents.models import Run
from agents.openai_api.asking import most_tokens
from agents.openai_api.cutting import Cut, Spoken
from agents.openai_api.errors import NeedsDecision, error_body, failure_of
from agents.openai_api.shapes import DONE, Shapes, as_event
from agents.waiting import making
from projects.llm.errors import BrokeOff
from projects.llm.models import ModelCall
from projects.threads import in_thread

logger = logging.getLogger(__name__)
# So long an answer may take to begin before the status is sent: a failure until then has a status of its own.
FIRST_WAIT_S = 5.0
PULSE = ": still here\n\n"


class Answer:
    """One run on its way to one client: `chunks()`, or `whole()`."""

    def __init__(self, run, wish):
        self.run, self.wish = run, wish
        self.shapes = Shapes(run, wish["model"], with_usage=bool((wish["stream_options"] or {}).get("include_usage")))
        built_in = run.model.startswith("builtin/")  # others count their tokens themselves
        self.cut = Cut(wish["stop"] or (), most_tokens(wish) if built_in else None)
        self.spoken = Spoken()
        self.final = None

    async def whole(self):
        """Return the completion. Raises GatewayError."""
        async for _piece in self.pieces():
            pass
        usage = await self._end()
        cut = Cut(self.cut.stops, self.cut.max_tokens)
        content = cut.feed(self.final["content"]) + cut.end()
        return self.shapes.completion(content, cut.reason or self._reason(usage), usage, self.final)

    async def chunks(self, pieces):
        """Yield the answer as server-sent events; what goes wrong on the way is the last of them."""
        try:
            yield self.shapes.role()
            async for piece in pieces:
                yield PULSE if piece is None else self.shapes.content(piece)
            usage = await self._end()
            yield self.shapes.last(self.cut.reason or self._reason(usage), self.final)
            if self.shapes.with_usage:
                yield self.shapes.usage(usage)
            yield DONE
        except PlatformError as error:
            yield as_event({"error": error_body(error)})
        except Exception:
            logger.exception("run %s could not be carried to its client", self.run.pk)
            yield as_event({"error": error_body(BrokeOff(_("Something went wrong on our side. Ask again.")))})
        finally:
            await pieces.aclose()

    async def pieces(self):
        """Yield what is to be said, and None now and then while nothing is; self.final is then the last event."""
        async with making(self.run) as messages:
            async for message in messages:
                if message is None:
                    yield None
                elif message["type"] == "token":
                    if text := self.cut.feed(self._news(message["text"])):
                        yield text
                    if self.cut.reason:
                        await in_thread(runs.stop)(self.run)
                elif message["type"] == "restart":
                    self.spoken.restart()
                elif message["type"] == "retract" and self.spoken.text:  # it was a thought, and can't be taken back here
                    if text := self.cut.feed(self._news("\n\n")):
                        yield text
                elif message["type"] in ("answer", "stopped", "error"):
                    self.final = message
                elif message["type"] == "state" and message["state"] == Run.State.WAITING:
                    raise NeedsDecision
        unsaid = "" if self.spoken.text or not self.final else self.cut.feed(self.final["content"])
        if text := unsaid + self.cut.end():
            yield text

    def _news(self, text):
        try:
            return self.spoken.add(text)
        except ValueError as error:
            raise BrokeOff(_("The answer was begun again after a disturbance and differs from what you have read. Ask again.")) from error

    @in_thread
    def _end(self):
        """Return the usage of a run that has ended well. Raises GatewayError."""
        run = Run.objects.filter(pk=self.run.pk).first()
        if self.final is None or run is None:  # its conversation or project has been deleted
            raise BrokeOff(_("This answer can’t be followed any more. Ask again."))
        if self.final["type"] == "error":
            raise failure_of(run)
        sums = ModelCall.objects.filter(reference=str(self.run.pk)).aggregate(tokens_in=Sum("tokens_in"), tokens_out=Sum("tokens_out"))
        read, written = sums["tokens_in"] or 0, sums["tokens_out"] or 0
        return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}

    def _reason(self, usage):
        most = most_tokens(self.wish)
        return "length" if most and usage["completion_tokens"] >= most else "stop"


async def respond(run, wish):
    """Return the response to a chat request whose run has been started. Raises GatewayError before anything is sent."""
    answer = Answer(run, wish)
    if not wish["stream"]:
        return JsonResponse(await answer.whole(), json_dumps_params={"ensure_ascii": False})
    pieces = await _begun(answer)
    response = StreamingHttpResponse(answer.chunks(pieces), content_type="text/event-stream; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response


async def _begun(answer):
    """Return the pieces of an answer once the first is there, or after FIRST_WAIT_S. Raises GatewayError if it fails until then."""
    pieces, deadline = answer.pieces(), time.monotonic() + FIRST_WAIT_S
    first = asyncio.ensure_future(anext(pieces, ""))
    try:
        while (left_s := deadline - time.monotonic()) > 0:
            await asyncio.wait({first}, timeout=left_s)
            if not first.done() or first.result() is not None:
                break
            first = asyncio.ensure_future(anext(pieces, ""))  # only a pulse
        if first.done() and not first.result() and answer.final and answer.final["type"] == "error":
            await answer._end()
    except BaseException:
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await pieces.aclose()
        raise
    return _Resumed(first, pieces)


class _Resumed:
    """An iterator whose first piece has been asked for already."""

    def __init__(self, first, rest):
        self.first, self.rest = first, rest

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.first is None:
            return await anext(self.rest)
        first, self.first = self.first, None
        try:
            piece = await first
        except asyncio.CancelledError:
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)
            raise
        return piece if piece != "" else await anext(self.rest)

    async def aclose(self):
        if self.first is not None:
            self.first.cancel()
            await asyncio.gather(self.first, return_exceptions=True)
        await self.rest.aclose()
