"""How fast documents become searchable, through the front door, against what its encoder alone could do.

    python -m benchmarks.indexing [--copies N] [--langchain PYTHON]

Starts an installation of its own, uploads the demo documents and paragraphs of XQuAD over REST and waits
until all are ready. Then, on the very same passages: each backend of the encoder alone, and LangChain's
splitter + Chroma with the same model through sentence-transformers, in the Python given (with
langchain-text-splitters, chromadb and sentence-transformers; see requirements/bench.txt).
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from tests.installation import Installation, children_of

BASE = Path(__file__).resolve().parent.parent
DATA = BASE.parent / "shared" / "data" / "retrieval"
PARAGRAPHS_PER_FILE = 120
# Both languages: their dictionaries load with the first document.
WARM = "Warm the models up before the clock starts. พนักงานมีสิทธิลาพักร้อนปีละสิบวันทำการ"
UNFINISHED = "SELECT count(*) FROM documents_revision WHERE state IN ('queued', 'extracting', 'chunking', 'embedding')"

ENCODER = """
import json, sys, time
from workers.encoder import load_encoder
texts = json.load(open(sys.argv[1]))["chunks"]
encoder = load_encoder()
encoder.embed_passages(texts[:32])
began, worked = time.perf_counter(), time.process_time()
for first in range(0, len(texts), 64):
    encoder.embed_passages(texts[first : first + 64])
print(len(texts) / (time.perf_counter() - began), (time.process_time() - worked) / len(texts) * 1000)
"""

LANGCHAIN = """
import json, sys, tempfile, time
import chromadb
from langchain_text_splitters import RecursiveCharacterTextSplitter
from sentence_transformers import SentenceTransformer
given = json.load(open(sys.argv[1]))
model = SentenceTransformer(given["model"], device="cpu")
model.encode(given["documents"][0][:500])
store = chromadb.PersistentClient(tempfile.mkdtemp()).create_collection("bench")
sizes = {"chunk_size": given["tokens"], "chunk_overlap": given["overlap"]}
splitter = RecursiveCharacterTextSplitter.from_huggingface_tokenizer(model.tokenizer, **sizes)
began, worked, count = time.perf_counter(), time.process_time(), 0
for text in given["documents"]:
    parts = splitter.split_text(text)
    vectors = model.encode(parts)
    store.add(ids=[str(count + n) for n in range(len(parts))], documents=parts, embeddings=vectors.tolist())
    count += len(parts)
print(count / (time.perf_counter() - began), (time.process_time() - worked) / count * 1000)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=1, help="how often the paragraphs are taken, each time with other words")
    parser.add_argument("--langchain", default="", help="a Python that has LangChain's splitters and Chroma")
    parser.add_argument("--port", type=int, default=8780)
    asked = parser.parse_args()
    installation = Installation(port=asked.port, models_dir=str(Path(tempfile.gettempdir()) / "rag-test-models"))
    try:
        installation.start()
        result = index(installation, corpus(asked.copies))
        given = material(installation)
    finally:
        installation.remove()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(given, file)
        file.flush()
        result["encoder_alone_per_s"], alone_ms = measured(sys.executable, ENCODER, file.name)
        if asked.langchain:
            result["langchain_chroma_per_s"], chroma_ms = measured(asked.langchain, LANGCHAIN, file.name)
            result["langchain_chroma_cpu_ms_per_chunk"] = chroma_ms
            result["x_langchain_by_cpu"] = round(chroma_ms / sum(result["cpu_ms_per_chunk"].values()), 2)
            result["x_langchain"] = round(result["chunks_per_s"] / result["langchain_chroma_per_s"], 2)
    result["x_encoder"] = round(result["chunks_per_s"] / result["encoder_alone_per_s"], 3)
    # The same comparison in processor time, which other work on the machine does not disturb.
    result["encoder_alone_cpu_ms_per_chunk"] = round(alone_ms, 1)
    result["x_encoder_by_cpu"] = round(alone_ms / sum(result["cpu_ms_per_chunk"].values()), 3)
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


