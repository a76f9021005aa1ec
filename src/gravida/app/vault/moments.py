"""What is read together is of one moment, and what is changed is held until it is changed, on both databases.

SQLite lets one transaction in at a time, so there is nothing to do. PostgreSQL lets many in: a reader gets a snapshot,
and whoever will change something takes the list of the record first and holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment(*, to_change: bool = False) -> Iterator[bool]:
    """Begin a transaction, and yield whether the list of the record has to be held.

    Inside a longer transaction it is always held: what was read there may be the reason for a change.
    """
    held = to_change or connection.in_atomic_block
    with transaction.atomic():
        if not held and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield held
