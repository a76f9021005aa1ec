"""Signs that need help now, as she wrote them down with her latest scan: first on every page that they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from gravida.app.record.columns import assess
from gravida.app.record.dates import today
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.record.store import preferences_of, pregnancies, scans_of
from gravida.app.vault.store import OpenVault, Stored
from gravida.app.words.signs import HelpNow, help_now
from gravida.engine.assessment import HelpNow as Recorded


def signs_of(vault: OpenVault, stored: Stored[Pregnancy], also: Sequence[Recorded] = ()) -> HelpNow:
    """Return the block of help-now signs of one pregnancy. What was recorded counts until it is over.

    ``also`` are signs recorded with the scan that a page shows.
    """
    return help_now(preferences_of(vault), stored.document, today(), [*also, *recorded_in(vault, stored)])


def recorded_in(vault: OpenVault, stored: Stored[Pregnancy]) -> list[Recorded]:
    """Return the signs that are recorded in one pregnancy and count now."""
    if not stored.document.running:
        return []
    return _recorded(stored.document, [scan.document for scan in scans_of(vault, stored.id)])


def signs_anywhere(vault: OpenVault) -> HelpNow | None:
    """Return the block of the first pregnancy that is not over and has a recorded sign, or None."""
    found = (signs_of(vault, stored) for stored in pregnancies(vault) if stored.document.running)
    return next((signs for signs in found if signs.recorded), None)


def _recorded(pregnancy: Pregnancy, scans: Sequence[Scan]) -> list[Recorded]:
    """Signs of the latest day. Twins have two entries of one day, and both count; so does an entry without a day."""
    latest = max((scan.day for scan in scans if scan.day is not None), default=None)
    counted = [place for place, scan in enumerate(scans) if scan.day is None or scan.day == latest]
    return [sign for place in counted for sign in assess(pregnancy, scans, place).help_now]
