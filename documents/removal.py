"""Deleting documents with everything that was made from them.

Passages go by the thousand in single statements; files go once the transaction is committed.
Answers that cite a document keep the words they cited.
"""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Sum
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from documents.events import announce_removal
from documents.locks import hold_names, hold_passages
from documents.models import Chunk, Document, Index, Revision
from documents.originals import discard_on_commit
from documents.publishing import withdraw
from documents.statements import execute
from projects.models import Project


class Receipt(NamedTuple):
    """What was deleted."""

    name: str
    revisions: int
    passages: int
    size_bytes: int


@transaction.atomic
def remove(document):
    """Delete a document with its revisions, passages and files; return the Receipt."""
    hold_names(document.project_id)  # an upload under way may be about to give it another revision
    hold_passages(document.project_id)
    totals = document.revisions.aggregate(size=Sum("size_bytes"))
    passages = Chunk.objects.filter(revision__document=document).count()
    receipt = Receipt(document.name, document.revisions.count(), passages, totals["size"] or 0)
    withdraw(document.revisions.all())
    announce_removal(document)
    document.delete()
    return receipt


def drop(index):
    """Delete an index that no one answers from any more."""
    with transaction.atomic():
        hold_passages(index.project_id)
        if Index.objects.filter(pk=index.pk, state=Index.State.FAILED).exists():
            index.delete()


@receiver(pre_delete, sender=Project)
def _clear_project(sender, instance, **kwargs):
    """Let uploads and publications that are under way end, then delete what they left too; later ones find no project."""
    hold_names(instance.pk)
    hold_passages(instance.pk)
    Index.objects.filter(project=instance).delete()
    Document.objects.filter(project=instance).delete()


@receiver(pre_delete, sender=Index)
def _delete_passages_of_index(sender, instance, **kwargs):
    execute("DELETE FROM documents_chunkvector WHERE index_id = %s", [instance.pk])
    execute("DELETE FROM documents_chunk WHERE index_id = %s", [instance.pk])
    execute("DELETE FROM documents_postingblock b USING documents_segment s WHERE s.id = b.segment_id AND s.index_id = %s", [instance.pk])
    execute("DELETE FROM documents_segment WHERE index_id = %s", [instance.pk])


@receiver(pre_delete, sender=Revision)
def _withdraw_revision(sender, instance, **kwargs):
    """Cover deletions that do not come through remove()."""
    withdraw(Revision.objects.filter(pk=instance.pk))


@receiver(post_delete, sender=Revision)
def _delete_file(sender, instance, **kwargs):
    discard_on_commit(instance.file.name)
