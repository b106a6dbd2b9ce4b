"""Conversations made by hand, so that tests of what surrounds answers need no model and no documents."""

from agents.models import Citation, Conversation, Message, Run

BUILTIN = "builtin/extractive"


def begin(project, user, title="Leave", **fields):
    return Conversation.objects.create(project=project, user=user, title=title, **fields)


def say(conversation, question="How many days?", answer="15 days [1].", *, after=None, state="completed", model=BUILTIN, **run):
    """Add a question and its answer after the message `after` and show them; return the run."""
    asked = Message.objects.create(conversation=conversation, parent=after, role="user", content=question)
    return answer_to(asked, answer, state=state, model=model, **run)


def answer_to(asked, answer="15 days [1].", *, state="completed", model=BUILTIN, **run):
    """Add one more answer to a question and show it; return the run."""
    said = Message.objects.create(conversation=asked.conversation, parent=asked, role="assistant", content=answer)
    conversation = asked.conversation
    Conversation.objects.filter(pk=conversation.pk).update(leaf=said)
    conversation.refresh_from_db()
    return Run.objects.create(conversation=conversation, question=asked, answer=said, state=state, model=model, **run)


def cite(run, number=1, name="handbook.md", quote="Employees receive 15 days."):
    return Citation.objects.create(message=run.answer, number=number, document_name=name, quote=quote, start=0, end=len(quote), score=0.9)
