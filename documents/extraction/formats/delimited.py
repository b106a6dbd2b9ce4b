"""CSV and TSV: every row names its columns, so that it can be understood by itself."""

import csv
import io
from collections import Counter
from pathlib import Path

from documents.extraction.errors import TooLarge, gettext_noop
from documents.extraction.formats.encoding import read_text
from documents.extraction.formats.records import RecordWriter
from documents.extraction.thai import normalise
from documents.extraction.writer import Writer

DELIMITERS = ",;\t|"
SAMPLE_LINES = 60
MAX_FIELD_CHARS = 1_000_000


def read(path: Path, writer: Writer) -> None:
    text = normalise(read_text(path, writer.limits))
    csv.field_size_limit(MAX_FIELD_CHARS)
    rows = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    records = RecordWriter(writer, sheet=None)
    try:
        for number, row in enumerate(rows, start=1):
            if number > writer.limits.max_rows:
                raise TooLarge(TooLarge.ROWS, limit=f"{writer.limits.max_rows:,}")
            records.add(number, row)
            if number % 2000 == 0:
                writer.progress(writer.length, max(len(text), writer.length))
    except csv.Error:
        writer.warn(gettext_noop("Some rows could not be read because of unbalanced quotes."))
    records.finish()


def _dialect(text: str) -> type[csv.Dialect]:
    """Return the dialect whose delimiter splits the first lines most evenly; quoting is always by double quotes."""
    lines = [line for line in text[:200_000].splitlines()[:SAMPLE_LINES] if line.strip()]

    def evenness(delimiter: str) -> tuple[float, int]:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        width, frequency = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (frequency / max(len(lines), 1) if width > 1 else 0, width)

    class Found(csv.excel):
        delimiter = max(DELIMITERS, key=evenness)
        skipinitialspace = True

    return Found
