"""How well the built-in answerer answers and refuses, on 8 passages a question.

    python -m benchmarks.answers [--lang en th] [--questions 300] [--embed] [--fit] [--show 10]

Three conditions for each question of a retrieval set in BEIR layout (default: xquad-en, xquad-th):
present (the gold paragraph is among the 8 best by BM25), absent (it is taken out: its neighbours
from the same article stay) and swapped (present, but one key term of the question is replaced by
one from another article, so that the topic is near and the answer is not there).
The sets carry no answers: what is measured is refusing, the passage quoted and the time.
"""

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from agents.evidence import read
from agents.extractive import THRESHOLD, answer
from agents.question_type import read_question
from agents.relevance import FEATURES, rank
from agents.terms import terms
from documents.tokens import tokenize

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "retrieval"
PASSAGES = 8
CONDITIONS = ("present", "absent", "swapped")


@dataclass
class Paragraph:
    """The least the answerer asks of a passage."""

    text: str
    document_name: str = ""
    start: int = 0
    end: int = 0
    score: float = 1.0
    kind: str = "paragraph"
    heading_path: list[str] = field(default_factory=list)


@dataclass
class Case:
    """One question under one condition."""

    condition: str
    question: str
    ids: list[str]
    gold: str
    group: str


def load(folder: Path):
    """Return (paragraphs, questions, gold paragraph by question), each a dict by id."""
    paragraphs, questions = (
        {row["_id"]: row["text"] for row in map(json.loads, (folder / name).read_text("utf-8").splitlines())}
        for name in ("corpus.jsonl", "queries.jsonl")
    )
    pairs = [line.split("\t") for line in (folder / "qrels" / "test.tsv").read_text("utf-8").splitlines()[1:]]
    return paragraphs, questions, {query: paragraph for query, paragraph, *_ in pairs}


class BM25:
    """Plain BM25 over a few hundred paragraphs."""

    def __init__(self, texts: dict[str, str]):
        self.ids = list(texts)
        counts = [Counter(tokenize(text)) for text in texts.values()]
        lengths = np.array([sum(count.values()) for count in counts])
        self.norm = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
        self.postings = {}
        for number, count in enumerate(counts):
            for token, times in count.items():
                self.postings.setdefault(token, []).append((number, times))

    def top(self, query: str, count: int) -> list[str]:
        scores = np.zeros(len(self.ids))
        for token in set(tokenize(query)):
            posting = self.postings.get(token, [])
            idf = math.log(1 + (len(self.ids) - len(posting) + 0.5) / (len(posting) + 0.5))
            for number, times in posting:
                scores[number] += idf * times * 2.2 / (times + self.norm[number])
        return [self.ids[number] for number in np.argsort(-scores, kind="stable")[:count]]


def cases(folder: Path, count: int, seed: int = 3) -> tuple[dict[str, str], list[Case]]:
    """Return the paragraphs by id and up to three cases for each of count sampled questions."""
    paragraphs, questions, gold = load(folder)
    search, chance, found = BM25(paragraphs), random.Random(seed), []  # noqa: S311 a sample, not a secret
    keys = {query: [term for term in terms(text) if term.weight >= 1] for query, text in questions.items()}
    for query in chance.sample(sorted(questions), min(count, len(questions))):
        text, right = questions[query], gold[query]
        article = right.split("-")[0]
        hits = search.top(text, PASSAGES + 1)
        found.append(Case("absent", text, [hit for hit in hits if hit != right][:PASSAGES], right, article))
        if right not in hits[:PASSAGES]:
            continue
        found.append(Case("present", text, hits[:PASSAGES], right, article))
        if keys[query]:
            other = chance.choice([q for q in questions if keys[q] and not gold[q].startswith(article + "-")])
            out = max(keys[query], key=lambda term: (term.weight, chance.random()))
            new = max(keys[other], key=lambda term: (term.weight, chance.random()))
            swapped = text[: out.start] + questions[other][new.start : new.end] + text[out.end :]
            found.append(Case("swapped", swapped, search.top(swapped, PASSAGES), right, article))
    return paragraphs, found


def measure(paragraphs, found, embed=None, show=0):
    """Return the printed figures as a dict; print the first ``show`` cases."""
    confidences, right, taken = {name: [] for name in CONDITIONS}, [], []
    for number, case in enumerate(found):
        passages = [Paragraph(paragraphs[key]) for key in case.ids]
        started = time.perf_counter()
        result = answer(case.question, passages, embed=embed)
        taken.append((time.perf_counter() - started) * 1000)
        confidences[case.condition].append(result.confidence)
        if case.condition == "present" and not result.refused:
            right.append(case.ids[result.parts[0].citations[0][0]] == case.gold)
        if number < show:
            print(f"{case.condition} {result.confidence:.2f} {case.question}\n    {result.cited().markdown!r}")
    values = {name: np.array(scores) for name, scores in confidences.items()}
    return {
        "questions": len(found),
        "answered_present": float((values["present"] >= THRESHOLD).mean()),
        "refused_absent": float((values["absent"] < THRESHOLD).mean()),
        "refused_swapped": float((values["swapped"] < THRESHOLD).mean()),
        "auc_absent": auc(values["present"], values["absent"]),
        "auc_swapped": auc(values["present"], values["swapped"]),
        "first_quote_from_gold": float(np.mean(right)),
        "ms_p50": float(np.percentile(taken, 50)),
        "ms_p95": float(np.percentile(taken, 95)),
    }


def auc(positive, negative) -> float:
    """Return the chance that a positive scores above a negative, ties half."""
    return float(((positive[:, None] > negative).mean() + (positive[:, None] >= negative).mean()) / 2)


def fit(sets):
    """Print coefficients for agents.relevance.confidence, with the AUC on articles left out."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    rows, labels, groups = [], [], []
    for paragraphs, found in sets:
        for case in found:
            ranked = rank(read_question(case.question), read([Paragraph(paragraphs[key]) for key in case.ids]))
            if ranked:
                rows.append(ranked[0].features)
                labels.append(case.condition == "present")
                groups.append(case.group)
    rows, labels = np.array(rows), np.array(labels)
    model = LogisticRegression(C=3, class_weight="balanced")
    out = cross_val_predict(model, rows, labels, groups=groups, cv=GroupKFold(6), method="predict_proba")[:, 1]
    model.fit(rows, labels)
    print("AUC on articles left out:", round(auc(out[labels], out[~labels]), 4))
    print(dict(zip(FEATURES, model.coef_[0].round(2).tolist(), strict=True)), "intercept", model.intercept_.round(2))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lang", nargs="*", default=["en", "th"])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--embed", action="store_true", help="re-score with the packaged model (English only)")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    folders = {lang: options.data / f"xquad-{lang}" for lang in options.lang}
    if missing := [str(folder) for folder in folders.values() if not folder.is_dir()]:
        sys.exit(f"No data at {', '.join(missing)}: pass --data FOLDER with xquad-en and xquad-th in it.")
    if options.fit:
        return fit([cases(folder, options.questions) for folder in folders.values()])
    embed = packaged_model() if options.embed else None
    for lang, folder in folders.items():
        paragraphs, found = cases(folder, options.questions)
        figures = measure(paragraphs, found, embed if lang == "en" else None, options.show)
        print(lang, json.dumps({name: round(value, 3) for name, value in figures.items()}))


def packaged_model():
    from workers.encoder import load_encoder

    return load_encoder("builtin/minilm").embed_passages


if __name__ == "__main__":
    main()
