"""What an import brings with it, asked of a fresh process. About modules: a clock answers differently every day."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

HEAVY = ("numpy", "narwhals", "polars", "pandas", "pyarrow", "duckdb", "pyspark", "django", "rich", "cyclopts")
FRAMES = ("numpy", "narwhals", "polars", "pandas", "pyarrow", "duckdb", "pyspark", "django")


def imported_by(code: str) -> set[str]:
    """Run a few lines in a fresh process and return every module that is there at its end."""
    lines = f"{textwrap.dedent(code)}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def assert_light(modules: set[str], heavy: tuple[str, ...]) -> None:
    assert "gravida" in modules
    assert sorted(name for name in heavy if name in modules) == []


def test_import_gravida_is_light() -> None:
    modules = imported_by("import gravida")
    assert_light(modules, HEAVY)
    ours = {name for name in modules if name.startswith("gravida.")}
    assert not {name for name in ours if name.startswith(("gravida.tables", "gravida.engine", "gravida.cli"))}, ours


def test_importtime_names_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import gravida"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    names = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "gravida" in names
    assert sorted(names & set(HEAVY)) == []


def test_the_names_are_there_before_they_are_imported() -> None:
    modules = imported_by(
        """
        import gravida
        assert {"assess", "explain"} <= set(dir(gravida)), dir(gravida)
        assert {"assess", "explain"} <= set(gravida.__all__), gravida.__all__
        """
    )
    assert_light(modules, HEAVY)


def test_explain_brings_no_frames() -> None:
    modules = imported_by(
        """
        import gravida
        scan = {"scan_route": "tvs", "crl_mm": 8.0, "heart_activity": "absent", "embryo_seen": "yes"}
        found = gravida.explain([scan | {"exam_date": "2026-01-05"}, scan | {"exam_date": "2026-01-12"}])
        assert found.guidelines
        """
    )
    assert_light(modules, FRAMES)


def test_assess_brings_only_what_it_needs() -> None:
    """Frames of other kinds are known by their type; nobody's library is imported to ask whether it is theirs."""
    modules = imported_by(
        """
        import gravida
        gravida.assess([{"crl_mm": 8.0, "heart_activity": "absent"}], "sru2013", text=False)
        """
    )
    assert_light(modules, ("pandas", "pyarrow", "duckdb", "pyspark", "django", "rich", "cyclopts"))


@pytest.mark.parametrize(
    "name", ["gravida.columns", "gravida.values", "gravida.engine.reading", "gravida.engine.explain"]
)
def test_below_the_tables_nothing_is_heavy(name: str) -> None:
    assert_light(imported_by(f"import {name}"), HEAVY)
