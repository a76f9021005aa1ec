"""Random pregnancies that could have been: seeded, by NumPy alone, as a Polars frame.

Every pregnancy follows one course (growing, slow, lost, an empty sac, outside the womb; sometimes two embryos) and is
seen one to four times, 1 to 30 days apart. Then what happens in real tables happens to it: values are missing, a few
contradict each other or cannot be, some rows have no pregnancy, some scans no date. Sizes are in steps of 0.1 mm, so
every engine and every file format holds the same number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

SEED = 20261123
EARLIEST_SCAN = 20_089  # 1 January 2025, in days since 1970

COURSES = {"growing": 0.56, "slow": 0.10, "lost": 0.16, "empty sac": 0.12, "outside the womb": 0.06}
TWINS = 0.05
MOST_SCANS = 4
NUMBER_OF_SCANS = (0.30, 0.35, 0.22, 0.13)
SCANS_PER_PREGNANCY = 2.3
"""How many rows a pregnancy has, rounded up."""

SCHEMA: dict[str, Any] = {
    "pregnancy_id": pl.String,
    "fetus_id": pl.String,
    "exam_id": pl.String,
    "exam_date": pl.Date,
    "scan_route": pl.String,
    "gs_seen": pl.Boolean,
    "yolk_sac_seen": pl.Boolean,
    "embryo_seen": pl.Boolean,
    "amnion_seen": pl.Boolean,
    "heart_activity": pl.String,
    "heart_rate_bpm": pl.Float64,
    "crl_mm": pl.Float64,
    "msd_mm": pl.Float64,
    "gs_d1_mm": pl.Float64,
    "gs_d2_mm": pl.Float64,
    "gs_d3_mm": pl.Float64,
    "yolk_sac_mm": pl.Float64,
    "lmp_date": pl.Date,
    "lmp_certain": pl.Boolean,
    "cycle_length_days": pl.Int64,
    "ga_lmp_days": pl.Int64,
    "ga_days": pl.Int64,
    "ga_us_days": pl.Int64,
    "ga_crl_days": pl.Int64,
    "ovulation_date": pl.Date,
    "retrieval_date": pl.Date,
    "transfer_date": pl.Date,
    "embryo_age_days": pl.Int64,
    "n_sacs": pl.Int64,
    "n_fetuses": pl.Int64,
    "location": pl.String,
    "same_sac": pl.Boolean,
    "outcome": pl.String,
    "bleeding": pl.String,
    "pain": pl.String,
    "fainting": pl.Boolean,
    "shoulder_tip_pain": pl.Boolean,
    "fever": pl.Boolean,
}

DATES = tuple(name for name, dtype in SCHEMA.items() if dtype == pl.Date)
CODES = ("scan_route", "heart_activity", "location", "outcome", "bleeding", "pain")
NUMBERS = tuple(name for name, dtype in SCHEMA.items() if dtype in (pl.Float64, pl.Int64))
BOOLEANS = tuple(name for name, dtype in SCHEMA.items() if dtype == pl.Boolean)

Array = np.ndarray[Any, Any]
NOT_SAID: Any = None


def histories(pregnancies: int, seed: int = SEED) -> pl.DataFrame:
    """Return all scans of so many pregnancies, sorted by pregnancy and date. The same seed gives the same rows."""
    return _Histories(np.random.default_rng(seed), pregnancies).frame()


def scans(rows: int, seed: int = SEED) -> pl.DataFrame:
    """Return exactly so many rows; the last pregnancy may be cut short."""
    return histories(rows // 2 + 8, seed).head(rows)


@dataclass
class _Histories:
    """What is true of each pregnancy, then of each row; then what was written down of it."""

    random: np.random.Generator
    pregnancies: int

    def frame(self) -> pl.DataFrame:
        self._pregnancies()
        self._rows()
        self._sizes()
        found = self._findings() | self._ages() | self._identifiers() | self._said()
        self._mistakes(found)
        return pl.DataFrame([self._column(name, found[name]) for name in SCHEMA])

    # --- what is true

    def _pregnancies(self) -> None:
        n, draw = self.pregnancies, self.random
        self.course = draw.choice(list(COURSES), n, p=list(COURSES.values()))
        self.twins = (draw.random(n) < TWINS) & np.isin(self.course, ["growing", "lost"])
        self.visits = draw.choice(MOST_SCANS, n, p=NUMBER_OF_SCANS) + 1
        gaps = draw.integers(1, 31, (n, MOST_SCANS))
        gaps[:, 0] = 0
        weekly = draw.random((n, MOST_SCANS)) < 0.4
        weekly[:, 0] = False
        gaps[weekly] = draw.choice([7, 10, 11, 14], int(weekly.sum()))
        self.offsets = gaps.cumsum(axis=1)
        self.first_age = draw.integers(33, 75, n)
        self.first_day = EARLIEST_SCAN + draw.integers(0, 600, n)
        self.cycle = np.where(draw.random(n) < 0.5, 28, draw.integers(21, 43, n))
        self.lag = np.where(self.course == "slow", draw.integers(4, 15, n), 0)

    def _rows(self) -> None:
        embryos = 1 + self.twins
        self.of = np.repeat(np.arange(self.pregnancies), self.visits * embryos)
        self.n = len(self.of)
        start = np.repeat(np.cumsum(self.visits * embryos) - self.visits * embryos, self.visits * embryos)
        place = np.arange(self.n) - start
        self.visit, self.embryo = np.divmod(place, embryos[self.of])
        self.day = self.first_day[self.of] + self.offsets[self.of, self.visit]
        self.age = self.first_age[self.of] + self.offsets[self.of, self.visit]
        self.route = self._choice({"transvaginal": 0.68, "transabdominal": 0.16, "both": 0.08, "unknown": 0.08})

    def _sizes(self) -> None:
        draw = self.random
        self.rows_course = self.course[self.of]
        # One embryo of two may be lost alone.
        ends = draw.integers(40, 76, (self.pregnancies, 2))
        spared = self.twins[:, None] & (draw.random((self.pregnancies, 2)) < 0.4)
        ends = np.where((self.course == "lost")[:, None] & ~spared, ends, 10_000)
        ends[self.course == "slow", 0] = draw.integers(48, 120, int((self.course == "slow").sum()))
        stalled = (self.course == "empty sac") & (draw.random(self.pregnancies) < 0.5)
        ends[stalled, 0] = draw.integers(32, 50, int(stalled.sum()))
        self.end = ends[self.of, self.embryo]
        grown = np.minimum(self.age, self.end) - self.lag[self.of]
        length = (np.maximum(grown - 23.73, 0) / 8.052) ** 2 / 1.037
        inside = (self.rows_course != "empty sac") & (self.rows_course != "outside the womb")
        self.length = np.where((grown >= 36) & inside, length, 0.0)
        sac = np.maximum(np.minimum(self.age, self.end + 6) - self.lag[self.of] - 30.0, 0.0)
        slower = np.where(self.rows_course == "empty sac", 0.8, 1.0)
        self.sac = np.where(self.rows_course == "outside the womb", 0.0, sac * slower)
        self.alive = (self.age < self.end) & (self.length > 2.2)

    # --- what was seen

    def _findings(self) -> dict[str, Any]:
        draw, n = self.random, self.n
        coarse = (self.route == "transabdominal") | (draw.random(n) < 0.05)
        sac_seen = self.sac > np.where(coarse, 5.0, 2.0)
        yolk_seen = (self.sac > np.where(coarse, 14.0, 8.0)) & ~((self.rows_course == "empty sac") & (self.of % 3 > 0))
        embryo_seen = (self.length > np.where(coarse, 5.0, 1.5)) & sac_seen
        beats = self.alive & embryo_seen
        heart = np.where(beats, "present", np.where(draw.random(n) < 0.75, "absent", "unclear")).astype(object)
        heart[~beats & ~embryo_seen & (draw.random(n) < 0.6)] = None
        rate = 92 + 2.4 * (self.age - self.lag[self.of] - 36) + draw.normal(0, 9, n)
        odd = draw.random(n)
        rate = np.clip(rate - 30 * (odd < 0.08) + 35 * (odd > 0.96), 55, 178)
        rate = np.where(beats & (draw.random(n) < 0.7), np.rint(rate), np.nan)
        sac = self._measured(self.sac, 0.08, sac_seen & (self.age < 77))  # later nobody measures it
        spread = 1 + draw.normal(0, 0.12, (3, n))
        spread *= 3 / spread.sum(axis=0)
        three = np.round(np.where(np.isnan(sac), np.nan, sac * spread), 1)
        written = self._choice({"mean": 0.58, "three": 0.24, "both": 0.10, "none": 0.08})
        diameters = np.isin(written, ["three", "both"])
        return {
            "scan_route": self._gaps(self.route, 0.08),
            "gs_seen": self._gaps(sac_seen, 0.20),
            "yolk_sac_seen": self._gaps(yolk_seen, 0.20),
            "embryo_seen": self._gaps(embryo_seen, 0.20),
            "amnion_seen": self._gaps((self.length > 7) | (sac_seen & (draw.random(n) < 0.05)), 0.45),
            "heart_activity": self._gaps(heart, 0.15),
            "heart_rate_bpm": rate,
            "crl_mm": self._gaps(self._measured(self.length, 0.05, embryo_seen & (self.length < 90)), 0.12),
            "msd_mm": np.where(np.isin(written, ["mean", "both"]), sac, np.nan),
            "gs_d1_mm": np.where(diameters, three[0], np.nan),
            "gs_d2_mm": np.where(diameters, three[1], np.nan),
            "gs_d3_mm": self._gaps(np.where(diameters, three[2], np.nan), 0.08),
            "yolk_sac_mm": self._gaps(
                np.where(yolk_seen, np.round(np.clip(draw.normal(4.0, 1.3, n), 0.8, 9.0), 1), np.nan), 0.4
            ),
        }

    def _measured(self, size: Array, error: float, seen: Array) -> Array:
        """What a person reads off: with an error, and often a whole number, which is where limits lie."""
        read = np.round(size * np.exp(self.random.normal(0, error, self.n)), 1)
        read = np.where(self.random.random(self.n) < 0.3, np.rint(read), read)
        return np.where(seen & (read >= 0.5), read, np.nan)

    # --- what was said

    def _ages(self) -> dict[str, Any]:
        draw, n = self.random, self.n
        people = self.pregnancies
        way = draw.choice(
            ["lmp", "lmp days", "recorded", "ivf", "ovulation", "nothing"],
            people,
            p=[0.58, 0.1, 0.05, 0.06, 0.03, 0.18],
        )
        of = way[self.of]
        shift = draw.integers(-4, 5, people) * (draw.random(people) < 0.3)
        lmp = self.day - self.age - (self.cycle[self.of] - 28) + shift[self.of]
        conceived = self.day - self.age + 14
        frozen = draw.choice([3, 5], people)[self.of]
        certain = draw.choice(np.array([True, False, None], dtype=object), people, p=[0.6, 0.15, 0.25])

        def only(kind: str, values: Array, missing: float = 0.0) -> Array:
            return self._gaps(np.where(of == kind, values, np.nan), missing)

        ivf_by_transfer = (self.of % 2 == 0) & (of == "ivf")
        formula = np.round(8.052 * np.sqrt(1.037 * np.maximum(self.length, 0.5)) + 23.73)
        return {
            "lmp_date": only("lmp", lmp, 0.05),
            "lmp_certain": np.where(np.isin(of, ["lmp", "lmp days"]), certain[self.of], NOT_SAID),
            "cycle_length_days": only("lmp", self.cycle[self.of], 0.3),
            "ga_lmp_days": only("lmp days", np.maximum(self.day - lmp, 0), 0.05),
            "ga_days": only("recorded", self.age, 0.2),
            "ga_us_days": np.where((self.length > 3) & (draw.random(n) < 0.02), formula, np.nan),
            "ga_crl_days": np.where((self.length > 3) & (draw.random(n) < 0.03), np.clip(formula, 35, 110), np.nan),
            "ovulation_date": only("ovulation", conceived, 0.1),
            "retrieval_date": np.where(~ivf_by_transfer, only("ivf", conceived), np.nan),
            "transfer_date": np.where(ivf_by_transfer, only("ivf", conceived + frozen), np.nan),
            "embryo_age_days": np.where(ivf_by_transfer, only("ivf", frozen, 0.05), np.nan),
        }

    def _identifiers(self) -> dict[str, Any]:
        draw = self.random
        numbered = (draw.random(self.pregnancies) < 0.7)[self.of]
        labelled = (draw.random(self.pregnancies) < 0.12)[self.of] & (draw.random(self.n) < 0.8)
        twins = self.twins[self.of]
        label = np.where(twins, np.where(self.embryo == 0, "A", "B"), np.where(labelled, "A", NOT_SAID))
        exam = _names("E", self.of * MOST_SCANS + self.visit)
        has_exam = numbered & (draw.random(self.pregnancies * MOST_SCANS)[self.of * MOST_SCANS + self.visit] < 0.95)
        # Only a scan that its number tells apart, or the first of all, may lose its date.
        may_lose = has_exam | (self.visit == 0)
        undated = may_lose & (draw.random(self.n) < 0.015)
        nobody = draw.random(self.n) < 0.015
        return {
            "pregnancy_id": np.where(nobody, NOT_SAID, _names("P", self.of)),
            "fetus_id": label,
            "exam_id": np.where(has_exam, exam, NOT_SAID),
            "exam_date": np.where(undated, np.nan, self.day),
        }

    def _said(self) -> dict[str, Any]:
        draw, n = self.random, self.n
        outside = self.rows_course == "outside the womb"
        twins = self.twins[self.of]
        where = np.where(
            outside,
            self._choice({"ectopic": 0.6, "unknown": 0.3, "scar": 0.1}),
            np.where(self.sac > 5, "intrauterine", "unknown"),
        )
        same = np.where(draw.random(n) < 0.93, True, draw.choice(np.array([False, None], dtype=object), n))
        tells_sac = (draw.random(self.pregnancies) < 0.4)[self.of] & (self.visit > 0)
        return {
            "n_sacs": self._gaps(np.where(twins, 2, np.where(self.sac > 2, 1, 0)).astype(float), 0.2),
            "n_fetuses": self._gaps(np.where(twins, 2, (self.length > 0)).astype(float), 0.5),
            "location": self._gaps(where, 0.15),
            "same_sac": np.where(tells_sac, same, NOT_SAID),
            "outcome": np.where(draw.random(n) < 0.02, "miscarriage", NOT_SAID),
            "bleeding": self._gaps(self._choice({"none": 0.7, "spotting": 0.17, "light": 0.1, "heavy": 0.03}), 0.25),
            "pain": self._gaps(self._choice({"none": 0.75, "mild": 0.2, "severe": 0.05}), 0.25),
            "fainting": self._gaps(draw.random(n) < 0.01, 0.4),
            "shoulder_tip_pain": self._gaps(draw.random(n) < 0.01, 0.4),
            "fever": self._gaps(draw.random(n) < 0.01, 0.4),
        }

    def _mistakes(self, found: dict[str, Any]) -> None:
        """A few rows that contradict themselves or cannot be."""

        def some(share: float = 0.003) -> Array:
            return self.random.random(self.n) < share

        def spoil(name: str, rows: Array, value: Any) -> None:
            found[name] = np.where(rows, value, found[name])

        tenfold = some()
        spoil("crl_mm", tenfold, np.round(found["crl_mm"] * 10, 1))
        spoil("msd_mm", some(0.001), 250.0)
        spoil("heart_rate_bpm", some(0.002), 20.0)
        spoil("heart_rate_bpm", some(0.002), 0.0)
        spoil("heart_rate_bpm", some(0.002), 58.0)
        spoil("heart_activity", some(), "present")
        spoil("heart_activity", some(), "absent")
        spoil("embryo_seen", some(), False)
        spoil("gs_seen", some(), False)
        spoil("yolk_sac_seen", some(), False)
        spoil("yolk_sac_mm", some(0.002), 19.0)
        spoil("cycle_length_days", some(0.001), 12.0)
        late = some(0.002) & ~np.isnan(found["lmp_date"])
        spoil("lmp_date", late, found["lmp_date"] + 120)
        spoil("lmp_date", some(0.002) & ~late, found["lmp_date"] - 365)

    # --- how it is written down

    def _choice(self, shares: dict[str, float]) -> Array:
        return self.random.choice(list(shares), self.n, p=list(shares.values()))

    def _gaps(self, values: Array, share: float) -> Array:
        gap = self.random.random(self.n) < share
        return np.where(gap, np.nan if values.dtype.kind == "f" else NOT_SAID, values)

    def _column(self, name: str, values: Array) -> pl.Series:
        dtype = SCHEMA[name]
        if values.dtype.kind != "f":
            plain = values.astype(object)
            return pl.Series(name, plain.tolist(), dtype=dtype)
        numbers = pl.Series(name, values, nan_to_null=True)
        if dtype == pl.Date:
            return numbers.cast(pl.Int32).cast(pl.Date)
        return numbers.cast(dtype)


def _names(letter: str, numbers: Array) -> Array:
    return np.char.add(letter, np.char.zfill(numbers.astype(str), 7)).astype(object)
