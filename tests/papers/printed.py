"""The printed tables of growth standards, each with the standard it belongs to and the way it was rounded.

The tests compare every cell; the manual counts what they compare. A cell that does not follow stands in
``exceptions.csv`` with its reason.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from gravida.engine import growth
from gravida.engine.growth.size_standard import Standard

HERE = Path(__file__).parent
Row = dict[str, str]

EXACT: dict[str, float] = {}
TWO_DIGITS = {"P03": -1.88, "P05": -1.645, "P10": -1.28, "P90": 1.28, "P95": 1.645, "P97": 1.88}
"""The z of a centile as some of the tables were made with it."""
TWO_DIGITS_164 = {**TWO_DIGITS, "P05": -1.64, "P95": 1.64}


@dataclass(frozen=True)
class Table:
    """One printed table. ``step`` is its last printed digit.

    ``first`` is one digit more where the table was rounded twice, from the row ``first_from`` on. ``constants`` says
    with which z its centiles were made.
    """

    path: str
    key: str
    step: str
    constants: str = "exact"
    first: str = ""
    first_from: float = 0.0
    weeks: bool = False

    @property
    def rows(self) -> list[Row]:
        return read(self.path)

    def standard(self, row: Row) -> Standard:
        if "group" in row:
            measure = {"abdocirc": "ac", "bpd": "bpd", "femurlen": "fl", "headcirc": "hc"}.get(row.get("measure", ""))
            return growth.standard(f"nichd_{measure or 'efw'}_{row['group'].lower()}")
        if row.get("sex") in ("M", "F"):
            return growth.standard(self.key, row["sex"])
        return growth.standard(self.key)

    def argument(self, row: Row) -> float:
        if self.weeks:
            return 7 * float(row.get("gest_weeks") or row["pma_weeks"])
        return float(row.get("gest_days") or row.get("crl_mm") or row.get("tcd_mm") or row["length_cm"])

    def cells(self, row: Row) -> dict[str, Decimal]:
        """The printed cells of a row by column; a cell that was printed empty is left out."""
        names = [name for name in row if name.startswith(("P", "SD")) and row[name] not in ("", "NA")]
        return {name: Decimal(row[name]) for name in names}

    def value(self, row: Row, column: str) -> float:
        """What the standard gives for a cell, unrounded."""
        name = column.partition("_")[0]
        standard, at = self.standard(row), self.argument(row)
        if name.startswith("SD"):
            return float(standard.value_at(at, z=float(name[2]) * (-1 if name.endswith("neg") else 1)))
        constants = {"exact": EXACT, "two digits": TWO_DIGITS, "two digits, 1.64": TWO_DIGITS_164}[self.constants]
        if name in constants:
            return float(standard.value_at(at, z=constants[name]))
        return float(standard.value_at(at, centile=float(name[1:])))

    def printed(self, row: Row, column: str) -> Decimal:
        """What the standard gives for a cell, rounded as the table was."""
        return self.rounded(self.value(row, column), self.argument(row))

    def rounded(self, value: float, argument: float) -> Decimal:
        found = Decimal(value)
        if self.first and argument >= self.first_from:
            found = found.quantize(Decimal(self.first), ROUND_HALF_UP)
        return found.quantize(Decimal(self.step), ROUND_HALF_UP)

    def name(self, row: Row) -> str:
        """The id of a row: the table and what stands before its cells."""
        before = [text for name, text in row.items() if not name.startswith(("P", "SD"))]
        return f"{self.path.removesuffix('.csv')}-{'-'.join(before)}"


@cache
def read(path: str) -> list[Row]:
    with (HERE / path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def exceptions() -> dict[tuple[str, str], Row]:
    """Every cell that does not follow, by the id of its row and its column."""
    return {(row["row"], row["column"]): row for row in read("exceptions.csv")}


TABLES: tuple[Table, ...] = (
    *(
        table
        for name, key, centiles, z in (
            ("acfga", "ac", ("two digits",), ("exact", "0.01")),
            ("bpdfga", "bpd", ("exact",), ("exact",)),
            ("flfga", "fl", ("two digits",), ("exact", "0.01")),
            ("hcfga", "hc", ("two digits",), ("exact",)),
            ("ofdfga", "ofd", ("two digits", "0.01"), ("exact",)),
        )
        for table in (
            Table(f"papageorghiou2014_biometry/{name}_centiles.csv", f"intergrowth21_{key}", "0.1", *centiles),
            Table(f"papageorghiou2014_biometry/{name}_zscores.csv", f"intergrowth21_{key}", "0.1", *z),
        )
    ),
    Table("papageorghiou2014/printed_crlfga_centiles.csv", "intergrowth21_crl", "0.1"),
    Table("papageorghiou2014/printed_crlfga_zscores.csv", "intergrowth21_crl", "0.1"),
    Table("papageorghiou2014/printed_gafcrl_centiles.csv", "intergrowth21_age_from_crl", "1"),
    Table("stirnemann2017/efwfga_centiles.csv", "intergrowth21_efw", "1"),
    Table("stirnemann2017/efwfga_zscores.csv", "intergrowth21_efw", "1"),
    Table("stirnemann2020/hefwfga_centiles.csv", "intergrowth21_efw_hadlock", "1"),
    Table("papageorghiou2016_sfh/sfhfga_centiles.csv", "intergrowth21_fundal_height", "0.1", "two digits"),
    Table("papageorghiou2016_sfh/sfhfga_zscores.csv", "intergrowth21_fundal_height", "0.1"),
    Table("rodriguez_sibaja2021/tcdfga_centiles.csv", "intergrowth21_tcd", "0.01", "two digits, 1.64"),
    Table("rodriguez_sibaja2021/gaftcd_centiles.csv", "intergrowth21_age_from_tcd", "0.01"),
    Table("napolitano2020/poffga_centiles.csv", "intergrowth21_parieto_occipital_fissure", "0.01", "two digits"),
    Table("napolitano2020/sffga_centiles.csv", "intergrowth21_sylvian_fissure", "0.01", "two digits"),
    Table("napolitano2020/avfga_centiles.csv", "intergrowth21_anterior_horn", "0.01", "two digits"),
    Table("napolitano2020/pvfga_centiles.csv", "intergrowth21_posterior_horn", "0.01", "two digits"),
    Table("napolitano2020/cmfga_centiles.csv", "intergrowth21_cisterna_magna", "0.01", "two digits"),
    Table("drukker2020/pifga_centiles.csv", "intergrowth21_umbilical_pi", "0.01"),
    Table("drukker2020/rifga_centiles.csv", "intergrowth21_umbilical_ri", "0.01"),
    Table("drukker2020/sdrfga_centiles.csv", "intergrowth21_umbilical_sd_ratio", "0.01"),
    Table("cheikh_ismail2016/gwgfga_centiles.csv", "intergrowth21_weight_gain", "0.01", "two digits"),
    *(
        Table(f"villar2014/{name}_{sex}_{kind}.csv", f"intergrowth21_newborn_{key}_{sex}", step, constants, first, late)
        for sex in ("female", "male")
        for name, key, step, first, late in (
            ("wfga", "weight", "0.01", "", 0.0),
            ("lfga", "length", "0.1", "0.01", 231.0),
            ("hcfga", "head", "0.1", "0.01", 231.0),
            ("wlrfga", "weight_length_ratio", "0.01", "", 0.0),
        )
        for kind in ("centiles", "zscores")
        for constants in ("two digits" if (name, kind) == ("wlrfga", "centiles") else "exact",)
    ),
    *(
        Table(f"villar2017/{name}_{sex}_centiles.csv", f"intergrowth21_newborn_{key}_{sex}", step)
        for sex in ("female", "male")
        for name, key, step in (
            ("fmfga", "fat_mass", "1"),
            ("ffmfga", "fat_free_mass", "1"),
            ("bfpfga", "body_fat", "0.1"),
        )
    ),
    *(
        Table(
            f"villar2015/{name}_{sex}_{kind}.csv",
            f"intergrowth21_preterm_{key}_{sex}",
            step,
            how[0],
            how[1],
            weeks=weeks,
        )
        for sex in ("female", "male")
        for name, key, step, weeks, centiles in (
            ("wfa", "weight", "0.01", True, ("two digits", "")),
            ("lfa", "length", "0.1", True, ("two digits", "0.01")),
            ("hcfa", "head", "0.1", True, ("two digits", "0.01" if sex == "male" else "")),
            ("wfl", "weight_for_length", "0.01", False, ("exact", "")),
        )
        for kind, how in (("centiles", centiles), ("zscores", ("exact", "")))
    ),
    Table("kiserud2017/efw_weekly.csv", "who_efw", "1", weeks=True),
    Table("buck_louis2015/biometry_daily.csv", "", "0.01"),
    Table("grantz2018/efw_weekly.csv", "", "1", weeks=True),
)
