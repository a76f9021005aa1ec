"""``gravida doctor``: does this installation answer as published?"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter
from typing import Any

from gravida import __version__
from gravida.cli import DONE, FAULT_OF_OURS
from gravida.cli.say import count, printable

LIBRARIES = ("numpy", "narwhals", "polars", "cyclopts", "rich")


def doctor() -> int:
    """Run every golden vector through both readers, and say what is installed. Exit code 1 where an answer differs."""
    print(f"gravida {__version__}, Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    print(", ".join(f"{name} {_version(name)}" for name in LIBRARIES))
    print(_rules())
    print(reviews(datetime.now(UTC).date()))
    wrong = [*_checked("row reader", _row_reader), *_checked("column reader", _column_reader)]
    if wrong:
        print(
            f"{count(len(wrong), 'published answer')} not as published. Do not use this installation; install it "
            "anew, and report this output if that does not mend it."
        )
        return FAULT_OF_OURS
    print("All golden vectors come out as published.")
    return DONE


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _rules() -> str:
    from gravida.engine.book import entries
    from gravida.engine.selection import SWITCHED_OFF_BY, select

    selection = select()
    found = entries(selection)
    off = [entry.id for entry in found if not entry.on]
    said = f"evidence: {count(len(found), 'entry', 'entries')}, off: {', '.join(off) or 'none'}"
    if os.environ.get(SWITCHED_OFF_BY):
        said += f" ({SWITCHED_OFF_BY} is {printable(os.environ[SWITCHED_OFF_BY])!r})"
    return said


def reviews(today: date) -> str:
    """Say how many sources a clinician has reviewed, and name those that were to be looked at again before today."""
    from gravida.evidence.bibliography import works
    from gravida.evidence.source import NOT_YET_REVIEWED

    late = [key for key, work in works().items() if work.review_by < today]
    reviewed = sum(work.reviewed_by != NOT_YET_REVIEWED for work in works().values())
    return (
        f"sources: {len(works())}, reviewed by a clinician: {reviewed}, "
        f"past the day they were to be looked at again: {', '.join(late) or 'none'}"
    )


def _checked(name: str, check: Callable[[], tuple[str, list[str]]]) -> list[str]:
    start = perf_counter()
    what, wrong = check()
    seconds = perf_counter() - start
    print(
        f"golden vectors, {name}: {what}: {'as published' if not wrong else f'{len(wrong)} differ'} ({seconds:.2f} s)"
    )
    for sentence in wrong:
        print(f"  {sentence}")
    return wrong


def _row_reader() -> tuple[str, list[str]]:
    from gravida.engine.self_check import golden_vectors, mismatches

    vectors = golden_vectors()
    return f"{count(len(vectors['ages']), 'age')} and {count(len(vectors['scans']), 'scan')}", mismatches()


def _column_reader() -> tuple[str, list[str]]:
    """Put the golden scans through ``gravida.assess``, those with dates in one frame and the others in another."""
    import gravida
    from gravida.engine.self_check import golden_vectors
    from gravida.engine.viability import guidelines
    from gravida.errors import SelfCheckError

    vectors = golden_vectors()["scans"]
    what = count(len(vectors), "scan")
    frames: dict[bool, list[dict[str, Any]]] = {}
    for vector in vectors:
        # A column of dates means that every scan has one; every other column may as well be there and empty.
        dated = any("exam_date" in scan for scan in vector["scans"])
        scans: list[dict[str, Any]] = [{**scan, "pregnancy_id": vector["id"], "vector": ""} for scan in vector["scans"]]
        scans[-1]["vector"] = vector["id"]
        frames.setdefault(dated, []).extend(scans)
    answers: dict[str, dict[str, Any]] = {}
    for rows in frames.values():
        try:
            answered = gravida.assess(rows, list(guidelines()))  # the rows may have different columns
        except SelfCheckError as error:
            return what, [str(error)]
        answers |= {row["vector"]: row for row in answered.iter_rows(named=True) if row["vector"]}
    return what, [
        f"{vector['id']}: {key} answers {answers[vector['id']][f'{key}_category']}, published is {expected}."
        for vector in vectors
        for key, expected in vector["expect"].items()
        if answers[vector["id"]][f"{key}_category"] != expected
    ]
