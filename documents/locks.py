"""Short exclusive sections of a project, held until the caller's transaction ends."""

from django.db import connection

NAMES = 0x6E61_0000
PASSAGES = 0x7061_0000


def hold_names(project_id):
    """Only one upload at a time decides what a file in this project is called and whether it is new."""
    _hold(NAMES, project_id)


def hold_passages(project_id):
    """Only one transaction at a time changes which passages this project answers from."""
    _hold(PASSAGES, project_id)


def _hold(kind, project_id):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [kind, str(project_id)])
