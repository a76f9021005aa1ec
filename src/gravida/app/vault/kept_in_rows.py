"""Sessions as rows, so that several workers serve one browser, and locking in one locks in all.

A row holds the key wrapped by a secret in her cookie and another that is not in the database. When a session ends the
key is taken out of its row at once; the row stays for half a day, so that what is still typed into its pages can be
sealed for the right person. Time is that of the wall clock: the steady ones of two machines have nothing in common.
"""

from __future__ import annotations

import math
from typing import Final
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection
from django.db.models import F, Q, QuerySet

from gravida.app.vault import kept_open, models, standing
from gravida.app.vault.clock import Moment, now
from gravida.app.vault.session import LONGEST_SESSION, Session, Step

NO_KEY = b""
OF_SESSION: Final = f"""
    SELECT s.owner_id, s.wrapped, s.idle_seconds, s.step, s.started, s.seen, s.share_id, h.until, {standing.PARTS}
    FROM vault_session s LEFT JOIN vault_share h ON h.id = s.share_id, {standing.OF}
    WHERE s.id = %s AND s.wrapped <> ''::bytea AND o.id = s.owner_id
"""
LOOKS_FOR_USE = 60
"""Use is written down once in this part of the idle limit: every five seconds where it is five minutes."""


def put(id: str, session: Session) -> None:
    """Keep a session."""
    models.Session.objects.create(
        id=id,
        owner_id=session.owner_id,
        share_id=session.share_id,
        wrapped=session.wrapped,
        idle_seconds=session.idle_seconds,
        step=session.step,
        started=int(session.started.wall),
        seen=int(session.seen.wall),
    )


def get(id: str) -> Session | None:
    """Return a session and how its record stands, of one moment; None where there is none that still has a key."""
    # This query is the check of a connection that was kept since the last page.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        row = standing.asked(OF_SESSION, id)
    except (InterfaceError, OperationalError):
        connection.close()
        row = standing.asked(OF_SESSION, id)
    if row is None:
        return None
    owner_id, wrapped, idle_seconds, step, started, seen, share_id, until, *stands = row
    began, used = Moment(math.inf, started), Moment(math.inf, seen)
    return Session(owner_id, bytes(wrapped), idle_seconds, step, began, used, share_id, until, tuple(stands))


def of(owner_id: UUID) -> dict[str, Session]:
    """Return the sessions of an owner, with those of the people whom she lets read."""
    rows = _open().filter(owner_id=owner_id).select_related("share")
    return {row.id: _session(row) for row in rows}


def seen(id: str, session: Session, moment: Moment) -> None:
    """Note that somebody was there, where that was not noted a moment ago."""
    if moment.wall - session.seen.wall >= session.idle_seconds / LOOKS_FOR_USE:
        _open().filter(id=id).update(seen=int(moment.wall))


def change(owner_id: UUID, *, step: Step | None = None, idle_seconds: int | None = None) -> None:
    """Change the step or the idle limit of every session of an owner, not of those whom she lets read."""
    changed = {"step": step, "idle_seconds": idle_seconds}
    given = {name: value for name, value in changed.items() if value is not None}
    _open().filter(owner_id=owner_id, share=None).update(**given)


def end(owner_id: UUID, *, but: str = "") -> None:
    """End every session of an owner, but one."""
    kept_open.drop_all_of(owner_id, but=but)
    models.Session.objects.filter(owner_id=owner_id).exclude(id=but).update(wrapped=NO_KEY)


def end_one(id: str) -> None:
    """End one session."""
    kept_open.drop([id])
    models.Session.objects.filter(id=id).update(wrapped=NO_KEY)


def end_over() -> bool:
    """End the sessions that are over, and forget those that ended half a day ago.

    What is kept of a session that is not open, also one that another program ended, is let go of.
    """
    this = int(now().wall)
    over = Q(seen__lte=this - F("idle_seconds")) | Q(started__lte=this - LONGEST_SESSION) | Q(share__until__lte=this)
    ids = list(_open().filter(over).values_list("id", flat=True))
    models.Session.objects.filter(id__in=ids).update(wrapped=NO_KEY)
    models.Session.objects.filter(wrapped=NO_KEY, seen__lte=this - LONGEST_SESSION).delete()
    models.Share.objects.filter(until__lte=this).delete()
    if kept := kept_open.sessions():
        still_open = set(_open().filter(id__in=kept).values_list("id", flat=True))
        kept_open.drop([id for id in kept if id not in still_open])
    return bool(ids)


def whose(id: str) -> UUID | None:
    """Return whose page a browser has or had open, within half a day. A page that is only read is nobody's."""
    found: UUID | None = models.Session.objects.filter(id=id, share=None).values_list("owner_id", flat=True).first()
    return found


def _open() -> QuerySet[models.Session]:
    return models.Session.objects.exclude(wrapped=NO_KEY)


def _session(row: models.Session) -> Session:
    return Session(
        row.owner_id,
        bytes(row.wrapped),
        row.idle_seconds,
        row.step,  # type: ignore[arg-type]  # only steps are ever written
        Moment(math.inf, row.started),
        Moment(math.inf, row.seen),
        row.share_id,
        row.share.until if row.share is not None else None,
    )
