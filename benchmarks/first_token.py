"""From sending a question on the page to its first token over the socket, in a project of 10,000 chunks.

    python -m benchmarks.first_token [--chunks 10000] [--questions 60]

A real installation under its supervisor, a signed-in session, the form's POST and the page's socket. The model's
own time (what the ledger says it took to its first token) is taken off. Bar: p50 ≤ 120 ms.
"""

import argparse
import re
import subprocess
import sys
import time

import httpx
import numpy as np
from websockets.sync.client import connect

from benchmarks.synthetic import Texts
from tests.installation import BASE, Installation

FILL = """
import django; django.setup()
from benchmarks.retrieval import Filled
from benchmarks.synthetic import Texts, Vectors
from accounts.models import User
from projects.models import Membership
filled = Filled(1, {chunks}, Texts(), Vectors())
filled.fill()
Membership.objects.create(project=filled.project, user=User.objects.get(email="demo@example.com"), role="owner")
print(filled.project.pk)
"""
WARM_UP = 5


def fill(installation: Installation, chunks: int) -> str:
    """Add a project of synthetic chunks of the demo account's; return its id."""
    environment = installation.environment | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", FILL.format(chunks=chunks)]
    done = subprocess.run(command, env=environment, cwd=BASE, check=True, capture_output=True, text=True)
    return done.stdout.split()[-1]


def sign_in(installation: Installation) -> httpx.Client:
    email, password = re.search(r"Sign in as (\S+) with the password (\S+)", installation.output.read_text()).groups()
    client = httpx.Client(base_url=installation.address, follow_redirects=True, timeout=30)
    client.get("/accounts/login/")
    form = {"login": email, "password": password, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post("/accounts/login/", data=form, headers={"Referer": installation.address}).raise_for_status()
    return client


def ask(client: httpx.Client, project: str, question: str) -> tuple[str, float]:
    """Return the run and the milliseconds from sending the form to its first token."""
    headers = {"X-CSRFToken": client.cookies["csrftoken"], "HX-Request": "true", "Referer": str(client.base_url)}
    began = time.perf_counter()
    page = client.post(f"/projects/{project}/chat/", data={"question": question}, headers=headers)
    run = re.search(r'id="run-([0-9a-f-]{36})"', page.raise_for_status().text)[1]
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    address = str(client.base_url).replace("http", "ws", 1).rstrip("/")
    with connect(f"{address}/ws/runs/{run}/", origin=str(client.base_url).rstrip("/"), additional_headers={"Cookie": cookies}) as socket:
        for message in socket:
            if '"token"' in message:
                break
    return run, (time.perf_counter() - began) * 1000


def own_time(installation: Installation, run: str) -> float:
    """Return the milliseconds that the model itself took to its first token."""
    with installation.connect() as database:
        for _attempt in range(100):
            row = database.execute("SELECT first_token_ms FROM projects_modelcall WHERE reference = %s", [run]).fetchone()
            if row:
                return row[0]
            time.sleep(0.05)
    raise RuntimeError("the call was not written down")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--chunks", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=60)
    options = parser.parse_args()
    installation, texts = Installation(port=8660, demo=True), Texts(seed=7)
    try:
        installation.start()
        project = fill(installation, options.chunks)
        client = sign_in(installation)
        time.sleep(20)  # the demo is indexed meanwhile
        spent = []
        for number in range(options.questions + WARM_UP):
            run, total = ask(client, project, " ".join(texts.question()))
            if number >= WARM_UP:
                spent.append((total, own_time(installation, run)))
        total, model = np.array(spent).T
        for name, row in (("question to first token", total), ("the model's own time", model), ("all else", total - model)):
            print(f"{name:26} p50 {np.percentile(row, 50):6.1f} ms  p95 {np.percentile(row, 95):6.1f} ms")
    finally:
        installation.remove()


if __name__ == "__main__":
    main()
