import io

import pytest
from django.core.cache import cache

HANDBOOK = """# Staff handbook

## Annual leave

Employees receive 15 days of paid annual leave in each calendar year.
Leave that is not used by the end of March is lost.

## Probation

The probation period lasts 119 days.
"""


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()


@pytest.fixture
def handbook(transactional_db, project, alice, models_server):
    """A document of the project, ready to be asked about."""
    from documents.ingestion import ingest
    from documents.models import Revision
    from documents.uploads import receive

    receipt = receive(project=project, user=alice, file=io.BytesIO(HANDBOOK.encode()), name="handbook.md")
    if waiting := Revision.objects.claim(receipt.revision.pk):
        ingest(waiting)
    receipt.document.refresh_from_db()
    assert receipt.document.live_revision, receipt.revision.reason
    return receipt.document
