"""Heart rate: how many of a group of one study had a loss in the first trimester, study by study, never pooled.

The groups are those of :mod:`gravida.engine.heart_rate`; nothing says a second time what "slow" is. The word changed
between 1999 and 2005, so the two stand side by side with their own limits. A slow rate diagnoses nothing.
"""

from __future__ import annotations

from gravida.engine import given
from gravida.engine.chances.answer import Answer
from gravida.engine.chances.estimate import NOT_SEEN, People, PrintedFigure, Shown
from gravida.engine.chances.study import Study
from gravida.engine.heart_rate import studies
from gravida.engine.heart_rate.study import Band
from gravida.engine.heart_rate.study import Study as RateStudy
from gravida.errors import InputError
from gravida.evidence.published import Mark, published_table, row_of

NOT_A_DIAGNOSIS = "A slow heartbeat by itself is never a diagnosis of loss."
AT_44_DAYS = 44
"""6w2d is 6.29 weeks, which is 6.3 only when rounded: the bands of both sides are shown."""

FOLLOWED = Study(
    "doubilet2005",
    "doubilet2005",
    "abstract",
    People(
        who=(
            "one Boston group, single pregnancies scanned at 6.0 to 7.0 weeks, and again by 8.0 weeks with a rate "
            "in the fastest group"
        ),
        years=NOT_SEEN,
        outcome="ended before the end of the first trimester",
    ),
)
EARLIER_SERIES = Study(
    "doubilet1999",
    "doubilet1999",
    "abstract",
    People(
        who="one Boston group, single pregnancies with a heartbeat up to 7.0 weeks",
        years=NOT_SEEN,
        outcome="ended before the end of the first trimester",
    ),
    ("Slow here means under 100 up to 43 days and under 120 at 44 to 49 days. Later papers mean another thing.",),
)
EARLIEST_DAY, LATEST_DAY = 35, 56
FIRST_SCAN_DAYS = (42, 49)


def by_heart_rate(bpm: float, ga_days: int) -> Answer:
    """Return, for each study with a group for this rate and age, how many of that group had a loss.

    Raises:
        InputError: a rate or an age that cannot be, or that no study is about.
    """
    rate = _rate(bpm)
    day = _day(ga_days)
    shown: list[Shown] = []
    printed: list[PrintedFigure] = []
    for reading in (43, 44) if day == AT_44_DAYS else (day,):
        for study in studies().values():
            band = band_of(study, rate, reading)
            if band is None:
                continue
            if band.count is not None:
                shown.append(_of_band(study, band, day))
        shown.extend(_of_1999(rate, reading))
    printed += _stefos(day)
    unique = {number.id: number for number in shown}
    gaps = [] if unique else ["No study here counted losses for this rate at this age."]
    if day == AT_44_DAYS:
        gaps.append("At 6w2d the limits change, and the papers can be read either way: both groups are given.")
    return Answer(
        question="Of pregnancies with a heart rate like this at this age, how many had a loss?",
        shown=tuple(sorted(unique.values(), key=lambda found: (found.source.work.year, found.n), reverse=True)),
        why=f"Study by study, never pooled. {NOT_A_DIAGNOSIS}",
        printed=tuple(printed),
        not_known=tuple(gaps),
    )


def band_of(study: RateStudy, bpm: float, ga_days: int) -> Band | None:
    """Return the band of a study for a rate and an age in days."""
    env = {"heartbeat": True, "heart_rate_bpm": bpm, "heart_age_days": ga_days}
    return next((band for band in study.bands if band.when.holds(env) is True), None)


def slow_then_normal(first_band: str = "slow") -> Shown:
    """Return what became of those whose rate was in one of three groups at first and in the fastest by 8 weeks.

    Raises:
        InputError: there is no such group.
    """
    known = ("slow", "borderline", "normal")
    if first_band not in known:
        raise InputError(f"first_band {first_band!r} is not a group of this study.", f"Write {', '.join(known)}.")
    row = row_of("ehr_bands_benson_doubilet", band=f"{first_band} then normal")
    return FOLLOWED.counted(
        f"{first_band}-then-normal",
        int(row["first_trimester_deaths"]),
        int(row["n"]),
        Mark(row["evidence"]),
        who=f"{FOLLOWED.people.who}; at first the rate was in the {_GROUPS[first_band]} of three groups",
        caveats=(NOT_A_DIAGNOSIS,),
    )


