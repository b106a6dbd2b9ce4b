import pytest
from django.utils import timezone

from documents.models import Index
from documents.tokens import TOKENS_VERSION
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def make_index(project, number, state, **chunking):
    return Index.objects.create(
        project=project,
        number=number,
        state=state,
        embedding_model="builtin/minilm",
        dimensions=384,
        chunking={"method": "recursive", "max_tokens": 180, "overlap_tokens": 24} | chunking,
        tokens_version=TOKENS_VERSION,
        switched_at=timezone.now(),
    )


def shown(client, project):
    return client.get(f"/projects/{project.pk}/settings/").content.decode()


def test_settings_that_differ_offer_a_new_index(alice_client, project):
    make_index(project, 1, "live")
    assert "Index again" not in shown(alice_client, project)
    project.chunk_tokens = 120
    project.save()
    assert "Index again" in shown(alice_client, project)


def test_an_index_under_way_shows_how_far(alice_client, project):
    make_index(project, 1, "live", max_tokens=120)
    make_index(project, 2, "building")
    page = alice_client.get(f"/projects/{project.pk}/index/").content.decode()
    assert "Index 2 is being built" in page
    assert 'hx-trigger="every 2s"' in page
    assert "<html" not in page


def test_the_index_before_can_be_had_back(alice_client, project):
    make_index(project, 1, "retired")
    make_index(project, 2, "live")
    assert "Go back" in shown(alice_client, project)
    alice_client.post(f"/projects/{project.pk}/index/rollback/")
    assert Index.objects.filter(project=project, number=1).exclude(state="retired").exists()


@pytest.mark.parametrize("act", ["reindex", "rollback"])
def test_strangers_and_viewers_start_nothing(act, alice_client, charlie_client, project, bob):
    project.memberships.filter(user=bob).update(role="viewer")
    assert charlie_client.post(f"/projects/{project.pk}/index/{act}/").status_code == 404
    assert signed_in(bob).post(f"/projects/{project.pk}/index/{act}/").status_code == 403
    assert charlie_client.get(f"/projects/{project.pk}/index/").status_code == 404
