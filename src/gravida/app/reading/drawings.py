"""The lengths and heart rates of a pregnancy, as points for the drawings. Only ages that do not come from a length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isnan

from gravida.app.charts import Chart, HeartPoint, LengthPoint, heart_rate_chart, length_chart
from gravida.app.charts.length import where
from gravida.app.record.columns import assess
from gravida.app.record.dates import weeks_in_words
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.words.notes import MarginNote
from gravida.engine import dating
from gravida.engine.assessment import Assessment
from gravida.engine.heart_rate.lengths import under_limit

NOT_FROM_SIZE = {
    "transfer": "the day of transfer",
    "retrieval": "the egg retrieval",
    "ovulation": "the day of ovulation",
    "conception": "the day of conception",
    "lmp": "the last period",
}


@dataclass(frozen=True)
class Drawings:
    """Both drawings; None where there is nothing to draw or the tables are not for this.

    ``lies`` says where the length of the scan that is read lies: above, in or below the band, or nothing.
    """

    length: Chart | None = None
    heart_rate: Chart | None = None
    lies: str = ""

    @property
    def where(self) -> str:
        """The same as a sentence."""
        return {
            "above": "The length of this scan is above the shaded part.",
            "in": "The length of this scan is in the shaded part.",
            "below": "The length of this scan is below the shaded part.",
        }.get(self.lies, "")


def drawings(pregnancy: Pregnancy, scans: Sequence[Scan], which: int, guidelines: Sequence[str]) -> Drawings:
    """Draw every scan of a pregnancy that can be drawn, one embryo only. ``which`` is the scan that is read.

    Where it has no length itself, no length is drawn on its page.
    """
    lengths, rates, lies = [], [], ""
    for place, scan in enumerate(scans):
        found = assess(pregnancy, scans, place, guidelines)
        if not _one_embryo(found):
            return Drawings()
        age, length = found.age, found.scan.get("crl_mm")
        if age is not None and age.method in NOT_FROM_SIZE and isinstance(length, float):
            point = LengthPoint(age.days, length, scan.day, NOT_FROM_SIZE[age.method])
            lengths.append(point)
            if place == which and not length_chart([point]).left_out:
                lies = where(point)
        rate = found.scan.get("heart_rate_bpm")
        if beating(found) and isinstance(rate, float):
            rates.append(HeartPoint(rate, length if isinstance(length, float) else None, scan.day))
    if scans[which].length is None:
        lengths = []
    return Drawings(length_chart(lengths) if lengths else None, heart_rate_chart(rates) if rates else None, lies)


def beating(found: Assessment) -> bool:
    """Say whether a heartbeat with a rate is written down, of one embryo, and nothing has to be checked first."""
    rate = found.scan.get("heart_rate_bpm")
    return (
        _one_embryo(found)
        and found.scan.get("heart_activity") == "present"
        and isinstance(rate, float)
        and rate > 0
        and not any(asked.blocks for asked in found.questions)
    )


def under_the_limit(found: Assessment) -> bool | None:
    """Say whether the rate is under the limit that is drawn for its length; None where nothing can be drawn of it."""
    rate, length = found.scan.get("heart_rate_bpm"), found.scan.get("crl_mm")
    if not beating(found) or not isinstance(rate, float) or not isinstance(length, float):
        return None
    return under_limit(rate, length)


def _one_embryo(found: Assessment) -> bool:
    return not any(note.why in ("number", "site", "molar") for note in found.guidelines)


def by_length(found: Assessment) -> tuple[str, list[MarginNote]]:
    """Say what ages the published formulas give for this length, and where they stand."""
    length = found.scan.get("crl_mm")
    if not _one_embryo(found) or not isinstance(length, float) or any(asked.blocks for asked in found.questions):
        return "", []
    ages = {formula: formula.age_days(length) for formula in dating.methods("crl_mm").values()}
    known = {formula: age for formula, age in ages.items() if not isnan(age)}
    if not known:
        return "", []
    low, high = floor(min(known.values()) + 0.5), ceil(max(known.values()) - 0.5)
    span = weeks_in_words(low) if low == high else f"{weeks_in_words(low)} to {weeks_in_words(high)}"
    formulas = "one published formula gives" if len(known) == 1 else f"{len(known)} published formulas give"
    differ = " They differ, so all are kept." if low != high else ""
    titles = "; ".join(formula.title for formula in known)
    return f"By this length, {formulas} {span}.{differ}", [MarginNote("Formulas.", f"{titles}.".replace(" x ", " × "))]
