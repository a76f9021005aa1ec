"""Recover the mean and SD behind a printed row of centiles: run by hand, kept so that anyone can do it again.

    python tests/papers/recovered/recover.py

A row of centiles rounded to a digit confines mean and SD to a small polygon. The SD is taken where the polygon is
widest, the mean in its middle there. Where the polygon is empty, no such distribution exists and the script stops.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from pathlib import Path
from statistics import NormalDist

PAPERS = Path(__file__).parents[1]
TABLES = PAPERS.parents[1] / "src" / "gravida" / "evidence" / "tables"
Cell = tuple[float, float, float]


def recover(cells: Iterable[Cell], *, logarithm: bool) -> tuple[float, float]:
    """Return mean and SD that give back every cell: z, printed value, half of its last digit."""
    bounds = [(z, value - half, value + half) for z, value, half in cells]
    if logarithm:
        bounds = [(z, math.log(low), math.log(high)) for z, low, high in bounds]

    def room(sd: float) -> tuple[float, float]:
        return max(low - z * sd for z, low, _ in bounds), min(high - z * sd for z, _, high in bounds)

    least, most = 1e-9, max(high for *_, high in bounds) - min(low for _, low, _ in bounds)
    for _ in range(200):  # the room is widest at one SD and narrows to both sides
        third = (most - least) / 3
        low, high = room(least + third), room(most - third)
        if low[1] - low[0] < high[1] - high[0]:
            least += third
        else:
            most -= third
    sd = (least + most) / 2
    low_mean, high_mean = room(sd)
    if low_mean > high_mean:
        raise ValueError("no mean and SD give back every cell")
    return (low_mean + high_mean) / 2, sd


def cells(row: dict[str, str], half: float) -> list[Cell]:
    """Return the printed centiles of a row."""
    return [
        (NormalDist().inv_cdf(int(name[1:3]) / 100), float(text), half)
        for name, text in row.items()
        if name.startswith("P") and text not in ("", "NA")
    ]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(name: str, header: list[str], lines: list[list[str]]) -> None:
    with (TABLES / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([header, *lines])


def main() -> None:
    lines = []
    for row in rows(PAPERS / "buck_louis2015" / "biometry_daily.csv"):
        mean, sd = recover(cells(row, 0.005), logarithm=True)
        lines.append([row["measure"], row["group"], row["gest_days"], f"{mean:.9f}", f"{sd:.9f}"])
    for row in rows(PAPERS / "grantz2018" / "efw_weekly.csv"):
        mean, sd = recover(cells(row, 0.5), logarithm=True)
        days = str(7 * int(row["gest_weeks"]))
        lines.append(["efw", row["group"].lower(), days, f"{mean:.9f}", f"{sd:.9f}"])
    write("buck_louis2015_lognormal.csv", ["measure", "group", "gest_days", "mean", "sd"], lines)
    lines = []
    for table in ("fmfga", "ffmfga", "bfpfga"):
        for sex in ("female", "male"):
            for row in rows(PAPERS / "villar2017" / f"{table}_{sex}_centiles.csv"):
                mean, sd = recover(cells(row, 0.05 if table == "bfpfga" else 0.5), logarithm=False)
                lines.append([table, sex, row["gest_days"], f"{mean:.6f}", f"{sd:.6f}"])
    write("villar2017_normal.csv", ["standard", "sex", "gest_days", "mean", "sd"], lines)


if __name__ == "__main__":
    main()
