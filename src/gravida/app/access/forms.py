"""The forms of this room: a new passphrase, a new passkey, and somebody who may read."""

from __future__ import annotations

from django import forms

from gravida.app.door.forms import NewPassphrase, secret

HOURS = (("1", "One hour"), ("24", "One day"), ("168", "One week"), ("720", "30 days"))


class LetRead(forms.Form):
    """Somebody who may read, and for how long."""

    name = forms.CharField(
        label="Who may read",
        max_length=80,
        help_text="A word by which you know them. They do not see it.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write a word by which you know them."},
    )
    hours = forms.ChoiceField(
        label="For how long", choices=HOURS, initial="24", error_messages={"required": "Choose one."}
    )


class ChangePassphrase(NewPassphrase):
    """The present passphrase, and the new one."""

    present_passphrase = secret("The passphrase you use now")
    field_order = ("present_passphrase", "which")


class NewPasskey(forms.Form):
    """A new passkey: the present passphrase, a name for the list, and what the script of the page brings."""

    present_passphrase = secret("The passphrase you use now")
    name = forms.CharField(
        label="A name for your list",
        required=False,
        max_length=60,
        help_text="For example which device it is on. You may leave this empty.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    passkey_made = forms.CharField(widget=forms.HiddenInput, required=False)
    passkey_used = forms.CharField(widget=forms.HiddenInput, required=False)
    passkey_secret = forms.CharField(widget=forms.HiddenInput, required=False)