_GROUPS = {"slow": "slowest", "borderline": "middle one", "normal": "fastest"}
_GROUP_WORDS = {
    "slow": "the slowest of three groups: under 90 up to 43 days, under 110 at 44 to 49 days",
    "borderline": "the middle one of three groups: 90 to 99 up to 43 days, 110 to 119 at 44 to 49 days",
    "normal": "the fastest of three groups: 100 and over up to 43 days, 120 and over at 44 to 49 days",
    "rapid": "rapid: 135 and over up to 43 days, 155 and over at 44 to 49 days",
    "under_70": "rates under 70",
    "70_to_79": "rates of 70 to 79",
    "80_to_90": "rates of 80 to 90",
    "under_85": "rates under 85",
}


def _of_band(study: RateStudy, band: Band, day: int) -> Shown:
    assert band.count is not None
    mark = Mark.SEEN_TWICE if band.source.seen_in > 1 else Mark.SEEN_ONCE
    about = Study(
        study.key,
        band.source.work.key,
        band.source.where,
        People(who=f"{study.population}; {_GROUP_WORDS[band.code]}", years=NOT_SEEN, outcome=band.count.outcome),
        (NOT_A_DIAGNOSIS,),
    )
    note = band.note if day == AT_44_DAYS or "44 days" not in band.note else ""
    return about.counted(band.id, band.count.lost, band.count.of, mark, caveats=(note,) if note else ())


def _of_1999(bpm: float, day: int) -> list[Shown]:
    """The series of 1999 used the limits of 1995, so its groups are read by those."""
    band = band_of(studies()["doubilet1995"], bpm, day)
    if band is None or band.id == "HR-3" or day > FIRST_SCAN_DAYS[1]:
        return []
    slow = band.code == "below_limit"
    return [series_of_1999(slow=slow)]


def series_of_1999(*, slow: bool) -> Shown:
    """Return the slow or the other group of the series of 1999."""
    rows = [row for row in published_table("ehr_bands_benson_doubilet") if row["year"] == "1999"]
    row = next(row for row in rows if row["band"].startswith("slow") is slow)
    return EARLIER_SERIES.counted(
        "slow" if slow else "not-slow",
        int(row["first_trimester_deaths"]),
        int(row["n"]),
        Mark(row["evidence"]),
        who=f"{EARLIER_SERIES.people.who}, {'slow' if slow else 'not slow'}",
        caveats=("Printed as the share that went on; the count is worked out.",),
    )


def _stefos(day: int) -> list[PrintedFigure]:
    return [figure for first, last, figure in _stefos_groups() if first <= day <= last]


def _stefos_groups() -> list[tuple[int, int, PrintedFigure]]:
    people = People(who=studies()["stefos1998"].population, years=NOT_SEEN, outcome="ended")
    about = Study("stefos1998", "stefos1998", "abstract", people)
    found = []
    for row in published_table("ehr_stefos_1998"):
        first, last = map(int, row["gestation_days"].split("-"))
        figure = about.printed(
            row["gestation_days"],
            f"{row['loss_in_best_band_pct']}% in the best group, {row['best_band_bpm']} beats, at days "
            f"{first} to {last}",
            Mark(row["evidence"]),
            lacks="an interval and the size of the group",
            value=float(row["loss_in_best_band_pct"]),
        )
        found.append((first, last, figure))
    return found


def _rate(bpm: float) -> float:
    if bpm == 0:
        raise InputError(
            "a heart rate of 0 can mean none or not measured.",
            "Leave the rate out and say whether a heartbeat was seen.",
            value=bpm,
        )
    return given.number("bpm", bpm, 1, 300, "Write beats a minute, as the report gives them.")


def _day(ga_days: int) -> int:
    day = given.ga_days(ga_days)
    if not EARLIEST_DAY <= day <= LATEST_DAY:
        raise InputError(
            f"these studies are about 35 to 56 days (5w0d to 8w0d), not {day}.",
            "After 8 weeks ask about loss after a heartbeat.",
            value=ga_days,
        )
    return day


def every() -> tuple[Shown, ...]:
    """Return every number of this question."""
    bands = [(study, band) for study in studies().values() for band in study.bands if band.count is not None]
    return (
        *(_of_band(study, band, 0) for study, band in bands),
        *(series_of_1999(slow=slow) for slow in (True, False)),
        *(slow_then_normal(band) for band in _GROUPS),
    )


def every_printed() -> tuple[PrintedFigure, ...]:
    """Return every figure as it is printed."""
    return tuple(figure for _, _, figure in _stefos_groups())
