"""Her documents in the order her pages need them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from gravida.app.record.photo import Photo, Picture
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import RUNNING, Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.vault.documents import kinds_with
from gravida.app.vault.store import OpenVault, Stored


def preferences_of(vault: OpenVault) -> Preferences:
    """Return her settings, or the usual ones where she set nothing."""
    found = vault.all(Preferences)
    return found[0].document if found else Preferences()


def save_preferences(vault: OpenVault, preferences: Preferences) -> None:
    """Save her settings."""
    found = vault.all(Preferences)
    if found:
        vault.save(found[0], preferences)
    else:
        vault.add(preferences)


def pregnancies(vault: OpenVault) -> list[Stored[Pregnancy]]:
    """Every pregnancy, oldest first; those without any date stand last, as they were written."""
    return sorted(vault.all(Pregnancy), key=lambda stored: _when(stored.document))


def _when(pregnancy: Pregnancy) -> tuple[str, str]:
    days = [
        *(rough.earliest for rough in (pregnancy.ended_on, pregnancy.dates.last_period) if rough is not None),
        *(
            day
            for day in (pregnancy.dates.ovulation, pregnancy.dates.retrieval, pregnancy.dates.transfer)
            if day is not None
        ),
    ]
    written = pregnancy.history[-1].written_on.isoformat() if pregnancy.history else ""
    return (min(days).isoformat() if days else "9999", written)


def scans_of(vault: OpenVault, pregnancy: UUID) -> list[Stored[Scan]]:
    """Scans of one pregnancy, oldest first; one without a date stands last."""
    found = [stored for stored in vault.all(Scan) if stored.document.pregnancy == pregnancy]
    return sorted(found, key=lambda stored: _order(stored.document))


def _order(scan: Scan) -> tuple[bool, int, str]:
    return (scan.day is None, 0 if scan.day is None else scan.day.toordinal(), scan.label)


def photos_of(vault: OpenVault, pregnancy: UUID, scan: UUID | None = None) -> list[Stored[Photo]]:
    """Photos of one pregnancy, or only those of one scan of it, in the order in which they were added."""
    found = [stored for stored in vault.all(Photo) if stored.document.pregnancy == pregnancy]
    wanted = [stored for stored in found if scan is None or stored.document.scan == scan]
    return sorted(wanted, key=lambda stored: stored.document.number)


@transaction.atomic
def remove_photo(vault: OpenVault, stored: Stored[Photo]) -> None:
    """Remove a photo and its picture."""
    vault.remove(vault.get(Picture, stored.document.picture))
    vault.remove(stored)


def belonging(vault: OpenVault, pregnancy: UUID) -> list[Stored[Any]]:
    """Every document that names this pregnancy as its own, of whatever room: they go when it goes."""
    every = [stored for kind in kinds_with("pregnancy") for stored in vault.all(kind)]
    return [stored for stored in every if stored.document.pregnancy == pregnancy]


def in_view(vault: OpenVault) -> Stored[Pregnancy] | None:
    """Return the pregnancy her first page is about: one that runs, else one that is hoped for, else the latest to end.

    An earlier pregnancy that was only added to the record is never it, nor one whose page was put away.
    """
    found = [stored for stored in pregnancies(vault) if not stored.document.hidden]
    for states in (RUNNING, ("hoped for",)):
        if now := [stored for stored in found if stored.document.state in states]:
            return max(reversed(now), key=_last_written)
    over = [stored for stored in found if stored.document.can_undo and not stored.document.put_away]
    return max(reversed(over), key=_last_written, default=None)


def running_beside(vault: OpenVault, shown: UUID) -> list[Stored[Pregnancy]]:
    """Every other pregnancy that is under way or waiting and in view, the one written down last first."""
    found = [stored for stored in pregnancies(vault) if stored.document.running and not stored.document.hidden]
    return sorted((stored for stored in found if stored.id != shown), key=_last_written, reverse=True)


def _last_written(stored: Stored[Pregnancy]) -> tuple[str, int]:
    history = stored.document.history
    return (history[-1].written_on.isoformat() if history else "", stored.version)
