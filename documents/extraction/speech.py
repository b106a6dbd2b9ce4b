"""Text for files that hold none: audio through a transcription model, pictures through a vision model.

Both models are reached over the network, which the child process may not use, so they are called in the parent.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from documents.extraction.errors import NeedsSetting, NoText, TooLarge
from documents.extraction.language import detect_language
from documents.extraction.limits import Limits
from documents.extraction.model import Block, Extracted

Transcribe = Callable[[Path, str], Iterable[tuple[float, float, str]]]
"""(path, media type) to (start in s, end in s, text) of each segment."""
Describe = Callable[[Path, str], str]
"""(path, media type) to a description of the picture."""


def transcript(path: Path, media_type: str, transcribe: Transcribe | None, limits: Limits) -> Extracted:
    """Return the spoken text, one paragraph a segment with its time stamp. Raises NeedsSetting without a model."""
    if transcribe is None:
        raise NeedsSetting(setting="TRANSCRIPTION_MODEL")
    lines = [(f"[{_clock(start)}] ", text.strip()) for start, _end, text in transcribe(path, media_type) if text.strip()]
    if not lines:
        raise NoText
    extracted = Extracted(media_type=media_type)
    for stamp, text in lines:
        start = len(extracted.text) + (2 if extracted.text else 0)
        extracted.text += ("\n\n" if extracted.text else "") + stamp + text
        extracted.blocks.append(Block("paragraph", start, len(extracted.text)))
        if len(extracted.text) > limits.max_chars:
            raise TooLarge(TooLarge.CHARACTERS, limit=f"{limits.max_chars:,}")
    extracted.language = detect_language(" ".join(text for _stamp, text in lines))
    return extracted


def add_description(extracted: Extracted, path: Path, describe: Describe | None) -> None:
    """Append what a vision model sees in the picture, if one is configured."""
    text = describe(path, extracted.media_type).strip() if describe else ""
    if text:
        start = len(extracted.text) + (2 if extracted.text else 0)
        extracted.text += ("\n\n" if extracted.text else "") + text
        extracted.blocks.append(Block("caption", start, len(extracted.text), page=1))


def _clock(seconds: float) -> str:
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
