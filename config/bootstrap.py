"""Make .venv hold what is asked for, and no more than once. Runs on a bare Python; needs the package registry only.

Usage: python3.11 config/bootstrap.py run|test
"""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
VENV = BASE / ".venv"
RUN = ("base", "models")
BARE = ("models-nodeps",)
MORE_MODELS = ("torch",)
TEST = ("dev", "torch")
# Where pip's own configuration says packages come from; uv does not read it.
SOURCES = {
    "index-url": "--index-url",
    "extra-index-url": "--extra-index-url",
    "find-links": "--find-links",
    "trusted-host": "--allow-insecure-host",
}
# Program or font to look for, and the Debian packages that bring it.
SYSTEM = {
    "chromium": ("chromium",),
    "tesseract": ("tesseract-ocr", "tesseract-ocr-eng", "tesseract-ocr-tha"),
    "thai font": ("fontconfig", "fonts-thai-tlwg"),
}


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 is needed; this is {sys.version.split()[0]}. Install it, or name it: make run PYTHON=/path/to/python3.11")
    goal = sys.argv[1] if len(sys.argv) > 1 else "run"
    wanted = [*RUN, *BARE]
    if goal == "test":
        install_system_packages()
        wanted += TEST
    elif chosen_models():
        wanted += MORE_MODELS
    install(wanted)


def chosen_models() -> list[str]:
    """Return the models asked for by environment or .env beside the packaged one."""
    names = ("EMBEDDING_MODEL", "RERANKER_MODEL")
    kept = BASE / ".env"
    lines = kept.read_text().splitlines() if kept.exists() else []
    pairs = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    values = [os.environ.get(name, pairs.get(name, "")).strip().strip("\"'") for name in names]
    return [value for value in values if value]


def install(wanted: list[str]) -> None:
    files = [BASE / "requirements" / f"{name}.txt" for name in dict.fromkeys(wanted)]
    news = [file for file in files if not _is_installed(file)]
    if not news:
        return
    uv = _make_venv()
    _say(f"Installing {', '.join(file.stem for file in news)} …")
    whole = [file for file in news if file.stem not in BARE]
    bare = [file for file in news if file.stem in BARE]
    for group, flags in ((whole, []), (bare, ["--no-deps"])):
        if group:
            requirements = [part for file in group for part in ("--requirement", str(file))]
            _run([*uv, "pip", "install", "--python", str(_python()), "--quiet", *package_sources(), *flags, *requirements])
    for file in news:
        _stamp(file).write_text(_digest(file))


def install_system_packages() -> None:
    absent = [name for name in SYSTEM if not _has(name)]
    if not absent:
        return
    packages = [package for name in absent for package in SYSTEM[name]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _say(f"Installing {', '.join(packages)} …")
        quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=False, **quiet)
    if left := [name for name in absent if not _has(name)]:
        _say(f"Missing here: {', '.join(left)}. Tests that need them are skipped. As root: apt-get install {' '.join(packages)}")


def _has(name: str) -> bool:
    if name == "chromium":
        return any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    if name == "tesseract":
        return bool(shutil.which("tesseract")) and {"eng", "tha"} <= set(_output("tesseract", "--list-langs").split())
    return bool(shutil.which("fc-list")) and bool(_output("fc-list", ":lang=th").strip())


def _make_venv() -> list[str]:
    """Make .venv if there is none; return the uv command that serves it."""
    if not _python().exists():
        _say("Making .venv …")
        if uv := shutil.which("uv"):
            _run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)])
        elif subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit("This Python cannot make virtual environments. Debian: apt-get install python3.11-venv")
    if uv := shutil.which("uv"):
        return [uv]
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        _run([str(_python()), "-m", "pip", "install", "--quiet", "uv"])
    return [str(uv)]


def package_sources() -> list[str]:
    """Return what pip is configured with (index, links) as options of uv."""
    shown = _output(sys.executable, "-m", "pip", "config", "list")
    found: dict[str, list[str]] = {}
    for line in shown.splitlines():
        key, _, value = line.partition("=")
        name = key.rpartition(".")[2]
        if name in SOURCES:
            found.setdefault(name, []).extend(str(ast.literal_eval(value)).split())
    options = [part for name, values in found.items() for value in dict.fromkeys(values) for part in (SOURCES[name], value)]
    # pip takes the best version from all its indexes; uv would stop at the first that knows the name
    return [*options, "--index-strategy", "unsafe-best-match"] if options else []


def _is_installed(file: Path) -> bool:
    return _python().exists() and _stamp(file).exists() and _stamp(file).read_text() == _digest(file)


def _stamp(file: Path) -> Path:
    return VENV / f".installed-{file.stem}"


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _python() -> Path:
    return VENV / "bin" / "python"


def _output(*argv: str) -> str:
    return subprocess.run(argv, capture_output=True, text=True, check=False).stdout


def _run(argv: list[str]) -> None:
    done = subprocess.run(argv, check=False)
    if done.returncode:
        sys.exit(f"'{' '.join(argv[:4])} …' failed. Is the package registry reachable? Run the same command again to go on.")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
