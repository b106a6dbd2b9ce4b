"""Settings of the test run: its own services in a folder of its own, tasks run where they are sent.

The process that starts the run makes the folder; parallel workers inherit its name.
"""

import os
import tempfile
from pathlib import Path

if "RAG_TEST_DATA" not in os.environ:
    os.environ["RAG_TEST_DATA"] = tempfile.mkdtemp(prefix="rag-test-")
    Path(os.environ["RAG_TEST_DATA"]).chmod(0o755)  # Postgres may run as another account
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
for name in ("DATABASE_URL", "REDIS_URL", "MODELS_URL", "SECRET_KEY", "EMAIL_URL", "UPLOAD_DIR", "MODELS_DIR", "ALLOWED_HOSTS"):
    os.environ[name] = ""
os.environ["DATA_DIR"] = os.environ["RAG_TEST_DATA"]

from config.settings import *  # noqa: E402, F403 - the environment comes first
from config.settings import CACHES, CELERY_BROKER_URL, CHANNEL_LAYERS, DATA_DIR, DATABASES, REDIS_URL  # noqa: E402

_number = int(WORKER.removeprefix("gw"))
REDIS_URL = f"{REDIS_URL}?db={_number}"
CELERY_BROKER_URL = f"{CELERY_BROKER_URL}?virtual_host={_number}"
CACHES["default"]["LOCATION"] = REDIS_URL
CHANNEL_LAYERS["default"]["CONFIG"]["hosts"][0]["address"] = REDIS_URL
CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = WORKER  # publish and subscribe know no database numbers
DATABASES["default"]["OPTIONS"].pop("pool", None)  # an idle pooled connection would block the clearing of tables
UPLOAD_DIR = MEDIA_ROOT = DATA_DIR / f"uploads-{WORKER}"
MODELS_DIR = Path(tempfile.gettempdir()) / "rag-test-models"  # converted once, kept between runs
MODELS_URL = f"unix://{DATA_DIR}/models-{WORKER}.sock"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

TRANSCRIPTION_MODEL = VISION_MODEL = ""
MODEL_SUGGESTIONS = False  # scripted servers answer what is asked, and nothing beside it

CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
