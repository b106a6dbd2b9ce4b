"""What a test may need of the machine, and what to say where it is missing."""

import shutil
import subprocess
from functools import cache
from importlib.util import find_spec

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@cache
def missing(name: str) -> str:
    """Return "" if the machine has what is named, else how to get it."""
    return CHECKS[name]()


def chromium_path() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def _chromium() -> str:
    return "" if chromium_path() else "no Chromium: apt-get install chromium"


def _tesseract() -> str:
    if not shutil.which("tesseract"):
        return "no tesseract: apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-tha"
    shown = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
    lacking = {"eng", "tha"} - set(shown.split())
    return f"tesseract lacks {', '.join(sorted(lacking))}: apt-get install tesseract-ocr-tha" if lacking else ""


def _thai_font() -> str:
    shown = subprocess.run(["fc-list", ":lang=th"], capture_output=True, text=True, check=False).stdout if shutil.which("fc-list") else ""
    return "" if shown.strip() else "no Thai font: apt-get install fonts-thai-tlwg"


def _torch() -> str:
    return "" if find_spec("torch") else "no torch: pip install -r requirements/torch.txt"


CHECKS = {"chromium": _chromium, "tesseract": _tesseract, "thai-font": _thai_font, "torch": _torch}
