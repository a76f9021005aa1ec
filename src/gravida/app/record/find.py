"""Find a document by its address, or answer that there is nothing here: never whose it would be."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.vault.store import NoSuchDocument, OpenVault, Stored


def pregnancy_or_404(vault: OpenVault, which: UUID) -> Stored[Pregnancy]:
    """Return one pregnancy."""
    try:
        return vault.get(Pregnancy, which)
    except NoSuchDocument as error:
        raise Http404(str(error)) from None


def scan_or_404(vault: OpenVault, pregnancy: UUID | None, which: UUID) -> Stored[Scan]:
    """Return one scan; with ``pregnancy`` only where it belongs to that one."""
    try:
        stored = vault.get(Scan, which)
    except NoSuchDocument as error:
        raise Http404(str(error)) from None
    if pregnancy is not None and stored.document.pregnancy != pregnancy:
        raise Http404("There is nothing here under this address.")
    return stored
