"""Two hCG values compared: what can be worked out, what the published limits say of it, and what stays open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gravida.engine.blood import decline, rise, units
from gravida.engine.blood.nice import ECTOPIC_OPEN, NiceAnswer, nice_band
from gravida.engine.blood.samples import hours_from, read_sample, refuse_mixed
from gravida.evidence.bibliography import cite
from gravida.evidence.source import NOT_YET_REVIEWED

NOT_A_DIAGNOSIS = (
    "hCG alone never says where a pregnancy is, and never that one has ended. Symptoms come before numbers."
)
SEEN_IN_THE_WOMB = "intrauterine"
ONLY_SCANS_TELL = "Once a sac is seen in the womb, hCG adds nothing to that; further scans do."
SRU = cite("doubilet2013", where="hCG, once a sac is seen in the womb", seen_in=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class HcgComparison:
    """Two values, worked out. ``below`` is, for each named smallest rise, True, False, or None where it is refused."""

    hcg_0_iu_l: float
    hcg_1_iu_l: float
    hours: float
    ratio: float
    ratio_48h: float
    change_percent: float
    change_48h_percent: float
    doubling_time_hours: float | None
    half_life_hours: float | None
    smallest: tuple[rise.SmallestRise, ...]
    below: dict[str, bool | None]
    declines: tuple[decline.Decline, ...]
    nice: NiceAnswer
    says: tuple[str, ...]
    warnings: tuple[str, ...]
    questions: tuple[str, ...]
    open: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "hcg_0_iu_l": self.hcg_0_iu_l,
            "hcg_1_iu_l": self.hcg_1_iu_l,
            "hours": self.hours,
            "ratio": self.ratio,
            "ratio_48h": self.ratio_48h,
            "change_percent": self.change_percent,
            "change_48h_percent": self.change_48h_percent,
            "doubling_time_hours": self.doubling_time_hours,
            "half_life_hours": self.half_life_hours,
            "smallest_rise": [
                {
                    "which": found.which.value,
                    "ratio_48h": found.ratio_48h,
                    "n": found.n,
                    "below": self.below[found.which.value],
                    "mark": found.mark.value,
                    "source": found.source.as_dict(),
                }
                for found in self.smallest
            ],
            "decline": [
                {
                    "title": found.title,
                    "days": found.days,
                    "low_percent": found.low_percent,
                    "high_percent": found.high_percent,
                    "n": found.n,
                    "place": found.place,
                    "mark": found.mark.value,
                    "source": found.source.as_dict(),
                }
                for found in self.declines
            ],
            "nice": {
                "band": self.nice.band.value,
                "says": self.nice.says,
                "next_step": self.nice.next_step,
                "source": self.nice.source.as_dict(),
            },
            "says": list(self.says),
            "warnings": list(self.warnings),
            "questions": list(self.questions),
            "open": list(self.open),
            "reviewed": NOT_YET_REVIEWED,
        }

    def as_json(self, indent: int | None = None) -> str:
        """The same answer is always the same text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=indent)

    def as_text(self) -> str:
        """Plain text for a terminal or a print."""
        parts = [f"Please check: {asked}" for asked in self.questions]
        parts += [*self.open, *self.says, *self.warnings]
        parts += [f"NICE NG126 ({self.nice.band.value}): {self.nice.says} Next: {self.nice.next_step}"]
        rises, falls = (found.source for found in self.smallest), (found.source for found in self.declines)
        cited = [*rises, *falls, self.nice.source]
        sources = dict.fromkeys(source.short() for source in cited)
        return (
            "\n\n".join(
                [*parts, "\n".join(f"Source: {name}." for name in sources), f"{NOT_YET_REVIEWED.capitalize()}."]
            )
            + "\n"
        )


