"""How well the citation check tells what its source bears out from what it does not.

    python -m benchmarks.grounding [--lang en th] [--questions 150] [--show 5]

Claims are made from the sentences of a question's gold paragraph and held against the 8 passages
BM25 finds for it. "kept" claims are to be supported: the sentence as it stands, and two of them in
one. All others are to be refused: a figure altered, a name of another article put in, a "not" put
in, a sentence of an article that is not among the passages.
"""

import argparse
import random
import re
import time

import numpy as np

from agents.figures import figures
from agents.grounding import ground
from agents.sentences import split_sentences
from agents.terms import terms
from benchmarks.answers import BM25, DATA, PASSAGES, Paragraph, load

VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|can|could|must|may|will|would)\b(?! not)")
THAI_VERB = re.compile(r"(?:เป็น|มี|ได้รับ|สามารถ|ต้อง)")


def altered_figure(text, chance, _names):
    found = [figure for figure in figures(text) if not figure.spelled]
    if not found:
        return None
    figure = chance.choice(found)
    return text[: figure.start] + str(chance.randint(3000, 9999)) + text[figure.end :]


def other_name(text, chance, names):
    found = [term for term in terms(text) if term.name]
    if not found or not names:
        return None
    term = chance.choice(found)
    return text[: term.start] + chance.choice(names) + text[term.end :]


def negated(text, _chance, _names):
    if match := VERB.search(text):
        return text[: match.end()] + " not" + text[match.end() :]
    if match := THAI_VERB.search(text):
        return text[: match.start()] + "ไม่" + text[match.start() :]
    return None


def measure(folder, count, show):
    """Return {kind of claim: share judged right} and the milliseconds a claim took."""
    paragraphs, questions, gold = load(folder)
    search, chance = BM25(paragraphs), random.Random(5)
    right, taken = {}, []
    for query in chance.sample(sorted(questions), min(count, len(questions))):
        hits = search.top(questions[query], PASSAGES)
        if gold[query] not in hits:
            continue
        passages = [Paragraph(paragraphs[hit]) for hit in hits]
        for kind, claim in claims(paragraphs, hits, gold[query], chance):
            started = time.perf_counter()
            verdicts = [sentence for sentence in ground(claim, passages) if sentence.kind == "claim"]
            taken.append((time.perf_counter() - started) * 1000)
            if not verdicts:
                continue
            supported = all(sentence.supported for sentence in verdicts)
            ok = supported == kind.startswith("kept")
            right.setdefault(kind, []).append(ok)
            if not ok and show:
                show -= 1
                print(kind, "|", claim, "|", [(s.reason, s.score) for s in verdicts])
    shares = {kind: (round(float(np.mean(oks)), 3), len(oks)) for kind, oks in sorted(right.items())}
    return shares, round(float(np.percentile(taken, 50)), 1)


def claims(paragraphs, hits, gold, chance):
    """Yield (kind, claim) made from the gold paragraph and from one that is not among the hits."""
    sentences = [s for s in _sentences(paragraphs[gold]) if 30 < len(s) < 300]
    away = chance.choice([key for key in paragraphs if key.split("-")[0] not in {hit.split("-")[0] for hit in hits}])
    foreign = [s for s in _sentences(paragraphs[away]) if 30 < len(s) < 300]
    names = [paragraphs[away][term.start : term.end] for term in terms(paragraphs[away]) if term.name]
    if not sentences:
        return
    sentence = chance.choice(sentences)
    yield "kept: as written", sentence
    if len(sentences) > 1:
        first, second = chance.sample(sentences, 2)
        yield "kept: two in one", first.rstrip(".") + "; " + second
    for kind, change in (("figure altered", altered_figure), ("other name", other_name), ("negated", negated)):
        if changed := change(sentence, chance, names):
            yield kind, changed
    if foreign:
        yield "from elsewhere", chance.choice(foreign)


def _sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lang", nargs="*", default=["en", "th"])
    parser.add_argument("--questions", type=int, default=150)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    for lang in options.lang:
        shares, ms = measure(DATA / f"xquad-{lang}", options.questions, options.show)
        print(lang, "right (share, of)", shares, "ms a claim, p50", ms)


if __name__ == "__main__":
    main()
