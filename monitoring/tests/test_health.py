import pytest
from django.test import override_settings


@pytest.mark.django_db
def test_ready_when_all_it_stands_on_answers(client, models_server):
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "database": "up", "redis": "up", "models": "up"}


@pytest.mark.django_db
def test_what_is_away_is_named_without_details(client):
    with override_settings(MODELS_URL="unix:///nowhere/models.sock"):
        response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "waiting", "database": "up", "redis": "up", "models": "down"}


def test_live_asks_nothing(client):
    assert client.get("/health/live").json() == {"status": "live"}