def compare(hcg_0_iu_l: object, hcg_1_iu_l: object, hours: object, *, location: str | None = None) -> HcgComparison:
    """Compare two hCG values of one laboratory.

    Parameters
    ----------
    hcg_0_iu_l, hcg_1_iu_l
        The earlier and the later value in IU/L, which is mIU/mL; or texts with the unit.
    hours
        Hours between them.
    location
        Where a scan has seen the pregnancy: ``intrauterine``; ``unknown`` where one looked and found none; None where
        it was not said.

    Raises
    ------
    InputError
        A value of 0, negative hours, another unit: one sentence says what to mend.
    """
    first, second = units.hcg_iu_l(hcg_0_iu_l, "hcg_0_iu_l"), units.hcg_iu_l(hcg_1_iu_l, "hcg_1_iu_l")
    apart = rise.hours_between(hours)
    ratio, ratio_48h = rise.ratio(first, second), rise.ratio_48h(first, second, apart)
    doubling = rise.doubling_time_hours(first, second, apart)
    smallest = tuple(rise.smallest_rise(first, which) for which in rise.Minimum)
    fits = rise.FEWEST_HOURS <= apart <= rise.MOST_HOURS
    below = {
        which.value: rise.below_smallest_rise(first, second, apart, which) if fits else None for which in rise.Minimum
    }
    fall = decline.fall_percent(first, second)
    declines = decline.decline_bands(fall, apart) if fall > 0 else ()
    in_the_womb = location == SEEN_IN_THE_WOMB
    return HcgComparison(
        hcg_0_iu_l=first,
        hcg_1_iu_l=second,
        hours=apart,
        ratio=ratio,
        ratio_48h=ratio_48h,
        change_percent=100 * (ratio - 1),
        change_48h_percent=100 * (ratio_48h - 1),
        doubling_time_hours=doubling if doubling is not None and doubling > 0 else None,
        half_life_hours=-doubling if doubling is not None and doubling < 0 else None,
        smallest=smallest,
        below=below,
        declines=declines,
        nice=nice_band(first, second, apart, location),
        says=(*_in_words(ratio, doubling, apart), *_rises(ratio, smallest, below), *(found.says for found in declines)),
        warnings=_warnings(apart),
        questions=units.unit_questions(first, second),
        open=(f"{ONLY_SCANS_TELL} Source: {SRU.short()}.", NOT_A_DIAGNOSIS)
        if in_the_womb
        else (ECTOPIC_OPEN, NOT_A_DIAGNOSIS),
    )


def compare_samples(
    first: Mapping[str, Any], second: Mapping[str, Any], *, location: str | None = None
) -> HcgComparison:
    """Compare two samples with their times: ``hcg_iu_l``, ``hcg_time``, and ``hcg_kind`` and ``hcg_laboratory``.

    Raises:
        InputError: times out of order or without a time of day, two kinds of test, two laboratories.
    """
    one, other = read_sample(first), read_sample(second)
    hours = hours_from(one, other)
    refuse_mixed(one, other)
    return compare(one.hcg_iu_l, other.hcg_iu_l, hours, location=location)


def _in_words(ratio: float, doubling: float | None, hours: float) -> tuple[str, ...]:
    if doubling is None:
        return (f"In {hours:g} hours hCG did not change.",)
    change = f"rose by {100 * (ratio - 1):.0f}%" if doubling > 0 else f"fell by {100 * (1 - ratio):.0f}%"
    pace = f"it {'doubles' if doubling > 0 else 'halves'} in {abs(doubling):.0f} hours"
    return (f"In {hours:g} hours hCG {change}; at that pace {pace}.",)


def _rises(ratio: float, smallest: tuple[rise.SmallestRise, ...], below: dict[str, bool | None]) -> tuple[str, ...]:
    if ratio <= 1:
        return ()
    said = []
    for found in smallest:
        slow = below[found.which.value]
        limit = f"{_NAMES[found.which]}, {found.percent:g}% in two days"
        if slow is not None:
            said.append(f"{limit}: {_SLOW[found.which] if slow else 'not slower than that.'}")
    return tuple(said)


_NAMES = {
    rise.Minimum.BARNHART_2016: "Barnhart 2016, for this starting level",
    rise.Minimum.BARNHART_2004: "Barnhart 2004",
    rise.Minimum.CAUTIOUS: "The most cautious limit proposed",
}
_SLOW = {
    rise.Minimum.BARNHART_2016: "slower than 99 in 100 of pregnancies that continued.",
    rise.Minimum.BARNHART_2004: "slower than 99 in 100 of pregnancies that continued.",
    rise.Minimum.CAUTIOUS: "slower than that.",
}


def _warnings(hours: float) -> tuple[str, ...]:
    apart = f"{hours:g} hours lie between the samples."
    if not rise.FEWEST_HOURS <= hours <= rise.MOST_HOURS:
        return (f"{apart} The smallest rises hold from 24 to 96 hours, so none is applied.",)
    if not rise.USUAL_HOURS[0] <= hours <= rise.USUAL_HOURS[1]:
        return (f"{apart} The limits are for two days, so this is an approximation.",)
    return ()
