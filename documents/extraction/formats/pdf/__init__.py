"""PDF: words with boxes by PDFium, then reading order, tables, page furniture, headings and paragraphs.

Two passes: the first turns every page into lines and keeps them compressed, the second writes blocks, because
only the whole document tells which font size is the body's and which lines repeat on every page.
"""

from documents.extraction.formats.pdf.reading import read

__all__ = ["read"]
