"""Documents as resources: their extracted text, by address."""

import re

from django.utils.translation import gettext as _

from accounts.key_access import READING
from agents.mcp_server.finding import NoSuchThing
from documents.models import Content, Document
from projects.threads import in_thread

TEMPLATE = "rag://projects/{project}/documents/{document}"
ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ADDRESS = re.compile(f"rag://projects/(?P<project>{ID})/documents/(?P<document>{ID})")
MOST_CHARS = 1_000_000
SCOPES = READING


def address(project_id, document_id):
    return TEMPLATE.format(project=project_id, document=document_id)


@in_thread
def read(user, uri):
    """Return a document's text, its first MOST_CHARS characters. Raises NoSuchThing."""
    named = ADDRESS.fullmatch(uri)
    found = named and Document.objects.visible_to(user).filter(pk=named["document"], project=named["project"]).first()
    content = found and Content.objects.filter(revision=found.live_revision_id).first()
    if not content:
        raise NoSuchThing(_("There is no readable document at this address. list_documents gives those there are."))
    return content.text[:MOST_CHARS]
