"""Shows the passages of a project that fit a question best, and with --trace how they came to be chosen."""

import json

from django.core.management.base import BaseCommand

from documents.retrieval import retrieve
from projects.commanding import project_named, say

TEXT_CHARS = 90
REASONS = {"no_index": "The project has no documents yet.", "no_question": "Give a question."}


class Command(BaseCommand):
    help = "Search a project's documents."

    def add_arguments(self, parser):
        parser.add_argument("project", help="id or name")
        parser.add_argument("query")
        parser.add_argument("--top-k", type=int, default=None, help="passages at most; default: the project's setting")
        parser.add_argument("--threshold", type=float, default=None, help="lowest score, 0 to 1; default: the project's setting")
        parser.add_argument("--json", action="store_true", help="print one JSON object a line")
        parser.add_argument("--trace", action="store_true", help="then every candidate, why it was dropped, and the time of each stage")

    def handle(self, *, project, query, top_k, threshold, json, trace, **options):
        found = retrieve(project_named(project), query, top_k=top_k, threshold=threshold)
        (self._lines if json else self._table)(found)
        if trace:
            self.stdout.write(_dump({"trace": found.trace}))

    def _lines(self, found):
        for rank, passage in enumerate(found.passages, 1):
            self.stdout.write(_dump({"rank": rank} | vars(passage)))

    def _table(self, found):
        if not found.passages:
            self.stdout.write(REASONS.get(found.trace.get("empty"), "Nothing in the documents fits."))
            return
        say(self, [_row(rank, passage) for rank, passage in enumerate(found.passages, 1)], as_json=False)


def _row(rank, passage):
    place = {"document": passage.document_name, "page": passage.page_start, "row": passage.row_start}
    return {"rank": rank, **_scores(passage), **place, "text": " ".join(passage.text.split())[:TEXT_CHARS]}


def _scores(passage):
    numbers = {"score": passage.score, "dense": passage.scores["dense"], "bm25": passage.scores["bm25"]}
    return {name: "–" if value is None else f"{value:.3f}" for name, value in numbers.items()}


def _dump(value):
    return json.dumps(value, ensure_ascii=False, default=str)
