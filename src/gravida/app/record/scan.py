"""One scan as the report has it. An empty text is unknown: it is never read as "no"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gravida.app.vault.documents import document

NOT_SAID = "not said"
"""She answered that the report does not say. For every rule this is unknown, like an empty answer."""


@dataclass(frozen=True)
class Length:
    """A length as it was written: the digits of the report and their unit. Nothing is rounded or converted here."""

    digits: str
    unit: str

    def __str__(self) -> str:
        return f"{self.digits} {self.unit}"


@document("scan", schema=1)
@dataclass(frozen=True)
class Scan:
    """One scan of one pregnancy; of one embryo or sac, where there are several and they have labels.

    ``age_days`` is how far along the report says it was, and ``age_by`` by what: dates, scan, or not said. ``reason``
    is how she came to be scanned; ``bleed_beside`` is a bleed seen beside the sac. ``kept`` holds the ids of
    questions about values that look impossible and that she confirmed as the report's.
    """

    pregnancy: UUID
    day: date | None = None
    reason: str = ""
    age_days: int | None = None
    age_by: str = ""
    route: str = ""
    sacs: str = ""
    label: str = ""
    same_sac: str = ""
    location: str = ""
    sac: str = ""
    sac_diameters: tuple[Length | None, Length | None, Length | None] = (None, None, None)
    sac_mean: Length | None = None
    yolk_sac: str = ""
    yolk_sac_width: Length | None = None
    embryo: str = ""
    length: Length | None = None
    amnion: str = ""
    bleed_beside: str = ""
    heartbeat: str = ""
    heart_rate: str = ""
    bleeding: str = ""
    pain: str = ""
    fainting: str = ""
    shoulder_tip_pain: str = ""
    fever: str = ""
    report: str = ""
    kept: tuple[str, ...] = ()
