"""The made-up story: two pregnancies, an unclear scan, and every page says that it is made up."""

from __future__ import annotations

from django.test import Client
from tests.app.hers import read

from gravida.app import story
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.vault.store import OpenVault


def test_it_works(client: Client, vault: OpenVault) -> None:
    story.fill(vault)
    assert sorted(stored.document.state for stored in vault.all(Pregnancy)) == ["ended", "waiting"]
    [scan] = vault.all(Scan)
    page = read(client, f"/reading/{scan.id}/")
    assert "6 weeks and 4 days on that day" in page
    assert "None of the guidelines read here calls a pregnancy ended while a heartbeat is seen." in page
    assert "The scan did not give a clear answer." in read(client, "/today/")
    for stored in vault.all(Pregnancy):
        assert "Made up. Nobody in this story is real." in read(client, f"/record/{stored.id}/")
