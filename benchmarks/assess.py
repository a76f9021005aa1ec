"""How long an assessment takes and how much memory it needs, beside peers measured in the same minutes.

    .venv/bin/python benchmarks/assess.py                  everything, with 1e6 scans: about five minutes
    .venv/bin/python benchmarks/assess.py --scans 100000   a quick look

Prints a table and writes nothing. Every way runs in a process of its own (so that a peak of memory is its own), reads the
same scans made by ``tests/engines/histories.py`` from memory, and takes its turn with its peers, so that a busy minute is
busy for all of them. A figure is the median of the runs after one run to warm up; the spread is their lowest and highest.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MB = 1024 * 1024
ROWS_OF_A_LOOP = 20_000

Ways = dict[str, Callable[[], object]]


# --- many rows, each way in a process of its own -------------------------------------------------------------------


def ways(rows: int) -> Ways:
    """Everything that is timed on many rows, by name. The frame is made before the clock starts."""
    import polars as pl

    from gravida.tables.assess import assess
    from tests.engines.histories import scans

    frame = scans(rows)

    def copy_to_parquet() -> None:
        frame.write_parquet(io.BytesIO())

    def same_rules_by_hand() -> pl.DataFrame:
        return by_hand(frame)

    def row_by_row() -> float:
        return by_row(frame.head(min(rows, ROWS_OF_A_LOOP)))

    return {
        "assess": lambda: assess(frame),
        "assess, text=False": lambda: assess(frame, text=False),
        "Polars writes the same frame as Parquet, in memory": copy_to_parquet,
        "Polars, one guideline's four first rows by hand": same_rules_by_hand,
        f"the one-row reader in a loop, {ROWS_OF_A_LOOP:,} rows": row_by_row,
    }


def by_hand(frame):  # type: ignore[no-untyped-def]
    """What a careful person would write for four rows of SRU 2013 on one scan: no history, no unknowns, no text."""
    import polars as pl

    vaginal, no_heart = pl.col("scan_route") == "transvaginal", pl.col("heart_activity") == "absent"
    empty = (pl.col("embryo_seen") == False) & (pl.col("heart_activity") != "present")  # noqa: E712
    return frame.with_columns(
        D1=vaginal & pl.col("gs_seen") & pl.col("embryo_seen") & no_heart & (pl.col("crl_mm") >= 7),
        D2=vaginal & pl.col("gs_seen") & empty & (pl.col("msd_mm") >= 25),
        S1=vaginal & pl.col("embryo_seen") & no_heart & (pl.col("crl_mm") < 7),
        S2=vaginal & pl.col("gs_seen") & empty & pl.col("msd_mm").is_between(16, 25, closed="left"),
    )


def by_row(frame):  # type: ignore[no-untyped-def]
    """All rules on every row in plain Python: the reader behind ``explain``, scans of one pregnancy at a time."""
    from itertools import groupby

    from gravida.engine.reading import read
    from gravida.engine.selection import select
    from gravida.values import read_scan

    selection = select()
    rows = (read_scan(row) for row in frame.iter_rows(named=True))
    for _, group in groupby(rows, key=lambda row: row["pregnancy_id"] or id(row)):
        together = list(group)
        for which in range(len(together)):
            read(together, which, selection)


def serve(name: str, rows: int) -> None:
    """Run one way whenever a line comes in; answer with its seconds. At the end of input, say the peak of memory."""
    run = ways(rows)[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        found = run()
        print(time.perf_counter() - start, flush=True)
        del found
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(before / 1024, peak / 1024, flush=True)


class Served:
    """One way in its own process."""

    def __init__(self, name: str, rows: int) -> None:
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", name, "--scans", str(rows)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.seconds: list[float] = []
        self._answer()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name}: the process ended early")
        return line.strip()

    def run(self) -> float:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self._answer())

    def end(self) -> tuple[float, float]:
        """Return resident memory before the first run and at its highest, in MB."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        before, peak = self._answer().split()
        self.process.wait()
        return float(before), float(peak)


NAMES = (
    "assess",
    "assess, text=False",
    "Polars writes the same frame as Parquet, in memory",
    "Polars, one guideline's four first rows by hand",
    f"the one-row reader in a loop, {ROWS_OF_A_LOOP:,} rows",
)


