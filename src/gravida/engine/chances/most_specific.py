"""Of all tables the one that fits a record best, and why that one. One table, never two multiplied.

The order is by how much a table knows about the people in it: two heart rates, one heart rate, sac and length, a bleed
beside the sac, the trimester, why they were scanned, what came before, the week. What is recorded and is not in the
table that was chosen is named, and no second table is put on top of it. Race is not an input. There is no number where
a guideline has concluded anything about the scan, where it is not known where the pregnancy is, where it lies outside
the womb, and where there is more than one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from gravida.engine import given
from gravida.engine.assessment import Assessment
from gravida.engine.chances import by_heart_rate as rates
from gravida.engine.chances.after_heartbeat import CHOICES, ScanReason, after_heartbeat
from gravida.engine.chances.answer import Answer
from gravida.engine.chances.bleeding import naert
from gravida.engine.chances.by_age import all_ages
from gravida.engine.chances.by_history import by_history
from gravida.engine.chances.by_week import FIRST_WEEK, LAST_WEEK, remaining
from gravida.engine.chances.estimate import Shown
from gravida.engine.chances.later import SECOND_TRIMESTER_DAYS, later
from gravida.engine.chances.recurrent_loss import in_all as after_recurrent_loss
from gravida.engine.chances.sac_and_yolk_sac import small_sac
from gravida.engine.explain import explain
from gravida.engine.heart_rate import studies
from gravida.engine.rule import Category
from gravida.errors import InputError
from gravida.values import read_scan

QUESTION = "Of people like these, how many had a loss?"

CONCLUDED = {
    Category.DIAGNOSTIC: "A guideline lists these findings among its criteria for a loss. A number adds nothing to "
    "the second look that is asked for.",
    Category.CLINICIAN_DECIDES: "The second scan that the guideline asks for has been done; people decide now.",
    Category.SECOND_OPINION: "A guideline asks for a second opinion or a second scan first.",
    Category.URGENT_CONFIRMATION: "A heartbeat was seen before and is not recorded now. Someone else looks first.",
}
NO_PLACE = (
    "Where the pregnancy is has not been found yet, so no number is given. A pregnancy outside the womb stays possible."
)
NOT_FOR_THESE = "The tables are about one embryo in its usual place in the womb."
NO_HEARTBEAT = (
    "The scan was recorded and no heartbeat is recorded with it. No table here is about that, and the models "
    "for it have no "
    "verified coefficients (Bottomley 2011 and 2013)."
)
ENDED = "The pregnancy is recorded as ended, so there is no chance to give."
NO_SCAN_AND_NO_WEEK = "Neither a heartbeat nor the age of the pregnancy is recorded."
SMALL_SAC_DAYS = (40, 63)
SMALL_SAC_MM = 5


@dataclass(frozen=True, slots=True)
class Case:
    """What the tables ask of a record, read once."""

    scan: Mapping[str, Any]
    before: tuple[Mapping[str, Any], ...]
    age_days: int | None
    beating: bool
    scanned: bool


def most_specific(record: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> Answer:
    """Return the one number of the table that fits best, and why; or no number, and why not.

    Parameters
    ----------
    record
        One scan as a mapping of columns (``gravida columns``) to values, or the scans of one pregnancy. Read are the
        findings, ``ga_days`` or dates, ``scan_reason``, ``bleeding``, ``subchorionic_hematoma``, ``miscarriages``,
        ``gravida`` and ``maternal_age_y``.

    Raises
    ------
    InputError
        A value cannot be read, or an age cannot be.
    """
    scans = [record] if isinstance(record, Mapping) else list(record)
    if not scans:
        raise InputError("there is no record.", "Give one, as a mapping of columns to values.")
    read = [read_scan(scan) for scan in scans]
    assessment = explain(scans)
    help_now = (*(f"{sign.says}: {sign.what_to_do}" for sign in assessment.help_now),)
    latest = max(range(len(read)), key=lambda place: (read[place].get("exam_date") or 0, place))
    _check(read[latest])
    stop = _stops(assessment, read[latest]) or _stopped_before(scans, read, latest)
    if stop:
        return Answer(question=QUESTION, not_known=(stop,), help_now=help_now)
    case = _case(assessment, read, latest)
    for table in TABLES:
        found = table(case)
        if found is not None:
            why = " ".join(filter(None, (found.why, _left_out(case.scan, found.uses))))
            return Answer(question=QUESTION, shown=found.numbers, why=why, help_now=help_now)
    gap = NO_HEARTBEAT if case.scanned and not case.beating else NO_SCAN_AND_NO_WEEK
    if case.beating:
        gap = "A heartbeat is recorded, and no table is about this age or the age is not recorded. Give ga_days."
    return Answer(question=QUESTION, not_known=(gap,), help_now=help_now)


def _check(scan: Mapping[str, Any]) -> None:
    if scan.get("maternal_age_y") is not None:
        given.age(scan["maternal_age_y"])
    if scan.get("miscarriages") is not None:
        given.losses("miscarriages", scan["miscarriages"])
    if scan.get("ga_days") is not None:
        given.ga_days(scan["ga_days"])


def _stops(assessment: Assessment, scan: Mapping[str, Any]) -> str:
    """Return why there is no number, or nothing."""
    asked = [question.asks for question in assessment.questions if question.blocks]
    if asked:
        return f"Something that was entered asks a question first: {asked[0]}"
    if scan.get("outcome") not in (None, "unknown"):
        return ENDED
    if scan.get("location") == "unknown":
        return NO_PLACE
    reasons = {note.why for note in assessment.guidelines}
    if reasons & {"site", "number", "molar"}:
        return NOT_FOR_THESE
    if "no_sac" in reasons:
        return NO_PLACE
    for category, why in CONCLUDED.items():
        if any(note.category == category.value for note in assessment.guidelines):
            return why
    return ""


def _stopped_before(scans: Sequence[Mapping[str, Any]], read: list[dict[str, Any]], latest: int) -> str:
    """Return what an earlier scan concluded, which a later record without a heartbeat does not undo; or nothing."""
    if _beats(read[latest]):
        return ""
    for place in range(len(scans)):
        found = {note.category for note in explain(scans, place).guidelines} if place != latest else set()
        for category, why in CONCLUDED.items():
            if category.value in found:
                return why
    return ""


def _beats(scan: Mapping[str, Any]) -> bool:
    return scan.get("heart_activity") == "present" or bool(scan.get("heart_rate_bpm"))


FINDINGS = ("heart_activity", "crl_mm", "msd_mm", "gs_seen", "embryo_seen", "yolk_sac_seen")


def _case(assessment: Assessment, read: list[dict[str, Any]], latest: int) -> Case:
    scan = read[latest]
    age = assessment.age
    from_size = age is not None and age.method.startswith(("crl_", "msd_")) and age.method != "crl_recorded"
    return Case(
        scan=scan,
        before=tuple(other for place, other in enumerate(read) if place != latest),
        age_days=None if age is None or from_size else age.days,  # an age from this sac chooses no table about its size
        beating=_beats(scan),
        scanned=any(scan.get(name) is not None for name in FINDINGS),
    )


class Table(NamedTuple):
    """The number of one table, why this one, and which of the things that may be recorded it is about."""

    numbers: tuple[Shown, ...]
    why: str
    uses: frozenset[str] = frozenset()


Found = Table | None

BLEEDING, BLEED_BESIDE, LOSSES, AGE = "bleeding", "a bleed beside the sac", "earlier losses", "age"


def bleeds(scan: Mapping[str, Any]) -> bool:
    """Whether any bleeding is recorded."""
    return scan.get("bleeding") in ("spotting", "light", "heavy")


def _left_out(scan: Mapping[str, Any], uses: frozenset[str]) -> str:
    """Name what is recorded and is not in the table: papers on it overlap, so they are never put together."""
    recorded = {
        BLEEDING: bleeds(scan),
        BLEED_BESIDE: scan.get("subchorionic_hematoma") is True,
        LOSSES: bool(scan.get("miscarriages")),
        AGE: scan.get("maternal_age_y") is not None,
    }
    names = [name for name, there in recorded.items() if there and name not in uses]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Also recorded, and not in this table: {listed}. No study read here has it all, and none is multiplied."


def _two_heart_rates(case: Case) -> Found:
    rate, day = case.scan.get("heart_rate_bpm"), case.age_days
    if not rate or day is None or not rates.FIRST_SCAN_DAYS[0] <= day <= rates.LATEST_DAY:
        return None
    today = case.scan.get("exam_date")
    for other in case.before:
        if today is None or other.get("exam_date") is None or not other.get("heart_rate_bpm"):
            continue
        first_day = day - (today - other["exam_date"])
        if other["exam_date"] >= today or not rates.FIRST_SCAN_DAYS[0] <= first_day <= rates.FIRST_SCAN_DAYS[1]:
            continue
        study = studies()["doubilet2005"]
        first = rates.band_of(study, other["heart_rate_bpm"], first_day)
        now = rates.band_of(study, rate, min(day, rates.FIRST_SCAN_DAYS[1]))
        if first is not None and now is not None and now.code == "normal":
            why = "Two heart rates are recorded, and this study followed people from the first to the second."
            return Table((rates.slow_then_normal(first.code),), why)
    return None


def _one_heart_rate(case: Case) -> Found:
    rate, day = case.scan.get("heart_rate_bpm"), case.age_days
    if not rate or day is None or not rates.EARLIEST_DAY <= day <= rates.LATEST_DAY:
        return None
    shown = rates.by_heart_rate(rate, day).shown
    newest = tuple(number for number in shown if number.source.work.key == "doubilet2005") or shown[:1]
    if not newest:
        return None
    both = " At 6w2d it can be read in two ways, so both of its groups are given." if len(newest) > 1 else ""
    why = "A heart rate and the week are recorded; this is the newest study with a group for both."
    return Table(newest, f"{why}{both}")


def _sac_and_length(case: Case) -> Found:
    msd, crl, day = case.scan.get("msd_mm"), case.scan.get("crl_mm"), case.age_days
    if not case.beating or msd is None or crl is None or day is None:
        return None
    if msd - crl >= SMALL_SAC_MM or not SMALL_SAC_DAYS[0] <= day <= SMALL_SAC_DAYS[1]:
        return None
    return Table((small_sac(small=True),), "The sac is less than 5 mm larger than the length, as in this study.")


def _bleed_beside_the_sac(case: Case) -> Found:
    if not case.beating or case.scan.get("subchorionic_hematoma") is not True:
        return None
    why = "A bleed beside the sac is recorded, as in this study."
    return Table((naert(with_bleed=True),), why, frozenset({BLEED_BESIDE}))


def _second_trimester_on(case: Case) -> Found:
    if case.age_days is None or case.age_days < SECOND_TRIMESTER_DAYS or (case.scanned and not case.beating):
        return None
    why = "The pregnancy has reached 14 weeks, and this study is about those that had."
    return Table(later(case.age_days).shown[:1], why)


def reason_of(scan: Mapping[str, Any]) -> ScanReason:
    """Return how a person came to be scanned: as said, else as her symptoms and her history say."""
    said = scan.get("scan_reason")
    symptoms = bleeds(scan) or scan.get("pain") in ("mild", "severe")
    if said in (ScanReason.SYMPTOMS, ScanReason.EMERGENCY_UNIT) or symptoms:
        return ScanReason.EMERGENCY_UNIT if said == ScanReason.EMERGENCY_UNIT else ScanReason.SYMPTOMS
    losses = scan.get("miscarriages")
    if said in (ScanReason.RECURRENT_LOSS, ScanReason.EARLIER_LOSSES):
        return ScanReason(said)
    if losses is not None and losses >= 1:
        return ScanReason.RECURRENT_LOSS if losses >= 3 else ScanReason.EARLIER_LOSSES
    return ScanReason.ROUTINE if said == ScanReason.ROUTINE else ScanReason.NOT_SAID


def _a_heartbeat(case: Case) -> Found:
    if not case.beating or case.age_days is None:
        return None
    reason = reason_of(case.scan)
    for fits in dict.fromkeys((reason, ScanReason.NOT_SAID)):
        choice = CHOICES[fits]
        if choice.first_day <= case.age_days <= choice.last_day:
            return Table(after_heartbeat(fits.value, case.age_days).shown, choice.because, _USES.get(fits, frozenset()))
    return None


_USES = {
    ScanReason.SYMPTOMS: frozenset({BLEEDING}),
    ScanReason.EMERGENCY_UNIT: frozenset({BLEEDING}),
    ScanReason.EARLIER_LOSSES: frozenset({LOSSES}),
    ScanReason.RECURRENT_LOSS: frozenset({LOSSES}),
}


def _recurrent_loss(case: Case) -> Found:
    losses = case.scan.get("miscarriages")
    if case.scanned or case.age_days is not None or losses is None or losses < 3:
        return None
    why = "Three or more losses are recorded, and no pregnancy of now."
    return Table((after_recurrent_loss(),), why, frozenset({LOSSES}))


def _history_and_age(case: Case) -> Found:
    losses, age = case.scan.get("miscarriages"), case.scan.get("maternal_age_y")
    if case.scanned or case.age_days is not None or losses not in (1, 2) or age is None:
        return None
    shown = by_history("1_loss" if losses == 1 else "2_losses", age_years=age).shown
    if len(shown) < 2:
        return None
    in_a_row = case.scan.get("gravida") == losses + 1
    order = "" if in_a_row else " It counts losses that came one after the other; whether they did is not recorded."
    why = f"Earlier losses and an age are recorded, and one paper has both.{order}"
    return Table(shown[:1], why, frozenset({LOSSES, AGE}))


def _the_week(case: Case) -> Found:
    if case.scanned or case.age_days is None:
        return None
    week = case.age_days // 7
    if not FIRST_WEEK <= week <= LAST_WEEK:
        return None
    return Table((remaining(week),), "No scan is recorded, and this table counts from the week that is reached.")


def _only_an_age(case: Case) -> Found:
    if case.scanned or case.age_days is not None or case.scan.get("maternal_age_y") is None:
        return None
    why = (
        "An age is recorded, and neither a scan nor a week. The share for one age has no interval here, so that for "
        "all ages is given."
    )
    return Table((all_ages(),), why, frozenset({AGE}))


TABLES: tuple[Callable[[Case], Found], ...] = (
    _two_heart_rates,
    _one_heart_rate,
    _sac_and_length,
    _bleed_beside_the_sac,
    _second_trimester_on,
    _a_heartbeat,
    _recurrent_loss,
    _history_and_age,
    _the_week,
    _only_an_age,
)
"""Most specific first."""
