"""The one heart-rate study that fits, as counts of people. Never her chance, and never beside a row that is met."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.app.charts import Chart, dots_chart, interval_bar
from gravida.app.words import rates
from gravida.app.words.guidelines import GRAVE
from gravida.app.words.notes import MarginNote, source_note
from gravida.engine.assessment import Assessment, CountNote, HeartRateNote
from gravida.engine.rule import Category
from gravida.engine.wilson import FEWEST_FOR_AN_INTERVAL


@dataclass(frozen=True)
class Chances:
    """One study: its sentence with both counts, its drawings, who was counted, and why this study."""

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
    sources: tuple[MarginNote, ...]


def chances(found: Assessment) -> Chances | None:
    """Return the study that fits best, or None where none may be shown."""
    if any(asked.blocks for asked in found.questions) or any(
        Category(note.category) in GRAVE for note in found.guidelines
    ):
        return None
    counted = [(note, note.count) for note in found.heart_rate if note.count is not None]
    if not counted:
        return None
    study, count = max(counted, key=lambda one: one[1].of)
    return _shown(study, count, [other for note, other in counted if note is not study])


def _shown(study: HeartRateNote, count: CountNote, others: list[CountNote]) -> Chances:
    key = study.source.key
    continued = count.of - count.lost
    enough = count.of >= FEWEST_FOR_AN_INTERVAL and count.low_percent is not None and count.high_percent is not None
    bar, words = None, ""
    if enough:
        assert count.low_percent is not None
        assert count.high_percent is not None
        low, high = 100 - count.high_percent, 100 - count.low_percent
        bar = interval_bar(low, 100 * continued / count.of, high)
        words = (
            f"Out of 100, with room for chance in a study of this size: {low:.0f} to {high:.0f} {rates.CONTINUED[key]}."
        )
    return Chances(
        year=study.source.year,
        sentence=f"Of {count.of} pregnancies with a heart rate in this group, {continued} {rates.CONTINUED[key]} and "
        f"{count.lost} {rates.ENDED[key]}.",
        dots=dots_chart(continued, count.lost) if enough else None,
        interval=bar,
        interval_words=words or "There were fewer than 20, so only the counts are given.",
        who=rates.WHO[key],
        ended_means=f"{rates.ENDED[key][:1].upper()}{rates.ENDED[key][1:]}. What came later is not counted here.",
        why_this="Of the studies that counted people with a rate like this at this age, it counted the most. "
        "One study at a time is shown, and nothing is multiplied.",
        on_the_line=rates.on_the_line(study.age_days),
        smaller=_smaller(continued / count.of, others),
        sources=(source_note("Study.", study.source), MarginNote("Interval.", "Wilson, worked out here.")),
    )


def _smaller(share: float, others: list[CountNote]) -> str:
    """Say where narrower groups point the other way, so that a wide group does not promise more than it knows."""
    fewer = [other for other in others if (other.of - other.lost) / other.of < share]
    if not fewer:
        return ""
    return (
        "The group here is wide. Smaller studies looked at rates nearer to this one, and in them fewer continued. "
        "They counted too few people to draw."
    )
