"""One of everything that belongs to Alice, to be asked for by somebody else."""

from projects.models import Invitation

AGENT = "agent:\n  name: Secret\npersona:\n  system_prompt: Secret.\ntools:\n  - name: rag_search\n"


def build(project, user) -> dict[str, str]:
    """Make one row of each kind in project for user; return the id that each URL parameter takes.

    A new kind of thing in a URL gets its row here: the walk in test_tenancy.py fails until it has one.
    """
    from agents.definitions.saving import add_version
    from agents.models import Agent, Comparison, Conversation, Message, Run, Step
    from documents.models import Document, Revision

    document = Document.objects.create(project=project, name="secret.txt", uploaded_by=user)
    revision = Revision.objects.create(document=document, number=1, file="nowhere", sha256="0" * 64, size_bytes=1, state="failed")
    conversation = Conversation.objects.create(project=project, user=user, title="secret")
    question = Message.objects.create(conversation=conversation, role="user", content="secret?")
    answer = Message.objects.create(conversation=conversation, parent=question, role="assistant")
    run = Run.objects.create(conversation=conversation, question=question, answer=answer, model="builtin/extractive", state="completed")
    comparison = Comparison.objects.create(project=project, user=user, question=question, first=run, first_model=run.model)
    Step.objects.create(run=run, number=1, kind="tool", name="rag_search", result={"views": [{"kind": "code", "text": "secret"}] * 2})
    invitation = Invitation.objects.create(project=project, email="dora@example.com", invited_by=user)
    told = {"agent": {"name": "Secret"}, "persona": {"system_prompt": "Secret."}, "tools": [{"name": "rag_search"}]}
    agent = add_version(Agent(project=project, created_by=user, is_shared=True), AGENT, told, user=user)
    return {
        "agent": str(agent.pk),
        "project": str(project.pk),
        "model": f"project/{project.pk}",
        "document": str(document.pk),
        "revision": str(revision.pk),
        "conversation": str(conversation.pk),
        "message": str(answer.pk),
        "run": str(run.pk),
        "comparison": str(comparison.pk),
        "invitation": str(invitation.pk),
        "api_key": str(user.api_keys.create(name="secret", prefix="rag-secret", digest="0" * 64, scopes=["read"]).pk),
        "token": "not-the-one-in-the-mail",
        "membership": str(project.memberships.get(user=user).pk),
        "member": str(project.memberships.get(user=user).pk),
        "user": str(user.pk),
        "number": "1",
        "page": "1",
        "view": "1",
    }
