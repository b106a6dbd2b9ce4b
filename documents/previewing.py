"""How a document would be cut into passages, without saving anything."""

from django.utils.translation import gettext as _

from documents.errors import NotAllowedNow
from documents.indexes import wanted
from documents.models import Content
from documents.preparation import cut_as

SHOWN = 200


def preview(revision, *, method, max_tokens, overlap_tokens):
    """Return the first SHOWN pieces of the revision under this chunking. Raises NotAllowedNow before it is extracted."""
    content = Content.objects.filter(revision=revision).first()
    if not content:
        raise NotAllowedNow(_("The text of this document has not been extracted yet."))
    chunking = {"method": method, "max_tokens": max_tokens, "overlap_tokens": overlap_tokens}
    return cut_as(wanted(revision.document.project)["embedding_model"], chunking, content)[:SHOWN]
