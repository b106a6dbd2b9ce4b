"""From a client's list of messages to a run: a temporary conversation that holds them as its history."""

from django.db import transaction

from agents import runs
from agents.models import Conversation, Message, Run


@transaction.atomic
def start(user, target, wish):
    """Start the run that answers the last message of wish (validated ChatSerializer data); return it.

    Raises what runs.start_chat raises.
    """
    messages = wish["messages"]
    told = [each for each in messages[:-1] if each["content"] and each["role"] in ("user", "assistant")]
    question = messages[-1]["content"]
    conversation = Conversation.objects.create(
        project=target.project, user=user, agent=target.agent, title=runs.title_of(question), is_temporary=True
    )
    conversation.leaf = _history(conversation, told)
    conversation.save(update_fields=["leaf"])
    run = runs.start_chat(user, target.project, question, conversation)
    run.options = _options(wish)
    run.save(update_fields=["options"])
    return run


def _history(conversation, told):
    """Save the messages as a path; return its end, None if there are none."""
    parent = None
    for each in told:
        said = Message.objects.create(conversation=conversation, parent=parent, role=each["role"], content=each["content"])
        if said.role == Message.Role.ASSISTANT:  # pages know an answer by its run
            ended = {"state": Run.State.COMPLETED, "finished_at": said.created_at}
            Run.objects.create(conversation=conversation, question=parent or said, answer=said, model="", **ended)
        parent = said
    return parent


def _options(wish):
    instructions = "\n\n".join(each["content"] for each in wish["messages"] if each["role"] in ("system", "developer") and each["content"])
    named = {"temperature": wish["temperature"], "max_tokens": most_tokens(wish), "instructions": instructions}
    return {name: value for name, value in named.items() if value not in (None, "")}


def most_tokens(wish):
    return wish["max_completion_tokens"] or wish["max_tokens"]
