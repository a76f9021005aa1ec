"""For templates: the way to a source, by the page between."""

from __future__ import annotations

from functools import cache

from django import template
from django.urls import reverse

from gravida.app.outside import known

register = template.Library()


@register.filter
@cache
def way_to(address: str) -> str:
    """Return the address of the page between.

    Raises:
        LookupError: the address is none of ``known``; a new list of sources has to be added there.
    """
    found = known.id_of(address)
    if found not in known.known():
        raise LookupError(f"{address} is not a known source; add the list it stands in to gravida.app.outside.known")
    return reverse("outside:page", args=[found])


@register.filter
def source_name(address: str) -> str:
    """Return the name of a link."""
    return known.shown(address)
