"""The form of what is taken along: encrypted, or plain after a clear warning."""

from __future__ import annotations

from typing import Any

from django import forms

from gravida.app.door.forms import secret
from gravida.app.record.forms.choices import Pick

ENCRYPTED, PLAIN = "encrypted", "plain"


class TakingForm(forms.Form):
    """Her passphrase, so that nobody takes it who only found the page open; and how the file is kept."""

    passphrase = secret("Your passphrase")
    how = forms.ChoiceField(
        label="How the file is kept",
        choices=(
            (ENCRYPTED, Pick("Encrypted with your passphrase", "Opens with the free tool age, and with this program.")),
            (PLAIN, Pick("Not encrypted", "Whoever finds the file can read every word of it.")),
        ),
        widget=forms.RadioSelect,
        initial=ENCRYPTED,
        error_messages={"required": "Choose one of the two."},
    )
    understood = forms.BooleanField(label="I want a file that anyone who has it can read", required=False)

    def clean(self) -> dict[str, Any]:
        """A plain file is made only where the warning was answered."""
        found = super().clean() or {}
        if found.get("how") == PLAIN and not found.get("understood"):
            self.add_error(
                "understood",
                "Everyone who gets hold of a file that is not encrypted can read it: on this machine, on a stick, in a "
                "mailbox, in a copy that another program makes. If you want it so, tick this box.",
            )
        return found
