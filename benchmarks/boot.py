"""How long a start takes, and how much memory the whole stack holds when idle.

Usage: python -m benchmarks.boot [--clone] [--settle SECONDS]
--clone also times a fresh clone with packages cached: `make run` to the first cited answer over REST.
"""

import argparse
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from tests.installation import BASE, FOREIGN, Installation, is_alive

DEMO_ACCOUNT = "demo-account"


def memory(supervisor: int) -> dict[str, dict[str, float]]:
    """Return resident (RSS) and proportional (PSS) MB per program, grandchildren included.

    RSS counts a page that several processes share once for each; PSS shares it out.
    """
    report: dict[str, dict[str, float]] = {}
    for pid in _family(supervisor):
        try:
            name = _program(pid)
            numbers = dict(re.findall(r"^(Rss|Pss):\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE))
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
        row = report.setdefault(name, {"rss_mb": 0.0, "pss_mb": 0.0})
        row["rss_mb"] += int(numbers["Rss"]) / 1024
        row["pss_mb"] += int(numbers["Pss"]) / 1024
    return report


def _family(pid: int) -> list[int]:
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found += [member for child in children.read_text().split() for member in _family(int(child))]
    return found


def _program(pid: int) -> str:
    line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    for name, sign in {
        "supervisor": "config.supervisor",
        "web": "config.serve",
        "models": "workers.server",
        "redis": "redis-server",
    }.items():
        if sign in line:
            return name
    found = re.search(r"config\.worker (\w+)", line)
    return f"worker-{found[1]}" if found else "postgres"


def time_starts(settle_s: float) -> dict:
    installation = Installation(port=8700, demo=True)
    try:
        first_s = installation.start()
        settled = _settled(installation, settle_s)
        stop_s = installation.stop()
        second_s = installation.start()
        time.sleep(settle_s)
        idle = memory(installation.process.pid)
    finally:
        installation.remove()
    return {
        "first_start_s": round(first_s, 1),
        "demo_loaded_s": settled,
        "second_start_s": round(second_s, 1),
        "stop_s": round(stop_s, 1),
        "memory": {name: {kind: round(value) for kind, value in row.items()} for name, row in sorted(idle.items())},
        "rss_mb": round(sum(row["rss_mb"] for row in idle.values())),
        "pss_mb": round(sum(row["pss_mb"] for row in idle.values())),
    }


def _settled(installation: Installation, limit_s: float) -> float | None:
    """Return the seconds until no document of the demo was in work any more."""
    began = time.monotonic()
    question = "SELECT count(*), count(*) FILTER (WHERE state IN ('queued', 'extracting', 'chunking', 'embedding')) FROM documents_revision"
    while time.monotonic() - began < max(limit_s, 60):
        with installation.connect() as database:
            total, open_ = database.execute(question).fetchone()
        if total and not open_:
            return round(time.monotonic() - began, 1)
        time.sleep(0.2)
    return None


def time_fresh_clone(question: str) -> float:
    """Return the seconds from `make run` in a fresh clone to the first answer with a citation."""
    folder = Path(tempfile.mkdtemp(prefix="rag-clone-"))
    folder.chmod(0o755)
    subprocess.run(["git", "clone", "--quiet", str(BASE), str(folder / "repo")], check=True)
    environment = {name: value for name, value in os.environ.items() if name not in (*FOREIGN, "VIRTUAL_ENV", "DATA_DIR")}
    console = folder / "console.txt"
    began = time.monotonic()
    with console.open("w") as output:
        options = {"stdout": output, "stderr": output, "stdin": subprocess.DEVNULL, "start_new_session": True}
        process = subprocess.Popen(["make", "run"], cwd=folder / "repo", env=environment | {"PORT": "8720"}, **options)
    try:
        while not (found := re.search(r"Open (http://\S+)/", console.read_text())):
            if process.poll() is not None or time.monotonic() - began > 300:
                raise RuntimeError(console.read_text())
            time.sleep(0.1)
        ready_s = time.monotonic() - began
        account = (folder / "repo" / "data" / DEMO_ACCOUNT).read_text()
        _first_cited_answer(found[1], account, question)
        sys.stderr.write(f"page ready after {ready_s:.1f} s\n")
        return round(time.monotonic() - began, 1)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)
        subprocess.run(["rm", "-rf", str(folder)], check=False)
        assert not is_alive(process.pid)


def _first_cited_answer(address: str, account: str, question: str) -> dict:
    """Ask the demo project over REST until an answer carries a citation."""
    email, password = re.search(r"(\S+@\S+).*?(\S+)\s*$", account.strip()).groups()
    with httpx.Client(base_url=f"{address}/api", timeout=60) as client:
        tokens = client.post("/auth/login", json={"email": email, "password": password}).raise_for_status().json()
        client.headers["Authorization"] = f"Bearer {tokens.get('access') or tokens.get('access_token')}"
        while True:
            listed = client.get("/projects").raise_for_status().json()
            projects = listed.get("results", listed) if isinstance(listed, dict) else listed
            for project in projects:
                answer = client.post(f"/projects/{project['id']}/ask", json={"question": question})
                if answer.status_code == 200 and answer.json().get("citations"):
                    return answer.json()
            time.sleep(0.3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clone", action="store_true")
    parser.add_argument("--settle", type=float, default=10)
    parser.add_argument("--question", default="How many days of annual leave do employees get?")
    asked = parser.parse_args()
    result = {"fresh_clone_to_cited_answer_s": time_fresh_clone(asked.question)} if asked.clone else {}
    print(json.dumps(result | time_starts(asked.settle), indent=2))
