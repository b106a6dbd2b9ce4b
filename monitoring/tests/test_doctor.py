import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from monitoring.doctor import LOW_DISK_BYTES, State, examine


def findings():
    return {finding.name: finding for finding in examine()}


@pytest.mark.django_db
def test_a_sound_service_is_ok(models_server):
    found = findings()
    sound = ("python", "settings", "disk", "database", "migrations", "redis", "model server", "storage", "email")
    assert {name: found[name].state for name in sound} == dict.fromkeys(sound, State.OK)


@pytest.mark.django_db
def test_each_finding_to_mend_says_how(monkeypatch):
    monkeypatch.setattr("monitoring.doctor.shutil.which", lambda name: None)
    monkeypatch.setattr("monitoring.doctor.LOW_DISK_BYTES", 10**18)
    with override_settings(DEBUG=True, MODELS_URL="unix:///nowhere", UPLOAD_DIR="/proc/nowhere", MEDIA_ROOT="/proc/nowhere"):
        found = findings()
    assert LOW_DISK_BYTES < 10**18
    broken = {name for name, finding in found.items() if finding.state == State.FAILED}
    assert broken >= {"settings", "disk", "model server", "worker ingest", "worker default", "storage"}
    assert found["ocr"].state == State.MISSING
    assert all(finding.mend for finding in found.values() if finding.state != State.OK)


@pytest.mark.django_db
def test_the_command_fails_and_still_prints_every_line():
    shown = StringIO()
    with override_settings(MODELS_URL="unix:///nowhere"), pytest.raises(CommandError, match="model server"):
        call_command("doctor", "--json", stdout=shown)
    rows = [json.loads(line) for line in shown.getvalue().splitlines()]
    assert {row["name"] for row in rows} >= {"python", "database", "model server", "worker ingest"}
    assert all(set(row) == {"name", "state", "detail", "mend"} for row in rows)
