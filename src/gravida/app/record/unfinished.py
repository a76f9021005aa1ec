"""What was typed and not saved yet: kept sealed like everything else, and offered again."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from gravida.app.vault.documents import document
from gravida.app.vault.store import OpenVault, Stored

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "kept_path", "stop", "take", "version"})
"""Fields of a form that are not hers."""


@document("unfinished", schema=1, hers_alone=True)
@dataclass(frozen=True)
class Unfinished:
    """A form as it was left: the page it belongs to, and each field with what was in it; a name may come again."""

    path: str
    fields: tuple[tuple[str, str], ...]


def keep(vault: OpenVault, path: str, typed: QueryDict) -> None:
    """Keep what was typed on a page, in place of what was kept of it before. An empty form leaves nothing."""
    forget(vault, path)
    fields = tuple(
        (name, str(text))
        for name, texts in typed.lists()
        for text in texts
        if name not in NOT_KEPT and str(text).strip()
    )
    if fields:
        vault.add(Unfinished(path, fields))


def kept(vault: OpenVault, path: str) -> QueryDict | None:
    """Return what was kept of a page, or None."""
    found = [stored.document for stored in _of(vault, path)]
    if not found:
        return None
    left = QueryDict(mutable=True)
    for name, text in found[-1].fields:
        left.appendlist(name, text)
    return left


def forget(vault: OpenVault, path: str) -> None:
    """Let go of what was kept of a page."""
    for stored in _of(vault, path):
        vault.remove(stored)


def all_kept(vault: OpenVault) -> list[str]:
    """Return the pages on which something was left."""
    paths = {stored.document.path for stored in vault.all(Unfinished)}
    return sorted(path for path in paths if path.startswith("/") and not path.startswith("//"))


def _of(vault: OpenVault, path: str) -> list[Stored[Unfinished]]:
    return [stored for stored in vault.all(Unfinished) if stored.document.path == path]
