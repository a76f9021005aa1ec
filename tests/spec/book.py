"""Reads the spec tables: Markdown files in which every row is one scan and says what has to come out.

- ``# `` and ``## `` are the title and the sections.
- ``Throughout: `scan_route = transvaginal` `` gives values that hold for every row of the section.
- ``Switched on: `ACOG200-3` `` asks for rules that are off by default.
- The header of a table names columns of the data dictionary, and beside them ``case``, ``day``, ``note`` and
  ``expect_...``.
- ``day`` counts from a first day, 5 January 2026, and becomes ``exam_date``; without such a column every scan
  is of that day, and an empty cell in it is a scan without a date.
- Rows with the same ``case`` are scans of one pregnancy. The last dated one is judged, and it alone says what
  is expected.
- An empty cell is something that was not said.
- ``expect_rule`` names every rule that is met, ``expect_follow_up`` the days (``7-10``; ``14-`` is 14 or more),
  ``expect_compared_with`` the earlier scan behind the answer, ``expect_why`` the reason; ``none`` is "there is none".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from gravida.columns import columns

HERE = Path(__file__).parent
FIRST_DAY = date(2026, 1, 5)
OWN_COLUMNS = ("case", "day", "note")
EXPECT = "expect_"
_SETTING = re.compile(r"`(\w+) = ([^`]+)`")
_RULE_ID = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Case:
    """One pregnancy of a spec table: its scans, which of them is judged, and what is expected of it."""

    book: str
    section: str
    name: str
    scans: tuple[dict[str, Any], ...]
    judged: int
    expected: dict[str, str]
    switched_on: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.book}: {self.section}: {self.name}"


@dataclass
class _Section:
    title: str = ""
    throughout: dict[str, str] = field(default_factory=dict)
    switched_on: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: list[dict[str, str]] = field(default_factory=list)


def read_book(name: str) -> tuple[Case, ...]:
    """Return the cases of one file, in its order."""
    sections = [section for section in _sections((HERE / f"{name}.md").read_text(encoding="utf-8")) if section.rows]
    cases = tuple(case for section in sections for case in _cases(name, section))
    names = [case.id for case in cases]
    if len(set(names)) != len(names):
        raise ValueError(f"{name}.md: two cases of the same name: {sorted(n for n in names if names.count(n) > 1)}")
    return cases


def day_of(day: int) -> date:
    """Return the date that ``day`` stands for."""
    return FIRST_DAY + timedelta(days=day)


def _sections(text: str) -> list[_Section]:
    found = [_Section()]
    for line in text.splitlines():
        if line.startswith("## "):
            found.append(_Section(line.removeprefix("## ").strip()))
        elif line.startswith("Throughout:"):
            found[-1].throughout = dict(_SETTING.findall(line))
        elif line.startswith("Switched on:"):
            found[-1].switched_on = tuple(_RULE_ID.findall(line))
        elif line.startswith("|"):
            _add_row(found[-1], [cell.strip() for cell in line.strip().strip("|").split("|")])
    return found


def _add_row(section: _Section, cells: list[str]) -> None:
    if not section.header:
        section.header = tuple(cells)
        _refuse_unknown_columns(section)
    elif not set("".join(cells)) <= set("-: "):
        section.rows.append(dict(zip(section.header, cells, strict=True)))
    elif section.rows:
        raise ValueError(f"{section.title}: an empty row")


def _refuse_unknown_columns(section: _Section) -> None:
    ours = [name for name in section.header if name not in OWN_COLUMNS and not name.startswith(EXPECT)]
    unknown = {*ours, *section.throughout} - set(columns())
    twice = set(ours) & set(section.throughout)
    if unknown or twice:
        raise ValueError(f"{section.title}: not in the data dictionary {unknown}, or named twice {twice}")


def _cases(book: str, section: _Section) -> list[Case]:
    groups: dict[str, list[dict[str, str]]] = {}
    for row in section.rows:
        groups.setdefault(row.get("case") or _name(row), []).append(row)
    if "case" not in section.header and len(groups) != len(section.rows):
        raise ValueError(f"{section.title}: two rows are the same scan")
    return [_case(book, section, name, rows) for name, rows in groups.items()]


def _name(row: dict[str, str]) -> str:
    said = {name: cell for name, cell in row.items() if name != "note" and not name.startswith(EXPECT)}
    return ", ".join(f"{name} {cell}" for name, cell in said.items() if cell) or "nothing said"


def _case(book: str, section: _Section, name: str, rows: list[dict[str, str]]) -> Case:
    place = f"{book}.md, {section.title}, {name}"
    said = [{key: cell for key, cell in row.items() if key.startswith(EXPECT) and cell} for row in rows]
    judged = [number for number, expected in enumerate(said) if expected]
    if len(judged) != 1:
        raise ValueError(f"{place}: one scan of a case says what is expected, not {len(judged)}")
    scans = tuple(_scan(book, section, name, number, row) for number, row in enumerate(rows))
    days = [scan["exam_date"] for scan in scans if scan["exam_date"] is not None]
    own = scans[judged[0]]["exam_date"]
    if own is not None and own != max(days):
        raise ValueError(f"{place}: the last dated scan is the one that is judged")
    return Case(book, section.title, name, scans, judged[0], said[judged[0]], section.switched_on)


def _scan(book: str, section: _Section, name: str, number: int, row: dict[str, str]) -> dict[str, Any]:
    cells = section.throughout | {
        key: cell for key, cell in row.items() if key not in OWN_COLUMNS and not key.startswith(EXPECT)
    }
    day = row.get("day", "0")
    keys = {
        "pregnancy_id": f"{section.title}: {name}",
        "exam_id": str(number),
        "exam_date": day_of(int(day)) if day else None,
    }
    return keys | {key: _value(key, cell) for key, cell in cells.items()}


def _value(name: str, cell: str) -> Any:
    """Read a cell the plain way, without the door of the package, so that the door is not its own judge."""
    kind = columns()[name].kind
    if not cell:
        return None
    if kind == "boolean":
        return {"yes": True, "no": False}[cell]
    if kind == "integer":
        return int(cell)
    if kind == "decimal":
        return float(cell)
    return date.fromisoformat(cell) if kind == "date" else cell
