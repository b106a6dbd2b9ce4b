"""Where an answer ends before its end: at a stop sequence, or at a number of tokens. Knows nothing of requests."""

from projects.llm.ledger import estimate_tokens


class Cut:
    """Text goes in piece by piece and what may be said comes out. reason: "" until it is cut, then "stop" or "length"."""

    def __init__(self, stops=(), max_tokens=None):
        self.stops, self.max_tokens, self.reason = tuple(stops), max_tokens, ""
        self._held, self._said = "", ""

    def feed(self, text):
        """Return what of text, and of what was held back, may be said now."""
        if self.reason:
            return ""
        self._held += text
        if found := [at for stop in self.stops if (at := self._held.find(stop)) >= 0]:
            self._held, self.reason = self._held[: min(found)], "stop"
            return self._say(len(self._held))
        return self._say(len(self._held) - self._beginning())

    def end(self):
        """Return what was held back in case it became a stop sequence."""
        return "" if self.reason else self._say(len(self._held))

    def _beginning(self):
        """Return how many of the last characters may be the beginning of a stop sequence."""
        longest = max(map(len, self.stops), default=1) - 1
        return next((n for n in range(min(longest, len(self._held)), 0, -1) if any(s.startswith(self._held[-n:]) for s in self.stops)), 0)

    def _say(self, length):
        text, self._held = self._held[:length], self._held[length:]
        if self.max_tokens and estimate_tokens(self._said + text) > self.max_tokens:
            text, self.reason = self._shortened(text), "length"
        self._said += text
        return text

    def _shortened(self, text):
        """Return as much of text as fits, by halving."""
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = estimate_tokens(self._said + text[:middle]) <= self.max_tokens
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[:low]


class Spoken:
    """What has been sent can't be taken back: when an answer begins again, only what continues it is let through."""

    def __init__(self):
        self.text, self._again = "", None

    def restart(self):
        self._again = ""

    def add(self, text):
        """Return what of text is news. Raises ValueError if the answer that began again differs."""
        if self._again is None:
            self.text += text
            return text
        self._again += text
        if self.text.startswith(self._again):
            return ""
        if not self._again.startswith(self.text):
            raise ValueError("the answer began again and differs from what was sent")
        news, self.text, self._again = self._again[len(self.text) :], self._again, None
        return news
