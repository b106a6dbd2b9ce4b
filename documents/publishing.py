"""The transactions that change what a project answers from. Nobody ever sees half of a document."""

import time

import numpy as np
from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from documents import bm25
from documents.doorbell import ring_tending
from documents.errors import IndexSwitched
from documents.events import announce
from documents.locks import hold_passages
from documents.models import Chunk, Document, Index, Revision, StagedVectors
from documents.statements import copy_rows, execute, fetch

CHUNK_COLUMNS = {
    "id": "int8",
    "index_id": "int8",
    "revision_id": "int8",
    "doc_no": "int8",
    "position": "int4",
    "text": "text",
    "start": "int4",
    '"end"': "int4",
    "page_start": "int4",
    "page_end": "int4",
    "row_start": "int4",
    "row_end": "int4",
    "heading_path": "jsonb",
    "kind": "varchar",
    "language": "varchar",
    "token_count": "int2",
}


def publish(revision, prepared, timings_ms):
    """Make a claimed revision's passages searchable in place of those of the version before it.

    timings_ms: what the stages before took. Raises IndexSwitched if the project answers from
    another index than was prepared for, LostLease if the revision is no longer the caller's.
    """
    started = time.monotonic()
    document = revision.document
    with transaction.atomic():
        hold_passages(document.project_id)
        if not Index.objects.filter(pk=prepared.index.pk, state=Index.State.LIVE).exists():
            raise IndexSwitched("")
        # The fence first: whoever lost the revision must not even wait for the rest.
        revision.move(Revision.State.READY, finished_at=timezone.now(), progress_done=len(prepared), progress_total=len(prepared))
        withdraw(Revision.objects.filter(document=document).exclude(pk=revision.pk))
        insert(prepared, revision.pk)
        StagedVectors.objects.filter(revision=revision).delete()
        Document.objects.filter(pk=document.pk).update(live_revision=revision, updated_at=timezone.now())
        spent = round((time.monotonic() - started) * 1000)
        revision.move(Revision.State.READY, timings_ms={**timings_ms, "publish": spent})
        announce(revision)
        ring_tending(prepared.index)


def insert(prepared, revision_id):
    """Write chunks, vectors and postings of a revision into an index, in the caller's transaction."""
    count, index = len(prepared), prepared.index
    first = bm25.allocate(index, count)
    ids = [row[0] for row in fetch("SELECT nextval('documents_chunk_id_seq') FROM generate_series(1, %s)", [count])]
    copy_rows("documents_chunk", CHUNK_COLUMNS, _chunk_rows(prepared, revision_id, ids, first))
    _copy_vectors(ids, index.pk, prepared.vectors)
    for segment in prepared.segments:
        bm25.add_segment(index, range(first, first + len(segment)), segment)
        first += len(segment)


def withdraw(revisions):
    """Take the passages of these revisions out of every index, in the caller's transaction."""
    keys = list(revisions.values_list("pk", flat=True))
    by_index = {}
    for index_id, doc_no in Chunk.objects.filter(revision_id__in=keys).values_list("index_id", "doc_no"):
        by_index.setdefault(index_id, []).append(doc_no)
    for index in Index.objects.filter(pk__in=by_index):
        bm25.remove_documents(index, by_index[index.pk])
    if by_index:
        execute("DELETE FROM documents_chunkvector v USING documents_chunk c WHERE c.id = v.chunk_id AND c.revision_id = ANY(%s)", [keys])
        execute("DELETE FROM documents_chunk WHERE revision_id = ANY(%s)", [keys])


def _chunk_rows(prepared, revision_id, ids, first):
    for position, (pk, piece, language) in enumerate(zip(ids, prepared.pieces, prepared.languages, strict=True)):
        place = (piece.start, piece.end, piece.page_start, piece.page_end, piece.row_start, piece.row_end)
        head = (pk, prepared.index.pk, revision_id, first + position, position, piece.text)
        yield *head, *place, Jsonb(list(piece.heading_path)), piece.kind, language, piece.token_count


def _copy_vectors(ids, index_id, vectors):
    """COPY vectors (float16, count × dimensions) as the binary rows of (chunk_id, index_id, embedding).

    A row is its number of columns, then the length and bytes of each; a halfvec is its dimensions,
    two unused bytes and big-endian halves.
    """
    count, dimensions = vectors.shape
    layout = [("columns", ">i2"), ("n1", ">i4"), ("id", ">i8"), ("n2", ">i4"), ("index", ">i8"), ("n3", ">i4")]
    rows = np.zeros(count, [*layout, ("dimensions", ">i2"), ("unused", ">i2"), ("values", ">f2", (dimensions,))])
    rows["columns"], rows["n1"], rows["n2"], rows["n3"] = 3, 8, 8, 4 + 2 * dimensions
    rows["id"], rows["index"], rows["dimensions"], rows["values"] = ids, index_id, dimensions, vectors
    statement = "COPY documents_chunkvector (chunk_id, index_id, embedding) FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
        copy.write(rows.tobytes())
        copy.write(b"\xff\xff")
