"""When and how it ended, in her words. All of it can wait, and all of it may stay open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gravida.app.record.forms.choices import Pick, picks, text
from gravida.app.record.forms.dates import RoughDateField
from gravida.app.record.forms.pregnancy import HOW_IT_ENDED
from gravida.app.record.pregnancy import Pregnancy

COMMON_WORDS = ("pregnancy loss", "miscarriage")


class WordForm(forms.Form):
    """Her word for how it ended."""

    word = picks(
        "A word for how it ended",
        (
            *((word, Pick(word)) for word in COMMON_WORDS),
            ("own", Pick("a word of your own")),
            ("none", Pick("no word")),
        ),
        "It is used on every page.",
    )
    own = text("Your own word", most=60)

    def clean(self) -> dict[str, Any]:
        """Ask for the word where "a word of your own" is chosen."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("word") == "own" and not cleaned.get("own"):
            self.add_error("own", ValidationError("Please write your word, or choose another answer."))
        return cleaned

    def chosen(self) -> str | None:
        """Return the word; empty for no word, None where nothing was chosen."""
        word: str = self.cleaned_data["word"]
        own: str = self.cleaned_data["own"]
        return {"": None, "none": "", "own": own}.get(word, word)


class DetailsForm(WordForm):
    """The day, how it ended, and the word."""

    ended_on = RoughDateField("When was it?", "The month or the year alone is enough.")
    how_it_ended = forms.ChoiceField(
        label="How it ended",
        help_text="Only if you want to write it. Nothing is presumed.",
        required=False,
        choices=HOW_IT_ENDED,
    )
    field_order = ("ended_on", "word", "own", "how_it_ended")

    def written_into(self, pregnancy: Pregnancy) -> Pregnancy:
        """Return the pregnancy with what was typed."""
        typed = self.cleaned_data
        word = self.chosen()
        return replace(
            pregnancy,
            ended_on=typed["ended_on"],
            how_it_ended=typed["how_it_ended"],
            word_for_end=pregnancy.word_for_end if word is None else word,
        )


def filled_in(pregnancy: Pregnancy) -> dict[str, Any]:
    """Return what is stored as the form's beginning."""
    word = pregnancy.word_for_end
    if word is None:
        chosen, own = "", ""
    elif word == "":
        chosen, own = "none", ""
    else:
        chosen, own = (word, "") if word in COMMON_WORDS else ("own", word)
    return {"ended_on": pregnancy.ended_on, "how_it_ended": pregnancy.how_it_ended, "word": chosen, "own": own}
