"""Passphrases: one is offered, and one that is typed is looked at before it is taken."""

from __future__ import annotations

import re
import secrets
from functools import cache
from importlib.resources import files
from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator

OFFERED_WORDS: Final = 6
"""Six of 1,641 words are 64 random bits, and every guess at them costs the slow derivation of a slot."""

SHORTEST, LONGEST = 8, 1024

_EXPECTED = (
    "a and baby code diary for gravida home i it journal love mine my note notes of open our own passphrase password "
    "pregnancy pregnant private record scan secret shared the this to unlock we your"
)
EXPECTED_HERE: Final = frozenset(_EXPECTED.split())
"""Words that whoever guesses at a record of this program tries first. A passphrase has to have others too."""
WORD: Final = re.compile(r"[^\W\d_]+")


def offered() -> str:
    """Draw a passphrase to offer: words that all differ, so that none looks written twice by mistake."""
    return " ".join(secrets.SystemRandom().sample(_words(), OFFERED_WORDS))


def fault(passphrase: str, name: str = "") -> str:
    """Say in a sentence why a passphrase cannot be taken, or return an empty string. ``name`` opens it with it."""
    if len(passphrase) < SHORTEST:
        return f"Too short to protect anything: use at least {SHORTEST} characters. Four or more words are better."
    if len(passphrase) > LONGEST:
        return f"Longer than can be taken: use at most {LONGEST} characters."
    if passphrase.lower().strip() in _common():
        return "This one is on the lists that people try first. Choose another, or take the one that is offered."
    words = {*WORD.findall(passphrase.casefold())}
    if words and words <= {*EXPECTED_HERE, *WORD.findall(name.casefold())}:
        return "Made only of words that somebody would try first here. Add words of your own."
    return ""


@cache
def _words() -> tuple[str, ...]:
    lines = (files("gravida.app.vault") / "words.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)
