"""How far along it was when it ended, as far as that is written down. Nothing is guessed, and no length says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gravida.app.record.columns import assess
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.vault.store import Stored
from gravida.engine.care.recovery import MILK_FROM_DAYS
from gravida.engine.given import LONGEST_DAYS

EARLY_UNTIL, WAYS_UNTIL = 98, 203
"""Days: 14w0d, where the pages on an early loss stop; 29w0d, beyond the latest week of the trials read here."""

LOSSES = ("", "miscarriage", "stillbirth")
"""Ends for which the ways and the weeks of the tables were made; empty means that she left it open."""


@dataclass(frozen=True)
class End:
    """One end: its age in days, or None, and what of the pages belongs to it."""

    days: int | None
    how: str

    @property
    def stages(self) -> tuple[str, ...]:
        """Return which ways to show: one stage where the week is known, both where it is not, none where none fits."""
        if self.how not in LOSSES or (self.days is not None and self.days >= WAYS_UNTIL):
            return ()
        if self.days is None:
            return ("second_trimester",) if self.how == "stillbirth" else ("early", "second_trimester")
        return ("early",) if self.days < EARLY_UNTIL else ("second_trimester",)

    @property
    def early(self) -> bool:
        """Whether it is known to have ended in the first three months."""
        return self.days is not None and self.days < EARLY_UNTIL

    @property
    def late(self) -> bool:
        """Whether it is known to have ended after the first three months."""
        return self.days is not None and not self.early

    @property
    def milk(self) -> bool:
        """Whether it is known to have ended late enough for milk to come."""
        return self.days is not None and self.days >= MILK_FROM_DAYS and self.how not in ("ectopic", "molar")


def end_of(stored: Stored[Pregnancy], scans: Sequence[Scan]) -> End:
    """Return how far along it was: by its dates, else by what the last report said, counted on to the end."""
    pregnancy = stored.document
    day = None if pregnancy.ended_on is None or pregnancy.ended_on.about else pregnancy.ended_on.exact
    if day is None:
        return End(None, pregnancy.how_it_ended)
    as_if_seen_then = Scan(pregnancy=stored.id, day=day)
    found = assess(replace(pregnancy, state="under way"), [as_if_seen_then], 0)
    days = None if found.age is None or any(asked.blocks for asked in found.questions) else found.age.days
    if days is None:
        said = [scan for scan in scans if scan.age_days is not None and scan.day is not None and scan.day <= day]
        if said and said[-1].age_days is not None and said[-1].day is not None:
            days = said[-1].age_days + (day - said[-1].day).days
    return End(days if days is not None and 0 <= days <= LONGEST_DAYS else None, pregnancy.how_it_ended)
