"""Loads the demo: an account to sign in with and a project of real files. Again and again without harm."""

import os
import secrets
import time
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from documents.models import Revision
from documents.uploads import receive
from projects.lifecycle import create
from projects.models import Project

EMAIL = "demo@example.com"
PROJECT = "Siam Lotus Trading"
DESCRIPTION = (
    "A demo: the handbook, lease, reports, policies, orders, articles and applications of an invented company, in English and Thai."
)
FILES = settings.BASE_DIR / "demo" / "documents"
FIRST = ("staff-handbook.pdf", "leave-policy-th.pdf")
POLL_S = 0.3


class Command(BaseCommand):
    help = "Make the demo account and its project, and queue the demo files."

    def add_arguments(self, parser):
        parser.add_argument("--wait", action="store_true", help="return once every file is ready or has failed")
        parser.add_argument("--timeout", type=float, default=600, help="seconds to wait at most")

    def handle(self, *, wait, timeout, **options):
        user = self._account()
        owned = Project.objects.owned_by(user).filter(name=PROJECT).first()
        project = owned or create(user, name=PROJECT, description=DESCRIPTION, icon="building-2")
        receipts = [self._add(project, user, path) for path in sorted(FILES.iterdir(), key=_interest) if path.is_file()]
        self.stdout.write(f'{len(receipts)} files in the project "{project.name}" ({project.pk}).')
        if wait:
            self._await([receipt.revision.pk for receipt in receipts], time.monotonic() + timeout)

    def _account(self):
        """Return the demo user; a new one gets a password, which is shown and noted for its owner alone."""
        user, created = get_user_model().objects.get_or_create(email=EMAIL, defaults={"name": "Demo"})
        if created:
            password = secrets.token_urlsafe(9)
            user.set_password(password)
            user.save(update_fields=["password"])
            EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
            note(f"{EMAIL} with the password {password}")
        line = note() or f'{EMAIL}, which was there already ("manage.py changepassword {EMAIL}" sets its password)'
        self.stdout.write(f"Sign in as {line}")
        return user

    def _add(self, project, user, path):
        with path.open("rb") as file:
            return receive(project=project, user=user, file=file, name=path.name)

    def _await(self, revisions, deadline):
        while Revision.objects.filter(pk__in=revisions, state__in=Revision.OPEN_STATES).exists():
            if time.monotonic() > deadline:
                raise CommandError("The demo is not ready yet: is a worker running? See 'manage.py doctor'.")
            time.sleep(POLL_S)
        if failed := list(Revision.objects.filter(pk__in=revisions).exclude(state=Revision.State.READY).select_related("document")):
            raise CommandError("\n".join(f"{revision.document.name}: {revision.state} {revision.reason}" for revision in failed))


def _interest(path):
    """Put first what the first question will be about."""
    return path.name not in FIRST, path.name


def note(line=""):
    """Keep line as the note of how to sign in to the demo; without one return the note, "" if there is none."""
    place = Path(settings.DATA_DIR) / "demo-account"
    if not line:
        return place.read_text().strip() if place.exists() else ""
    place.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"{line}\n")
    return line
