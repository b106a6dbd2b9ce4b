"""Adds files to a project and waits until they can be asked."""

import json
import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.errors import PlatformError
from documents.models import Revision
from documents.uploads import receive
from projects.models import Project, Role

POLL_S = 0.3
COLUMNS = "{name:<44} {outcome:<10} {state:<10} {passages:>8}  {reason}"


class Command(BaseCommand):
    help = "Add files, or every file in folders, to a project; wait until they are ready or have failed."

    def add_arguments(self, parser):
        parser.add_argument("project", help="id of the project, or its name if only one has it")
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path)
        parser.add_argument("--json", action="store_true", help="print one JSON object a line")
        parser.add_argument("--no-wait", action="store_true", help="return once the files are taken in")
        parser.add_argument("--timeout", type=float, default=3600, help="seconds to wait at most")

    def handle(self, *, project, paths, json, no_wait, timeout, **options):
        project = find_project(project)
        self.as_json = json
        if not json:
            self.stdout.write(COLUMNS.format(name="file", outcome="outcome", state="state", passages="passages", reason=""))
        deadline = time.monotonic() + timeout
        receipts = [self._take(project, path) for path in list(expand(paths))]
        ended_well = [self._report(receipt, deadline, wait=not no_wait) for receipt in receipts if receipt]
        if not all([*receipts, *ended_well]):
            raise CommandError("Some files could not be added; see above.")

    def _take(self, project, path):
        """Add one file; return the receipt, or None where it was refused."""
        owner = project.memberships.filter(role=Role.OWNER).select_related("user").first()
        try:
            with path.open("rb") as file:
                return receive(project=project, user=owner.user if owner else None, file=file, name=path.name)
        except (PlatformError, OSError) as error:
            self._show(path.name, "refused", "", 0, str(error))
            return None

    def _report(self, receipt, deadline, wait):
        """Show what became of a file, once it has come to an end; return whether that was good."""
        revision = Revision.objects.filter(pk=receipt.revision.pk).first()
        while wait and revision and revision.is_open and time.monotonic() < deadline:
            time.sleep(POLL_S)
            revision = Revision.objects.filter(pk=receipt.revision.pk).first()
        state, reason = (revision.state, revision.reason_text) if revision else ("deleted", "")
        passages = revision.chunks.filter(index__state="live").count() if revision else 0
        self._show(receipt.document.name, receipt.outcome, state, passages, reason)
        return not wait or state == Revision.State.READY

    def _show(self, name, outcome, state, passages, reason):
        row = {"name": name, "outcome": outcome, "state": str(state), "passages": passages, "reason": reason}
        self.stdout.write(json.dumps(row, ensure_ascii=False) if self.as_json else COLUMNS.format(**row))


def find_project(wanted):
    """Return the project with this id, or the only one of this name. Raises CommandError."""
    try:
        return Project.objects.get(pk=wanted)
    except (Project.DoesNotExist, ValidationError):
        named = list(Project.objects.filter(name=wanted)[:2])
    if len(named) != 1:
        raise CommandError(f'There is {"more than one" if named else "no"} project "{wanted}": give the id of one.')
    return named[0]


def expand(paths):
    """Yield the files of paths, folders read to the bottom, hidden files left out. Raises CommandError."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        elif path.is_file():
            yield path
        else:
            raise CommandError(f"{path} does not exist.")
