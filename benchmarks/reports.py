"""How many figures of financial reports the report analyzer reads, and how many of those are right.

Reports are laid out as PDF, XLSX, DOCX and CSV and read as uploads are. The held-out half was written before the reader; a third set
in other styles came last, and what it showed was mended afterwards.
"""

import os
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.test_settings")
django.setup()

from agents.tools.reports.gathering import read_report  # noqa: E402
from agents.tools.tests.reading import text_of  # noqa: E402
from agents.tools.tests.reports import fresh, held_out, seen  # noqa: E402
from agents.tools.tests.reports.scoring import f1, score  # noqa: E402


def main():
    for half, reports in (("development", seen.REPORTS), ("held out", held_out.REPORTS), ("written last", fresh.REPORTS)):
        with tempfile.TemporaryDirectory() as folder:
            scores = [score(report, Path(folder)) for report in reports]
            texts = [text_of(report.write(Path(folder))) for report in reports]
            began = time.process_time()
            for text in texts:
                read_report(text)
            spent_ms = (time.process_time() - began) * 1000 / len(texts)
        right, found, true = (sum(column) for column in zip(*scores, strict=True))
        print(f"{half}: {len(reports)} reports, F1 {f1(right, found, true):.3f}")
        print(f"  {right} right of {found} found and {true} true, {spent_ms:.0f} ms of processor time each")
        for report, counts in zip(reports, scores, strict=True):
            if f1(*counts) < 0.95:
                print(f"  {report.name}: {f1(*counts):.2f}")


if __name__ == "__main__":
    main()
