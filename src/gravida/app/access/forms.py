"""The forms of a new passphrase and of a new passkey, while the record is open."""

from __future__ import annotations

from django import forms

from gravida.app.door.forms import NewPassphrase, secret


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
