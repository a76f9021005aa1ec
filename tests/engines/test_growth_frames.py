"""Growth standards over frames of every kind: the same answers as on arrays, and the frame comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import polars as pl
import pytest
from tests.engines.kinds import spark_kind

from gravida.engine import growth
from gravida.errors import ColumnError, InputError, UnknownName
from gravida.tables.growth import added_columns, with_growth

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

HC, CM, NICHD = "intergrowth21_hc", "intergrowth21_efw", "nichd_ac_hispanic"
BIRTH, PRETERM, WHO = "intergrowth21_newborn_weight", "intergrowth21_preterm_head", "who_efw"
EVERYWHERE = [HC, CM, NICHD, "intergrowth21_weight_gain", "intergrowth21_umbilical_pi", PRETERM]
IN_MEMORY = [*EVERYWHERE, BIRTH, WHO, "intergrowth21_newborn_fat_mass"]


def rows(count: int = 300) -> pl.DataFrame:
    random = np.random.default_rng(3)
    ages = random.uniform(90, 300, count)
    frame = pl.DataFrame(
        {
            "row": np.arange(count),
            "ga_days": ages,
            "pma_days": ages + 120,
            "hc_cm": random.uniform(8, 36, count),
            "ac_mm": random.uniform(60, 400, count),
            "efw_g": random.uniform(100, 4500, count),
            "weight_gain_kg": random.normal(5, 5, count),
            "ua_pi": random.uniform(0.5, 2, count),
            "birth_weight_kg": random.uniform(0.4, 5, count),
            "infant_head_cm": random.uniform(20, 45, count),
            "fat_mass_g": random.uniform(50, 700, count),
            "sex": random.choice(["F", "male", "girl", "?", "M"], count),
        }
    )
    gaps = pl.int_range(pl.len()) % 7 == 3
    return frame.with_columns(pl.when(~gaps).then(pl.col("hc_cm", "efw_g", "birth_weight_kg"))).with_columns(
        pl.when(pl.col("row") % 11 == 5).then(pl.lit(25.0)).otherwise(pl.col("ga_days")).alias("ga_days")
    )


def wanted(frame: pl.DataFrame, key: str) -> dict[str, list[Any]]:
    known = growth.standards()
    both = [known[key]] * 2 if key in known else [known[f"{key}_female"], known[f"{key}_male"]]
    sexes = {"F": 0, "girl": 0, "male": 1, "M": 1}
    column, factor = ("hc_cm", 10.0) if both[0].column == "hc_mm" else (both[0].column, 1.0)
    found: dict[str, list[Any]] = {name: [] for name in ("z", "centile", "reason")}
    for row in frame.iter_rows(named=True):
        place = sexes.get(row["sex"], -1) if key not in known else 0
        if place < 0:
            answer: tuple[Any, ...] = (None, None, "sex_missing")
        else:
            value = None if row[column] is None else row[column] * factor
            standard, at = both[place], row[both[place].argument]
            reason = standard.reason([value], [at])[0]
            answer = (standard.zscore([value], [at])[0], standard.centile([value], [at])[0], reason.code)
            answer = (*answer[:2], None) if reason == 0 else (None, None, reason.code)
        for name, one in zip(found, answer, strict=True):
            found[name].append(one)
    return found


def check(found: pl.DataFrame, frame: pl.DataFrame, keys: list[str]) -> None:
    found = found.sort("row")
    for key in keys:
        z, centile, word, reason = added_columns(key)
        answers = wanted(frame, key)
        assert found[reason].to_list() == answers["reason"], key
        for name, what in ((z, "z"), (centile, "centile")):
            assert [one is None for one in found[name]] == [one is None for one in answers[what]]
            for one, other in zip(found[name], answers[what], strict=True):
                assert one is None or one == pytest.approx(other, rel=1e-10, abs=1e-10)
        classes = [None if c is None else "sga" if c < 10 else "lga" if c > 90 else "aga" for c in found[centile]]
        assert found[word].to_list() == classes


@pytest.mark.parametrize("kind", ["polars", "pandas", "pyarrow"])
def test_in_memory(kind: str) -> None:
    frame = rows()
    native: Any = frame
    if kind != "polars":
        native = frame.to_pandas() if kind == "pandas" else frame.to_arrow()
    found = with_growth(native, IN_MEMORY)
    assert type(found) is type(native)
    as_polars = nw.from_native(found, eager_only=True).to_polars()
    assert as_polars.columns[: frame.width] == frame.columns
    if kind == "pandas":
        as_polars = as_polars.with_columns(pl.selectors.float().fill_nan(None))
    check(as_polars, frame, IN_MEMORY)


def test_lazy_polars_stays_lazy() -> None:
    frame = rows()
    found = with_growth(frame.lazy(), IN_MEMORY)
    assert isinstance(found, pl.LazyFrame)
    check(found.collect(), frame, IN_MEMORY)


def test_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb")
    frame = rows()
    found = with_growth(duckdb.from_arrow(frame.to_arrow()), EVERYWHERE)
    check(found.pl(), frame, EVERYWHERE)
    with pytest.raises(InputError, match="needs arrays, which duckdb does not hand out"):
        with_growth(duckdb.from_arrow(frame.to_arrow()), [BIRTH])


def test_spark(spark: SparkSession) -> None:
    frame = rows(40)
    kind = spark_kind(spark)
    found = with_growth(kind.make(frame), [HC, NICHD])
    assert kind.is_one(found)
    check(kind.read(found), frame, [HC, NICHD])
    with pytest.raises(InputError, match="needs arrays, which pyspark does not hand out"):
        with_growth(kind.make(frame), [WHO])


def test_a_list_of_mappings() -> None:
    found = with_growth([{"hc_mm": 250.0, "ga_days": 189}], HC)
    assert found[f"{HC}_centile"].round(0).to_list() == [47.0]


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ColumnError, match="hc_mm"):
        with_growth(pl.DataFrame({"ga_days": [1]}), [HC])
    with pytest.raises(ColumnError, match="ga_days"):
        with_growth(pl.DataFrame({"hc_mm": [1]}), [HC])
    with pytest.raises(ColumnError, match="no column sex"):
        with_growth(pl.DataFrame({"birth_weight_kg": [1.0], "ga_days": [1]}), [BIRTH])
    with pytest.raises(UnknownName, match="who_efw"):
        with_growth(pl.DataFrame({"ga_days": [1]}), ["who_weight"])
