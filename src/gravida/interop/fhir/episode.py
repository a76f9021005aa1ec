"""What is sent of one pregnancy: its state, its ends, and what was found on each visit, by the names of the columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

Standing = Literal["running", "over"]
Kind = Literal["scan", "blood"]


@dataclass(frozen=True)
class Visit:
    """One scan or one blood test. ``taken`` is a FHIR date or moment, or empty."""

    id: UUID
    kind: Kind
    taken: str = ""
    found: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Episode:
    """One pregnancy. ``begun`` and ``ended`` are FHIR dates (a year, a month, a day) or empty.

    ``said`` holds what belongs to the pregnancy and to no visit, such as its last period.
    """

    id: UUID
    standing: Standing
    begun: str = ""
    ended: str = ""
    outcome: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    visits: tuple[Visit, ...] = ()
