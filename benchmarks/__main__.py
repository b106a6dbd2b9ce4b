"""Run benchmarks one after the other: all, or those named. Usage: python -m benchmarks [NAME…]"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def runnable() -> list[str]:
    return sorted(path.stem for path in HERE.glob("[a-z]*.py") if 'if __name__ == "__main__"' in path.read_text())


def main() -> int:
    wanted = sys.argv[1:] or runnable()
    if unknown := set(wanted) - set(runnable()):
        sys.stderr.write(f"No benchmark {', '.join(sorted(unknown))}. There are: {', '.join(runnable())}\n")
        return 2
    failed = []
    for name in wanted:
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    return 1 if failed else 0


sys.exit(main())
