"""Text for files that hold none: audio through a transcription model, pictures through a vision model.

Both models are reached over the network, which the child process may not use, so they are called in the parent.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from documents.extraction.errors import ModelFailed, NeedsSetting, NoText, TooLarge
from documents.extraction.language import detect_language
from documents.extraction.limits import Limits
from documents.extraction.model import Block, Extracted
from documents.extraction.writer import safe

Transcribe = Callable[[Path, str], Iterable[tuple[float, float, str]]]
"""(path, media type) to (start in s, end in s, text) of each segment."""
Describe = Callable[[bytes, str], str]
"""(picture, media type) to a description of the picture."""
RENDITION = "image/jpeg"
LANGUAGE_SAMPLE = 20_000


def transcript(path: Path, media_type: str, transcribe: Transcribe | None, limits: Limits) -> Extracted:
    """Return the spoken text, one paragraph a segment with its time stamp. Raises NeedsSetting without a model."""
    if transcribe is None:
        raise NeedsSetting(setting="TRANSCRIPTION_MODEL")
    texts, blocks, length = [], [], 0
    for start, _end, text in transcribe(path, media_type):
        if not text.strip():
            continue
        line = f"[{_clock(start)}] {safe(text.strip())}"
        length += 2 if texts else 0
        texts.append(line)
        blocks.append(Block("paragraph", length, length + len(line)))
        length += len(line)
        if length > limits.max_chars:
            raise TooLarge(TooLarge.CHARACTERS, limit=f"{limits.max_chars:,}")
    if not texts:
        raise NoText(NoText.SILENT)
    spoken = " ".join(line.partition("] ")[2] for line in texts)[:LANGUAGE_SAMPLE]
    return Extracted(text="\n\n".join(texts), blocks=blocks, language=detect_language(spoken), media_type=media_type)


def add_description(extracted: Extracted, picture: bytes, describe: Describe | None) -> None:
    """Append what a vision model sees in the picture, if one is configured.

    Raises NoText if that leaves the picture without a word; ModelFailed of describe is only a warning where there is some.
    """
    text = ""
    try:
        text = safe(describe(picture, RENDITION)).strip() if describe and picture else ""
    except ModelFailed as error:
        if not extracted.text.strip():
            raise
        extracted.warnings.append(str(error)[:500])
    if text:
        start = len(extracted.text) + (2 if extracted.text else 0)
        extracted.text += ("\n\n" if extracted.text else "") + text
        extracted.blocks.append(Block("caption", start, len(extracted.text), page=1))
        extracted.language = detect_language(extracted.text) if extracted.language == "und" else extracted.language
    elif not extracted.text.strip() and not describe:
        raise NoText(NoText.UNREAD if NoText.NO_OCR in extracted.warnings else NoText.UNDESCRIBED)


def _clock(seconds: float) -> str:
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
