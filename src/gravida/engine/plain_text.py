"""An assessment as plain text, help-now signs first."""

from __future__ import annotations

from textwrap import fill

from gravida.engine.assessment import Assessment, GuidelineNote, HeartRateNote, SourceNote

WIDTH = 88


def plain_text(found: Assessment) -> str:
    """Return the assessment as text for a terminal or a print."""
    blocks = [
        _help_now(found),
        _list("Please check first", [asked.asks for asked in found.questions]),
        _list("What was written down", [f"{line.label}: {line.words}" for line in found.written]),
        _age(found),
        _size(found),
        _list("Close to a limit", found.close_to_a_limit),
        _title("What guidelines print about findings like these"),
        *(_guideline(guideline) for guideline in found.guidelines),
        *([_title("The heart rate, study by study")] if found.heart_rate else []),
        *(_heart_rate(rate) for rate in found.heart_rate),
        *([_title("What single studies saw")] if found.studies else []),
        *(_paragraphs(f"{study.saw} {study.note}", _source(study.source)) for study in found.studies),
        _list("Questions to take with you", found.ask_your_clinic),
        _list("Rules that were switched off", found.rules_off),
        _paragraphs(
            f"This is {found.reviewed}. It reports what is published about the findings entered; people decide. "
            f"Gravida {found.engine_version}."
        ),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _title(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"


def _paragraphs(*texts: str, indent: str = "") -> str:
    return "\n".join(
        fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        for text in texts
        if text
    )


def _list(title: str, lines: list[str]) -> str:
    if not lines:
        return ""
    return "\n".join(
        [_title(title), *(fill(line, WIDTH, initial_indent="- ", subsequent_indent="  ") for line in lines)]
    )


def _help_now(found: Assessment) -> str:
    if not found.help_now:
        return ""
    return "\n".join(
        [
            _list("Get help now", [sign.says for sign in found.help_now]),
            "",
            _paragraphs(found.help_now[0].what_to_do),
        ]
    )


def _age(found: Assessment) -> str:
    if found.age is None:
        return ""
    age = found.age
    line = f"{age.weeks_and_days} ({age.days} days), {age.note}"
    if age.low_days is not None and age.high_days is not None:
        line = f"{age.low_days:g} to {age.high_days:g} days, {age.note}"
    return "\n".join([_title("How far along"), _paragraphs(line, _source(age.source) if age.source else "")])


def _size(found: Assessment) -> str:
    if found.size is None:
        return ""
    size = found.size
    line = f"{size.value:g} mm is at z {size.z:+.2f}, the {size.centile:.1f}th centile of the table for this age."
    return "\n".join([_title("The crown-rump length in its table"), _paragraphs(line, _source(size.source))])


def _guideline(guideline: GuidelineNote) -> str:
    lines = [guideline.says, guideline.does_not_say]
    if guideline.look_again is not None:
        lines.append(f"Look again: {guideline.look_again.words}.")
    for rule in guideline.rules:
        if rule.met:
            compared = f", compared with the scan of {rule.compared_with}" if rule.compared_with else ""
            row = "Not applied: row" if guideline.category == "urgent_confirmation" else "Row"
            lines.append(f"{row} {rule.id}{compared}: {rule.says}. {rule.note}".strip())
    lines.append(guideline.warning)
    lines.append(_source(guideline.source))
    return "\n".join([f"{guideline.title}, {guideline.edition}", _paragraphs(*lines, indent="  ")])


def _heart_rate(rate: HeartRateNote) -> str:
    lines = [rate.says]
    if rate.count is not None:
        count = rate.count
        interval = (
            ""
            if count.low_percent is None or count.high_percent is None
            else f" (95% interval {count.low_percent:.0f} to {count.high_percent:.0f}%)"
        )
        lines.append(
            f"Of {count.of} such pregnancies in that study, {count.lost} were {count.outcome}{interval}. "
            "That counts people, it does not foresee."
        )
    lines += [f"Who they were: {rate.population}.", rate.note, _source(rate.source)]
    return "\n".join([rate.study, _paragraphs(*lines, indent="  ")])


def _source(source: SourceNote) -> str:
    link = f" {source.link}" if source.link else ""
    seen = f"seen in {source.seen_in} place{'s' if source.seen_in != 1 else ''}"
    return f"Source: {source.citation}.{link} ({source.where}; read as {source.read}, {seen})".replace("..", ".")
