"""How much of what contracts say the contract analyzer finds, and how much of what it finds is true.

Files are laid out as PDF and DOCX and read as uploads are. What is in development was worked with; what is held
out was written before and looked at only as figures.
"""

import os
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.test_settings")
django.setup()

from agents.tools.contracts.analysis import analyse  # noqa: E402
from agents.tools.tests.contract_files import contracts, read_contract  # noqa: E402
from agents.tools.tests.contract_scoring import FIELDS, f1, score, total  # noqa: E402


def main():
    for half in ("development", "held_out"):
        with tempfile.TemporaryDirectory() as folder:
            read = [(each, read_contract(each, Path(folder))) for each in contracts(half)]
        began = time.process_time()
        for _contract, document in read:
            analyse(document)
        spent_ms = (time.process_time() - began) * 1000 / len(read)
        scores = [score(contract, document) for contract, document in read]
        by_field = {name: f1(total(each[name] for each in scores)) for name in FIELDS}
        overall = f1(total(count for each in scores for count in each.values()))
        print(f"{half}: {len(read)} contracts, F1 {overall:.3f}, {spent_ms:.0f} ms of processor time each")
        print("  " + ", ".join(f"{name} {value:.2f}" for name, value in by_field.items()))


if __name__ == "__main__":
    main()
