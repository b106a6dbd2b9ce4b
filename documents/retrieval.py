"""From a question to the passages that may answer it: the one entry for pages, API, chat and commands.

Embedding runs beside BM25; the dense half follows; both score every candidate either found; fusion,
re-ranking and assembly decide. Everything a person could ask about the result is in its trace.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from django.db.models.functions import Substr

from documents import bm25, dense, embedding
from documents.assembly import Group, assemble
from documents.candidates import Candidate, load
from documents.filters import Filters, allowed
from documents.fusion import ALPHA, closeness, convex, lexical_share, ranks, rrf
from documents.language_guard import Verdict, covers, judge, question_language
from documents.models import Content, Index
from documents.statements import one_snapshot
from documents.tokens import TOKENS_VERSION, normalise, tokenize
from projects.models import Project

# Each half proposes this many; more costs time and found nothing more.
POOL = 50
RERANK_POOL = 30
QUESTION_CHARS = 4_000
TOKEN_BUDGET = 3_000
_threads = ThreadPoolExecutor(8, thread_name_prefix="embed")


@dataclass
class Passage:
    """A stretch of a document to read and cite: document text from start to end, one chunk or several neighbours.

    score is between 0 and 1 and comparable between questions; ranks count from 1, None: not found by that half.
    """

    chunk_id: int
    chunk_ids: list[int]
    document_id: UUID
    revision_id: int
    document_name: str
    text: str
    start: int
    end: int
    page_start: int | None
    page_end: int | None
    heading_path: list
    kind: str
    language: str
    row_start: int | None
    row_end: int | None
    token_count: int
    score: float
    scores: dict[str, float | None]
    ranks: dict[str, int | None]


@dataclass
class Retrieval:
    """Passages, best first; empty when nothing fits. The trace is JSON.

    dense_enabled: whether embeddings had a say on this question, and so may on the answer.
    """

    passages: list[Passage] = field(default_factory=list)
    trace: dict = field(default_factory=dict)
    embedding_model: str = ""
    dense_enabled: bool = False


class Trace(dict):
    """What happened, and how long each stage took."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.setdefault("ms", {})[name] = round((time.perf_counter() - began) * 1000, 2)


def retrieve(
    project: Project,
    query: str,
    *,
    top_k: int | None = None,
    filters: Filters | None = None,
    threshold: float | None = None,
    token_budget: int = TOKEN_BUDGET,
    user=None,
) -> Retrieval:
    """Return the passages of project that fit query best. project comes from a look-up that checked access."""
    limit = top_k or project.top_k
    threshold = project.score_threshold if threshold is None else threshold
    trace = Trace(question=query[:QUESTION_CHARS], top_k=limit, threshold=threshold, filters=bool(filters))
    index = project.indexes.filter(state=Index.State.LIVE).first()
    if index is None or not query.strip():
        trace["empty"] = "no_index" if query.strip() else "no_question"
        return Retrieval([], trace)
    with trace.stage("total"):
        found = find(index, query[:QUESTION_CHARS], trace, fusion=project.fusion, pool=max(POOL, 2 * limit), filters=filters)
        if project.reranker_model and found:
            with trace.stage("rerank"):
                found = _rerank(project.reranker_model, query, found, trace)
        with trace.stage("assemble"):
            groups = assemble(found, limit=limit, token_budget=token_budget, threshold=threshold, between=_between)
    passages = [_passage(group) for group in groups]
    trace["candidates"] = [_account(candidate, groups) for candidate in found]
    trace["tokens"] = sum(passage.token_count for passage in passages)
    return Retrieval(passages, trace, index.embedding_model, trace["dense"]["enabled"])


@one_snapshot()  # a document that is replaced between two statements would be in neither version
def find(index: Index, query: str, trace: Trace, *, fusion=Project.Fusion.CONVEX, pool=POOL, filters=None, vector=None) -> list[Candidate]:
    """Return the candidates of both halves, best first, scored by fusion. vector: that of the question, if known."""
    query = normalise(query)
    declared = embedding.languages(index.embedding_model)
    verdict = judge(question_language(query), declared, index.dense_by_language, ALPHA)
    waiting = _threads.submit(embedding.vector_of, index, query) if verdict.enabled and vector is None else None
    with trace.stage("sparse"):
        tokens = tokenize(query)
        scores = bm25.search(index, tokens)
        chunk_ids, doc_nos = allowed(index, filters) if filters else (None, None)
        lexical = scores.top(pool, doc_nos)
    if verdict.enabled:
        with trace.stage("embed"):
            vector, verdict = _await(waiting, vector, verdict)
    near = []
    if verdict.enabled:
        with trace.stage("dense"):
            near = dense.nearest(index, vector, pool, chunk_ids)
    with trace.stage("fetch"):
        candidates = load(index, near, [doc_no for doc_no, _ in lexical], vector if verdict.enabled else None)
    with trace.stage("fuse"):
        cosines = _known(candidates, declared, index.dense_by_language) if verdict.enabled else np.full(len(candidates), np.nan)
        ranked = _fuse(candidates, scores, cosines, verdict, fusion)
    trace |= {"tokens_searched": tokens[:200], "language": question_language(query), "index": _about(index)}
    trace["dense"] = {"enabled": verdict.enabled, "reason": verdict.reason, "by": "hnsw" if index.hnsw_ef_search else "exact"}
    trace["fusion"] = {"method": str(fusion), "alpha": verdict.alpha, "floor": verdict.floor}
    return ranked


