"""The words of her pages: her own word filled into every sentence, and what her page says in place of codes."""

from __future__ import annotations

from gravida.app.words.hers import DEFAULT, Words, words_for

__all__ = ["DEFAULT", "Words", "words_for"]
