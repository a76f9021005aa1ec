"""What the tests of this folder share: one set of histories, its answers, one Spark session."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.engines.histories import histories

import gravida

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PREGNANCIES = 2_000


@pytest.fixture(scope="session")
def scans() -> pl.DataFrame:
    """Every scan of 2,000 pregnancies, with the number of its row and a column that is not ours."""
    found = histories(PREGNANCIES).with_row_index("row", offset=0)
    return found.with_columns(pl.col("row").cast(pl.Int64), ward=pl.format("ward {}", pl.col("row") % 7))


@pytest.fixture(scope="session")
def answers(scans: pl.DataFrame) -> dict[bool, pl.DataFrame]:
    """What ``assess`` says of them on Polars, with text and without."""
    return {text: gravida.assess(scans, text=text) for text in (True, False)}


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """One session for all tests: local, two threads, nothing written outside a temporary folder."""
    os.environ.setdefault("JAVA_HOME", str(_java()))
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[2]")
        .appName("gravida tests")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.local.dir", str(folder))
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", "2g")
        .config(
            "spark.python.sql.dataFrameDebugging.enabled", "false"
        )  # or every operator asks the JVM where it stands
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def _java() -> Path:
    found = sorted(Path("/usr/lib/jvm").glob("*17*/bin/java")) or sorted(Path("/usr/lib/jvm").glob("*/bin/java"))
    assert found, "Spark needs Java 17 or later; ./check installs it"
    return found[0].parent.parent
