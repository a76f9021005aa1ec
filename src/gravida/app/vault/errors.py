"""What can go wrong in the vault. Each is one sentence for her, and says what to do."""

from __future__ import annotations

from gravida.errors import GravidaError


class VaultError(GravidaError):
    """Root of everything the vault raises on purpose."""


class NoSuchDocument(VaultError, LookupError):
    """A document was asked for that is not in the record."""


class ChangedElsewhere(VaultError):
    """Somebody saved a newer version, in another tab for one; nothing was overwritten."""


class OnlyReading(VaultError):
    """Somebody who may only read asked for a change; nothing was changed."""


class WrongDocument(VaultError, ValueError):
    """A document cannot be written down or read: a field is unknown, missing, or not of its type."""


class Damaged(VaultError):
    """Sealed bytes do not open: they were altered, or belong to another place."""


class ManifestError(Damaged):
    """What is stored is not what was left: something is missing, swapped, added or rolled back."""


class SlotRefused(VaultError):
    """A slot asks for less work than the floor, or for more than a machine can do: it is not tried."""


class Busy(VaultError):
    """Something that only one can do at a time is being done; nothing was changed."""


class WrongKey(VaultError):
    """A passphrase or a code does not open the vault."""
