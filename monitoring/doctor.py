"""Look over an installation: what is configured, reachable, missing, and how to mend it."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from monitoring.health import ask_models, ask_redis, models_http
from projects.llm.models import Provider

OLDEST_POSTGRES = 16
OLDEST_PGVECTOR = (0, 8)
LOW_DISK_BYTES = 2 * 1024**3
WORKER_PING_S = 2


class State(StrEnum):
    OK = "ok"
    MISSING = "missing"  # optional: something can be done less well, or not at all
    FAILED = "failed"  # the product does not work as it should


@dataclass(frozen=True)
class Finding:
    """What one check found; mend says what to do about it."""

    name: str
    state: State
    detail: str
    mend: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def examine() -> Iterator[Finding]:
    """Yield a finding for each check, in the order in which one would mend them."""
    for check in CHECKS:
        name = check.__name__.removeprefix("check_").replace("_", " ")
        try:
            yield from check()
        except Exception as error:  # noqa: BLE001 - a check that breaks is a finding too
            yield Finding(name, State.FAILED, f"{type(error).__name__}: {error}".strip(), MEND.get(name, ""))


MEND = {
    "database": "Start the product (make run), or set DATABASE_URL to a Postgres that answers.",
    "redis": "Start the product (make run), or set REDIS_URL to a Redis that answers.",
    "model server": "Start the product (make run), or set MODELS_URL to a model server that answers.",
    "storage": "Make UPLOAD_DIR writable for this account, or check the S3_* settings.",
    "email": "Check EMAIL_URL: the mail server did not answer.",
}


def check_python() -> Iterator[Finding]:
    found = sys.version.split()[0]
    good = sys.version_info >= (3, 11)
    yield Finding("python", State.OK if good else State.FAILED, found, "" if good else "Use Python 3.11 or newer.")


def check_settings() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding("settings", State.FAILED, "DEBUG is on: errors show their insides", "Unset DEBUG except while developing.")
    elif len(settings.SECRET_KEY) < 40:
        yield Finding("settings", State.FAILED, "SECRET_KEY is short", "Set SECRET_KEY to at least 50 random characters.")
    else:
        kind = "embedded services" if settings.EMBEDDED else "external services"
        yield Finding("settings", State.OK, f"{kind}, data in {settings.DATA_DIR}")


def check_database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000, extversion FROM pg_extension WHERE extname = 'vector'")
        row = cursor.fetchone()
    if row is None:
        yield Finding("database", State.FAILED, "pgvector is not installed in it", "As a superuser: CREATE EXTENSION vector;")
        return
    version, extension = row
    good = version >= OLDEST_POSTGRES and tuple(map(int, extension.split(".")[:2])) >= OLDEST_PGVECTOR
    mend = "" if good else f"Use Postgres {OLDEST_POSTGRES} or newer with pgvector {'.'.join(map(str, OLDEST_PGVECTOR))} or newer."
    yield Finding("database", State.OK if good else State.FAILED, f"Postgres {version}, pgvector {extension}", mend)


def check_migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding("migrations", State.FAILED, f"{len(waiting)} not applied", "Run: python manage.py migrate")
    else:
        yield Finding("migrations", State.OK, "all applied")


def check_redis() -> Iterator[Finding]:
    began = time.monotonic()
    ask_redis()
    yield Finding("redis", State.OK, f"answers in {(time.monotonic() - began) * 1000:.0f} ms")


def check_model_server() -> Iterator[Finding]:
    ask_models()
    with models_http() as client:
        models = client.get("/v1/models").raise_for_status().json()["data"]
    names = ", ".join(model["id"] for model in models)
    if models:
        yield Finding("model server", State.OK, names)
    else:
        yield Finding("model server", State.FAILED, "it offers no model", "Check EMBEDDING_MODEL, and the log of the model server.")


def check_workers() -> Iterator[Finding]:
    answers = current_app.control.ping(timeout=WORKER_PING_S)
    names = {name for answer in answers for name in answer}
    for queue in ("ingest", "default"):
        alive = sorted(name for name in names if name.startswith(f"{queue}@"))
        mend = "" if alive else f"Start the product (make run), or: celery -A config worker -Q {queue} -n {queue}@%h"
        yield Finding(f"worker {queue}", State.OK if alive else State.FAILED, ", ".join(alive) or "none answers", mend)


def check_storage() -> Iterator[Finding]:
    name = default_storage.save(f"doctor/{time.time_ns()}", ContentFile(b"doctor"))
    default_storage.delete(name)
    yield Finding("storage", State.OK, f"{settings.UPLOAD_DIR} can be written")


def check_disk() -> Iterator[Finding]:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.DATA_DIR).free
    low = free < LOW_DISK_BYTES
    mend = "Free some space, or move DATA_DIR to a larger disk." if low else ""
    yield Finding("disk", State.FAILED if low else State.OK, f"{free / 1024**3:.1f} GB free", mend)


def check_ocr() -> Iterator[Finding]:
    if not shutil.which("tesseract"):
        mend = "apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-tha"
        yield Finding("ocr", State.MISSING, "tesseract is not installed: scanned pages cannot be read", mend)
        return
    languages = set(subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout.split())
    lacking = sorted({"eng", "tha"} - languages)
    mend = " ".join(["apt-get install", *(f"tesseract-ocr-{code}" for code in lacking)]) if lacking else ""
    shown = f"no data for {', '.join(lacking)}" if lacking else "English and Thai"
    yield Finding("ocr", State.MISSING if lacking else State.OK, shown, mend)


def check_email() -> Iterator[Finding]:
    if not settings.EMAIL_URL:
        state = State.OK if settings.EMBEDDED else State.FAILED
        yield Finding("email", state, "kept in the outbox page", "" if state == State.OK else "Set EMAIL_URL.")
        return
    get_connection(fail_silently=False).open()
    yield Finding("email", State.OK, f"{settings.EMAIL_HOST} answers")


def check_answer_models() -> Iterator[Finding]:
    usable = [provider.name for provider in Provider.objects.all() if provider.is_configured]
    if usable:
        yield Finding("answer models", State.OK, ", ".join(usable))
    else:
        mend = "Set a provider's key (OPENAI_API_KEY, …) or OLLAMA_URL, or add a provider in the admin."
        yield Finding("answer models", State.MISSING, "only the built-in answerer", mend)


CHECKS: list[Callable[[], Iterator[Finding]]] = [
    check_python,
    check_settings,
    check_disk,
    check_database,
    check_migrations,
    check_redis,
    check_model_server,
    check_workers,
    check_storage,
    check_ocr,
    check_email,
    check_answer_models,
]
