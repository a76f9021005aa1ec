"""Her word for it and her word for how it ended, as parts of sentences.

No sentence calls a baby "it": where a sentence would need a pronoun, it is written without one.
"""

from __future__ import annotations

from dataclasses import dataclass

from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Pregnancy

OWN, NONE = "own", "none"


@dataclass(frozen=True)
class Words:
    """Her two words. ``name_for_it`` is pregnancy, baby, her own, or None for no word; ``word_for_end`` likewise."""

    name_for_it: str | None = "pregnancy"
    word_for_end: str | None = "pregnancy loss"

    @property
    def it(self) -> str:
        """The thing itself in the middle of a sentence: "your pregnancy", "your baby", "Noor", "this"."""
        if self.name_for_it is None:
            return "this"
        return f"your {self.name_for_it}" if self.is_common else self.name_for_it

    @property
    def this(self) -> str:
        """The one that is spoken about: "this pregnancy", "your baby", "Noor", "this"."""
        return "this pregnancy" if self.name_for_it == "pregnancy" else self.it

    @property
    def This(self) -> str:
        """The same at the start of a sentence."""
        return self.this[:1].upper() + self.this[1:]

    @property
    def title(self) -> str:
        """What a heading in her record says where she gave no other label."""
        if self.name_for_it is None:
            return "No name"
        return "A pregnancy" if self.is_common else self.name_for_it

    @property
    def is_common(self) -> bool:
        """Whether the word is one of the two common ones, so that "your" stands before it."""
        return self.name_for_it in ("pregnancy", "baby")

    @property
    def ended(self) -> str:
        """How an end is told: "this pregnancy ended", "your baby died" is never presumed."""
        if self.name_for_it == "pregnancy":
            return "this pregnancy ended"
        return "this ended" if self.name_for_it is None else "the pregnancy ended"

    @property
    def the_end(self) -> str:
        """Her word for how it ended in a sentence: "the pregnancy loss", her own word, or "this"."""
        if not self.word_for_end:
            return "this"
        common = self.word_for_end in ("pregnancy loss", "miscarriage")
        return f"the {self.word_for_end}" if common else self.word_for_end


DEFAULT = Words()


def words_for(pregnancy: Pregnancy | None, preferences: Preferences) -> Words:
    """Return the words for one pregnancy: its own where she gave some, else those of her settings."""
    word, own = preferences.word, preferences.own_word
    end: str | None = preferences.word_for_end
    if pregnancy is not None and pregnancy.word:
        word, own = pregnancy.word, pregnancy.own_word
    if pregnancy is not None and pregnancy.word_for_end is not None:
        end = pregnancy.word_for_end
    return Words(_chosen(word, own), end or None)


def _chosen(word: str, own: str) -> str | None:
    if word == NONE:
        return None
    return own.strip() or "pregnancy" if word == OWN else word
