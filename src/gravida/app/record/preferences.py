"""What she decided about the whole app: words, looks, lock, country, guidelines."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.app.vault.documents import document

DEFAULT_LOCK_MINUTES = 5


@document("preferences", schema=1)
@dataclass(frozen=True)
class Preferences:
    """Her settings. ``word`` is pregnancy, baby, own or none; ``country`` is empty until she chose one.

    ``guidelines`` are the keys of those to read; empty means the usual five. ``leave_address`` is where Leave goes;
    empty means a blank page.
    """

    word: str = "pregnancy"
    own_word: str = ""
    word_for_end: str = "pregnancy loss"
    lock_minutes: int = DEFAULT_LOCK_MINUTES
    leave_address: str = ""
    light: str = ""
    plain_letters: bool = False
    country: str = ""
    guidelines: tuple[str, ...] = ()
    paused: bool = False
    hide_last_backup: bool = False
