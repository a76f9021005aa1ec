"""While she is there: sessions live in the memory of the worker, and each can be opened only with her cookie.

The vault key is wrapped by a key made from two secrets: one exists only in her cookie, the other is drawn when the
worker starts and never written down. So nothing of a session is on disk, a restart locks, and the memory of the worker
alone does not open the vault between two requests.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from threading import Lock
from typing import Concatenate, Final, Literal, ParamSpec
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from gravida.app.vault import drafts, models
from gravida.app.vault.clock import Moment, now, seconds_since
from gravida.app.vault.errors import Damaged
from gravida.app.vault.sealing import derive, open_sealed, seal
from gravida.app.vault.store import OpenVault
from gravida.app.web.answers import see_other

P = ParamSpec("P")

LONGEST_SESSION: Final = 12 * 60 * 60
SHORTEST_IDLE, LONGEST_IDLE = 60, 60 * 60

Step = Literal["", "code", "anew"]
"""What is still to be done before the rooms open: write down the recovery code, choose a new passphrase, or nothing."""


class DoorRequest(HttpRequest):
    """A request as the middleware hands it on: ``vault`` is None while it is locked."""

    vault: OpenVault | None
    step: Step
    idle_seconds: int


class OpenRequest(HttpRequest):
    """A request to a page behind ``@unlocked``."""

    vault: OpenVault
    step: Step
    idle_seconds: int


def cookie_of(request: HttpRequest) -> str:
    """Return the secret of the session a request belongs to."""
    return request.COOKIES.get(settings.VAULT_COOKIE_NAME, "")


@dataclass(frozen=True)
class Session:
    """One open browser."""

    owner_id: UUID
    wrapped: bytes
    idle_seconds: int
    step: Step
    started: Moment
    seen: Moment

    def is_over(self) -> bool:
        """Whether she has been away too long, or here for half a day."""
        return seconds_since(self.seen) >= self.idle_seconds or seconds_since(self.started) >= LONGEST_SESSION


_start_secret = secrets.token_bytes(32)
_sessions: dict[bytes, Session] = {}
_guard = Lock()


def draw_start_secret() -> None:
    """Draw the secret of this worker: one that was forked must not share that of its parent."""
    global _start_secret
    _start_secret = secrets.token_bytes(32)


def begin(response: HttpResponseBase, vault: OpenVault, step: Step = "") -> None:
    """Open a session and give its secret to the browser, and to nobody else."""
    secret = secrets.token_urlsafe(32)
    id, moment = _id(secret), now()
    idle_seconds = models.Owner.objects.values_list("idle_seconds", flat=True).get(id=vault.owner_id)
    wrapped = seal(_wrap_key(secret), vault.key, id)
    # The number stands in the clear: whoever can write to the disk must not keep it open for ever.
    session = Session(vault.owner_id, wrapped, min(idle_seconds, LONGEST_IDLE), step, moment, moment)
    with _guard:
        _sessions[id] = session
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
    id = _id(secret)
    with _guard:
        session = _sessions.get(id)
        if session is None or session.is_over():  # the watch ends it, and the worker with it
            return None
        if counts:
            _sessions[id] = replace(session, seen=now())
    try:
        return OpenVault(session.owner_id, open_sealed(_wrap_key(secret), session.wrapped, id)), session
    except Damaged:
        return None


def end(owner_id: UUID) -> None:
    """End every session of an owner: locking one window locks them all."""
    with _guard:
        for id in [id for id, session in _sessions.items() if session.owner_id == owner_id]:
            del _sessions[id]


def end_others(owner_id: UUID, secret: str) -> None:
    """End every session of an owner but the one of this cookie."""
    mine = _id(secret)
    with _guard:
        for id in [id for id, session in _sessions.items() if session.owner_id == owner_id and id != mine]:
            del _sessions[id]


def open_now(owner_id: UUID, secret: str) -> list[tuple[bool, Session]]:
    """Return the sessions of an owner that are open, that of this cookie first and marked."""
    mine = _id(secret)
    with _guard:
        found = [(id == mine, s) for id, s in _sessions.items() if s.owner_id == owner_id and not s.is_over()]
    return sorted(found, key=lambda one: (not one[0], seconds_since(one[1].started)))


def end_idle() -> bool:
    """End the sessions that are over, and say whether there were any."""
    with _guard:
        over = [id for id, session in _sessions.items() if session.is_over()]
        for id in over:
            del _sessions[id]
    return bool(over)


def set_step(vault: OpenVault, step: Step) -> None:
    """Move the sessions of an owner to the next step of setting up."""
    _change(vault.owner_id, lambda session: replace(session, step=step))


def limit_idle(vault: OpenVault, seconds: int) -> None:
    """Set after how many seconds without use it locks, from now on and in the sessions that are open."""
    kept = min(max(seconds, SHORTEST_IDLE), LONGEST_IDLE)
    models.Owner.objects.filter(id=vault.owner_id).update(idle_seconds=kept)
    _change(vault.owner_id, lambda session: replace(session, idle_seconds=kept))


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
            return see_other("door:unlock_kept" if kept else "door:unlock")
        if request.step:
            return see_other(f"door:{request.step}")
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # its vault is not None here

    return guarded  # type: ignore[return-value]  # the middleware has made it a DoorRequest


def _change(owner_id: UUID, changed: Callable[[Session], Session]) -> None:
    with _guard:
        for id, session in _sessions.items():
            if session.owner_id == owner_id:
                _sessions[id] = changed(session)


def _id(secret: str) -> bytes:
    return hashlib.sha256(b"id|" + secret.encode()).digest()


def _wrap_key(secret: str) -> bytes:
    return derive(secret.encode() + _start_secret, "wrap")
