"""What was being typed when the lock fell: sealed to her public key, so that it can be kept and not read back."""

from __future__ import annotations

import json
from typing import NamedTuple

import pyrage
from django.conf import settings
from django.http import HttpRequest

from gravida.app.vault import kept_in_rows, models
from gravida.app.vault.errors import Damaged
from gravida.app.vault.sealing import open_sealed, padded, unpadded
from gravida.app.vault.session import id_of
from gravida.app.vault.store import OpenVault

NOT_KEPT = ("csrfmiddlewaretoken", "kept_path", "which", "invitation")
"""Fields that are not hers to keep; ``which`` belongs to the choice of a passphrase."""


NOTHING_KEPT = "nothing_kept"
"""Field of a form of which nothing is kept, whatever was chosen in it."""


class Draft(NamedTuple):
    """A page, and what was in its form: a field that was given twice stands here twice."""

    path: str
    fields: tuple[tuple[str, str], ...]


def typed(request: HttpRequest, path: str | None = None) -> Draft:
    """Return what a request brought, without what is not hers to keep, such as a passphrase."""
    if NOTHING_KEPT in request.POST:
        return Draft(path or request.path, ())
    return Draft(
        path or request.path,
        tuple(
            (name, str(text))
            for name, texts in request.POST.lists()
            if name not in NOT_KEPT and "passphrase" not in name and "passkey" not in name and name != "code"
            for text in texts
            if str(text).strip()
        ),
    )


def keep_typed(request: HttpRequest, path: str | None = None) -> bool:
    """Seal what a request brought, and say whether there was anything to keep, and somebody to keep it for."""
    draft = typed(request, path)
    owner = _whose(request) if draft.fields else None
    if owner is None:
        return False
    recipient = pyrage.x25519.Recipient.from_str(owner.public_key)
    text = json.dumps(draft, ensure_ascii=False).encode()
    models.Draft.objects.create(owner=owner, sealed=pyrage.encrypt(padded(text), [recipient]))
    return True


def may_keep(request: HttpRequest) -> bool:
    """Whether the cookie of a session that is over still says whose draft it would be."""
    return settings.MODE == "hosted" and _whose(request) is not None


def _whose(request: HttpRequest) -> models.Owner | None:
    """Return whose page it was. Where many people share a server only the browser that had it open can tell."""
    if settings.MODE != "hosted":
        return models.Owner.objects.first()
    owner_id = kept_in_rows.whose(id_of(request.COOKIES.get(settings.VAULT_COOKIE_NAME, "")))
    return models.Owner.objects.filter(id=owner_id).first() if owner_id else None


def take(vault: OpenVault) -> list[Draft]:
    """Open the drafts and remove them: the caller writes them into the record in the same transaction.

    One that no longer opens is left where it is: a later version may know a way.

    Raises:
        ManifestError: what is stored is not what was left.
    """
    with vault.to_change():  # and the keys used below are hers
        owner = models.Owner.objects.get(id=vault.owner_id)
        identity = pyrage.x25519.Identity.from_str(
            open_sealed(vault.key, owner.sealed_identity, owner.id, "identity").decode()
        )
        opened = []
        for row in owner.drafts.all():
            try:
                path, fields = json.loads(unpadded(pyrage.decrypt(bytes(row.sealed), [identity])))
            except (pyrage.DecryptError, Damaged):
                continue
            opened.append(Draft(path, tuple((name, text) for name, text in fields)))
            row.delete()
        return opened
