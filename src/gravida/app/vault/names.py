"""Names on a shared server: only a keyed hash of each is kept, under a key that is not in the database."""

from __future__ import annotations

import hmac
import unicodedata
from hashlib import sha256
from typing import Final

from gravida.app.vault import server_secret

SHORTEST, LONGEST = 3, 64
TAKEN: Final = "Somebody here has this name already. Choose another."


def hashed(name: str) -> str:
    """Return what is kept of a name. Case, and how its letters were typed, do not matter."""
    return hmac.new(server_secret.key_for("names"), _plain(name).encode(), sha256).hexdigest()


def fault(name: str) -> str:
    """Say in a sentence why a name cannot be taken, or return an empty string."""
    if not SHORTEST <= len(_plain(name)) <= LONGEST:
        return f"Give a name of {SHORTEST} to {LONGEST} letters. It need not be your own."
    return ""


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
