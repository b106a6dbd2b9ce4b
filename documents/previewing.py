"""How a document would be cut into passages, without saving anything."""

from django.utils.translation import gettext as _

from documents.errors import NotAllowedNow
from documents.indexes import wanted
from documents.models import Content
from documents.preparation import cut_as
from documents.reading import pack_blocks, unpack_blocks

SHOWN = 200
# More than tokens have on average in any language: what lies beyond is not among the pieces shown.
CHARS_A_TOKEN = 8


def preview(revision, *, method, max_tokens, overlap_tokens):
    """Return the first SHOWN pieces of the revision under this chunking. Raises NotAllowedNow before it is extracted."""
    content = Content.objects.filter(revision=revision).first()
    if not content:
        raise NotAllowedNow(_("The text of this document has not been extracted yet."))
    content = _beginning(content, SHOWN * max_tokens * CHARS_A_TOKEN)
    chunking = {"method": method, "max_tokens": max_tokens, "overlap_tokens": overlap_tokens}
    return cut_as(wanted(revision.document.project)["embedding_model"], chunking, content)[:SHOWN]


def _beginning(content, length):
    """Return the content without what lies behind length characters: a page must not wait for a whole book."""
    if len(content.text) <= length:
        return content
    blocks = [block for block in unpack_blocks(bytes(content.blocks)) if block.start < length]
    if blocks:
        blocks[-1].end = min(blocks[-1].end, length)
    return Content(revision_id=content.pk, text=content.text[:length], blocks=pack_blocks(blocks))
