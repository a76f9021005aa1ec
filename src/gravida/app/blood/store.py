"""Her blood tests in the order they were taken, and where a scan has seen the pregnancy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from django.http import Http404

from gravida.app.blood.test import BloodTest
from gravida.app.record.scan import Scan
from gravida.app.vault.store import NoSuchDocument, OpenVault, Stored

Place = Literal["in the womb", "outside", "looked for", "not said"]

OUTSIDE = ("ectopic", "scar", "heterotopic")


def tests_of(vault: OpenVault, pregnancy: UUID) -> list[Stored[BloodTest]]:
    """Tests of one pregnancy, oldest first; one without a day stands last."""
    found = [stored for stored in vault.all(BloodTest) if stored.document.pregnancy == pregnancy]
    return sorted(found, key=lambda stored: _order(stored.document))


def _order(test: BloodTest) -> tuple[bool, int, str]:
    return (test.day is None, 0 if test.day is None else test.day.toordinal(), test.time)


def one_or_404(vault: OpenVault, pregnancy: UUID, which: UUID) -> Stored[BloodTest]:
    """Return one test of one pregnancy."""
    try:
        stored = vault.get(BloodTest, which)
    except NoSuchDocument as error:
        raise Http404(str(error)) from None
    if stored.document.pregnancy != pregnancy:
        raise Http404("There is nothing here under this address.")
    return stored


def place_of(scans: Sequence[Scan]) -> Place:
    """Return what the newest scan that says something says. A sac alone is not yet seen as in the womb."""
    if any(scan.location in OUTSIDE for scan in scans):
        return "outside"
    for scan in reversed(scans):
        inside = scan.sac == "seen" and "seen" in (scan.yolk_sac, scan.embryo)
        if scan.location == "intrauterine" or (scan.location != "unknown" and inside):
            return "in the womb"
        if scan.location == "unknown":
            return "looked for"
    return "not said"
