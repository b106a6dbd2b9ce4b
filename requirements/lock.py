"""Compile every .in file here into its pinned .txt: one set of versions that fit together, with hashes.

Usage: make lock. Torch is pinned without hashes: which build of it there is depends on the machine.
"""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from config.bootstrap import package_sources  # noqa: E402

PLAIN = ["--python-version", "3.11", "--no-header", "--no-annotate", "--quiet"]
# What a CUDA build of torch brings along by itself, and a CPU build must not.
CUDA = ("cuda-", "nvidia-", "triton")
HASHED = [*PLAIN, "--universal", "--generate-hashes"]


def compile_file(name: str, flags: list[str], agree_with: tuple[str, ...] = ()) -> None:
    constraints = [part for other in agree_with for part in ("--constraint", str(HERE / f"{other}.txt"))]
    uv = shutil.which("uv") or str(HERE.parent / ".venv/bin/uv")
    target = HERE / f"{name}.txt"
    subprocess.run([uv, "pip", "compile", *flags, *constraints, str(HERE / f"{name}.in"), "-o", str(target)], check=True)


compile_file("base", HASHED)
compile_file("models", HASHED, ("base",))
compile_file("models-nodeps", [*HASHED, "--no-deps"])
compile_file("dev", HASHED, ("base",))
compile_file("torch", [*PLAIN, *package_sources()], ("base", "models", "dev"))
torch = HERE / "torch.txt"
lines = torch.read_text().replace("+cpu", "").splitlines(keepends=True)
torch.write_text("".join(line for line in lines if not line.startswith(CUDA)))
