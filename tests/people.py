"""The people of the tests: Alice owns the project, Bob edits it, Charlie is a stranger."""

import pytest

PASSWORD = "correct horse battery staple"


@pytest.fixture
def alice(db):
    return _person("alice")


@pytest.fixture
def bob(db):
    return _person("bob")


@pytest.fixture
def charlie(db):
    return _person("charlie")


@pytest.fixture
def project(alice, bob):
    """A project of Alice's in which Bob is an editor."""
    from projects.models import Membership, Project, Role

    made = Project.objects.create(name="Handbook")
    Membership.objects.create(project=made, user=alice, role=Role.OWNER)
    Membership.objects.create(project=made, user=bob, role=Role.EDITOR)
    return made


@pytest.fixture
def alice_client(alice):
    return signed_in(alice)


@pytest.fixture
def bob_client(bob):
    return signed_in(bob)


@pytest.fixture
def charlie_client(charlie):
    return signed_in(charlie)


def signed_in(user):
    """Return a test client in which user is signed in."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _person(name):
    from allauth.account.models import EmailAddress
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create_user(f"{name}@example.com", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
