"""Sessions in memory and as rows: the same is kept of both, and a reader's is the owner's business only to end."""

from __future__ import annotations

from types import ModuleType

import pytest

from gravida.app.vault import kept_in_memory, kept_in_rows, models, shares
from gravida.app.vault.clock import now
from gravida.app.vault.session import Session
from gravida.app.vault.store import OpenVault


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    """In memory beside SQLite, as rows on PostgreSQL."""
    return str(request.param)


@pytest.fixture
def kept(store: str, vault: OpenVault) -> ModuleType:
    """Where sessions are kept: one of the owner's, and one of somebody whom she lets read."""
    module = kept_in_rows if store == "postgresql" else kept_in_memory
    shares.let_read(vault, "My sister", 24)
    share = models.Share.objects.get(owner_id=vault.owner_id)
    hers = Session(vault.owner_id, b"wrapped", 300, "", now(), now())
    module.put("a" * 64, hers)
    module.put("b" * 64, Session(vault.owner_id, b"wrapped", 300, "", now(), now(), share.id, share.until))
    return module


def test_a_change_of_hers_is_not_one_of_a_reader(kept: ModuleType, vault: OpenVault) -> None:
    kept.change(vault.owner_id, step="code", idle_seconds=60)
    hers, theirs = kept.get("a" * 64), kept.get("b" * 64)
    assert (hers.step, hers.idle_seconds) == ("code", 60)
    assert (theirs.step, theirs.idle_seconds) == ("", 300)
    assert theirs.share_id is not None


def test_a_lock_of_hers_ends_both(kept: ModuleType, vault: OpenVault) -> None:
    assert {*kept.of(vault.owner_id)} >= {"a" * 64, "b" * 64}
    kept.end(vault.owner_id)
    assert kept.of(vault.owner_id) == {}
    assert kept.get("a" * 64) is kept.get("b" * 64) is None


def test_a_reader_ends_only_their_own(kept: ModuleType) -> None:
    kept.end_one("b" * 64)
    assert kept.get("b" * 64) is None
    assert kept.get("a" * 64) is not None
