"""The form of her settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from gravida.app.record.forms.choices import Pick, text
from gravida.app.record.forms.pregnancy import WORD_ANSWERS
from gravida.app.record.preferences import Preferences
from gravida.app.words.numbers import COUNTRIES
from gravida.engine.viability import DEFAULT, guidelines

LOCK_MINUTES = ((1, "1 minute"), (5, "5 minutes"), (15, "15 minutes"), (30, "30 minutes"))
NEUTRAL_PLACES = ("https://www.wikipedia.org/", "https://www.openstreetmap.org/", "https://www.timeanddate.com/")
"""Suggestions for where Leave goes: pages that anyone opens."""

TELLING = ("pregnan", "baby", "babies", "miscarr", "loss", "birth", "matern", "midwi", "fertil", "abort", "gravid")
"""Parts of an address that would tell someone beside her what this is about."""


def _select(label: str, choices: Any, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, required=False)


class PreferencesForm(forms.Form):
    """Everything she can decide for the whole record. What is set already is shown as chosen."""

    word = forms.ChoiceField(
        label="Your word for it, everywhere",
        choices=WORD_ANSWERS,
        widget=forms.RadioSelect,
        help_text="One of them can have a word of its own, on its own page.",
    )
    own_word = text("Your own word or the name", most=60)
    end_word = forms.ChoiceField(
        label="Word for how one ended",
        choices=(
            ("pregnancy loss", Pick("pregnancy loss")),
            ("miscarriage", Pick("miscarriage")),
            ("own", Pick("a word of your own")),
            ("none", Pick("no word")),
        ),
        widget=forms.RadioSelect,
    )
    own_end_word = text("Your own word for how it ended", most=60)
    light = _select("Light", (("", "As on this device"), ("day", "Day"), ("night", "Night")))
    plain_letters = forms.BooleanField(
        label="Plain letters", help_text="Uses the letters of your own device.", required=False
    )
    lock_minutes = forms.TypedChoiceField(label="Lock after", choices=LOCK_MINUTES, coerce=int)
    leave_address = text(
        "Where Leave goes",
        f"It locks first. Empty: a blank page. For example {', '.join(NEUTRAL_PLACES)}",
        kind="url",
    )
    hide_last_backup = forms.BooleanField(label="Do not show when the last backup was made", required=False)
    country = _select(
        "Your country",
        (("", "Not chosen"), *COUNTRIES.items()),
        "For telephone numbers, and for which guideline stands first. It is kept sealed like everything else.",
    )
    guidelines = forms.MultipleChoiceField(
        label="Guidelines that are read",
        choices=[(key, Pick(f"{found.title}, {found.edition}")) for key, found in guidelines().items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="None chosen: the usual five.",
    )

    def clean_leave_address(self) -> str:
        """Accept a plain secure address whose name tells nothing."""
        typed: str = self.cleaned_data["leave_address"].strip()
        if not typed:
            return ""
        try:
            parts = urlsplit(typed)
            whole = parts.scheme == "https" and parts.hostname and "." in parts.hostname and not parts.username
        except ValueError:
            whole = False
        if not whole or any(sign.isspace() or not sign.isprintable() for sign in typed):
            raise ValidationError(
                f"Please write a whole address that begins with https://, such as {NEUTRAL_PLACES[0]}"
            )
        if any(part in typed.lower() for part in TELLING):
            raise ValidationError("This address would show what these pages are about. Please choose another one.")
        return typed

    def clean(self) -> dict[str, Any]:
        """Ask for the word where "own" is chosen."""
        cleaned = super().clean() or self.cleaned_data
        for chosen, own in (("word", "own_word"), ("end_word", "own_end_word")):
            if cleaned.get(chosen) == "own" and not cleaned.get(own):
                self.add_error(own, ValidationError("Please write your word, or choose another answer."))
        return cleaned

    def preferences(self, before: Preferences) -> Preferences:
        """Return the settings as chosen. The form has to be valid."""
        typed = self.cleaned_data
        end_word = {"own": typed["own_end_word"], "none": ""}.get(typed["end_word"], typed["end_word"])
        return Preferences(
            word=typed["word"],
            own_word=typed["own_word"],
            word_for_end=end_word,
            lock_minutes=typed["lock_minutes"],
            leave_address=typed["leave_address"],
            light=typed["light"],
            plain_letters=typed["plain_letters"],
            country=typed["country"],
            guidelines=tuple(typed["guidelines"]) if set(typed["guidelines"]) != set(DEFAULT) else (),
            paused=before.paused,
            hide_last_backup=typed["hide_last_backup"],
        )


def filled_in(preferences: Preferences) -> dict[str, Any]:
    """Return the settings as the form's beginning."""
    end = preferences.word_for_end
    common = end in ("pregnancy loss", "miscarriage")
    return {
        "word": preferences.word,
        "own_word": preferences.own_word,
        "end_word": end if common else ("own" if end else "none"),
        "own_end_word": "" if common else end,
        "light": preferences.light,
        "plain_letters": preferences.plain_letters,
        "lock_minutes": preferences.lock_minutes,
        "leave_address": preferences.leave_address,
        "country": preferences.country,
        "hide_last_backup": preferences.hide_last_backup,
        "guidelines": list(preferences.guidelines or DEFAULT),
    }
