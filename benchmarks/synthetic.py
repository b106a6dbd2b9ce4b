"""Words and vectors distributed like real ones: Zipfian vocabulary with topics, clustered embeddings."""

import numpy as np

VOCABULARY = 60_000
TOPICS = 400
WORDS_PER_CHUNK = (40, 160)


class Texts:
    """Chunks of words: half from a Zipfian vocabulary, half from the narrow one of a topic."""

    def __init__(self, seed: int = 1):
        self.rng = np.random.default_rng(seed)
        weights = 1 / (np.arange(VOCABULARY) + 3.0)
        self.cumulative = np.cumsum(weights / weights.sum())
        self.names = np.array([f"w{number:x}" for number in range(VOCABULARY)])

    def chunk(self, topic: int | None = None) -> list[str]:
        size = int(self.rng.integers(*WORDS_PER_CHUNK))
        return self._words(size, self.rng.integers(TOPICS) if topic is None else topic)

    def question(self) -> list[str]:
        return self._words(int(self.rng.integers(3, 9)), self.rng.integers(TOPICS))

    def _words(self, size: int, topic: int) -> list[str]:
        common = np.searchsorted(self.cumulative, self.rng.random(size - size // 2))
        own = (topic * 7_919 + (self.rng.pareto(1.0, size // 2) * 20).astype(int)) % VOCABULARY
        return self.names[np.concatenate([common, own]) % VOCABULARY].tolist()


class Vectors:
    """Unit vectors around cluster centres, float32."""

    def __init__(self, dimensions: int = 384, clusters: int = 1_000, seed: int = 2):
        self.rng = np.random.default_rng(seed)
        self.dimensions = dimensions
        self.centres = self._unit(self.rng.standard_normal((clusters, dimensions)))

    def draw(self, count: int, spread: float = 1.0) -> np.ndarray:
        noise = self._unit(self.rng.standard_normal((count, self.dimensions))) * spread
        return self._unit(self.centres[self.rng.integers(len(self.centres), size=count)] + noise).astype(np.float32)

    @staticmethod
    def _unit(vectors: np.ndarray) -> np.ndarray:
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
