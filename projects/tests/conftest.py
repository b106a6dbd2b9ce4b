import pytest
from django.core.cache import cache

from projects.models import Membership, Role
from tests.people import _person, signed_in


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    """Rate limits count in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def dora(project):
    """A viewer of the project."""
    person = _person("dora")
    Membership.objects.create(project=project, user=person, role=Role.VIEWER)
    return person


@pytest.fixture
def clients(alice, bob, charlie, dora):
    return {"owner": signed_in(alice), "editor": signed_in(bob), "viewer": signed_in(dora), "stranger": signed_in(charlie)}
