"""While she is there: a session can be opened only with the secret in her cookie.

The vault key is wrapped by a key made from two secrets: one exists only in her cookie, the other is that of the server
and is not in the database. So the disk does not open the vault. At home sessions live in the memory of the worker, and
neither does that memory between two requests; on a server with several workers each is a row, and what pages have
opened stays for the next page of the same session (``kept_open``).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from types import ModuleType
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from gravida.app.vault import drafts, kept_in_memory, kept_in_rows, kept_open, models, server_secret, standing
from gravida.app.vault.clock import now, seconds_since
from gravida.app.vault.errors import Damaged, OnlyReading
from gravida.app.vault.sealing import derive, open_sealed, seal
from gravida.app.vault.seen import Looked, Seen
from gravida.app.vault.session import Session, Step, id_of
from gravida.app.vault.store import OpenVault
from gravida.app.web import errors
from gravida.app.web.answers import see_other

P = ParamSpec("P")

SHORTEST_IDLE, LONGEST_IDLE = 60, 60 * 60


class DoorRequest(HttpRequest):
    """A request as the middleware hands it on: ``vault`` is None while it is locked."""

    vault: OpenVault | None
    step: Step
    idle_seconds: int
    reads_until: int | None


class OpenRequest(HttpRequest):
    """A request to a page behind ``@unlocked``."""

    vault: OpenVault
    step: Step
    idle_seconds: int
    reads_until: int | None


def cookie_of(request: HttpRequest) -> str:
    """Return the secret of the session a request belongs to."""
    return request.COOKIES.get(settings.VAULT_COOKIE_NAME, "")


def begin(response: HttpResponseBase, vault: OpenVault, step: Step = "", share: models.Share | None = None) -> None:
    """Open a session and give its secret to the browser, and to nobody else."""
    secret = secrets.token_urlsafe(32)
    id, moment = id_of(secret), now()
    idle_seconds = models.Owner.objects.values_list("idle_seconds", flat=True).get(id=vault.owner_id)
    wrapped = seal(_wrap_key(secret), vault.key, id)
    # The number stands in the clear: whoever can write to the disk must not keep it open for ever.
    session = Session(vault.owner_id, wrapped, min(idle_seconds, LONGEST_IDLE), step, moment, moment)
    if share is not None:
        session = replace(session, share_id=share.id, until=share.until)
    _kept().put(id, session)
    response.set_cookie(
        settings.VAULT_COOKIE_NAME,
        secret,
        httponly=True,
        samesite="Strict",
        path="/",
        secure=settings.CSRF_COOKIE_SECURE,
    )


def resume(secret: str, *, counts: bool) -> tuple[OpenVault, Session] | None:
    """Open the vault for one request, or say that it is locked. A request that counts moves the idle limit on."""
    id = id_of(secret)
    session: Session | None = _kept().get(id)
    # One that is over is ended by the watch, and at home the worker with it.
    if session is None or session.is_over() or not _may_still_read(session):
        return None
    try:
        key = open_sealed(_wrap_key(secret), session.wrapped, id)
    except Damaged:
        return None
    if counts:
        _kept().seen(id, session, now())
    return OpenVault(session.owner_id, key, session.share_id is not None, _looked(id, session)), session


def end(owner_id: UUID) -> None:
    """End every session of an owner: locking one window locks them all."""
    _kept().end(owner_id)


def end_this(secret: str) -> None:
    """End the session of this cookie, and no other: somebody who only reads locks nobody out."""
    _kept().end_one(id_of(secret))


def end_others(owner_id: UUID, secret: str) -> None:
    """End every session of an owner but the one of this cookie."""
    _kept().end(owner_id, but=id_of(secret))


def open_now(owner_id: UUID, secret: str) -> list[tuple[bool, Session]]:
    """Return the sessions of an owner that are open, that of this cookie first and marked."""
    mine = id_of(secret)
    found = [(id == mine, session) for id, session in _kept().of(owner_id).items() if not session.is_over()]
    return sorted(found, key=lambda one: (not one[0], seconds_since(one[1].started)))


def end_idle() -> bool:
    """End the sessions that are over, and say whether there were any."""
    ended: bool = _kept().end_over()
    return ended


def set_step(vault: OpenVault, step: Step) -> None:
    """Move the sessions of an owner to the next step of setting up."""
    vault.must_be_hers()
    _kept().change(vault.owner_id, step=step)


def limit_idle(vault: OpenVault, seconds: int) -> None:
    """Set after how many seconds without use it locks, from now on and in the sessions that are open."""
    vault.must_be_hers()
    kept = min(max(seconds, SHORTEST_IDLE), LONGEST_IDLE)
    models.Owner.objects.filter(id=vault.owner_id).update(idle_seconds=kept)
    _kept().change(vault.owner_id, idle_seconds=kept)


def forget(response: HttpResponseBase) -> None:
    """Take the cookie away, and what the browser may have kept of the pages."""
    response.delete_cookie(settings.VAULT_COOKIE_NAME, path="/", samesite="Strict")
    # Not "cookies": those of every other program on this machine's address would go with them.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def unlocked(
    view: Callable[Concatenate[OpenRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let a request pass only while the vault is open; what was typed into a locked page is sealed as a draft."""

    @wraps(view)
    def guarded(request: DoorRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.vault is None:
            kept = request.method == "POST" and drafts.keep_typed(request)
            if request.method == "POST" and not kept and drafts.typed(request).fields:
                return errors.locked(request)
            return see_other("door:unlock_kept" if kept else "door:unlock")
        if request.step:
            return see_other(f"door:{request.step}")
        if request.vault.reads_only and not _may_be_read(request):
            raise OnlyReading("You may read here, and change nothing. Nothing was changed.")
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # its vault is not None here

    return guarded  # type: ignore[return-value]  # the middleware has made it a DoorRequest


def _may_be_read(request: HttpRequest) -> bool:
    place = request.resolver_match
    return request.method in ("GET", "HEAD") and place is not None and place.app_name in settings.ROOMS_TO_READ


def _may_still_read(session: Session) -> bool:
    return session.share_id is None or models.Share.objects.filter(id=session.share_id).exists()


def _looked(id: str, session: Session) -> Looked:
    """Begin with what the last page of this session has opened, where that is kept and nothing has changed since."""
    if session.standing is None:
        return Looked()

    def keep(seen: Seen) -> None:
        kept_open.keep(id, session.owner_id, standing.of(session.owner_id), seen)

    return Looked(kept_open.recall(id, session.standing), keep)


def _kept() -> ModuleType:
    return kept_in_rows if connection.vendor == "postgresql" else kept_in_memory


def _wrap_key(secret: str) -> bytes:
    return derive(secret.encode() + server_secret.key_for("sessions"), "wrap")
