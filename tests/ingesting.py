"""A worker for tests in which files are uploaded through pages."""

import threading

import pytest


@pytest.fixture
def worker(transactional_db, models_server):
    """Takes uploaded files to ready, in a thread, for the length of a test."""
    from django.db import connection

    from documents.ingestion import ingest
    from documents.models import Revision

    done = threading.Event()

    def work():
        while not done.wait(0.1):
            for pk in Revision.objects.awaiting_worker().values_list("pk", flat=True):
                if revision := Revision.objects.claim(pk):
                    ingest(revision)
        connection.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield
    done.set()
    thread.join(timeout=60)
