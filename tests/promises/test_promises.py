"""Every promise in its short form, and that the measures can fail."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connections
from tests.promises import power_cuts
from tests.promises.every import PROMISES, figure
from tests.promises.injection import payloads
from tests.promises.promise import Promise


@pytest.mark.parametrize("promise", PROMISES, ids=[promise.key for promise in PROMISES])
def test_it_is_kept(promise: Promise) -> None:
    found = figure(promise, short=True)
    if found.kept is None:
        pytest.skip(found.text)
    assert found.kept, found.text


def test_without_waiting_for_the_disk_the_power_cuts_find_it(monkeypatch: pytest.MonkeyPatch) -> None:
    weak = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA synchronous=OFF;"}
    monkeypatch.setitem(settings.SQLITE, "OPTIONS", weak)
    assert power_cuts.measure(short=True).kept is False
    connections.close_all()


def test_no_two_payloads_are_alike() -> None:
    assert len(set(payloads())) == 200
