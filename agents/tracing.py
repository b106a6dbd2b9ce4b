"""How an answer was found, prepared for the eye: stages, candidates, prompt."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STAGES = {
    "sparse": gettext_lazy("Words (BM25)"),
    "embed": gettext_lazy("Meaning of the question"),
    "dense": gettext_lazy("Nearest passages"),
    "fetch": gettext_lazy("Reading candidates"),
    "fuse": gettext_lazy("Fusion"),
    "rerank": gettext_lazy("Re-ranking"),
    "assemble": gettext_lazy("Assembly"),
    "total": gettext_lazy("Search in all"),
}
# Run clocks count from the beginning of the run.
CLOCKS = {
    "retrieved": gettext_lazy("Search done"),
    "first_token": gettext_lazy("First word"),
    "answered": gettext_lazy("Last word"),
    "checked": gettext_lazy("Checked"),
}
DROPPED = {
    "below_threshold": gettext_lazy("below the score threshold"),
    "copy": gettext_lazy("says the same as a better one"),
    "token_budget": gettext_lazy("no room in the token budget"),
    "other_documents": gettext_lazy("other documents went first"),
    "beyond_limit": gettext_lazy("more than the passages per answer"),
    "not_reranked": gettext_lazy("not among those re-ranked"),
}
WORDS_ONLY = {
    "model_unavailable": gettext_lazy("the embedding model could not be reached"),
}
EMPTY = {
    "no_index": gettext_lazy("Nothing was searched: the project has no documents that are ready."),
    "no_question": gettext_lazy("Nothing was searched: the question was empty."),
}
SHOWN = 60


def shown_trace(run):
    """Return the context of the trace page of a run."""
    trace = run.trace or {}
    found = trace.get("retrieval") or {}
    return {
        "found": found,
        "empty": EMPTY.get(found.get("empty"), ""),
        "stages": [(label, found["ms"][key]) for key, label in STAGES.items() if key in found.get("ms", {})],
        "clocks": [(label, trace["timings_ms"][key]) for key, label in CLOCKS.items() if key in trace.get("timings_ms", {})],
        "candidates": [_with_words(each) for each in found.get("candidates", [])[:SHOWN]],
        "candidate_count": len(found.get("candidates", [])),
        "words_only": _words_only(found.get("dense") or {}),
        "prompt": trace.get("prompt") or [],
        "call": trace.get("call") or {},
    }


def _with_words(candidate):
    why = candidate.get("dropped")
    return candidate | {"why": DROPPED.get(why, why) if why else ""}


def _words_only(dense):
    if not dense or dense.get("enabled"):
        return ""
    reason = WORDS_ONLY.get(dense.get("reason")) or _("the embedding model does not know this language")
    return _("Searched by words alone: %(reason)s.") % {"reason": reason}
