"""What a tool is, and what it may know.

A tool runs in a thread with the permissions of the person who asks. It reads documents through its Context alone,
returns a Result, and raises ToolError with a message that tells the caller (a model, then the person) what to do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from accounts.errors import PlatformError
from agents.searching import search
from agents.tools.results import Result
from agents.tools.texts import DocumentText, read_texts
from documents.retrieval import Retrieval


class ToolError(PlatformError):
    """The call can't be carried out as it was made; safe to show, to the model as well."""

    code = "tool-failed"


class BadArguments(ToolError):
    """The arguments don't fit the tool's schema."""

    code = "bad-arguments"


@dataclass
class Context:
    """For whom and on what a tool works.

    conversation: whose attachments are looked in too; None: there are none.
    documents: ids of those the question names or brings along; empty: all of the project.
    config: the tool's `config` in the agent's YAML. language: "en" or "th", of the question.
    complete: asks the run's language model (list of chat messages to its reply); None with a built-in model.
    should_stop: whether the person has stopped the run; long work asks it now and then.
    """

    project: Any
    user: Any
    conversation: Any = None
    question: str = ""
    language: str = "en"
    config: dict = field(default_factory=dict)
    documents: list[UUID] = field(default_factory=list)
    complete: Callable[[list[dict]], str] | None = None
    should_stop: Callable[[], bool] = lambda: False

    def search(self, query: str, *, top_k: int | None = None, documents: list[UUID] | None = None) -> Retrieval:
        """Return the passages that fit query best, from documents, else those of the question, else the project's."""
        chosen = self.documents if documents is None else documents
        return search(self.project, query, user=self.user, conversation=self.conversation, documents=chosen, top_k=top_k)

    def texts(self, documents: list[UUID] | None = None) -> list[DocumentText]:
        """Return whole texts, of the same documents as `search` would look in."""
        chosen = self.documents if documents is None else documents
        return read_texts(self.project, self.user, chosen, self.conversation)


class Tool:
    """Subclasses are stateless and are registered in registry.py.

    name: what models call it. title: what people read (lazy translation). description: English, for models.
    parameters, returns: JSON schemas (type object) of the arguments and of Result.data.
    has_side_effects: it changes something or sends something out, so it may need the person's confirmation.
    config_schema: JSON schema of `config` in an agent's YAML; by default there is nothing to set. None takes any keys.
    """

    name: ClassVar[str]
    title: ClassVar[Any]
    icon: ClassVar[str] = "wrench"
    description: ClassVar[str]
    parameters: ClassVar[dict]
    returns: ClassVar[dict] = {"type": "object"}
    has_side_effects: ClassVar[bool] = False
    config_schema: ClassVar[dict | None] = {"type": "object", "properties": {}, "additionalProperties": False}

    def run(self, context: Context, arguments: dict) -> Result:
        """Do the work; arguments already fit `parameters`. Raises ToolError."""
        raise NotImplementedError

    def propose(self, context: Context) -> dict | None:
        """Return the arguments with which this tool would answer context.question, or None if it is not for it.

        This is how tools are chosen where no language model is at hand: by rules, English and Thai.
        """
        return None
