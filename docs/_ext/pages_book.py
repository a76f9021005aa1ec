"""The evidence book, the bibliography and what is left out, as the manual shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pages_markdown import code, codes, link, plain, sentence, slug, table, terms, where

from gravida.engine import book
from gravida.engine.book_entry import Entry
from gravida.engine.rule import Category
from gravida.engine.selection import select
from gravida.engine.wilson import FEWEST_FOR_AN_INTERVAL
from gravida.evidence.bibliography import works
from gravida.evidence.published import withheld
from gravida.evidence.registry import printed_rows
from gravida.evidence.source import Work


def entries(kind: str) -> str:
    """Return every entry of the evidence book of one kind (or of the kinds that begin so)."""
    chosen = [entry for entry in book.entries(select()) if entry.kind.startswith(kind)]
    if not chosen:
        raise LookupError(f"the evidence book has no entry of the kind {kind!r}")
    groups: dict[str, list[Entry]] = {}
    for entry in chosen:
        groups.setdefault(f"{entry.belongs_to.title}, {entry.edition}", []).append(entry)
    alone = kind not in ("rule", "heart")
    return "\n\n".join(
        "\n\n".join(
            [*([] if alone else [f"### {plain(title)}"]), terms((_term(entry), _entry(entry)) for entry in group)]
        )
        for title, group in groups.items()
    )


def _term(entry: Entry) -> str:
    name = f"[{entry.id}](#rule-{entry.id.lower()})" if entry.kind == "rule" else code(entry.id)
    if entry.kind in ("formula", "table", "study finding"):
        name = f"{name}, {plain(entry.belongs_to.title)}"
    return name if entry.on else f"{name}, off"


def _entry(entry: Entry) -> Iterator[str]:
    yield plain(sentence(entry.says))
    if entry.kind == "rule":
        yield f"Called: {plain(entry.printed)}; here {code(entry.concludes)}. {plain(entry.note)}".strip()
    elif entry.kind == "question":
        blocks = entry.concludes == Category.QUESTIONED.value
        yield f"{plain(entry.printed)} {'Nothing is read until it is mended.' if blocks else 'The rest is answered.'}"
    elif entry.kind == "limit":
        yield f"{plain(sentence(entry.printed))} Answer: {code(entry.concludes)}."
    elif entry.kind in ("chance", "care", "blood rule", "model"):
        yield f"{plain(sentence(entry.concludes))} {plain(entry.note)}".strip()
    elif entry.kind == "sign":
        yield plain(sentence(entry.concludes))
    else:
        yield f"{plain(sentence(_few(entry)))} {plain(entry.note)}".strip()
    if entry.off_because:
        yield f"Off: {plain(entry.off_because)}."
    source = entry.source
    yield f"[{code(source.key)}](#work-{slug(source.key)}): {where(source.where, source.read, source.seen_in)}."


def _few(entry: Entry) -> str:
    """Leave out the interval where fewer were counted than an interval is shown for."""
    of = re.search(r" of (\d+) ", entry.concludes)
    few = entry.kind == "heart-rate band" and of is not None and int(of[1]) < FEWEST_FOR_AN_INTERVAL
    return re.sub(r" \(95% interval .*\)$", "", entry.concludes) if few else entry.concludes


def counts() -> str:
    """Return how many entries there are of each kind, and how many of them are on."""
    found: dict[str, list[bool]] = {}
    for entry in book.entries(select()):
        found.setdefault(entry.kind, []).append(entry.on)
    rows = [(kind, str(len(on)), str(len(on) - sum(on)) if not all(on) else "") for kind, on in found.items()]
    return table(("Kind", "Entries", "Off by default"), rows)


def bibliography() -> str:
    """Return every work: citation, how it was read, every doubt, what rests on it."""
    resting: dict[str, list[str]] = {}
    for entry in book.entries(select()):
        resting.setdefault(entry.source.key, []).append(entry.id)
    return "\n\n".join(_work(work, resting.get(work.key, [])) for work in works().values())


def _work(work: Work, resting: list[str]) -> str:
    read = f"Read as {work.read.value}. Read again by {work.review_by.isoformat()}. {sentence(work.reviewed_by)}"
    texts = [f"{link(work)}.", plain(read), plain(work.note), _rest(resting)]
    return f"(work-{slug(work.key)})=\n\n{terms([(code(work.key), texts)])}"


def _rest(ids: list[str]) -> str:
    if not ids:
        return "Nothing in the engine rests on it alone."
    return f"Rests on it: {codes(ids[:6])}" + (f" and {len(ids) - 6} more." if len(ids) > 6 else ".")


def left_out() -> str:
    """Return every printed row that is not in the engine, with the reason."""
    return terms(
        (
            f"{code(row.id)}, {plain(row.guideline)}",
            [
                *_printed(row.id),
                f"Left out: {plain(row.reason)}",
                f"Belongs to: {plain(row.where)}." if row.where else "",
            ],
        )
        for row in book.left_out()
    )


def withheld_rows() -> str:
    """Return what was collected for chances, blood tests and care and does not ship, by table and reason."""
    places: dict[tuple[str, str], list[str]] = {}
    for held in withheld():
        row = "" if held.row == "*" else f"row {held.row}"
        column = "" if held.column == "*" else code(held.column)
        places.setdefault((held.table, held.reason), []).append(f"{row} {column}".strip())
    rows = ((code(name), plain(reason), "; ".join(found)) for (name, reason), found in places.items())
    return table(("Table", "Why", "Where"), rows)


def _printed(row_id: str) -> list[str]:
    row = printed_rows()[row_id]
    condition = code(row.condition) if row.condition.strip("-") else ""
    return [condition, plain(sentence(row.conclusion))]
