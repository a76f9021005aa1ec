"""z-scores of ten million fetuses: NumPy blocks, the compiled loop, several measures at once, and the R package gigs.

``frame`` is a Polars frame with four measures that gets z, centile, class and reason of each, beside copying it.

    .venv/bin/python benchmarks/growth.py                        # with R and gigs where both are present
    .venv/bin/python benchmarks/growth.py --rows 1000000 --runs 5
    .venv/bin/python benchmarks/growth.py --only AC,HC

Every way takes its turn, in a new order each time; shown are medians, in seconds of the clock and of processor time
(all threads together; R has one), and how many times R takes in the same sitting. On a machine that others use,
processor time is the one to read. Beside them stands what the memory allows: two columns read and one written.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from gravida import tables
from gravida.engine import growth
from gravida.engine.growth import kernel

R_CODE = """
args <- commandArgs(TRUE); n <- as.integer(args[3])
suppressMessages(library(gigs))
read <- function(path) readBin(path, "double", n)
x <- read(args[1]); y <- read(args[2])
took <- system.time(z <- value2zscore(y, x, family = "ig_fet", acronym = args[4]))
cat(sprintf("%.6f %.6f %.15g\\n", took[["user.self"]] + took[["sys.self"]], took[["elapsed"]], z[1]))
"""
ACRONYMS = {"AC": "acfga", "HC": "hcfga", "EFW": "efwfga"}
KEYS = {name: f"intergrowth21_{name.lower()}" for name in ("AC", "HC", "BPD", "FL", "EFW")}
WARM_UP = 1


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=10_000_000)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument(
        "--r-library", default=None, help="where the R package gigs is installed, if not in R's own place"
    )
    asked.add_argument("--only", default="AC,HC,EFW,four,frame", help="some of these, for a shorter sitting")
    given = asked.parse_args()
    only = given.only.split(",")
    ages, whole, values = data(given.rows)
    out = np.empty(given.rows)
    gaps = {name: np.where(np.arange(given.rows) % 10 == 3, np.nan, column) for name, column in values.items()}
    four = {KEYS[name]: values[name] for name in ("AC", "HC", "BPD", "FL")}
    columns = {growth.standard(key).column: column for key, column in four.items()}
    frame = pl.DataFrame({"ga_days": ages, **columns})
    buffers = {key: np.empty(given.rows) for key in four}
    ways: dict[str, Callable[[], object]] = {
        "memory: read two columns, write a fresh one": lambda: spread(ages, whole, np.empty(given.rows)),
        "memory: the same, into a buffer": lambda: spread(ages, whole, out),
    }

    def z(name: str, at: np.ndarray, source: dict[str, np.ndarray] = values, **more: object) -> Callable[[], object]:
        standard = growth.standard(KEYS[name])
        return lambda: standard.zscore(source[name], at, **more)

    for label, prepare in (("base", without_kernel), ("fast", with_kernel)):
        if label == "fast" and kernel._numba() is None:
            print("numba is not installed: the extra `fast` is not measured.")
            continue
        for name in (name for name in ACRONYMS if name in only):
            ways[f"{label}: {name}, any age"] = prepare(z(name, ages))
            ways[f"{label}: {name}, whole days"] = prepare(z(name, whole))
            ways[f"{label}: {name}, any age, into a buffer"] = prepare(z(name, ages, out=out))
            ways[f"{label}: {name}, any age, 10 % missing"] = prepare(z(name, ages, gaps))
        if "frame" in only:
            ways[f"{label}: a frame with AC, HC, BPD, FL"] = prepare(lambda: tables.with_growth(frame, list(four)))
        if "four" not in only:
            continue
        ways[f"{label}: AC, HC, BPD, FL in one call"] = prepare(lambda: growth.zscores(four, ages))
        ways[f"{label}: AC, HC, BPD, FL one by one"] = prepare(lambda: one_by_one(four, ages, {}))
        ways[f"{label}: the same in one call, into buffers"] = prepare(lambda: growth.zscores(four, ages, out=buffers))
        ways[f"{label}: the same one by one, into buffers"] = prepare(lambda: one_by_one(four, ages, buffers))
    if "frame" in only:
        ways["peer: Polars copies that frame to Parquet in memory"] = lambda: frame.write_parquet(io.BytesIO())
    with tempfile.TemporaryDirectory() as folder:
        r_ways = r(Path(folder), ages, values, given.r_library, only)
        took = alternate({**ways, **r_ways}, given.runs)
    report(took, given.rows)
    scalar()


def spread(first: np.ndarray, second: np.ndarray, out: np.ndarray) -> None:
    """Add two columns on all processors, a piece at a time."""
    size = 1 << 18

    def piece(start: int) -> None:
        rows = slice(start, start + size)
        np.add(first[rows], second[rows], out=out[rows])

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(piece, range(0, len(first), size)))


def one_by_one(columns: dict[str, np.ndarray], ages: np.ndarray, out: dict[str, np.ndarray]) -> list[object]:
    return [growth.standard(key).zscore(column, ages, out=out.get(key)) for key, column in columns.items()]


def data(rows: int) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    numbers = np.random.default_rng(20)
    whole = numbers.integers(154, 281, rows).astype(float)
    ages = np.minimum(whole + numbers.random(rows), 280.0)
    values = {}
    for name, key in KEYS.items():
        standard = growth.standard(key)
        days = np.arange(154.0, 281.0)
        middle, spread = standard.value_at(days, z=0.0), standard.value_at(days, z=1.0)
        place = whole.astype(int) - 154
        values[name] = middle[place] + numbers.normal(0, 1, rows) * (spread - middle)[place]
    return ages, whole, values


def without_kernel(way: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        found, kernel._numba = kernel._numba, lambda: None
        try:
            return way()
        finally:
            kernel._numba = found

    return run


def with_kernel(way: Callable[[], object]) -> Callable[[], object]:
    return way


def r(
    folder: Path, ages: np.ndarray, values: dict[str, np.ndarray], library: str | None, only: list[str]
) -> dict[str, Callable[[], object]]:
    """One process of R a run; what it times is the call alone, not the reading of the numbers."""
    if shutil.which("Rscript") is None:
        print("R is not installed: the comparison with gigs is not measured.")
        return {}
    more = {**os.environ, **({"R_LIBS": library} if library else {})}
    if subprocess.run(["Rscript", "-e", "library(gigs)"], capture_output=True, env=more, check=False).returncode:
        print("R is here, its package gigs is not: the comparison is not measured.")
        return {}
    code = folder / "gigs.R"
    code.write_text(R_CODE, encoding="utf-8")
    ages.tofile(folder / "ages")

    def way(name: str) -> Callable[[], object]:
        values[name].tofile(folder / name)
        call = ["Rscript", str(code), str(folder / "ages"), str(folder / name), str(len(ages)), ACRONYMS[name]]

        def run() -> tuple[float, float]:
            said = subprocess.run(call, capture_output=True, text=True, env=more, check=True).stdout.split()
            first = growth.standard(KEYS[name]).zscore(float(values[name][0]), float(ages[0]))
            assert abs(float(said[2]) - first) < 1e-9
            return float(said[0]), float(said[1])

        return run

    return {f"R gigs: {name}, any age": way(name) for name in ACRONYMS if name in only}


@contextmanager
def clock(into: list[tuple[float, float]]):
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    into.append((time.process_time() - cpu, time.perf_counter() - wall))


def alternate(ways: dict[str, Callable[[], object]], runs: int) -> dict[str, list[tuple[float, float]]]:
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    shuffle = random.Random(20)
    for turn in range(runs + WARM_UP):
        for name in shuffle.sample(list(ways), len(ways)):
            found: list[tuple[float, float]] = []
            with clock(found):
                answer = ways[name]()
            if turn >= WARM_UP:
                took[name].append(answer if name.startswith("R ") else found[0])
            del answer  # its memory goes back outside the clock
            if name.startswith("R "):
                next(iter(ways.values()))()  # R has left the memory of this process cold
    return took


def report(took: dict[str, list[tuple[float, float]]], rows: int) -> None:
    now, numba = datetime.now(UTC), kernel._numba()
    print(f"\n{now:%Y-%m-%d %H:%M} UTC, {rows:,} rows, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    print(f"{versions}, numba {numba.__version__ if numba else 'absent'}")
    print(f"\n{'medians':<52}{'clock':>9}{'processor':>11}{'R clock':>10}{'R processor':>13}")
    medians = {
        name: tuple(statistics.median(run[place] for run in runs) for place in range(2)) for name, runs in took.items()
    }
    for name, (cpu, wall) in medians.items():
        measure = name.partition(": ")[2].partition(",")[0]
        r_way = (
            medians.get(f"R gigs: {measure}, any age") if " one by" not in name and " one call" not in name else None
        )
        ratios = f"{r_way[1] / wall:>9.1f}x{r_way[0] / cpu:>12.1f}x" if r_way and not name.startswith("R ") else ""
        print(f"{name:<52}{wall:>8.3f}s{cpu:>10.3f}s{ratios}")
    for label in ("base", "fast"):
        shares(label, medians)


def shares(label: str, medians: dict[str, tuple[float, float]]) -> None:
    """Print what a gap costs, and what one call saves."""
    pairs = {
        "10 % missing, AC": ("AC, any age, 10 % missing", "AC, any age"),
        "10 % missing, HC": ("HC, any age, 10 % missing", "HC, any age"),
        "10 % missing, EFW": ("EFW, any age, 10 % missing", "EFW, any age"),
        "four in one call": ("AC, HC, BPD, FL in one call", "AC, HC, BPD, FL one by one"),
        "four in one call, into buffers": ("the same in one call, into buffers", "the same one by one, into buffers"),
    }
    for words, (first, second) in pairs.items():
        if f"{label}: {first}" in medians:
            cpu, wall = (medians[f"{label}: {first}"][at] / medians[f"{label}: {second}"][at] for at in (0, 1))
            print(f"{label}: {words}: {wall:.2f} of the clock, {cpu:.2f} of processor time")


def scalar() -> None:
    hc, calls = growth.standard("intergrowth21_hc"), 5000
    for _ in range(calls):
        hc.zscore(250.0, 190.0)
    start = time.process_time()
    for _ in range(calls):
        hc.zscore(250.0, 190.0)
    print(f"\none checked number: {(time.process_time() - start) / calls * 1e6:.1f} microseconds of processor time")


if __name__ == "__main__":
    main()
