"""The documents of a project as a tool reads them: whole texts with their structure, and places in them."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from uuid import UUID

from agents.attachments import drawers_of
from agents.tools.results import Place
from documents.extraction import Block
from documents.extraction.model import Word, unpack_words
from documents.models import Content, Document, Page
from documents.reading import unpack_blocks


@dataclass
class DocumentText:
    """The live revision of a document. pages: (number, start, end) in order; empty where the format has none.

    layout: gives the words of a page (its number) with their boxes, see documents.extraction.model.Word; none where pages have none.
    """

    document_id: UUID
    revision_id: int
    name: str
    title: str
    author: str
    media_type: str
    language: str
    text: str
    blocks: list[Block]
    pages: list[tuple[int, int, int]] = field(default_factory=list)
    written_at: object = None
    layout: Callable[[int], list[Word]] = field(default=lambda _number: [], repr=False)

    def place(self, start: int, end: int, score: float = 1.0) -> Place:
        """Return the place of text[start:end]."""
        block = self.block_at(start)
        return Place(
            document_id=self.document_id,
            revision_id=self.revision_id,
            document_name=self.name,
            start=start,
            end=end,
            quote=self.text[start:end],
            page=self.page_at(start),
            row=block.row if block else None,
            heading_path=self.headings_above(start),
            score=score,
        )

    def page_at(self, offset: int) -> int | None:
        at = bisect_right(self._page_starts, offset) - 1
        return self.pages[at][0] if at >= 0 else None

    def block_at(self, offset: int) -> Block | None:
        """Return the last block that begins at or before offset, if it holds it."""
        at = bisect_right(self._block_starts, offset) - 1
        return self.blocks[at] if at >= 0 and self.blocks[at].end > offset else None

    def headings_above(self, offset: int) -> tuple[str, ...]:
        """Return the headings of the section that offset is in, topmost first."""
        above: list[Block] = []
        for block in self._headings:
            if block.start > offset:
                break
            above = [heading for heading in above if heading.level < block.level] + [block]
        return tuple(" ".join(self.text[each.start : each.end].split()).lstrip("# ") for each in above)

    @cached_property
    def _headings(self):
        return [block for block in self.blocks if block.kind == "heading"]

    @cached_property
    def _block_starts(self):
        return [block.start for block in self.blocks]

    @cached_property
    def _page_starts(self):
        return [start for _number, start, _end in self.pages]


def read_texts(project, user, documents=(), conversation=None) -> list[DocumentText]:
    """Return the texts of ready documents that user may see, by name: of the project and those brought along to conversation.

    Only those in documents, if any are given.
    """
    places = [project, *(drawers_of(conversation) if conversation else ())]
    rows = Document.objects.visible_to(user).filter(project__in=places).exclude(live_revision=None).select_related("live_revision")
    if documents:
        rows = rows.filter(pk__in=documents)
    return [_text_of(row) for row in rows.order_by("name")]


def _text_of(document):
    revision = document.live_revision
    content = Content.objects.filter(revision=revision).first()
    pages = Page.objects.filter(revision=revision).order_by("number").values_list("number", "start", "end")
    return DocumentText(
        document_id=document.pk,
        revision_id=revision.pk,
        name=document.name,
        title=revision.title,
        author=revision.author,
        media_type=revision.media_type,
        language=revision.language,
        text=content.text if content else "",
        blocks=unpack_blocks(bytes(content.blocks)) if content else [],
        pages=list(pages),
        written_at=revision.written_at,
        layout=partial(_words_on, revision),
    )


def _words_on(revision, number):
    page = Page.objects.filter(revision=revision, number=number).first()
    return unpack_words(bytes(page.words)) if page else []
