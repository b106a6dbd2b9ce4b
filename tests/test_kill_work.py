"""kill -9 in the middle of the work: what was acknowledged is finished, once, by itself."""

import os
import re
import signal
import subprocess
import sys

import httpx
import pytest
from django.conf import settings

from tests.installation import BASE, NAMES, Installation, wait_for
from tests.openai_server import OpenAIServer, Reply

RECOVERY_S = 90
WORDS = [f"Employees receive 15 days of leave, point {number}. " for number in range(30)]
ADD_MODEL = """
from projects.llm.models import CatalogModel, Provider
p = Provider.objects.create(name="slow", kind="openai_like", stored_base_url={url!r})
CatalogModel.objects.create(id="slow/small", label="Slow", provider=p, provider_model="small")
"""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installation")]


@pytest.fixture(scope="module")
def slow_model():
    server = OpenAIServer()
    server.script = [Reply(words=WORDS, pause_s=0.1)]
    yield server
    server.close()


@pytest.fixture(scope="module")
def installation(slow_model):
    made = Installation(port=8650, demo=True, models_dir=str(settings.MODELS_DIR))
    try:
        made.start()
        manage(made, "shell", "-c", ADD_MODEL.format(url=slow_model.url))
        yield made
    finally:
        made.remove()


def manage(installation, *arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], env=installation.environment, cwd=BASE, check=True, capture_output=True)


@pytest.fixture(scope="module")
def api(installation):
    email, password = re.search(r"Sign in as (\S+) with the password (\S+)", installation.output.read_text()).groups()
    with httpx.Client(base_url=f"{installation.address}/api/", timeout=60) as client:
        tokens = client.post("auth/login", json={"email": email, "password": password}).json()
        client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        yield client


@pytest.fixture
def project(api):
    return api.post("projects", json={"name": f"Kill {os.urandom(4).hex()}"}).json()["id"]


def upload(api, project, count):
    """Upload count documents of some thirty passages each."""
    for number in range(count):
        text = "\n\n".join(
            f"Section {number}.{part}. " + f"Employees of branch {number * part} receive {part} days of leave. " * 12 for part in range(30)
        )
        response = api.post(f"projects/{project}/documents", files={"file": (f"policy-{number}.md", text.encode())})
        assert response.status_code in (201, 202), response.text


def states(api, project):
    return [document["state"] for document in patiently(lambda: api.get(f"projects/{project}/documents")).json()["results"]]


def patiently(call):
    """Call again while the web process is away."""
    answers = []

    def answered():
        try:
            answers.append(call())
        except httpx.TransportError:
            return False
        return answers[-1].status_code < 500

    wait_for(answered, RECOVERY_S, "an answer from the web process")
    return answers[-1]


def passages(installation, project):
    """Return how many passages each document has, and how many distinct positions."""
    query = """SELECT count(*), count(DISTINCT (c.revision_id, c.position)), count(DISTINCT c.doc_no), count(DISTINCT v.chunk_id)
               FROM documents_chunk c JOIN documents_chunkvector v ON v.chunk_id = c.id JOIN documents_index i ON i.id = c.index_id
               WHERE i.project_id = %s"""
    with installation.connect() as database:
        return database.execute(query, [project]).fetchone()


def kill(installation, *names):
    for name in names:
        os.kill(installation.pids()[name], signal.SIGKILL)


@pytest.mark.parametrize("victims", [["worker-ingest"], ["models", "redis"], ["postgres"], list(NAMES)], ids="+".join)
def test_uploads_are_finished_once(installation, api, project, victims):
    upload(api, project, 4)
    wait_for(lambda: "embedding" in states(api, project) or "ready" in states(api, project), RECOVERY_S, "work in progress")
    kill(installation, *victims)
    wait_for(lambda: states(api, project) == ["ready"] * 4, RECOVERY_S, "all documents ready")
    total, positions, ordinals, vectors = passages(installation, project)
    assert total == positions == ordinals == vectors > 0


@pytest.mark.parametrize("victims", [["web"], ["redis", "postgres"], list(NAMES)], ids="+".join)
def test_an_answer_is_finished_and_shown_once(installation, api, project, victims):
    with api.stream(
        "POST", f"projects/{project}/chat", json={"message": "How much leave?", "model": "slow/small", "stream": True}
    ) as stream:
        run = newest_run(installation, project)
        next(line for line in stream.iter_lines() if line.startswith("event: token"))
        kill(installation, *victims)
    wait_for(
        lambda: patiently(lambda: api.get(f"runs/{run}")).json()["state"] in ("completed", "failed"), RECOVERY_S, "the end of the answer"
    )
    events = patiently(lambda: api.get(f"runs/{run}/events")).json()
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [event["type"] for event in events].count("answer") == 1
    restarts = [position for position, event in enumerate(events) if event["type"] == "restart"]
    shown = "".join(event["text"] for event in events[(restarts or [0])[-1] :] if event["type"] == "token")
    assert shown == "".join(WORDS)


def newest_run(installation, project):
    query = "SELECT r.id FROM agents_run r JOIN agents_conversation c ON c.id = r.conversation_id WHERE c.project_id = %s ORDER BY r.created_at DESC LIMIT 1"
    with installation.connect() as database:
        return database.execute(query, [project]).fetchone()[0]
