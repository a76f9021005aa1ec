"""``gravida evidence``: every rule, formula and table with its source, and what is left out and why."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from textwrap import fill

from gravida import __version__
from gravida.cli.options import Ids, Json, Switch, ids
from gravida.cli.say import count
from gravida.engine.book import entries, left_out
from gravida.engine.book_entry import Entry
from gravida.engine.selection import select
from gravida.errors import UnknownName
from gravida.evidence.registry import LeftOut
from gravida.evidence.source import NOT_YET_REVIEWED

WIDTH = 96


def evidence(
    *,
    guideline: str | None = None,
    left_out: Switch = False,
    disable: Ids = None,
    enable: Ids = None,
    json: Json = False,
) -> None:
    """List every rule, formula and table: what it says, the edition, the source, how it was read and by whom reviewed.

    Parameters
    ----------
    guideline
        Only this guideline, study or formula, by its key (`gravida guidelines` lists them).
    left_out
        List the printed rows that are not in the engine, each with the reason.
    disable
        Show the book with these rules switched off, by id.
    enable
        Show it with these rules switched on that are off by default.
    json
        JSON instead of text.
    """
    if left_out:
        _print_left_out(json)
        return
    selection = select(disable=ids(disable), enable=ids(enable))
    found = entries(selection)
    if guideline is not None:
        keys = dict.fromkeys(entry.belongs_to.key for entry in found)
        if guideline not in keys:
            raise UnknownName("guideline, study or formula", guideline, list(keys))
        found = [entry for entry in found if entry.belongs_to.key == guideline]
    print(_as_json(found, selection.off) if json else _as_text(found))


def _as_json(found: list[Entry], off: Iterable[str]) -> str:
    book = {
        "gravida": __version__,
        "reviewed": NOT_YET_REVIEWED,
        "rules_off": list(off),
        "entries": [entry.as_dict() for entry in found],
    }
    return json.dumps(book, ensure_ascii=False, indent=1)


def _as_text(found: list[Entry]) -> str:
    blocks = []
    for _, group in groupby(found, key=lambda entry: (entry.belongs_to, entry.kind)):
        members = list(group)
        first = members[0]
        title = f"{first.belongs_to.title}, {first.edition} ({first.belongs_to.key}: {first.kind})"
        blocks.append(f"{title}\n{'=' * len(title)}")
        blocks += [_entry(entry) for entry in members]
    off = [entry.id for entry in found if not entry.on]
    said = f"{count(len(found), 'entry', 'entries')}, {len(off)} off{': ' + ', '.join(off) if off else ''}."
    blocks.append(f"{said} {NOT_YET_REVIEWED.capitalize()} except where one is named.")
    return "\n\n".join(blocks)


def _entry(entry: Entry) -> str:
    source = entry.source
    seen = "seen nowhere yet" if source.seen_in == 0 else f"seen in {count(source.seen_in, 'place')}"
    lines = [
        entry.id if entry.on else f"{entry.id}  OFF: {entry.off_because}",
        _indented("when", entry.says) if entry.kind != "formula" else _indented("is", entry.says),
        _indented("then", entry.concludes),
        _indented("printed", entry.printed),
        _indented("note", entry.note),
        _indented("source", source.citation),
        _indented("", source.link or ""),
        _indented("where", source.where),
        _indented("read", f"{source.read}, {seen}; review by {source.review_by}; {source.reviewed_by}"),
    ]
    return "\n".join(line for line in lines if line)


def _indented(word: str, text: str) -> str:
    if not text:
        return ""
    return fill(
        text,
        WIDTH,
        initial_indent=f"  {word:<9}",
        subsequent_indent=" " * 11,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _print_left_out(as_json: bool) -> None:
    rows = left_out()
    if as_json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return
    blocks = [_left_out(row) for row in rows]
    print("\n\n".join([*blocks, f"{count(len(rows), 'printed row')} not in the engine."]))


def _left_out(row: LeftOut) -> str:
    return "\n".join(
        line
        for line in (
            f"{row.id}  {row.guideline}",
            _indented("says", row.text),
            _indented("left out", row.reason),
            _indented("belongs", row.where),
        )
        if line
    )
