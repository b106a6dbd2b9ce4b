"""What commands that take a PROJECT share: finding it, and saying results as a table or as JSON lines."""

import json
from uuid import UUID

from django.core.management.base import CommandError

from projects.models import Project, Role


def project_named(text):
    """Return the project with this id or name. Raises CommandError if there is none, or several of the name."""
    try:
        found = Project.objects.filter(pk=UUID(text))
    except ValueError:
        found = Project.objects.filter(name__iexact=text)
    matches = list(found[:20])
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise CommandError(f"Several projects are called “{text}”; name one by its id: {', '.join(str(each.pk) for each in matches)}")
    known = ", ".join(f"“{name}”" for name in Project.objects.values_list("name", flat=True)[:20])
    raise CommandError(f"There is no project “{text}”. There are: {known or 'none'}.")


def acting_user(project, email=""):
    """Return the member with this address, or the project's first owner. Raises CommandError."""
    members = project.memberships.select_related("user").filter(user__is_active=True)
    member = (members.filter(user__email__iexact=email) if email else members.filter(role=Role.OWNER)).first()
    if member is None:
        raise CommandError(f"{email or 'An owner'} is not an active member of “{project.name}”.")
    return member.user


def say(command, rows, *, as_json):
    """Write dicts as aligned columns, or a JSON object a line."""
    if as_json:
        for row in rows:
            command.stdout.write(json.dumps(row, ensure_ascii=False, default=str))
        return
    if not rows:
        return
    names = list(rows[0])
    table = [[name.upper() for name in names], *([_cell(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(names))]
    for line in table:
        command.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value):
    return "" if value is None else " ".join(str(value).split())
