"""Statements that carry bytes and vectors: sent and answered in Postgres' binary format.

Django's own cursors use text, which doubles every bytea. Same connection, same transaction.
"""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager

import psycopg
from django.db import connection, transaction


@contextmanager
def one_snapshot():
    """Let everything in a with block, or a decorated function, read the database as it was at one moment.

    Within a transaction that is open already, that one decides.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def fetch(sql: str, params: Sequence = ()) -> list[tuple]:
    """Return the rows of one statement.

    It is planned anew every time, with its values and under the settings of its transaction: a plan
    kept from a prepared statement would be used again where another one is meant (see dense.steer).
    """
    with connection.wrap_database_errors, _cursor() as cursor:
        return cursor.execute(sql, params, binary=True, prepare=False).fetchall()


def execute(sql: str, params: Sequence = ()) -> int:
    """Run one statement; return the number of rows it changed."""
    with connection.wrap_database_errors, _cursor() as cursor:
        return cursor.execute(sql, params, prepare=False).rowcount


def copy_rows(table: str, columns: dict[str, str], rows: Iterable[Sequence]) -> None:
    """COPY rows into table; columns maps each name to its Postgres type. Names are ours, never input."""
    with connection.wrap_database_errors, _cursor() as cursor:
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)"
        with cursor.copy(statement) as copy:
            copy.set_types(list(columns.values()))
            for row in rows:
                copy.write_row(row)


def _cursor() -> psycopg.Cursor:
    """Return a cursor whose parameters go to the server apart from the statement; Django's don't."""
    connection.ensure_connection()
    return psycopg.Cursor(connection.connection)
