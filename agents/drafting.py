"""An agent while it is being written: form and YAML kept in step, and what is wrong with it."""

import hashlib
from dataclasses import dataclass, field

from agents import builder
from agents.definitions.errors import DefinitionError
from agents.definitions.reading import Read, read
from agents.definitions.writing import write

STARTER = """\
agent:
  name: My agent
  description: What it is for, in a sentence.
  icon: bot
persona:
  system_prompt: |
    You help the team with …
    Answer in the language of the question.
tools:
  - name: rag_search
ui:
  suggested_prompts:
    - "What should I know about …?"
"""


@dataclass
class Draft:
    """source: its YAML. fields: the form's. won: which of the two was changed, "form", "yaml" or "". good: if nothing is wrong."""

    source: str
    fields: dict
    tab: str = "form"
    won: str = ""
    good: Read | None = None
    faults: list = field(default_factory=list)

    @property
    def source_mark(self):
        return _mark(self.source)

    @property
    def fields_mark(self):
        return builder.digest(self.fields)


def opened(source, tab="form"):
    """Return the Draft of a text that is opened for editing."""
    draft = Draft(source, builder.fields_of(read(STARTER).written), tab)
    _judge(draft)
    if draft.good:
        draft.fields = builder.fields_of(draft.good.written)
    else:
        draft.tab = "yaml"  # the form can't show what can't be read
    return draft


def sent(post):
    """Return the Draft in a request. Whichever of form and YAML was changed tells the other; if both, the open tab."""
    source, fields = _plain(post.get("yaml", "")), builder.posted_fields(post)
    tab = "yaml" if post.get("tab") == "yaml" else "form"
    new_form, new_yaml = builder.digest(fields) != post.get("fields_mark"), _mark(source) != post.get("source_mark")
    draft = Draft(source, fields, tab)
    if new_form and (tab == "form" or not new_yaml):
        _from_form(draft)
    else:
        draft.won = "yaml" if new_yaml else ""
        _judge(draft)
        if draft.good:
            draft.fields = builder.fields_of(draft.good.written)
    return draft


def _from_form(draft):
    draft.won = "form"
    try:
        draft.source = write(builder.build(draft.fields))
        _judge(draft)
    except DefinitionError as error:
        draft.faults = error.faults


def _judge(draft):
    try:
        draft.good = read(draft.source)
    except DefinitionError as error:
        draft.faults = error.faults


def _plain(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").encode(errors="ignore").decode()


def _mark(source):
    return hashlib.sha256(source.encode()).hexdigest()