def corpus(copies):
    """Return (name, bytes) of real mixed documents: every demo file, then paragraphs as text files."""
    files = [(path.name, path.read_bytes()) for path in sorted((BASE / "demo" / "documents").iterdir())]
    for copy in range(copies):
        for name in ("xquad-en", "xquad-th"):
            source = DATA / name / "corpus.jsonl"
            lines = source.read_text().splitlines() if source.exists() else []
            texts = [json.loads(line)["text"] for line in lines]
            for first in range(0, len(texts), PARAGRAPHS_PER_FILE):
                body = "\n\n".join(texts[first : first + PARAGRAPHS_PER_FILE])
                files.append((f"{name}-{copy}-{first}.txt", f"{copy}\n\n{body}".encode()))
    return files


def index(installation, files):
    """Upload files over REST as a new person, wait until they are ready and return what that took."""
    with _client(installation) as client:
        project = client.post("/projects", json={"name": "Benchmark"}).raise_for_status().json()["id"]
        warm = client.post(f"/projects/{project}/documents", files=[("files", ("warm.txt", WARM.encode()))])
        warm.raise_for_status()
        _await_all(installation)
        began, worked = time.monotonic(), cpu_seconds(installation)
        for first in range(0, len(files), 5):
            some = [("files", file) for file in files[first : first + 5]]
            client.post(f"/projects/{project}/documents", files=some).raise_for_status()
        _await_all(installation)
        took = time.monotonic() - began
        worked = {name: now - worked[name] for name, now in cpu_seconds(installation).items()}
    with installation.connect() as database:
        chunks = database.execute("SELECT count(*) FROM documents_chunk").fetchone()[0] - 1
        failed = database.execute("SELECT count(*) FROM documents_revision WHERE state <> 'ready'").fetchone()[0]
    return {
        "files": len(files),
        "failed": failed,
        "chunks": chunks,
        "seconds": round(took, 1),
        "chunks_per_s": round(chunks / took, 2),
        "cpu_ms_per_chunk": {name: round(seconds / chunks * 1000, 1) for name, seconds in worked.items()},
    }


def cpu_seconds(installation):
    """Return the processor time that each program of the installation has used, with all that it has started."""
    ticks = os.sysconf("SC_CLK_TCK")
    return {name: _ticks(pid) / ticks for name, pid in installation.pids().items()}


def _ticks(pid):
    """Return the time of a process, of its children that have ended and, one by one, of those that live."""
    try:
        own = sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
        return own + sum(map(_ticks, children_of(pid)))
    except FileNotFoundError:
        return 0


def material(installation):
    """Return the passages as they were indexed, and the texts they were cut from."""
    with installation.connect() as database:
        chunks = [row[0] for row in database.execute("SELECT text FROM documents_chunk ORDER BY revision_id, position")]
        documents = [row[0] for row in database.execute("SELECT text FROM documents_content ORDER BY revision_id")]
        chunking = database.execute("SELECT chunking FROM documents_index").fetchone()[0]
    from workers.folders import locate

    model = {"model": str(locate("")), "tokens": chunking["max_tokens"], "overlap": chunking["overlap_tokens"]}
    return {"chunks": chunks, "documents": documents, **model}


def measured(python, program, path):
    """Return the two numbers that program prints."""
    environment = os.environ | {"PYTHONPATH": str(BASE), "TOKENIZERS_PARALLELISM": "false", "ANONYMIZED_TELEMETRY": "false"}
    done = subprocess.run([python, "-c", program, path], capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [round(float(number), 2) for number in done.stdout.split()[:2]]


def _client(installation):
    """Return a client signed in as a person made for this run."""
    email, password = "bench@example.com", secrets.token_urlsafe(12)
    program = (
        "import sys; from django.contrib.auth import get_user_model; from allauth.account.models import EmailAddress;"
        f"user = get_user_model().objects.create_user({email!r}, {password!r});"
        f"EmailAddress.objects.create(user=user, email={email!r}, verified=True, primary=True)"
    )
    subprocess.run([sys.executable, "manage.py", "shell", "-v", "0", "-c", program], cwd=BASE, env=installation.environment, check=True)
    base = f"{installation.address}/api"
    tokens = httpx.post(f"{base}/auth/login", json={"email": email, "password": password}, timeout=120).raise_for_status().json()
    return httpx.Client(base_url=base, timeout=120, headers={"Authorization": f"Bearer {tokens['access_token']}"})


def _await_all(installation):
    with installation.connect() as database:
        while database.execute(UNFINISHED).fetchone()[0]:
            time.sleep(0.1)


if __name__ == "__main__":
    main()
