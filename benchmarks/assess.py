"""How long an assessment takes and how much memory it needs, beside peers measured in the same minutes.

    .venv/bin/python benchmarks/assess.py                  everything, with 1e6 scans: about five minutes
    .venv/bin/python benchmarks/assess.py --scans 100000   a quick look

Prints tables and leaves nothing behind. Every way of going through many rows runs in a process of its own, so that a
peak of memory is its own. They take turns, so that a busy minute is busy for all of them. A figure is the median of the
runs after a first one; lowest and highest are printed beside it.
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
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    import polars as pl

GB = 1024**3
ROWS_OF_A_LOOP = 5_000

MAKE_SCANS = "import sys; from tests.engines.histories import scans; scans(int(sys.argv[1])).write_parquet(sys.argv[2])"


# --- ways through many rows ----------------------------------------------------------------------------------------


def assess_with_text(frame: pl.DataFrame) -> None:
    """Everything ``assess`` says, in words."""
    from gravida import assess

    assess(frame)


def assess_without_text(frame: pl.DataFrame) -> None:
    """Categories and bit masks only."""
    from gravida import assess

    assess(frame, text=False)


def copy(frame: pl.DataFrame) -> None:
    """Peer: Polars writes the frame as Parquet (zstd, as it does by default) into memory. Nothing is computed."""
    frame.write_parquet(io.BytesIO())


def four_rows_by_hand(frame: pl.DataFrame) -> None:
    """Peer: four of the default rules as one would write them: no history, no unknowns, no reasons."""
    import polars as pl

    vaginal, no_heart = pl.col("scan_route") == "transvaginal", pl.col("heart_activity") == "absent"
    empty = ~pl.col("embryo_seen") & (pl.col("heart_activity") != "present")
    frame.with_columns(
        D1=vaginal & pl.col("gs_seen") & pl.col("embryo_seen") & no_heart & (pl.col("crl_mm") >= 7),
        D2=vaginal & pl.col("gs_seen") & empty & (pl.col("msd_mm") >= 25),
        S1=vaginal & pl.col("embryo_seen") & no_heart & (pl.col("crl_mm") < 7),
        S2=vaginal & pl.col("gs_seen") & empty & (pl.col("msd_mm") >= 16) & (pl.col("msd_mm") < 25),
    )


def row_by_row(frame: pl.DataFrame) -> None:
    """Peer: the same rules in plain Python, row after row: the reader behind ``explain``, without its words.

    So slow that only the first rows are read; the seconds are multiplied.
    """
    from itertools import groupby

    from gravida.engine.reading import read
    from gravida.engine.selection import select
    from gravida.values import read_scan

    selection = select()
    rows = (read_scan(row) for row in frame.head(ROWS_OF_A_LOOP).iter_rows(named=True))
    for _, pregnancy in groupby(rows, key=lambda row: row["pregnancy_id"] or id(row)):
        scans = list(pregnancy)
        for which in range(len(scans)):
            read(scans, which, selection)


WAYS: dict[str, Callable[[pl.DataFrame], None]] = {
    "assess": assess_with_text,
    "assess, text=False": assess_without_text,
    "peer: Polars copies the frame to Parquet in memory": copy,
    "peer: four rules by hand in Polars": four_rows_by_hand,
    f"peer: one-row reader in a loop, from {ROWS_OF_A_LOOP:,} rows": row_by_row,
}
COPY = list(WAYS)[2]


def serve(name: str, path: str) -> None:
    """Run one way whenever a line comes in and answer with its seconds; at the end say its memory."""
    import polars as pl

    frame = pl.read_parquet(path)
    before = peak_mb()
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        WAYS[name](frame)
        print(time.perf_counter() - start, flush=True)
    print(before, peak_mb(), flush=True)


def peak_mb() -> float:
    """Highest resident memory of this process until now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Served:
    """One way, in its own process, waiting for its turn."""

    def __init__(self, name: str, path: str, rows: int) -> None:
        self.name = name
        self.scale = max(1.0, rows / ROWS_OF_A_LOOP) if WAYS[name] is row_by_row else 1.0
        self.seconds: list[float] = []
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", name, "--file", path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.answer()

    def answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name}: the process ended early")
        return line.strip()

    def run(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.seconds.append(float(self.answer()) * self.scale)

    def end(self) -> list[float]:
        assert self.process.stdin is not None
        self.process.stdin.close()
        memory = [float(part) for part in self.answer().split()]
        self.process.wait()
        return memory


def many_rows(rows: int, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "scans.parquet")
        subprocess.run([sys.executable, "-c", MAKE_SCANS, str(rows), path], check=True, cwd=ROOT)
        served = {name: Served(name, path, rows) for name in WAYS}
        for turn in range(runs + 1):
            for each in served.values() if turn % 2 == 0 else reversed(served.values()):
                each.run()
        memory = {name: each.end() for name, each in served.items()}
    copying = statistics.median(served[COPY].seconds[1:])
    lines = [("way", "seconds", "lowest to highest", "first run", "against copying", "peak MiB", "before it MiB")]
    for name, each in served.items():
        first, *others = each.seconds
        middle = statistics.median(others)
        before, peak = memory[name]
        lines.append(
            (
                name,
                f"{middle:.3g}",
                f"{min(others):.3g} to {max(others):.3g}",
                f"{first:.3g}",
                f"{middle / copying:.3g} x",
                f"{peak:.0f}",
                f"{before:.0f}",
            )
        )
    say(f"{rows:,} scans, default guidelines: median of {runs} runs in turn, the first run apart", lines)


# --- one scan, and starting up -------------------------------------------------------------------------------------

SCANS = """
scans = [
    {"exam_date": "2026-01-05", "scan_route": "tvs", "gs_seen": True, "embryo_seen": False, "yolk_sac_seen": True,
     "msd_mm": 14.0, "n_sacs": 1, "location": "intrauterine", "heart_activity": "absent", "lmp_date": "2025-11-20"},
    {"exam_date": "2026-01-19", "scan_route": "tvs", "gs_seen": True, "embryo_seen": True, "crl_mm": 6.1,
     "msd_mm": 21.0, "n_sacs": 1, "location": "intrauterine", "heart_activity": "absent", "lmp_date": "2025-11-20"},
]
"""

FRESH = {
    "Python itself": "",
    "import gravida": "import gravida",
    "import gravida; first explain of one scan": f"import gravida{SCANS}gravida.explain(scans[1])",
    "import gravida; first assess of one scan": f"import gravida{SCANS}gravida.assess(scans[1:])",
    "import gravida; the same, text=False": f"import gravida{SCANS}gravida.assess(scans[1:], text=False)",
    "peer: import numpy": "import numpy",
    "peer: import polars": "import polars",
}


def starting_up(runs: int) -> None:
    """Whole processes, in turn, from their start to their end."""
    seconds: dict[str, list[float]] = {name: [] for name in FRESH}
    for turn in range(runs + 1):
        for name, code in FRESH.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
            if turn:
                seconds[name].append(1000 * (time.perf_counter() - start))
    python = statistics.median(seconds["Python itself"])
    lines = [("what", "ms", "lowest to highest", "ms without Python itself")]
    for name, found in seconds.items():
        middle = statistics.median(found)
        lines.append((name, f"{middle:.0f}", f"{min(found):.0f} to {max(found):.0f}", f"{middle - python:.0f}"))
    say(f"A fresh process, from its start to its end: median of {runs} runs in turn", lines)


def one_scan(calls: int = 200, fewer: int = 20) -> None:
    """One call, once everything is imported."""
    import gravida

    found: dict[str, Any] = {}
    exec(SCANS, found)
    two = found["scans"]
    lines = [("one call", "ms", "lowest to highest", "calls")]
    for name, run, times in (
        ("explain, one scan", lambda: gravida.explain(two[1]), calls),
        ("explain, a scan and the one before it", lambda: gravida.explain(two), calls),
        ("assess, two scans", lambda: gravida.assess(two), fewer),
        ("assess, two scans, text=False", lambda: gravida.assess(two, text=False), fewer),
    ):
        run()
        taken = []
        for _ in range(times):
            start = time.perf_counter()
            run()
            taken.append(1000 * (time.perf_counter() - start))
        lines.append((name, f"{statistics.median(taken):.2f}", f"{min(taken):.2f} to {max(taken):.2f}", str(times)))
    say("One or two scans, everything imported: median", lines)


# --- what is printed -----------------------------------------------------------------------------------------------


def say(title: str, lines: Sequence[tuple[str, ...]]) -> None:
    """Print a table that Markdown can read."""
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    print(f"\n{title}\n")
    for number, line in enumerate(lines):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
        if number == 0:
            print("| " + " | ".join("-" * width for width in widths) + " |")


def machine() -> None:
    """Say on what this ran, and how busy it was."""
    from importlib.metadata import version

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GB
    libraries = ", ".join(f"{name} {version(name)}" for name in ("gravida", "polars", "narwhals", "numpy"))
    print(f"{len(os.sched_getaffinity(0))} cores, {memory:.0f} GB, Python {platform.python_version()}, {libraries}")
    print(f"Load at the start: {os.getloadavg()[0]:.1f}. Below 0.3 the machine is quiet; above 1 figures are too high.")


def main() -> None:
    parser = argparse.ArgumentParser(description="Time and memory of gravida.assess and gravida.explain.")
    parser.add_argument("--scans", type=int, default=1_000_000, help="how many scans (default: 1000000)")
    parser.add_argument("--runs", type=int, default=5, help="how many runs of each way (default: 5)")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve, given.file)
        return
    machine()
    starting_up(given.runs)
    one_scan()
    many_rows(given.scans, given.runs)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
