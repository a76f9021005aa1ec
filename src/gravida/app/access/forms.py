"""The form of a new passphrase, while the record is open."""

from __future__ import annotations

from gravida.app.door.forms import NewPassphrase, secret


class ChangePassphrase(NewPassphrase):
    """The present passphrase, and the new one."""

    present_passphrase = secret("The passphrase you use now")
    field_order = ("present_passphrase", "which")
