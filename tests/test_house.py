"""What must hold for the whole tree whoever changes it."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

BASE = Path(__file__).resolve().parent.parent
HEAVY = ["torch", "transformers", "sentence_transformers", "pandas", "litellm", "onnxruntime", "mcp"]
WEB = """
import json, sys
import config.asgi
from django.urls import get_resolver
def walk(resolver):
    for entry in resolver.url_patterns:
        walk(entry) if hasattr(entry, "url_patterns") else entry.callback
walk(get_resolver())
print(json.dumps([name for name in sys.argv[1:] if name in sys.modules]))
"""


def test_the_web_process_imports_nothing_heavy():
    shown = subprocess.run([sys.executable, "-c", WEB, *HEAVY], capture_output=True, text=True, cwd=BASE, check=False)
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout.splitlines()[-1]) == []


def test_every_task_names_its_queue():
    from config.celery import app

    app.loader.import_default_modules()
    ours = {name: task for name, task in app.tasks.items() if not name.startswith(("celery.", "django_celery_results."))}
    unnamed = [name for name, task in ours.items() if getattr(task, "queue", None) not in ("ingest", "default")]
    assert not unnamed


def test_the_clock_rings_only_tasks_that_exist():
    from config.celery import app

    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


@pytest.mark.django_db
def test_no_migration_is_missing():
    shown = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=shown, verbosity=1)
    except (SystemExit, CommandError):
        pytest.fail(shown.getvalue())


def test_the_linter_is_content():
    shown = subprocess.run([sys.executable, "-m", "ruff", "check", "."], capture_output=True, text=True, cwd=BASE, check=False)
    assert shown.returncode == 0, shown.stdout


def test_the_settings_pass_the_checks_of_a_deployment():
    shown = StringIO()
    call_command("check", fail_level="ERROR", stdout=shown, stderr=shown)


@pytest.mark.parametrize("name", ["base", "models", "dev"])
def test_requirements_are_pinned_with_hashes(name):
    lines = (BASE / "requirements" / f"{name}.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in line for line in pins)
    assert not [line for line in lines if "://" in line or line.startswith("-")]