def many_rows(rows: int, runs: int) -> None:
    served = [Served(name, rows) for name in NAMES]
    for turn in range(runs + 1):
        for each in served if turn % 2 == 0 else reversed(served):
            seconds = each.run()
            if turn:
                each.seconds.append(seconds)
            else:
                each.first = seconds  # type: ignore[attr-defined]
    memory = {each.name: each.end() for each in served}
    copied = statistics.median(served[2].seconds)
    print(f"\n{rows:,} scans, default guidelines, median of {runs} runs in turn, one run before them not counted\n")
    header = ("way", "seconds", "lowest to highest", "first run", "against copying", "peak MB", "of it the frame and Python")
    lines = [header]
    for each in served:
        middle = statistics.median(each.seconds)
        scale = rows / min(rows, ROWS_OF_A_LOOP) if "loop" in each.name else 1.0
        before, peak = memory[each.name]
        lines.append(
            (
                each.name + (f", extrapolated to {rows:,}" if scale != 1 else ""),
                f"{middle * scale:.2f}",
                f"{min(each.seconds) * scale:.2f} to {max(each.seconds) * scale:.2f}",
                f"{each.first * scale:.2f}",  # type: ignore[attr-defined]
                f"{middle * scale / copied:.1f}x",
                f"{peak:.0f}",
                f"{before:.0f}",
            )
        )
    table(lines)


# --- one scan, and starting up -------------------------------------------------------------------------------------

_SCANS = """
scans = [
    {"exam_date": "2026-01-05", "scan_route": "tvs", "gs_seen": True, "embryo_seen": False, "yolk_sac_seen": True,
     "msd_mm": 14.0, "n_sacs": 1, "location": "intrauterine", "heart_activity": "absent", "lmp_date": "2025-11-20"},
    {"exam_date": "2026-01-19", "scan_route": "tvs", "gs_seen": True, "embryo_seen": True, "crl_mm": 6.1,
     "msd_mm": 21.0, "n_sacs": 1, "location": "intrauterine", "heart_activity": "absent", "lmp_date": "2025-11-20"},
]
"""

SMALL = {
    "python -c pass": "",
    "import gravida": "import gravida",
    "import numpy": "import numpy",
    "import polars": "import polars",
    "first assess of one scan": f"import gravida{_SCANS}gravida.assess(scans[1:])",
    "first assess of one scan, text=False": f"import gravida{_SCANS}gravida.assess(scans[1:], text=False)",
    "first explain of one scan": f"import gravida{_SCANS}gravida.explain(scans[1])",
}


def starting_up(runs: int) -> None:
    """Whole processes, in turn; what Python itself needs is taken off."""
    seconds: dict[str, list[float]] = {name: [] for name in SMALL}
    for turn in range(runs + 1):
        for name, code in SMALL.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
            if turn:
                seconds[name].append(time.perf_counter() - start)
    python = statistics.median(seconds["python -c pass"])
    print(f"\nA fresh process, median of {runs} runs in turn; {1000 * python:.0f} ms of Python itself taken off\n")
    lines = [("what", "ms", "lowest to highest")]
    for name, found in seconds.items():
        if name != "python -c pass":
            low, middle, high = (1000 * (x - python) for x in (min(found), statistics.median(found), max(found)))
            lines.append((name, f"{middle:.0f}", f"{low:.0f} to {high:.0f}"))
    table(lines)


def one_scan(calls: int = 200) -> None:
    """``explain`` and ``assess`` of one scan, once everything is imported."""
    import gravida

    namespace: dict[str, list[dict[str, object]]] = {}
    exec(_SCANS, namespace)
    two = namespace["scans"]
    lines = [("one call, everything imported", "ms", "lowest to highest")]
    for name, run, times in (
        ("explain, one scan", lambda: gravida.explain(two[1]), calls),
        ("explain, a scan and the one before", lambda: gravida.explain(two), calls),
        ("assess, two scans", lambda: gravida.assess(two), 10),
        ("assess, two scans, text=False", lambda: gravida.assess(two, text=False), 10),
    ):
        run()
        found = []
        for _ in range(times):
            start = time.perf_counter()
            run()
            found.append(1000 * (time.perf_counter() - start))
        lines.append((name, f"{statistics.median(found):.2f}", f"{min(found):.2f} to {max(found):.2f}"))
    print(f"\nOne scan, median of {calls} calls (assess: 10)\n")
    table(lines)


# --- the table -----------------------------------------------------------------------------------------------------


def table(lines: list[tuple[str, ...]]) -> None:
    """Print rows of text as a Markdown table."""
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for number, line in enumerate(lines):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def machine() -> None:
    from importlib.metadata import version

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MB / 1024
    libraries = ", ".join(f"{name} {version(name)}" for name in ("polars", "narwhals", "numpy"))
    print(f"{len(os.sched_getaffinity(0))} cores, {memory:.0f} GB, Python {platform.python_version()}, {libraries}")
    load = os.getloadavg()
    print(f"load when this began: {load[0]:.1f} (a quiet machine: under 0.3); medians of a busy one are too high")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scans", type=int, default=1_000_000, help="how many scans (default 1,000,000)")
    parser.add_argument("--runs", type=int, default=5, help="how many runs of each way (default 5)")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve, given.scans)
        return
    machine()
    one_scan()
    starting_up(given.runs)
    many_rows(given.scans, given.runs)


if __name__ == "__main__":
    main()
