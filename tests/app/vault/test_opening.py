"""Slots, the recovery code, wrong tries, sessions: what opens the vault, and what does not."""

from __future__ import annotations

import json
import secrets
from math import log2
from pathlib import Path

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as some
from tests.app.conftest import PASSPHRASE, MadeOnce
from tests.app.stores import STORES
from tests.contracts.avoided import hurtful, theme

from gravida.app.vault import (
    clock,
    kept_in_rows,
    models,
    owners,
    phrases,
    server_secret,
    session,
    sessions,
    slots,
    tries,
)
from gravida.app.vault.errors import SlotRefused, WrongKey
from gravida.app.vault.recovery import CHECKS, LETTERS, new_code, read_code
from gravida.app.vault.store import ManifestError, OpenVault


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Hands:
    """The hands of both clocks, moved by a test."""

    def __init__(self) -> None:
        self.steady, self.wall = 1000.0, 1_800_000_000.0

    def move(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds

    def moment(self) -> clock.Moment:
        return clock.Moment(self.steady, self.wall)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    for module in (clock, kept_in_rows, session, sessions, tries):
        monkeypatch.setattr(module, "now", hands.moment)
    return hands


# --- Slots ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_passphrase_and_code_open_the_same_vault(made_once: MadeOnce) -> None:
    assert owners.open_with(slots.PASSPHRASE, PASSPHRASE).key == made_once.key
    assert owners.open_with(slots.RECOVERY, made_once.code).key == made_once.key
    for kind, secret in ((slots.PASSPHRASE, made_once.code), (slots.RECOVERY, PASSPHRASE), (slots.PASSPHRASE, "")):
        with pytest.raises(WrongKey):
            owners.open_with(kind, secret)


@pytest.mark.usefixtures("folder")
def test_the_same_letters_typed_another_way_open_it(made_once: MadeOnce) -> None:
    slot = slots.make(made_once.owner_id, slots.PASSPHRASE, "caf\u00e9 caf\u00e9 caf\u00e9", made_once.key)
    assert slots.key_from(slot, "cafe\u0301 cafe\u0301 cafe\u0301") == made_once.key


@pytest.mark.parametrize(
    "weaker",
    [
        {"memory_kib": 8},
        {"memory_kib": 64 * 1024 - 1},
        {"rounds": 1},
        {"kdf": "md5"},
        {"salt": ""},
        {"lanes": 0},
        {"memory_kib": 2**31},
        {"rounds": "3"},
    ],
)
def test_a_lock_made_weaker_is_not_tried(vault: OpenVault, weaker: dict[str, object]) -> None:
    for slot in models.Slot.objects.all():
        slot.header = json.dumps({**json.loads(bytes(slot.header)), **weaker}).encode()
        slot.save()
    with pytest.raises(SlotRefused):
        owners.open_with(slots.PASSPHRASE, PASSPHRASE)


@pytest.mark.usefixtures("folder")
def test_a_header_is_sealed_in_with_the_key() -> None:
    """Also a change that the floor allows: the same header written another way opens nothing."""
    for slot in models.Slot.objects.all():
        slot.header = json.dumps(json.loads(bytes(slot.header)), indent=1).encode()
        slot.save()
    with pytest.raises(WrongKey):
        owners.open_with(slots.PASSPHRASE, PASSPHRASE)


def test_a_new_passphrase_ends_the_old_ways(vault: OpenVault, made_once: MadeOnce) -> None:
    owners.choose_anew(vault, "a quite different one")
    code = owners.code_to_write_down(vault)
    assert code not in (None, made_once.code)
    for kind, secret in ((slots.PASSPHRASE, PASSPHRASE), (slots.RECOVERY, made_once.code)):
        with pytest.raises(WrongKey):
            owners.open_with(kind, secret)
    assert owners.open_with(slots.PASSPHRASE, "a quite different one").key == vault.key
    assert owners.confirm_code(vault, str(code).lower())
    assert owners.code_to_write_down(vault) is None


def test_an_added_way_in_is_noticed(vault: OpenVault) -> None:
    slots.make(vault.owner_id, slots.PASSPHRASE, "somebody else's", vault.key).save()
    with pytest.raises(ManifestError, match="the ways to open it are not those you chose"):
        vault.all(owners.UnconfirmedCode)


# --- The recovery code ---------------------------------------------------------------------------------------------


def test_a_code_is_eight_groups_and_a_letter_that_can_be_written() -> None:
    codes = {new_code() for _ in range(300)}
    assert len(codes) == 300
    for code in codes:
        assert [len(group) for group in code.split("-")] == [4] * 8 + [1]
        assert set(code) <= set(LETTERS + "-")
        assert read_code(code) == code
        assert read_code(f" {code.lower().replace('-', '  ').replace('0', 'o').replace('1', 'l')} ") == code


@given(some.integers(0, 31), some.sampled_from(LETTERS), some.integers(0, 31))
def test_one_wrong_letter_or_two_swapped_are_found(place: int, letter: str, other: int) -> None:
    code = new_code()
    plain = list(code.replace("-", ""))
    wrong = [*plain[:place], letter, *plain[place + 1 :]]
    assert (read_code("".join(wrong)) == code) == (wrong == plain)
    if wrong != plain:
        assert read_code("".join(wrong)) is None
    swapped = list(plain)
    swapped[place], swapped[other] = swapped[other], swapped[place]
    if swapped != plain and abs(place - other) == 1:
        assert read_code("".join(swapped)) is None


@given(some.text(max_size=60))
def test_anything_else_is_no_code(text: str) -> None:
    found = read_code(text)
    assert found is None or set(found) <= set(CHECKS + "-")


def test_an_offered_passphrase_is_six_words_and_passes() -> None:
    offers = {phrases.offered() for _ in range(50)}
    assert len(offers) == 50
    assert all(len(offer.split()) == phrases.OFFERED_WORDS and not phrases.fault(offer) for offer in offers)
    assert phrases.fault("short")
    assert phrases.fault("Password123")
    for expected in ("my own notes", "Gravida-2026!", "our baby 2026", "MY PREGNANCY NOTES"):
        assert "Add words of your own" in phrases.fault(expected)
    assert "Add words of your own" in phrases.fault("noor of the hill 7", "Noor of the Hill")
    assert not phrases.fault("noor of the hill 7")
    assert not phrases.fault("8437 8437 8437")
    assert not phrases.fault("my own walnut")
    assert not phrases.fault("\u2603" * 8)


# --- Wrong tries ---------------------------------------------------------------------------------------------------


def test_wrong_tries_wait_longer_and_longer(made_once: MadeOnce, folder: Path, hands: Hands) -> None:
    owner = made_once.owner_id
    for wait in [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]:
        assert tries.begin(owner) == 0
        if wait:
            assert tries.begin(owner) == wait, "refused, and not counted"
            hands.move(wait - 1)
            assert tries.begin(owner) == 1
            hands.move(1)
    tries.succeeded(owner)
    assert [tries.begin(owner) for _ in range(5)] == [0] * 5


def test_an_hour_of_guessing_gives_few_tries(made_once: MadeOnce, folder: Path, hands: Hands) -> None:
    evaluated = 0
    for _ in range(3600):
        while tries.begin(made_once.owner_id) == 0:
            evaluated += 1
        hands.move(1)
    assert 10 < evaluated <= 100


def test_a_clock_set_back_locks_nobody_out(made_once: MadeOnce, folder: Path, hands: Hands) -> None:
    for _ in range(8):
        hands.move(tries.begin(made_once.owner_id))
    hands.wall -= 10 * 365 * 24 * 3600
    assert tries.begin(made_once.owner_id) <= tries.LONGEST_WAIT


@pytest.mark.usefixtures("folder")
def test_a_try_that_waits_is_not_tried_at_all(made_once: MadeOnce, hands: Hands) -> None:
    models.Owner.objects.update(wrong_tries=8, wait_until=int(hands.wall) + 8)
    with pytest.raises(owners.TooSoon, match="Wait 8 seconds"):
        owners.open_with(slots.PASSPHRASE, PASSPHRASE)
    hands.move(8)
    assert owners.open_with(slots.PASSPHRASE, PASSPHRASE).key == made_once.key


# --- Sessions ------------------------------------------------------------------------------------------------------


def opened(vault: OpenVault) -> str:
    response = HttpResponse()
    sessions.begin(response, vault)
    cookie = response.cookies["notes"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["expires"]
    assert not cookie["max-age"]
    return cookie.value


def test_idle_sleep_and_half_a_day_end_a_session(vault: OpenVault, hands: Hands) -> None:
    secret = opened(vault)
    hands.move(299)
    assert sessions.resume(secret, counts=False) is not None
    hands.move(1)
    assert sessions.resume(secret, counts=True) is None
    assert sessions.end_idle()
    assert not sessions.end_idle()

    asleep = opened(vault)
    hands.wall += 3600  # the lid was closed: only one clock went on
    assert sessions.resume(asleep, counts=True) is None

    busy = opened(vault)
    for _ in range(12 * 60 - 1):
        hands.move(60)
        assert sessions.resume(busy, counts=True) is not None
    hands.move(60)
    assert sessions.resume(busy, counts=True) is None


def test_her_own_limit_holds_at_once_and_later(vault: OpenVault, hands: Hands) -> None:
    secret = opened(vault)
    sessions.limit_idle(vault, 60)
    hands.move(60)
    assert sessions.resume(secret, counts=True) is None
    again = opened(vault)
    hands.move(59)
    assert sessions.resume(again, counts=True) is not None
    sessions.limit_idle(vault, 10**9)
    hands.move(sessions.LONGEST_IDLE)
    assert sessions.resume(again, counts=True) is None


def test_locking_one_window_locks_all(vault: OpenVault) -> None:
    first, second = opened(vault), opened(vault)
    sessions.end(vault.owner_id)
    assert sessions.resume(first, counts=True) is sessions.resume(second, counts=True) is None


def test_only_the_cookie_opens_a_session(vault: OpenVault) -> None:
    secret = opened(vault)
    for other in ("", secrets.token_urlsafe(32), secret[:-1], secret + "A"):
        assert sessions.resume(other, counts=True) is None
    [(mine, kept)] = sessions.open_now(vault.owner_id, secret)
    assert mine
    assert vault.key not in kept.wrapped
    assert secret not in repr(kept)


def test_another_start_secret_opens_nothing(vault: OpenVault) -> None:
    secret = opened(vault)
    server_secret.draw()
    assert sessions.resume(secret, counts=True) is None


def test_the_key_is_not_shown_by_accident(vault: OpenVault) -> None:
    assert repr(vault.key)[2:-1] not in repr(vault)


def test_offered_words_are_many_and_none_hurts() -> None:
    words = phrases._words()
    assert phrases.OFFERED_WORDS * log2(len(words)) >= 64
    assert len(set(words)) == len(words)
    for word in ("viable", "misery", "demise", "pulse", "spawn", "mom", "abandon", "despair", "kick"):
        assert word not in words
    assert [word for word in words if hurtful(word) or theme(word)] == []
