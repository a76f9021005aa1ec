"""The forms of the door. What is typed here is a secret: it is never given back to the page and never kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from gravida.app.vault import names, phrases
from gravida.app.vault.recovery import read_code

OFFERED, OWN = "offered", "own"


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form brought, also when it brought nothing; None where a page is only looked at."""
    return request.POST if request.method == "POST" else None


def secret(label: str, **more: Any) -> forms.CharField:
    """Return a box for a secret: what is typed into it is never shown again."""
    box = forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, strip=False, widget=box, required=False, **more)


class NewPassphrase(forms.Form):
    """Take the passphrase that is offered, or choose one."""

    which = forms.ChoiceField(
        label="Which passphrase?",
        choices=((OFFERED, "The six words above"), (OWN, "My own")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two."},
    )
    offered_passphrase = forms.CharField(widget=forms.HiddenInput, strip=False)
    own_passphrase = secret("My own passphrase", help_text="Any characters, 8 or more. Four or more words are better.")
    own_passphrase_again = secret("My own passphrase, once more")

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with the one that was chosen, at the field where it was typed."""
        found = super().clean() or {}
        if found.get("which") == OWN:
            if fault := phrases.fault(found.get("own_passphrase", ""), found.get("name", "")):
                self.add_error("own_passphrase", fault)
            elif found.get("own_passphrase") != found.get("own_passphrase_again"):
                self.add_error("own_passphrase_again", "The two are not the same. Type it again in both.")
        return found

    @property
    def passphrase(self) -> str:
        """The one that was chosen."""
        return str(
            self.cleaned_data["offered_passphrase" if self.cleaned_data["which"] == OFFERED else "own_passphrase"]
        )


def name() -> forms.CharField:
    """Return a box for the name that opens a record on a shared server. The browser is not to keep it."""
    box = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"})
    return forms.CharField(
        label="Name", max_length=256, widget=box, error_messages={"required": "Type your name here."}
    )


class InvitedRecord(NewPassphrase):
    """A record on a shared server: an invitation, a name, a passphrase."""

    invitation = forms.CharField(
        label="Invitation",
        max_length=120,
        help_text="The code you were given. It works once.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "wide"}),
        error_messages={"required": "Type the code you were given."},
    )
    name = name()
    field_order = ("invitation", "name", "which")

    def clean_name(self) -> str:
        """See that it can be told from others."""
        chosen: str = self.cleaned_data["name"]
        if fault := names.fault(chosen):
            raise forms.ValidationError(fault)
        return chosen


class Passphrase(forms.Form):
    """Open with the passphrase."""

    passphrase = secret("Passphrase")


class NameAndPassphrase(Passphrase):
    """Open with the passphrase, on a shared server."""

    name = name()
    field_order = ("name",)


class Code(forms.Form):
    """A recovery code, as it was written down."""

    code = forms.CharField(
        label="Recovery code",
        max_length=120,
        help_text="Small letters, spaces and missing hyphens do not matter.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "wide"}
        ),
        error_messages={"required": "Type the code as you wrote it down."},
    )

    def clean_code(self) -> str:
        """Find a mistyped letter by the check character before anything is tried."""
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(
                "A letter is missing, or is not as on the paper. There are 8 groups of 4, and one more at the end."
            )
        return code


class NameAndCode(Code):
    """Open with the recovery code, on a shared server."""

    name = name()
    field_order = ("name",)


class ReadingCode(Code):
    """The code of somebody who may read."""

    field_order = ("code",)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["code"].label = "Code for reading"
