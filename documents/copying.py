"""Documents of a project that is duplicated: the same files and texts, indexed anew with the copy's settings."""

from django.dispatch import receiver

from documents import originals
from documents.doorbell import ring_ingestion
from documents.events import announce
from documents.models import Content, Document, Page, Revision
from projects.models import Project
from projects.signals import project_duplicated

# What reading the file has found: it need not be read again.
FOUND = ["sha256", "size_bytes", "media_type", "language", "title", "author", "written_at", "page_count", "character_count", "warnings"]


@receiver(project_duplicated, sender=Project)
def copy_documents(sender, source, copy, user, with_documents, **kwargs):
    """Give copy the live revision of every document of source, in the transaction that made it."""
    if with_documents:
        for document in Document.objects.filter(project=source, live_revision__isnull=False).select_related("live_revision"):
            _copy(document, copy, user)


def _copy(document, project, user):
    old = document.live_revision
    new = Document.objects.create(project=project, name=document.name, source_url=document.source_url, uploaded_by=user)
    with old.file.open("rb") as file:
        stored = originals.store(project.pk, file)
    revision = Revision.objects.create(document=new, number=1, file=stored, **{name: getattr(old, name) for name in FOUND})
    content = Content.objects.get(revision=old)
    Content.objects.create(revision=revision, text=content.text, blocks=content.blocks)
    for page in Page.objects.filter(revision=old).iterator(chunk_size=50):
        page.pk, page.revision = None, revision
        page.save(force_insert=True)
    announce(revision)
    ring_ingestion(revision)
