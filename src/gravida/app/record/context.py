"""What every page knows of her record: her words, her settings, and where "Something has changed" leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gravida.app.record.preferences import Preferences
from gravida.app.record.store import in_view, preferences_of
from gravida.app.vault.store import OpenVault
from gravida.app.words import DEFAULT, words_for


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. A page about one pregnancy overrides ``words`` and ``change_url`` with its own."""
    vault: OpenVault | None = getattr(request, "vault", None)
    if vault is None:
        return {"words": DEFAULT, "preferences": Preferences(), "change_url": ""}
    preferences = preferences_of(vault)
    now = in_view(vault)
    pregnancy = None if now is None else now.document
    can_change = pregnancy is not None and pregnancy.running and not vault.reads_only
    return {
        "words": words_for(pregnancy, preferences),
        "preferences": preferences,
        "gentle": pregnancy is not None and pregnancy.over,
        "change_url": reverse("changed:page", args=[now.id]) if can_change and now is not None else "",
    }
