"""Each hCG sample against the one before it in the same pregnancy, as expressions that run on every engine.

The limits are those of :mod:`gravida.engine.blood`; nothing says one a second time. A sample that asks a question is
compared with nothing. One sample that stands on several rows, because two embryos were seen, is one sample.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from gravida.engine.blood import nice, progesterone, rise
from gravida.engine.blood.units import (
    LARGEST_HCG_IU_L,
    QUESTIONED_FACTOR,
    QUESTIONED_NG_ML,
    QUESTIONED_NMOL_L,
    nmol_l_from_ng_ml,
)
from gravida.tables.plan import INTERNAL, Frame, inner
from gravida.values import NMOL_L_PER_NG_ML

SECONDS_PER_HOUR = 3600
TWO_DAYS = 48
_START = tuple(rise.smallest_rise(level).ratio_48h for level in (0.0, *rise.MIDDLE_BAND[:1], rise.MIDDLE_BAND[1] + 1.0))

Q_ZERO = "hCG is 0 or less: write the number on the report, or leave it empty."
Q_LARGE = "hCG is beyond belief: check the unit, 1 IU/L is 1 mIU/mL."
Q_TIME = "hCG has no time of day: write hcg_time as 2026-03-01T09:00."
Q_SAME_TIME = "Two samples have the same time."
Q_MIXED = "The sample before was of another kind of test or another laboratory, so the two are not compared."
Q_UNITS = "The value is 100 times the one before, or a hundredth: are both in IU/L?"
Q_PROGESTERONE = f"Progesterone is negative or beyond belief: check the unit, 1 ng/mL is {NMOL_L_PER_NG_ML:g} nmol/L."
Q_NMOL_L = "Progesterone is very low for nmol/L: was it in ng/mL? Give it as progesterone_ng_ml, in ng/mL."
Q_NG_ML = "Progesterone is very high for ng/mL: was it in nmol/L? Give it as progesterone_nmol_l, in nmol/L."

_ONE_SAMPLE = ("hcg_iu_l", "hcg_kind", "hcg_laboratory")


def with_hcg(frame: Frame, pregnancy: Sequence[str]) -> Frame:
    """Add the answers on hCG to a frame of internal columns. ``pregnancy`` are those that name one pregnancy."""
    value, seconds = inner("hcg_iu_l"), inner("hcg_seconds")
    own = _first_of(
        (value <= 0, Q_ZERO),
        (value > LARGEST_HCG_IU_L, Q_LARGE),
        (~value.is_null() & seconds.is_null(), Q_TIME),
    )
    readable = ~value.is_null() & ~seconds.is_null() & ~inner("pregnancy_id").is_null()
    frame = frame.with_columns(**_named(own=own)).with_columns(**_named(usable=readable & inner("own").is_null()))
    frame = _same_time(frame, [*pregnancy, INTERNAL + "usable", INTERNAL + "hcg_seconds"])
    frame = _before(frame, [*pregnancy, INTERNAL + "usable"])
    frame = frame.with_columns(**_named(asked=_asked()))
    return frame.with_columns(**_named(hcg_questions=nw.coalesce(inner("own"), inner("asked")), **HCG))


def _named(**columns: nw.Expr) -> dict[str, nw.Expr]:
    return {INTERNAL + name: column for name, column in columns.items()}


def _first_of(*cases: tuple[nw.Expr, str]) -> nw.Expr:
    """The text of the first case that holds; null where none does."""
    return nw.coalesce(*(nw.when(holds).then(nw.lit(text)) for holds, text in cases))


def _same_time(frame: Frame, moment: list[str]) -> Frame:
    """Take out samples of one moment that do not say the same: which of them counts, nobody knows."""
    limits = {
        f"{name}_{which}": getattr(inner(name), which)().over(*moment)
        for name in _ONE_SAMPLE
        for which in ("min", "max")
    }
    frame = frame.with_columns(**_named(**limits))
    differs = [(inner(f"{name}_min") != inner(f"{name}_max")).fill_null(False) for name in _ONE_SAMPLE]
    clash = inner("usable") & nw.any_horizontal(*differs, ignore_nulls=True)
    frame = frame.with_columns(**_named(own=nw.coalesce(inner("own"), nw.when(clash).then(nw.lit(Q_SAME_TIME)))))
    return frame.with_columns(**_named(usable=inner("usable") & ~clash))


def _before(frame: Frame, series: list[str]) -> Frame:
    """Add to each sample what is known of the one before it, on every row that the sample stands on."""
    order = INTERNAL + "hcg_seconds"
    shifted = {
        f"{name}_shifted": inner(name).shift(1).over(*series, order_by=order) for name in (*_ONE_SAMPLE, "hcg_seconds")
    }
    frame = frame.with_columns(**_named(**shifted))
    earlier = inner("usable") & (inner("hcg_seconds_shifted") < inner("hcg_seconds"))
    found = {
        f"{name}_0": nw.when(earlier).then(inner(f"{name}_shifted")).max().over(*series, order)
        for name in (*_ONE_SAMPLE, "hcg_seconds")
    }
    frame = frame.with_columns(**_named(**found))
    return frame.with_columns(
        **_named(
            value=nw.when(inner("usable")).then(inner("hcg_iu_l")),
            hours=(inner("hcg_seconds") - inner("hcg_seconds_0")) / SECONDS_PER_HOUR,
        )
    )


def _asked() -> nw.Expr:
    first, second = inner("hcg_iu_l_0"), inner("value")
    mixed = [(inner(name) != inner(f"{name}_0")).fill_null(False) for name in ("hcg_kind", "hcg_laboratory")]
    far = (second >= first * QUESTIONED_FACTOR) | (first >= second * QUESTIONED_FACTOR)
    return _first_of((inner("usable") & nw.any_horizontal(*mixed, ignore_nulls=True), Q_MIXED), (far, Q_UNITS))


def _compared(answer: nw.Expr) -> nw.Expr:
    return nw.when(inner("asked").is_null() & (inner("hours") > 0)).then(answer)


def _smallest() -> nw.Expr:
    low, high = rise.MIDDLE_BAND
    first = inner("hcg_iu_l_0")
    above = nw.when(first <= high).then(nw.lit(_START[1])).otherwise(nw.lit(_START[2]))
    return nw.when(first < low).then(nw.lit(_START[0])).otherwise(above)


def _below(limit: nw.Expr) -> nw.Expr:
    """Exact at 48 hours, where a limit is met or missed by a hair; per 48 hours elsewhere; refused outside 24 to 96."""
    at_48 = (inner("value") * 100).round(6) < (inner("hcg_iu_l_0") * (limit * 100).round(0)).round(6)
    fits = inner("hours").is_between(rise.FEWEST_HOURS, rise.MOST_HOURS)
    return _compared(
        nw.when(fits).then(nw.when(inner("hours") == TWO_DAYS).then(at_48).otherwise(_ratio_48h() < limit))
    )


def _ratio() -> nw.Expr:
    return inner("value") / inner("hcg_iu_l_0")


def _ratio_48h() -> nw.Expr:
    return _ratio() ** (TWO_DAYS / inner("hours"))


def _times() -> nw.Expr:
    return inner("hours") / _ratio().log(2)


def _nice() -> nw.Expr:
    """The strict limits: exactly 63% and exactly 50% are between."""
    second = (inner("value") * 100).round(6)
    rises = second > (inner("hcg_iu_l_0") * round(100 * nice.RISE_OVER)).round(6)
    falls = second < (inner("hcg_iu_l_0") * round(100 * nice.FALL_UNDER)).round(6)
    location, band = inner("location"), nice.NiceBand
    cases = (
        (location.is_null(), band.UNKNOWN),
        (location != "unknown", band.NOT_APPLICABLE),
        (~inner("hours").is_between(nice.EARLIEST_HOURS, nice.LATEST_HOURS), band.NOT_INTERPRETABLE),
        (rises, band.RISE),
        (falls, band.FALL),
        (~second.is_null(), band.BETWEEN),
    )
    return _first_of(*((holds, found.value) for holds, found in cases))


HCG: dict[str, nw.Expr] = {
    "hcg_hours": _compared(inner("hours")),
    "hcg_ratio": _compared(_ratio()),
    "hcg_ratio_48h": _compared(_ratio_48h()),
    "hcg_doubling_hours": _compared(nw.when(_ratio() > 1).then(_times())),
    "hcg_half_life_hours": _compared(nw.when(_ratio() < 1).then(-_times())),
    "hcg_smallest_ratio_48h": _compared(_smallest()),
    "hcg_below_barnhart2016": _below(_smallest()),
    "hcg_below_barnhart2004": _below(nw.lit(rise.smallest_rise(0.0, "barnhart2004").ratio_48h)),
    "hcg_below_cautious": _below(nw.lit(rise.smallest_rise(0.0, "cautious").ratio_48h)),
    "hcg_nice_band": _compared(_nice()),
}
"""What is said of a sample that has one before it. ``hcg_questions`` comes after these."""


def with_progesterone(frame: Frame, *, in_ng_ml: bool) -> Frame:
    """Add what the first step of the two-step triage says, for clinics, and what to ask about the unit."""
    level, first_step = inner("progesterone_nmol_l"), float(progesterone.cut_offs()["two_step"].cut_off_nmol_l)
    impossible = (level < 0) | (level > progesterone.LARGEST_NMOL_L)
    outside = (
        (inner("location") != "unknown").fill_null(False)
        | inner("on_progesterone").fill_null(False)
        | (inner("hcg_iu_l") <= progesterone.RISE_ABOVE_IU_L).fill_null(False)
    )
    other_unit = (
        (level > nmol_l_from_ng_ml(QUESTIONED_NG_ML), Q_NG_ML) if in_ng_ml else (level <= QUESTIONED_NMOL_L, Q_NMOL_L)
    )
    not_said = inner("location").is_null() | inner("on_progesterone").is_null()
    steps = _first_of(
        (outside, "not_applicable"),
        (not_said, "unknown"),
        (level <= first_step, "low_risk_step_1"),
        (level > first_step, "go_to_step_2"),
    )
    frame = frame.with_columns(**_named(progesterone_questions=_first_of((impossible, Q_PROGESTERONE), other_unit)))
    unasked = ~level.is_null() & inner("progesterone_questions").is_null()
    return frame.with_columns(**_named(progesterone_two_step=nw.when(unasked).then(steps)))


PROGESTERONE = ("progesterone_two_step", "progesterone_questions")
