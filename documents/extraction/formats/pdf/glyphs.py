"""Words and their boxes on one page, as PDFium finds them. Knows nothing of lines or meaning."""

import ctypes
import re
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from documents.extraction import thai

Box = tuple[float, float, float, float]
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# PDFium puts U+0002 where a word was broken at the end of a line.
BROKEN_WORD_HYPHEN = 2
BLANKS = frozenset({0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000, 0x200B, *range(0x2000, 0x200B)})
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
    def __init__(self, textpage, geometry: PageGeometry):
        self.raw = textpage.raw
        self.count = textpage.count_chars()
        self.geometry = geometry
        self.rect = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()
        self.right_way_up = geometry.rotation == 0
        self.style_of: tuple[object, float, bool] = (None, 0.0, False)
        self.name = ctypes.create_string_buffer(128)

    def words(self) -> tuple[list[Word], bool]:
        found: list[Word] = []
        run: list[tuple[int, int]] = []
        unreadable = 0
        unicode_at, raw = pdfium.FPDFText_GetUnicode, self.raw
        blank = False
        for index in range(self.count):
            code = unicode_at(raw, index)
            if code in BLANKS:
                blank = True
                continue
            if blank and run and not self._invented_blank(run[-1], (index, code)):
                found += self._pieces(run)
                run = []
            blank = False
            unreadable += code in (0, 0xFFFD) or 0xE000 <= code < 0xF700
            if code and code != 0xFFFE and not 0xD800 <= code < 0xE000:
                run.append((index, code))
        if run:
            found += self._pieces(run)
        return found, unreadable <= UNREADABLE_SHARE * max(self.count, 1)

    def _invented_blank(self, before: tuple[int, int], after: tuple[int, int]) -> bool:
        """Whether the blank between two Thai letters only comes of marks without width, which PDFium misreads as gaps."""
        if not (0x0E00 < before[1] < 0x0E80 and 0x0E00 < after[1] < 0x0E80):
            return False
        if thai.is_mark(chr(after[1])) or thai.is_leading_vowel(chr(before[1])):
            return True
        if after[0] - before[0] != 2 or pdfium.FPDFText_IsGenerated(self.raw, after[0] - 1) != 1:
            return False
        left, right = self._box(before[0]), self._box(after[0])
        same_line = min(left[3], right[3]) > max(left[1], right[1])
        return same_line and -2 < right[0] - left[2] < self._size(before[0]) * thai.widest_tight_gap(chr(before[1]))

    def _pieces(self, run: list[tuple[int, int]]) -> list[Word]:
        broken = run[-1][1] == BROKEN_WORD_HYPHEN
        run = [item for item in run if item[1] >= 32]
        if not run:
            return []
        pieces = _split_unspaced(run) if len(run) > PIECE_CHARS else [run]
        words = [self._word(piece, glued=position > 0) for position, piece in enumerate(pieces)]
        words[-1].broken = broken
        return words

    def _word(self, piece: list[tuple[int, int]], *, glued: bool) -> Word:
        first, last = self._box(piece[0][0]), self._box(piece[-1][0])
        size, bold = self._style(piece[0][0])
        text = "".join([chr(code) for _index, code in piece])
        if not text.isascii():
            text = thai.normalise_layout(text.translate(LIGATURES))
        return Word(text, min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3]), size, bold, glued)

    def _box(self, index: int) -> Box:
        rect, page = self.rect, self.geometry
        pdfium.FPDFText_GetLooseCharBox(self.raw, index, rect)
        if self.right_way_up:
            return rect.left - page.left, page.top - rect.top, rect.right - page.left, page.top - rect.bottom
        return page.place(rect.left, rect.bottom, rect.right, rect.top)

    def _style(self, index: int) -> tuple[float, bool]:
        """Return size and boldness; both are the same throughout a text object."""
        owner = ctypes.cast(pdfium.FPDFText_GetTextObject(self.raw, index), ctypes.c_void_p).value
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


def _split_unspaced(run: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Cut long runs of a script without blanks into pieces, never before a combining mark."""
    pieces, piece = [], [run[0]]
    for item in run[1:]:
        char = chr(item[1])
        starts_syllable = thai.joins_without_space(char, char) and not thai.is_mark(char)
        follows_lead = thai.is_leading_vowel(chr(piece[-1][1]))
        if len(piece) >= PIECE_CHARS and starts_syllable and not follows_lead:
            pieces.append(piece)
            piece = []
        piece.append(item)
    return [*pieces, piece]
