"""Words and their boxes on one page, as PDFium finds them. Knows nothing of lines or meaning."""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from documents.extraction import thai

Box = tuple[float, float, float, float]
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# What stands where a word was broken at the end of a line (PDFium's other name for it is U+FFFE).
BROKEN_WORD_HYPHEN = "\x02"
RUN = re.compile("[^\\s\u200b\x02]+\x02?")
THAI = re.compile("[\u0e00-\u0e7f]")
# What fonts without a mapping to characters yield; surrogates and non-characters; not the Thai shapes from F700 on.
UNREADABLE = re.compile("[\0\ufffd-\uffff\ue000-\uf6ff\ud800-\udfff]")
BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.I)
# Thai, Lao, Khmer, Chinese and Japanese are written without blanks; shorter pieces make precise highlights.
PIECE_CHARS = 8
UNREADABLE_SHARE = 0.3


@dataclass(slots=True, eq=False)
class Word:
    """A piece of text without blanks. Box in points from the top-left corner of the page as it is shown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    """Font size in points."""
    bold: bool = False
    glued: bool = False
    """Follows the word before it without a blank."""
    broken: bool = False
    """The line ends inside this word, with a hyphen that is not in the text."""

    @property
    def height(self) -> float:
        return self.bottom - self.top


class PageGeometry:
    """Maps PDF user space to points from the top-left corner, with crop box and rotation applied."""

    def __init__(self, page):
        self.rotation = page.get_rotation()
        self.left, self.bottom, self.right, self.top = page.get_cropbox()
        self.width, self.height = page.get_size()

    def place(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self.rotation == 90:
            box = bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        elif self.rotation == 180:
            box = self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        elif self.rotation == 270:
            box = self.top - top, self.right - right, self.top - bottom, self.right - left
        else:
            box = left - self.left, self.top - top, right - self.left, self.top - bottom
        x0, y0, x1, y1 = box
        return max(x0, 0.0), max(y0, 0.0), min(x1, self.width), min(y1, self.height)


def read_words(page, geometry: PageGeometry) -> tuple[list[Word], bool]:
    """Return the words of a page in the order they are painted, and whether its text can be trusted.

    It cannot where the fonts do not say which characters their glyphs are (then OCR reads better).
    """
    textpage = page.get_textpage()
    try:
        return _Reader(textpage, geometry).words()
    finally:
        textpage.close()


class _Reader:
    """Reads one page. All characters come in one call; only the first and the last of a word are asked for their place."""

    def __init__(self, textpage, geometry: PageGeometry):
        self.raw = textpage.raw
        self.text = self._characters(textpage.count_chars())
        self.geometry = geometry
        self.right_way_up = geometry.rotation == 0
        self.rect = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()
        self.style_of: tuple[object, float, bool] = (None, 0.0, False)
        self.name = ctypes.create_string_buffer(128)

    def words(self) -> tuple[list[Word], bool]:
        runs: list[Sequence[int]] = [range(*match.span()) for match in RUN.finditer(self.text)]
        if THAI.search(self.text):
            runs = self._without_invented_blanks(runs)
        words = [word for run in runs for word in self._pieces(run)]
        unreadable = len(UNREADABLE.findall(self.text))
        return words, unreadable <= UNREADABLE_SHARE * max(len(self.text), 1)

    def _characters(self, count: int) -> str:
        """Return the text with one character for each that PDFium counts."""
        buffer = ctypes.create_string_buffer(2 * count + 2)
        pdfium.FPDFText_GetText(self.raw, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        text = buffer.raw[: 2 * count].decode("utf-16-le", "replace").replace("\ufffe", BROKEN_WORD_HYPHEN)
        if len(text) == count and "\0" not in text:
            return text
        # Characters beyond the basic plane take two units and unknown ones none: then each is asked for.
        codes = (pdfium.FPDFText_GetUnicode(self.raw, index) for index in range(count))
        return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)

    def _without_invented_blanks(self, runs: list[Sequence[int]]) -> list[Sequence[int]]:
        joined = runs[:1]
        for run in runs[1:]:
            if self._invented_blank(joined[-1][-1], run[0]):
                joined[-1] = [*joined[-1], *run]
            else:
                joined.append(run)
        return joined

    def _invented_blank(self, before: int, after: int) -> bool:
        """Whether the blank between two Thai letters only comes of marks without width, which PDFium misreads as gaps."""
        left, right = self.text[before], self.text[after]
        if not (thai.is_thai(left) and thai.is_thai(right)):
            return False
        if thai.is_mark(right) or thai.is_leading_vowel(left):
            return True
        if after - before != 2 or pdfium.FPDFText_IsGenerated(self.raw, before + 1) != 1:
            return False
        box, other = self._box(before), self._box(after)
        same_line = min(box[3], other[3]) > max(box[1], other[1])
        return same_line and -2 < other[0] - box[2] < self._size(before) * thai.widest_tight_gap(left)

    def _pieces(self, run: Sequence[int]) -> list[Word]:
        text = self.text[run[0] : run[-1] + 1] if isinstance(run, range) else "".join(self.text[index] for index in run)
        if text.isascii() and text.isprintable():
            return [self._word(run, text)]
        broken = text[-1] == BROKEN_WORD_HYPHEN
        kept = [position for position, char in enumerate(text) if char >= " " and not UNREADABLE.match(char)]
        if not kept:
            return []
        words = []
        for part in split_unspaced([text[position] for position in kept]):
            places, kept = kept[: len(part)], kept[len(part) :]
            piece = thai.normalise_layout("".join(part).translate(LIGATURES))
            words.append(self._word([run[position] for position in places], piece, glued=bool(words)))
        words[-1].broken = broken
        return words

    def _word(self, run: Sequence[int], text: str, *, glued: bool = False) -> Word:
        x0, top, x1, bottom = self._box(run[0])
        if len(run) > 1:
            left, upper, right, lower = self._box(run[-1])
            x0, top, x1, bottom = min(x0, left), min(top, upper), max(x1, right), max(bottom, lower)
        size, bold = self._style(run[0])
        return Word(text, x0, top, x1, bottom, size, bold, glued)

    def _box(self, index: int) -> Box:
        rect, page = self.rect, self.geometry
        pdfium.FPDFText_GetLooseCharBox(self.raw, index, rect)
        if self.right_way_up:
            return rect.left - page.left, page.top - rect.top, rect.right - page.left, page.top - rect.bottom
        return page.place(rect.left, rect.bottom, rect.right, rect.top)

    def _style(self, index: int) -> tuple[float, bool]:
        """Return size and boldness; both are the same throughout a text object."""
        handle = pdfium.FPDFText_GetTextObject(self.raw, index)
        owner = ctypes.addressof(handle.contents) if handle else None
        if owner is None or owner != self.style_of[0]:
            self.style_of = owner, self._size(index), self._bold(index)
        return self.style_of[1:]

    def _size(self, index: int) -> float:
        """Return the size on the page: many producers set a font of size 1 and scale it by the text matrix."""
        size, matrix = pdfium.FPDFText_GetFontSize(self.raw, index), self.matrix
        if pdfium.FPDFText_GetMatrix(self.raw, index, ctypes.byref(matrix)):
            size *= abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 or 1
        return size

    def _bold(self, index: int) -> bool:
        flags = ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self.raw, index, self.name, len(self.name), ctypes.byref(flags))
        return bool(0 < length <= len(self.name) and BOLD.search(self.name.value.decode("utf-8", "replace")))


def split_unspaced(chars: list[str]) -> list[list[str]]:
    """Cut a long run of a script without blanks into pieces, never before a combining mark."""
    if len(chars) <= PIECE_CHARS:
        return [chars]
    pieces, piece = [], [chars[0]]
    for char in chars[1:]:
        starts_syllable = thai.joins_without_space(char, char) and not thai.is_mark(char)
        if len(piece) >= PIECE_CHARS and starts_syllable and not thai.is_leading_vowel(piece[-1]):
            pieces.append(piece)
            piece = []
        piece.append(char)
    return [*pieces, piece]