def _about(index: Index) -> dict:
    stale = index.tokens_version != TOKENS_VERSION
    return {"id": index.pk, "number": index.number, "model": index.embedding_model, "stale": stale}


def _await(waiting, vector, verdict: Verdict) -> tuple[np.ndarray | None, Verdict]:
    """Return the question's vector; without a model server words alone still answer."""
    try:
        return (waiting.result() if vector is None else vector), verdict
    except embedding.CANNOT_EMBED:
        return None, Verdict(False, "model_unavailable", 0.0)


def _fuse(candidates: list[Candidate], scores: bm25.SparseScores, cosines: np.ndarray, verdict: Verdict, fusion: str) -> list[Candidate]:
    sparse = scores.of([candidate.doc_no for candidate in candidates])
    share = lexical_share(sparse, scores.ceiling)
    close = closeness(cosines, verdict.floor)
    overall = convex(close, share, verdict.alpha)
    order = overall if fusion == Project.Fusion.CONVEX or not verdict.enabled else rrf(cosines, sparse)
    columns = zip(candidates, cosines, sparse, order, overall, ranks(cosines), ranks(sparse), strict=True)
    for candidate, cosine, bm25_score, fused, score, dense_rank, sparse_rank in columns:
        candidate.dense = None if np.isnan(cosine) else float(cosine)
        candidate.sparse, candidate.fused, candidate.score = float(bm25_score), float(fused), float(score)
        candidate.ranks = {"dense": dense_rank, "bm25": sparse_rank}
    ranked = sorted((item for item in candidates if item.fused > 0), key=lambda item: (-round(item.fused, 9), item.doc_no))
    for rank, candidate in enumerate(ranked, 1):
        candidate.ranks["fused"] = rank
    return ranked


def _known(candidates: list[Candidate], declared: set[str], findings: dict) -> np.ndarray:
    """Return the cosines, NaN for chunks in a language that the model can't place."""
    languages = [candidate.spoken for candidate in candidates]
    placed = {language: covers(declared, language) and (findings.get(language) or {}).get("enabled", True) for language in set(languages)}
    values = (item.dense if placed[language] else None for item, language in zip(candidates, languages, strict=True))
    return np.array([np.nan if value is None else value for value in values], float)


def _rerank(model: str, query: str, found: list[Candidate], trace: Trace) -> list[Candidate]:
    """Return found with its head in the order of a cross-encoder, whose scores (0 to 1) replace the fused."""
    head, tail = found[:RERANK_POOL], found[RERANK_POOL:]
    try:
        scores = embedding.rerank(query, [candidate.text for candidate in head], model)
    except embedding.CANNOT_EMBED:
        trace["rerank_skipped"] = "model_unavailable"
        return found
    for candidate, score in zip(head, scores, strict=True):
        candidate.rerank = candidate.score = float(score)
    head.sort(key=lambda item: (-item.score, item.doc_no))
    for rank, candidate in enumerate(head, 1):
        candidate.ranks["rerank"] = rank
    for candidate in tail:
        candidate.dropped = "not_reranked"
    return head + tail


def _between(candidate: Candidate, start: int, end: int) -> str:
    text = Content.objects.filter(revision=candidate.revision_id).values_list(Substr("text", start + 1, end - start), flat=True)
    return text.first() or ""


def _passage(group: Group) -> Passage:
    best, members = group.best, group.members
    pages = [page for member in members for page in (member.page_start, member.page_end) if page is not None]
    rows = [row for member in members for row in (member.row_start, member.row_end) if row is not None]
    return Passage(
        chunk_id=best.chunk_id,
        chunk_ids=[member.chunk_id for member in members],
        document_id=best.document_id,
        revision_id=best.revision_id,
        document_name=best.document_name,
        text=group.text,
        start=group.start,
        end=group.end,
        page_start=min(pages, default=None),
        page_end=max(pages, default=None),
        heading_path=members[0].heading_path,
        kind=best.kind,
        language=best.spoken,
        row_start=min(rows, default=None),
        row_end=max(rows, default=None),
        token_count=sum(member.token_count for member in members),
        score=best.score,
        scores={"dense": best.dense, "bm25": best.sparse, "fused": best.fused, "rerank": best.rerank},
        ranks=best.ranks,
    )


def _account(candidate: Candidate, groups: list[Group]) -> dict:
    """Return a candidate's line in the debug panel; passage: the number it is part of, from 1."""
    passage = next((number for number, group in enumerate(groups, 1) if candidate in group.members), None)
    return {
        "chunk_id": candidate.chunk_id,
        "document_id": str(candidate.document_id),
        "document": candidate.document_name,
        "position": candidate.position,
        "page": candidate.page_start,
        "language": candidate.spoken,
        "text": candidate.text[:240],
        "dense": candidate.dense,
        "bm25": candidate.sparse,
        "fused": candidate.fused,
        "rerank": candidate.rerank,
        "score": candidate.score,
        "ranks": candidate.ranks,
        "tokens": candidate.token_count,
        "passage": passage,
        "dropped": candidate.dropped,
    }
