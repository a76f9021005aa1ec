"""Scans and answers as a person reads them: a table in a terminal, one line per scan elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from gravida.cli.say import console, count, printable
from gravida.days import weeks_and_days
from gravida.engine.questions import QUESTIONS
from gravida.engine.red_flags import RED_FLAGS, WHAT_TO_DO
from gravida.engine.rule import TIERS, Category

if TYPE_CHECKING:
    import polars as pl
    from rich.text import Text

    from gravida.engine.selection import Selection
    from gravida.tables.files import ReadScans

MOST_ROWS_SHOWN = 100
"""In a terminal nobody reads more at once; a file or a pipe gets every row."""

LABELS = ("case", "pregnancy_id", "fetus_id", "exam_date")
SEPARATOR = ";"
_ASKS = {question.id: question.asks for question in QUESTIONS}
_SIGNS = {flag.id: flag.says for flag in RED_FLAGS}
_QUIET = (Category.UNKNOWN.value, Category.NOT_APPLICABLE.value, Category.NO_CRITERION.value)


@dataclass(frozen=True)
class Answer:
    """What one guideline answers on one scan."""

    key: str
    category: str
    rules: tuple[str, ...]
    missing: tuple[str, ...]
    assumes: tuple[str, ...]
    look_again: str


@dataclass(frozen=True)
class View:
    """One scan as it is shown."""

    row: int
    label: tuple[str, ...]
    findings: str
    answers: tuple[Answer, ...]
    signs: tuple[str, ...]
    questions: tuple[str, ...]


def views(
    scans: ReadScans, answer: pl.DataFrame, selection: Selection, only: pl.Series | None = None
) -> Iterator[View]:
    """Yield what is shown of each scan that was answered (of the ``only`` ones), in the order of the file."""
    rows = scans.rows.filter(scans.answered)
    written = scans.frame.filter(scans.answered)
    if only is not None:
        rows, written, answer = rows.filter(only), written.filter(only), answer.filter(only)
    for row, scan, found in zip(rows, written.iter_rows(named=True), answer.iter_rows(named=True), strict=True):
        yield View(
            row,
            tuple(printable(str(found[name])) for name in LABELS if found.get(name)),
            _findings(scan, found),
            tuple(_answer(guideline.key, found) for guideline in selection.guidelines),
            tuple(_SIGNS[name] for name in _parts(found.get("red_flags"))),
            (
                *(_ASKS[name] for name in _parts(found.get("questions"))),
                *(found[name] for name in ("hcg_questions", "progesterone_questions") if found.get(name)),
            ),
        )


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(SEPARATOR)) if text else ()


def _answer(key: str, found: dict[str, Any]) -> Answer:
    return Answer(
        key,
        found[f"{key}_category"],
        _parts(found.get(f"{key}_rules")),
        _parts(found.get(f"{key}_missing")),
        _parts(found.get(f"{key}_assumes")),
        _look_again(found.get(f"{key}_follow_up_min_days"), found.get(f"{key}_follow_up_max_days")),
    )


def _look_again(least: int | None, most: int | None) -> str:
    if least is None:
        return ""
    return f"in {least} days or more" if most is None else f"in {least} to {most} days"


def _findings(scan: dict[str, Any], found: dict[str, Any]) -> str:
    """The few findings that guidelines read, in the words of a report."""
    said = [
        _yes_no(scan, "gs_seen", "sac"),
        _number(scan, "msd_mm", "sac {:g} mm"),
        _yes_no(scan, "yolk_sac_seen", "yolk sac"),
        _number(scan, "yolk_sac_mm", "yolk sac {:g} mm"),
        _yes_no(scan, "embryo_seen", "embryo"),
        _number(scan, "crl_mm", "embryo {:g} mm"),
        {"present": "heartbeat", "absent": "no heartbeat", "unclear": "heartbeat unclear"}.get(
            scan.get("heart_activity") or "", ""
        ),
        _number(scan, "heart_rate_bpm", "{:g}/min"),
        (scan.get("location") or "").replace("intrauterine", ""),
        scan.get("scan_route") or "",
        _age(found),
        _number(scan, "hcg_iu_l", "hCG {:g} IU/L"),
        _change(found),
    ]
    shown = [part for part in said if part]
    longer = {part.split()[0] for part in shown if part.endswith("mm")}
    return ", ".join(part for part in shown if part not in longer and not (part == "yolk sac" and "yolk" in longer))


def _yes_no(scan: dict[str, Any], name: str, word: str) -> str:
    value = scan.get(name)
    return "" if value is None else word if value else f"no {word}"


def _number(scan: dict[str, Any], name: str, words: str) -> str:
    value = scan.get(name)
    return "" if value is None else words.format(value)


def _age(found: dict[str, Any]) -> str:
    low, high, days = found.get("ga_low_days"), found.get("ga_high_days"), found.get("ga_days")
    if "ga_method" not in found or found["ga_method"] is None:
        return ""
    if low is not None and high is not None:
        return f"{weeks_and_days(low)} to {weeks_and_days(high)} by {_method(found)}"
    return "" if days is None else f"{weeks_and_days(days)} by {_method(found)}"


def _change(found: dict[str, Any]) -> str:
    ratio, hours = found.get("hcg_ratio"), found.get("hcg_hours")
    return "" if ratio is None else f"{ratio:.2f} times that of {hours:g} hours before"


def _method(found: dict[str, Any]) -> str:
    method = str(found["ga_method"])
    if method.startswith("crl_"):
        return "crown-rump length"
    return {"lmp": "last period", "recorded": "the record", "msd_plus_30": "sac diameter"}.get(method, method)


def print_table(scans: ReadScans, answer: pl.DataFrame, selection: Selection) -> None:
    """Print a table for a terminal, signs that need help now before everything else."""
    from rich.box import HORIZONTALS
    from rich.table import Table

    out = console()
    if "red_flags" in answer.columns:
        _print_signs(list(views(scans, answer, selection, answer["red_flags"] != "")))
    table = Table(box=HORIZONTALS, show_lines=True, expand=True, border_style="dim", header_style="bold")
    table.add_column("row", justify="right", style="dim", no_wrap=True)
    table.add_column("scan", max_width=24, overflow="fold")
    table.add_column("findings", ratio=2, overflow="fold")
    table.add_column("what each guideline prints about them", ratio=5, overflow="fold")
    for view in islice(views(scans, answer, selection), MOST_ROWS_SHOWN):
        table.add_row(str(view.row), "\n".join(view.label), view.findings, _told(view))
    out.print(table)
    if answer.height > MOST_ROWS_SHOWN:
        more = count(answer.height - MOST_ROWS_SHOWN, "more row")
        out.print(f"{more} not shown; -o FILE writes them all.", style="dim")


def _print_signs(urgent: list[View]) -> None:
    if not urgent:
        return
    out = console()
    out.print("Get help now", style="bold white on red")
    for view in urgent[:MOST_ROWS_SHOWN]:
        out.print(f"  row {view.row} {' '.join(view.label)}: {'; '.join(view.signs)}", style="bold red", markup=False)
    if len(urgent) > MOST_ROWS_SHOWN:
        out.print(f"  and {count(len(urgent) - MOST_ROWS_SHOWN, 'row')} more", style="bold red")
    out.print(f"{WHAT_TO_DO}\n", style="bold")


def _told(view: View) -> Text:
    """The answers, those that agree in one line; before them the signs and the questions."""
    from rich.text import Text

    told = Text()
    for sign in view.signs:
        told.append(f"get help now: {sign}\n", style="bold red")
    for asked in view.questions:
        told.append(f"please check: {asked}\n", style="yellow")
    together: dict[tuple[str, str, tuple[str, ...]], list[Answer]] = {}
    for answer in view.answers:
        together.setdefault((answer.category, answer.look_again, answer.assumes), []).append(answer)
    for (category, look_again, assumes), answers in together.items():
        told.append(f"{category}  ", style="dim" if category in _QUIET else "bold")
        told.append(", ".join(_named(answer) for answer in answers))
        if look_again:
            told.append(f"; look again {look_again}")
        if assumes:
            told.append(f"; {', '.join(assumes)}", style="italic")
        missing = dict.fromkeys(name for answer in answers for name in answer.missing)
        if category == Category.UNKNOWN.value and missing:
            told.append(f"; lacks {', '.join(missing)}", style="dim")
        told.append("\n")
    told.rstrip()
    return told


def _named(answer: Answer) -> str:
    """The guideline with the rows that decided; where something outranked them they say nothing."""
    decided = answer.rules and answer.category in TIERS
    return f"{answer.key} ({' '.join(answer.rules)})" if decided else answer.key


def _remarks(view: View) -> str:
    assumed = dict.fromkeys(words for answer in view.answers for words in answer.assumes)
    parts = [view.findings or "-"]
    if assumed:
        parts.append(f"answered {' and '.join(assumed)}")
    if view.questions:
        parts.append(f"PLEASE CHECK: {' '.join(view.questions)}")
    return "; ".join(parts)


def print_lines(found: Iterable[View], selection: Selection) -> None:
    """Print one aligned line per scan, for a pipe or a file: nothing is folded or left out."""
    keys = [guideline.key for guideline in selection.guidelines]
    widest = max(len(category) for category in Category)
    rows = (
        (
            str(view.row),
            " ".join(view.label) or "-",
            *(answer.category for answer in view.answers),
            SEPARATOR.join(("HELP NOW", *view.signs)) if view.signs else "-",
            _remarks(view),
        )
        for view in found
    )
    first = list(islice(rows, 1000))
    scan = max([len("scan"), *(len(cells[1]) for cells in first)])
    row = max([len("row"), *(len(cells[0]) for cells in first)])
    signs = max([len("signs"), *(len(cells[-2]) for cells in first)])
    widths = [row, scan, *(max(widest, len(key)) for key in keys), signs]
    for cells in chain([("row", "scan", *keys, "signs", "findings")], first, rows):
        start = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False))
        print(f"{start}  {cells[-1]}")
