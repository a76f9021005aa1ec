"""The one table that fits what is written down best, as counts of people. Never her chance, never beside a met row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gravida.app.charts import Chart, dots_chart, interval_bar, share_chart
from gravida.app.charts.dots import MOST_PEOPLE
from gravida.app.record.earlier import Earlier
from gravida.app.record.written import REASONS
from gravida.app.words import rates
from gravida.app.words.guidelines import GRAVE
from gravida.app.words.notes import MarginNote, source_note
from gravida.engine.assessment import Assessment, CountNote
from gravida.engine.chances.estimate import PERCENT, Estimate, Shown
from gravida.engine.chances.most_specific import FINDINGS, most_specific
from gravida.engine.chances.words import decimals
from gravida.engine.explain import note
from gravida.engine.rule import Category

FEW = "There were fewer than 20, so only the counts are given."
OTHER_RATE = "The heart rate at the next look is in another group. Then another table applies."
OTHER_FINDINGS = "The next look shows something else. Then another table can apply."
NO_LOOK_YET = "A scan is done. Then another table can apply."
NOT_WRITTEN = "not written down"


@dataclass(frozen=True)
class Chances:
    """One study: its sentence with both counts, its drawings, who was counted, and why this study.

    ``also`` says what its neighbouring group counted, on a day that lies on the line between the two.
    """

    year: int
    sentence: str
    dots: Chart | None
    interval: Chart | None
    interval_words: str
    who: str
    ended_means: str
    why_this: str
    smaller: str
    on_the_line: str
    also: tuple[str, ...]
    caveats: tuple[str, ...]
    chosen_by: str
    does_not_fit: str
    sources: tuple[MarginNote, ...]


def chances(found: Assessment, record: Sequence[Mapping[str, Any]], before: Earlier) -> Chances | None:
    """Return the table that fits a scan best, or None where none may be shown.

    ``record`` holds the rows of the scan and of those before it, ``before`` what her record tells of earlier ones. A
    row of any guideline she reads that is met, or a question that is open, leaves nothing to show: that is stricter
    than the engine, which reads its usual guidelines.
    """
    if any(asked.blocks for asked in found.questions) or any(
        Category(note.category) in GRAVE for note in found.guidelines
    ):
        return None
    known = {} if before.losses is None else {"miscarriages": before.losses}
    answer = most_specific([{**row, **known} for row in record])
    if not answer.shown:
        return None
    return _shown(answer.shown, answer.why, found, _chosen_by(record[-1], before, scanned=_looked(found)))


def _chosen_by(row: Mapping[str, Any], before: Earlier, *, scanned: bool) -> str:
    """Say what of her record chooses the study, also what is not written down."""
    reason, age = REASONS.get(row.get("scan_reason", ""), ""), row.get("maternal_age_y")
    losses = str(before.counted) if before.counted else NOT_WRITTEN
    if before.left_open:
        losses = f"not known, because for {before.left_open} of them how it ended is not written down"
    parts = [
        *([f"why the scan was done: {reason.lower() or NOT_WRITTEN}"] if scanned else []),
        f"earlier ones that ended by themselves: {losses}",
        f"your age: {NOT_WRITTEN if age is None else age}",
    ]
    return _upper(f"{'; '.join(parts)}.")


def _shown(numbers: Sequence[Shown], why: str, found: Assessment, chosen_by: str) -> Chances:
    first, others = numbers[0], numbers[1:]
    by_rate = _by_rate(first)
    key = first.source.work.key
    words, bar = _interval(first)
    how = first.interval.how.says if isinstance(first, Estimate) else ""
    counted = [other.count for other in found.heart_rate if other.count is not None and other.source.key != key]
    return Chances(
        year=first.source.work.year,
        sentence=_sentence(first),
        dots=_dots(first),
        interval=bar,
        interval_words=words,
        who=rates.WHO[key] if by_rate else f"{_upper(first.people.who)} ({first.people.years}).",
        ended_means=f"{_upper(rates.ENDED[key] if by_rate else first.people.outcome)}. "
        "What came later is not counted here.",
        why_this=f"{why} One study at a time is shown, and nothing is multiplied.",
        smaller=_smaller(1 - first.lost / first.n, counted) if by_rate and first.lost is not None else "",
        on_the_line=rates.on_the_line(found.heart_rate[0].age_days) if by_rate and found.heart_rate else "",
        also=tuple(f"The other group of this study: {_sentence(other)} {_interval(other)[0]}" for other in others),
        caveats=first.caveats,
        chosen_by=chosen_by,
        does_not_fit=OTHER_RATE if by_rate else OTHER_FINDINGS if _looked(found) else NO_LOOK_YET,
        sources=(
            source_note("Study.", note(first.source)),
            *((MarginNote("Interval.", f"{_upper(how)}."),) if how else ()),
        ),
    )


CONTINUED = "continued"
"""How an outcome begins that is not an end."""


def _dots(number: Shown) -> Chart | None:
    """Draw a dot for each person where both counts are printed and few enough; else dots that stand for a share.

    Of fewer than 20 people only the counts are given.
    """
    if not isinstance(number, Estimate):
        return None
    if number.lost is not None and number.n <= MOST_PEOPLE:
        return dots_chart(number.n - number.lost, number.lost)
    goes_on = number.people.outcome.startswith(CONTINUED)
    ended = 100 - number.value if goes_on else number.value
    return share_chart(ended, number.n, decimals(number.interval.low, number.interval.high))


def _looked(found: Assessment) -> bool:
    return any(line.column in FINDINGS for line in found.written)


def _by_rate(number: Shown) -> bool:
    """Whether it is a group of heart rates that her page has words for."""
    return number.source.work.key in rates.ENDED and "-HR-" in number.id


def _sentence(number: Shown) -> str:
    key = number.source.work.key
    if number.lost is None:
        assert isinstance(number, Estimate)
        places = decimals(number.interval.low, number.interval.high)
        return f"Of {number.n:,} in this study, {number.value:.{places}f} in 100 {number.people.outcome}."
    continued = number.n - number.lost
    if _by_rate(number):
        return (
            f"Of {number.n} pregnancies with a heart rate in this group, {continued} {rates.CONTINUED[key]} and "
            f"{number.lost} {rates.ENDED[key]}."
        )
    return (
        f"Of {number.n:,} pregnancies in this study, {continued:,} continued; {number.lost:,} {number.people.outcome}."
    )


def _interval(number: Shown) -> tuple[str, Chart | None]:
    """Return the interval in words and as a bar: of those that continued, or of the share where no count is printed."""
    if not isinstance(number, Estimate) or number.unit != PERCENT:
        return FEW, None
    low, high, value, what = number.interval.low, number.interval.high, number.value, number.people.outcome
    if number.lost is not None:
        low, high, value, what = 100 - high, 100 - low, 100 - value, "continued"
        what = rates.CONTINUED[number.source.work.key] if _by_rate(number) else what
    places = decimals(low, high)
    span = f"{low:.{places}f} to {high:.{places}f}"
    return (
        f"Out of 100, with room for chance in a study of this size: {span} {what}.",
        interval_bar(low, value, high),
    )


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _smaller(share: float, others: Sequence[CountNote]) -> str:
    """Say where narrower groups point the other way, so that a wide group does not promise more than it knows."""
    fewer = [other for other in others if (other.of - other.lost) / other.of < share]
    if not fewer:
        return ""
    return (
        "The group here is wide. Smaller studies looked at rates nearer to this one, and in them fewer continued. "
        "They counted too few people to draw."
    )
