"""Every address that a page may lead to, by a short id; no address is ever taken from a request."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from urllib.parse import urlsplit

from gravida.app.words import after, numbers, terms
from gravida.evidence.bibliography import works

DOI = "https://doi.org/"
LETTERS = 12


@cache
def known() -> dict[str, str]:
    """Return the addresses by id: of works, of telephone numbers, and of lines that name a source of their own."""
    found = {
        *(work.link for work in works().values()),
        *(note.link for note in (*after.sources(), *terms.SOURCES)),
        *numbers.sources(),
    }
    return {id_of(address): address for address in sorted(address for address in found if address)}


def id_of(address: str) -> str:
    """Return the id of an address. It says nothing to those who see it in a history."""
    return sha256(address.encode()).hexdigest()[:LETTERS]


def shown(address: str) -> str:
    """Return the name of a link: the DOI of a paper, else the site. The whole address stands on the page between."""
    return address.removeprefix(DOI) if address.startswith(DOI) else site(address)


def site(address: str) -> str:
    """Return the site of an address."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
