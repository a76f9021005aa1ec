"""What everything stored of one person comes to: digests that PostgreSQL works out where the rows lie.

Whatever of it is added, removed, swapped, put back or altered by a byte, a digest differs. What lies in them is what
``manifest.read`` compares, and every sealed byte that is opened without being read again.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import connection

Standing = tuple[int | bytes | None, ...]

SMALL: Final = 32 * 1024
"""What is larger, a photo for one, is read anew whenever a page asks for it; only its version and size count here."""

PARTS: Final = f"""
    m.version,
    sha256(m.sealed),
    sha256(convert_to(o.public_key, 'UTF8')),
    sha256(o.sealed_identity),
    (SELECT sha256(string_agg(uuid_send(id), ''::bytea ORDER BY id)) FROM vault_slot WHERE owner_id = o.id),
    (SELECT sha256(string_agg(
        uuid_send(id) || int8send(version) || int8send(octet_length(sealed))
        || CASE WHEN octet_length(sealed) < {SMALL} THEN sealed ELSE ''::bytea END,
        ''::bytea ORDER BY id)) FROM vault_record WHERE owner_id = o.id)
"""
OF: Final = "vault_owner o LEFT JOIN vault_manifest m ON m.owner_id = o.id"
"""The columns and the tables of a query that also says how the record of ``o`` stands."""


def of(owner_id: UUID) -> Standing:
    """Return how the record of an owner stands, in the moment of the transaction around it."""
    return asked(f"SELECT {PARTS} FROM {OF} WHERE o.id = %s", owner_id) or ()


def asked(query: str, value: object) -> tuple[Any, ...] | None:
    """Return the one row of a query that every page asks, or None. PostgreSQL plans it once for each connection."""
    import psycopg

    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(query.encode(), [value], prepare=True).fetchone()
