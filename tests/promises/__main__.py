"""Prints the table: promise, test, figure. ``./promises --help`` says how."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from tests.promises.every import PROMISES, figure
from tests.promises.promise import Promise

HELP = """./promises             all of them, in the long form
./promises --short     all of them, in the form that ./check runs
./promises NAME ...    only the named ones: {names}"""


def main(words: Sequence[str]) -> int:
    """Measure, print a row as soon as it is known, and return 1 where a promise was not kept."""
    names = [word for word in words if not word.startswith("-")]
    known = {promise.key: promise for promise in PROMISES}
    if "--help" in words or any(name not in known for name in names):
        print(HELP.format(names=", ".join(known)))
        return 0 if "--help" in words else 2
    short = "--short" in words
    chosen = [known[name] for name in names] or list(PROMISES)
    print("| promise | test | figure | kept | command |\n|---|---|---|---|---|", flush=True)
    return max(_row(promise, short) for promise in chosen)


def _row(promise: Promise, short: bool) -> int:
    begun = time.monotonic()
    found = figure(promise, short)
    kept = {True: "yes", False: "NO", None: "not measured here"}[found.kept]
    command = f"./promises {promise.key}{' --short' if short else ''}"
    took = f"{time.monotonic() - begun:.0f} s"
    print(f"| {promise.promise} | {promise.test} | {found.text} | {kept} | `{command}` ({took}) |", flush=True)
    return found.kept is False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
