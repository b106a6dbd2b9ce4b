from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import clear_expired_sessions


@pytest.mark.django_db
def test_expired_sessions_go_and_others_stay(alice_client):
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    clear_expired_sessions()
    assert Session.objects.count() == 1
    assert alice_client.get("/profile/").status_code == 200
