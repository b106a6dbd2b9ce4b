"""Putting documents into projects, for tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import Revision
from documents.uploads import receive

HANDBOOK = b"""# Leave

Every employee has fifteen days of paid annual leave. Unused days expire in March.

# Travel

Hotels are paid up to 120 euros a night. Keep every receipt.
"""
HANDBOOK_2 = HANDBOOK.replace(b"fifteen", b"twenty").replace(b"120", b"140")


def upload(client, project, *files, **extra):
    """POST files, pairs of name and bytes, to the REST API and return the response."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(f"/api/projects/{project.pk}/documents", {"files": sent, **extra})


def take(project, user, name, data):
    return receive(project=project, user=user, file=io.BytesIO(data), name=name)


def claimed(revision):
    """Return the revision as a worker that has just claimed it holds it."""
    found = Revision.objects.claim(revision.pk)
    assert found, f"{revision} is {Revision.objects.get(pk=revision.pk).state} and not to be claimed"
    return found


def long_text(sections, words=90):
    """Return Markdown with so many sections of different words, a passage or so each."""
    body = " ".join(f"term{{0}}x{number}" for number in range(words))
    return "\n\n".join(f"# Section {number}\n\n{body.format(number)}." for number in range(sections)).encode()
