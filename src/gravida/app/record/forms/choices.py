"""Answers to choose from. Nothing is chosen beforehand, and nothing at all may be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from gravida.app.record.scan import NOT_SAID


class Pick(str):
    """The words of one answer, with a hint under them."""

    __slots__ = ("hint",)
    hint: str

    def __new__(cls, title: str, hint: str = "") -> Pick:
        """Return the words; ``hint`` may be empty."""
        made = super().__new__(cls, title)
        made.hint = hint
        return made


Answers = Sequence[tuple[str, Pick]]

DOES_NOT_SAY = (NOT_SAID, Pick("The report does not say"))
SEEN_OR_NOT: Answers = (
    ("seen", Pick("Seen")),
    ("not seen", Pick("Looked for, not seen")),
    DOES_NOT_SAY,
)
NOT_TOLD = (NOT_SAID, Pick("Not said"))
"""So that a pick can be taken back."""

YES_OR_NO: Answers = (("yes", Pick("Yes")), ("no", Pick("No")), NOT_TOLD)


def picks(label: str, answers: Answers, hint: str = "", **more: Any) -> forms.ChoiceField:
    """Return a group of answers of which none is chosen and none is asked for."""
    return forms.ChoiceField(
        label=label, choices=answers, help_text=hint, required=False, widget=forms.RadioSelect, **more
    )


def text(label: str, hint: str = "", *, most: int = 200, rows: int = 0, kind: str = "") -> forms.CharField:
    """Return a box for words; with ``rows`` one for many."""
    attrs: dict[str, Any] = {"autocomplete": "off"}
    if rows:
        attrs["rows"] = rows
    if kind:
        attrs["inputmode"] = kind
    widget = forms.Textarea(attrs=attrs) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most, widget=widget)


def whole_number(label: str, what: str, least: int, most: int, size: str) -> forms.IntegerField:
    """Return a box for a whole number; ``what`` names it in the sentence about one that cannot be."""
    says = f"{what} is a whole number from {least} to {most} here. Leave the box empty if you do not know it."
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        error_messages={"invalid": says, "min_value": says, "max_value": says},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": size}),
    )
