"""Words for a centile, each with the definition it comes from.

``size_class``: small, appropriate or large for gestational age: below the 10th, from the 10th to the 90th, above the
90th centile. ``restriction_by_size`` is the part of a published definition of fetal growth restriction that a scan of
size alone can meet. None of them is a diagnosis, and each depends on the standard the centile was read from.

Sources: ``sga_lga``, ``gordijn2016``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gravida.errors import UnknownName
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Source

SizeClass = Literal["sga", "aga", "lga"]

SMALL_BELOW = 10.0
LARGE_ABOVE = 90.0
SOURCE = cite("sga_lga", where="limits at the 10th and 90th centile", seen_in=4)


@dataclass(frozen=True, slots=True)
class Definition:
    """A published limit of size: below this centile of estimated weight or abdominal circumference."""

    key: str
    below_centile: float
    says: str
    source: Source


DEFINITIONS: dict[str, Definition] = {
    definition.key: definition
    for definition in (
        Definition(
            "delphi2016_alone",
            3.0,
            "abdominal circumference or estimated weight below the 3rd centile; the Delphi definition of early growth "
            "restriction is met by this alone",
            cite("gordijn2016", where="early restriction: size alone", seen_in=2),
        ),
        Definition(
            "delphi2016_with_doppler",
            10.0,
            "abdominal circumference or estimated weight below the 10th centile; the Delphi definition of early growth "
            "restriction is met only together with a uterine or umbilical pulsatility index above the 95th",
            cite("gordijn2016", where="early restriction: size with Doppler", seen_in=2),
        ),
        Definition(
            "sga10",
            SMALL_BELOW,
            "below the 10th centile: small for gestational age, which is not the same as restricted",
            SOURCE,
        ),
    )
}
"""Limits of size by key. The late Delphi definition was not seen whole and is left out."""


def size_class(centile: float | None) -> SizeClass | None:
    """Return ``sga``, ``aga`` or ``lga``; None where the centile is not known.

    >>> [size_class(centile) for centile in (9.99, 10.0, 90.0, 90.01)]
    ['sga', 'aga', 'aga', 'lga']
    """
    if centile is None or centile != centile:
        return None
    return "sga" if centile < SMALL_BELOW else "lga" if centile > LARGE_ABOVE else "aga"


def restriction_by_size(definition: str, *, efw_centile: float | None, ac_centile: float | None) -> bool | None:
    """Whether the size part of a definition is met; None where what is known does not settle it.

    >>> restriction_by_size("delphi2016_alone", efw_centile=2.9, ac_centile=None)
    True
    >>> restriction_by_size("delphi2016_alone", efw_centile=3.0, ac_centile=50.0)
    False
    >>> restriction_by_size("delphi2016_alone", efw_centile=3.0, ac_centile=None) is None
    True

    Raises:
        UnknownName: there is no such definition.
    """
    if definition not in DEFINITIONS:
        raise UnknownName("definition of small size", definition, list(DEFINITIONS))
    limit = DEFINITIONS[definition].below_centile
    known = [centile for centile in (efw_centile, ac_centile) if centile is not None and centile == centile]
    if any(centile < limit for centile in known):
        return True
    return False if len(known) == 2 else None
