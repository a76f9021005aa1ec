"""Every printed cell of every growth table, to its last printed digit: one row, one test."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice

import pytest
from tests.papers.printed import HERE, TABLES, Row, Table, exceptions
from tests.papers.recovered.recover import cells, recover

EXCEPTIONS = exceptions()
ROWS = [pytest.param(table, row, id=table.name(row)) for table in TABLES for row in table.rows]


def test_every_table_and_every_cell_is_here() -> None:
    assert len(TABLES) == len({table.path for table in TABLES}) == 70
    assert len(ROWS) == len({param.id for param in ROWS}) == 7493
    assert sum(len(table.cells(row)) for table in TABLES for row in table.rows) == 52062


def test_no_table_was_forgotten() -> None:
    ours = {HERE / table.path for table in TABLES}
    found = [path for path in HERE.rglob("*.csv") if path.name.endswith(("_centiles.csv", "_zscores.csv"))]
    assert [str(path) for path in found if path not in ours and "gigs" not in path.parts] == []


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_row(table: Table, row: Row) -> None:
    name = table.name(row)
    for column, printed in table.cells(row).items():
        found = table.printed(row, column)
        if (name, column) in EXCEPTIONS:
            assert found != printed, f"{column} follows from the equation: take it off the list of exceptions"
            assert Decimal(EXCEPTIONS[name, column]["printed"]) == printed
        else:
            assert found == printed, f"{column}: {table.value(row, column)}"


def test_every_exception_has_a_reason_and_a_cell() -> None:
    known = {(table.name(row), column) for table in TABLES for row in table.rows for column in table.cells(row)}
    assert set(EXCEPTIONS) <= known
    assert all(row["reason"] for row in EXCEPTIONS.values())
    assert len(EXCEPTIONS) == 331


@pytest.mark.parametrize("table", [table for table in TABLES if "buck_louis" in table.path or "grantz" in table.path])
def test_recovered_coefficients_can_be_recovered_again(table: Table) -> None:
    half = 0.5 * float(table.step)
    for row in islice(table.rows, 0, None, 97):
        mean, sd = recover(cells(row, half), logarithm=True)
        parameters = table.standard(row).parameters(table.argument(row))
        assert parameters == (pytest.approx(mean, abs=1e-8), pytest.approx(sd, abs=1e-8))
