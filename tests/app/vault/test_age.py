"""Files encrypted with age: what they ask of the machine is read before any of it is done."""

from __future__ import annotations

import re

import pyrage
import pytest

from gravida.app.vault import age
from gravida.app.vault.errors import VaultError, WrongKey


def asking_for(work: int) -> bytes:
    file: bytes = pyrage.passphrase.encrypt(b"words", "six words")
    return re.sub(rb"(-> scrypt \S+ )\d+", rb"\g<1>%d" % work, file)


def test_a_file_of_two_gigabytes_is_tried_and_more_is_left() -> None:
    with pytest.raises(VaultError, match="more memory"):
        age.decrypt(asking_for(age.MOST_WORK + 1), passphrase="six words")


def test_a_machine_that_is_too_slow_is_not_called_a_wrong_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age, "MOST_WORK", 40)
    with pytest.raises(VaultError, match="too slow for this file, or too busy now") as caught:
        age.decrypt(asking_for(30), passphrase="six words")
    assert not isinstance(caught.value, WrongKey)


def test_another_passphrase_is_said_to_be_one() -> None:
    file, opens = age.encrypt(b"words", age.ByPassphrase("six words"))
    assert opens(file) == b"words"
    with pytest.raises(WrongKey, match="another passphrase or key"):
        age.decrypt(file, passphrase="other words")
