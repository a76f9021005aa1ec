"""One blood test as the report has it. An empty text is unknown; digits and unit stay as they were written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from gravida.app.vault.documents import document

HCG_UNITS = ("IU/L", "mIU/mL")
"""One and the same: 1 IU/L is 1 mIU/mL."""

PROGESTERONE_UNITS = ("nmol/L", "ng/mL")


@dataclass(frozen=True)
class Level:
    """A level as it was written: the digits of the report and their unit."""

    digits: str
    unit: str

    def __str__(self) -> str:
        return f"{self.digits} {self.unit}"

    @property
    def value(self) -> float:
        """The number, in its own unit."""
        return float(Decimal(self.digits))


@document("blood", schema=1)
@dataclass(frozen=True)
class BloodTest:
    """One test of one pregnancy. ``time`` is written 09:20; ``kind`` is total, beta, or empty where it is not said.

    ``kept`` holds the ids of questions about values that look impossible and that she confirmed as the report's.
    """

    pregnancy: UUID
    day: date | None = None
    time: str = ""
    hcg: Level | None = None
    kind: str = ""
    laboratory: str = ""
    progesterone: Level | None = None
    on_progesterone: str = ""
    report: str = ""
    kept: tuple[str, ...] = ()

    @property
    def taken(self) -> datetime | None:
        """When it was taken, where both the day and the time are written down."""
        if self.day is None or not self.time:
            return None
        return datetime.combine(self.day, time.fromisoformat(self.time))
