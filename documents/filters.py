"""Narrowing a search to some documents, pages, languages, types or dates."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce

from documents.models import Chunk, Index


@dataclass(frozen=True)
class Filters:
    """Empty means any. pages: chunks that touch the range, both ends included, None for open.

    Dates are those the documents give themselves, else those of their upload; both ends included.
    """

    documents: list = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    media_types: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    pages: tuple[int | None, int | None] = (None, None)
    since: date | None = None
    until: date | None = None

    def __bool__(self):
        return self != Filters()

    def condition(self) -> Q:
        first, last = self.pages
        language = Q(language__in=self.languages) | Q(language="", revision__language__in=self.languages)
        parts = [
            (self.documents, Q(revision__document__in=self.documents)),
            (self.languages, language),
            (self.media_types, Q(revision__media_type__in=self.media_types)),
            (self.kinds, Q(kind__in=self.kinds)),
            (first is not None, Q(page_end__gte=first)),
            (last is not None, Q(page_start__lte=last)),
            (self.since, Q(dated__date__gte=self.since)),
            (self.until, Q(dated__date__lte=self.until)),
        ]
        chosen = Q()
        for wanted, part in parts:
            if wanted:
                chosen &= part
        return chosen


def allowed(index: Index, filters: Filters) -> tuple[list[int], list[int]]:
    """Return keys and ordinals of the chunks that pass, by ordinal."""
    chunks = Chunk.objects.filter(index=index).order_by("doc_no")
    if filters.since or filters.until:
        chunks = chunks.annotate(dated=Coalesce("revision__written_at", "revision__created_at"))
    rows = list(chunks.filter(filters.condition()).values_list("pk", "doc_no"))
    return [pk for pk, _ in rows], [doc_no for _, doc_no in rows]
