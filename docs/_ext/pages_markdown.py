"""The Markdown of the pages that are made from the code: tables, lists, links, and how a source is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gravida.evidence.source import Source, Work


def plain(text: str) -> str:
    """Escape a sentence of the code, so that Markdown leaves it alone."""
    return re.sub(r"([\\`*_<>|\[\]{}#$])", r"\\\1", text)


def code(text: str) -> str:
    """Return text as code; a pipe would end a cell of a table."""
    return f"`{text}`".replace("|", "\\|")


def codes(names: Iterable[str]) -> str:
    """Return several names as code."""
    return ", ".join(map(code, names))


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def terms(pairs: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return a definition list: a term and one or more paragraphs."""
    found = [(term, [text for text in texts if text]) for term, texts in pairs]
    return "\n\n".join(term + "".join(f"\n: {_indented(text)}" for text in texts) for term, texts in found if texts)


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def facts(pairs: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return a definition list with its terms beside what they define, where there is room."""
    return f":::{{container}} facts\n{terms(pairs)}\n:::"


def link(work: Work) -> str:
    """Return the citation of a work, with its address where there is one."""
    citation = plain(work.citation)
    return f"[{citation}]({work.link})" if work.link else citation


def places(seen_in: int) -> str:
    """Say in how many places a fact was seen."""
    return "seen nowhere yet" if seen_in == 0 else f"seen in {seen_in} place{'s' * (seen_in > 1)}"


def where(where: str, read: str, seen_in: int) -> str:
    return f"{plain(where)}; read as {read}, {places(seen_in)}"


def where_of(source: Source) -> str:
    return where(source.where, source.read.value, source.seen_in)


def source_facts(source: Source) -> Iterator[tuple[str, list[str]]]:
    work = source.work
    yield "Source", [f"{link(work)}. {sentence(where_of(source))}"]
    yield "Doubts", [plain(work.note)]
    yield "Read again by", [work.review_by.isoformat()]
    yield "Reviewed", [plain(work.reviewed_by)]


def sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".") if text else ""


def slug(key: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key.lower())
